"""Real files of every kind become files that a page can show, or a reason why not."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from newsgen.machine.renditions import Made, Unreadable, renditions

RED, BLUE = (200, 30, 30), (20, 40, 160)


def picture(width: int = 40, height: int = 30) -> Image.Image:
    """Red on its left half, blue on its right."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (width // 2, 0, width, height))
    return made


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(made: Made, suffix: str, width: int = 0) -> Image.Image:
    """The largest file of a format, or the one of a width."""
    files = [one for one in made.files if one.suffix == suffix and width in (0, one.width)]
    return Image.open(BytesIO(max(files).content))


def is_near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=False))


def test_a_photo_has_every_width_in_every_format_and_is_never_enlarged() -> None:
    made = renditions(encoded(picture(1000, 500), "JPEG"))
    widths = {
        suffix: sorted(one.width for one in made.files if one.suffix == suffix)
        for suffix in ("avif", "webp", "jpg")
    }
    assert widths == {
        "avif": [320, 480, 720, 1000],
        "webp": [320, 480, 720, 1000],
        "jpg": [720, 1000],
    }
    assert (made.width, made.height) == (1000, 500)
    for one in made.files:
        image = Image.open(BytesIO(one.content))
        assert image.size == (one.width, one.width // 2)
        assert is_near(image.convert("RGB").getpixel((5, 5)), RED)


def test_the_smallest_and_the_narrowest_pictures_are_pictures() -> None:
    assert {one.width for one in renditions(encoded(picture(1, 1))).files} == {1}
    assert {one.width for one in renditions(encoded(picture(2, 5000))).files} == {2}
    tall = renditions(encoded(Image.new("L", (200, 40_000))))
    assert (tall.width, tall.height) == (80, 16_000)


def test_a_large_photo_ends_at_the_largest_width() -> None:
    made = renditions(encoded(picture(4000, 100), "JPEG"))
    assert (made.width, made.height, max(one.width for one in made.files)) == (1600, 40, 1600)


def test_orientation_is_applied_and_all_metadata_is_gone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "a camera"
    exif[0x8825] = {1: "N", 2: (24.0, 42.0, 0.0)}
    content = encoded(picture(), "JPEG", exif=exif, comment=b"by somebody")
    made = renditions(content)
    assert (made.width, made.height) == (30, 40)
    assert is_near(opened(made, "jpg").getpixel((15, 2)), RED)
    assert is_near(opened(made, "jpg").getpixel((15, 37)), BLUE)
    for one in made.files:
        image = Image.open(BytesIO(one.content))
        assert not image.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & image.info.keys()
        assert b"a camera" not in one.content


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    for image in (picture(), picture().convert("RGBA"), picture().convert("P")):
        other = renditions(encoded(image, icc_profile=exchanged))
        red, green, blue = opened(other, "jpg").getpixel((5, 5))
        assert is_near((blue, green, red), RED)
    plain, broken = encoded(picture()), encoded(picture(), icc_profile=b"no profile")
    assert renditions(broken).files == renditions(plain).files


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "I;16", "LA", "RGBA"])
def test_every_mode_is_shown(mode: str) -> None:
    grey = Image.new("I;16", (40, 30), 200 * 256)
    image = grey if mode == "I;16" else picture().convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    shown = opened(renditions(encoded(image, kind)), "jpg").convert("RGB").getpixel((5, 5))
    if mode == "I;16":
        assert is_near(shown, (200, 200, 200))
    elif mode in ("RGB", "CMYK", "RGBA", "P"):
        assert is_near(shown, RED)


def test_what_shines_through_goes_on_to_do_so() -> None:
    image = picture(700, 60)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    made = renditions(encoded(image))
    assert {one.suffix for one in made.files} == {"avif", "webp", "png"}
    for suffix in ("avif", "webp", "png"):
        alpha = opened(made, suffix).convert("RGBA").getchannel("A")
        assert alpha.getpixel((5, 0)) < 40
        assert alpha.getpixel((5, 59)) > 215


def test_what_moves_and_what_is_drawn_stays_as_it_is() -> None:
    frames = [picture(), picture().rotate(180)]
    for kind, suffix in (("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png")):
        content = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        assert renditions(content).files == ((40, suffix, content),)
    for tag, size in (
        ('width="120" height="60px"', (120, 60)),
        ("viewBox='0 0 24.4 12'", (24, 12)),
        ('viewBox="-5,-5,10,10" width="100%"', (10, 10)),
    ):
        content = f'\ufeff<?xml version="1.0"?><svg xmlns="…" {tag}><g/></svg>'.encode()
        made = renditions(content)
        assert (made.width, made.height) == size
        assert made.files == ((size[0], "svg", content),)


def bomb(edge: int) -> bytes:
    """A PNG of a few bytes that says it is very wide and high."""
    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, inner: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + inner))
        return struct.pack(">I", len(inner)) + kind + inner + check

    inner = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + inner + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no picture"),
        (b"GIF", "no picture"),
        ("نص".encode(), "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"<html></html>", "no SVG"),
        (b"<svg><g/></svg>", "viewBox"),
        (bomb(30_000), "80 million pixels"),
        (bomb(9_200), "80 million pixels"),
        (encoded(picture(400, 300), "JPEG")[:-900], "broken"),
        (encoded(picture(400, 300), "WEBP")[:-90], "broken"),
        (b"\0" * 64_000_001, "larger than 64 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_bad_file_has_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        renditions(content)


KINDS = [encoded(picture(8, 6), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")]
KINDS.append(b'<svg width="8" height="6"></svg>')


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.tuples(st.integers(0, 999), st.binary(max_size=4))))
def test_no_file_breaks_more_than_itself(content: bytes, changes: list[tuple[int, bytes]]) -> None:
    changed = bytearray(content)
    for at, inner in changes:
        start = at % len(changed)
        changed[start : start + 2] = inner
        changed = changed or bytearray(b"x")
    with suppress(Unreadable):
        assert renditions(bytes(changed)).files


def test_the_same_bytes_give_the_same_files() -> None:
    content = encoded(picture(900, 500), "JPEG")
    assert renditions(content) == renditions(content)
