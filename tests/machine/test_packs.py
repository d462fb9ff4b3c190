"""Where bodies lie, in columns: the same answers as a dictionary of values gives."""

from hypothesis import given
from hypothesis import strategies as st

from newsgen.machine.packs import Bodies, BodyAt

places = st.builds(
    BodyAt,
    st.sampled_from(("0a", "1b", "2c")),
    st.integers(0, 1 << 40),
    st.integers(0, 1 << 32),
    st.binary(min_size=16, max_size=16),
)


@given(st.dictionaries(st.text(max_size=3), places), st.text(max_size=3))
def test_columns_tell_what_the_values_told(known: dict[str, BodyAt], other: str) -> None:
    bodies = Bodies((path, known[path]) for path in sorted(known))
    assert dict(bodies) == known
    assert bodies.get(other) == known.get(other)
    assert (other in bodies) == (other in known)
