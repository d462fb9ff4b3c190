"""The stems that articles are found by, kept from build to build: they are taken only of articles
that changed, and lie in bins, so that after an edit few of them are read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from newsgen.content.search_terms import Names, SearchTerms, forget_words, search_terms
from newsgen.machine import cache
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread, cut
from newsgen.machine.sources import Reader
from newsgen.words.model import Article

CHUNK_ARTICLES = 100
BINS = 64

# What takes the stems of articles, by source.
TermsOf = Callable[[Sequence[Article]], dict[str, SearchTerms]]
# What is kept of an article: its digest, and the stems in its title, its head and its text.
Row = tuple[bytes, bytes, bytes, bytes]


class Wanted(NamedTuple):
    """An article whose stems are wanted."""

    source: str
    names: Names
    body_at: BodyAt


class Bins(NamedTuple):
    """Some of the bins in a folder, as they were read: rows by source, in tables by number."""

    folder: Path
    key: bytes
    tables: Mapping[int, cache.Table]

    def row(self, source: str) -> Row | None:
        return self.tables[_bin_of(source)].rows.get(source)


def bins_with(folder: Path, key: bytes, sources: Iterable[str]) -> Bins:
    """The bins that hold these sources, or would."""
    return _read(folder, key, sorted({_bin_of(source) for source in sources}))


def change_rows(bins: Bins, changes: Mapping[str, Row | None]) -> None:
    """Keep the rows of some articles; None stands for an article that is gone."""
    parted: defaultdict[int, dict[str, Row | None]] = defaultdict(dict)
    for source, row in changes.items():
        parted[_bin_of(source)][source] = row
    for number, found in parted.items():
        table = bins.tables[number]
        cache.change(table.rows, found)
        cache.store_changes(_file(bins.folder, number), bins.key, table, found)


def read_rows(
    folder: Path, key: bytes, terms_of: TermsOf, articles: Sequence[Article]
) -> dict[str, Row]:
    """The rows of all articles by source. The stems of those that are as they were are not taken
    again; other articles are forgotten.
    """
    bins = _read(folder, key, range(BINS))
    kept = {source: row for table in bins.tables.values() for source, row in table.rows.items()}
    stale = [one for one in articles if kept.get(one.source, (b"",))[0] != one.digest]
    taken = terms_of(stale)
    rows: dict[str, Any] = {one.source: kept.get(one.source) for one in articles}
    changes: dict[str, Row | None] = dict.fromkeys(source for source in kept if source not in rows)
    del kept
    for one in stale:
        changes[one.source] = rows[one.source] = (one.digest, *taken.pop(one.source))
    change_rows(bins, changes)
    return rows


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


def _read(folder: Path, key: bytes, numbers: Iterable[int]) -> Bins:
    tables = {number: cache.load_table(_file(folder, number), key) for number in numbers}
    return Bins(folder, key, tables)


def _file(folder: Path, number: int) -> Path:
    return folder / f"terms-{number}"


def _bin_of(source: str) -> int:
    return crc32(source.encode(errors="surrogateescape")) % BINS
