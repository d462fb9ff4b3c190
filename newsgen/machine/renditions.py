"""A picture's bytes → the files that pages show it by, through Pillow.

The same bytes give the same files wherever the same Pillow is installed: no time, no metadata, no
number of threads gets into them. A picture is never enlarged, and nothing of its metadata is kept;
its orientation and colours are applied before.
"""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from PIL import (  # a format is known once its module is imported
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

WIDTHS = (320, 480, 720, 1080, 1600)
PLAIN_WIDTHS = (720, 1200)  # of what every browser reads, and few still need
HEIGHT_LIMIT = 16_000  # WebP ends at 16,383
PIXELS_LIMIT = 80_000_000
BYTES_LIMIT = 64_000_000
_TOO_LARGE = f"it has more than {PIXELS_LIMIT // 1_000_000} million pixels"
_NEAR = 1.15  # a width is left out if the next is hardly larger
_FORMATS = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    AvifImagePlugin.AvifImageFile.format,
    GifImagePlugin.GifImageFile.format,
)
_TWO_IN_ONE = "MPO"  # a phone's JPEG with a second picture behind it
_SVG_TAG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_SVG_LIMIT = 65_536
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class Unreadable(Exception):
    """A file that is no picture, or none that can be shown; says why."""


class File(NamedTuple):
    """One file that was made: its width in pixels, and its format by suffix."""

    width: int
    suffix: str
    content: bytes


class Made(NamedTuple):
    """What a picture became; width and height are those of the largest file."""

    width: int
    height: int
    files: tuple[File, ...]


def renditions(content: bytes) -> Made:
    """The files that a picture is shown by. Raises Unreadable.

    What moves and what is drawn in vectors stays as it is.
    """
    if len(content) > BYTES_LIMIT:
        raise Unreadable(f"it is larger than {BYTES_LIMIT // 1_000_000} MB")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _vectors(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a strange file is told by what it does to us
            return _pixels(content)
    except (Image.DecompressionBombError, MemoryError):
        raise Unreadable(_TOO_LARGE) from None
    except UnidentifiedImageError:
        raise Unreadable("it is no picture: JPEG, PNG, WebP, AVIF, GIF and SVG are read") from None
    except _BROKEN as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        raise Unreadable(f"it is broken: {said}") from error


def _vectors(content: bytes) -> Made:
    tag = _SVG_TAG.search(content[:_SVG_LIMIT].decode(errors="replace"))
    if not tag:
        raise Unreadable("it is no SVG")
    width, height = (_length(tag[0], key) for key in ("width", "height"))
    box = re.search(r"viewBox\s*=\s*[\"']\s*([\d.eE+-]+[\s,]+){2}([\d.]+)[\s,]+([\d.]+)", tag[0])
    if not (width and height) and box:
        width, height = width or _number(box[2]), height or _number(box[3])
    if not (width and height):
        raise Unreadable("its <svg> says neither width and height nor a viewBox")
    return Made(width, height, (File(width, "svg", content),))


def _length(tag: str, key: str) -> int:
    found = re.search(rf"\s{key}\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']", tag)
    return _number(found[1]) if found else 0


def _number(text: str) -> int:
    try:
        return min(100_000, round(float(text)))
    except ValueError:
        return 0


def _pixels(content: bytes) -> Made:
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        width, height = opened.size
        if width * height > PIXELS_LIMIT:
            raise Unreadable(_TOO_LARGE)
        suffix = (opened.format or "").lower()
        is_moving = getattr(opened, "n_frames", 1) > 1 and opened.format != _TWO_IN_ONE
        if is_moving or suffix == "gif":
            opened.load()
            return Made(width, height, (File(width, suffix, content),))
        opened.load()
        image = _upright(opened)
    scale = min(1.0, WIDTHS[-1] / image.width, HEIGHT_LIMIT / image.height)
    image = _scaled(image, max(1, round(image.width * scale)))
    return Made(image.width, image.height, tuple(_files(image)))


def _upright(opened: Image.Image) -> Image.Image:
    """The picture as it is meant to be seen, in sRGB, without any metadata."""
    image = _in_srgb(ImageOps.exif_transpose(opened))
    if (
        image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 255
    ):  # nothing shines through
        image = image.convert("RGB")
    image.info = {}
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = image.has_transparency_data
    if image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        image = image.convert("RGBA" if has_alpha else "RGB")
    if profile and image.mode != "L":
        image = _converted(image, profile)
    return image.convert("RGBA" if has_alpha else "RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture with the colours that its profile means; a broken profile means nothing."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    try:
        there: Any = ImageCms.createProfile("sRGB")
        here = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(colours, here, there, outputMode="RGB")
    except (ImageCms.PyCMSError, *_BROKEN):
        return image
    if made is None:
        return image
    if alpha:
        made.putalpha(alpha)
    return made


def _files(image: Image.Image) -> Iterator[File]:
    """All sizes in all formats, largest first, so that each is scaled from the one before."""
    plain = "png" if image.mode == "RGBA" else "jpg"
    wide = set(_steps(WIDTHS, image.width))
    narrow = set(_steps(PLAIN_WIDTHS, image.width))
    for width in sorted(wide | narrow, reverse=True):
        image = _scaled(image, width)
        if width in wide:
            yield File(width, "avif", _encoded(image, "AVIF", quality=58, speed=8, max_threads=1))
            yield File(width, "webp", _encoded(image, "WEBP", quality=78, method=4))
        if width in narrow and plain == "jpg":
            options = {"quality": 80, "progressive": True, "optimize": True}
            yield File(width, plain, _encoded(image, "JPEG", **options))
        elif width in narrow:
            yield File(width, plain, _encoded(image, "PNG", optimize=True))


def _steps(widths: tuple[int, ...], width: int) -> Iterator[int]:
    """The widths below that of a picture, and its own, up to the largest step."""
    largest = min(width, widths[-1])
    yield from (step for step in widths if step * _NEAR < largest)
    yield largest


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()
