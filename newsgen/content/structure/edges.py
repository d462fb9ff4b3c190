"""Notices where they stand: beside the title, at the end, or in the middle of a text.

In the middle only a label that hardly means anything else is one. What is ambiguous there is text:
an article must not lose a line to a guess.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newsgen.content.structure import vocabulary
from newsgen.content.structure.dated_lines import DATE_ALONE
from newsgen.content.structure.furniture import FURNITURE_AT_EDGE, NUMBER_ALONE, is_stopped
from newsgen.content.structure.lines import FOOT, HEAD, TOP, Notice, Ruling, Rulings, Where
from newsgen.content.structure.notices import (
    PERHAPS_BYLINE,
    is_lone_label,
    is_trusted,
    read_notice,
)
from newsgen.content.structure.pointers import is_bulleted, lines_of_stories
from newsgen.language.arabic import fold, fold_words
from newsgen.language.written_dates import find_date

SECTION_IN_HEAD = "a section's name in the head"
HEAD_LINES = 5  # filled lines around the title among which bare notices may stand
PROSE_WORDS = 8
DATE_LIMIT_LETTERS = 60  # of a line that is a date alone
# What is a guess unless nothing but notices parts the line from the title or the end.
_RULES_BESIDE_ENDS = frozenset(
    (
        "a category label",
        "a name and a city in the head or foot",
        "a byline in the head or foot",
        "an agency alone in the head or foot",
        "an initial and a name in the foot",
        "in square brackets in the head or foot",
        "keywords alone in the foot",
    )
)
_SECTIONS = vocabulary.SECTION_NAMES


class _Body(NamedTuple):
    """What stands below the title: its lines, and those that are other stories or headings."""

    texts: Sequence[str]
    filled: Sequence[int]
    pointers: frozenset[int]
    titles: frozenset[int]
    dated: frozenset[int]

    def after(self, index: int) -> int | None:
        """The next filled line."""
        position = bisect_right(self.filled, index)
        return self.filled[position] if position < len(self.filled) else None


def read_notices(texts: Sequence[str], filled: Sequence[int], rulings: Rulings) -> None:
    """Notices from the head down, and from the foot up; in between only those with a label."""
    stories = lines_of_stories(texts, filled)
    body = _Body(texts, filled, *stories, _dated_headings(texts, filled))
    _read_down(body, rulings)
    _read_up(body, rulings)


def _read_down(body: _Body, rulings: Rulings) -> None:
    edge = HEAD_LINES
    prose = 0  # lines of the article itself so far
    for index in body.filled:
        if index in rulings:
            continue
        is_beside_title = prose == 0 or (prose == 1 and _is_beside_notice(body, index, rulings))
        where = Where(edge > 0 or is_beside_title, trusts_plain_labels=is_beside_title)
        notice = _notice(body, index, where)
        if not notice and prose == 0 and _is_section_of_article(body, index):
            notice = Notice("category", (body.texts[index],), SECTION_IN_HEAD)
        if _rule(body, index, where, notice, rulings):
            continue
        is_short = len(fold_words(body.texts[index])) < 20
        edge = min(edge - 1, 1) if is_short else 0
        prose += index not in body.pointers


def _read_up(body: _Body, rulings: Rulings) -> None:
    edge = HEAD_LINES
    prose = 0
    stories = body.pointers | body.titles
    for index in reversed(body.filled):
        if index in rulings:
            continue
        where = Where(edge > 0, edge > 0, trusts_plain_labels=prose == 0)
        if _rule(body, index, where, _notice(body, index, where), rulings):
            continue
        if index in stories:
            continue  # other stories below an article are not its end
        if edge <= 0:
            return  # the lines above were all seen on the way down
        size = len(fold_words(body.texts[index]))
        edge = min(edge - 1, 2) if size < 20 else 0
        # A few words without a full stop may be a line of the page below the article.
        prose += size >= PROSE_WORDS or is_stopped(body.texts[index])


def _rule(body: _Body, index: int, where: Where, notice: Notice | None, rulings: Rulings) -> bool:
    """Rule on a line that announces something, and on the next if that holds the value."""
    text = body.texts[index]
    if where.is_at_edge and is_lone_label(text) and is_trusted(fold(text), where):
        return _read_two_lines(body, index, rulings)
    if notice:
        is_near = notice.rule == SECTION_IN_HEAD and _is_above_prose(body, index)
        is_doubtful = is_near or notice.rule == PERHAPS_BYLINE
        rulings[index] = Ruling(notice.role, notice.rule, is_doubtful)
    return notice is not None


def _read_two_lines(body: _Body, index: int, rulings: Rulings) -> bool:
    """A label alone on its line, and the value that the next line holds."""
    following = body.after(index)
    if following is None:
        return False
    notice = read_notice(f"{body.texts[index].rstrip(': ')}: {body.texts[following]}", FOOT)
    if notice:
        rulings[index] = Ruling(notice.role, "a label alone on its line")
        rulings[following] = Ruling(notice.role, "what the label above announces")
    return notice is not None


def _notice(body: _Body, index: int, where: Where) -> Notice | None:
    """What a line announces where it stands; None for what belongs to the text, or to a story."""
    if index in body.pointers or index in body.dated:
        return None
    is_title = index in body.titles
    if is_title:
        where = where._replace(trusts_plain_labels=False)
    notice = read_notice(body.texts[index], where)
    if notice is None or (is_title and notice.role == "caption"):
        return None  # «هبوط مركبة على القمر (فيديو)» is the title of a story
    if not where.trusts_plain_labels and notice.rule in _RULES_BESIDE_ENDS:
        return None
    if notice.rule == FURNITURE_AT_EDGE and _is_above_sentence(body, index):
        return None  # «تنبيه: الطريق مغلق»
    is_bare = notice.rule == NUMBER_ALONE or (notice.rule == DATE_ALONE and where.is_at_foot)
    return None if is_bare and _is_part_of_text(body, index) else notice


def _is_part_of_text(body: _Body, index: int) -> bool:
    """True for a number or date above prose, as its heading, or among others, as in a table."""
    position = bisect_left(body.filled, index)
    beside = body.filled[max(0, position - 1) : position + 2]
    is_row = sum(_is_number(body.texts[near]) for near in beside) > 1
    return is_row or _is_above_prose(body, index)


def _is_number(text: str) -> bool:
    notice = read_notice(text, HEAD)
    return notice is not None and notice.rule == NUMBER_ALONE


def _is_above_prose(body: _Body, index: int) -> bool:
    following = body.after(index)
    return (
        following is not None
        and following not in body.pointers
        and following not in body.titles
        and read_notice(body.texts[following], HEAD) is None
    )


def _is_above_sentence(body: _Body, index: int) -> bool:
    following = body.after(index)
    has_sentence = following is not None and is_stopped(body.texts[following])
    return has_sentence and _is_above_prose(body, index)


def _is_beside_notice(body: _Body, index: int, rulings: Rulings) -> bool:
    """True right below a notice, or right above one that needs no trust."""
    position = bisect_left(body.filled, index)
    above = rulings.get(body.filled[position - 1]) if position else None
    is_below = above is not None and above.role != "noise"
    following = body.after(index)
    return is_below or (
        following is not None and read_notice(body.texts[following], TOP) is not None
    )


def _dated_headings(texts: Sequence[str], filled: Sequence[int]) -> frozenset[int]:
    """Dates that head what happened on them; one below the title and after all others is not."""
    dates = {}
    for index, following in pairwise(filled):
        found = find_date(texts[index]) if len(texts[index]) <= DATE_LIMIT_LETTERS else None
        notice = read_notice(texts[index], HEAD) if found else None
        is_alone = notice is not None and notice.rule == DATE_ALONE
        if found and is_alone and read_notice(texts[following], HEAD) is None:
            dates[index] = found.iso[:10]
    first = next(iter(dates), 0)
    above = [texts[index] for index in filled if index < first]
    is_in_head = sum(read_notice(text, HEAD) is None for text in above) <= 1  # the teaser
    if dates and is_in_head and dates[first] == max(dates.values()):
        del dates[first]
        return frozenset(dates)
    return frozenset(dates) if len(dates) > 1 else frozenset()


def _is_section_of_article(body: _Body, index: int) -> bool:
    """True for a section's name, unless others like it head parts of the text."""
    return _is_section_name(body.texts[index]) and not any(
        _is_section_name(body.texts[later]) for later in body.filled if later > index
    )


def _is_section_name(text: str) -> bool:
    """«اقتصاد», «أمن ومجتمع»: one section, or two joined by و."""
    parts = re.split(r"\s+و", text)
    return (
        len(text.split()) <= 3
        and all(is_section(part) for part in parts)
        and text.isprintable()
        and not text.endswith(("؟", "!", ":"))
        and not is_bulleted(text)
    )


def is_section(text: str) -> bool:
    """«المناخ والبيئة»: section names only; «اقتصاد الحرب» is a headline."""
    words = [word.removeprefix("و") if word not in _SECTIONS else word for word in fold_words(text)]
    return 0 < len(words) <= 2 and all(word in _SECTIONS for word in words)
