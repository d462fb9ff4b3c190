"""The values of reading a raw text: a line, its role, and the ruling that gave it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

CLOSING = "\"'»”’)]} "  # what may stand after the sign that ends a sentence

Role = Literal[
    "blank",
    "title",
    "summary",
    "heading",
    "paragraph",
    "wrapped",
    "list",
    "see-also",
    "related-label",
    "related",
    "date",
    "updated",
    "author",
    "source",
    "category",
    "tags",
    "caption",
    "noise",
]


class Ruling(NamedTuple):
    """What a line was taken for, the rule that decided it, and whether to look again."""

    role: Role
    rule: str
    is_doubtful: bool = False


class Line(NamedTuple):
    """A line of a seed: its number from 1, its clean text, and its ruling."""

    number: int
    text: str
    role: Role
    rule: str
    is_doubtful: bool = False


Rulings = dict[int, Ruling]


def blank_lines_after(texts: Sequence[str], index: int) -> int:
    """How many blank lines follow a line."""
    after = index + 1
    while after < len(texts) and not texts[after]:
        after += 1
    return after - index - 1


def blank_lines_before(texts: Sequence[str], index: int) -> int:
    """How many blank lines stand before a line."""
    before = index - 1
    while before >= 0 and not texts[before]:
        before -= 1
    return index - before - 1
