"""What an article is about, in 40 stems: how related stories find each other.

A stem is told by the CRC-32 of its letters, so that it has the same name in every process and run
without a dictionary of all stems. Among a million stems, one in two thousand shares its name with
another, which harms nothing.
"""

from array import array
from collections import Counter, defaultdict
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

from newsgen.language.arabic import STOP_WORDS, fold_words, stem
from newsgen.language.markup import Body

TERMS_WANTED, TERMS_KEPT = 24, 40
BEGINNING = 1500  # characters: some 250 words, what a reader sees first
WEIGHT_UNIT = 255  # the weight of a stem that stands alone
_TITLE_WEIGHT, _SUMMARY_WEIGHT, _HEADING_WEIGHT = 4, 2, 2
_REMEMBERED_TOKENS = 40_000


class Terms(NamedTuple):
    """The heaviest stems of an article: `ids`, 4 bytes each in ascending order, and their
    `weights`, a byte each: a vector of length `WEIGHT_UNIT`. `word_count` counts the body.
    """

    ids: bytes
    weights: bytes
    word_count: int


class _Tokens(dict[str, tuple[int, ...]]):
    """What stands between two spaces → its stems that carry meaning; nearly always one or none.

    News is written in the same words over and over; when it is full it starts afresh.
    """

    def __missing__(self, token: str) -> tuple[int, ...]:
        found = tuple(
            [
                term_id(stem(word))
                for word in fold_words(token)
                if len(word) > 1 and word not in STOP_WORDS
            ]
        )
        if len(self) >= _REMEMBERED_TOKENS:
            self.clear()
        self[token] = found
        return found


_TOKENS = _Tokens()


def term_id(name: str) -> int:
    """31 bits: the upper half of the names is left to tags."""
    return crc32(name.encode()) & 0x7FFF_FFFF


def terms_of(title: str, summary: str, body: Body) -> Terms:
    """The stems of an article with how often they stand there, weighed by where they stand.

    News tells first what it is about: of the body, its headings and its beginning are looked at.
    """
    tally: defaultdict[int, int] = defaultdict(int)
    beginning = Counter(body.text[:BEGINNING].split())
    for token, times in beginning.items():
        for name in _TOKENS[token]:
            tally[name] += times
    for text, weight in (
        (title, _TITLE_WEIGHT),
        (summary, _SUMMARY_WEIGHT),
        (" ".join(body.headings), _HEADING_WEIGHT),
    ):
        for token in text.split():
            for name in _TOKENS[token]:
                tally[name] += weight
    heaviest = [(-count, name) for name, count in tally.items() if count > 1]
    if len(heaviest) < TERMS_WANTED:
        heaviest = [(-count, name) for name, count in tally.items()]
    heaviest.sort()
    kept = sorted([(name, 1 + log(-count)) for count, name in heaviest[:TERMS_KEPT]])
    length = sqrt(sum([weight * weight for _, weight in kept])) or 1.0
    return Terms(
        array("I", [name for name, _ in kept]).tobytes(),
        bytes([max(1, round(weight / length * WEIGHT_UNIT)) for _, weight in kept]),
        body.text.count(" ") + 1 if body.text else 0,
    )
