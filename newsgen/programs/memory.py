"""What a build remembers for the next one to the same output folder: losing it only costs time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsgen.graph.closeness import NOTHING, Memory
from newsgen.graph.features import Feature, Signature
from newsgen.machine import cache
from newsgen.machine.cache import Table
from newsgen.programs.settings import Workplace
from newsgen.words.errors import FolderUnwritable

# The row of a ranking that holds what all of it rests on, and a name for the content that it was
# made of; no source is called so.
_WHOLE = ""


@contextmanager
def told_as_published() -> Iterator[None]:
    """What cannot be remembered of a site that is published already is told so."""
    try:
        yield
    except FolderUnwritable as error:
        message = f"the site is published, but what the next build saves by is not: {error.message}"
        raise FolderUnwritable(message, error.hint) from error


class RankingMemory:
    """The ranking of the last build to this folder, read when it is asked for.

    `ranked_from` tells the content that it was made of: what is published may be of other content,
    for a ranking is remembered last, and its file can be lost by itself.
    """

    def __init__(self, place: Workplace, output: Path) -> None:
        self.file = place.output_file(output, "related")
        self.key = place.key
        self.table = Table({})
        self.then = NOTHING
        self.ranked_from = b""

    def recall(self) -> Memory:
        self.table = cache.load_table(self.file, self.key)
        self.then = _ranking(self.table.rows)
        self.ranked_from = self.table.rows[_WHOLE][1] if _WHOLE in self.table.rows else b""
        return self.then

    def remember(self, now: Memory, ranked_from: bytes) -> None:
        """Store what differs from what was recalled."""
        then, rows = self.then, self.table.rows
        if now is then and ranked_from == self.ranked_from:
            return
        changes: dict[str, Any] = {
            source: None for source in then.numbers if source not in now.numbers
        }
        changes[_WHOLE] = (now.basis, ranked_from)
        for source, number in now.numbers.items():
            feature, close = now.features[number], now.close[number]
            signature, twins = now.signatures[number], now.twins[number]
            if (
                then.numbers.get(source) != number
                or then.features[number] is not feature
                or then.signatures[number] is not signature
                or then.close[number] is not close
                or then.twins[number] is not twins
            ):
                changes[source] = (number, close, twins, *signature, *(feature or ()))
        cache.change(rows, changes)
        cache.store_changes(self.file, self.key, self.table, changes)


def _ranking(rows: Mapping[str, tuple[Any, ...]]) -> Memory:
    if _WHOLE not in rows:
        return NOTHING
    numbers = {source: row[0] for source, row in rows.items() if source}
    size = max(numbers.values(), default=-1) + 1
    features: list[Feature | None] = [None] * size
    signatures = [Signature(b"", b"")] * size
    close, twins = [b""] * size, [b""] * size
    for source, row in rows.items():
        if source:
            features[row[0]] = Feature(*row[5:])
            signatures[row[0]] = Signature(*row[3:5])
            close[row[0]], twins[row[0]] = row[1:3]
    return Memory(rows[_WHOLE][0], numbers, features, signatures, close, twins)
