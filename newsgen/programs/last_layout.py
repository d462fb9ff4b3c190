"""The pages of the last build, for one after which neither content nor settings changed.

What pages there are, and what they show, follows from content and settings; templates come in when
pages are compared and rendered. So a build keeps its pages, under a digest of all that they were
laid out from, and the next one takes them from there: it is a changed template that this is for.
"""

import hashlib
import io
import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.graph.site import bare_site, bare_terms
from newsgen.machine import cache
from newsgen.machine.glance import Span
from newsgen.machine.sources import Content
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.gallery import Gallery
from newsgen.outputs.making import as_page, plain_of, plain_stamp, plain_view
from newsgen.outputs.shelf import Shelf, StoryPlace
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Held, Page, Profile, StaticPage, Term
from newsgen.words.problems import Problem

SETTLES_FROM = 12_000  # articles: of fewer, all are held in memory to render their pages sooner
_TOGETHER = 500
_PICKLE_VERSION = 5
_Shown = tuple[str, str, Callable[..., Mapping[str, Any]]]


class Layout(NamedTuple):
    """All pages of a site but its static files, and what is told of them. `unresolved` names lead
    nowhere.
    """

    shelf: Shelf
    pages: Sequence[Page]
    chrome: Chrome
    problems: tuple[Problem, ...]
    articles: int
    unresolved: int
    span: Span


class LaidFrom(NamedTuple):
    """Where a layout is kept, and a digest of all that it follows from but the moment."""

    file: Path
    digest: bytes

    def within(self, span: Span) -> bytes:
        """The same, at any moment of a span."""
        return self.digest + repr(tuple(span)).encode()


class _Around(NamedTuple):
    """What is kept of a layout besides its pages."""

    sources: str
    others: bytes
    is_ranked: bool
    stories: dict[str, StoryPlace]
    terms: Mapping[tuple[str, str], Term]
    pages: tuple[StaticPage, ...]
    profiles: Mapping[tuple[str, str], Profile]
    held: tuple[Held, ...]
    chrome: Chrome
    problems: tuple[Problem, ...]
    unresolved: int
    span: Span


def laid_from(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    gallery: Gallery,
    static: Iterable[Page],
) -> LaidFrom:
    """What a layout follows from: the settings, the sources by path and content, the pictures, and
    where static files stand, which pages must not collide with.
    """
    found = hashlib.blake2b(place.key, digest_size=16)
    found.update(repr((place.config, options.visibility[1:])).encode())
    paths = ["\0".join(content.bodies), "\0".join([one.path for one in static])]
    for joined in paths:
        found.update(f"{len(joined)} ".encode() + joined.encode(errors="surrogateescape"))
    found.update(content.bodies.places.digests)
    pictures = sorted((*where, one.key) for where, one in gallery.originals.items())
    found.update(plain_stamp((pictures, gallery.social)))
    return LaidFrom(place.output_file(options.output, "layout"), found.digest())


def remember_layout(made_from: LaidFrom, layout: Layout) -> None:
    """Keep a layout, before its shelf lets go of the articles."""
    cache.store_parts(made_from.file, made_from.digest, _parts(layout))


def recall_layout(
    made_from: LaidFrom,
    place: Workplace,
    at: int,
    content: Content,
    gallery: Gallery,
    settles_from: int = SETTLES_FROM,
) -> Layout | None:
    """The last layout, if it follows from the same, at this moment in seconds since 1970 UTC. One
    of so many articles that it `settles_from` there comes without them.
    """
    parts = cache.load_parts(made_from.file, made_from.digest)
    if parts is None:
        return None
    around: _Around = pickle.loads(next(parts))  # noqa: S301 (checked by the cache; ours)
    if not around.span.start <= at < around.span.end:
        return None
    sources = around.sources.split("\0") if around.sources else []
    is_settled = len(sources) >= settles_from
    shelf = Shelf(
        bare_site(
            place.config,
            around.terms,
            () if is_settled else _of(sources, content.articles),
            around.pages,
            profiles=around.profiles,
            held=around.held,
        ),
        gallery,
    )
    shelf.story_places = around.stories
    shelf.recall(around.sources, around.others, is_ranked=around.is_ranked)
    if is_settled:  # before there are pages, so that all that the articles took is given back
        shelf.settle(content.articles.passing())
    shown = _Unpickler(io.BytesIO(next(parts)), shelf).load()
    pages = [page for part in parts for page in _pages(part, shown)]
    return Layout(
        shelf,
        pages,
        around.chrome,
        around.problems,
        len(sources),
        around.unresolved,
        around.span,
    )


def _of(sources: Iterable[str], articles: Iterable[Article]) -> list[Article]:
    """The articles of these sources."""
    by_source = {one.source: one for one in articles}
    return [by_source[source] for source in sources]


def _parts(layout: Layout) -> Iterator[Any]:
    """What is around the pages; kind, template and view, by number; and the pages in parts, each
    their plain fields, the numbers of those, and what the views are made of.
    """
    shelf = layout.shelf
    sources, others = shelf.packed_others()
    around = _Around(
        sources=sources,
        others=others,
        is_ranked=shelf.is_ranked,
        stories=shelf.story_places,
        terms=bare_terms(shelf.site.taxonomies.by_spelling),
        pages=shelf.site.pages,
        profiles=dict(shelf.site.profiles),
        held=shelf.site.held,
        chrome=layout.chrome,
        problems=layout.problems,
        unresolved=layout.unresolved,
        span=layout.span,
    )
    yield pickle.dumps(around, _PICKLE_VERSION)
    shown, numbers = _shown(layout.pages)
    packed = io.BytesIO()
    _Pickler(packed, _PICKLE_VERSION).dump(shown)
    yield packed.getvalue()
    for at in range(0, len(numbers), _TOGETHER):
        some = layout.pages[at : at + _TOGETHER]
        told = numbers[at : at + _TOGETHER].tobytes()
        yield list(map(_plain_fields, some)), told, list(map(plain_of, some))


def _shown(pages: Iterable[Page]) -> tuple[list[_Shown], "array[int]"]:
    """The kinds, templates and views of pages, and the number of each page's among them. Most pages
    share their view, which is told by its identity.
    """
    by_identity: dict[tuple[str, str, int], int] = {}
    shown: list[_Shown] = []
    numbers = array("I")
    for page in pages:
        kind, template, view = page.kind, page.template, plain_view(page)
        number = by_identity.get((kind, template, id(view)))
        if number is None:
            number = by_identity[kind, template, id(view)] = len(shown)
            shown.append((kind, template, view))
        numbers.append(number)
    return shown, numbers


_PLAIN = ("path", "stamp", "sources", "has_body", "origin", "near")
_plain_fields = itemgetter(*map(Page._fields.index, _PLAIN))


def _pages(part: tuple[list[Any], bytes, list[Any]], shown: Sequence[_Shown]) -> Iterator[Page]:
    rows, numbers, made_of = part
    for row, number, of in zip(rows, array("I", numbers), made_of, strict=True):
        path, stamp, sources, has_body, origin, near = row
        kind, template, view = shown[number]
        yield as_page((path, kind, template, stamp, view, sources, has_body, origin, near, of))


class _Pickler(pickle.Pickler):
    """Writes views, which stand on a shelf, without it."""

    def persistent_id(self, value: object) -> str | None:
        return "shelf" if isinstance(value, Shelf) else None


class _Unpickler(pickle.Unpickler):
    """Reads them, on another shelf."""

    def __init__(self, file: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(file)
        self.shelf = shelf

    def persistent_load(self, _: object) -> Shelf:
        return self.shelf
