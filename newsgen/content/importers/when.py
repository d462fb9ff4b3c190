"""Dates as other programs write them → as front matter writes them."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from newsgen.content.importers.raw import LeftOut
from newsgen.language.arabic import ascii_digits, clean
from newsgen.language.dates import is_date
from newsgen.language.written_dates import find_date, find_hijri_date

_UNREADABLE = "newsgen cannot tell which day this is"
_HIJRI = "it is a Hijri date, and front matter takes Gregorian ones"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACED_OFFSET = re.compile(r"(?<=\d) +(?=(?:Z|[+-]\d{2}:?\d{2})$)")
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")


def front_matter_date(text: str) -> str:
    """ISO 8601, RFC 822 or words of Arabic as `2024-10-15T09:30:00+03:00`; "" if none of them.

    A day stays a day, and a time without an offset stays without one.
    """
    text = ascii_digits(clean(text)).strip()
    made = _iso(text) or _rfc_822(text) or _written(text)
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


def _iso(text: str) -> str:
    if _DAY.fullmatch(text):
        return text
    text = _LONG_FRACTION.sub(r"\1", _SPACED_OFFSET.sub("", text.removesuffix(" UTC")))
    try:
        when = datetime.fromisoformat(text)  # a time without an offset stays so
    except ValueError:
        return ""
    return when.date().isoformat() if text.isdigit() else _seconds(when)


def _rfc_822(text: str) -> str:
    try:
        return _seconds(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _written(text: str) -> str:
    found = find_date(text)
    return found.iso if found else ""


def _seconds(when: datetime) -> str:
    return when.replace(microsecond=0).isoformat()
