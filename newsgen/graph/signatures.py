"""What tells an article: of its stems and tags the few that tell it best, with weights (tf-idf).

Rarity is told in steps of a factor of two, so that an edit changes the signatures of few articles.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from newsgen.content.terms import Terms
from newsgen.language.arabic import fold
from newsgen.words.model import Article

_STEMS_TOLD = ((10, 28), (13, 20), (64, 14))  # by the bits of a site's size: stems an article
UNIT = 255  # the length of the vector of an article's stems
_HEAVIEST, _TAGS_TOLD = (1 << 13) - 1, 16  # so that no score outgrows 32 bits
_TAG = 1 << 31  # the names of stems lie below
_DAY = 86_400
UNDATED = 1 << 40


class Feature(NamedTuple):
    """What of an article counts. `names` are its stems and after them its tags, 4 bytes each, and
    `weights` a byte for each: those of the stems, 0 for a tag. `authors` are 4 bytes each,
    ascending. `epoch_seconds` is 0 where there is no date.
    """

    names: bytes
    weights: bytes
    category: str
    authors: bytes
    epoch_seconds: int
    slug: str

    @property
    def day(self) -> int:
        """Days since 1970; without a date, far from all others."""
        return self.epoch_seconds // _DAY if self.epoch_seconds else UNDATED


class Signature(NamedTuple):
    """What tells an article: names, 4 bytes each, and their weights, 2 bytes each."""

    names: bytes
    weights: bytes


NO_SIGNATURE = Signature(b"", b"")
NOBODY = Feature(b"", b"", "", b"", 0, "")


class Rules(NamedTuple):
    """How much of a ranking is kept, and what counts how much. `bits` tells the site's size;
    `category`, `author` and `recency` are scores.
    """

    bits: int
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

    @property
    def stems_told(self) -> int:
        """A small site can afford to look closely; in a large one a few stems tell enough."""
        return next(told for bits, told in _STEMS_TOLD if self.bits <= bits)

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
        return self.bits - count.bit_length() + 1 if 1 < count <= self.common else 0


def feature(article: Article, terms: Terms) -> Feature:
    tags = array("I", sorted({tag_name(tag) for tag in article.tags})).tobytes()
    authors = sorted({crc32(_folded(name).encode()) for name in article.authors})
    return Feature(
        terms.ids + tags,
        terms.weights + bytes(len(tags) // 4),
        _folded(article.category),
        array("I", authors).tobytes(),
        article.published.epoch_seconds if article.published else 0,
        article.slug,
    )


def counts_of(features: Iterable[Feature]) -> Mapping[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    for one in features:
        for name in names_of(one):
            counts[name] += 1
    return counts


def rarities(counts: Mapping[int, int], rules: Rules) -> Mapping[int, int]:
    """The names that tell something, with how rare they are."""
    return {name: rarity for name, count in counts.items() if (rarity := rules.rarity(count)) > 0}


def sign(one: Feature, rarity: Mapping[int, int], rules: Rules) -> Signature:
    """The stems of an article that tell most, a vector of one length for all, and its tags."""
    stems, tags = [], []
    for name, weight in zip(names_of(one), one.weights, strict=True):
        if name in rarity:
            if weight:
                stems.append((-weight * rarity[name], name))
            else:
                tags.append((name, rarity[name] / rules.bits))
    stems.sort()
    told = stems[: rules.stems_told]
    length = sqrt(sum([weight * weight for weight, _ in told])) or 1.0
    unit = -UNIT * sqrt(rules.word) / length
    pairs = [(name, min(_HEAVIEST, round(weight * unit))) for weight, name in told]
    pairs += [
        (name, min(_HEAVIEST, round(UNIT * sqrt(rules.tag * rarity))))
        for name, rarity in tags[:_TAGS_TOLD]
    ]
    pairs = [pair for pair in pairs if pair[1]]
    return Signature(
        array("I", [name for name, _ in pairs]).tobytes(),
        array("H", [weight for _, weight in pairs]).tobytes(),
    )


def holders_of(
    known: Iterable[Feature | Signature | None], names: set[int]
) -> dict[int, list[int]]:
    """The numbers of the articles that hold each of these names."""
    holders: dict[int, list[int]] = {name: [] for name in names}
    for number, one in enumerate(known):
        if one:
            for name in names.intersection(memoryview(one.names).cast("I")):
                holders[name].append(number)
    return holders


def is_tag(name: int) -> bool:
    """True for the name of a tag, False for that of a stem."""
    return name >= _TAG


def names_of(one: Feature | Signature) -> memoryview:
    return memoryview(one.names).cast("I")


def weights_of(one: Signature) -> memoryview:
    return memoryview(one.weights).cast("H")


@lru_cache(maxsize=8192)
def tag_name(tag: str) -> int:
    """What a tag is called in a signature; all spellings of it are called the same."""
    return crc32(f"tag {fold(tag)}".encode()) | _TAG


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return fold(name)
