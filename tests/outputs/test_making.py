"""A page's stamp covers all of its view, and equal views have equal stamps."""

import pickle
import sys

from hypothesis import given
from hypothesis import strategies as st

from newsgen.outputs.making import page, stamp
from newsgen.words.model import Card, Moment, Reference

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)


@given(values, values)
def test_two_values_share_a_stamp_only_if_they_are_equal(first, second) -> None:
    assert (stamp(first) == stamp(second)) == (repr(first) == repr(second))


@given(values)
def test_a_stamp_does_not_depend_on_how_a_value_lies_in_memory(value) -> None:
    twin = pickle.loads(pickle.dumps((value, value)))  # noqa: S301
    interned = tuple(sys.intern(item) if isinstance(item, str) else item for item in twin)
    assert stamp((value, value)) == stamp(twin) == stamp(interned)


def test_a_card_is_told_by_its_digest() -> None:
    card = Card("عنوان", "/x/", "", Moment(0, "1970-01-01T00:00:00+00:00"), "", "", None, b"1")
    assert stamp((card,)) != stamp((card._replace(digest=b"2"),))
    assert stamp(Reference("a", "/a/")) != stamp(Reference("a", "/b/"))


def test_every_part_of_a_page_is_in_its_stamp() -> None:
    made = page("x.html", "front", "front.html", {"title": "أ", "cards": ()})
    for other in (
        page("x.html", "front", "front.html", {"title": "ب", "cards": ()}),
        page("x.html", "front", "front.html", {"titles": "أ", "cards": ()}),
        page("x.html", "other", "front.html", {"title": "أ", "cards": ()}),
    ):
        assert other.stamp != made.stamp
