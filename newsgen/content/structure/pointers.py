"""Other stories: the related block, and see-also pointers in the text."""

import re
from collections.abc import Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import CLOSING, Ruling, Rulings, blank_lines_after
from newsgen.language.arabic import fold, fold_words
from newsgen.language.labels import (
    LONGEST_LABEL,
    is_related_label,
    is_see_also_label,
    related_title,
    see_also,
)

TITLE_LIMIT_WORDS = 24  # of a story named in a related block
POINTERS_LIMIT = 8
_BULLET = re.compile(r"[•●▪◦‣·*\-–—٭»>]+\s*|\d+\s*[-.)]\s+")


def lines_of_stories(
    texts: Sequence[str], body: Sequence[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Lines that point to other stories, and lines that may be their titles, below a label."""
    pointers: set[int] = set()
    titles: set[int] = set()
    for position, index in enumerate(body):
        text = texts[index]
        pointer = see_also(text)
        if _is_lone_label(text):
            pointers.add(index)
            block = _titles_after(texts, body, position)
            closes = position + 1 + len(block) == len(body)
            titles.update(block if closes or is_related_label(text) else block[:1])
        elif related_title(text) or (pointer and pointer.title and _is_title(pointer.title)):
            pointers.add(index)
    return frozenset(pointers), frozenset(titles)


def _is_lone_label(text: str) -> bool:
    is_short = len(text) <= 2 * LONGEST_LABEL
    return is_short and (is_related_label(text) or is_see_also_label(text) or _opens_more(text))


def _titles_after(texts: Sequence[str], body: Sequence[int], position: int) -> Sequence[int]:
    """The lines after a label that may be titles, up to the next label."""
    end = position + 1
    while end < len(body) and _is_title(texts[body[end]]) and not _is_lone_label(texts[body[end]]):
        end += 1
    return body[position + 1 : end]


def _opens_more(text: str) -> bool:
    return fold(text).startswith(vocabulary.MORE_HEADS)


def read_related(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
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
    if not is_label and not _opens_more(text):
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
    if len(block) == 1 or is_bulleted(texts[block[-1]]):
        return False
    if is_bulleted(texts[block[-2]]):
        return True
    before, after = blank_lines_after(texts, block[-2]), blank_lines_after(texts, block[-1])
    return before > after or before == after == 0


def is_bulleted(text: str) -> bool:
    return bool(_BULLET.match(text))


def _is_title(text: str) -> bool:
    words = len(fold_words(text))
    is_stopped = text.rstrip(CLOSING).endswith((".", "،", "؛", ":")) and not text.endswith("..")
    return words <= TITLE_LIMIT_WORDS and not (is_stopped and words > 2)


def read_pointers(texts: Sequence[str], body: Sequence[int], rulings: Rulings) -> None:
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
