"""How rare a stem or tag is on a site, and so how much it tells.

Rarity is told in steps of a factor of two, so that an edit changes the signatures of few articles.
What many articles hold tells only between articles of one period: the more of them there are, the
shorter is the period. So an article meets no more others in a large site than in a small one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgen.graph.features import UNDATED, Feature

_MIXER, _STEM = 0x9E37_79B1, (1 << 31) - 1  # an odd number; all bits of a stem's name
_LEAST = 4  # what is commoner than this tells nothing on a site where it has periods
_OUTLIERS = 16  # of so many articles one may have a date far off, at either end


class Rules(NamedTuple):
    """How much of a ranking is kept, and what counts how much. `bits` tells the site's size,
    `span_bits` how many days it covers; `category`, `author` and `recency` are scores.
    """

    bits: int
    span_bits: int
    kept: int
    common: int
    word: float
    tag: float
    category: int
    author: int
    recency: int
    half_life_days: int

    @property
    def bonus(self) -> int:
        """The most that two articles get for anything but what they say."""
        return self.category + self.author + self.recency

    def fading(self, days: int) -> int:
        """What articles so many days apart get for being near in time: in whole numbers, so that it
        is the same on every machine.
        """
        halvings, rest = divmod(days, self.half_life_days)
        whole = 2 * self.half_life_days
        return self.recency * (whole - rest) // whole >> min(halvings, 64)

    def rarity(self, count: int) -> int:
        """How rare it is to stand in so many articles, in steps of a factor of two: 1 for what
        stands in most of them, 0 for what tells nothing: in one article only, or in too many.
        """
        rare = self.bits - count.bit_length() + 1
        return rare if count > 1 and (count <= self.common or rare >= _LEAST) else 0

    def step(self, count: int) -> int:
        """The bits of how many articles a name leads to, 0 if it leads to none or to too many."""
        return count.bit_length() if 1 < count <= self.common else 0

    def period_bits(self, count: int) -> int | None:
        """How long the periods are in which a name tells that so many articles hold: a power of two
        of days. None where it tells between all of them.
        """
        halvings = count.bit_length() - self.common.bit_length() + 1
        return max(0, self.span_bits - halvings) if halvings > 0 else None


class Rarities(NamedTuple):
    """What the names of a site tell.

    `rarity` is that of all names that tell something; `period_bits` are those of the names that
    tell in periods only, and `steps` tell by name and period how many articles it leads to there.
    """

    rarity: Mapping[int, int]
    period_bits: Mapping[int, int]
    steps: Mapping[tuple[int, int], int]


def rarities(
    counts: Mapping[int, int],
    holders_of: Callable[[set[int]], Mapping[int, Sequence[int]]],
    days: Sequence[int],
    rules: Rules,
) -> Rarities:
    """By how many articles hold each name. `holders_of` gives the numbers of those that hold some
    names; `days` are the days of all articles by number.
    """
    # Many names stand in as many articles.
    rare = {count: rules.rarity(count) for count in set(counts.values())}
    periods = {count: rules.period_bits(count) for count, rarity in rare.items() if rarity}
    rarity = {name: rare[count] for name, count in counts.items() if rare[count]}
    period_bits = {name: bits for name in rarity if (bits := periods[counts[name]]) is not None}
    holders = holders_of(set(period_bits)) if period_bits else {}
    # Not by what a name is called in a period: two may be called the same by chance.
    steps: dict[tuple[int, int], int] = {}
    for name, bits in period_bits.items():
        for period, count in Counter([days[number] >> bits for number in holders[name]]).items():
            if step := rules.step(count):
                steps[name, period] = step
    return Rarities(rarity, period_bits, steps)


def in_period(name: int, period: int) -> int:
    """What a name is called in a period: another one in each, and still that of a tag or a stem."""
    return name ^ ((2 * period + 1) * _MIXER & _STEM)


def span_bits(features: Iterable[Feature]) -> int:
    """The bits of how many days the dates of articles cover, a few of them left out."""
    days = sorted([day for one in features if (day := one.day) != UNDATED])
    outside = len(days) // _OUTLIERS
    return (days[-1 - outside] - days[outside]).bit_length() if days else 0
