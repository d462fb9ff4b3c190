"""Dates as Arabic newsrooms write them in a text: «12 مايو/أيار 2024», «7 غشت 2023 - 14:30».

A day, a month and a year must all be there, for مارس is also a verb and 2024 may count anything.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsgen.language.arabic import ascii_digits, fold, without_tashkeel
from newsgen.language.dates import HIJRI_YEARS, MONTH_NAMES

# Spellings besides those of `MONTH_NAMES`.
_MORE_NAMES = {
    1: ("جانفي", "ينایر"),
    2: ("فيفري", "فبرایر"),
    3: ("اذار",),
    4: ("أفريل", "ابريل", "إبريل"),
    5: ("ايار",),
    6: ("جوان", "یونیو"),
    7: ("جويلية", "يوليوز"),
    8: ("أوت", "اغسطس", "غشت"),
    9: ("شتنبر", "ايلول"),
    10: ("اكتوبر",),
    11: ("نونبر", "نوفمبر"),
    12: ("دجنبر", "ديسمبر"),
}
_HIJRI_MONTHS = (
    "محرم",
    "المحرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "ربيع الثاني",
    "جمادى الأولى",
    "جمادى الآخرة",
    "جمادى الثانية",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذي القعدة",
    "ذو الحجة",
    "ذي الحجة",
)
_ZONES = {"غرينتش": "+00:00", "جرينتش": "+00:00", "gmt": "+00:00", "utc": "+00:00", "مكه": "+03:00"}


def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for style in ("gregorian", "levant", "maghreb", "english"):
        for number, name in enumerate(MONTH_NAMES[style], 1):
            numbers[fold(name)] = number
    for number, name in enumerate(MONTH_NAMES["english"], 1):
        numbers[fold(name[:3])] = number
    for number, names in _MORE_NAMES.items():
        numbers.update((fold(name), number) for name in names)
    return numbers


_MONTHS = _month_numbers()
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_HIJRI = "|".join(sorted({re.escape(fold(name)) for name in _HIJRI_MONTHS}, key=len, reverse=True))
_WORD_DATE = re.compile(rf"\b(\d{{1,2}}) (?:من )?({_MONTH})(?: ({_MONTH}))? (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}}) (\d{{4}})\b")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})( ?[-/.] ?)(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})( ?[-/.] ?)(\d{1,2})\2(\d{4})(?!\d)")
_HIJRI_DATE = re.compile(rf"\b\d{{1,2}} (?:من )?(?:شهر )?(?:{_HIJRI}) (?:عام |سنه )?1[34]\d\d\b")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.٫]([0-5]\d)(?::[0-5]\d)?(?!\d)\s*(\w+)?")
_AFTERNOON = frozenset(("م", "مساء", "ظهرا", "عصرا", "pm"))
_MORNING = frozenset(("ص", "صباحا", "فجرا", "am"))


class WrittenDate(NamedTuple):
    """A date found in a text: as front matter writes it, and the folded words that it took."""

    iso: str
    words: str


def find_date(text: str) -> WrittenDate | None:
    """The first whole Gregorian date of a text, with its time of day if one is told."""
    plain = ascii_digits(without_tashkeel(text))
    folded = fold(text)
    for year, month, day, words in _candidates(plain, folded):
        if year in HIJRI_YEARS:
            continue
        if 1 <= month <= 12 and 1 <= day <= _days(year, month):
            return WrittenDate(f"{year:04}-{month:02}-{day:02}{_time(plain)}", words)
    return None


def find_hijri_date(text: str) -> str:
    """The folded words of a Hijri date, «12 رمضان 1445» or «12/9/1445»; "" where there is none."""
    if match := _HIJRI_DATE.search(fold(text)):
        return match[0]
    for year, month, day, words in _in_figures(ascii_digits(without_tashkeel(text))):
        if year in HIJRI_YEARS and 1 <= month <= 12 and 1 <= day <= 30:
            return words
    return ""


def _candidates(plain: str, folded: str) -> Iterator[tuple[int, int, int, str]]:
    if match := _WORD_DATE.search(folded):
        day, month, second, year = match.groups()
        # «مايو/أيار» is one month by two names; two different ones are a span, not a date.
        if second is None or _MONTHS[second] == _MONTHS[month]:
            yield int(year), _MONTHS[month], int(day), match[0]
    if match := _MONTH_FIRST.search(folded):
        yield int(match[3]), _MONTHS[match[1]], int(match[2]), match[0]
    yield from _in_figures(plain)


def _in_figures(plain: str) -> Iterator[tuple[int, int, int, str]]:
    """Every date in figures: of two that name one day, the first is often the Hijri one."""
    for match in _YEAR_FIRST.finditer(plain):
        yield int(match[1]), int(match[3]), int(match[4]), fold(match[0])
    for match in _DAY_FIRST.finditer(plain):
        yield int(match[4]), int(match[3]), int(match[1]), fold(match[0])


def _days(year: int, month: int) -> int:
    if month == 2:
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if is_leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _time(plain: str) -> str:
    """«T14:30», with an offset if the text names a zone; "" where no time is told."""
    for match in _CLOCK.finditer(plain):
        hour, half = int(match[1]), fold(match[3] or "")
        is_decimal = ":" not in match[0] and half not in _AFTERNOON | _MORNING
        if is_decimal or plain[: match.start()].endswith(("-", "/", ".")):
            continue
        if half in _AFTERNOON and hour < 12:
            hour += 12
        elif half in _MORNING and hour == 12:
            hour = 0
        words = fold(plain).split()
        zone = next((offset for name, offset in _ZONES.items() if name in words), "")
        return f"T{hour:02}:{match[2]}{':00' + zone if zone else ''}"
    return ""
