"""Social cards, drawn once and kept: a file is named by what it shows and by what it holds."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.folders import write_whole
from newsgen.machine.parallel import Spread
from newsgen.machine.pictures import digest_of, made_by
from newsgen.words.model import Page

FONT = "fonts/newsgen-sans.woff2"
CHUNK_CARDS = 16
_ROOM = "newsgen.machine.social"


class Cards(NamedTuple):
    """Where cards are kept, and the font that they are set in."""

    folder: Path
    font: Path


def recipe(font: Path) -> bytes:
    """What tells cards that were drawn in this way from others, wherever it is installed."""
    return digest_of(made_by(_ROOM) + font.read_bytes())


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
    chunks = [wanted[at : at + CHUNK_CARDS] for at in range(0, len(wanted), CHUNK_CARDS)]
    for drawn in spread(draw_all, cards, chunks):
        files.update(drawn)
    return [page._replace(origin=str(cards.folder / files[page.origin])) for page in pages]


def draw_all(cards: Cards, chunk: Sequence[tuple[str, dict[str, object]]]) -> list[tuple[str, str]]:
    """Draw some cards; their names, with those of their files."""
    from newsgen.machine.social import Said, draw

    made = []
    for name, view in chunk:
        content = draw(Said(*map(str, view.values())), cards.font)
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
