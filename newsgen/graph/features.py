"""What of an article counts in the ranking, as packed bytes."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from newsgen.content.terms import Terms
from newsgen.language.arabic import fold
from newsgen.words.model import Article

_TAG = 1 << 31  # the names of stems lie below
_DAY = 86_400
UNDATED = 1 << 29  # a day far from all others


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
    """How many articles hold each name."""
    return Counter(chain.from_iterable(map(names_of, features)))


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
