"""Moments: how they are written, read and shown. See also cases/dates.md."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.language.arabic import arabic_digits, ascii_digits
from newsgen.language.dates import (
    MONTH_NAMES,
    MONTH_STYLES,
    clock_text,
    day_text,
    is_date,
    moment,
    month_name,
    rfc822,
)
from newsgen.words.config import DateSettings
from newsgen.words.model import Moment

RIYADH = ZoneInfo("Asia/Riyadh")
EPOCHS = st.integers(-2_000_000_000, 4_000_000_000)
WRITTEN = st.builds(
    "{:04}-{:02}-{:02}{}{}".format,
    st.integers(0, 9999) | st.integers(1900, 2100),
    st.integers(1, 13),
    st.integers(1, 32),
    st.builds("T{:02}:{:02}:{:02}".format, *[st.integers(0, 60)] * 3)
    | st.sampled_from(["", "T00:30:00", " 02:30", "T02:30", "T23:59:59.9", " 01:30 "]),
    st.sampled_from(["", "Z", "+03:00", "-05:00", "+0300", "-00:00", "+14:00", "+03:60", "x"]),
)
ZONES = st.sampled_from(
    ["Asia/Riyadh", "Africa/Cairo", "Africa/Casablanca", "America/Toronto", "UTC"]
)


def read_by_the_rules(text: str, zone: ZoneInfo) -> Moment | None:
    """The moment that any spelling says, without a short cut; None where it says none."""
    pattern = (
        r"(\d{4})-(\d{2})-(\d{2})"
        r"(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
    )
    match = re.fullmatch(pattern, ascii_digits(text.strip()))
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if 1300 <= int(year) < 1500:
        return None
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        when = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{offset or ''}")
        when = when if offset else when.replace(tzinfo=zone)
        local = when.astimezone(zone)
        seconds = local.utcoffset().seconds % 60
        if seconds:
            offset = local.utcoffset() + timedelta(seconds=60 - seconds)
            local = (local.replace(tzinfo=None) + timedelta(seconds=60 - seconds)).replace(
                tzinfo=timezone(offset)
            )
        return Moment(int(when.timestamp()), local.isoformat(timespec="seconds"))
    except (ValueError, OverflowError):
        return None


def from_epoch(seconds: int, zone: ZoneInfo) -> Moment:
    return moment(datetime.fromtimestamp(seconds, UTC).isoformat(), zone)


@pytest.mark.parametrize(
    "written",
    [
        "2024-10-15T09:30:00+03:00",
        "2024-10-15T09:30:00+0300",
        "2024-10-15T06:30:00Z",
        "2024-10-15T08:30+02:00",
        "2024-10-15 09:30",
        "2024-10-15T09:30",
        "2024-10-15 09:30:00 +03:00",
        "2024-10-15T09:30:00.250",
        "٢٠٢٤-١٠-١٥ ٠٩:٣٠",
        "۲۰۲۴-۱۰-۱۵ ۰۹:۳۰",
        "  2024-10-15 09:30  ",
    ],
)
def test_one_instant_may_be_written_in_many_ways(written: str) -> None:
    assert moment(written, RIYADH) == (1728973800, "2024-10-15T09:30:00+03:00")


def test_a_day_alone_starts_at_midnight_in_the_zone_of_the_site() -> None:
    assert moment("2024-10-15", RIYADH).local == "2024-10-15T00:00:00+03:00"
    assert moment("2024-07-15", ZoneInfo("Africa/Cairo")).local == "2024-07-15T00:00:00+03:00"
    assert moment("2024-01-15", ZoneInfo("Africa/Cairo")).local == "2024-01-15T00:00:00+02:00"


@pytest.mark.parametrize("zone", ["Asia/Riyadh", "America/Toronto", "Africa/Cairo", "Asia/Amman"])
def test_a_day_before_standard_time_stays_that_day(zone: str) -> None:
    for year in range(1880, 1960):
        assert moment(f"{year}-05-01", ZoneInfo(zone)).local.startswith(f"{year}-05-01T00:00:")


def test_late_in_the_evening_in_utc_is_the_next_day_in_riyadh() -> None:
    late = moment("2024-12-31T23:30:00Z", RIYADH)
    assert late.local == "2025-01-01T02:30:00+03:00"
    assert (late.year, late.month) == ("2025", "01")
    assert day_text(late, "ar", DateSettings()) == "1 يناير 2025"


@pytest.mark.parametrize(
    "written", ["12:30", "no", "", "2024", "2024-10", "15-10-2024", "2024-1-5", "2024/10/15", "غدا"]
)
def test_what_is_no_date_is_refused_with_an_example_of_one(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write 2024-10-15 or 2024-10-15T09:30:00"):
        moment(written, RIYADH)
    assert not is_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "2024-13-45",
        "2024-02-30",
        "2023-02-29",
        "2024-00-10",
        "0000-01-01",
        "2024-10-15T24:00",
        "2024-10-15T09:60",
        "2024-10-15T09:30+99:99",
        "9999-12-31T23:59:59-14:00",
        "२०२४-१०-१५",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(
        ValueError, match=f"'{written.replace('+', '.')}' is no day or time of the calendar"
    ):
        moment(written, RIYADH)
    assert not is_date(written)


@settings(deadline=None, max_examples=400)
@given(WRITTEN | st.text("0123456789-T:+ Z.٣۴", max_size=30), ZONES)
@example("2024-04-26T00:30:00", "Africa/Cairo")  # an hour that a change of clocks leaves out
@example("2024-10-31T23:30:00", "Africa/Cairo")  # one that comes twice
@example("1900-01-01", "Asia/Riyadh")  # an offset with seconds
@example("0001-01-01", "Asia/Riyadh")
@example("9999-12-31T23:59:59-14:00", "UTC")
@example("2024-W10-1", "UTC")
@example("20241015", "UTC")
@example("2024-10-15T09:30:00,5", "UTC")
def test_a_standard_date_is_read_by_the_rules_for_any(text: str, zone: str) -> None:
    expected = read_by_the_rules(text, ZoneInfo(zone))
    if expected is None:
        with pytest.raises(ValueError, match="is n"):
            moment(text, ZoneInfo(zone))
    else:
        assert moment(text, ZoneInfo(zone)) == expected


@pytest.mark.parametrize("written", ["1446-04-12", "1446-02-30", "١٤٤٦-٠٤-١٢", "1300-01-01T09:30"])
def test_a_hijri_date_is_refused_with_a_gregorian_one_as_an_example(written: str) -> None:
    with pytest.raises(ValueError, match=r"no Gregorian date: .* Hijri one; write 2024-10-15"):
        moment(written, RIYADH)
    assert not is_date(written)


def test_a_leap_day_is_a_date() -> None:
    assert is_date("2024-02-29")
    assert is_date("2024-10-15T09:30:00Z")


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("gregorian", "يناير مايو أغسطس ديسمبر"),
        ("levant", "كانون الثاني أيار آب كانون الأول"),
        ("maghreb", "يناير ماي غشت دجنبر"),
        ("dual", "يناير/كانون الثاني مايو/أيار أغسطس/آب ديسمبر/كانون الأول"),
    ],
)
def test_months_are_named_as_the_country_does(style: str, names: str) -> None:
    settings = DateSettings(months=style)
    assert " ".join(month_name(month, "ar", settings) for month in (1, 5, 8, 12)) == names


def test_every_style_names_twelve_different_months() -> None:
    assert set(MONTH_NAMES) == {*MONTH_STYLES, "english"}
    for names in MONTH_NAMES.values():
        assert len(set(names)) == 12


def test_other_languages_name_the_months_in_english_and_arabic_by_country_does_not() -> None:
    assert month_name(8, "en", DateSettings(months="levant")) == "August"
    assert month_name(8, "ar-EG", DateSettings()) == "أغسطس"


def test_digits_are_those_of_the_site() -> None:
    when = moment("2024-10-05T14:05", RIYADH)
    assert day_text(when, "ar", DateSettings()) == "5 أكتوبر 2024"
    assert day_text(when, "ar", DateSettings(digits="arabic")) == "٥ أكتوبر ٢٠٢٤"
    assert clock_text(when, DateSettings()) == "14:05"
    assert clock_text(when, DateSettings(digits="arabic")) == "١٤:٠٥"


def test_a_day_without_a_time_has_no_clock() -> None:
    assert clock_text(moment("2024-10-05", RIYADH), DateSettings()) == ""


def test_dates_in_feeds_are_english_and_hold_the_offset() -> None:
    assert rfc822(moment("2024-10-05T14:05", RIYADH)) == "Sat, 05 Oct 2024 14:05:00 +0300"


@settings(deadline=None)
@given(EPOCHS, ZONES)
def test_an_offset_before_standard_time_has_whole_minutes(epoch: int, zone: str) -> None:
    when = from_epoch(epoch, ZoneInfo(zone))
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}", when.local)
    assert re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}", rfc822(when))
    assert int(datetime.fromisoformat(when.local).timestamp()) == epoch


@settings(deadline=None)
@given(EPOCHS, ZONES)
def test_what_is_shown_to_machines_is_read_back_as_the_same_instant(epoch: int, zone: str) -> None:
    when = from_epoch(epoch, ZoneInfo(zone))
    assert when.epoch_seconds == epoch
    assert datetime.fromisoformat(when.local) == datetime.fromtimestamp(epoch, UTC)
    assert moment(when.local[:19] + "Z", ZoneInfo("UTC")).local[:19] == when.local[:19]


@settings(deadline=None)
@given(st.integers(0, 4_000_000_000), ZONES)
def test_a_date_in_a_feed_is_the_same_instant(epoch: int, zone: str) -> None:
    assert parsedate_to_datetime(rfc822(from_epoch(epoch, ZoneInfo(zone)))).timestamp() == epoch


@settings(deadline=None)
@given(st.integers(0, 4_000_000_000), st.sampled_from(MONTH_STYLES))
def test_arabic_digits_change_nothing_but_digits(epoch: int, months: str) -> None:
    when = from_epoch(epoch, RIYADH)
    western = day_text(when, "ar", DateSettings(months))
    assert day_text(when, "ar", DateSettings(months, "arabic")) == arabic_digits(western)


@settings(deadline=None)
@given(st.text() | st.text("0123456789-:T+Z ٢٠"))
def test_any_text_is_a_date_or_refused_with_a_sentence(text: str) -> None:
    try:
        told = moment(text, RIYADH).local
    except ValueError as reason:
        told = str(reason)
    assert told.startswith(f"'{text}' is ") or datetime.fromisoformat(told)
