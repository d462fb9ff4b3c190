"""`newsgen build`."""

import time
from typing import TYPE_CHECKING

import click

from newsgen.decide.plan import Action
from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, is_news, show_some, tell, tell_import, tell_wait
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.update import update

if TYPE_CHECKING:
    from newsgen.programs.importing import Imported

_ACTIONS: tuple[Action, ...] = ("render", "keep", "delete")


@click.command()
@options.asked_options("Build")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    envvar="NEWSGEN_JOBS",
    help="Processes that render. [default: as many as pay off]",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    envvar="NEWSGEN_CLUSTER",
    help="Render on the workers of this Dask scheduler.",
)
@click.option("--no-import", is_flag=True, help="Leave seeds/ alone.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--explain", is_flag=True, help="Tell for each output what happens to it and why.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--no-cache", is_flag=True, help="Forget what earlier builds remembered.")
@options.volume_options
def command(
    asked: options.Asked,
    jobs: int,
    cluster: str,
    no_import: bool,
    strict: bool,
    explain: bool,
    dry_run: bool,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Import what is new in seeds/, then write the site.

    Only what changed is rendered, and the site is published whole or not at all.
    """
    started = time.monotonic()
    place, chosen = options.opened(asked)
    waiting: list[object] = []  # of a dry run: what would be imported

    def on_import(imported: "Imported") -> None:
        if dry_run and is_news(imported):
            waiting.append(imported)
        if not quiet:
            tell_import(imported, tells_all=verbose, would="would be " * dry_run)

    chosen = chosen._replace(
        jobs=jobs,
        is_strict=strict,
        is_dry_run=dry_run,
        tells_reasons=explain,
        cluster=cluster,
        ends_process=True,
    )
    report = update(
        place,
        chosen,
        imports=place.config.build.import_seeds and not no_import,
        uses_cache=not no_cache,
        on_wait=tell_wait,
        on_import=on_import,
    )
    show_some(report.problems, shows_all=verbose or strict)
    if explain:
        _explain(report)
    if not quiet:
        _tell_build(report, chosen, time.monotonic() - started, len(waiting), verbose=verbose)


def _explain(report: Report) -> None:
    """Data, so on stdout: action, path and reason, one output a line."""
    for step in report.steps:
        click.echo(f"{step.action:<6}  {step.path}  ({step.reason})")


def _tell_build(
    report: Report, chosen: BuildOptions, seconds: float, waiting: int, *, verbose: bool
) -> None:
    if verbose:
        for held in report.held:
            told = f"scheduled for {held.due}" if held.due else held.reason
            tell(f"held: content/{held.source} ({told})")
    rendered, kept, deleted = map(report.number, _ACTIONS)
    pages = f"{rendered:,} rendered, {kept:,} kept, {deleted:,} deleted"
    if not rendered and not deleted and not waiting:
        pages = f"nothing changed, {kept:,} kept"
    if waiting:
        pages += f" without the {counted(waiting, 'article')} that would be imported"
    held_note = f" ({len(report.held)} held back)" if report.held else ""
    names = counted(report.unresolved, "unresolved title")
    unresolved_note = f" · {names}" if report.unresolved else ""
    verb = "would be " if chosen.is_dry_run else ""
    tell(
        f"{counted(report.articles, 'article')}{held_note} · pages {verb}{pages} · "
        f"{counted(len(report.problems), 'problem')}{unresolved_note} · {seconds:.2f} s"
    )
