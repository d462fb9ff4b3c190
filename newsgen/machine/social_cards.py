"""Social cards, drawn once and kept: a file is named by what it shows and by what it holds."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.folders import write_whole
from newsgen.machine.parallel import Spread, cut
from newsgen.machine.pictures import digest_of, made_by
from newsgen.words.model import Page

FONT = "fonts/newsgen-sans.woff2"
CHUNK_CARDS = 16
_ROOM = "newsgen.machine.social"


class Cards(NamedTuple):
    """Where cards are kept, the font that they are set in with the one that has every letter, and
    their colours: paper, ink, accent and ornament, each red, green and blue from 0 to 255.
    """

    folder: Path
    font: Path
    spare: Path
    colours: tuple[tuple[int, int, int], ...]


def recipe(cards: Cards) -> bytes:
    """What tells cards that were drawn in this way from others, wherever it is installed."""
    fonts = [digest_of(file.read_bytes()) for file in (cards.font, cards.spare)]
    colours = bytes(part for colour in cards.colours for part in colour)
    return digest_of(b"".join((made_by(_ROOM), *fonts, colours)))


def is_drawable(font: Path) -> bool:
    """Whether cards can be set in a font."""
    from newsgen.machine.social import is_font

    return is_font(font)


def ready(pages: Sequence[Page], cards: Cards, spread: Spread) -> list[Page]:
    """The same pages, each a copy of a card that is kept and whole; others are drawn now.

    Raises NewsgenError where Arabic cannot be drawn.
    """
    if not pages:
        return []
    cards.folder.mkdir(parents=True, exist_ok=True)
    kept = {name.partition("-")[0]: name for name in sorted(os.listdir(cards.folder))}
    files = {page.origin: kept.get(page.origin, "") for page in pages}
    lost = [page for page in pages if not _is_sound(cards.folder, files[page.origin])]
    wanted = [(page.origin, dict(page.view(*page.of))) for page in lost]
    for drawn in spread(draw_all, cards, cut(wanted, CHUNK_CARDS)):
        files.update(drawn)
    return [page._replace(origin=str(cards.folder / files[page.origin])) for page in pages]


def draw_all(cards: Cards, chunk: Sequence[tuple[str, dict[str, object]]]) -> list[tuple[str, str]]:
    """Draw some cards; their names, with those of their files."""
    from newsgen.machine.social import Face, Palette, Said, draw

    face = Face(cards.font, cards.spare, Palette(*cards.colours))
    made = []
    for name, view in chunk:
        content = draw(Said(*map(str, view.values())), face)
        file = f"{name}-{digest_of(content).hex()}.jpg"
        write_whole(cards.folder / file, content)
        made.append((name, file))
    return made


def tidy(cards: Cards, wanted: set[str]) -> None:
    """Delete the cards that are not wanted any more."""
    try:
        names = os.listdir(cards.folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.partition("-")[0] not in wanted:
            (cards.folder / name).unlink(missing_ok=True)


def _is_sound(folder: Path, name: str) -> bool:
    if not name:
        return False
    try:
        content = (folder / name).read_bytes()
    except OSError:
        return False
    return digest_of(content).hex() == name.rpartition("-")[2].removesuffix(".jpg")
