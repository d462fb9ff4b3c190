"""What is remembered of the sources that were read: losing it only costs time.

All but the values lie in columns, which are read at once. The values, which are most of it, lie
apart, and are unpacked only where somebody wants them. They are unpacked together, for what many of
them say is then held in memory once.
"""

import marshal
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.machine import cache
from newsgen.machine.folders import SIGNATURE_BYTES
from newsgen.machine.packs import PLACE_BYTES, Bodies, Places, packed_place
from newsgen.machine.records import SHAPE_BYTES, shown_pictures
from newsgen.words.model import Pictured

_DIGEST_BYTES = 16
_TOGETHER = 1000  # values that are let go of at once
_BETWEEN = "\0"  # stands in no path
AFTER_ARTICLES = "articles0"  # comes after all articles, and before all others that are read
_UNTRUSTED = bytes(SIGNATURE_BYTES)

Value = tuple[Any, ...]
Shown = tuple[int, str, tuple[str, ...]]


class Row(NamedTuple):
    """What is remembered of a source: its signature, b"" if that cannot be trusted; the digest of
    its content; where its body lies (pack, start, size); the value as plain tuples; and its shape.
    """

    signature: bytes
    digest: bytes
    body_at: tuple[str, int, int]
    value: Value
    shape: bytes


class Columns(NamedTuple):
    """Sources in the order of their paths: the fields of their rows but for the values, one after
    the other. `pictured` are the numbers of those that show pictures, with the address of the lead
    picture and those in the text, marshalled.
    """

    signatures: bytes = b""
    packs: tuple[str, ...] = ()
    places: bytes = b""
    digests: bytes = b""
    shapes: bytes = b""
    pictured: bytes = marshal.dumps([])


_NONE, _NO_VALUES = Columns(), (marshal.dumps([]), marshal.dumps([]))
_WIDTHS = (SIGNATURE_BYTES, PLACE_BYTES, _DIGEST_BYTES, SHAPE_BYTES)


class _Run(NamedTuple):
    """Rows that follow one another: stored ones by number, or the one of a path that changed."""

    start: int
    end: int
    path: str = ""


class KnownSources:
    """Rows by path: those that were stored, and those that changed since, None for one that is
    gone. `whole` tells what was stored.
    """

    def __init__(
        self,
        paths: Sequence[str] = (),
        columns: Columns = _NONE,
        packed: Sequence[bytes] = _NO_VALUES,
        changes: Mapping[str, Row | None] | None = None,
        whole: bytes = b"",
    ) -> None:
        self._stored = paths
        self._columns = columns
        self._articles, self._others = map(_Values, packed)
        self._edge = bisect_left(paths, AFTER_ARTICLES)
        self._changes = dict(changes or {})
        self.whole = whole
        self._merge()

    def change(self, changes: Mapping[str, Row | None]) -> None:
        """Put changes among the rows."""
        if changes:
            self._changes.update(changes)
            self._merge()

    def _merge(self) -> None:
        """Bring the rows in order: `paths` and `columns` are of all, as they are now."""
        self._runs = _runs(self._stored, self._changes)
        self.paths = self._paths() if self._changes else self._stored
        self.columns = self._merged_columns() if self._changes else self._columns

    @property
    def bodies(self) -> Bodies:
        """Where the bodies of all sources lie."""
        columns = self.columns
        return Bodies(self.paths, Places(columns.packs, columns.places, columns.digests))

    @property
    def pictured(self) -> Iterator[Pictured]:
        """The sources that show pictures."""
        for number, lead, body in marshal.loads(self.columns.pictured):  # noqa: S302 (ours)
            yield Pictured(self.paths[number], lead, body)

    def signature(self, path: str) -> bytes | None:
        """What told a source when it was read, if that could be trusted; None if it is new."""
        if path in self._changes:
            row = self._changes[path]
            return row and row.signature
        number = self._numbers.get(path)
        return None if number is None else _cut(self._columns.signatures, SIGNATURE_BYTES, number)

    def digest(self, path: str) -> bytes:
        """The digest of a source's content; b"" if it is new."""
        if path in self._changes:
            row = self._changes[path]
            return row.digest if row else b""
        number = self._numbers.get(path)
        return b"" if number is None else _cut(self._columns.digests, _DIGEST_BYTES, number)

    def row(self, path: str) -> Row:
        """All that is known of a source that was read."""
        row = self._changes.get(path)
        if row:
            return row
        number, columns = self._numbers[path], self._columns
        at = Places(columns.packs, columns.places, columns.digests).at(number)
        signature = _cut(columns.signatures, SIGNATURE_BYTES, number)
        shape = _cut(columns.shapes, SHAPE_BYTES, number)
        [value] = self._between(number, number + 1)
        return Row(signature, at.source_digest, (at.pack, at.start, at.size), value, shape)

    def _paths(self) -> list[str]:
        found: list[str] = []
        for start, end, path in self._runs:
            found += (path,) if path else self._stored[start:end]
        return found

    def _merged_columns(self) -> Columns:
        then = self._columns
        packs = {name: number for number, name in enumerate(then.packs)}
        stored = (then.signatures, then.places, then.digests, then.shapes)
        pieces: list[Sequence[bytes]] = [(b"", b"", b"", b"")]
        known: list[Shown] = marshal.loads(then.pictured)  # noqa: S302 (checked by the cache)
        pictured, length = [], 0
        for start, end, path in self._runs:
            row = self._changes[path] if path else None
            if row:
                pack, *within = row.body_at
                place = packed_place(packs.setdefault(pack, len(packs)), *within)
                pieces.append((row.signature or _UNTRUSTED, place, row.digest, row.shape))
                shown = shown_pictures(row.value)
                pictured += [(length, *shown)] if shown else []
                length += 1
            else:
                pieces.append([_cut(*one, start, end) for one in zip(stored, _WIDTHS, strict=True)])
                among = known[bisect_left(known, (start,)) : bisect_left(known, (end,))]
                pictured += [(one[0] - start + length, *one[1:]) for one in among]
                length += end - start
        signatures, places, digests, shapes = map(b"".join, zip(*pieces, strict=True))
        names = _BETWEEN.join(packs).split(_BETWEEN) if packs else []
        told = marshal.dumps(pictured)
        return Columns(signatures, tuple(names), places, digests, shapes, told)

    def values(self, first: int = 0) -> Iterator[Value]:
        """The values of all sources, in order, from the first that is wanted."""
        for start, end, path in self._runs:
            size = 1 if path else end - start
            if size <= first:
                first -= size
                continue
            row = self._changes[path] if path else None
            yield from (row.value,) if row else self._between(start + first, end)
            first = 0

    def drained(self) -> Iterator[Value]:
        """The same, but each is let go of: they are to be had once."""
        for start, end, path in self._runs:
            row = self._changes.pop(path) if path else None
            yield from (row.value,) if row else self._between(start, end, drops=True)

    @property
    def changes(self) -> Mapping[str, Row | None] | None:
        """All rows that are not as they were stored, if they are few; else None."""
        is_stored = self.whole and cache.are_few(len(self._changes), len(self._stored))
        return self._changes if is_stored else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(zip(self._stored, range(len(self._stored)), strict=True))

    def _between(self, start: int, end: int, *, drops: bool = False) -> Iterator[Value]:
        """The stored values of these numbers; with `drops` they are let go of meanwhile."""
        edge = self._edge
        if start < edge:
            yield from self._articles.between(start, min(end, edge), drops=drops)
        if end > edge:
            yield from self._others.between(max(start - edge, 0), end - edge, drops=drops)


class _Values:
    """Values that were stored together, unpacked when one of them is wanted."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._values: list[Value] = []

    def between(self, start: int, end: int, *, drops: bool) -> Iterator[Value]:
        values = self._all()
        for first in range(start, end, _TOGETHER):
            some = slice(first, min(first + _TOGETHER, end))
            found = values[some]
            if drops:
                values[some] = [()] * len(found)
            yield from found

    def _all(self) -> list[Value]:
        if self._packed:
            self._values = marshal.loads(self._packed)  # noqa: S302 (checked by the cache)
            self._packed = b""
        return self._values


def recall_sources(file: Path, key: bytes, paths: Sequence[str]) -> KnownSources:
    """What is stored under a key; nothing if it is lost. If it is of the very `paths` of the
    sources that stand there, these are taken, for they are in memory already.
    """
    found = cache.load_stored_parts(file, key)
    if not found:
        return KnownSources()
    joined, columns, *packed = found.value
    is_same = joined == _BETWEEN.join(paths)
    stored = paths if is_same else joined.split(_BETWEEN) if joined else ()
    changes = {path: row and Row(*row) for path, row in found.changes.items()}
    return KnownSources(stored, Columns(*columns), packed, changes, found.whole)


def remember_sources(file: Path, key: bytes, known: KnownSources) -> None:
    """Store the rows: all of them, or beside those that are stored the few that are others now."""
    changes = known.changes
    if changes is None:
        cache.store_parts(file, key, _parts(known))
    else:
        rows = {path: row and tuple(row) for path, row in changes.items()}
        cache.store_beside(file, key, known.whole, rows)


def _parts(known: KnownSources) -> Iterator[Any]:
    yield _BETWEEN.join(known.paths)
    columns = known.columns
    places = Places(columns.packs, columns.places, columns.digests).compacted()
    yield tuple(columns._replace(packs=places.packs, places=places.rows))
    values, articles = known.values(), bisect_left(known.paths, AFTER_ARTICLES)
    for some in (islice(values, articles), values):
        yield marshal.dumps(list(some))  # of a version that writes what is said twice once


def _runs(stored: Sequence[str], changes: Mapping[str, Row | None]) -> list[_Run]:
    """All rows in the order of their paths."""
    found: list[_Run] = []
    at = 0
    for path in sorted(changes):
        place = bisect_left(stored, path, at)
        if place > at:
            found.append(_Run(at, place))
        if changes[path]:
            found.append(_Run(place, place, path))
        at = place + (place < len(stored) and stored[place] == path)
    return [*found, _Run(at, len(stored))] if at < len(stored) else found


def _cut(column: bytes, width: int, start: int, end: int = 0) -> bytes:
    """The fields of rows from `start`, and short of `end` where there is more than one."""
    return column[start * width : (end or start + 1) * width]
