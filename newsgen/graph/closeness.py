"""How close two articles are, by their signatures, and the lists of the closest."""

from array import array
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any, NamedTuple

from newsgen.graph.signatures import NOBODY, UNIT, Feature, Rules, Signature

FLOOR = 0.1  # below this, two articles share a common word or two, and nothing else
WHOLE = UNIT * UNIT  # the score of an article with its own twin, by stems alone
LEAST = round(FLOOR * WHOLE)
Pair = tuple[int, int]  # a score and the number of the other article


class Memory(NamedTuple):
    """A ranking: what the next one may build on.

    `features` and `signatures` stand by number; None stands where an article was deleted. `close`
    holds, by number, the numbers of the closest articles and their scores in parts of `WHOLE`, in
    turn, the closest first.
    """

    basis: tuple[Any, ...]
    numbers: dict[str, int]
    features: list[Feature | None]
    signatures: list[Signature]
    close: list[bytes]


NOTHING = Memory((), {}, [], [], [])


def closest(memory: Memory, source: str) -> Sequence[int]:
    """The numbers of the closest articles of one, the closest first."""
    return array("I", memory.close[memory.numbers[source]])[::2]


def sources_of(memory: Memory) -> list[str]:
    """The articles of a ranking by number; "" where one was deleted."""
    sources = [""] * len(memory.features)
    for source, number in memory.numbers.items():
        sources[number] = source
    return sources


def score_of(total: int, one: Feature, other: Feature, rules: Rules) -> int:
    """The closeness of two articles in parts of `WHOLE`."""
    is_of_kind = one.category and one.category == other.category
    return total + rules.category if is_of_kind else total


def best_of(near: Iterable[Pair], known: Sequence[Feature | None], kept: int) -> list[Pair]:
    return nsmallest(kept, near, key=lambda pair: order_of(pair, known))


def order_of(pair: Pair, known: Sequence[Feature | None]) -> tuple[int, int, str]:
    """The closest first, of equals the newer, then the smaller slug."""
    other = known[pair[1]] or NOBODY
    return -pair[0], -other.epoch_seconds, other.slug


def packed_pairs(pairs: Iterable[Pair]) -> bytes:
    return array("I", [value for score, number in pairs for value in (number, score)]).tobytes()


def unpacked_pairs(packed: bytes) -> list[Pair]:
    values = array("I", packed)
    return [(values[at + 1], values[at]) for at in range(0, len(values), 2)]
