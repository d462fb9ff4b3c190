"""The pictures and social cards of a site: found before its pages are laid out, made for those that
are written, tidied after. A site without them pays nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsgen.machine.folders import SETTINGS_FILE
from newsgen.machine.parallel import Workers, cores
from newsgen.outputs.gallery import EMPTY, Gallery
from newsgen.programs.look import Look
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace
from newsgen.words.model import CONTENT_FOLDER, Page, Pictured
from newsgen.words.problems import Problem, complaint, warning

if TYPE_CHECKING:
    from newsgen.machine.pictures import Fault, Named, Store
    from newsgen.machine.social_cards import Cards


class Pictures(NamedTuple):
    """The pictures of a site; the files of the originals, by the digests of their contents; those
    of them that are shown by files made anew; and what is wrong with them.
    """

    gallery: Gallery = EMPTY
    files: Mapping[str, str] = {}
    remade: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def read_gallery(
    place: Workplace, look: Look, pictured: Iterable[Pictured], jobs: int = 0
) -> Pictures:
    """The pictures that sources name; those that are new are decoded, and their files made."""
    leads: list[tuple[str, str]] = []
    bodies: list[tuple[str, str]] = []
    for source, lead, body in pictured:
        bodies.extend((source, address) for address in body)
        leads += [(source, lead)] if lead else []
    social, unfit = _social_recipe(place, look)
    if not leads and not bodies:
        return Pictures(Gallery({}, social), problems=unfit)
    from newsgen.machine.pictures import Named, read_pictures

    hands = Workers(jobs or cores())
    named = [Named(*pair) for pair in dict.fromkeys((*leads, *bodies))]
    try:
        originals, files, remade, faults = read_pictures(named, _store(place, look), hands)
    finally:
        hands.close()
    shown_first = frozenset(leads)
    problems = [*unfit, *(_problem(place, fault, shown_first) for fault in faults)]
    return Pictures(Gallery(originals, social), files, remade, tuple(problems))


def copied(look: Look, pictures: Pictures) -> Sequence[Page]:
    """The static files that are published as they are. One that is shown as a picture is not, for
    it may tell who took it and where, unless a template names it.
    """
    if not pictures.remade:
        return look.assets
    named = look.templates.assets
    return [one for one in look.assets if one.origin not in pictures.remade or one.path in named]


def made(
    pages: Sequence[Page],
    pictures: Pictures,
    place: Workplace,
    look: Look,
    options: BuildOptions,
) -> list[Page]:
    """The pages to write, those of pictures and social cards as copies of files that are there."""
    images = [page for page in pages if page.kind == "picture"]
    cards = [page for page in pages if page.kind == "social"]
    if not images and not cards:
        return list(pages)
    others = [page for page in pages if page.kind not in ("picture", "social")]
    hands = Workers(options.jobs or cores())
    try:
        if images:
            from newsgen.machine import pictures as kept_pictures

            store = _store(place, look)
            others += kept_pictures.ready(images, pictures.files, store, hands)
        if cards:
            from newsgen.machine import social_cards

            others += social_cards.ready(cards, _cards(place, look), hands)
    finally:
        hands.close()
    return others


def tidy(pages: Iterable[Page], pictures: Pictures, place: Workplace, look: Look) -> None:
    """Forget what was made of pictures and headlines that the site does not have any more."""
    if pictures.files:
        from newsgen.machine import pictures as kept_pictures

        kept_pictures.tidy(pictures.files, _store(place, look))
    if pictures.gallery.social:
        from newsgen.machine import social_cards

        wanted = {page.origin for page in pages if page.kind == "social"}
        social_cards.tidy(_cards(place, look), wanted)


def _social_recipe(place: Workplace, look: Look) -> tuple[bytes, tuple[Problem, ...]]:
    """What tells how cards are drawn, b"" for none; and whether the site's font is unfit for it."""
    if not place.config.images.social_cards:
        return b"", ()
    from newsgen.machine.social_cards import is_drawable, recipe

    cards = _cards(place, look)
    if cards.font == cards.spare or is_drawable(cards.font):
        return recipe(cards), ()
    file = place.config.theme.headline_font_file
    message = f"theme.headline_font_file: static/{file} is no font that social cards can be set in"
    return recipe(cards), (complaint(SETTINGS_FILE, "font-unreadable", message),)


def _store(place: Workplace, look: Look) -> "Store":
    from newsgen.machine.pictures import Found, Store

    return Store(
        folder=place.cache_file("pictures"),
        files_table=place.cache_file("picture-files"),
        table=place.cache_file("picture-table"),
        content=place.folders.content,
        static={page.path: Found(page.origin, page.stamp) for page in look.assets},
    )


def _cards(place: Workplace, look: Look) -> "Cards":
    from newsgen.language.palettes import card_colours
    from newsgen.machine.social_cards import FONT, Cards

    theme, spare = place.config.theme, look.theme.default_static / FONT
    own = {page.path: Path(page.origin) for page in look.assets}.get(theme.headline_font_file)
    return Cards(place.cache_file("social"), own or spare, spare, card_colours(theme))


def _problem(place: Workplace, fault: "Fault", leads: frozenset[tuple[str, str]]) -> Problem:
    """The complaint about a picture, where it is named.

    What a body lacks is a warning: an imported text may name pictures that nobody has any more.
    """
    line, column = _place_of(place, fault.named)
    path = f"{CONTENT_FOLDER}/{fault.named.source}"
    if not fault.is_missing:
        message = f"the picture '{fault.named.written}' cannot be shown: {fault.reason}"
        hint = "save it anew, or take another"
        return complaint(path, "image-unreadable", message, line=line, column=column, hint=hint)
    message = f"there is no picture '{fault.named.written}'"
    hint = "put it into static/, or beside this file"
    tell = complaint if fault.named in leads else warning
    return tell(path, "image-missing", message, line=line, column=column, hint=hint)


def _place_of(place: Workplace, named: "Named") -> tuple[int, int]:
    """The line and column where a source names a picture; zeros where it cannot be found."""
    from html import unescape

    try:
        text = (place.folders.content / named.source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return 0, 0
    for written in (named.written, unescape(named.written)):
        at = text.find(written)
        if at >= 0:
            return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return 0, 0
