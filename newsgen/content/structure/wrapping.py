"""Paragraphs that an old editor broke into lines of about one width."""

from collections.abc import Sequence
from typing import NamedTuple

from newsgen.content.structure.lines import CLOSING

WIDTH_LETTERS = range(38, 101)  # of wrapped lines; longer ones were not broken by an editor
SLACK_LETTERS = 13  # a line this much shorter than the width could have taken the next word
FULL_LINES = 3
FULL_SHARE = 0.3  # of all lines; the others are headings, items and the ends of paragraphs


class Unit(NamedTuple):
    """A line of prose, or the lines of one wrapped paragraph, by index; and its whole text."""

    indices: tuple[int, ...]
    text: str


def units(
    texts: Sequence[str], indices: Sequence[int], indented: frozenset[int] = frozenset()
) -> tuple[Unit, ...]:
    """The prose lines at `indices`, wrapped ones joined. An indented line starts a paragraph."""
    if len(indented) * 2 > len(indices):
        indented = frozenset()
    width = _width([texts[index] for index in indices])
    found: list[list[int]] = []
    for index in indices:
        previous = found[-1][-1] if found else -2
        goes_on = width and index == previous + 1 and index not in indented
        if goes_on and _runs_on(texts[previous], texts[index], width):
            found[-1].append(index)
        else:
            found.append([index])
    return tuple(Unit(tuple(run), " ".join(texts[index] for index in run)) for run in found)


def _width(lines: Sequence[str]) -> int:
    """The width at which a text was broken; 0 for one that was not.

    Broken lines end near one width in the middle of a sentence, and hardly any is longer.
    """
    lengths = sorted((len(line) for line in lines), reverse=True)
    if len(lengths) < FULL_LINES + 1:
        return 0
    width = lengths[len(lengths) // 12]
    if width not in WIDTH_LETTERS:
        return 0
    full = [line for line in lines if width - SLACK_LETTERS < len(line) <= width + 4]
    open_ended = [line for line in full if not line.rstrip(CLOSING).endswith((".", "؟", "!", ":"))]
    is_broken = len(open_ended) >= FULL_LINES and len(open_ended) >= 0.6 * len(full)
    return width if is_broken and len(full) >= FULL_SHARE * len(lines) else 0


def _runs_on(line: str, following: str, width: int) -> bool:
    """True if a line is full and its sentence goes on in the next."""
    first_word = following.split(" ", 1)[0]
    had_room = len(line) + 1 + len(first_word) <= width - 4
    is_ended = line.rstrip(CLOSING).endswith((".", "؟", "!", ":"))
    if not is_ended and len(line) > 0.62 * width and following.endswith("."):
        return True  # a sentence ends in the line below
    is_short = len(following) < 0.6 * width and not following.endswith(".")
    if is_short and (is_ended or following.endswith(("؟", "?"))):
        return False  # a heading
    starts_anew = following.startswith(("«", '"', "- ", "• "))
    return not had_room and not (is_ended and (starts_anew or len(line) < width - 6))
