"""The `newsgen` command. Each subcommand lives in a module of its own, loaded when it is called."""

import os
import signal
import sys
from importlib import import_module

import click

from newsgen import __version__
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


def _interrupt(*_: object) -> None:
    """SIGTERM ends a command as Ctrl-C does: cleanly."""
    raise KeyboardInterrupt


def _leave() -> None:
    """End this process at once, its work done: to free a large site's values one by one would take
    longer than a build does that finds nothing to do.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def main() -> None:
    """Run the command line; exit with 0, 1 for errors, 2 for wrong usage, 130 when interrupted."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        newsgen.main(standalone_mode=False)
        _leave()
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; the site is whole", err=True)
        raise SystemExit(130) from None
    except NewsgenError as error:
        from newsgen.faces.cli.terminal import show_error

        show_error(error)
        raise SystemExit(1) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.secho(f"error: {place}{error.strerror or error}", fg="red", err=True)
        raise SystemExit(1) from None
