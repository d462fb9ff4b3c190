"""A ranking from nothing, in as many processes as are given."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple

from newsgen.graph.closeness import (
    LEAST,
    WHOLE,
    Memory,
    Sketches,
    authors_of,
    packed_pairs,
    twins_of,
)
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
_MUCH = WHOLE // 2
_CUT_FROM = 2000  # articles; for fewer, processes cost more than they save
# By name: the numbers of the articles that hold it, and their weights.
_Holders = Mapping[int, tuple[list[int], list[int]]]


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
    """Articles are numbered by what decides between equals, so that a pair is one integer to sort
    by.
    """
    order = sorted(features.items(), key=lambda item: (-item[1].epoch_seconds, item[1].slug))
    every = [one for _, one in order]
    told = told_by(every, rules)
    # Who ranks a range looks through all signatures first, so there are as many as processes.
    parts = getattr(spread, "processes", 1) if len(every) >= _CUT_FROM else 1
    ranges = _cut(len(every), parts)
    signed = spread(_signed, (every, told, rules), ranges)
    signatures = [signature for chunk in signed for signature in chunk]
    ranked = spread(_ranked, (every, signatures, rules), ranges)
    close = [found for lists, _ in ranked for found in lists]
    twins = [found for _, lists in ranked for found in lists]
    numbers = {source: at for at, (source, _) in enumerate(order)}
    return Memory(tuple(rules), numbers, list(every), signatures, close, twins)


def told_by(every: Sequence[Feature], rules: Rules) -> Rarities:
    """What the names of some articles tell."""
    days = [one.day for one in every]
    return rarities(counts_of(every), partial(holders_of, every), days, rules)


def _signed(
    shared: tuple[Sequence[Feature], Rarities, Rules], wanted: tuple[int, int]
) -> list[Signature]:
    every, told, rules = shared
    return [sign(one, told, rules) for one in every[slice(*wanted)]]


def _cut(size: int, parts: int) -> list[tuple[int, int]]:
    """As many ranges of equal size."""
    return list(pairwise([size * part // parts for part in range(parts + 1)]))


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


def _ranked(
    shared: tuple[Sequence[Feature], Sequence[Signature], Rules], wanted: tuple[int, int]
) -> tuple[list[bytes], list[bytes]]:
    """The lists of a range of articles, and who among these says nearly the same."""
    every, signatures, rules = shared
    holders, traits, sketches = _holders(signatures), _traits(every, rules), Sketches(every)
    close = [
        _closest(number, _sums(number, signatures[number], holders), traits, rules)
        for number in range(*wanted)
    ]
    start, _ = wanted
    return close, [twins_of(start + at, found, sketches) for at, found in enumerate(close)]


def _holders(signatures: Sequence[Signature]) -> _Holders:
    """Who holds each name."""
    holders: dict[int, tuple[list[int], list[int]]] = {}
    for number, one in enumerate(signatures):
        for name, weight in zip(names_of(one), weights_of(one), strict=True):
            held = holders.get(name)
            if held is None:
                holders[name] = ([number], [weight])
            else:
                held[0].append(number)
                held[1].append(weight)
    return holders


def _sums(number: int, one: Signature, holders: _Holders) -> dict[int, int]:
    """What an article shares with each other, by their numbers."""
    sums: dict[int, int] = {}
    so_far = sums.get
    for name, weight in zip(names_of(one), weights_of(one), strict=True):
        others, weights = holders[name]
        for other, its_weight in zip(others, weights, strict=True):
            sums[other] = so_far(other, 0) + weight * its_weight
    sums.pop(number, None)
    return sums


def _closest(number: int, sums: Mapping[int, int], traits: _Traits, rules: Rules) -> bytes:
    """The list of an article, from what it shares with each other."""
    categories, authors, days, colleagues, fades = traits
    kept, by_category, by_author = rules.kept, rules.category, rules.author
    category, day, known = categories[number], days[number], colleagues[authors[number]]
    fading = fades.get if day != UNDATED else _NO_FADES.get
    # What others must share to come into the list, and those of other categories.
    least = _last(sums, kept) - rules.bonus
    bar, far_bar = max(LEAST, least), max(LEAST, least + by_category)
    shift = len(days).bit_length()
    near: list[int] = []  # pairs: a score as a negative number, and below it the other
    for other, total in sums.items():
        if total < bar:
            continue
        score = total + fading(abs(days[other] - day), 0)
        if category and categories[other] == category:
            score += by_category
        elif total < far_bar:
            continue
        if authors[other] in known:
            score += by_author
        near.append((-score << shift) | other)
    near.sort()
    mask = (1 << shift) - 1
    return packed_pairs([(-(pair >> shift), pair & mask) for pair in near[:kept]])


def _last(sums: Mapping[int, int], kept: int) -> int:
    """What the last of those that fill an article's list shares with it, the bonus aside; 0 where
    they do not fill it.
    """
    for least in (_MUCH, LEAST):  # where some share much, the many others need not be sorted
        close = [total for total in sums.values() if total >= least]
        if len(close) > kept:
            close.sort()
            return close[-kept]
    return 0
