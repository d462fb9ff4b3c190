"""How close two articles are, by their signatures, and the lists of the closest."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from newsgen.content.terms import WEIGHT_UNIT
from newsgen.graph.features import (
    NOBODY,
    UNDATED,
    Feature,
    Signature,
    is_tag,
    names_of,
    weights_of,
)
from newsgen.graph.rarity import Rules
from newsgen.graph.signatures import UNIT

FLOOR = 0.1  # below this, two articles share a common word or two, and nothing else
WHOLE = UNIT * UNIT  # the score of an article with its own twin, by stems alone
LEAST = round(FLOOR * WHOLE)
_TWINS = round(0.7 * WEIGHT_UNIT**2)  # two articles whose terms are as close say nearly the same
_TERMS_SHARED = 8  # and share as many terms: what says nearly nothing says nothing twice
_SKETCH = (1 << 10) - 1
_BITS = [1 << at for at in range(_SKETCH + 1)]
Pair = tuple[int, int]  # a score and the number of the other article


class Parts(NamedTuple):
    """What the score of two articles is the sum of, in parts of `WHOLE`."""

    words: int
    tags: int
    category: int
    author: int
    recency: int


class Memory(NamedTuple):
    """A ranking: what the next one may build on.

    `features` and `signatures` stand by number; None stands where an article was deleted. `close`
    holds, by number, the numbers of the closest articles and their scores in parts of `WHOLE`, in
    turn, the closest first; `twins` the numbers of those among them that say nearly the same.
    """

    basis: tuple[Any, ...]
    numbers: dict[str, int]
    features: list[Feature | None]
    signatures: list[Signature]
    close: list[bytes]
    twins: list[bytes]


NOTHING = Memory((), {}, [], [], [], [])


class Sketches(dict[int, int]):
    """A bit for each name of an article, by its number, made when it is asked for: two articles
    have no more names in common than bits, and names that have none of their own.
    """

    def __init__(self, features: Sequence[Feature | None]) -> None:
        super().__init__()
        self.features = features

    def __missing__(self, number: int) -> int:
        bits = 0
        for name in names_of(self.features[number] or NOBODY):
            bits |= _BITS[name & _SKETCH]
        self[number] = bits
        return bits


def ranked_now(number: int, pairs: Iterable[Pair], memory: Memory, sketches: Sketches) -> None:
    """Give an article its list, and tell its twins; what is as it was stays the same value."""
    close = packed_pairs(pairs)
    if close != memory.close[number]:
        memory.close[number] = close
    twins = twins_of(number, close, sketches)
    if twins != memory.twins[number]:
        memory.twins[number] = twins


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
    """The closeness of two articles whose stems and tags give `total`, in parts of `WHOLE`."""
    return total + sum(_bonus(one, other, rules))


def parts_of(numbers: tuple[int, int], memory: Memory, rules: Rules) -> Parts:
    """Why two articles are as close as they are."""
    one, other = (memory.features[number] or NOBODY for number in numbers)
    found = shared(*(memory.signatures[number] for number in numbers))
    tags = sum(product for name, product in found.items() if is_tag(name))
    return Parts(sum(found.values()) - tags, tags, *_bonus(one, other, rules))


def shared(one: Signature, other: Signature) -> dict[int, int]:
    """What two articles have in common, by name, with how much each adds to their score."""
    weights = dict(zip(names_of(other), weights_of(other), strict=True))
    return {
        name: weight * weights[name]
        for name, weight in zip(names_of(one), weights_of(one), strict=True)
        if name in weights
    }


def twins_of(number: int, close: bytes, sketches: Sketches) -> bytes:
    """The numbers of the articles in the list of one that say nearly the same, 4 bytes each."""
    features, bits = sketches.features, sketches[number]
    mine = features[number] or NOBODY
    enough = max(_TERMS_SHARED, len(mine.weights) // 2)
    bits_enough = enough - len(mine.weights) + bits.bit_count()
    likely = [
        other
        for other in array("I", close)[::2]
        if (bits & sketches[other]).bit_count() >= bits_enough
    ]
    return array("I", _twins_among(likely, mine, enough, features)).tobytes() if likely else b""


def _twins_among(
    likely: Iterable[int], mine: Feature, enough: int, features: Sequence[Feature | None]
) -> Iterator[int]:
    names = set(names_of(mine))
    for number in likely:
        its = features[number] or NOBODY
        in_common = len(names.intersection(names_of(its)))
        if in_common >= enough and _terms(mine, its) >= _TWINS:
            yield number


def _terms(one: Feature, other: Feature) -> int:
    """How alike two articles are in all of their terms. Signatures tell two stories of one subject
    apart the less, the rarer the subject is.
    """
    weights = dict(zip(names_of(other), other.weights, strict=True))
    pairs = zip(names_of(one), one.weights, strict=True)
    return sum([weight * weights.get(name, 0) for name, weight in pairs])


def has_author_of(authors: bytes, others: bytes) -> bool:
    """True if two articles have an author in common."""
    return not set(authors_of(authors)).isdisjoint(authors_of(others))


def authors_of(authors: bytes) -> memoryview:
    return memoryview(authors).cast("I")


def _bonus(one: Feature, other: Feature, rules: Rules) -> tuple[int, int, int]:
    """What two articles get for their category, their authors and their dates."""
    days = abs(one.day - other.day)
    has_days = days < UNDATED // 2 and one.epoch_seconds != 0
    return (
        rules.category if one.category and one.category == other.category else 0,
        rules.author if has_author_of(one.authors, other.authors) else 0,
        rules.fading(days) if has_days else 0,
    )


def best_of(near: Sequence[Pair], known: Sequence[Feature | None], kept: int) -> list[Pair]:
    """The closest, in order. Of most articles the score alone tells that they are not."""
    if len(near) > kept:
        last = sorted([score for score, _ in near])[-kept]
        near = [pair for pair in near if pair[0] >= last]
    return sorted(near, key=lambda pair: order_of(pair, known))[:kept]


def order_of(pair: Pair, known: Sequence[Feature | None]) -> tuple[int, int, str]:
    """The closest first, of equals the newer, then the smaller slug."""
    other = known[pair[1]] or NOBODY
    return -pair[0], -other.epoch_seconds, other.slug


def packed_pairs(pairs: Iterable[Pair]) -> bytes:
    return array("I", [value for score, number in pairs for value in (number, score)]).tobytes()


def unpacked_pairs(packed: bytes) -> list[Pair]:
    values = array("I", packed)
    return [(values[at + 1], values[at]) for at in range(0, len(values), 2)]
