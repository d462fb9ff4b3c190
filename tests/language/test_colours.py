"""Colours as CSS writes them, and how well one stands out from another."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import REPOSITORY

from newsgen.language.colours import colour, contrast
from newsgen.language.palettes import DARK, LIGHT, PAIRS, Faint, card_colours, faint_pairs
from newsgen.language.settings import TOKENS, colour_value
from newsgen.words.config import ThemeSettings

SHEET = (REPOSITORY / "static/css/newsgen.css").read_text(encoding="utf-8")


def ratio(one: str, other: str) -> float:
    first, second = colour(one), colour(other)
    assert first
    assert second
    return contrast(first, second)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("black", "#fff", 21.0),
        ("#767676", "white", 4.54),
        ("#777", "#ffffff", 4.48),
        ("#f00", "#fff", 4.0),
        ("#8a1c2b", "#8a1c2b", 1.0),
    ],
)
def test_known_pairs_stand_out_as_is_known(one: str, other: str, known: float) -> None:
    assert round(ratio(one, other), 2) == known
    assert ratio(one, other) == ratio(other, one)


@pytest.mark.parametrize(
    "written",
    [
        "#f00",
        "#FF0000",
        "red",
        "#ff0000ff",
        "rgb(255 0 0)",
        "rgb(100%, 0%, 0%)",
        "rgb(255 0 0 / 100%)",
        "hsl(0 100% 50%)",
        "hsl(360deg, 100%, 50%)",
        "oklch(0.628 0.2577 29.23)",
        "oklch(62.8% 64.4% 29.23deg)",
        "oklab(0.628 0.2249 0.1258)",
    ],
)
def test_red_is_red_however_it_is_written(written: str) -> None:
    assert colour_value(written) == written
    found = colour(written)
    assert found
    assert found.bytes == (255, 0, 0)
    assert found.alpha == 1
    assert colour(written) == found


def test_what_shines_through_is_mixed_with_what_lies_behind() -> None:
    black, white = colour("#00000080"), colour("#fff")
    assert black
    assert white
    assert black.over(white).bytes == (127, 127, 127)


@pytest.mark.parametrize("text", ["", "canvas", "rgb(1 2)", "#12345", "rgb(1 2 3 4 5)", "var(--x)"])
def test_what_only_a_browser_knows_is_not_known(text: str) -> None:
    assert colour(text) is None


@pytest.mark.parametrize("call", ["oklch(50% 0.1 {})", "oklab({} 0 0)", "hsl({} 50% 50%)"])
def test_no_number_is_too_long(call: str) -> None:
    for digits in (200, 400):
        found = colour(call.format("9" * digits))
        assert found is None or all(0 <= part <= 1 for part in found)


@given(st.from_regex(r"(rgb|hsl|oklch|oklab)\([0-9.,%/ deg-]{0,20}\)|#[0-9a-f]{0,9}|[a-z]{1,9}"))
def test_no_text_is_too_strange(text: str) -> None:
    found = colour(text)
    assert found is None or all(0 <= part <= 1 for part in found)


def test_the_tokens_are_those_of_the_style_sheet() -> None:
    blocks = re.findall(r":root \{\n(.*?)\n\s*\}", SHEET, re.DOTALL)
    light, dark = (
        {name.replace("-", "_"): value for name, value in re.findall(r"--([\w-]+): (#\w+);", block)}
        for block in blocks[:2]
    )
    assert {name: light[name] for name in TOKENS} == LIGHT
    assert {name: dark[name] for name in TOKENS} == DARK


def test_the_theme_s_own_colours_are_all_easy_to_read() -> None:
    for tokens, (token, ground, least) in product((LIGHT, DARK), PAIRS):
        assert ratio(tokens[token], tokens[ground]) >= least, (token, ground)
    assert list(faint_pairs(ThemeSettings())) == []
    same = ThemeSettings(tuple(LIGHT.items()), tuple(DARK.items()))
    assert list(faint_pairs(same)) == []


def test_a_pair_with_a_colour_of_the_site_is_judged_in_its_own_scheme() -> None:
    found = list(faint_pairs(ThemeSettings(dark=(("ink_soft", "#555"), ("accent", "canvas")))))
    assert [(one.scheme, one.token, one.ground, one.set_token) for one in found] == [
        ("dark", "ink_soft", ground, "ink_soft") for ground in ("paper", "sheet", "accent_soft")
    ]
    assert found[0] == Faint(
        *("dark", "ink_soft", "paper", "#555", "#131518"), ratio("#555", "#131518"), 4.5, "ink_soft"
    )


def test_a_ground_that_swallows_its_text_is_told_by_the_ground() -> None:
    found = list(faint_pairs(ThemeSettings(light=(("sheet", "#555"),))))
    assert {(one.ground, one.set_token) for one in found} == {("sheet", "sheet")}


def test_a_rule_needs_less_than_text() -> None:
    grey = "#888"  # 3.4 to 1 on paper
    assert list(faint_pairs(ThemeSettings(light=(("line_strong", grey),)))) == []
    assert list(faint_pairs(ThemeSettings(light=(("ink_faint", grey),)))) != []


def test_a_card_takes_the_light_colours_and_the_theme_s_for_what_is_not_known() -> None:
    own = ThemeSettings(light=(("paper", "#000"), ("accent", "#fff8"), ("ink", "canvas")))
    assert card_colours(own) == ((0, 0, 0), (23, 24, 27), (136, 136, 136), (246, 233, 230))
