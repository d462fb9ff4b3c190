"""All pages of a site as values, from its content: what a build compares, and then renders."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from newsgen.graph.closeness import Memory
from newsgen.graph.front import turning_points
from newsgen.graph.references import unresolved
from newsgen.graph.site import Site, assemble
from newsgen.machine.glance import FOREVER, Span
from newsgen.machine.parallel import Spread
from newsgen.machine.sources import Content
from newsgen.outputs.chrome import Chrome, chrome
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.contents import read_site_content, terms_reader
from newsgen.programs.last_layout import (
    LaidFrom,
    Layout,
    laid_from,
    recall_layout,
    remember_layout,
)
from newsgen.programs.look import Look
from newsgen.programs.memory import RankingMemory
from newsgen.programs.pictures import Pictures, copied, made, read_gallery
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace
from newsgen.words.config import FrontSettings
from newsgen.words.model import Article, Page, Visibility
from newsgen.words.problems import Problem


class Laid(NamedTuple):
    """A site that is laid out, now or by the last build, and what is told of it. `unresolved` names
    lead nowhere, and `site` gives the site with its articles, as long as the shelf has them.
    `ranked_from` tells the content that its ranking is of.
    """

    shelf: Shelf
    pages: Sequence[Page]
    chrome: Chrome
    pictures: Pictures
    problems: tuple[Problem, ...]
    ranking: Memory | None
    ranked_from: bytes
    articles: int
    unresolved: int
    span: Span
    is_recalled: bool
    site: Callable[[], Site]


def lay_out_site(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    look: Look,
    ranking: RankingMemory,
    spread: Spread,
) -> Laid:
    """All pages of the site, and all that is told of it later, when its articles may be gone. They
    are those of the last build if that laid them out from the same.
    """
    pictures = read_gallery(place, look, content.pictured, options.jobs)
    static = copied(look, pictures)
    made_from = laid_from(place, options, content, pictures.gallery, static)
    at = options.visibility.at_epoch_seconds
    layout = recall_layout(made_from, place, at, content, pictures.gallery)
    if layout:
        site_again = partial(_site_again, place, options, spread)
        return _laid(layout, made_from, static, pictures, site_again)
    site, problems = _assembled(place, options, content, ranking, spread)
    shelf = Shelf(site, pictures.gallery)
    words: Sequence[Page] = ()
    if place.config.search:
        from newsgen.programs.searching import read_words

        words = read_words(place, site, content, spread)
    pages, collisions = lay_out(shelf, (*static, *words))
    layout = Layout(
        shelf=shelf,
        pages=_without(static, pages),
        chrome=chrome(shelf),
        problems=(*problems, *collisions),
        articles=len(site.articles),
        unresolved=unresolved(site.references),
        span=_span(content.articles, options.visibility, place.config.front),
    )
    remember_layout(made_from, layout)
    laid = _laid(layout, made_from, static, pictures, lambda: shelf.site)
    return laid._replace(ranking=site.ranking.made, is_recalled=False)


def _laid(
    layout: Layout,
    made_from: LaidFrom,
    static: Sequence[Page],
    pictures: Pictures,
    site: Callable[[], Site],
) -> Laid:
    """A layout with its static files."""
    return Laid(
        shelf=layout.shelf,
        pages=(*layout.pages, *static),
        chrome=layout.chrome,
        pictures=pictures,
        problems=(*layout.problems, *pictures.problems),
        ranking=None,
        ranked_from=made_from.within(layout.span),
        articles=layout.articles,
        unresolved=layout.unresolved,
        span=layout.span,
        is_recalled=True,
        site=site,
    )


def _assembled(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    ranking: RankingMemory,
    spread: Spread,
) -> tuple[Site, tuple[Problem, ...]]:
    """The site, and what is doubtful about it."""
    return assemble(
        content.articles,
        content.pages,
        place.config,
        options.visibility,
        terms_reader(place, content, spread),
        ranking.recall,
        spread,
        profiles=content.profiles,
    )


def _site_again(place: Workplace, options: BuildOptions, spread: Spread) -> Site:
    """The site of a layout that was recalled, for the few builds that want it all the same."""
    content = read_site_content(place, spread=spread)
    ranking = RankingMemory(place, options.output)
    return _assembled(place, options, content, ranking, spread)[0]


def _without(some: Iterable[Page], pages: Iterable[Page]) -> list[Page]:
    """The pages that are none of these very ones."""
    left_out = set(map(id, some))
    return [page for page in pages if id(page) not in left_out]


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

        mend_words(stale, place, laid.site, content, spread)
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
