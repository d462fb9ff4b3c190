"""What articles are about, kept from build to build: stems are taken only of those that changed,
and only where a ranking asks for them.
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
    weights: Sequence[float],
    file: Path,
    bodies: Mapping[str, BodyAt],
    spread: Spread,
    articles: Sequence[Article],
) -> Mapping[str, Terms]:
    """The terms of articles by source, with words weighed as `terms_of` says; those of sources that
    are as remembered in `file` are not taken again.
    """
    key = reader.key + repr(tuple(weights)).encode()
    table = cache.load_table(file, key)
    rows: dict[str, tuple[bytes, bytes, bytes]] = table.rows
    stale = [
        one for one in articles if (row := rows.get(one.source)) is None or row[0] != one.digest
    ]
    wanted = [Wanted(one.source, one.title, one.summary, bodies[one.source]) for one in stale]
    chunks = cut(wanted, CHUNK_ARTICLES)
    taken = [
        terms for chunk in spread(take_terms, (reader, tuple(weights)), chunks) for terms in chunk
    ]
    # A source that is held today may be shown tomorrow: only what is gone is forgotten.
    changes: dict[str, Any] = dict.fromkeys(source for source in rows if source not in bodies)
    for one, terms in zip(stale, taken, strict=True):
        changes[one.source] = (one.digest, *terms)
    cache.change(rows, changes)
    cache.store_changes(file, key, table, changes)
    return {one.source: Terms(*rows[one.source][1:]) for one in articles}


def take_terms(
    shared: tuple[Reader, tuple[float, ...]], chunk: Sequence[Wanted]
) -> list[tuple[bytes, bytes]]:
    """The terms of some articles."""
    reader, weights = shared
    taken = []
    for one in chunk:
        body = kept_body(reader.packs, reader.folder, one.source, one.body_at, reader.quotes)
        terms = terms_of(one.title, one.summary, body, weights)
        taken.append((terms.ids, terms.weights))
    return taken
