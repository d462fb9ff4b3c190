"""Numbered pages count from the oldest; see the room's docstring for why."""

from hypothesis import given
from hypothesis import strategies as st

from newsgen.outputs.pagination import sheets

sizes = st.integers(1, 7)
listings = st.integers(0, 60).map(lambda count: tuple(range(count, 0, -1)))


@given(listings, sizes)
def test_every_article_stands_on_exactly_one_sheet_in_order(listing, size) -> None:
    shown = [article for sheet in sheets(listing, size) for article in sheet.articles]
    assert shown == list(listing)


@given(listings, sizes, st.integers(1, 30))
def test_numbered_sheets_stay_the_same_when_articles_are_added(listing, size, added) -> None:
    before = {sheet.number: sheet for sheet in sheets(listing, size) if sheet.number}
    newer = tuple(range(len(listing) + added, len(listing), -1))
    after = {sheet.number: sheet for sheet in sheets(newer + listing, size) if sheet.number}
    assert {number: after[number] for number in before} == before


@given(listings, sizes)
def test_the_first_sheet_holds_between_one_and_two_pages_worth(listing, size) -> None:
    first, *numbered = sheets(listing, size)
    assert first.number == 0
    assert len(first.articles) < 2 * size
    assert all(len(sheet.articles) == size for sheet in numbered)
    if numbered:
        assert len(first.articles) >= size


@given(listings, sizes)
def test_older_and_newer_lead_through_all_sheets(listing, size) -> None:
    cut = sheets(listing, size)
    by_number = {sheet.number: sheet for sheet in cut}
    seen, sheet = [cut[0].number], cut[0]
    while sheet.older is not None:
        sheet = by_number[sheet.older]
        seen.append(sheet.number)
    assert seen == [sheet.number for sheet in cut]
    # "newer" on the last numbered sheet leads to the number that redirects to the listing.
    assert all(sheet.newer == sheet.number + 1 for sheet in cut[1:])
