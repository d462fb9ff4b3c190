"""Social cards: joined Arabic, signs on their own side, at most three lines."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features
from sites import REPOSITORY

from newsgen.machine.social import LINES_LIMIT, LRM, Said, draw, in_order, set_headline
from newsgen.machine.social_cards import FONT
from newsgen.words.errors import NewsgenError

FILE = REPOSITORY / "static" / FONT
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


def picture(said: Said, font: Path = FILE) -> Image.Image:
    return Image.open(BytesIO(draw(said, font)))


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
        assert draw(Said(text, text, "ar"), FILE)


def test_a_card_from_left_to_right_begins_at_the_left() -> None:
    def first(language: str) -> int:
        image = picture(Said("News", "News", language)).convert("L").crop((0, 14, 1200, 400))
        return image.point(lambda value: 255 if value < 90 else 0).getbbox()[0]

    assert first("en") < 120
    assert first("ar") > 600


def test_the_same_words_give_the_same_card() -> None:
    said = Said("قمة في القاهرة", "صحيفة", "ar")
    assert draw(said, FILE) == draw(said, FILE)


def test_without_raqm_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)
    with pytest.raises(NewsgenError, match="no Raqm"):
        draw(Said("قمة", "صحيفة", "ar"), FILE)
