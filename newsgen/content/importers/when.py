"""Dates as other programs write them → as front matter writes them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsgen.content.importers.raw import LeftOut
from newsgen.language.arabic import ascii_digits, clean
from newsgen.language.dates import is_date
from newsgen.language.written_dates import find_date, find_hijri_date

_UNREADABLE = "newsgen cannot tell which day this is"
_HIJRI = "it is a Hijri date, and front matter takes Gregorian ones"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = re.compile(r"(\d+)(?:\.\d+)?")
# The offset of a clock, as «+03», «+03:00», «GMT+0300 (Arabian Standard Time)» or «UTC».
_OFFSET = re.compile(
    r"(?P<clock>\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]m\b)?)\s*"
    r"(?P<zone>Z|UTC?|GMT)?\s*(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?"
    r"(?:\s*\([^()]*\))?$",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b([ap])\.?m\b\.?|(?<=\d)([ap])\.?m\b\.?", re.IGNORECASE)
# Seconds since 1970 have ten digits from September 2001 on.
_EPOCHS = range(1_000_000_000, int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()))
# Of digits alone, those of a clock are as likely a number of another kind in other years.
_YEARS = range(1900, 2100)
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")


def front_matter_date(text: str) -> str:
    """ISO 8601, RFC 822 or words of Arabic as `2024-10-15T09:30:00+03:00`; "" if none of them.

    A day stays a day, and a time without an offset stays without one.
    """
    text = _HALF.sub(lambda half: f"{half[1] or half[2]}m", ascii_digits(clean(text)).strip())
    if text.startswith(("{", "[")):  # JSON, of which other words than a date may tell its offset
        return ""
    if digits := _DIGITS.fullmatch(text):
        made = _counted(digits[1])
    else:
        bare, offset = _parted(text)
        made = _iso(bare) or _rfc_822(bare) or _written(bare)
        made = _with_offset(made, offset) if offset else made
    return made if made and is_date(made) else ""


def told_publication(text: str, key: str) -> tuple[str, str, tuple[LeftOut, ...]]:
    """The date for front matter, or a Hijri one as it is written, or else what is left out."""
    made, left_out = told_date(text, key)
    if not made and find_hijri_date(clean(text)):
        return "", text, ()
    return made, "", left_out


def told_date(text: str, key: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The date for front matter, or else what is left out."""
    made = front_matter_date(text)
    is_lost = bool(text.strip()) and not made
    if not is_lost:
        return made, ()
    reason = _HIJRI if find_hijri_date(clean(text)) else _UNREADABLE
    return made, (LeftOut(f"{key}: {text.strip()}", reason),)


def _parted(text: str) -> tuple[str, str]:
    """A text without the offset of its clock, and that offset; "" where none is told."""
    found = _OFFSET.search(text)
    if not found or not (found["zone"] or found["sign"]):
        return text, ""
    sign, hours, minutes = found["sign"] or "+", found["hours"] or "0", found["minutes"] or "00"
    return f"{text[: found.start()]}{found['clock']}", f"{sign}{hours:0>2}:{minutes}"


def _with_offset(made: str, offset: str) -> str:
    """A time with its offset; a day stays a day, and an offset that is none makes no date."""
    if "T" not in made:
        return made
    try:
        return _seconds(datetime.fromisoformat(f"{made}{offset}"))
    except ValueError:
        return ""


def _counted(digits: str) -> str:
    """Digits alone: a day, a day with its time, or seconds or milliseconds since 1970."""
    pattern = _COMPACT.get(len(digits))
    try:
        if pattern:
            when = datetime.strptime(digits, pattern)  # noqa: DTZ007 # it stays without an offset
            if len(digits) == 8:
                return when.date().isoformat()
            return _seconds(when) if when.year in _YEARS else ""
    except ValueError:
        return ""
    seconds = int(digits[:10])
    is_epoch = len(digits) in (10, 13) and seconds in _EPOCHS
    return _seconds(datetime.fromtimestamp(seconds, UTC)) if is_epoch else ""


def _iso(text: str) -> str:
    if _DAY.fullmatch(text):
        return text
    try:
        # A time without an offset stays without one.
        return _seconds(datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", text)))
    except ValueError:
        return ""


def _rfc_822(text: str) -> str:
    if _HALF.search(text):  # the library reads the hour, and not its half of the day
        return ""
    try:
        return _seconds(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _written(text: str) -> str:
    found = find_date(text)
    return found.iso if found else ""


def _seconds(when: datetime) -> str:
    return when.replace(microsecond=0).isoformat()
