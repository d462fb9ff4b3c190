"""The frame of an article: title, teaser, notices, pointers to other stories, the related block."""

import re
from collections.abc import Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.edges import HEAD_LINES, is_section, read_notices
from newsgen.content.structure.lines import (
    CLOSING,
    HEAD,
    TOP,
    Notice,
    Ruling,
    Rulings,
    blank_lines_after,
)
from newsgen.content.structure.notices import is_bare_name, read_notice
from newsgen.content.structure.pointers import read_pointers, read_related
from newsgen.content.structure.teaser import read_teaser
from newsgen.language.arabic import fold, fold_words
from newsgen.language.labels import is_related_label
from newsgen.language.written_dates import find_date, find_hijri_date

KICKER_LIMIT_WORDS = 4
SHORT_LINE_ABOVE = "a short line above the title"


def read_frame(texts: Sequence[str], house_names: Sequence[str]) -> Rulings:
    """Rulings on all lines but the prose, by index."""
    filled = [index for index, text in enumerate(texts) if text]
    rulings: Rulings = {}
    title = _read_title(texts, filled, rulings)
    if title is None:
        return rulings
    body = [index for index in filled if index > title]
    _read_byline_below_title(texts, body, rulings)
    read_notices(texts, body, rulings)
    _read_names_beside_dates(texts, body, rulings)
    read_teaser(texts, body, rulings, house_names)
    read_related(texts, body, rulings)
    read_pointers(texts, body, rulings)
    return rulings


def title_of(texts: Sequence[str]) -> str:
    """The title of a text; "" for one without words."""
    index = _read_title(texts, [index for index, text in enumerate(texts) if text], {})
    return "" if index is None else texts[index]


def _read_title(texts: Sequence[str], filled: Sequence[int], rulings: Rulings) -> int | None:
    """The first line that announces nothing else; a short section name may stand before it."""
    for position, index in enumerate(filled[:HEAD_LINES]):
        rest = filled[position + 1 :]
        # What a sentence follows at once is its title, whatever else it looks like.
        notice = None if _is_followed_by_sentence(texts, rest) else read_notice(texts[index], TOP)
        is_title = notice and _is_title_nevertheless(texts[index], notice)
        is_short_above = _may_be_kicker(texts, (index, *rest))
        if notice and not is_title and rest:
            rulings[index] = Ruling(notice.role, notice.rule)
        elif (
            rest
            and fold(texts[index]) in vocabulary.INVOCATIONS
            and not _is_followed_by_sentence(texts, rest)
        ):
            rulings[index] = Ruling("noise", "the basmala above the title")
        elif is_short_above and _opens_with_byline(texts, rest[2:]):
            rulings[index] = Ruling("category", SHORT_LINE_ABOVE, is_doubtful=True)
        elif (
            rest
            and not _is_followed_by_sentence(texts, rest)
            and _is_kicker(texts[index], texts[rest[0]])
        ):
            is_urgent = fold(texts[index]) in vocabulary.URGENT
            rule = "a section's name above the title"
            rulings[index] = Ruling("noise" if is_urgent else "category", rule)
        else:
            is_near = is_short_above and blank_lines_after(texts, index) > 0
            rulings[index] = Ruling("title", "the first line", is_doubtful=is_near)
            return index
    if filled:
        rulings[filled[0]] = Ruling("title", "the first line")
        return filled[0]
    return None


def _is_title_nevertheless(text: str, notice: Notice) -> bool:
    """True for a title that ends in brackets, and for a year: «1984»."""
    is_bracketed = notice.role == "caption" and "bracket" in notice.rule
    return is_bracketed or bool(re.fullmatch(r"\d{4}", text))


def _is_followed_by_sentence(texts: Sequence[str], rest: Sequence[int]) -> bool:
    following = texts[rest[0]] if rest else ""
    return following.rstrip(CLOSING).endswith(".") and len(fold_words(following)) >= 8


def _is_kicker(text: str, following: str) -> bool:
    words = fold_words(text)
    if len(words) > KICKER_LIMIT_WORDS:
        return False
    parts = [part for part in re.split(r"\s*[|>/»›]\s*|\s+[-–]\s+|\s+و(?=ال)", text) if part]
    if len(parts) > 1:
        return is_section(parts[0]) and fold(parts[0]) not in vocabulary.PLAIN_LABELS
    return is_section(text) and len(fold_words(following)) > len(words)


def _may_be_kicker(texts: Sequence[str], lines: Sequence[int]) -> bool:
    """A few words, then a headline much longer, then a sentence: a kicker, or a short title."""
    if len(lines) < 3:
        return False
    text, title, following = (texts[index] for index in lines[:3])
    sizes = [len(fold_words(one)) for one in (text, title, following)]
    is_headline = not title.rstrip(CLOSING).endswith((".", "،", ":")) and 7 <= sizes[1] <= 20
    is_sentence = following.rstrip(CLOSING).endswith(".") and sizes[2] >= 10
    return (
        sizes[0] <= 5
        and ":" not in text
        and sizes[1] >= 1.6 * sizes[0]
        and is_headline
        and is_sentence
        and not read_notice(title, TOP)
    )


def _opens_with_byline(texts: Sequence[str], rest: Sequence[int]) -> bool:
    """True if a byline or a date comes next: what stands above it is a title with its teaser."""
    notice = read_notice(texts[rest[0]], HEAD) if rest else None
    return notice is not None and notice.role in ("author", "date", "updated")


def _read_byline_below_title(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
    """«صدى المدينة - كريم بنعلي» right below the title: the paper and the writer."""
    if len(body) < 2:
        return
    parts = re.split(r"\s+[-–—|/]\s+", texts[body[0]])
    is_pair = len(parts) == 2 and all(
        2 <= len(part.split()) <= 3 and part.replace(" ", "").isalpha() for part in parts
    )
    following = texts[body[1]]
    is_dated = find_date(following) or find_hijri_date(following)
    if is_pair and (len(fold_words(following)) >= 15 or is_dated):
        rule = "a paper and a name below the title"
        rulings[body[0]] = Ruling("author", rule, is_doubtful=True)


def _read_names_beside_dates(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
    """Two or three words before or after the date, in the head of a text: who wrote it."""
    head = body[:HEAD_LINES]
    for position, index in enumerate(head):
        beside = {
            rulings[near].role
            for near in head[max(0, position - 1) : position + 2]
            if near in rulings
        }
        is_name = is_bare_name(texts[index]) and not is_related_label(texts[index])
        if index not in rulings and "date" in beside and is_name:
            rule = "a name beside the date"
            rulings[index] = Ruling("author", rule, is_doubtful=True)
