"""What an article is about, in 40 stems: how related stories find each other.

A stem is told by the CRC-32 of its letters, so that it has the same name in every process and run
without a dictionary of all stems. Among a million stems, one in two thousand shares its name with
another, which harms nothing.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

from newsgen.language.arabic import STOP_WORDS, fold_each, stem

TERMS_KEPT = 40
ENOUGH, HEADINGS = 500, 150  # characters: some 80 words, of these some 25 of headings
WEIGHT_UNIT = 255  # the weight of a stem that stands alone

_stem = lru_cache(maxsize=1 << 14)(stem)


class Terms(NamedTuple):
    """The heaviest stems of an article: `ids`, 4 bytes each in ascending order, and their
    `weights`, a byte each: a vector of length `WEIGHT_UNIT`.
    """

    ids: bytes
    weights: bytes


def term_id(name: str) -> int:
    """31 bits: the upper half of the names is left to tags."""
    return crc32(name.encode()) & 0x7FFF_FFFF


def terms_of(title: str, summary: str, headings: Iterable[str], text: str) -> Terms:
    """The stems of an article with how often they stand there, weighed by where they stand.

    News tells first what it is about: title, summary, headings and the beginning of the body's
    text, of which `ENOUGH` characters will do, are taken in this order until there are words
    enough.
    """
    head = title, summary, " ".join(headings)[:HEADINGS]
    room = max(0, ENOUGH - sum(map(len, head)))
    tally: defaultdict[str, int] = defaultdict(int)
    for folded, weight in zip(fold_each([*head, text[:room]]), _WEIGHTS, strict=True):
        for word in folded.split():
            tally[word] += weight
    stems: defaultdict[str, int] = defaultdict(int)
    for word, count in tally.items():
        if len(word) > 1 and word not in STOP_WORDS:
            stems[_stem(word)] += count
    heaviest = sorted([(-count, name) for name, count in stems.items()])[:TERMS_KEPT]
    kept = sorted([(term_id(name), 1 + log(-count)) for count, name in heaviest])
    length = sqrt(sum([weight * weight for _, weight in kept])) or 1.0
    return Terms(
        array("I", [name for name, _ in kept]).tobytes(),
        bytes([max(1, round(weight / length * WEIGHT_UNIT)) for _, weight in kept]),
    )


_WEIGHTS = (4, 2, 2, 1)  # of title, summary, headings, body
