"""Social cards: the headline of a story as a picture, in joined Arabic, with the house's name.

Letters are joined and lines are ordered by Raqm, which Pillow's wheels hold; without it Arabic
would be drawn letter by letter from the wrong side, so nothing is drawn.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from PIL import Image, ImageDraw, ImageFont, features

from newsgen.language.arabic import guillemets
from newsgen.language.direction import quotation_marks, text_direction
from newsgen.outputs.pictures import SOCIAL_HEIGHT, SOCIAL_WIDTH
from newsgen.words.errors import NewsgenError

LINES_LIMIT = 3
_SIZES = (84, 76, 68, 60, 54)  # of the headline, the first that fits
_BRAND_SIZE = 40
_LINE = 1.5  # of the size: Arabic needs room above and below
_MARGIN = 84
_ELLIPSIS = "…"
_NO_LETTER = "\U0010fffe"  # which no font has
LRM = "\u200e"
_SIGNS_AFTER = re.compile(r"(?<=[A-Za-z0-9])[+#*°]+")
_SIGNS_BEFORE = re.compile(r"(?<!\S)[.@#$+]+(?=[A-Za-z])")
Colour = tuple[int, int, int]


class Palette(NamedTuple):
    """The colours of a card."""

    paper: Colour
    ink: Colour
    accent: Colour
    ornament: Colour


class Face(NamedTuple):
    """How a card is set: the font of the house, another that has every letter, and the colours.

    They are the same where a site has no font of its own.
    """

    font: Path
    spare: Path
    palette: Palette


class Said(NamedTuple):
    """What a card says, and the language that it is set in."""

    headline: str
    brand: str
    language: str


class Setting(NamedTuple):
    """A headline in lines that fit, and the size of its letters in pixels."""

    lines: tuple[str, ...]
    size: int


def draw(said: Said, face: Face) -> bytes:
    """A card as JPEG. The same words give the same bytes wherever the same Pillow is installed."""
    palette = face.palette
    image = Image.new("RGB", (SOCIAL_WIDTH, SOCIAL_HEIGHT), palette.paper)
    pen = ImageDraw.Draw(image)
    direction = text_direction(said.language)
    _ornament(image, palette, direction)
    title = in_order(guillemets(said.headline, quotation_marks(said.language)))
    font_file = _font_with(title + said.brand, face)
    file = str(font_file)
    lines, size = set_headline(title, said.language, font_file)
    edge, anchor = (SOCIAL_WIDTH - _MARGIN, "rm") if direction == "rtl" else (_MARGIN, "lm")
    middle = (SOCIAL_HEIGHT - _MARGIN - _BRAND_SIZE) / 2 + 18
    top = middle - (len(lines) - 1) * size * _LINE / 2
    for number, line in enumerate(lines):
        pen.text(
            (edge, top + number * size * _LINE),
            line,
            fill=palette.ink,
            font=_font(file, size),
            anchor=anchor,
            direction=direction,
            language=said.language,
        )
    foot = SOCIAL_HEIGHT - _MARGIN
    mark = 14
    start = edge - mark if direction == "rtl" else edge
    pen.rectangle((start, foot - 22, start + mark, foot + 22), fill=palette.accent)
    pen.text(
        (edge - 2 * mark if direction == "rtl" else edge + 2 * mark, foot),
        _cut(said.brand, _font(file, _BRAND_SIZE), said.language),
        fill=palette.accent,
        font=_font(file, _BRAND_SIZE),
        anchor=anchor,
        direction=direction,
        language=said.language,
    )
    made = BytesIO()
    image.save(made, "JPEG", quality=88, subsampling=0, optimize=True)
    return made.getvalue()


def in_order(text: str) -> str:
    """A text whose Latin names keep their signs on their own side: C++, not ++C."""
    return _SIGNS_BEFORE.sub(rf"{LRM}\g<0>", _SIGNS_AFTER.sub(rf"\g<0>{LRM}", text))


def set_headline(text: str, language: str, font_file: Path) -> Setting:
    """A headline in at most three lines of about one length; one that is too long is cut at a
    word.
    """
    require_raqm()
    words = text.split()
    for size in _SIZES:
        font = _font(str(font_file), size)
        lines = _filled(words, font, language, _room())
        if len(lines) <= LINES_LIMIT:
            return Setting(_balanced(words, font, language, len(lines)), size)
    kept = list(lines[: LINES_LIMIT - 1])
    rest = " ".join(lines[LINES_LIMIT - 1 :])
    return Setting((*kept, _cut(rest, font, language)), size)


def is_font(file: Path) -> bool:
    """Whether a file is a font that can be drawn with."""
    try:
        _font(str(file), _BRAND_SIZE)
    except (OSError, ValueError):
        return False
    return True


def _font_with(text: str, face: Face) -> Path:
    """The font of the house, or the spare one if it lacks a letter: no card shows an empty box."""
    if face.font == face.spare:
        return face.spare
    font = _font(str(face.font), _BRAND_SIZE)
    nothing = _drawn(_NO_LETTER, font)
    letters = {one for one in text + _ELLIPSIS if category(one)[0] not in "CMZ"}
    return face.spare if any(_drawn(one, font) == nothing for one in letters) else face.font


def _drawn(letter: str, font: ImageFont.FreeTypeFont) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter, features=["-calt"])
    return mask.size, bytes(mask)


def require_raqm() -> None:
    """Raises NewsgenError where Arabic could not be drawn."""
    if not features.check("raqm"):
        raise NewsgenError(
            "this Pillow has no Raqm, without which Arabic letters are not joined",
            "install Pillow from its wheels, or set images.social_cards: false",
        )


def _room() -> int:
    return SOCIAL_WIDTH - 2 * _MARGIN


def _filled(
    words: Sequence[str], font: ImageFont.FreeTypeFont, language: str, room: float
) -> tuple[str, ...]:
    """Words in as few lines as they fit in; a word that is too long stands alone, and is cut."""
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and _width(longer, font, language) > room:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    return tuple(_cut(one, font, language) for one in lines)


def _balanced(
    words: Sequence[str], font: ImageFont.FreeTypeFont, language: str, count: int
) -> tuple[str, ...]:
    """The same words in as many lines, the longest as short as it can be."""
    low, high = 0.0, float(_room())
    while high - low > 8:
        middle = (low + high) / 2
        if len(_filled(words, font, language, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(words, font, language, high)


def _cut(text: str, font: ImageFont.FreeTypeFont, language: str) -> str:
    """A text that fits on one line, cut at a word, or else at a letter."""
    if _width(text, font, language) <= _room():
        return text
    return next(one for one in _shorter(text) if _width(one, font, language) <= _room())


def _shorter(text: str) -> Iterator[str]:
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count]).rstrip("،,؛;:.-– ") + _ELLIPSIS
    for count in range(len(text), -1, -1):
        yield text[:count] + _ELLIPSIS


def _width(text: str, font: ImageFont.FreeTypeFont, language: str) -> float:
    return font.getlength(text, direction=text_direction(language), language=language)


def _ornament(image: Image.Image, palette: Palette, direction: str) -> None:
    """A bar along the top, and quarter circles in the corner where the lines end."""
    scale = 2  # drawn larger and made smaller, so that edges are smooth
    layer = Image.new("L", (SOCIAL_WIDTH * scale // 2, SOCIAL_HEIGHT * scale), 0)
    pen = ImageDraw.Draw(layer)
    for number, radius in enumerate((420, 330, 240, 150)):
        box = (-radius, SOCIAL_HEIGHT - radius, radius, SOCIAL_HEIGHT + radius)
        pen.ellipse([edge * scale for edge in box], fill=0 if number % 2 else 255)
    layer = layer.resize((SOCIAL_WIDTH // 2, SOCIAL_HEIGHT), Image.Resampling.LANCZOS)
    if direction == "ltr":
        layer = layer.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image.paste(palette.ornament, (0 if direction == "rtl" else SOCIAL_WIDTH // 2, 0), layer)
    ImageDraw.Draw(image).rectangle((0, 0, SOCIAL_WIDTH, 13), fill=palette.accent)


@lru_cache(maxsize=16)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
