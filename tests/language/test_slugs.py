"""Slugs: readable, safe, short enough for a file system, never empty. See also cases/slugs.md."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from slugify import slugify

from newsgen.language.arabic import ascii_digits, clean, without_tashkeel
from newsgen.language.front_matter import slug_value
from newsgen.language.slugs import SLUG_LIMIT_BYTES, identity, slug, with_suffix

FALLBACK = "5387420c"
TEXTS = st.text() | st.text(
    "خبرأإةىيـًَُِّ١٥۳ ABcÉßİΣς.-_/\\%#?&;:'\"\u200f\u200c\t\n\u2028عی가ﷺǅ", max_size=200
)
STYLES = st.sampled_from(("arabic", "latin", "id"))


def test_tashkeel_does_not_break_a_slug() -> None:
    assert slug("خَبَرَيْن", fallback=FALLBACK) == "خبرين"


def test_tatweel_is_dropped_from_a_slug() -> None:
    assert slug("عـــاجل بـ 153 طائرة", fallback=FALLBACK) == "عاجل-ب-153-طائرة"


def test_ligatures_are_letters_and_invisible_signs_are_nothing() -> None:
    assert slug("\ufefb \ufee3\ufeae\ufea3\ufe92\ufe8e", fallback=FALLBACK) == "لا-مرحبا"
    assert slug("\u200fقمة\u200e \u2067بري\u200bكس\u2069", fallback=FALLBACK) == "قمة-بريكس"


def test_latin_slugs_keep_the_alef_by_which_words_differ() -> None:
    assert slug("خبر", "latin", fallback=FALLBACK) == "khbr"
    assert slug("أخبار", "latin", fallback=FALLBACK) == "akhbar"
    assert slug("اخبار", "latin", fallback=FALLBACK) == "akhbar"


def test_a_long_title_is_cut_at_a_word_within_the_limit_of_bytes() -> None:
    made = slug("كلمة " * 60, fallback=FALLBACK)
    assert made == "-".join(["كلمة"] * 13)
    assert SLUG_LIMIT_BYTES - len("-كلمة".encode()) < len(made.encode()) <= SLUG_LIMIT_BYTES


def test_a_title_that_just_fits_is_left_whole() -> None:
    assert SLUG_LIMIT_BYTES == 120
    fits = f"{'خ' * 29} {'ب' * 30}a"
    assert len(slug(fits, fallback=FALLBACK).encode()) == SLUG_LIMIT_BYTES
    assert slug(f"{fits}b", fallback=FALLBACK) == "خ" * 29


@pytest.mark.parametrize("letters", [58, 59, 60, 61, 119, 120, 121, 500])
def test_a_single_endless_word_is_cut_between_letters(letters: int) -> None:
    made = slug("خ" * letters, fallback=FALLBACK)
    assert made == "خ" * min(letters, SLUG_LIMIT_BYTES // 2)


@pytest.mark.parametrize(
    "title", ["", "   ", "؟!…", "😀😀", "ـــ", "\u064b\u064c", "...", "///", "-_-"]
)
def test_a_title_without_letters_falls_back_to_the_identity(title: str) -> None:
    for style in ("arabic", "latin", "id"):
        assert slug(title, style, fallback=FALLBACK) == FALLBACK


def test_the_style_id_shows_nothing_of_the_title() -> None:
    assert slug("قمة بريكس", "id", fallback=FALLBACK) == FALLBACK


@settings(deadline=None)
@given(TEXTS, STYLES)
@example("../../etc/passwd", "arabic")
@example("%2e%2e%2f", "arabic")
@example(".htaccess", "latin")
@example("ا\u0654خبار", "arabic")
def test_any_text_gives_one_safe_folder_name(text: str, style: str) -> None:
    made = slug(text, style, fallback=FALLBACK)
    assert made
    assert len(made.encode()) <= SLUG_LIMIT_BYTES
    assert not any(char.isspace() or char in "/\\%?#" for char in made)
    assert not made.startswith((".", "-"))
    assert unicodedata.is_normalized("NFC", made)
    assert made == made.lower()
    assert slug_value(made) == made, "what newsgen writes as a slug, it reads as one"


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("قمة بريكس: 42,5 %")
def test_an_arabic_slug_is_what_the_library_makes_of_the_folded_text(text: str) -> None:
    made = slugify(ascii_digits(without_tashkeel(clean(text))), allow_unicode=True)
    expected = made if len(made.encode()) <= SLUG_LIMIT_BYTES else slug(made, fallback=FALLBACK)
    assert slug(text, fallback=FALLBACK) == (expected or FALLBACK)


@settings(deadline=None)
@given(TEXTS, STYLES)
def test_the_slug_of_a_slug_is_itself(text: str, style: str) -> None:
    made = slug(text, style, fallback=FALLBACK)
    assert slug(made, style, fallback=FALLBACK) == made


@settings(deadline=None)
@given(TEXTS)
def test_a_latin_slug_is_ascii(text: str) -> None:
    assert slug(text, "latin", fallback=FALLBACK).isascii()


@settings(deadline=None)
@given(
    st.text("خبر عاجل-abc", min_size=1, max_size=200), st.from_regex(r"[0-9a-f]{8}", fullmatch=True)
)
def test_a_suffix_fits_within_the_limit_and_stays_whole(title: str, suffix: str) -> None:
    base = slug(title, fallback=FALLBACK)
    made = with_suffix(base, suffix)
    assert made.endswith(f"-{suffix}")
    assert len(made.encode()) <= SLUG_LIMIT_BYTES
    assert base.startswith(made.removesuffix(f"-{suffix}"))


@pytest.mark.parametrize(
    ("base", "kept"),
    [
        ("خ" * 60, "خ" * 55),
        (f"{'خ' * 29}-{'ب' * 30}", "خ" * 29),
        ("a" * 111, "a" * 111),
        ("a" * 112, "a" * 111),
        (f"{'خ' * 50}-{'b' * 10}", f"{'خ' * 50}-{'b' * 10}"),
        (f"{'خ' * 50}-{'b' * 11}", "خ" * 50),
    ],
)
def test_a_suffix_takes_its_room_from_a_long_slug(base: str, kept: str) -> None:
    assert with_suffix(base, "5387420c") == f"{kept}-5387420c"


def test_a_short_slug_keeps_all_of_itself_before_its_suffix() -> None:
    assert with_suffix("قمة-بريكس", "5387420c") == "قمة-بريكس-5387420c"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000_5387420c12eebd77.txt", "5387420c"),
        ("2024/07/000_5387420c12eebd77.txt", "5387420c"),
        ("0123456789abcdef/قمة-deadbeef00.txt", "deadbeef"),
    ],
)
def test_the_identity_is_the_hexadecimal_part_of_the_name(name: str, expected: str) -> None:
    assert identity(name) == expected


def test_a_name_without_one_has_an_identity_that_stays_and_differs() -> None:
    assert identity("قمة.txt") == identity("قمة.txt") != identity("قمة2.txt")
    assert len(identity("قمة.txt")) == 8
    assert int(identity("قمة.txt"), 16) >= 0
