"""`newsgen threads`."""

import json
from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, show_some, tell, tell_wait
from newsgen.graph.threads import DAYS, LEAST, Proposal
from newsgen.language import front_matter
from newsgen.programs.settings import open_sound_site
from newsgen.programs.threads import threads
from newsgen.words.model import CONTENT_FOLDER


@click.command()
@options.site_option
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=DAYS,
    show_default=True,
    help="The longest pause in a story.",
)
@click.option(
    "--least",
    type=click.IntRange(min=2),
    default=LEAST,
    show_default=True,
    help="Articles that make a story.",
)
@click.option("--at", metavar="TIME", default="", help="Look at the site as of this moment.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a proposal, one a line.")
@options.visibility_options
@options.volume_options
def command(
    root: Path,
    days: int,
    least: int,
    at: str,
    as_json: bool,
    drafts: bool,
    future: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Propose stories: articles that seem to follow one another.

    Nothing is written and nothing is published. Put the line that is shown into the front matter of
    the articles that you agree with, under whatever name you like. Articles that belong to a story
    already are left out.
    """
    place = open_sound_site(root)
    chosen = options.visibility(place, at, drafts=drafts, future=future)
    found = threads(place, chosen, days, least, tell_wait)
    show_some(found.problems, shows_all=verbose)
    for proposal in found.proposals:
        click.echo(_as_json(proposal) if as_json else _as_text(proposal))
    if not quiet:
        tell(f"{counted(len(found.proposals), 'proposal')}; nothing was changed")


def _as_text(proposal: Proposal) -> str:
    """The line for the front matter, why, and the articles with their days."""
    shared = "، ".join(dict.fromkeys((*proposal.tags, *proposal.words)))
    return "\n".join(
        [
            click.style(_line(proposal), bold=True),
            f"  {counted(len(proposal.articles), 'article')}, closeness {proposal.closeness:.2f}"
            + (f", all or most share: {shared}" if shared else ""),
            *[
                f"  {one.published.local[:10] if one.published else ''}  "
                f"{CONTENT_FOLDER}/{one.source}  {one.title}"
                for one in proposal.articles
            ],
            "",
        ]
    )


def _as_json(proposal: Proposal) -> str:
    told = {
        "name": proposal.name,
        "line": _line(proposal),
        "closeness": round(proposal.closeness, 3),
        "tags": proposal.tags,
        "words": proposal.words,
        "articles": [
            {
                "path": f"{CONTENT_FOLDER}/{one.source}",
                "date": one.published.local if one.published else "",
                "title": one.title,
            }
            for one in proposal.articles
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def _line(proposal: Proposal) -> str:
    """What to write into the front matter."""
    return front_matter.write({"story": proposal.name}).strip()
