"""What each line of a raw article is: title, summary, heading, paragraph, pointer, related.

The text has no markup, so the signals are those an editor would name: how a line ends, how long it
is, what follows it. Each line carries the rule that decided it, for `newsgen import --explain`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from newsgen.language.arabic import clean, fold, fold_words
from newsgen.language.labels import is_related_label, is_see_also_label, see_also

Role = Literal[
    "blank", "title", "summary", "heading", "paragraph", "see-also", "related-label", "related"
]

HEADING_LIMIT_WORDS = 14
SHORT_WORDS = 9
RELATED_LIMIT = 8  # titles after a bare see-also label; more of them are an article
_CLOSING = "\"'»”’)]}"
_FULL_STOPS = (".", "…", "،", "؛", ":", ",", ";", "-")
_ANY_STOP = re.compile(r"[.!؟?…](?=\s|$)")
_QUOTED = re.compile(r'^["«“].*["»”]$')
# A sentence of a report often opens with و and one of these verbs; a headline hardly ever does.
_REPORTING = frozenset(
    fold(f"و{verb}")
    for verb in (
        "قال قالت أضاف أضافت أوضح أوضحت أكد أكدت ذكر ذكرت أشار أشارت تابع تابعت صرح صرحت "
        "أعلن أعلنت كتب كتبت نقل نقلت لفت لفتت رأى اعتبر أفاد أفادت شدد شددت"
    ).split()
)


class Line(NamedTuple):
    """A line of a seed: its number from 1, its clean text, what it was taken for, and why."""

    number: int
    text: str
    role: Role
    rule: str


def read_structure(text: str) -> tuple[Line, ...]:
    """Every line of a raw text with its role, blank lines included."""
    lines = [line.strip() for line in clean(text).split("\n")]
    return tuple(_classify(lines))


def _classify(lines: Sequence[str]) -> Iterator[Line]:
    filled = [index for index, line in enumerate(lines) if line]
    title = filled[0] if filled else -1
    body_start = _end_of_head(lines, filled)
    related_from = _related_start(lines, filled)
    is_title_due = False
    for index, line in enumerate(lines):
        number = index + 1
        if not line:
            yield Line(number, line, "blank", "empty")
        elif index == title:
            yield Line(number, line, "title", "first line")
        elif index < body_start:
            yield Line(number, line, "summary", "second line, set off from the body")
        elif index == related_from:
            yield Line(number, line, "related-label", "a related label, alone on its line")
        elif related_from is not None and index > related_from:
            yield Line(number, line, "related", "a line after the related label")
        elif is_title_due:
            is_title_due = False
            yield Line(number, line, "see-also", "the title that the label above announces")
        elif pointer := see_also(line):
            is_title_due = not pointer.title
            yield Line(number, line, "see-also", "starts with a see-also label and a colon")
        elif is_see_also_label(line):
            is_title_due = True
            yield Line(number, line, "see-also", "a see-also label, alone on its line")
        else:
            role, rule = _heading_or_paragraph(line, _next_prose(lines, index))
            yield Line(number, line, role, rule)


def _end_of_head(lines: Sequence[str], filled: Sequence[int]) -> int:
    """The index at which the body starts: after a second line that is a teaser."""
    if len(filled) < 2:
        return 0
    second = filled[1]
    following = filled[2] if len(filled) > 2 else second
    is_set_off = following - second > 1 and second - filled[0] == 1
    line = lines[second]
    is_sentence = _ends_like_prose(line) or bool(_ANY_STOP.search(line[:-1]))
    is_teaser = is_sentence and not see_also(line) and not is_related_label(line)
    return second + 1 if is_teaser and (is_set_off or len(filled) > 2) and following > second else 0


def _related_start(lines: Sequence[str], filled: Sequence[int]) -> int | None:
    """The index of the related label; a see-also label is one when only titles close the text."""
    labels = [index for index in filled[1:] if is_related_label(lines[index])]
    if labels:
        return labels[-1]
    for index in filled[1:][-RELATED_LIMIT - 1 : -2]:
        following = (lines[later] for later in filled if later > index)
        if is_see_also_label(lines[index]) and all(map(_is_title, following)):
            return index
    return None


def _is_title(line: str) -> bool:
    return not (_ends_like_prose(line) or see_also(line) or is_see_also_label(line))


def _next_prose(lines: Sequence[str], index: int) -> str:
    """The next line that is not blank nor a pointer; "" at the end of the article."""
    is_title_due = False
    for line in filter(None, lines[index + 1 :]):
        if is_related_label(line):
            return ""
        if is_title_due:
            is_title_due = False
        elif is_see_also_label(line):
            is_title_due = True
        elif not see_also(line):
            return line
    return ""


class _Prose(NamedTuple):
    """A line of the body, with what its rules look at. `following` is the next such line, or ""."""

    line: str
    words: list[str]
    following: str


# The first rule that applies makes a line a paragraph; a line that none applies to is a heading.
_PARAGRAPH_RULES: tuple[tuple[str, Callable[[_Prose], bool]], ...] = (
    ("ends with a full stop", lambda prose: _ends_like_prose(prose.line)),
    ("nothing follows that it could head", lambda prose: not prose.following),
    ("starts with a reporting verb", lambda prose: bool(_REPORTING & {*prose.words[:1]})),
    (
        "a quotation from end to end",
        lambda prose: bool(_QUOTED.match(prose.line)) and len(prose.words) > SHORT_WORDS,
    ),
    (
        "holds a full sentence",
        lambda prose: bool(_ANY_STOP.search(prose.line[:-1])) and len(prose.words) > SHORT_WORDS,
    ),
    (
        "long, and no paragraph follows",
        lambda prose: (
            len(prose.words) > HEADING_LIMIT_WORDS and not _ends_like_prose(prose.following)
        ),
    ),
    ("too long for a heading", lambda prose: len(prose.words) > 2 * HEADING_LIMIT_WORDS),
)


def _heading_or_paragraph(line: str, following: str) -> tuple[Role, str]:
    prose = _Prose(line, fold_words(line), following)
    for rule, applies in _PARAGRAPH_RULES:
        if applies(prose):
            return "paragraph", rule
    return "heading", "no final stop, and text follows"


def _ends_like_prose(line: str) -> bool:
    return line.rstrip(_CLOSING + " ").endswith(_FULL_STOPS)
