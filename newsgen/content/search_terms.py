"""What the search finds an article by: every stem of it, in the weightiest place where it stands.

A stem is told by the CRC-32 of its letters, which a browser works out as well, so that there is no
dictionary. Of 100,000 stems, one pair or two share a number, which harms nothing.
"""

from array import array
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from newsgen.language.arabic import STOP_WORDS, stem, word_codes, word_of
from newsgen.language.body_parts import BodyParts, text_of
from newsgen.language.labels import Pointer

WORDS_KEPT = 1 << 16


class Names(NamedTuple):
    """What an article is found by besides its body: `names` are its category, tags, authors and
    story.
    """

    title: str
    summary: str
    names: tuple[str, ...]


class SearchTerms(NamedTuple):
    """The numbers of the stems of an article, 4 bytes each in ascending order, in three places:
    title; summary, headings and names; text. No stem stands in two.
    """

    title: bytes = b""
    heads: bytes = b""
    text: bytes = b""


class _Numbers(dict[bytes, int]):
    """The numbers of the stems of words; 0 for a word that tells nothing."""

    def __missing__(self, code: bytes) -> int:
        if len(self) >= WORDS_KEPT:
            self.clear()
        word = word_of(code)
        is_silent = len(word) < 2 or word in STOP_WORDS
        self[code] = number = 0 if is_silent else term_number(stem(word))
        return number


_numbers = _Numbers()


def term_number(name: str) -> int:
    """The 32 bits that a stem is called by."""
    return crc32(name.encode())


def forget_words() -> None:
    """Free what is remembered of words, when no more articles come."""
    _numbers.clear()


def search_terms(names: Names, body: BodyParts) -> SearchTerms:
    """The stems of an article. Titles that its text points to are no part of it."""
    own = body._replace(parts=tuple([one for one in body.parts if not isinstance(one, Pointer)]))
    headings = [heading for _, heading in body.headings]
    title = _numbers_of(names.title)
    heads = _numbers_of("\n".join((names.summary, *names.names, *headings))) - title
    text = _numbers_of(text_of(own)) - title - heads
    return SearchTerms(_packed(title), _packed(heads), _packed(text))


def numbers_in(packed: bytes) -> memoryview:
    """The numbers of one place."""
    return memoryview(packed).cast("I")


def _numbers_of(text: str) -> set[int]:
    found = set(map(_numbers.__getitem__, set(word_codes(text))))
    found.discard(0)
    return found


def _packed(numbers: Iterable[int]) -> bytes:
    return array("I", sorted(numbers)).tobytes()
