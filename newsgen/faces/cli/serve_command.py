"""`newsgen serve`."""

import errno
import math
import threading
import time
import webbrowser
from pathlib import Path
from typing import NamedTuple

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.interrupts import heed_every_interrupt
from newsgen.faces.cli.options import Volume
from newsgen.faces.cli.terminal import (
    counted,
    show_error,
    show_problems,
    tell,
    tell_import,
    tell_wait,
)
from newsgen.faces.server import Preview, PreviewServer, serve
from newsgen.language.urls import addresses
from newsgen.machine.folders import site_folders
from newsgen.machine.publishing import settled
from newsgen.machine.watching import watch
from newsgen.programs.cleaning import preview_folder
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace, open_site
from newsgen.programs.update import update
from newsgen.words.errors import Busy, NewsgenError, ProblemsFound, SourceChanged
from newsgen.words.problems import errors_among

DEFAULT_PORT = 8000
_PORTS_TRIED = 20
_AGAIN_SECONDS = 1.0  # between attempts at what was in nobody's power when it was tried
# Addresses that mean "every network" to a server mean nothing to a browser.
_SHOWN_HOSTS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 (named, not bound)


class _Chosen(NamedTuple):
    """What every rebuild depends on besides the site; `origin` is where the server listens."""

    root: Path
    origin: str
    drafts: bool
    future: bool
    at: str
    imports: bool
    volume: Volume


@click.command()
@options.site_option
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    help=f"0 takes any free one. [default: {DEFAULT_PORT}, or the next free one]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", "polls", is_flag=True, help="Look for changes; for network folders.")
@options.visibility_options
@options.at_option("Show")
@click.option("--no-import", is_flag=True, help="Leave seeds/ alone.")
@options.volume_options
def command(
    root: Path,
    port: int | None,
    host: str,
    opens: bool,
    polls: bool,
    drafts: bool,
    future: bool,
    at: str,
    no_import: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build, preview in a browser, and rebuild after each change.

    The preview lies in .newsgen/preview; the output folder is left alone, but for a publish that
    was killed there: it is completed.
    """
    folders = site_folders(root)
    options.visibility(open_site(root), at, drafts=drafts, future=future)  # or else it ends here
    _complete_publish(root)
    server = _listen(preview_folder(folders), host, port)
    origin = _origin(host, server.server_port)
    volume = Volume(quiet, verbose)
    chosen = _Chosen(folders.root, origin, drafts, future, at, not no_import, volume)

    started = time.monotonic()

    def ready(preview: Preview) -> None:
        url = f"{origin}{preview.prefix}/"
        built = "Not built" if preview.problems else f"Built in {time.monotonic() - started:.2f} s"
        _tell(f"{built}, serving at {url} (Ctrl-C stops)", volume)
        if opens:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    # Both end a rebuild under way as well; and a script's background jobs start deaf to Ctrl-C.
    heed_every_interrupt()
    changes = watch(
        (folders.settings, *folders.sources),
        threading.Event(),
        polls=polls,
        is_due=lambda: time.time() >= server.preview.due_at,
    )
    try:
        serve(server, lambda last: _rebuild(last, chosen), changes, ready)
    except KeyboardInterrupt:
        _tell("stopped", volume)


def _complete_publish(root: Path) -> None:
    """Complete what a killed publish left in the output folder, unless somebody works there."""
    try:
        with settled(options.output_folder(open_site(root), None), wait_seconds=0):
            pass
    except Busy:
        return
    except NewsgenError as error:
        show_error(error)


def _listen(folder: Path, host: str, port: int | None) -> PreviewServer:
    """A server at the port asked for, or at the first free one from the default on."""
    first = DEFAULT_PORT if port is None else port
    tried = range(first, first + (_PORTS_TRIED if port is None else 1))
    for candidate in tried:
        try:
            return PreviewServer(folder, host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                message = f"cannot listen at {host}, port {candidate}: {error.strerror}"
                raise NewsgenError(message, "choose others with --host and --port") from error
    ports = f"port {first} is" if port is not None else f"ports {first} to {tried[-1]} are"
    raise NewsgenError(f"{ports} taken at {host}", "choose another with --port; 0 takes any")


def _origin(host: str, port: int) -> str:
    shown = _SHOWN_HOSTS.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _rebuild(last: Preview, chosen: _Chosen) -> Preview:
    """Build once more and tell of it; what went wrong is in the result, over the last good site.

    Nothing but an interrupt ends the preview: what nobody foresaw is told by its type and message.
    """
    started = time.monotonic()
    try:
        place = _previewed(open_site(chosen.root), chosen.origin)
        report = update(
            place,
            _build_options(place, chosen),
            imports=chosen.imports and place.config.build.import_seeds,
            on_wait=tell_wait,
            on_import=lambda imported: None if chosen.volume.is_quiet else tell_import(imported),
        )
    except SourceChanged:  # the change that is on its way brings the next rebuild, if we hear of it
        return last._replace(due_at=time.time() + _AGAIN_SECONDS)
    except Exception as error:  # noqa: BLE001 (the next edit may mend it, whatever it is)
        return _failed(error, last)
    _tell_build(report, last, time.monotonic() - started, chosen.volume)
    return Preview(
        prefix=addresses(place.config.site.base_url).prefix,
        notes=frozenset(map(str, report.problems)),
        version=last.version + (bool(report.plan.render or report.plan.delete)),
        due_at=math.inf if options.is_fixed(chosen.at) else report.until,
    )


def _failed(error: Exception, last: Preview) -> Preview:
    """Tell what kept a rebuild from its end. Another newsgen that is at work ends some time."""
    told = error if isinstance(error, NewsgenError) else NewsgenError(_line(error))
    show_error(told)
    due_at = time.time() + _AGAIN_SECONDS if isinstance(error, Busy) else math.inf
    return last._replace(problems=_lines(told), due_at=due_at)


def _line(error: Exception) -> str:
    if isinstance(error, OSError):
        return ": ".join(filter(None, map(str, (error.filename or "", error.strerror or error))))
    return ": ".join(filter(None, (type(error).__name__, str(error))))


def _previewed(place: Workplace, origin: str) -> Workplace:
    """The site as it would be at the server's address; the path it lives under stays."""
    site = place.config.site
    here = site._replace(base_url=origin + addresses(site.base_url).prefix)
    return place._replace(config=place.config._replace(site=here))


def _build_options(place: Workplace, chosen: _Chosen) -> BuildOptions:
    """The moment is that of the rebuild, so that what was scheduled comes out in time."""
    shown = options.visibility(place, chosen.at, drafts=chosen.drafts, future=chosen.future)
    return BuildOptions(preview_folder(place.folders), shown)


def _lines(error: NewsgenError) -> tuple[str, ...]:
    if isinstance(error, ProblemsFound):
        return tuple(map(str, errors_among(error.problems)))
    return (str(error).encode(errors="backslashreplace").decode(),)  # of a name that is not UTF-8


def _tell_build(report: Report, last: Preview, seconds: float, volume: Volume) -> None:
    """One line on what was rendered; warnings only if the build before did not have them."""
    show_problems(problem for problem in report.problems if str(problem) not in last.notes)
    changed = [step for step in report.steps if step.action != "keep"]
    if volume.is_verbose:
        for step in changed:
            tell(f"{step.action} {step.path} ({step.reason})")
    rendered, deleted = report.number("render"), report.number("delete")
    pages = f"{counted(rendered, 'page')} rendered, {deleted:,} deleted"
    _tell(f"{pages if changed else 'nothing changed'} · {seconds:.2f} s", volume)


def _tell(message: str, volume: Volume) -> None:
    if not volume.is_quiet:
        tell(message)
