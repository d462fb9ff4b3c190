"""The values of reading a raw text: a line, its role, and the ruling that gave it."""

from typing import Literal, NamedTuple

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
