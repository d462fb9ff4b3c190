"""`newsgen check`."""

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, problem_line, tell, tell_wait
from newsgen.programs.checking import check
from newsgen.words.problems import errors_among


@click.command()
@options.asked_options("Check")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("-q", "--quiet", is_flag=True, help="Tell only problems.")
def command(asked: options.Asked, strict: bool, quiet: bool) -> None:
    """Tell every problem of the site, and every title that leads to no article.

    Nothing is built and seeds/ is left alone. Exits with 1 if there are errors.
    """
    place, chosen = options.opened(asked)
    found = check(place, chosen.output, chosen.visibility, on_wait=tell_wait)
    for problem in found.problems:
        click.echo(problem_line(problem))
    errors = len(errors_among(found.problems))
    if not quiet:
        warnings = counted(len(found.problems) - errors, "warning")
        tell(f"{counted(found.articles, 'article')} · {counted(errors, 'error')} · {warnings}")
    if errors or (strict and found.problems):
        raise SystemExit(1)
