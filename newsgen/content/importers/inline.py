"""Runs of words with their style → one paragraph of Markdown that shows exactly these words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from newsgen.language.markup import escape

BREAK = "\n"
_SPACES = re.compile(r"\s+")


class Run(NamedTuple):
    """Clean words of one style. `href` is an address that `links.safe_url` made; "" is no link.

    A run of `BREAK` alone ends a line.
    """

    text: str
    is_bold: bool = False
    is_italic: bool = False
    href: str = ""

    @property
    def style(self) -> tuple[bool, bool, str]:
        return self[1:]


def words_of(runs: Iterable[Run]) -> str:
    """What a reader reads of the runs, on one line."""
    return " ".join("".join(run.text for run in runs).split())


def paragraphs(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs, parted where two line ends meet, without empty lines."""
    lines: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == BREAK:
            breaks += 1
        elif run.text.strip() or not breaks:
            if breaks > 1 and lines:
                yield tuple(lines)
                lines = []
            elif breaks and lines:
                lines.append(Run(BREAK))
            breaks = 0
            lines.append(run)
    if words_of(lines):
        yield tuple(lines)


def paragraph(runs: Sequence[Run]) -> str:
    """One paragraph of Markdown; its lines stay lines."""
    return "  \n".join(filter(None, map(_line, _lines(runs))))


def flat(runs: Iterable[Run]) -> str:
    """The runs as Markdown on one line, for a heading or a cell."""
    joined = [run._replace(text=" ") if run.text == BREAK else run for run in runs]
    return _line(joined)


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    for is_break, line in groupby(runs, lambda run: run.text == BREAK):
        if not is_break:
            yield list(line)


def _line(runs: Sequence[Run]) -> str:
    spaced = _spaced(_joined(runs))
    return "".join(
        _link(href, "".join(_styled(list(group)))) if href else "".join(_styled(list(group)))
        for href, group in groupby(spaced, lambda run: run.href)
    ).strip()


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one style as one run, so that no escape is missed where two of them meet."""
    filled = (run for run in runs if run.text)
    for style, group in groupby(filled, lambda run: run.style):
        yield Run(_SPACES.sub(" ", "".join(run.text for run in group)), *style)


def _spaced(runs: Iterable[Run]) -> Iterator[Run]:
    """Spaces stand outside of style and links, one between two words."""
    ends_with_space = True
    for run in runs:
        core = run.text.strip()
        if run.text.startswith(" ") and not ends_with_space:
            yield Run(" ")
            ends_with_space = True
        if core:
            yield run._replace(text=core)
            ends_with_space = False
            if run.text.endswith(" "):
                yield Run(" ")
                ends_with_space = True


def _styled(runs: Sequence[Run]) -> Iterator[str]:
    """The runs of one link or of none; of two styled neighbours the second one stays plain."""
    has_mark = False
    for style, group in groupby(runs, lambda run: run.style):
        text = "".join(run.text for run in group)
        is_bold, is_italic, _ = style
        core = text.strip()
        is_apart = not has_mark or text.startswith(" ")
        mark = "**" * is_bold + "*" * is_italic if core and is_apart else ""
        before, after = " " * text.startswith(" "), " " * (text.endswith(" ") and bool(core))
        yield f"{before}{mark}{escape(core)}{mark[::-1]}{after}"
        has_mark = bool(mark) and not after


def _link(href: str, words: str) -> str:
    return f"[{words}]({href})"
