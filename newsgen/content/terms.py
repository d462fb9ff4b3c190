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
from newsgen.language.bodies import Body
from newsgen.language.body_parts import BodyParts, body_parts, text_of
from newsgen.words.config import PLACE_WEIGHTS

TERMS_KEPT = 40
ENOUGH, HEADINGS = 600, 300  # words of the body, characters of headings
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
    that stand there twice, which are a sixth of them. They are counted last, and of equally heavy
    stems the last are kept: what a text comes back to tells more.
    """
    headings = [heading for _, heading in body.headings]
    return _heaviest(title, summary, headings, text_of(body), weights)


def terms_of_read(
    title: str, summary: str, body: Body, weights: Sequence[float] = PLACE_WEIGHTS
) -> Terms:
    """The same, of a body that was just read: most tell their text."""
    if not body.shows_text:
        return terms_of(title, summary, body_parts(body), weights)
    headings = [section.heading for section in body.sections if section.id]
    return _heaviest(title, summary, headings, body.text, weights)


def _heaviest(
    title: str, summary: str, headings: Sequence[str], text: str, weights: Sequence[float]
) -> Terms:
    words = word_codes(text)[:ENOUGH]
    places = title, summary, " ".join(headings)[:HEADINGS]
    parts = (*map(word_codes, places), words[:OPENING])
    stems: defaultdict[int, float] = defaultdict(float)
    for part, weight in zip(parts, weights, strict=True):
        for word in part:
            stems[_stems[word]] += weight
    for word, times in Counter(words).items():
        if times > 1:
            stems[_stems[word]] += times * weights[-1]
    stems.pop(_NOTHING, None)
    heaviest = sorted(stems.items(), key=itemgetter(1))[-TERMS_KEPT:]
    kept = sorted([pair for pair in heaviest if pair[1]])
    # The weights are roots of the counts, so that their squares add up to all of these.
    unit = WEIGHT_UNIT**2 / (sum([count for _, count in kept]) or 1.0)
    return Terms(
        array("I", [name for name, _ in kept]).tobytes(),
        bytes([round(sqrt(count * unit)) or 1 for _, count in kept]),
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
