"""Headings, paragraphs and lists: told apart by how a line ends, how long it is, what follows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.content.structure.lines import Ruling
from newsgen.content.structure.lists import read_lists, read_turns, settle_runs
from newsgen.content.structure.looks import SHORT_WORDS, Prose, look
from newsgen.content.structure.wrapping import Unit

HEADING_LIMIT_WORDS = 22
UNBROKEN_LIMIT_WORDS = 28  # of a heading without a comma
QUESTION_LIMIT_WORDS = 26
DOUBTFUL_WORDS = range(15, 29)  # of a line without a full stop: a long heading, or a paragraph
# A year, a time of day or the number of a part.
_NUMBER = re.compile(r"[(\[]?[\d٠-٩]{1,4}(?:[:.][\d٠-٩]{2})?[)\]]?[.:\-–]?")


def read_prose(found: Sequence[Unit], texts: Sequence[str]) -> dict[int, Ruling]:
    """Rulings on all lines of prose, by index."""
    prose = [look(unit) for unit in found]
    known = {**read_turns(prose), **read_lists(prose)}
    style = _style(prose)
    verdicts: list[Ruling] = []
    for position, one in enumerate(prose):
        if position in known:
            verdicts.append(known[position])
            continue
        after = (prose[p] for p in range(position + 1, len(prose)) if not _is_item(known, p))
        setting = _Setting(next(after, None), _is_item(known, position + 1), style)
        verdicts.append(_verdict(one, setting))
    settle_runs(prose, verdicts, texts)
    return dict(_spread(prose, verdicts))


def _is_item(known: Mapping[int, Ruling], position: int) -> bool:
    return position in known and known[position].role == "list"


class _Style(NamedTuple):
    """What a whole text does: whether it ends paragraphs with stops, whether it has any."""

    has_stops: bool
    has_paragraphs: bool


def _style(prose: Sequence[Prose]) -> _Style:
    long = [one for one in prose if one.size >= 14]
    stopped = sum(one.ending in ("stop", "question") for one in long)
    return _Style(
        has_stops=stopped * 3 >= len(long) and stopped > 0,
        has_paragraphs=any(
            one.ending == "stop" or one.opens_prose or one.size > 22 for one in prose
        ),
    )


class _Setting(NamedTuple):
    """Where a unit stands: the next unit that is no list item, and the style of the whole."""

    following: Prose | None
    is_before_list: bool
    style: _Style


def _verdict(one: Prose, setting: _Setting) -> Ruling:
    if _is_number_above_text(one, setting):
        return Ruling("heading", "a number alone, and text follows")
    for rule, applies in _PARAGRAPH_RULES:
        if applies(one, setting):
            is_near = rule == "too long for a heading" and one.size <= DOUBTFUL_WORDS.stop
            is_short = one.opens_prose and one.ending == "none" and one.size <= SHORT_WORDS
            return Ruling("paragraph", rule, is_doubtful=is_near or is_short)
    is_long = one.size in DOUBTFUL_WORDS and one.ending == "none"
    return Ruling("heading", "no full stop, and text follows", is_doubtful=is_long)


def _is_number_above_text(one: Prose, setting: _Setting) -> bool:
    following = setting.following
    has_text = following is not None and any(word.isalpha() for word in following.words)
    return bool(_NUMBER.fullmatch(one.text)) and has_text and not setting.is_before_list


def _is_short_and_marked(one: Prose) -> bool:
    """A short question, or a short quotation: both may head an answer or an account."""
    is_question = one.ending == "question" and one.size <= 2 * SHORT_WORDS
    return is_question or (one.is_quoted and one.size <= SHORT_WORDS and not one.commas)


def _leads_in(one: Prose, setting: _Setting) -> bool:
    """True for a line with a colon at its end, unless it is the short label of what follows."""
    following = setting.following
    is_short = one.size <= (6 if setting.is_before_list else 4)
    is_label = is_short and not one.opens_prose and not (following and following.is_quoted)
    is_followed = setting.is_before_list or following is not None
    return one.ending == "colon" and not (is_label and is_followed)


def _heads_nothing(_: Prose, setting: _Setting) -> bool:
    is_last = setting.following is None and not setting.is_before_list
    return is_last and setting.style.has_paragraphs


def _is_quotation(one: Prose, setting: _Setting) -> bool:
    return one.is_quoted and (one.size > SHORT_WORDS or setting.following is None)


def _is_too_long(one: Prose, setting: _Setting) -> bool:
    """Too many words; where a text ends nothing with a full stop, few are too many."""
    if one.ending == "question":
        return one.size > QUESTION_LIMIT_WORDS
    if setting.style.has_stops or not setting.style.has_paragraphs:
        return one.size > (HEADING_LIMIT_WORDS if one.commas else UNBROKEN_LIMIT_WORDS)
    following = setting.following
    is_followed_by_less = following is not None and following.size < 1.5 * one.size
    return one.size > 10 or (one.size > 4 and is_followed_by_less)


# The first rule that applies makes a line a paragraph; a line that none applies to is a heading.
_PARAGRAPH_RULES: tuple[tuple[str, Callable[[Prose, _Setting], bool]], ...] = (
    ("ends with a full stop", lambda one, _: one.ending == "stop"),
    ("ends in the middle of a sentence", lambda one, _: one.ending == "comma"),
    ("leads in to what follows", _leads_in),
    ("holds no Arabic word", lambda one, _: not any("ء" <= letter <= "ي" for letter in one.text)),
    ("nothing follows that it could head", _heads_nothing),
    (
        "opens like a sentence of a report",
        lambda one, _: one.opens_prose and not _is_short_and_marked(one),
    ),
    ("a quotation from end to end", _is_quotation),
    (
        "holds a full sentence",
        lambda one, _: one.has_inner_end and one.size > 10 and one.ending != "question",
    ),
    (
        "holds several clauses",
        lambda one, _: one.commas > 2 or (one.commas == 2 and one.size > 14),
    ),
    ("too long for a heading", _is_too_long),
)


def _spread(prose: Sequence[Prose], verdicts: Sequence[Ruling]) -> Iterator[tuple[int, Ruling]]:
    for one, ruling in zip(prose, verdicts, strict=True):
        first, *others = one.unit.indices
        runs_on = bool(others) and ruling.role == "heading"
        yield first, Ruling("paragraph", "several lines that run on") if runs_on else ruling
        for index in others:
            yield index, Ruling("wrapped", "goes on with the line before it")
