"""Markdown of strangers in pieces: what is code in it, its comments, its bare links, and the rest.

This is a first look, not the judge: where code lies in truth, only the Markdown library knows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from markdown.extensions.fenced_code import FencedBlockPreprocessor

Kind = Literal["text", "code", "comment", "link"]
DIVIDER = "<!-- -->"  # what newsgen itself has between two lists
_FENCE = FencedBlockPreprocessor.FENCED_BLOCK_RE
_MARK = re.compile(r"\\[\\`<]|`+|<!--|<https?://[^\s<>]+>", re.IGNORECASE)
_TICKS = re.compile("`+")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_INDENT = " " * 4
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)]) |\[\^|:")


class Piece(NamedTuple):
    """Some of a text; all its pieces together are the text."""

    kind: Kind
    text: str


def pieces(text: str, *, knows_indented: bool = True) -> Iterator[Piece]:
    """The text in pieces, in its order."""
    code = _Code(text)
    regions = sorted((*fences(text), *(_indented(text) if knows_indented else ())))
    start = at = number = 0
    kind: Kind
    found = _MARK.search(text)
    while True:
        if found and found.start() < at:
            found = _MARK.search(text, at)
        while number < len(regions) and regions[number][0] < at:
            number += 1
        region = regions[number] if number < len(regions) else None
        if region and (not found or region[0] <= found.start()):
            kind, (begin, end) = "code", region
        elif not found:
            break
        else:
            begin = found.start()
            kind, end = _marked(text, found, code)
        if kind != "text":
            yield Piece("text", text[start:begin])
            yield Piece(kind, text[begin:end])
            start = end
        at = end
    yield Piece("text", text[start:])


def _marked(text: str, found: re.Match[str], code: "_Code") -> tuple[Kind, int]:
    """What a mark begins, and where that ends."""
    mark = found[0]
    if mark.startswith("`") and (end := code.end_of(found)):
        return "code", end
    if mark == "<!--" and code.last_comment_end > found.end():
        end = text.index("-->", found.end()) + 3
        return ("code" if text[found.start() : end] == DIVIDER else "comment"), end
    is_link = mark.startswith("<") and mark.endswith(">")
    return ("link" if is_link else "text"), found.end()


class _Code:
    """Where the spans of code of a text end; found at once, so that no text takes long."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        self._blanks = [blank.start() for blank in _BLANK.finditer(text)]
        self.last_comment_end = text.rfind("-->")

    def end_of(self, opening: re.Match[str]) -> int:
        """The end of the code that begins with these backticks; 0 where its block ends before."""
        length = len(opening[0])
        closing = _next(self._runs[length], opening.start()) if length in self._runs else None
        blank = _next(self._blanks, opening.start())
        if closing is None or (blank is not None and blank < closing):
            return 0
        return closing + length


def _next(places: list[int], after: int) -> int | None:
    at = bisect_right(places, after)
    return places[at] if at < len(places) else None


def fences(text: str) -> Iterator[tuple[int, int]]:
    """Where the fenced blocks of code are, as the Markdown library finds them."""
    start = 0
    while fence := _FENCE.search(text, start):
        yield fence.start(), fence.end()
        start = max(fence.end(), start + 1)


def _indented(text: str) -> Iterator[tuple[int, int]]:
    """Blocks of lines that are indented as code, and belong to no list."""
    at = 0
    is_after_blank, is_in_list = True, False
    for line in text.splitlines(keepends=True):
        is_blank, is_indented = not line.strip(), line.startswith(_INDENT)
        if not is_blank and not is_indented:
            is_in_list = bool(_ITEM.match(line)) or (is_in_list and not is_after_blank)
        is_code = is_indented and not is_blank and is_after_blank and not is_in_list
        if is_code:
            yield at, at + len(line)
        is_after_blank = is_blank or is_code
        at += len(line)
