"""Lines that hold a date, which tells when the article came out or belongs to what it tells."""

import re
from collections.abc import Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import Notice, Role, Where
from newsgen.language.arabic import fold, fold_words
from newsgen.language.written_dates import WrittenDate, find_date, find_hijri_date

STRAY_LIMIT_WORDS = 4  # beside the date of a line
DATE_ALONE = "a date alone on its line"
_SHORT_LINE_LETTERS = 65
_PLAIN_DATES = vocabulary.PLAIN_DATE_LABELS
_CITY_WORDS = frozenset(word for city in vocabulary.CITIES for word in city.split())
_DATE_WORDS = (vocabulary.DATE_FILLERS | _CITY_WORDS).union(
    *(label.split() for label in vocabulary.DATE_LABELS | vocabulary.UPDATED_LABELS)
)


def read_date(line: str, where: Where) -> Notice | None:
    """The date of publication, or of an update; None for a line that announces neither."""
    found, hijri = find_date(line), find_hijri_date(line)
    if not found and not hijri:
        return None
    folded = _without_dates(line, found, hijri)
    told: list[str] = []
    for label in sorted(vocabulary.DATE_LABELS | vocabulary.UPDATED_LABELS, key=len, reverse=True):
        if f" {label} " in folded:
            folded = folded.replace(f" {label} ", " ", 1)
            told.append(label)
    rest = _without_fillers(folded)
    if not _is_of_article(line, told, rest, where):
        return None
    role: Role = (
        "updated"
        if told and told[0] in vocabulary.UPDATED_LABELS and _is_first(told, line)
        else "date"
    )
    values = (found.iso if found else "", line.strip() if hijri and not found else "")
    return Notice(role, values, DATE_ALONE if _PLAIN_DATES.issuperset(told) else "a date label")


def _is_of_article(line: str, told: Sequence[str], rest: Sequence[str], where: Where) -> bool:
    """True if a date tells when the article came out, and not of what it tells.

    `told` are the labels on its line, `rest` the words that are neither label nor date.
    """
    if not where.is_at_edge:
        return bool(told) and not rest and not any(label in _PLAIN_DATES for label in told)
    if any(word.removeprefix("و") in vocabulary.LIFE_WORDS for word in rest):
        return False
    if rest and (len(rest) > STRAY_LIMIT_WORDS or line.rstrip().endswith((".", "؟", "!"))):
        return False
    label = re.match(r"([^:\d]{2,40}):", line)
    if label and not set(fold_words(label[1])) <= _DATE_WORDS:
        return False  # «موعد المباراة: 12 مايو 2024»
    return not rest or not _PLAIN_DATES.issuperset(told) or _is_set_apart(line)


def _is_set_apart(line: str) -> bool:
    """«المرسى - السبت 6 مارس 2004», «القاهرة، 7 مايو 2024»; not «ثورة 23 يوليو 1952»."""
    parts = re.split(r"\s+[-–—|/]\s+|[،|]\s*", line)
    return all(set(words) <= _CITY_WORDS for words in map(_beside_date, parts) if words is not None)


def _beside_date(text: str) -> list[str] | None:
    """The words beside the date of a text that may stand there for anything; None for no date."""
    found, hijri = find_date(text), find_hijri_date(text)
    if not found and not hijri:
        return None
    return _without_fillers(_without_dates(text, found, hijri))


def _without_dates(text: str, found: WrittenDate | None, hijri: str) -> str:
    folded = f" {fold(text)} "
    for taken in (found.words if found else "", hijri):
        if taken:
            folded = folded.replace(f" {taken} ", " ", 1)
    return folded


def _without_fillers(folded: str) -> list[str]:
    return [
        word
        for word in folded.split()
        if word not in vocabulary.DATE_FILLERS and not word.isdigit()
    ]


def _is_first(told: Sequence[str], line: str) -> bool:
    """True if no label of a first publication stands before that of an update."""
    folded = fold(line)
    update = folded.find(told[0])
    return all(folded.find(label) >= update for label in told)


def may_date(line: str) -> bool:
    """True for a few words with a date that might be the article's: «سامي علي 7 مايو 2024»."""
    found = find_date(line) if len(line) <= _SHORT_LINE_LETTERS else None
    return found is not None and len(_beside_date(line) or ()) <= STRAY_LIMIT_WORDS
