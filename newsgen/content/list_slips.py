"""List items and their paragraphs that Markdown takes for something else than they look like.

What belongs to an item is indented by four spaces. Two or three, as other tools want it, make an
inner item one of the outer list, and end the list at a paragraph.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ITEM = re.compile(r"( {0,3})(?:[-*+]|[0-9]+\.) +\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class ListSlip(NamedTuple):
    """A line and what becomes of it: "item" for one of the outer list, "paragraph" for one that
    ends the list.
    """

    line: int
    column: int
    becomes: str


def list_slips(body: str, first_line: int) -> Iterator[ListSlip]:
    """Those of a body that begins on this line of its file."""
    base: int | None = None  # the indentation of the list that is open
    fence = ""
    is_after_blank = False
    for number, line in enumerate(body.split("\n"), first_line):
        opened = _FENCE.match(line)
        if fence or opened:
            mark = opened[1] if opened else ""
            if not fence:
                fence, base = mark, None
            elif mark.startswith(fence):
                fence = ""
            continue
        if not line.strip():
            is_after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        if item := _ITEM.match(line):
            if base is None:
                base = indent
            elif indent > base:
                yield ListSlip(number, indent + 1, "item")
            base = min(base, len(item[1]))
        elif base is not None and is_after_blank:
            if base < indent < 4:
                yield ListSlip(number, indent + 1, "paragraph")
            if indent < 4:
                base = None
        is_after_blank = False
