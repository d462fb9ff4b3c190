"""The frame of an article: title, teaser, notices, pointers to other stories, the related block."""

import re
from collections.abc import Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import CLOSING, FOOT, HEAD, MIDDLE, Notice, Ruling, Rulings
from newsgen.content.structure.notices import is_bare_name, is_lone_label, read_notice
from newsgen.content.structure.pointers import read_pointers, read_related
from newsgen.content.structure.teaser import read_teaser
from newsgen.language.arabic import fold, fold_words
from newsgen.language.written_dates import find_date, find_hijri_date

HEAD_LINES = 5  # filled lines around the title among which bare notices may stand
KICKER_LIMIT_WORDS = 4
_SECTIONS = vocabulary.SECTION_NAMES
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
    _read_notices(texts, body, rulings)
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
        notice = None if _is_followed_by_sentence(texts, rest) else read_notice(texts[index], HEAD)
        is_title = notice and notice.role == "caption" and "bracket" in notice.rule
        if notice and not is_title and rest:
            rulings[index] = Ruling(notice.role, notice.rule)
        elif len(rest) > 1 and _is_kicker_by_length(*(texts[i] for i in (index, *rest[:2]))):
            rulings[index] = Ruling("category", SHORT_LINE_ABOVE)
        elif (
            rest
            and not _is_followed_by_sentence(texts, rest)
            and _is_kicker(texts[index], texts[rest[0]])
        ):
            is_urgent = fold(texts[index]) in vocabulary.URGENT
            rule = "a section's name above the title"
            rulings[index] = Ruling("noise" if is_urgent else "category", rule)
        else:
            rulings[index] = Ruling("title", "the first line")
            return index
    if filled:
        rulings[filled[0]] = Ruling("title", "the first line")
        return filled[0]
    return None


def _is_followed_by_sentence(texts: Sequence[str], rest: Sequence[int]) -> bool:
    following = texts[rest[0]] if rest else ""
    return following.rstrip(CLOSING).endswith(".") and len(fold_words(following)) >= 8


def _is_kicker(text: str, following: str) -> bool:
    words = fold_words(text)
    if len(words) > KICKER_LIMIT_WORDS:
        return False
    parts = [part for part in re.split(r"\s*[|>/»›]\s*|\s+[-–]\s+|\s+و(?=ال)", text) if part]
    if len(parts) > 1:
        return _is_section(parts[0])
    return _is_section(text) and len(fold_words(following)) > len(words)


def _is_kicker_by_length(text: str, title: str, following: str) -> bool:
    """A few words, then a headline much longer, then a sentence."""
    sizes = [len(fold_words(one)) for one in (text, title, following)]
    is_headline = not title.rstrip(CLOSING).endswith((".", "،", ":")) and 7 <= sizes[1] <= 20
    is_sentence = following.rstrip(CLOSING).endswith(".") and sizes[2] >= 10
    return (
        sizes[0] <= 5
        and sizes[1] >= 1.6 * sizes[0]
        and is_headline
        and is_sentence
        and not read_notice(title, HEAD)
    )


def _is_section(text: str) -> bool:
    """«المناخ والبيئة»: section names only; «اقتصاد الحرب» is a headline."""
    words = [word.removeprefix("و") if word not in _SECTIONS else word for word in fold_words(text)]
    return 0 < len(words) <= 2 and all(word in _SECTIONS for word in words)


def _is_section_name(text: str) -> bool:
    """«اقتصاد», «أمن ومجتمع»: one section, or two joined by و."""
    parts = re.split(r"\s+و", text)
    return (
        len(text.split()) <= 3
        and all(_is_section(part) for part in parts)
        and text.isprintable()
        and not text.endswith(("؟", "!", ":"))
    )


def _read_notices(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
    """Notices from the head down, and from the foot up; in between only those with a label."""
    for order in (body, body[::-1]):
        is_at_foot = order is not body
        edge = HEAD_LINES
        for index in order:
            if index in rulings:
                continue
            where = (FOOT if is_at_foot else HEAD) if edge > 0 else MIDDLE
            notice = read_notice(texts[index], where)
            if edge > 0 and not is_at_foot and not notice and _is_section_name(texts[index]):
                notice = Notice("category", (texts[index],), "a section's name in the head")
            if edge > 0 and is_lone_label(texts[index]):
                _read_two_lines(texts, body, index, rulings)
            elif notice:
                rulings[index] = Ruling(notice.role, notice.rule)
            elif is_at_foot and edge <= 0:
                break  # the lines above were all seen on the way down
            else:
                edge = min(edge - 1, 2) if len(fold_words(texts[index])) < 20 else 0
        # A pointer or a title near the foot does not end it, a paragraph does.


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
        if index not in rulings and "date" in beside and is_bare_name(texts[index]):
            rule = "a name beside the date"
            rulings[index] = Ruling("author", rule, is_doubtful=True)


def _read_two_lines(
    texts: Sequence[str], body: Sequence[int], index: int, rulings: Rulings
) -> None:
    """A label alone on its line, and the value that the next line holds."""
    following = next((later for later in body if later > index), None)
    if following is None:
        return
    notice = read_notice(f"{texts[index].rstrip(': ')}: {texts[following]}", FOOT)
    if notice:
        rulings[index] = Ruling(notice.role, "a label alone on its line")
        rulings[following] = Ruling(notice.role, "what the label above announces")
