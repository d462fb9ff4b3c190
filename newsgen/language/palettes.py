"""The colours of the theme with a site's own over them, and which of them are hard to read."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsgen.language.colours import Colour, colour, contrast
from newsgen.words.config import ThemeSettings

# As static/css/newsgen.css has them.
LIGHT = {
    "paper": "#fdfcf9",
    "sheet": "#f4f1ea",
    "ink": "#17181b",
    "ink_soft": "#43474e",
    "ink_faint": "#5f636b",
    "line": "#ddd8cc",
    "line_strong": "#17181b",
    "accent": "#8a1c2b",
    "accent_soft": "#f6e9e6",
    "on_accent": "#fff",
}
DARK = {
    "paper": "#131518",
    "sheet": "#1d2025",
    "ink": "#eceae4",
    "ink_soft": "#c6c4be",
    "ink_faint": "#a3a4a1",
    "line": "#33373e",
    "line_strong": "#8b8d8c",
    "accent": "#f39c95",
    "accent_soft": "#2c1e20",
    "on_accent": "#1a0d0e",
}
TEXT, MARK = 4.5, 3.0  # WCAG 2.2 AA: of text, and of what marks a control
# What stands on what; `line` only parts what stands apart by itself.
PAIRS = (
    ("ink", "paper", TEXT),
    ("ink_soft", "paper", TEXT),
    ("ink_faint", "paper", TEXT),
    ("accent", "paper", TEXT),
    ("ink", "sheet", TEXT),
    ("ink_soft", "sheet", TEXT),
    ("ink_faint", "sheet", TEXT),
    ("accent", "sheet", TEXT),
    ("ink", "accent_soft", TEXT),
    ("ink_soft", "accent_soft", TEXT),
    ("accent", "accent_soft", TEXT),
    ("on_accent", "accent", TEXT),
    ("line_strong", "paper", MARK),
)


class Faint(NamedTuple):
    """A pair of tokens that a site made hard to read: in "light" or "dark", the two tokens with
    their colours as they are written, their contrast and the least that it should be.

    `set_token` is the one of the two that newsgen.yaml sets, the first if both.
    """

    scheme: str
    token: str
    ground: str
    written: str
    ground_written: str
    ratio: float
    least: float
    set_token: str


def faint_pairs(settings: ThemeSettings) -> Iterator[Faint]:
    """The pairs with a token of the site's own that stand out too little from each other.

    A colour that only a browser knows is not judged.
    """
    for scheme, own in (("light", dict(settings.light)), ("dark", dict(settings.dark))):
        tokens = in_effect(settings, scheme) if own else {}
        for token, ground, least in PAIRS if own else ():
            ratio = _ratio(tokens, token, ground)
            is_own = token in own or ground in own
            if is_own and ratio is not None and ratio < least:
                set_token = token if token in own else ground
                pair = (tokens[token], tokens[ground])
                yield Faint(scheme, token, ground, *pair, ratio, least, set_token)


def in_effect(settings: ThemeSettings, scheme: str) -> Mapping[str, str]:
    """The tokens that readers of "light" or "dark" see."""
    return LIGHT | dict(settings.light) if scheme == "light" else DARK | dict(settings.dark)


def card_colours(settings: ThemeSettings) -> tuple[tuple[int, int, int], ...]:
    """Paper, ink, accent and ornament of a social card, from 0 to 255: the site's own in light.

    A colour that only a browser knows is the theme's.
    """
    tokens = in_effect(settings, "light")

    def opaque(name: str, ground: Colour) -> Colour:
        found = colour(tokens[name]) or colour(LIGHT[name]) or ground
        return found.over(ground)

    paper = opaque("paper", Colour(1, 1, 1))
    shown = (paper, *(opaque(name, paper) for name in ("ink", "accent", "accent_soft")))
    return tuple(one.bytes for one in shown)


def _ratio(tokens: Mapping[str, str], token: str, ground: str) -> float | None:
    paper, below, above = (colour(tokens[name]) for name in ("paper", ground, token))
    if not (paper and below and above) or paper.alpha < 1:
        return None
    solid: Colour = below.over(paper)
    return contrast(above.over(solid), solid)
