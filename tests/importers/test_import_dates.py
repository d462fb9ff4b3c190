"""Dates of other programs are read, or told as left out; none is invented."""

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


@given(st.text() | st.datetimes().map(str) | st.from_regex(r"\d{1,4}[-/ :T.]\d{1,4}.*"))
def test_whatever_is_read_is_a_date(text: str) -> None:
    made = front_matter_date(text)
    assert not made or is_date(made)
