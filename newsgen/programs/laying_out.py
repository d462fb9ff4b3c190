"""All pages of a site as values, from its content: what a build compares, and then renders."""

from collections.abc import Sequence
from typing import NamedTuple

from newsgen.graph.closeness import Memory
from newsgen.graph.front import turning_points
from newsgen.graph.references import unresolved
from newsgen.graph.site import assemble
from newsgen.machine.glance import FOREVER, Span
from newsgen.machine.parallel import Spread
from newsgen.machine.sources import Content
from newsgen.outputs.chrome import Chrome, chrome
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.contents import terms_reader
from newsgen.programs.look import Look
from newsgen.programs.memory import RankingMemory
from newsgen.programs.pictures import Pictures, copied, made, read_gallery
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace
from newsgen.words.config import FrontSettings
from newsgen.words.model import Article, Page, Visibility
from newsgen.words.problems import Problem


class Laid(NamedTuple):
    """A site that is laid out, and what is told of it. `unresolved` names lead nowhere."""

    shelf: Shelf
    pages: Sequence[Page]
    chrome: Chrome
    pictures: Pictures
    problems: tuple[Problem, ...]
    ranking: Memory | None
    articles: int
    unresolved: int
    span: Span


def lay_out_site(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    look: Look,
    ranking: RankingMemory,
    spread: Spread,
) -> Laid:
    """All pages of the site, and all that is told of it later, when its articles may be gone."""
    site, problems = assemble(
        content.articles,
        content.pages,
        place.config,
        options.visibility,
        terms_reader(place, content, spread),
        ranking.recall,
        spread,
        profiles=content.profiles,
    )
    pictures = read_gallery(place, look, content.all, options.jobs)
    shelf = Shelf(site, pictures.gallery)
    words: Sequence[Page] = ()
    if place.config.search:
        from newsgen.programs.searching import read_words

        words = read_words(place, site, content, spread)
    pages, collisions = lay_out(shelf, (*copied(look, pictures), *words))
    return Laid(
        shelf=shelf,
        pages=pages,
        chrome=chrome(shelf),
        pictures=pictures,
        problems=(*problems, *pictures.problems, *collisions),
        ranking=site.ranking.made,
        articles=len(site.articles),
        unresolved=unresolved(site.references),
        span=_span(content.articles, options.visibility, place.config.front),
    )


def with_copied(
    stale: Sequence[Page],
    laid: Laid,
    place: Workplace,
    options: BuildOptions,
    content: Content,
    look: Look,
    spread: Spread,
) -> list[Page]:
    """The stale pages, with what they copy in place: shards of words, and pictures."""
    if place.config.search:
        from newsgen.programs.searching import mend_words

        mend_words(stale, place, laid.shelf.site, content, spread)
    return made(stale, laid.pictures, place, look, options)


def _span(articles: Sequence[Article], visibility: Visibility, front: FrontSettings) -> Span:
    """When a build would show the same articles in the same places."""
    moments = turning_points(articles, front)
    if not visibility.with_future:
        moments |= {one.published.epoch_seconds for one in articles if one.published}
    at = visibility.at_epoch_seconds
    return Span(
        max((moment for moment in moments if moment <= at), default=-FOREVER),
        min((moment for moment in moments if moment > at), default=FOREVER),
    )
