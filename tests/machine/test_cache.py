"""Losing or damaging a cache file only costs time."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.machine import cache


def damage(file: Path, position: int, flip: int, *, cut: bool) -> None:
    content = bytearray(file.read_bytes())
    if cut:
        del content[position % len(content) :]
    else:
        content[position % len(content)] ^= flip
    file.write_bytes(bytes(content))


def test_a_value_comes_back_under_its_key_only(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "value"
    cache.store(file, b"key", {"أ": (1, None, b"x")})
    assert cache.load(file, b"key") == {"أ": (1, None, b"x")}
    assert cache.load(file, b"other") is None
    assert cache.load(tmp_path / "missing", b"key") is None


PARTS = ("رأس", b"\0" * 40, [("أ", 1, None)], ())


def test_parts_come_back_one_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "parts"
    cache.store_parts(file, b"key", iter(PARTS))
    assert tuple(cache.load_parts(file, b"key") or ()) == PARTS
    assert cache.load_parts(file, b"other") is None
    assert cache.load_parts(tmp_path / "missing", b"key") is None
    assert os.listdir(file.parent) == ["parts"]


@pytest.mark.parametrize(
    ("store", "load"), [(cache.store, cache.load), (cache.store_parts, cache.load_parts)]
)
@given(position=st.integers(0, 10_000), flip=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_file_reads_as_nothing(
    tmp_path_factory,
    store: Callable[[Path, bytes, Any], object],
    load: Callable[[Path, bytes], Any],
    position: int,
    flip: int,
    cut: bool,  # noqa: FBT001 (drawn by Hypothesis)
) -> None:
    file = tmp_path_factory.mktemp("cache") / "value"
    store(file, b"key", PARTS)
    damage(file, position, flip, cut=cut)
    assert load(file, b"key") is None


def test_the_program_digest_is_stable_and_says_which_program() -> None:
    assert cache.program_digest() == cache.program_digest()
    assert len(cache.program_digest()) == 16
