"""Exporting: content files → the raw texts that they were imported from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.content.articles import decode
from newsgen.content.seeds import to_text
from newsgen.language import front_matter
from newsgen.machine.folders import scan
from newsgen.programs.settings import Workplace
from newsgen.words.errors import NewsgenError
from newsgen.words.problems import Problem


class Exported(NamedTuple):
    """An article's raw text, and the file name that it goes by: its seed's, or its slug."""

    name: str
    text: str


def export(place: Workplace, articles: Sequence[Path]) -> Iterator[Exported]:
    """The raw texts of the articles named by file or slug; of all of them when none is named.

    An article that somebody edited is told as it now is. Raises NewsgenError for an unknown name.
    """
    folder = place.folders.content / "articles"
    known = {folder / source.path for source in scan(folder) if source.path.endswith(".md")}
    for file in [_find(chosen, folder, known) for chosen in articles] or sorted(known):
        content = decode(file.read_bytes(), str(file))
        if isinstance(content, Problem):
            raise NewsgenError(str(content))
        values = front_matter.raw_values(content)
        seed = values.get("seed", "").partition("#")[0]
        name = seed if seed.endswith(".txt") else f"{values.get('slug') or file.stem}.txt"
        yield Exported(name, to_text(content))


def _find(chosen: Path, folder: Path, known: set[Path]) -> Path:
    for candidate in (chosen.resolve(), folder / chosen, folder / f"{chosen}.md"):
        if candidate in known:
            return candidate
    raise NewsgenError(
        f"there is no article {chosen}", "name a file of content/articles, or a slug"
    )
