"""The index of a site's search, as pages that are copied: kept up to date by builds and retouches.
A site without a search never comes here.
"""

from collections.abc import Callable, Sequence
from functools import partial

from newsgen.decide.built import BuiltFiles
from newsgen.graph.site import Site
from newsgen.language.urls import search_shard_path
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Serial, Spread
from newsgen.machine.search_index import (
    Indexed,
    Store,
    amend_index,
    is_sound,
    make_index,
    read_index,
    recall_index,
)
from newsgen.machine.search_terms import take_all
from newsgen.machine.sources import Content
from newsgen.outputs.search import numbers_of, shards_for
from newsgen.programs.contents import reader_of
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Page


def read_words(place: Workplace, site: Site, content: Content, spread: Spread) -> list[Page]:
    """The shards of words of a site."""
    stamps = _indexed(read_index, place, site, content, spread)
    return [_page(place, len(stamps), shard, stamp) for shard, stamp in enumerate(stamps)]


def mend_words(
    stale: Sequence[Page],
    place: Workplace,
    site: Callable[[], Site],
    content: Content,
    spread: Spread,
) -> None:
    """See to it that the shards among pages that will be written lie there to be copied; the site
    is asked for only if one does not.
    """
    folder = str(_store(place).folder)
    shards = [page for page in stale if page.origin.startswith(folder)]
    if not all(is_sound(page.origin, page.stamp) for page in shards):
        _indexed(make_index, place, site(), content, spread)


def amend_words(
    place: Workplace,
    edits: Sequence[tuple[Article, BodyAt]],
    built: BuiltFiles,
) -> list[Page] | None:
    """The shards of words that change with an edit of a few bodies; None if that cannot be told.

    What is kept must be the very index that was `built`, for it may be that of a build with drafts,
    to another folder.
    """
    store = _store(place)
    head = recall_index(store)
    if not head:
        return None
    shards = len(head.stamps)
    for shard, stamp in enumerate(head.stamps):
        made_from = built.recipe(search_shard_path("words", shards, shard))
        if made_from is None or made_from[2] != stamp:
            return None
    bodies = {one.source: at for one, at in edits}
    terms_of = partial(take_all, reader_of(place), bodies, Serial())
    stamps = amend_index(store, head, terms_of, [one for one, _ in edits])
    if stamps is None:
        return None
    return [_page(place, shards, shard, stamp) for shard, stamp in sorted(stamps.items())]


def _indexed(
    make: Callable[[Store, Indexed], tuple[bytes, ...]],
    place: Workplace,
    site: Site,
    content: Content,
    spread: Spread,
) -> tuple[bytes, ...]:
    articles = site.articles
    terms_of = partial(take_all, reader_of(place), content.bodies, spread)
    shards = shards_for(len(articles))
    return make(_store(place), Indexed(articles, numbers_of(articles), terms_of, shards))


def _store(place: Workplace) -> Store:
    return Store(place.cache_file("search"), reader_of(place).key)


def _page(place: Workplace, shards: int, shard: int, stamp: bytes) -> Page:
    path = search_shard_path("words", shards, shard)
    return Page(path, "search", "", stamp, origin=str(_store(place).shard(shard)))
