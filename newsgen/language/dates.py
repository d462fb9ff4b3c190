"""Moments: read from front matter, shown in Arabic or English.

Arab countries name the months differently, so the month names are a setting; digits too.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from newsgen.language.arabic import arabic_digits, ascii_digits
from newsgen.words.config import DateSettings
from newsgen.words.model import Moment

_GREGORIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
_LEVANT = (
    "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول"
)
_MAGHREB = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
_ENGLISH = "January February March April May June July August September October November December"
MONTH_NAMES: dict[str, tuple[str, ...]] = {
    "gregorian": tuple(_GREGORIAN.split()),
    "levant": tuple(_LEVANT.split(",")),
    "maghreb": tuple(_MAGHREB.split()),
    "dual": tuple(
        f"{first}/{second}"
        for first, second in zip(_GREGORIAN.split(), _LEVANT.split(","), strict=True)
    ),
    "english": tuple(_ENGLISH.split()),
}
HIJRI_MONTHS = tuple(
    (
        "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,"
        "رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة"
    ).split(",")
)
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "ar": tuple("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()),
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
}
MONTH_STYLES = ("gregorian", "levant", "maghreb", "dual")
DIGIT_STYLES = ("western", "arabic")
# Years of the Hijra from 1882 to 2077, of which no Gregorian one has news.
HIJRI_YEARS = range(1300, 1500)

FOR_EVER = 253_402_300_800  # when the year 9999 is over
_LAST_DAY = "9999-12-31"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_CLOCK_END = len("2024-10-15T09:30:00")
# As newsgen writes it, which Python reads as it stands.
_STANDARD = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_WRITTEN = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)


def moment(text: str, zone: ZoneInfo) -> Moment:
    """A date as front matter writes it: `2024-10-15`, with a time, with an offset.

    Without a time it is midnight, without an offset it is the site's zone. Raises ValueError with
    a sentence for the writer, also for a Hijri date, which would be one of the Middle Ages.
    """
    is_standard = _STANDARD.fullmatch(text)
    standard = text if is_standard else _standard(text)
    if int(standard[:4]) in HIJRI_YEARS:
        raise ValueError(
            f"'{text}' is no Gregorian date: its year looks like a Hijri one; write 2024-10-15"
        )
    try:
        written = datetime.fromisoformat(standard)
        if not written.tzinfo:
            written = written.replace(tzinfo=zone)
        since = written - _EPOCH
        local = written.astimezone(zone)
    except (ValueError, OverflowError):
        raise ValueError(f"'{text}' is no day or time of the calendar") from None
    # Most dates are written as they are shown, and to look is faster than to write them again.
    is_local = is_standard and text[_CLOCK_END:] == _offset_text(local.utcoffset())
    shown = text if is_local else _with_whole_minutes(local).isoformat()
    return Moment(since.days * 86400 + since.seconds, shown)


def _with_whole_minutes(local: datetime) -> datetime:
    """The same instant with an offset that feeds and HTML can hold: before a zone had a standard
    time, its offset has seconds. It is rounded up, so that midnight stays on its day.
    """
    offset = local.utcoffset() or timedelta()
    if not offset.seconds % 60:
        return local
    whole = -(-offset // _MINUTE) * _MINUTE
    return local.replace(tzinfo=timezone(whole)) + (whole - offset)


@lru_cache(maxsize=256)
def _offset_text(offset: timedelta) -> str:
    return datetime(1970, 1, 1, tzinfo=timezone(offset)).isoformat()[_CLOCK_END:]


def end_of(text: str, zone: ZoneInfo) -> int:
    """Until when something holds that is to hold until a date, in seconds since 1970 UTC: to the
    end of the day where no time is written, and for ever where that is the last of the calendar.
    Raises ValueError as `moment` does.
    """
    if ascii_digits(text.strip()).startswith(_LAST_DAY):
        moment(text, ZoneInfo("UTC"))  # which tells what is wrong with it
        return FOR_EVER
    has_time = len(text.strip()) > len("2024-10-15")
    day = moment(text, zone)
    if has_time:
        return day.epoch_seconds
    after = datetime.fromisoformat(day.local[:10]).replace(tzinfo=zone) + timedelta(days=1)
    return int(after.timestamp())


def hijri_text(when: Moment, language: str, settings: DateSettings) -> str:
    """The day in the Umm al-Qura calendar: «12 جمادى الأولى 1448»; "" beyond its tables."""
    from hijridate import Gregorian

    try:
        day = Gregorian.fromisoformat(when.local[:10]).to_hijri()
    except (OverflowError, ValueError):
        return ""
    is_arabic = language.partition("-")[0] == "ar"
    month = HIJRI_MONTHS[day.month - 1] if is_arabic else day.month_name("en")
    return digits(f"{day.day} {month} {day.year}", settings)


def _standard(text: str) -> str:
    """A date of any spelling as ISO 8601 has it, with a time."""
    match = _WRITTEN.fullmatch(ascii_digits(text.strip()))
    if not match:
        raise ValueError(f"'{text}' is not a date; write 2024-10-15 or 2024-10-15T09:30:00+03:00")
    year, month, day, hour, minute, second, offset = match.groups()
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    return f"{year}-{month}-{day}T{clock}{offset or ''}"


def is_date(text: str) -> bool:
    """True for a day of the calendar, written 2024-10-15, or with a time."""
    try:
        moment(text, ZoneInfo("UTC"))
    except ValueError:
        return False
    return True


def month_name(month: int, language: str, settings: DateSettings) -> str:
    """The name of month 1-12 in the site's language and style."""
    style = settings.months if language.partition("-")[0] == "ar" else "english"
    return MONTH_NAMES[style][month - 1]


def day_text(when: Moment, language: str, settings: DateSettings) -> str:
    """«15 أكتوبر 2024», or "15 October 2024"."""
    month = month_name(int(when.month), language, settings)
    return digits(f"{int(when.local[8:10])} {month} {when.year}", settings)


def weekday_text(when: Moment, language: str) -> str:
    """«الثلاثاء», or "Tuesday" in any other language than Arabic."""
    names = WEEKDAYS.get(language.partition("-")[0], WEEKDAYS["en"])
    return names[datetime.fromisoformat(when.local[:10]).weekday()]


def clock_text(when: Moment, settings: DateSettings) -> str:
    """«14:05», in the site's time zone; midnight stands for a date without a time: ""."""
    clock = when.local[11:16]
    return "" if clock == "00:00" else digits(clock, settings)


def digits(text: str, settings: DateSettings) -> str:
    """The text in the digits of the site."""
    return arabic_digits(text) if settings.digits == "arabic" else text


def rfc822(when: Moment) -> str:
    """For RSS: always English, always with the offset."""
    from email.utils import format_datetime

    return format_datetime(datetime.fromisoformat(when.local))
