"""`newsgen check`."""

from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, problem_line, tell
from newsgen.programs.checking import check
from newsgen.programs.settings import open_site
from newsgen.words.problems import errors_among


@click.command()
@options.site_option
@options.output_option
@options.base_url_option
@options.visibility_options
@click.option("--at", metavar="TIME", default="", help="Check the site as of this moment.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("-q", "--quiet", is_flag=True, help="Tell only problems.")
def command(
    root: Path,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    at: str,
    strict: bool,
    quiet: bool,
) -> None:
    """Tell every problem of the site, and every title that leads to no article.

    Nothing is built and seeds/ is left alone. Exits with 1 if there are errors.
    """
    place = open_site(root, base_url or "")
    found = check(
        place,
        options.output_folder(place, output),
        options.visibility(place, at, drafts=drafts, future=future),
        on_wait=lambda: tell("waiting for another newsgen to finish …"),
    )
    for problem in found.problems:
        click.echo(problem_line(problem))
    errors = len(errors_among(found.problems))
    if not quiet:
        warnings = counted(len(found.problems) - errors, "warning")
        tell(f"{counted(found.articles, 'article')} · {counted(errors, 'error')} · {warnings}")
    if errors or (strict and found.problems):
        raise SystemExit(1)
