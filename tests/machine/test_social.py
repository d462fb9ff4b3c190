"""Social cards: joined Arabic, signs on their own side, at most three lines."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features
from sites import REPOSITORY

from newsgen.machine.social import (
    LINES_LIMIT,
    LRM,
    Face,
    Palette,
    Said,
    draw,
    in_order,
    is_font,
    set_headline,
)
from newsgen.machine.social_cards import FONT
from newsgen.words.errors import NewsgenError

FILE = REPOSITORY / "static" / FONT
NASKH = FILE.with_name("newsgen-naskh.woff2")
PLAIN = Palette(
    paper=(253, 252, 249), ink=(23, 24, 27), accent=(138, 28, 43), ornament=(246, 233, 230)
)
FACE = Face(FILE, FILE, PLAIN)
ZWNJ = "\u200c"  # between two letters, it keeps them from joining


def ink(text: str, direction: str = "rtl") -> Image.Image:
    """A text in black on white, as a card sets it, without the white around it."""
    font = ImageFont.truetype(FILE, 60, layout_engine=ImageFont.Layout.RAQM)
    image = Image.new("L", (900, 160), 255)
    pen = ImageDraw.Draw(image)
    pen.text((450, 80), text, 0, font, anchor="mm", direction=direction, language="ar")
    return image.crop(ImageChops.invert(image).getbbox())


def is_same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and not ImageChops.difference(one, other).getbbox()


def picture(said: Said, face: Face = FACE) -> Image.Image:
    return Image.open(BytesIO(draw(said, face)))


def test_letters_are_joined() -> None:
    joined, apart = ink("قمة"), ink(ZWNJ.join("قمة"))
    assert joined.width < 0.9 * apart.width
    assert not is_same(joined, ink("ةمق", "ltr"))


def test_a_card_shows_its_headline_joined() -> None:
    joined = picture(Said("قمة القاهرة", "صحيفة", "ar"))
    apart = picture(Said(" ".join(map(ZWNJ.join, ("قمة", "القاهرة"))), "صحيفة", "ar"))
    assert joined.size == (1200, 630)
    assert not is_same(joined, apart)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("لغة C++ الجديدة", f"لغة C++{LRM} الجديدة"),
        ("F# و.NET", f"F#{LRM} و.NET"),
        ("منصة .NET", f"منصة {LRM}.NET"),
        ("وسم #Gaza", f"وسم {LRM}#Gaza"),
        ("3.14 و 50%", "3.14 و 50%"),
    ],
)
def test_latin_names_keep_their_signs(text: str, marked: str) -> None:
    assert in_order(text) == marked


def test_signs_stand_after_a_latin_name_where_they_are_read_after_it() -> None:
    right = ink(in_order("لغة C++"))
    names = [ink(name, "ltr") for name in ("C++", "++C")]
    at_its_left = right.crop((0, 0, names[0].width, right.height))
    found = [at_its_left.crop(ImageChops.invert(at_its_left).getbbox()), *names]
    assert is_same(found[0], found[1])
    assert not is_same(found[0], found[2])


def test_a_headline_takes_at_most_three_lines_and_is_cut_at_a_word() -> None:
    words = "قالت وزارة الصحة إن حملة التطعيم الجديدة ستشمل جميع المحافظات".split()
    for count in range(1, 60):
        title = " ".join((words * 6)[:count])
        lines, size = set_headline(title, "ar", FILE)
        assert len(lines) <= LINES_LIMIT
        shown = " ".join(lines)
        if shown != title:
            assert shown.endswith("…")
            assert title.startswith(shown[:-1])
            assert title[len(shown) - 1] == " "
            assert size == 54


def test_a_word_without_end_is_cut() -> None:
    for text in ("م" * 400, "x" * 400, "", " ", "\u200f"):
        assert len(set_headline(text, "ar", FILE).lines) <= LINES_LIMIT
        assert draw(Said(text, text, "ar"), FACE)


def test_a_card_from_left_to_right_begins_at_the_left() -> None:
    def first(language: str) -> int:
        image = picture(Said("News", "News", language)).convert("L").crop((0, 14, 1200, 400))
        return image.point(lambda value: 255 if value < 90 else 0).getbbox()[0]

    assert first("en") < 120
    assert first("ar") > 600


def test_the_same_words_give_the_same_card() -> None:
    said = Said("قمة في القاهرة", "صحيفة", "ar")
    assert draw(said, FACE) == draw(said, FACE)


def test_a_card_is_drawn_in_the_colours_and_the_font_of_the_house() -> None:
    said = Said("قمة القاهرة", "صحيفة", "ar")
    palette = Palette(
        paper=(0, 20, 40), ink=(250, 250, 0), accent=(0, 250, 120), ornament=(0, 60, 90)
    )
    card = picture(said, Face(FILE, FILE, palette)).convert("RGB")
    found = [card.getpixel(at) for at in ((600, 6), (1190, 300), (200, 628))]
    for colour, wanted in zip(
        found, (palette.accent, palette.paper, palette.ornament), strict=True
    ):
        assert max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < 6
    yellow = [
        colour for _, colour in card.getcolors(1 << 20) if min(colour[:2]) > 230 > 9 * colour[2]
    ]
    assert yellow
    assert not is_same(picture(said), picture(said, Face(NASKH, FILE, PLAIN)))


def test_a_font_that_lacks_a_letter_gives_way_to_the_one_that_has_all() -> None:
    own = Face(NASKH, FILE, PLAIN)
    lacking = Said("قمة ቋንቋ", "صحيفة", "ar")
    assert is_same(picture(lacking), picture(lacking, own))
    whole = Said("قُمّةُ القاهرة، 2024: «نعم»…", "صحيفة", "ar")
    assert not is_same(picture(whole), picture(whole, own))


def test_what_is_no_font_is_told_apart(tmp_path: Path) -> None:
    broken = tmp_path / "font.woff2"
    for content in (b"", b"font", FILE.read_bytes()[:4000]):
        broken.write_bytes(content)
        assert not is_font(broken)
    assert is_font(NASKH)


def test_without_raqm_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)
    with pytest.raises(NewsgenError, match="no Raqm"):
        draw(Said("قمة", "صحيفة", "ar"), FACE)
