r"""Links to other stories in a body: «[[title]]» and «[[title|shown text]]».

A pure scanner over Markdown. It leaves out what Markdown takes literally: code spans, fenced and
indented code, HTML tags, and what a backslash escapes. A link stands on one line. Its title may
hold a single bracket, and a bar as «\|».
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})([^\n]*)")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LINK = re.compile(r"\[\[(?![\^\[])((?:\\.|(?!\[\[|\]\])[^\n\\])+)\]\](?![(\[\]])")
_TAG = re.compile(r"<(?:!--[^\n]*?-->|/?[A-Za-z][^<>\n]*>)")
_BARE_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TICKS = re.compile(r"`+")


class WikiLink(NamedTuple):
    """A link and where it stands: `text[start:end]` is «[[…]]».

    `shown` is the target where no other text is given.
    """

    start: int
    end: int
    target: str
    shown: str


def wiki_links(text: str) -> Iterator[WikiLink]:
    """The links of a Markdown text, in order. Any text will do."""
    for start, end in _paragraphs(text):
        yield from _links(text, start, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines between blank lines and code blocks, as start and end."""
    fence = ""
    start = end = at = 0
    for line in text.split("\n"):
        mark = _FENCE.fullmatch(line)
        if fence:
            is_closed = mark and mark[2].startswith(fence) and not mark[3].strip()
            fence = "" if is_closed else fence
            start = end = at + len(line) + 1
        elif mark and not (mark[2][0] == "`" and "`" in mark[3]):
            yield start, end
            fence = mark[2]
            start = end = at + len(line) + 1
        elif not line.strip() or (start == end and _INDENTED.match(line)):
            yield start, end
            start = end = at + len(line) + 1
        else:
            end = at + len(line)
        at += len(line) + 1
    yield start, end


def _links(text: str, start: int, end: int) -> Iterator[WikiLink]:
    closings = _closings(text, start, end)
    at = start
    while at < end:
        sign = text[at]
        found: re.Match[str] | None = None
        if sign == "\\":
            at += 2
            continue
        if sign == "`":
            ticks = _TICKS.match(text, at, end)
            opened = ticks.end() if ticks else at + 1
            closing = closings.get(opened - at, [])
            after = bisect_right(closing, opened)
            at = closing[after] if after < len(closing) else opened
            continue
        if sign == "[":
            is_image = at > start and text[at - 1] == "!"
            found = None if is_image else _LINK.match(text, at, end)
            link = _read(found) if found else None
            if link:
                yield link
        elif sign == "<":
            found = _TAG.match(text, at, end)
        at = found.end() if found else at + 1


def _closings(text: str, start: int, end: int) -> dict[int, list[int]]:
    """Where runs of backticks end, by their length."""
    found: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text, start, end):
        found.setdefault(run.end() - run.start(), []).append(run.end())
    return found


def _read(found: re.Match[str]) -> WikiLink | None:
    bar = _BARE_BAR.search(found[1])
    target = found[1][: bar.end() - 1] if bar else found[1]
    shown = found[1][bar.end() :] if bar else ""
    target, shown = _ESCAPED.sub(r"\1", target).strip(), _ESCAPED.sub(r"\1", shown).strip()
    return WikiLink(found.start(), found.end(), target, shown or target) if target else None
