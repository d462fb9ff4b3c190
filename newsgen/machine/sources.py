"""The content folder as values: stat first, read what changed, remember the rest."""

import hashlib
import marshal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.language.markup import Body
from newsgen.machine import cache, packs
from newsgen.machine.folders import is_settled
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread
from newsgen.words.model import (
    CONTENT_FOLDER,
    Article,
    Correction,
    Moment,
    Named,
    Profile,
    Source,
    StaticPage,
)
from newsgen.words.problems import Problem, warning

CHUNK_SOURCES = 50
_ARTICLES, _PAGES = "articles/", "pages/"
_PROFILES = ("authors/", "categories/", "tags/")
_READ = (_ARTICLES, _PAGES, *_PROFILES)

# What is remembered of a source: its signature if that can be trusted, the digest of its content,
# where its body lies (pack, start, size), the value as plain tuples, and its shape.
Row = tuple[tuple[int, ...], bytes, tuple[str, int, int], tuple[Any, ...], bytes]


class Content(NamedTuple):
    """What was read: articles, pages and profiles, where their bodies lie, all problems, and how
    many were parsed. A source's shape is a digest of all that other pages could show of it.
    """

    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    profiles: tuple[Profile, ...]
    bodies: Mapping[str, BodyAt]
    shapes: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    parsed: int

    @property
    def all(self) -> Iterator[Article | StaticPage]:
        """Articles and pages."""
        yield from self.pages
        yield from self.articles


class Reader(NamedTuple):
    """How a site's sources are read: `zone` is that of its dates, `quotes` the marks of its
    language. `packs` is where bodies are kept.
    """

    folder: Path
    zone: str
    quotes: str
    packs: Path
    cache_file: Path
    key: bytes


def read_content(sources: Sequence[Source], reader: Reader, spread: Spread) -> Content:
    """The content of the sources; those whose signature or bytes are as remembered are not parsed
    again.
    """
    at_ns = time.time_ns()
    table = cache.load_table(reader.cache_file, reader.key)
    rows: dict[str, Row] = table.rows
    problems = list(_stray(sources))
    wanted = {one.path: one for one in sources if one.path.startswith(_READ)}
    wanted = {path: one for path, one in wanted.items() if path.endswith(".md")}
    changes: dict[str, Row | None] = {path: None for path in rows if path not in wanted}
    stale = [
        one
        for path, one in wanted.items()
        if (row := rows.get(path)) is None or row[0] != one.signature
    ]
    parsed, unreadable, once = 0, set(), _Once()
    for number, outcome in _read(stale, rows, reader, spread):
        source, (content_digest, body_at, value, shape, found) = stale[number], outcome
        problems.extend(found)
        trusted = source.signature if is_settled(source.signature, at_ns) else ()
        if value is not None:
            parsed += 1
            changes[source.path] = (trusted, content_digest, body_at, once.row(value), shape)
        elif found:
            parsed += 1
            changes[source.path] = None
            unreadable.add(source.path)
        else:
            changes[source.path] = (trusted, *rows[source.path][1:])
    for path, row in changes.items():
        if row is None:
            rows.pop(path, None)
        else:
            rows[path] = row
    if changes:
        places = {path: BodyAt(*row[2]) for path, row in rows.items()}
        for path, at in packs.tidy(reader.packs, places).items():
            changes[path] = rows[path] = (*rows[path][:2], at[:3], *rows[path][3:])
        cache.store_changes(reader.cache_file, reader.key, table, changes)
    order = [path for path in wanted if path not in unreadable]
    return Content(
        articles=tuple(_articles(rows[path][3] for path in order if path.startswith(_ARTICLES))),
        pages=tuple(StaticPage(*rows[path][3]) for path in order if path.startswith(_PAGES)),
        profiles=tuple(Profile(*rows[path][3]) for path in order if path.startswith(_PROFILES)),
        bodies={path: BodyAt(*rows[path][2], rows[path][1]) for path in order},
        shapes={path: rows[path][4] for path in order},
        problems=tuple(problems),
        parsed=parsed,
    )


def read_chunk(reader: Reader, chunk: Sequence[tuple[str, bytes]]) -> tuple[bytes, list[Any]]:
    """Read some sources, given with the digests that are remembered of them.

    Returns, marshalled, (digest, place of the body, plain value, shape) for each, the value None
    where the content is as remembered or has problems; and the problems of each.
    """
    from newsgen.content.articles import digest, read_article, read_page, read_profile

    zone, folder = ZoneInfo(reader.zone), str(reader.folder)
    rows: list[tuple[bytes, Any, Any, bytes]] = []
    problems: list[list[Problem]] = []
    entries: list[tuple[Body, bytes]] = []
    for source, known in chunk:
        with open(f"{folder}/{source}", "rb", buffering=0) as file:
            content = file.read()
        content_digest = digest(content)
        path = f"{CONTENT_FOLDER}/{source}"
        if content_digest == known:
            rows.append((content_digest, None, None, b""))
            problems.append([])
            continue
        if source.startswith(_ARTICLES):
            reading = read_article(content, source, path, zone, reader.quotes, content_digest)
        else:
            read = read_profile if source.startswith(_PROFILES) else read_page
            reading = read(content, source, path, reader.quotes, content_digest)
        problems.append(list(reading.problems))
        if reading.value is None:
            rows.append((content_digest, None, None, b""))
            continue
        value = _plain(reading.value)
        beside = marshal.dumps(value)
        rows.append((content_digest, len(entries), value, _shape(value)))
        entries.append((reading.body, beside))
    places = packs.write_pack(reader.packs, entries) if entries else []
    found = [
        (content_digest, None if number is None else tuple(places[number][:3]), value, shape)
        for content_digest, number, value, shape in rows
    ]
    return marshal.dumps(found), problems


def article_beside(packs_folder: Path, at: BodyAt) -> Article | None:
    """An article from the pack that its body lies in; None if that is lost."""
    beside = packs.read_beside(str(packs_folder), at)
    row = marshal.loads(beside) if beside else ()  # noqa: S302 (ours, and checked)
    return next(_articles([row])) if len(row) == len(Article._fields) else None


def _shape(value: tuple[Any, ...]) -> bytes:
    """A digest of a plain article without what its own page alone shows."""
    if len(value) != len(Article._fields):
        return b""
    seen = [*value[:_WORDS], *value[_WORDS + 1 : _DIGEST], *value[_DIGEST + 1 :]]
    # Of this version, equal values have equal bytes.
    return hashlib.blake2b(marshal.dumps(seen, 2), digest_size=8).digest()


def _read(
    stale: Sequence[Source], rows: Mapping[str, Row], reader: Reader, spread: Spread
) -> Iterator[tuple[int, tuple[bytes, Any, Any, bytes, list[Problem]]]]:
    """What became of each stale source, by its number."""
    known = [(one.path, rows[one.path][1] if one.path in rows else b"") for one in stale]
    chunks = [known[at : at + CHUNK_SOURCES] for at in range(0, len(known), CHUNK_SOURCES)]
    number = 0
    for packed, problems in spread(read_chunk, reader, chunks):
        for row, found in zip(marshal.loads(packed), problems, strict=True):  # noqa: S302 (ours)
            yield number, (*row, found)
            number += 1


def _stray(sources: Iterable[Source]) -> Iterator[Problem]:
    for source in sources:
        if source.path.endswith(".md") and not source.path.startswith(_READ):
            message = "this file is in neither content/articles nor content/pages, so it is unused"
            yield warning(f"{CONTENT_FOLDER}/{source.path}", "stray-file", message)


# The fields of an article that hold named tuples, which cannot be marshalled.
_WHEN = Article._fields.index("published")
_NAMED = Article._fields.index("named")
_CORRECTIONS = Article._fields.index("corrections")
_WORDS, _DIGEST = map(Article._fields.index, ("word_count", "digest"))


def _plain(value: Article | StaticPage | Profile) -> tuple[Any, ...]:
    if not isinstance(value, Article):
        return tuple(value)
    return (
        *value[:_WHEN],
        value.published and tuple(value.published),
        value.updated and tuple(value.updated),
        *value[_WHEN + 2 : _NAMED],
        tuple(map(tuple, value.named)),
        tuple(map(tuple, value.see_also)),
        *value[_NAMED + 2 : _CORRECTIONS],
        tuple([(tuple(when), text) for when, text in value.corrections]),
        *value[_CORRECTIONS + 1 :],
    )


def _articles(rows: Iterable[tuple[Any, ...]]) -> Iterator[Article]:
    for row in rows:
        published, updated = row[_WHEN : _WHEN + 2]
        named, see_also = row[_NAMED : _NAMED + 2]
        yield _as_article(
            (
                *row[:_WHEN],
                published and _as_moment(published),
                updated and _as_moment(updated),
                *row[_WHEN + 2 : _NAMED],
                named and tuple(map(_as_named, named)),
                see_also and tuple(map(_as_named, see_also)),
                *row[_NAMED + 2 : _CORRECTIONS],
                row[_CORRECTIONS] and tuple(map(_as_correction, row[_CORRECTIONS])),
                *row[_CORRECTIONS + 1 :],
            )
        )


def _as_correction(row: tuple[Any, ...]) -> Correction:
    return Correction(_as_moment(row[0]), row[1])


class _Once(dict[Any, Any]):
    """Gives the first of equal values for all: what many articles say is held in memory once, and
    in the cache as well, so that it stays so when it is read again.
    """

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value

    def row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """An article's row with its texts held once."""
        if len(row) != len(Article._fields):
            return row
        once = self.__getitem__
        return tuple(
            [
                tuple([tuple(map(once, pair)) for pair in value])
                if at in (_NAMED, _NAMED + 1)
                else tuple(map(once, value))
                if at in _SHARED_LISTS
                else once(value)
                if at in _SHARED_TEXTS
                else value
                for at, value in enumerate(row)
            ]
        )


_SHARED_TEXTS = frozenset(map(Article._fields.index, ("title", "title_key", "category")))
_SHARED_LISTS = frozenset(map(Article._fields.index, ("tags", "authors")))

# These check nothing, and take a third of the time of the constructors that do.
_as_article: Callable[[Any], Article] = partial(tuple.__new__, Article)
_as_moment: Callable[[Any], Moment] = partial(tuple.__new__, Moment)
_as_named: Callable[[Any], Named] = partial(tuple.__new__, Named)
