"""Dates as newsrooms write them, and prose that only looks like one."""

import pytest

from newsgen.language.written_dates import find_date, find_hijri_date

FOUND = {
    "نشر في: 12 مايو/أيار 2024": "2024-05-12",
    "الثلاثاء 15 أكتوبر 2024 - 14:30": "2024-10-15T14:30",
    "7 أيار 2023": "2023-05-07",
    "23 تشرين الأول 2022": "2022-10-23",
    "7 غشت 2023": "2023-08-07",
    "٣ كانون الثاني ٢٠٢٤": "2024-01-03",
    "2024/10/15": "2024-10-15",
    "15-10-2024 03:20 مساءً": "2024-10-15T15:20",
    "15/10/2024 - 3.20 م": "2024-10-15T15:20",
    "12:05 ص، 1 يناير 2024": "2024-01-01T00:05",
    "آخر تحديث: ١٥ أكتوبر ٢٠٢٤ | 11:05 ص بتوقيت غرينتش": "2024-10-15T11:05:00+00:00",
    "١٢ رمضان ١٤٤٥هـ الموافق 22 مارس 2024م": "2024-03-22",
    "March 5, 2024": "2024-03-05",
    "29 فبراير 2024": "2024-02-29",
}


@pytest.mark.parametrize("text", FOUND)
def test_a_whole_date_is_found(text: str) -> None:
    found = find_date(text)
    assert found
    assert found.iso == FOUND[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "مارس 2024",
        "مارس الرياضة 12 عامًا",
        "12 مايو",
        "31 فبراير 2024",
        "29 فبراير 2023",
        "من 12 مارس أبريل 2024",
        "2024-13-45",
        "فاز 3-1 في 2024",
        "رقم 12-2024",
        "12 رمضان 1445",
    ],
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_a_hijri_date_is_found_as_words() -> None:
    assert find_hijri_date("الرياض ١٢ رمضان ١٤٤٥ هـ") == "12 رمضان 1445"
    assert find_hijri_date("شهر رمضان المبارك") == ""
