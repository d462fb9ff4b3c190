"""The content folder as values: stat first, read what changed, remember the rest."""

import marshal
import os
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.articles import (
    Reading,
    Unread,
    read_articles,
    read_page,
    read_profile,
    unread,
)
from newsgen.content.terms import terms_of_read
from newsgen.language.bodies import Body
from newsgen.machine import packs
from newsgen.machine.folders import is_settled
from newsgen.machine.known_sources import (
    AFTER_ARTICLES,
    KnownSources,
    Row,
    recall_sources,
    remember_sources,
)
from newsgen.machine.packs import Bodies, BodyAt
from newsgen.machine.parallel import Spread, cut
from newsgen.machine.records import Once, articles_of, pack_value, page_of, profile_of, value_of
from newsgen.words.model import CONTENT_FOLDER, Article, Pictured, Profile, Source, StaticPage
from newsgen.words.problems import Problem, warning

CHUNK_SOURCES = 100
_PIECE_BYTES = 1 << 16
_ARTICLES, _PAGES = "articles/", "pages/"
_PROFILES = ("authors/", "categories/", "tags/")
_READ = (_ARTICLES, _PAGES, *_PROFILES)
_NOT_READ = (None, None, b"", None)


class Articles(Sequence[Article]):
    """The articles of a site in the order of their sources, made of what is known of these when
    they are first asked for.
    """

    def __init__(self, known: KnownSources, count: int) -> None:
        self._known: KnownSources | None = known
        self._count = count
        self._made: tuple[Article, ...] = ()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Article]:
        return iter(self._all())

    def __getitem__(self, at: Any) -> Any:
        return self._all()[at]

    def passing(self) -> Iterator[Article]:
        """Each of them once: they are not kept, and are not to be had again."""
        known, self._known = self._known, None
        if not known:
            return iter(self._made)
        return articles_of(known.paths[: self._count], known.drained())

    def _all(self) -> tuple[Article, ...]:
        if self._known:
            self._made = tuple(self.passing())
        return self._made


class Content(NamedTuple):
    """What was read: articles, pages and profiles, where their bodies lie, which of them show
    pictures, all problems, and how many were parsed. A source's shape is a digest of all that other
    pages could show of it; those of all sources stand one after the other, in the order of
    `bodies`, SHAPE_BYTES each. `terms` are those of some articles that were parsed, by source,
    as plain tuples.
    """

    articles: Articles
    pages: tuple[StaticPage, ...]
    profiles: tuple[Profile, ...]
    bodies: Bodies
    shapes: bytes
    pictured: Sequence[Pictured]
    problems: tuple[Problem, ...]
    parsed: int
    terms: Mapping[str, Sequence[bytes]]

    def without_articles(self) -> "Content":
        """The rest of it."""
        return self._replace(articles=Articles(KnownSources(), 0), terms={})

    @property
    def all(self) -> Iterator[Article | StaticPage]:
        """Articles and pages."""
        yield from self.pages
        yield from self.articles


class Reader(NamedTuple):
    """How a site's sources are read: `zone` is that of its dates, `quotes` the marks of its
    language. `packs` is where bodies are kept.

    An article that names fewer than `related_limit` others is closed with those closest to it. Its
    terms, for which `place_weights` are, will be wanted, and are taken while its body is at hand.
    """

    folder: Path
    zone: str
    quotes: str
    packs: Path
    cache_file: Path
    key: bytes
    related_limit: int
    place_weights: tuple[float, ...]


def read_content(sources: Sequence[Source], reader: Reader, spread: Spread) -> Content:
    """The content of the sources; those whose signature or bytes are as remembered are not parsed
    again.
    """
    at_ns = time.time_ns()
    wanted = {
        path: one for one in sources if (path := one.path).startswith(_READ) and path[-3:] == ".md"
    }
    problems = list(_stray(sources)) if len(wanted) < len(sources) else []
    known = recall_sources(reader.cache_file, reader.key, list(wanted))
    stale = [one for path, one in wanted.items() if known.signature(path) != one.signature]
    changes: dict[str, Row | None] = {path: None for path in known.paths if path not in wanted}
    parsed, once = 0, Once()
    terms: dict[str, Sequence[bytes]] = {}
    for number, outcome in _read(stale, known, reader, spread):
        source, (content_digest, body_at, packed, shape, taken, found) = stale[number], outcome
        problems.extend(found)
        trusted = source.signature if is_settled(source.signature, at_ns) else b""
        if packed is not None:
            parsed += 1
            value = once.row(value_of(packed), source.path, content_digest)
            changes[source.path] = Row(trusted, content_digest, body_at, value, shape)
            if taken:
                terms[source.path] = taken
        elif found:
            parsed += 1
            changes[source.path] = None
        else:
            changes[source.path] = known.row(source.path)._replace(signature=trusted)
    del stale, wanted, once
    if changes:
        known.change(changes)
        moved = packs.tidy(reader.packs, known.bodies)
        known.change({path: known.row(path)._replace(body_at=at[:3]) for path, at in moved.items()})
        remember_sources(reader.cache_file, reader.key, known)
    return _content(known, problems, parsed, terms)


def _content(
    known: KnownSources,
    problems: Iterable[Problem],
    parsed: int,
    terms: Mapping[str, Sequence[bytes]],
) -> Content:
    """The articles are made when they are wanted; the few others are."""
    paths = known.paths
    articles = bisect_left(paths, AFTER_ARTICLES)
    others = list(zip(paths[articles:], known.values(articles), strict=True))
    return Content(
        articles=Articles(known, articles),
        pages=tuple(page_of(row) for path, row in others if path.startswith(_PAGES)),
        profiles=tuple(profile_of(row) for path, row in others if path.startswith(_PROFILES)),
        bodies=known.bodies,
        shapes=known.columns.shapes,
        pictured=tuple(known.pictured),
        problems=tuple(problems),
        parsed=parsed,
        terms=terms,
    )


def read_chunk(reader: Reader, chunk: Sequence[tuple[str, bytes]]) -> tuple[bytes, list[Any]]:
    """Read some sources, given with the digests that are remembered of them.

    Returns, marshalled, (digest, place of the body, packed value, shape, terms) for each, the value
    None where the content is as remembered or has problems; and the problems of each.
    """
    folder = str(reader.folder)
    every = [
        unread(_bytes_of(f"{folder}/{source}"), source, f"{CONTENT_FOLDER}/{source}")
        for source, _ in chunk
    ]
    stale = [one for one, (_, then) in zip(every, chunk, strict=True) if one.digest != then]
    readings = _readings(stale, reader)
    read = [
        (one, value, reading.body)
        for one, reading in zip(stale, readings, strict=True)
        if (value := reading.value)
    ]
    packed = [pack_value(value) for _, value, _ in read]
    terms = [_terms(value, body, reader) for _, value, body in read]
    entries = [(body, in_bytes) for (*_, body), (in_bytes, _) in zip(read, packed, strict=True)]
    # Beside a body lies the article, whose dates are of a zone: with the key, no pack is written
    # over by one that was read with other settings.
    made_of = [
        reader.key,
        *(told for one, *_ in read for told in (one.source.encode(), one.digest)),
    ]
    places = packs.write_pack(reader.packs, entries, b"\0".join(made_of)) if entries else []
    found = {
        one.source: (place[:3], *told, about)
        for (one, *_), place, told, about in zip(read, places, packed, terms, strict=True)
    }
    problems = {one.source: reading.problems for one, reading in zip(stale, readings, strict=True)}
    rows = [(one.digest, *found.get(one.source, _NOT_READ)) for one in every]
    return marshal.dumps(rows), [list(problems.get(one.source, ())) for one in every]


def _readings(stale: Sequence[Unread], reader: Reader) -> list[Reading]:
    """What became of some sources."""
    articles = [one for one in stale if one.source.startswith(_ARTICLES)]
    read = iter(read_articles(articles, ZoneInfo(reader.zone), reader.quotes))
    return [
        next(read)
        if one.source.startswith(_ARTICLES)
        else (read_profile if one.source.startswith(_PROFILES) else read_page)(one, reader.quotes)
        for one in stale
    ]


def _terms(
    value: Article | StaticPage | Profile, body: Body, reader: Reader
) -> tuple[bytes, ...] | None:
    """What an article is about, if it leaves room for those closest to it: then somebody asks."""
    if not isinstance(value, Article) or len(value.named) >= reader.related_limit:
        return None
    return tuple(terms_of_read(value.title, value.summary, body, reader.place_weights))


def _bytes_of(path: str) -> bytes:
    """A file's bytes. Most articles come in one piece; `open` asks the system more, for less."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        content = piece = os.read(handle, _PIECE_BYTES)
        while len(piece) == _PIECE_BYTES:
            piece = os.read(handle, _PIECE_BYTES)
            content += piece
        return content
    finally:
        os.close(handle)


def article_beside(packs_folder: Path, at: BodyAt) -> Article | None:
    """An article from the pack that its body lies in; None if that is lost."""
    beside = packs.read_beside(str(packs_folder), at)
    row = value_of(beside) if beside else ()
    return next(articles_of(row[:1], [row])) if len(row) == len(Article._fields) else None


def _read(
    stale: Sequence[Source], then: KnownSources, reader: Reader, spread: Spread
) -> Iterator[tuple[int, tuple[bytes, Any, Any, bytes, Any, list[Problem]]]]:
    """What became of each stale source, by its number."""
    known = [(one.path, then.digest(one.path)) for one in stale]
    done = spread.as_done(read_chunk, reader, cut(known, CHUNK_SOURCES))
    for chunk, (packed, problems) in done:
        rows_read = marshal.loads(packed)  # noqa: S302 (made by this very build)
        for at, (row, found) in enumerate(zip(rows_read, problems, strict=True)):
            yield chunk * CHUNK_SOURCES + at, (*row, found)


def _stray(sources: Iterable[Source]) -> Iterator[Problem]:
    for source in sources:
        if source.path.endswith(".md") and not source.path.startswith(_READ):
            message = "this file is in neither content/articles nor content/pages, so it is unused"
            yield warning(f"{CONTENT_FOLDER}/{source.path}", "stray-file", message)
