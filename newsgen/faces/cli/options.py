"""Options that several commands share, and what they stand for."""

import errno
import os
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace, open_site
from newsgen.words.errors import NotASite, OutputRefused
from newsgen.words.model import Visibility

_Function = TypeVar("_Function", bound=Callable[..., Any])
_EPOCH_DIGITS = 18  # of a moment beyond which nothing is dated; numbers have bounds


class _AddressType(click.ParamType[str]):
    """An address with scheme and host."""

    name = "URL"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from newsgen.language.settings import base_url_value

        try:
            return base_url_value(value)
        except ValueError as reason:
            self.fail(str(reason), param, ctx)


def _site_folder(_ctx: click.Context, _param: click.Parameter, root: Path) -> Path:
    if _is_loop(root):
        raise NotASite(f"{root} is a link to itself", "choose the site's folder with --site")
    return root


def site_option(function: _Function) -> _Function:
    return click.option(
        "-s",
        "--site",
        "root",
        type=click.Path(path_type=Path),
        default=".",
        envvar="NEWSGEN_SITE",
        callback=_site_folder,
        help="The site's folder. [default: this one]",
    )(function)


def output_option(function: _Function) -> _Function:
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        envvar="NEWSGEN_OUTPUT",
        help="Where the site goes. [default: build.output of newsgen.yaml, or public/]",
    )(function)


def base_url_option(function: _Function) -> _Function:
    return click.option(
        "-b",
        "--base-url",
        type=_AddressType(),
        envvar="NEWSGEN_BASE_URL",
        help="Where the site will live, instead of site.base_url.",
    )(function)


def visibility_options(function: _Function) -> _Function:
    function = click.option(
        "-D", "--drafts", is_flag=True, envvar="NEWSGEN_DRAFTS", help="Show drafts as well."
    )(function)
    return click.option(
        "-F",
        "--future",
        is_flag=True,
        envvar="NEWSGEN_FUTURE",
        help="Show articles dated in the future as well.",
    )(function)


def at_option(verb: str) -> Callable[[_Function], _Function]:
    help_text = f"{verb} the site as of this moment."
    return click.option("--at", metavar="TIME", default="", help=help_text)


class Asked(NamedTuple):
    """Which site a command is asked to look at, as of when, and where its output is."""

    root: Path
    output: Path | None
    base_url: str | None
    drafts: bool
    future: bool
    at: str


def asked_options(verb: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options of a command that takes what they say as its first argument, an `Asked`."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def command(**chosen: Any) -> None:
            asked = Asked(**{name: chosen.pop(name) for name in Asked._fields})
            function(asked, **chosen)

        command = visibility_options(at_option(verb)(command))
        return site_option(output_option(base_url_option(command)))

    return decorate


def opened(asked: Asked) -> tuple[Workplace, BuildOptions]:
    """The site that is asked for, and what that says of a build."""
    place = open_site(asked.root, asked.base_url or "")
    output = output_folder(place, asked.output)
    shown = visibility(place, asked.at, drafts=asked.drafts, future=asked.future)
    return place, BuildOptions(output, shown)


class Volume(NamedTuple):
    """How much a command tells."""

    is_quiet: bool
    is_verbose: bool


def volume_options(function: _Function) -> _Function:
    function = click.option("-q", "--quiet", is_flag=True, help="Tell only problems.")(function)
    return click.option("-v", "--verbose", is_flag=True, help="Tell more.")(function)


def output_folder(place: Workplace, output: Path | None) -> Path:
    """Absolute; a relative --output counts from here, build.output from the site's folder.

    Raises OutputRefused for what no folder can be: a link that leads to itself, and a NUL.
    """
    named = place.folders.root / place.config.build.output if output is None else output
    if "\0" in str(named):
        shown = str(named).replace("\0", r"\0")
        raise _refused(f"the output folder {shown} has a NUL in its name")
    if _is_loop(named):
        raise _refused(f"the output folder {named} is a link to itself")
    return Path(os.path.realpath(named))


def _is_loop(path: Path) -> bool:
    """Whether links lead round and round; `Path.resolve` raises RuntimeError for them."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _refused(message: str) -> OutputRefused:
    return OutputRefused(message, "choose another with --output, or mend build.output")


def is_fixed(at: str) -> bool:
    """Whether the moment that is shown stays as it is while time goes on."""
    return bool(at or os.environ.get("SOURCE_DATE_EPOCH"))


def visibility(place: Workplace, at: str, *, drafts: bool, future: bool) -> Visibility:
    """What is shown, at the moment of --at, of SOURCE_DATE_EPOCH, or now."""
    if at:
        from newsgen.language.dates import moment

        try:
            seconds = moment(at, place.zone).epoch_seconds
        except ValueError as reason:
            raise click.BadParameter(str(reason), param_hint="--at") from None
    elif epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= _EPOCH_DIGITS):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds")
        seconds = int(epoch)
    else:
        seconds = int(time.time())
    return Visibility(seconds, drafts, future)
