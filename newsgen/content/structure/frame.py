"""The frame of an article: title, teaser, notices, pointers to other stories, the related block."""

import re
from collections.abc import Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import Ruling
from newsgen.content.structure.notices import (
    FOOT,
    HEAD,
    MIDDLE,
    Notice,
    is_bare_name,
    is_lone_label,
    labelled_summary,
    read_notice,
)
from newsgen.language.arabic import fold, fold_words, stems, without_tashkeel
from newsgen.language.labels import is_related_label, is_see_also_label, related_title, see_also
from newsgen.language.written_dates import find_date

HEAD_LINES = 5  # filled lines around the title among which bare notices may stand
TEASER_LIMIT_WORDS = 60
TEASER_SHARE = 0.5  # of a teaser's stems that the paragraph after it repeats
KICKER_LIMIT_WORDS = 4
TITLE_LIMIT_WORDS = 24  # of a story named in a related block
POINTERS_LIMIT = 8
_CLOSING = "\"'»”’)]} "
_BULLET = re.compile(r"[•●▪◦‣·*\-–—٭»>]+\s*|\d+\s*[-.)]\s+")
_DATELINE = re.compile(
    r"[^\W\d]+(?:\s\w+){0,4}\s*[(][^()]{2,40}[)]\s*[-–—:]|[^\W\d]+(?:\s[^\W\d]+){0,2}\s*[-–—]{1,2}\s"
)

SHORT_BEFORE = "much shorter than the paragraphs, and before all of them"
SHORT_LINE_ABOVE = "a short line above the title"

Rulings = dict[int, Ruling]


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
    _read_teaser(texts, body, rulings, house_names)
    _read_related(texts, body, rulings)
    _read_pointers(texts, body, rulings)
    return rulings


def title_of(texts: Sequence[str]) -> str:
    """The title of a text; "" for one without words."""
    index = _read_title(texts, [index for index, text in enumerate(texts) if text], {})
    return "" if index is None else texts[index]


def starts_with_dateline(text: str) -> bool:
    """«القاهرة (وكالات) - …» opens a report."""
    return bool(_DATELINE.match(without_tashkeel(text)))


def _read_title(texts: Sequence[str], filled: Sequence[int], rulings: Rulings) -> int | None:
    """The first line that announces nothing else; a short section name may stand before it."""
    for position, index in enumerate(filled[:HEAD_LINES]):
        notice = read_notice(texts[index], HEAD)
        rest = filled[position + 1 :]
        is_title = notice and notice.role == "caption" and "bracket" in notice.rule
        if notice and not is_title and rest:
            rulings[index] = Ruling(notice.role, notice.rule)
        elif len(rest) > 1 and _is_kicker_by_length(*(texts[i] for i in (index, *rest[:2]))):
            rulings[index] = Ruling("category", SHORT_LINE_ABOVE)
        elif rest and _is_kicker(texts[index], texts[rest[0]]):
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
    is_headline = not title.rstrip(_CLOSING).endswith((".", "،", ":")) and 7 <= sizes[1] <= 20
    is_sentence = following.rstrip(_CLOSING).endswith(".") and sizes[2] >= 10
    return (
        sizes[0] <= 5
        and sizes[1] >= 1.6 * sizes[0]
        and is_headline
        and is_sentence
        and not read_notice(title, HEAD)
    )


def _is_section(text: str) -> bool:
    words = fold_words(text)
    return (
        bool(words)
        and all(
            word in vocabulary.SECTION_NAMES or word.removeprefix("و") in vocabulary.SECTION_NAMES
            for word in words[:1]
        )
        and len(words) <= 2
    )


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
    if is_pair and (len(fold_words(following)) >= 15 or find_date(following)):
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


def _read_teaser(
    texts: Sequence[str], body: Sequence[int], rulings: Rulings, house_names: Sequence[str]
) -> None:
    """The teaser, if the first line of prose is really one."""
    prose = [index for index in body if index not in rulings]
    if not prose:
        return
    first = prose[0]
    if labelled_summary(texts[first]):
        rulings[first] = Ruling("summary", "a label of a teaser")
        return
    rule = _why_teaser(texts, prose, rulings, house_names)
    if rule:
        rulings[first] = Ruling("summary", rule, is_doubtful=rule == SHORT_BEFORE)


def _why_teaser(
    texts: Sequence[str], prose: Sequence[int], rulings: Rulings, house_names: Sequence[str]
) -> str:
    first = prose[0]
    text = texts[first]
    words = len(fold_words(text))
    is_sentence = text.rstrip(_CLOSING).endswith((".", "؟", "!", "…")) or words >= 10
    is_other = (
        see_also(text)
        or is_see_also_label(text)
        or is_related_label(text)
        or starts_with_dateline(text)
        or words > TEASER_LIMIT_WORDS
    )
    if is_other or not is_sentence or words < 5 or len(prose) < 2:
        return ""
    if _promotes(text, house_names):
        return "ends by promoting the house"
    if starts_with_dateline(texts[prose[1]]):
        return "the report itself starts after it, with a dateline"
    following = next(
        (texts[index] for index in prose[1:4] if len(fold_words(texts[index])) > 14), ""
    )
    if following and _share(text, following) >= TEASER_SHARE:
        return "the paragraph after it repeats it"
    if _is_followed_by_byline(prose, rulings):
        return "the byline or the date comes after it"
    if _is_short_before(text, [texts[index] for index in prose[1:]]):
        return SHORT_BEFORE
    gaps = [_gap(texts, index) for index in prose[1:-1] if index + 1 < len(texts)]
    typical = sorted(gaps)[len(gaps) // 2] if gaps else 0
    if _gap(texts, first) > max(typical, 0) and (
        typical or _gap(texts, first) > 1 or len(gaps) > 2
    ):
        return "set off from the body by blank lines"
    return ""


def _is_followed_by_byline(prose: Sequence[int], rulings: Rulings) -> bool:
    between = [rulings[index].role for index in range(prose[0] + 1, prose[1]) if index in rulings]
    return bool({"author", "date", "updated"} & set(between))


def _is_short_before(text: str, others: Sequence[str]) -> bool:
    """A line of a few words before longer paragraphs, or right before the first heading."""
    size = len(fold_words(text))
    sizes = [len(fold_words(other)) for other in others]
    stopped = sorted(
        count
        for count, other in zip(sizes, others, strict=True)
        if other.rstrip(_CLOSING).endswith(".") or count > 14
    )
    typical = stopped[len(stopped) // 2] if stopped else 0
    is_headed = sizes[0] <= 12 and not others[0].rstrip(_CLOSING).endswith((".", ":"))
    if is_headed:
        return size <= 18 and typical >= size
    return size <= 16 and sizes[0] >= max(16, 1.3 * size) and typical >= 16


def _gap(texts: Sequence[str], index: int) -> int:
    """Blank lines after a line."""
    after = index + 1
    while after < len(texts) and not texts[after]:
        after += 1
    return after - index - 1


def _promotes(text: str, house_names: Sequence[str]) -> bool:
    key = fold(text)
    return any(key.endswith(f" {fold(name)}") for name in house_names if fold(name))


def _share(text: str, other: str) -> float:
    own = set(stems(text))
    return len(own & set(stems(other))) / len(own) if own else 0.0


def _read_related(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
    """Each related label with the titles after it."""
    for position, index in enumerate(body):
        if index in rulings:
            continue
        text = texts[index]
        if is_related_label(text):
            rulings[index] = Ruling("related-label", "a related label alone on its line")
            _take_titles(texts, body, position + 1, rulings)
        elif related_title(text):
            rulings[index] = Ruling("related", "a related label and a title")
        elif _closes_with_titles(texts, body, position, rulings):
            rulings[index] = Ruling("related-label", "a see-also label, and only titles follow")
            _take_titles(texts, body, position + 1, rulings)


def _closes_with_titles(
    texts: Sequence[str], body: Sequence[int], position: int, rulings: Rulings
) -> bool:
    """True for a see-also label after which two titles or more, and nothing else, end the text."""
    text = texts[body[position]]
    is_label = "ايضا" in fold(text) and is_see_also_label(text)
    if not is_label and not fold(text).startswith(vocabulary.MORE_HEADS):
        return False
    count = 0
    for later in range(position + 1, len(body)):
        if body[later] in rulings:
            continue
        count += 1
        if count > POINTERS_LIMIT or not _is_title(texts[body[later]]):
            return False
    return count >= 2


def _take_titles(texts: Sequence[str], body: Sequence[int], start: int, rulings: Rulings) -> None:
    """Titles up to the paragraph at which the text resumes; that one's heading is not a title."""
    block: list[int] = []
    resumes = False
    for position in range(start, len(body)):
        index = body[position]
        if index in rulings:
            if rulings[index].role in ("related-label", "summary"):
                break
            continue
        text = texts[index]
        if is_related_label(text) or see_also(text) or is_see_also_label(text):
            break
        if not _is_title(text):
            resumes = True
            break
        block.append(index)
    if resumes and block and _heads_the_rest(texts, block):
        block.pop()
    for index in block:
        rulings[index] = Ruling("related", "a title after the related label")


def _heads_the_rest(texts: Sequence[str], block: Sequence[int]) -> bool:
    """True if the last title of a block stands nearer to the text after it: it is its heading."""
    if len(block) == 1 or _is_bulleted(texts[block[-1]]):
        return False
    if _is_bulleted(texts[block[-2]]):
        return True
    before, after = _gap(texts, block[-2]), _gap(texts, block[-1])
    return before > after or before == after == 0


def _is_bulleted(text: str) -> bool:
    return bool(_BULLET.match(text))


def _is_title(text: str) -> bool:
    words = len(fold_words(text))
    is_stopped = text.rstrip(_CLOSING).endswith((".", "،", "؛", ":")) and not text.endswith("..")
    return words <= TITLE_LIMIT_WORDS and not (is_stopped and words > 2)


def _read_pointers(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
    is_due = False
    for index in body:
        if index in rulings:
            continue
        text = texts[index]
        pointer = see_also(text)
        if is_due and _is_title(text) and not pointer:
            rulings[index] = Ruling("see-also", "the title that the label above announces")
            is_due = False
        elif is_see_also_label(text):
            rulings[index] = Ruling("see-also", "a see-also label alone on its line")
            is_due = True
        elif pointer and pointer.title and _is_title(pointer.title):
            rulings[index] = Ruling("see-also", "a see-also label and a title")
            is_due = False
        else:
            is_due = False
