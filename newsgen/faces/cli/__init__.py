"""The `newsgen` command. Each subcommand lives in a module of its own, loaded when it is called."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from newsgen import __version__
from newsgen.faces.cli.interrupts import end_interrupted, heed_interrupts
from newsgen.faces.cli.starting import open_streams, speak_utf8
from newsgen.words.errors import NewsgenError

# name → the first line of its help; the module and its function have the command's name.
COMMANDS = {
    "build": "Import what is new in seeds/, then write the site.",
    "check": "Tell every problem, and every title that leads to no article.",
    "explain": "Tell why the page of an article is as it is.",
    "export": "Give articles back as the raw texts they were.",
    "clean": "Remove what newsgen wrote, and only that.",
    "import": "Turn raw texts into articles under content/.",
    "init": "Make a small new site in DIR.",
    "threads": "Propose stories that articles may belong to.",
    "theme": "List templates, blocks and static files, and where each comes from.",
    "serve": "Build, preview in a browser, and rebuild after each change.",
}


class _LazyGroup(click.Group):
    """Lists its commands without importing them, so that --help and --version are quick."""

    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"newsgen.faces.cli.{name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from newsgen.words.problems import did_you_mean

            hint = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"{error.format_message()} {hint}", ctx) from None


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="newsgen")
def newsgen() -> None:
    """The static site generator for Arabic newsrooms."""


def _leave() -> NoReturn:
    """End this process at once, its work done: to free a large site's values one by one would take
    longer than a build does that finds nothing to do.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def main() -> None:
    """Run the command line; exit with 0, 1 for errors, 2 for wrong usage, 130 when interrupted."""
    open_streams()
    speak_utf8()
    heed_interrupts()
    try:
        newsgen.main(standalone_mode=False)
        _leave()
    except (click.Abort, KeyboardInterrupt):
        _leave_interrupted()
    except Exception as error:  # noqa: BLE001 (what nobody foresaw is raised again)
        if _follows_an_interrupt(error):
            _leave_interrupted()
        raise SystemExit(_tell_error(error)) from None


def _leave_interrupted() -> NoReturn:
    """Give what was told so far, and end."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    end_interrupted()


def _follows_an_interrupt(error: BaseException | None) -> bool:
    """Whether it came while a command was on its way out: a thread to be joined that had not begun,
    a file that was never opened.
    """
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _tell_error(error: Exception) -> int:
    """Tell what ended a command; returns the exit code. What nobody foresaw is raised again."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, NewsgenError):
        from newsgen.faces.cli.terminal import show_error

        show_error(error)
        return 1
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        click.secho(f"error: {place}{error.strerror or error}", fg="red", err=True)
        return 1
    raise error
