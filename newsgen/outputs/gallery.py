"""The pictures of a site: which files each is shown by, and how a page names them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsgen.language.urls import Addresses, picture_path
from newsgen.outputs.making import plain_stamp
from newsgen.words.model import Article, Page, Picture, PictureSource, Profile, StaticPage

# In the order in which a browser is offered them; the last that a picture has is for all others.
TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


class Rendition(NamedTuple):
    """One file of a picture: its width, its format by suffix, and a digest of its content."""

    width: int
    suffix: str
    digest: bytes


class Original(NamedTuple):
    """A picture as it was given: a digest of the file, and the renditions that were made of it.

    `name` begins their addresses, width and height are those of the largest.
    """

    name: str
    digest: bytes
    width: int
    height: int
    renditions: tuple[Rendition, ...]

    @property
    def key(self) -> bytes:
        """What tells it from others wherever it is shown."""
        return plain_stamp((self.name, self.width, self.height, tuple(map(tuple, self.renditions))))


class Gallery(NamedTuple):
    """The pictures of a site by who names them: a source, and the path or address in it.

    `social` tells how social cards are drawn from any other way; b"" where there are none.
    """

    originals: Mapping[tuple[str, str], Original]
    social: bytes = b""

    def body(self, one: Article | StaticPage | Profile) -> Iterator[tuple[str, Original]]:
        """The pictures of a body, with the addresses that stand in it."""
        for address in one.body_images:
            original = self.originals.get((one.source, address))
            if original:
                yield address, original


EMPTY = Gallery({})


def shown(original: Original, said: Picture, addresses: Addresses) -> Picture:
    """A picture as a page shows it."""
    by_suffix: dict[str, list[Rendition]] = {}
    for rendition in original.renditions:
        by_suffix.setdefault(rendition.suffix, []).append(rendition)
    *others, plain = sorted(by_suffix, key=list(TYPES).index)

    def url(one: Rendition) -> str:
        return addresses.url(path_of(original, one))

    def srcset(suffix: str) -> str:
        files = by_suffix[suffix]
        return ", ".join(f"{url(one)} {one.width}w" for one in files) if len(files) > 1 else ""

    sources = [
        PictureSource(TYPES[suffix], srcset(suffix) or url(by_suffix[suffix][0]))
        for suffix in others
    ]
    return said._replace(
        width=original.width,
        height=original.height,
        src=url(plain_files(original)[0]),
        srcset=srcset(plain),
        sources=tuple(sources),
    )


def plain_files(original: Original) -> tuple[Rendition, ...]:
    """The files that everybody can read, the smallest first."""
    last = max((one.suffix for one in original.renditions), key=list(TYPES).index)
    return tuple(one for one in original.renditions if one.suffix == last)


def files_of(original: Original) -> Iterator[Page]:
    """The files of a picture, each a copy of one in the cache of pictures."""
    for one in original.renditions:
        origin = f"{original.digest.hex()}/{one.width}.{one.suffix}"
        yield Page(path_of(original, one), "picture", "", one.digest, origin=origin)


def path_of(original: Original, one: Rendition) -> str:
    return picture_path(original.name, one.digest.hex()[:8], one.width, one.suffix)
