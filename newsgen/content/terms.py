"""What an article is about, in 40 stems: how related stories find each other.

A stem is told by the CRC-32 of its letters, so that it has the same name in every process and run
without a dictionary of all stems. Among a million stems, one in two thousand shares its name with
another, which harms nothing.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import sqrt
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

from newsgen.language.arabic import STOP_WORDS, stem, word_codes, word_of
from newsgen.language.body_parts import BodyParts, text_of
from newsgen.words.config import PLACE_WEIGHTS

TERMS_KEPT = 40
ENOUGH, HEADINGS = 4000, 300  # characters of body and headings: some 600 words and 45
OPENING = 30  # words with which a body begins, and tells what it is about
WEIGHT_UNIT = 255  # the weight of a stem that stands alone
_REMEMBERED = 1 << 16  # words, for a newspaper has many; at most some 8 MB
_NOTHING = 0  # the stem of words without a meaning


class Terms(NamedTuple):
    """The heaviest stems of an article: `ids`, 4 bytes each in ascending order, and their
    `weights`, a byte each: a vector of length `WEIGHT_UNIT`.
    """

    ids: bytes
    weights: bytes


def term_id(name: str) -> int:
    """31 bits: the upper half of the names is left to tags."""
    return crc32(name.encode()) & 0x7FFF_FFFF


def terms_of(
    title: str, summary: str, body: BodyParts, weights: Sequence[float] = PLACE_WEIGHTS
) -> Terms:
    """The stems of an article with how often they stand there, weighed by where they stand:
    `weights` are those of title, summary, headings and body.

    What a body is about it says again and again: of its words after the opening only those count
    that stand there twice, which are a sixth of them, and quickly counted. They are counted
    last, and of equally heavy stems the last are kept: what a text comes back to tells more.
    """
    headings = " ".join([heading for _, heading in body.headings])[:HEADINGS]
    words = word_codes(text_of(body, ENOUGH)[:ENOUGH])
    parts = (*map(word_codes, (title, summary, headings)), words[:OPENING])
    stems: defaultdict[int, float] = defaultdict(float)
    for part, weight in zip(parts, weights, strict=True):
        for word in part:
            stems[_stems[word]] += weight
    seen: set[bytes] = set()
    see = seen.add
    again = [word for word in words if word in seen or see(word)]  # `see` gives None
    for word, times in Counter(again).items():
        stems[_stems[word]] += (times + 1) * weights[-1]
    stems.pop(_NOTHING, None)
    heaviest = sorted(stems.items(), key=itemgetter(1))[-TERMS_KEPT:]
    kept = sorted([(name, sqrt(count)) for name, count in heaviest if count])
    length = sqrt(sum([weight * weight for _, weight in kept])) or 1.0
    return Terms(
        array("I", [name for name, _ in kept]).tobytes(),
        bytes([max(1, round(weight / length * WEIGHT_UNIT)) for _, weight in kept]),
    )


class _Stems(dict[bytes, int]):
    """The stems of words that were met, by their numbers: most words of a text were met before."""

    def __missing__(self, code: bytes) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = word_of(code)
        is_told = len(word) > 1 and word not in STOP_WORDS
        self[code] = found = term_id(stem(word)) if is_told else _NOTHING
        return found


_stems = _Stems()
