"""Colours as CSS writes them → numbers, and how well one stands out from another."""

import math
import re
from typing import NamedTuple

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_CALL = re.compile(r"(rgb|hsl|oklch|oklab)a?\(\s*(.+?)\s*\)", re.IGNORECASE)
_PART = re.compile(r"([-+]?[0-9]*\.?[0-9]+)(%|deg)?")


class Colour(NamedTuple):
    """Red, green and blue in sRGB and how much of what lies behind is hidden, all from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where it is laid on an opaque ground."""
        mixed = (
            a * self.alpha + b * (1 - self.alpha) for a, b in zip(self[:3], ground, strict=False)
        )
        return Colour(*mixed)

    @property
    def bytes(self) -> tuple[int, int, int]:
        """Red, green and blue from 0 to 255."""
        red, green, blue = (round(255 * part) for part in self[:3])
        return red, green, blue


def colour(text: str) -> Colour | None:
    """A colour as CSS writes it; None for a word or a form that is not known here."""
    text = text.strip()
    if _HEX.fullmatch(text):
        return _of_digits(text[1:])
    if call := _CALL.fullmatch(text):
        return _of_call(call[1].lower(), call[2])
    if text.isalpha():
        return _of_name(text.lower())
    return None


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2 between two opaque colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(one: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _of_digits(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    return Colour(*(int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)))


def _of_name(name: str) -> Colour | None:
    if name == "transparent":
        return Colour(0, 0, 0, 0)
    from PIL.ImageColor import getrgb  # few sites name a colour

    try:
        return Colour(*(part / 255 for part in getrgb(name)))
    except ValueError:
        return None


def _of_call(name: str, inside: str) -> Colour | None:
    """rgb(), hsl(), oklch() or oklab(), with commas or spaces between their parts."""
    written, _, opacity = inside.partition("/")
    parts = [_PART.fullmatch(part) for part in re.split(r"[\s,]+", written.strip())]
    if len(parts) == 4 and not opacity:
        *parts, last = parts
        opacity = last[0] if last else "?"
    alpha = _PART.fullmatch(opacity.strip() or "1")
    known = [part for part in parts if part]
    if not alpha or len(parts) != 3 or len(known) != 3:
        return None
    try:
        found = _CALLS[name](*known)
    except (OverflowError, ValueError):  # of numbers with hundreds of digits
        return None
    return Colour(*(min(1.0, max(0.0, part)) for part in (*found, _share(alpha, 1))))


def _share(part: re.Match[str], whole: float) -> float:
    """A number of `whole`, or a percentage, as a share."""
    return float(part[1]) / (100 if part[2] == "%" else whole)


Part = re.Match[str]
Numbers = tuple[float, float, float]


def _rgb(red: Part, green: Part, blue: Part) -> Numbers:
    return _share(red, 255), _share(green, 255), _share(blue, 255)


def _hsl(hue: Part, saturation: Part, lightness: Part) -> Numbers:
    from colorsys import hls_to_rgb

    shares = (min(1.0, max(0.0, _share(part, 100))) for part in (lightness, saturation))
    return hls_to_rgb(float(hue[1]) % 360 / 360, *shares)


def _oklch(lightness: Part, chroma: Part, hue: Part) -> Numbers:
    reach = _share(chroma, 1) * (0.4 if chroma[2] else 1)
    turn = math.radians(float(hue[1]))
    return _of_lab(_share(lightness, 1), reach * math.cos(turn), reach * math.sin(turn))


def _oklab(lightness: Part, a: Part, b: Part) -> Numbers:
    across = (_share(part, 1) * (0.4 if part[2] else 1) for part in (a, b))
    return _of_lab(_share(lightness, 1), *across)


def _of_lab(lightness: float, a: float, b: float) -> Numbers:
    """OKLab → sRGB, by the matrices of CSS Color 4."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _of_light(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _of_light(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _of_light(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _of_light(linear: float) -> float:
    if linear <= 0.0031308:
        return 12.92 * linear
    return float(1.055 * linear ** (1 / 2.4) - 0.055)


_CALLS = {"rgb": _rgb, "hsl": _hsl, "oklch": _oklch, "oklab": _oklab}
