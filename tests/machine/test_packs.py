"""Where bodies lie, in columns: the same answers as a dictionary of values gives."""

from hypothesis import given
from hypothesis import strategies as st

from newsgen.machine.packs import Bodies, BodyAt, Places, packed_place

places = st.builds(
    BodyAt,
    st.sampled_from(("0a", "1b", "2c")),
    st.integers(0, 1 << 40),
    st.integers(0, 1 << 32),
    st.binary(min_size=16, max_size=16),
)


@given(st.dictionaries(st.text(max_size=3), places), st.text(max_size=3))
def test_columns_tell_what_the_values_told(known: dict[str, BodyAt], other: str) -> None:
    bodies = bodies_of(known)
    assert dict(bodies) == known
    assert bodies.get(other) == known.get(other)
    assert (other in bodies) == (other in known)


@given(st.dictionaries(st.text(max_size=3), places))
def test_packs_that_hold_nothing_any_more_are_named_no_more(known: dict[str, BodyAt]) -> None:
    found = bodies_of(known).places
    compacted = found.compacted()
    assert set(compacted.packs) == set(found.sizes())
    assert found.sizes() == {
        pack: sum(at.size for at in known.values() if at.pack == pack)
        for pack in {at.pack for at in known.values() if at.size}
    }
    for number, path in enumerate(sorted(known)):
        if known[path].size:
            assert compacted.at(number) == known[path]


def bodies_of(known: dict[str, BodyAt]) -> Bodies:
    names, paths = ("0a", "1b", "2c"), sorted(known)
    found = [known[path] for path in paths]
    rows = [packed_place(names.index(at.pack), at.start, at.size) for at in found]
    digests = [at.source_digest for at in found]
    return Bodies(paths, Places(names, b"".join(rows), b"".join(digests)))
