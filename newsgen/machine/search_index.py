"""The index of the search: in which articles each stem stands, in shards that are published as they
lie in the cache.

A shard is a function of the articles alone. After an edit, the postings that went are taken out of
the shards that held them and those that came are put in; the others are not even read. What each
article was found by is kept beside them (`search_terms`). Where anything is not as it was left, all
is made anew, so losing it only costs time.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.content.search_terms import SearchTerms
from newsgen.language.codes import coded
from newsgen.machine import cache
from newsgen.machine.folders import write_whole
from newsgen.machine.search_terms import Row, TermsOf, bins_with, change_rows, read_rows
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

CHANGES_AT_MOST = 200  # articles; where more changed, all shards are made anew

# By source: the digest of each article in the index, and its number there.
Places = Mapping[str, tuple[bytes, int]]


class Store(NamedTuple):
    """Where the index is kept, and what it depends on besides the articles."""

    folder: Path
    key: bytes

    def shard(self, number: int) -> Path:
        return self.folder / f"words-{number}.json"

    @property
    def head(self) -> Path:
        return self.folder / "head"


class Head(NamedTuple):
    """What is kept: the digests of the shards, and the places of the articles in them."""

    stamps: tuple[bytes, ...]
    places: Places


class Indexed(NamedTuple):
    """What an index is of: articles, with their numbers by source and what takes their stems, in so
    many shards.
    """

    articles: Sequence[Article]
    numbers: Mapping[str, int]
    terms_of: TermsOf
    shards: int

    def places(self) -> Places:
        return {one.source: (one.digest, self.numbers[one.source]) for one in self.articles}


class _Lost(Exception):
    """What is kept is not as it was left."""


def read_index(store: Store, indexed: Indexed) -> tuple[bytes, ...]:
    """The digests of all shards, each of them brought up to date in the store."""
    head = recall_index(store)
    now = indexed.places()
    if head and len(head.stamps) == indexed.shards:
        then = head.places
        stale = [one for one in indexed.articles if then.get(one.source) != now[one.source]]
        gone = [source for source in then if source not in now]
        if not stale and not gone:
            return head.stamps
        if len(stale) + len(gone) <= CHANGES_AT_MOST:
            try:
                return _amended(store, head, indexed.terms_of, stale, gone, now)
            except (_Lost, NotThere):
                pass
    return make_index(store, indexed)


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
    if any(one.source not in head.places for one in articles):
        return None
    now = {one.source: (one.digest, head.places[one.source][1]) for one in articles}
    try:
        stamps = _amended(store, head, terms_of, articles, (), {**head.places, **now})
    except (_Lost, NotThere):
        return None
    return {at: stamp for at, stamp in enumerate(stamps) if stamp != head.stamps[at]}


def make_index(store: Store, indexed: Indexed) -> tuple[bytes, ...]:
    """The same from nothing but the stems of articles that are as they were."""
    numbers = indexed.numbers
    rows = read_rows(store.folder, store.key, indexed.terms_of, indexed.articles)
    order = sorted(rows, key=numbers.__getitem__)
    posted = [(coded(numbers[source], ARTICLE_LETTERS), rows.pop(source)[1:]) for source in order]
    stamps: list[bytes] = []
    for content in shards_of(posted, indexed.shards):
        stamps.append(_write(store, len(stamps), content))
    _delete_from(store, indexed.shards)
    return _store_head(store, stamps, indexed.places())


def is_sound(file: str, stamp: bytes) -> bool:
    """Whether a shard lies there as it was written."""
    return _content(Path(file), stamp) is not None


def _amended(
    store: Store,
    head: Head,
    terms_of: TermsOf,
    stale: Sequence[Article],
    gone: Sequence[str],
    now: Places,
) -> tuple[bytes, ...]:
    """The digests of all shards after a few changes. Raises _Lost where it cannot be told."""
    sources = [*(one.source for one in stale), *gone]
    bins = bins_with(store.folder, store.key, sources)
    then = {source: bins.row(source) for source in sources}
    if not all(_is_posted(row, head.places.get(source)) for source, row in then.items()):
        raise _Lost
    edited = [one for one in stale if (row := then[one.source]) is None or row[0] != one.digest]
    taken = terms_of(edited)
    rows: dict[str, Row | None] = dict.fromkeys(gone)
    rows.update({one.source: (one.digest, *taken[one.source]) for one in edited})
    changes = [
        (
            _posted(then[source], head.places.get(source)),
            _posted(rows.get(source, then[source]), now.get(source)),
        )
        for source in sources
    ]
    stamps = _renew_shards(store, head.stamps, changes)
    change_rows(bins, rows)
    return _store_head(store, stamps, now)


def _is_posted(row: Row | None, place: tuple[bytes, int] | None) -> bool:
    """Whether the row tells the postings of an article in the index, if it has a place there."""
    # Where an article has no stems, no shard tells that its number is that which was published.
    return not place or (row is not None and row[0] == place[0] and any(row[1:]))


def _posted(row: Row | None, place: tuple[bytes, int] | None) -> Posted | None:
    return Posted(place[1], SearchTerms(*row[1:])) if row and place else None


def _renew_shards(
    store: Store, stamps: Sequence[bytes], changes: Iterable[Change]
) -> Sequence[bytes]:
    """The digests of all shards after changes to some. Raises _Lost, or NotThere, where one is not
    as it was left.
    """
    now = list(stamps)
    for shard, (removed, added) in sorted(by_shard(changes, len(stamps)).items()):
        content = _content(store.shard(shard), stamps[shard])
        if content is None:
            raise _Lost
        now[shard] = _write(store, shard, renewed(content, removed, added))
    return now


def _write(store: Store, shard: int, content: bytes) -> bytes:
    """The digest of a shard, once it is kept."""
    write_whole(store.shard(shard), content)
    return _stamp(content)


def _store_head(store: Store, stamps: Iterable[bytes], places: Places) -> tuple[bytes, ...]:
    head = Head(tuple(stamps), places)
    cache.store(store.head, store.key, tuple(head))
    return head.stamps


def _content(file: Path, stamp: bytes) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if _stamp(content) == stamp else None


def _stamp(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _delete_from(store: Store, number: int) -> None:
    """Delete the shards that are too many from this number on."""
    for name in os.listdir(store.folder):
        kind, _, told = name.removesuffix(".json").partition("-")
        if kind == "words" and told.isdecimal() and int(told) >= number:
            (store.folder / name).unlink()
