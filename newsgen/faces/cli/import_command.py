"""`newsgen import`."""

import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, show_some, tell, tell_wait
from newsgen.language.dates import moment
from newsgen.machine.locking import locked
from newsgen.programs.contents import read_site_content
from newsgen.programs.importing import (
    Action,
    Imported,
    ImportOptions,
    ImportReport,
    Listener,
    import_seeds,
)
from newsgen.programs.settings import open_sound_site
from newsgen.words.problems import errors_among

AMBIGUOUS_EXIT = 3
MANY_FILES = 50
_TOLD: tuple[Action, ...] = ("new", "updated", "overwritten", "edited")
_COLOURS = {
    "title": "green",
    "summary": "green",
    "heading": "cyan",
    "list": "blue",
    "see-also": "magenta",
    "related": "magenta",
    "related-label": "magenta",
    "blank": "black",
    "noise": "bright_black",
    "caption": "bright_black",
}


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES|DIRS]...")
@options.site_option
@click.option("--date", metavar="DATE", default="", help="The articles' date: 2024-10-15.")
@click.option("--category", metavar="NAME", default="", help="The articles' category.")
@click.option("--force", is_flag=True, help="Overwrite articles that were edited by hand.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--check", is_flag=True, help="Do nothing; exit with 3 if a line is ambiguous.")
@click.option("--explain", is_flag=True, help="Tell what each line was taken for, and why.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json"]),
    default="table",
    help="How --explain tells it: a table, or a JSON object an article.",
)
@options.volume_options
def command(
    inputs: tuple[Path, ...],
    root: Path,
    date: str,
    category: str,
    force: bool,
    dry_run: bool,
    check: bool,
    explain: bool,
    kind: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Turn raw articles into articles under content/.

    FILES may be plain texts, Markdown, saved HTML pages, Word documents, WordPress exports, feeds,
    CSV or JSON lines. Without FILES or DIRS, seeds/ is imported. Importing again changes nothing,
    and an article that was edited by hand is left alone.
    """
    place = open_sound_site(root)
    _check_date(date, place.zone)
    explains = explain or kind == "json"
    is_dry_run = dry_run or check
    chosen = ImportOptions(
        tuple(inputs), date, category.strip(), force, is_dry_run, explains or check
    )

    def on_article(imported: Imported) -> None:
        if explains:
            _explain_json(imported) if kind == "json" else _explain(imported)
        if not quiet and (verbose or imported.action in _TOLD):
            _tell_article(imported)

    listener = Listener(on_article, _progress if sys.stderr.isatty() else lambda *_: None)
    with locked(place.folders.cache, on_wait=tell_wait):
        report = import_seeds(place, chosen, read_site_content(place), listener)
    show_some(report.problems, shows_all=check or verbose)
    if not quiet:
        _tell(report, is_dry_run=is_dry_run)
    if errors_among(report.problems):
        raise SystemExit(1)
    if check and any(problem.code == "ambiguous-line" for problem in report.problems):
        raise SystemExit(AMBIGUOUS_EXIT)


def _check_date(date: str, zone: ZoneInfo) -> None:
    if date:
        try:
            moment(date, zone)
        except ValueError as reason:
            raise click.BadParameter(str(reason), param_hint="--date") from None


def _progress(done: int, total: int) -> None:
    """One line that fills as files are done, on a terminal and for many files only."""
    if total >= MANY_FILES:
        filled = 30 * done // total
        bar = "█" * filled + "·" * (30 - filled)
        click.echo(f"\r{bar} {done:,}/{total:,}", err=True, nl=done == total)


def _explain(one: Imported) -> None:
    """Data, so on stdout: every line of the seed, what it was taken for, and the rule."""
    click.echo(click.style(f"{one.seed} → content/{one.path} ({one.action})", bold=True))
    for line in one.lines:
        role = click.style(f"{line.role:<13}", fg=_COLOURS.get(line.role))
        doubt = click.style(" ?", fg="yellow", bold=True) if line.is_doubtful else ""
        rule = click.style(f"[{line.rule}]", dim=True)
        click.echo(f"{line.number:>5}  {role} {rule}{doubt}  {line.text}")
    for left in one.left_out:
        click.echo(f"{'-':>5}  {'left out':<13} [{left.reason}]  {left.what}")


def _explain_json(one: Imported) -> None:
    """The same for programs: one JSON object a line."""
    told = {
        "seed": one.seed,
        "path": f"content/{one.path}",
        "action": one.action,
        "lines": [
            {
                "number": line.number,
                "text": line.text,
                "role": line.role,
                "rule": line.rule,
                "ambiguous": line.is_doubtful,
            }
            for line in one.lines
        ],
        "left_out": [{"what": left.what, "reason": left.reason} for left in one.left_out],
    }
    click.echo(json.dumps(told, ensure_ascii=False))


def _tell_article(one: Imported) -> None:
    note = ", left alone; --force overwrites it" if one.action == "edited" else ""
    left = f"; {counted(len(one.left_out), 'thing')} left out" if one.left_out else ""
    tell(f"{one.seed} → content/{one.path} ({one.action}{note}{left})")


def _tell(report: ImportReport, *, is_dry_run: bool) -> None:
    counts = [f"{number} {action}" for action in _TOLD if (number := report.actions[action])]
    doubts = sum(problem.code == "ambiguous-line" for problem in report.problems)
    if doubts:
        counts.append(counted(doubts, "ambiguous line"))
    total = report.actions.total() + report.skipped
    what = ", ".join(counts) or "nothing changed"
    tell(f"{counted(total, 'seed')}: {what}{' (dry run)' if is_dry_run else ''}")
