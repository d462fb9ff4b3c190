"""Seeds in whatever encoding an editor saved them; a located problem where none fits."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.decoding import decode_seed
from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, to_content
from newsgen.words.problems import Problem

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_5387420c12eebd77.txt"
TEXT = SEED.read_text(encoding="utf-8")
# What Windows-1256 can hold of it: no tatweel is lost, for it has one.
LEGACY = TEXT.encode("cp1256", errors="ignore").decode("cp1256")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_given_article_is_the_same_in_any_unicode_encoding(encoding: str) -> None:
    assert decode_seed(TEXT.encode(encoding), "a.txt") == TEXT


def test_windows_1256_is_recognised() -> None:
    assert decode_seed(LEGACY.encode("cp1256"), "a.txt") == LEGACY


@pytest.mark.parametrize("lines", [2, 5, 12])
def test_a_short_text_in_windows_1256_is_recognised(lines: int) -> None:
    short = "\n".join(LEGACY.split("\n")[:lines])
    assert decode_seed(short.encode("cp1256"), "a.txt") == short


def test_one_damaged_byte_in_utf_8_is_located_and_not_turned_into_nonsense() -> None:
    damaged = TEXT.encode().replace("الصين".encode(), "الصي".encode() + b"\xff", 1)
    problem = decode_seed(damaged, "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert str(problem).startswith("seeds/a.txt:1:30: error: byte 0xff is not UTF-8")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xfe\x00",
        b"\x80\x81\x82\x99" * 9,
        b"PK\x03\x04\xff\xee",
    ],
)
def test_what_is_no_text_is_a_located_problem(content: bytes) -> None:
    problem = decode_seed(content, "a.txt")
    assert isinstance(problem, Problem)
    assert problem.line == 1


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_are_a_text_or_a_problem_and_go_all_the_way(content: bytes) -> None:
    text = decode_seed(content, "a.txt")
    if isinstance(text, str):
        draft = read_draft(text, "a.txt", ("خبرين",))
        if isinstance(draft, Draft):
            assert to_content(draft, Given(seed="a.txt", slug="a")).startswith("---\ntitle: ")
