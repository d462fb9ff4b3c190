"""The files that pages show pictures by, and the cards that other sites show of stories."""

from collections.abc import Iterator

from newsgen.language.urls import social_card_path
from newsgen.outputs.gallery import TYPES, Original, files_of, path_of, plain_files
from newsgen.outputs.making import plain_stamp
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Article, Page, SocialPicture

SOCIAL_WIDTH, SOCIAL_HEIGHT = 1200, 630


def pictures(shelf: Shelf) -> Iterator[Page]:
    """The files of each picture that an article or a page shows."""
    made: dict[str, Page] = {}
    for original in _shown(shelf):
        made.update((page.path, page) for page in files_of(original))
    yield from made.values()


def _shown(shelf: Shelf) -> Iterator[Original]:
    gallery = shelf.gallery
    if not gallery.originals:
        return
    for one in shelf.site.articles:
        if original := shelf.original(one):
            yield original
        yield from (original for _, original in gallery.body(one))
    for static in shelf.site.pages:
        yield from (original for _, original in gallery.body(static))


def social_cards(shelf: Shelf) -> Iterator[Page]:
    """A social card for each article, if the site has them; its view is what is drawn."""
    if not shelf.gallery.social:
        return
    for one in shelf.site.articles:
        said = _said(shelf, one)
        digest = _digest(shelf, said)
        path = social_card_path(one.slug, digest.hex()[:8])
        yield Page(path, "social", "", digest, _drawn, origin=digest.hex(), of=said)


def _drawn(headline: str, brand: str, language: str) -> dict[str, str]:
    return {"headline": headline, "brand": brand, "language": language}


def social_picture(shelf: Shelf, one: Article) -> SocialPicture | None:
    """What other sites show with a link to an article: its card, or else its lead picture."""
    if not shelf.gallery.social:
        return lead_picture(shelf, one)
    path = social_card_path(one.slug, _digest(shelf, _said(shelf, one)).hex()[:8])
    permalink = shelf.site.addresses.permalink(path)
    return SocialPicture(permalink, SOCIAL_WIDTH, SOCIAL_HEIGHT, one.title)


def lead_picture(shelf: Shelf, one: Article) -> SocialPicture | None:
    """The lead picture of an article in one file, for who cannot choose."""
    original = shelf.original(one)
    if not original or not one.image:
        return None
    file = plain_files(original)[-1]
    height = round(original.height * file.width / original.width)
    permalink = shelf.site.addresses.permalink(path_of(original, file))
    return SocialPicture(permalink, file.width, height, one.image.alt, TYPES[file.suffix])


def _said(shelf: Shelf, one: Article) -> tuple[str, str, str]:
    site = shelf.site.config.site
    return one.title, site.title, site.language


def _digest(shelf: Shelf, said: tuple[str, str, str]) -> bytes:
    return plain_stamp((shelf.gallery.social, *said))
