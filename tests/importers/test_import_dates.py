"""Dates of other programs are read, or told as left out; none is invented."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.content.importers.when import front_matter_date, told_date, told_publication
from newsgen.language.dates import is_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-10-15", "2024-10-15"),
        ("٢٠٢٤-١٠-١٥", "2024-10-15"),
        ("2024-10-15T09:30:00Z", "2024-10-15T09:30:00+00:00"),
        ("2024-10-15 09:30:00 +0300", "2024-10-15T09:30:00+03:00"),
        ("2024-10-15T09:30:00.1234567+03:00", "2024-10-15T09:30:00+03:00"),
        ("20241015T093000Z", "2024-10-15T09:30:00+00:00"),
        ("Tue, 15 Oct 2024 09:30:00 +0300", "2024-10-15T09:30:00+03:00"),
        ("12 مايو/أيار 2024 - 14:30", "2024-05-12T14:30"),
        ("Tue, 15 Oct 2024 09:30 +03", "2024-10-15T09:30:00+03:00"),
        ("Tue, 15 Oct 2024 09:30:00 +01:00", "2024-10-15T09:30:00+01:00"),
        ("Tue, 15 Oct 2024 09:30:00 -0430", "2024-10-15T09:30:00-04:30"),
        ("Tue, 15 Oct 2024 09:30:00 GMT", "2024-10-15T09:30:00+00:00"),
        ("Tue, 15 Oct 2024 09:30:00 EST", "2024-10-15T09:30:00-05:00"),
        ("Tue Oct 15 2024 09:30:00 GMT+0300", "2024-10-15T09:30:00+03:00"),
        (
            "Tue Oct 15 2024 09:30:00 GMT+0300 (Arabian Standard Time)",
            "2024-10-15T09:30:00+03:00",
        ),
        ("2024-10-15 09:30:00 UTC", "2024-10-15T09:30:00+00:00"),
        ("2024-10-15T09:30:00+03", "2024-10-15T09:30:00+03:00"),
        ("15/10/2024 09:30 +0300", "2024-10-15T09:30:00+03:00"),
        ("12 مايو 2024 14:30 +03:00", "2024-05-12T14:30:00+03:00"),
        ("Tue, 15 Oct 2024 09:30:00 +9900", ""),
        ("October 15, 2024 9:30 PM", "2024-10-15T21:30"),
        ("Oct 15, 2024 9:30 p.m. GMT+3", "2024-10-15T21:30:00+03:00"),
        ("October 15, 2024 12:30AM", "2024-10-15T00:30"),
        ("1712120101234", "2024-04-03T04:55:01+00:00"),
        ("1712120101", "2024-04-03T04:55:01+00:00"),
        ("1712120101.0", "2024-04-03T04:55:01+00:00"),
        ("20241015", "2024-10-15"),
        ("20241015093000", "2024-10-15T09:30:00"),
        ("9999999999", ""),
        ("171212010", ""),
        ("17121201012345", ""),
        ("20241345", ""),
        ('{"date": "2024-10-15 09:30:00", "timezone": "Asia/Riyadh"}', ""),
        ("15/10/2024", "2024-10-15"),
        ("مارس الرياضة 2024", ""),
        ("2024-13-45", ""),
        ("أمس", ""),
        ("1446/4/12 هـ الموافق 15/10/2024", "2024-10-15"),
        ("1446-04-12", ""),
        ("14460412", ""),
        ("12/04/1446 هـ", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_front_matter_writes_it(written: str, date: str) -> None:
    assert front_matter_date(written) == date


@pytest.mark.parametrize(
    "written", ["1446/04/12", "12-04-1446هـ", "12\u200f/4\u200f/1446", "12 رمضان 1445"]
)
def test_a_hijri_date_stays_text_and_is_no_update(written: str) -> None:
    assert told_publication(written, "date") == ("", written, ())
    made, (left_out,) = told_date(written, "updated")
    assert (made, left_out.what) == ("", f"updated: {written}")
    assert "Hijri" in left_out.reason


@given(st.integers(1_000_000_000, 4_102_444_799))
def test_seconds_and_milliseconds_since_1970_name_one_moment(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC).isoformat()
    assert front_matter_date(f"{seconds}") == front_matter_date(f"{seconds}999") == moment


@given(st.integers(-14 * 60, 14 * 60), st.sampled_from(("", " ", " GMT", "GMT")))
def test_no_clock_loses_its_offset(minutes: int, before: str) -> None:
    sign, (hours, rest) = "-+"[minutes >= 0], divmod(abs(minutes), 60)
    offset = f"{sign}{hours:02}:{rest:02}"
    made = f"2024-10-15T09:30:00{offset if minutes else '+00:00'}"
    for day in ("Tue, 15 Oct 2024", "2024-10-15", "15/10/2024", "15 أكتوبر 2024"):
        assert front_matter_date(f"{day} 09:30:00{before}{offset}") == made
        assert front_matter_date(f"{day} 09:30{before}{offset.replace(':', '')}") == made


@given(st.text() | st.datetimes().map(str) | st.from_regex(r"\d{1,4}[-/ :T.]\d{1,4}.*"))
def test_whatever_is_read_is_a_date(text: str) -> None:
    made = front_matter_date(text)
    assert not made or is_date(made)
