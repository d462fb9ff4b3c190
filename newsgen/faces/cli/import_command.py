"""`newsgen import`."""

from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, show_problems, tell
from newsgen.machine.locking import locked
from newsgen.programs.importing import Action, Imported, ImportOptions, ImportReport, import_seeds
from newsgen.programs.settings import open_sound_site, read_site_content

_TOLD: tuple[Action, ...] = ("new", "updated", "overwritten", "edited")
_COLOURS = {
    "title": "green",
    "summary": "green",
    "heading": "cyan",
    "see-also": "magenta",
    "related": "magenta",
    "related-label": "magenta",
}


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES|DIRS]...")
@options.site_option
@click.option("--date", metavar="DATE", default="", help="The articles' date: 2024-10-15.")
@click.option("--category", metavar="NAME", default="", help="The articles' category.")
@click.option("--force", is_flag=True, help="Overwrite articles that were edited by hand.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--explain", is_flag=True, help="Tell what each line was taken for, and why.")
@options.volume_options
def command(
    inputs: tuple[Path, ...],
    root: Path,
    date: str,
    category: str,
    force: bool,
    dry_run: bool,
    explain: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Turn raw texts into articles under content/.

    Without FILES or DIRS, seeds/ is imported. Importing again changes nothing, and an article that
    was edited by hand is left alone.
    """
    place = open_sound_site(root)
    if date:
        from newsgen.language.dates import moment

        try:
            moment(date, place.zone)
        except ValueError as reason:
            raise click.BadParameter(str(reason), param_hint="--date") from None
    chosen = ImportOptions(tuple(inputs), date, category.strip(), force, dry_run, explain)
    with locked(place.folders.cache):
        report = import_seeds(place, chosen, read_site_content(place))
    if explain:
        for one in report.imported:
            _explain(one)
    if not quiet:
        _tell(report, dry_run=dry_run, verbose=verbose)
    if report.problems:
        show_problems(report.problems)
        raise SystemExit(1)


def _explain(one: Imported) -> None:
    """Data, so on stdout: every line of the seed, what it was taken for, and the rule."""
    click.echo(click.style(f"{one.seed} → content/{one.path} ({one.action})", bold=True))
    for line in one.draft.lines:
        role = click.style(f"{line.role:<13}", fg=_COLOURS.get(line.role))
        rule = click.style(f"[{line.rule}]", dim=True)
        click.echo(f"{line.number:>5}  {role} {rule}  {line.text}")


def _tell(report: ImportReport, *, dry_run: bool, verbose: bool) -> None:
    for one in report.imported:
        if verbose or one.action != "unchanged":
            note = ", left alone; --force overwrites it" if one.action == "edited" else ""
            tell(f"{one.seed} → content/{one.path} ({one.action}{note})")
    counts = [f"{number} {action}" for action in _TOLD if (number := report.number(action))]
    total = len(report.imported) + report.skipped
    what = ", ".join(counts) or "nothing changed"
    tell(f"{counted(total, 'seed')}: {what}{' (dry run)' if dry_run else ''}")
