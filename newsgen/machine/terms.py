"""What articles are about, kept from build to build: stems are taken only of those that changed,
and only where a ranking asks for them, or surely will.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.content.terms import Terms, terms_of
from newsgen.machine import cache
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread, cut
from newsgen.machine.sources import Reader
from newsgen.words.model import Article

CHUNK_ARTICLES = 200


class Wanted(NamedTuple):
    """An article whose terms are wanted."""

    source: str
    title: str
    summary: str
    body_at: BodyAt


def read_terms(
    reader: Reader,
    file: Path,
    bodies: Mapping[str, BodyAt],
    taken: Mapping[str, Sequence[bytes]],
    spread: Spread,
    articles: Sequence[Article],
) -> Mapping[str, Terms]:
    """The terms of articles by source; those of sources that are as remembered in `file` are not
    taken again, nor those that were `taken` while they were read.
    """
    key = reader.key + repr(reader.place_weights).encode()
    table = cache.load_table(file, key)
    rows: dict[str, tuple[bytes, bytes, bytes]] = table.rows
    stale = [
        one for one in articles if (row := rows.get(one.source)) is None or row[0] != one.digest
    ]
    wanted = [
        Wanted(one.source, one.title, one.summary, bodies[one.source])
        for one in stale
        if one.source not in taken
    ]
    chunks = spread(take_terms, reader, cut(wanted, CHUNK_ARTICLES))
    found = [terms for chunk in chunks for terms in chunk]
    told = {**taken, **{one.source: terms for one, terms in zip(wanted, found, strict=True)}}
    # A source that is held today may be shown tomorrow: only what is gone is forgotten.
    changes: dict[str, Any] = dict.fromkeys(source for source in rows if source not in bodies)
    for one in stale:
        changes[one.source] = (one.digest, *told[one.source])
    cache.change(rows, changes)
    cache.store_changes(file, key, table, changes)
    return {one.source: Terms(*rows[one.source][1:]) for one in articles}


def take_terms(reader: Reader, chunk: Sequence[Wanted]) -> list[tuple[bytes, ...]]:
    """The terms of some articles, as plain tuples."""
    taken = []
    for one in chunk:
        body = kept_body(reader.packs, reader.folder, one.source, one.body_at, reader.quotes)
        taken.append(tuple(terms_of(one.title, one.summary, body, reader.place_weights)))
    return taken
