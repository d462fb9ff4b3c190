"""A ranking from nothing, in as many processes as are given."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple

from newsgen.graph.closeness import LEAST, Memory, Sketch, authors_of, packed_pairs, twins_of
from newsgen.graph.features import (
    UNDATED,
    Feature,
    Signature,
    counts_of,
    holders_of,
    names_of,
    weights_of,
)
from newsgen.graph.rarity import Rarities, Rules, rarities
from newsgen.graph.signatures import sign
from newsgen.graph.spread import Spread

_NO_FADES: dict[int, int] = {}  # of what has no date
_LAST = (1 << 63) - 1  # after every pair
_ROOT = 0.42  # measured with two ranges of 10,000 articles
_SPARE = 8  # pairs that a list takes before it is cut to size
_CUT_FROM = 2000  # articles; for fewer, processes cost more than they save


class _Traits(NamedTuple):
    """What `score_of` looks at, by number, in arrays that a processor's cache holds: categories and
    groups of authors as numbers, 0 for none, and days. `colleagues` are, by group, the groups that
    have an author in common with it. `fades` is what articles get for being near in time, by the
    days between them.
    """

    categories: Sequence[int]
    authors: Sequence[int]
    days: Sequence[int]
    colleagues: Sequence[frozenset[int]]
    fades: Mapping[int, int]


def from_nothing(features: Mapping[str, Feature], rules: Rules, spread: Spread) -> Memory:
    """Each pair is met once: articles are compared with those before them. They are numbered by
    what decides between equals, so that a pair is one integer to sort by.
    """
    order = sorted(features.items(), key=lambda item: (-item[1].epoch_seconds, item[1].slug))
    every = [one for _, one in order]
    told = told_by(every, rules)
    # Each range fills all lists anew, so there are no more of them than there are processes.
    parts = getattr(spread, "processes", 1) if len(every) >= _CUT_FROM else 1
    signed = spread(_signed, (every, told, rules), _cut(len(every), parts, float))
    signatures = [signature for chunk in signed for signature in chunk]
    shared = signatures, _traits(every, rules), rules
    found = spread(_near, shared, _cut(len(every), parts, _with_those_before))
    shift = _shift(len(every))
    close = [_merged(lists, rules.kept, shift) for lists in zip(*found, strict=True)]
    numbers = {source: at for at, (source, _) in enumerate(order)}
    memory = Memory(tuple(rules), numbers, list(every), signatures, close, [b""] * len(every))
    twins = spread(_twins, (memory, rules), _cut(len(every), parts, float))
    return memory._replace(twins=[told for chunk in twins for told in chunk])


def told_by(every: Sequence[Feature], rules: Rules) -> Rarities:
    """What the names of some articles tell."""
    days = [one.day for one in every]
    return rarities(counts_of(every), partial(holders_of, every), days, rules)


def _signed(
    shared: tuple[Sequence[Feature], Rarities, Rules], wanted: tuple[int, int]
) -> list[Signature]:
    every, told, rules = shared
    return [sign(one, told, rules) for one in every[slice(*wanted)]]


def _cut(size: int, parts: int, share: Callable[[float], float]) -> list[tuple[int, int]]:
    """As many ranges that are equal work."""
    return list(pairwise([round(size * share(part / parts)) for part in range(parts + 1)]))


def _with_those_before(part: float) -> float:
    """Where a part of the work ends that is comparing articles with those before them. With the
    root there would be as many pairs in each range, but the later ones look through all that is
    before them first, and fill new lists.
    """
    return float(part**_ROOT)


def _twins(shared: tuple[Memory, Rules], wanted: tuple[int, int]) -> list[bytes]:
    memory, _ = shared
    sketches: dict[int, Sketch] = {}
    return [twins_of(number, memory, sketches) for number in range(*wanted)]


def _traits(every: Sequence[Feature], rules: Rules) -> _Traits:
    categories, groups = {"": 0}, {b"": 0}
    for one in every:
        categories.setdefault(one.category, len(categories))
        groups.setdefault(one.authors, len(groups))
    days = array("i", [one.day for one in every])
    dated = [day for day in days if day != UNDATED]
    span = max(dated) - min(dated) + 1 if dated and rules.recency else 0
    return _Traits(
        array("I", [categories[one.category] for one in every]),
        array("I", [groups[one.authors] for one in every]),
        days,
        _colleagues(list(groups)),
        dict(enumerate(takewhile(bool, map(rules.fading, range(span))))),
    )


def _colleagues(groups: Sequence[bytes]) -> list[frozenset[int]]:
    of_author: defaultdict[int, list[int]] = defaultdict(list)
    authors = [authors_of(group) for group in groups]
    for number, names in enumerate(authors):
        for name in names:
            of_author[name].append(number)
    return [frozenset(number for name in names for number in of_author[name]) for names in authors]


def _near(
    shared: tuple[Sequence[Signature], _Traits, Rules], wanted: tuple[int, int]
) -> list[bytes]:
    """For each article the closest among the pairs of which the later one lies in a range: each
    pair as an integer that is the smaller the closer they are, `_pair` says how.
    """
    signatures, (categories, authors, days, colleagues, fades), rules = shared
    kept, bonus, by_category, by_author = rules.kept, rules.bonus, rules.category, rules.author
    shift = _shift(len(signatures))
    near = [array("q") for _ in signatures]
    # What two articles must share for the one to come into the other's list, the bonus aside; that
    # of articles of different categories; and the pair that it must come before.
    bars, foreign = (array("I", [LEAST]) * len(near) for _ in range(2))
    lasts = array("q", [_LAST]) * len(near)
    for number, sums in _sums(signatures, *wanted):
        category, group, day = categories[number], authors[number], days[number]
        known = colleagues[group]
        fading = fades.get if day != UNDATED else _NO_FADES.get
        last, mine = _last(sums, kept), list(near[number])
        bar, far_bar = max(LEAST, last - bonus), max(LEAST, last - bonus + by_category)
        for other, total in sums.items():
            if total < bar and total < bars[other]:
                continue
            score = total + fading(abs(days[other] - day), 0)
            if category and categories[other] == category:
                score += by_category
            elif total < far_bar and total < foreign[other]:
                continue
            if authors[other] in known:
                score += by_author
            above = -score << shift
            if total >= bar:
                mine.append(above | other)
            if above | number < lasts[other]:
                its = near[other]
                its.append(above | number)
                if len(its) >= kept + _SPARE:
                    near[other] = its = array("q", sorted(its)[:kept])
                    lasts[other], least = its[-1], -(its[-1] >> shift) - bonus
                    bars[other], foreign[other] = max(LEAST, least), max(LEAST, least + by_category)
        if len(mine) >= kept:
            mine.sort()
            del mine[kept:]
            lasts[number], least = mine[-1], -(mine[-1] >> shift) - bonus
            bars[number], foreign[number] = max(LEAST, least), max(LEAST, least + by_category)
        near[number] = array("q", mine)
    return [found.tobytes() for found in near]


def _last(sums: Mapping[int, int], kept: int) -> int:
    """What the last of those that fill an article's list shares with it, the bonus aside; 0 where
    they do not fill it.
    """
    close = [score for score in sums.values() if score >= LEAST]
    if len(close) <= kept:
        return 0
    close.sort()
    return close[-kept]


def _shift(size: int) -> int:
    """A pair is the number of the other article, below its score as a negative number."""
    return size.bit_length()


def _merged(lists: Sequence[bytes], kept: int, shift: int) -> bytes:
    """The closest of what several ranges found for one article."""
    pairs = sorted([pair for found in lists if found for pair in array("q", found)])[:kept]
    mask = (1 << shift) - 1
    return packed_pairs([(-(pair >> shift), pair & mask) for pair in pairs])


def _sums(
    signatures: Sequence[Signature], start: int, end: int
) -> Iterator[tuple[int, Mapping[int, int]]]:
    """What each article of a range shares with those before it, by their numbers."""
    before: dict[int, tuple[list[int], list[int]]] = {}
    for number in range(end):
        one = signatures[number]
        sums: dict[int, int] = {}
        so_far = sums.get
        for name, weight in zip(names_of(one), weights_of(one), strict=True):
            held = before.get(name)
            if held is None:
                before[name] = ([number], [weight])
                continue
            others, weights = held
            if number >= start:
                for other, its_weight in zip(others, weights, strict=True):
                    sums[other] = so_far(other, 0) + weight * its_weight
            others.append(number)
            weights.append(weight)
        if number >= start:
            yield number, sums
