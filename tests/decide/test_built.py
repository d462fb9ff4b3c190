"""What the last build wrote: in columns, with changes beside them, as it is in a plain mapping."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.decide.built import Built, BuiltFiles, columns_of

DIGESTS = st.binary(min_size=16, max_size=16)
KINDS = st.sampled_from([b"", b"frame", bytes(16)])
NUMBERS = st.integers(0, 2**64 - 1)
SIGNATURES = st.tuples(NUMBERS, NUMBERS, NUMBERS)
REASONS = st.sampled_from(["not built before", "articles/أ.md or what it links to changed"])
ROWS = st.builds(Built, st.tuples(KINDS, KINDS, DIGESTS), SIGNATURES, DIGESTS, REASONS)
PATHS = st.text(st.characters(exclude_characters="\0"), max_size=6) | st.sampled_from(
    ["index.html", "سطر\nآخر", "\udcff"]
)
MANY = st.dictionaries(PATHS, ROWS, max_size=8)
CHANGES = st.dictionaries(PATHS, st.none() | ROWS, max_size=8)


@given(MANY, CHANGES, CHANGES)
def test_columns_with_changes_tell_what_a_mapping_tells(
    rows: dict[str, Built], first: dict[str, Built | None], second: dict[str, Built | None]
) -> None:
    columns = columns_of(rows.items())
    assert columns.size == len(rows)
    once = changed(rows, first)
    for files, told in (
        (BuiltFiles(columns), rows),
        (BuiltFiles(columns, first), once),
        (BuiltFiles(columns, first).with_changes(second), changed(once, second)),
    ):
        assert dict(files) == told
        assert len(files) == len(told)
        assert dict(files.standing()) == {path: row.signature for path, row in told.items()}
        for path in {*rows, *first, *second, "nowhere"}:
            row = told.get(path)
            assert files.get(path) == row
            assert files.recipe(path) == (row and row.made_from)
            assert files.file(path) == (row and (row.digest, row.signature))
            if row:
                assert files.digest(path) == row.digest
            else:
                with pytest.raises(KeyError):
                    files.digest(path)


@given(MANY, st.integers(-(2**63), 0))
def test_signatures_stand_in_the_order_of_the_paths_as_a_look_at_the_files_tells_them(
    rows: dict[str, Built], before_1970: int
) -> None:
    old = Built((b"", b"", bytes(16)), (1, before_1970, 2), bytes(16), "")
    every = {**rows, "old": old}
    for files in (BuiltFiles(columns_of(every.items())), BuiltFiles(columns_of(()), every)):
        seen = array("Q", [number % 2**64 for path in files for number in every[path].signature])
        assert files.signatures() == seen.tobytes()


def test_what_is_no_digest_is_refused_and_not_cut() -> None:
    row = Built((b"", b"", bytes(15)), (1, 2, 3), bytes(16), "")
    with pytest.raises(ValueError, match=r"a\.html"):
        columns_of([("a.html", row)])


def changed(rows: dict[str, Built], changes: dict[str, Built | None]) -> dict[str, Built]:
    every = {**rows, **changes}
    return {path: row for path, row in every.items() if row is not None}
