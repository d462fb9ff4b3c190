"""The index of the search: in which articles each stem stands, in shards that are published as they
lie in the cache.

A shard is a function of the articles alone. After an edit, the postings that went are taken out of
the shards that held them and those that came are put in; the others are not even read. What each
article was found by is kept beside them, in bins. Where anything is not as it was left, all is made
anew, so losing it only costs time.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from newsgen.content.search_terms import Names, SearchTerms, forget_words, search_terms
from newsgen.language.codes import coded
from newsgen.machine import cache
from newsgen.machine.folders import write_whole
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread, cut
from newsgen.machine.sources import Reader
from newsgen.outputs.search_shards import (
    ARTICLE_LETTERS,
    Change,
    NotThere,
    Posted,
    by_shard,
    renewed,
    shards_of,
)
from newsgen.words.model import Article

CHUNK_ARTICLES = 100
BINS = 64
CHANGES_AT_MOST = 200  # articles; where more changed, all shards are made anew


class Store(NamedTuple):
    """Where the index is kept, and what it depends on besides the articles."""

    folder: Path
    key: bytes

    def shard(self, number: int) -> Path:
        return self.folder / f"words-{number}.json"

    def bin(self, number: int) -> Path:
        return self.folder / f"terms-{number}"

    @property
    def head(self) -> Path:
        return self.folder / "head"


class Head(NamedTuple):
    """What is kept: the digests of the shards, and by source the digest of each article in them
    with its number.
    """

    stamps: tuple[bytes, ...]
    articles: dict[str, tuple[bytes, int]]


class Wanted(NamedTuple):
    """An article whose terms are wanted."""

    source: str
    names: Names
    body_at: BodyAt


# What takes the stems of articles, by source.
TermsOf = Callable[[Sequence[Article]], dict[str, SearchTerms]]


class _Lost(Exception):
    """What is kept is not as it was left."""


def read_index(
    store: Store,
    terms_of: TermsOf,
    articles: Sequence[Article],
    numbers: Mapping[str, int],
    shards: int,
) -> tuple[bytes, ...]:
    """The digests of all shards, each of them brought up to date in the store."""
    head = recall_index(store)
    now = {one.source: (one.digest, numbers[one.source]) for one in articles}
    if head and len(head.stamps) == shards:
        stale = [one for one in articles if head.articles.get(one.source) != now[one.source]]
        gone = [source for source in head.articles if source not in now]
        if not stale and not gone:
            return head.stamps
        if len(stale) + len(gone) <= CHANGES_AT_MOST:
            try:
                return _amended(store, terms_of, head, stale, gone, now)
            except (_Lost, NotThere):
                pass
    return make_index(store, terms_of, articles, numbers, shards)


def recall_index(store: Store) -> Head | None:
    """What the store says of the index that it holds; None if that is lost."""
    found = cache.load(store.head, store.key)
    return Head(*found) if found else None


def amend_index(
    store: Store, head: Head, terms_of: TermsOf, articles: Sequence[Article]
) -> dict[int, bytes] | None:
    """The digests of the shards that change with an edit of the bodies of a few articles, by
    number; None if the store cannot tell.
    """
    if any(one.source not in head.articles for one in articles):
        return None
    now = {one.source: (one.digest, head.articles[one.source][1]) for one in articles}
    try:
        stamps = _amended(store, terms_of, head, articles, (), {**head.articles, **now})
    except (_Lost, NotThere):
        return None
    return {at: stamp for at, stamp in enumerate(stamps) if stamp != head.stamps[at]}


def is_sound(file: str, stamp: bytes) -> bool:
    """Whether a shard lies there as it was written."""
    return _content(Path(file), stamp) is not None


def make_index(
    store: Store,
    terms_of: TermsOf,
    articles: Sequence[Article],
    numbers: Mapping[str, int],
    shards: int,
) -> tuple[bytes, ...]:
    """The same from nothing but the stems of articles that are as they were."""
    tables = {number: cache.load_table(store.bin(number), store.key) for number in range(BINS)}
    kept = {source: row for table in tables.values() for source, row in table.rows.items()}
    stale = [one for one in articles if kept.get(one.source, (b"",))[0] != one.digest]
    taken = terms_of(stale)
    rows: dict[str, Any] = {one.source: kept.get(one.source) for one in articles}
    changes: dict[str, Any] = dict.fromkeys(source for source in kept if source not in rows)
    del kept
    for one in stale:
        changes[one.source] = rows[one.source] = (one.digest, *taken.pop(one.source))
    _store_rows(store, tables, changes)
    del tables, changes
    order = sorted(articles, key=lambda one: numbers[one.source])
    posted = [
        (coded(numbers[one.source], ARTICLE_LETTERS), rows.pop(one.source)[1:]) for one in order
    ]
    stamps: list[bytes] = []
    for content in shards_of(posted, shards):
        write_whole(store.shard(len(stamps)), content)
        stamps.append(_stamp(content))
    _delete_from(store, shards)
    now = {one.source: (one.digest, numbers[one.source]) for one in articles}
    cache.store(store.head, store.key, (tuple(stamps), now))
    return tuple(stamps)


def take_all(
    reader: Reader,
    bodies: Mapping[str, BodyAt],
    spread: Spread,
    articles: Sequence[Article],
) -> dict[str, SearchTerms]:
    """The stems of articles, by source."""
    wanted = [
        Wanted(
            one.source,
            Names(one.title, one.summary, (one.category, *one.tags, *one.authors, one.story)),
            bodies[one.source],
        )
        for one in articles
    ]
    chunks = cut(wanted, CHUNK_ARTICLES)
    found: dict[str, SearchTerms] = {}
    for number, taken in spread.as_done(take_terms, reader, chunks):
        for one, terms in zip(chunks[number], taken, strict=True):
            found[one.source] = SearchTerms(*terms)
    forget_words()
    return found


def take_terms(reader: Reader, chunk: Sequence[Wanted]) -> list[tuple[bytes, ...]]:
    """The stems of some articles, as plain tuples."""
    bodies = [
        kept_body(reader.packs, reader.folder, one.source, one.body_at, reader.quotes)
        for one in chunk
    ]
    return [tuple(search_terms(one.names, body)) for one, body in zip(chunk, bodies, strict=True)]


def _amended(
    store: Store,
    terms_of: TermsOf,
    head: Head,
    stale: Sequence[Article],
    gone: Sequence[str],
    now: dict[str, tuple[bytes, int]],
) -> tuple[bytes, ...]:
    """The digests of all shards after a few changes. Raises _Lost where it cannot be told."""
    sources = [*(one.source for one in stale), *gone]
    bins = sorted({_bin_of(source) for source in sources})
    tables = {number: cache.load_table(store.bin(number), store.key) for number in bins}
    then = {source: tables[_bin_of(source)].rows.get(source) for source in sources}
    for source, row in then.items():
        known = head.articles.get(source)
        # Where an article has no stems, no shard tells that its number is that which was published.
        if known and (row is None or row[0] != known[0] or not any(row[1:])):
            raise _Lost
    edited = [one for one in stale if (row := then[one.source]) is None or row[0] != one.digest]
    taken = terms_of(edited)
    rows: dict[str, Any] = dict.fromkeys(gone)
    rows.update({one.source: (one.digest, *taken[one.source]) for one in edited})
    changes: list[Change] = []
    for source in sources:
        known, old = head.articles.get(source), then[source]
        new = rows.get(source, old)
        changes.append(
            (
                Posted(known[1], SearchTerms(*old[1:])) if known and old else None,
                Posted(now[source][1], SearchTerms(*new[1:])) if new else None,
            )
        )
    stamps = list(head.stamps)
    for shard, (removed, added) in sorted(by_shard(changes, len(stamps)).items()):
        content = _content(store.shard(shard), stamps[shard])
        if content is None:
            raise _Lost
        content = renewed(content, removed, added)
        write_whole(store.shard(shard), content)
        stamps[shard] = _stamp(content)
    _store_rows(store, tables, rows)
    cache.store(store.head, store.key, (tuple(stamps), now))
    return tuple(stamps)


def _content(file: Path, stamp: bytes) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if _stamp(content) == stamp else None


def _stamp(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _bin_of(source: str) -> int:
    return crc32(source.encode(errors="surrogateescape")) % BINS


def _store_rows(
    store: Store, tables: Mapping[int, cache.Table], changes: Mapping[str, Any]
) -> None:
    """Keep the rows of some articles; None stands for an article that is gone."""
    parted: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for source, row in changes.items():
        parted[_bin_of(source)][source] = row
    for number, found in parted.items():
        cache.change(tables[number].rows, found)
        cache.store_changes(store.bin(number), store.key, tables[number], found)


def _delete_from(store: Store, number: int) -> None:
    """Delete the shards that are too many from this number on."""
    for name in os.listdir(store.folder):
        kind, _, told = name.removesuffix(".json").partition("-")
        if kind == "words" and told.isdecimal() and int(told) >= number:
            (store.folder / name).unlink()
