"""The values of reading a raw text: a line, its role, what it announces, and what ruled so."""

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


class Where(NamedTuple):
    """Whether a line stands in the head or foot of its text, where notices need less of a label.

    `trusts_plain_labels` is true where words that titles and sentences begin with as well, such as
    «تقرير: …» and «صور: …», announce something.
    """

    is_at_edge: bool
    is_at_foot: bool = False
    trusts_plain_labels: bool = False


TOP = Where(is_at_edge=True)  # above the title, or the title itself
HEAD = Where(is_at_edge=True, trusts_plain_labels=True)
FOOT = Where(is_at_edge=True, is_at_foot=True, trusts_plain_labels=True)


class Notice(NamedTuple):
    """What a line announces: its role, and its values, split where there are several."""

    role: Role
    values: tuple[str, ...]
    rule: str


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
