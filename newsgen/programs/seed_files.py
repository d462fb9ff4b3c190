"""The seeds on disk: found, named, and read one at a time, so that memory stays as it is."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.content.articles import decode
from newsgen.content.drafts import Draft, read_draft
from newsgen.content.importers import READERS, RawArticle, RawText
from newsgen.content.structure import read_title
from newsgen.language import front_matter
from newsgen.language.dates import is_date
from newsgen.language.fields import Field, Place, Table, read_fields
from newsgen.machine.folders import scan
from newsgen.programs.settings import Workplace
from newsgen.words.model import Source
from newsgen.words.problems import Problem, complaint, warning

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_SIDECAR_KEYS = (
    *("date", "updated", "category", "tags", "author", "source", "story", "slug", "draft"),
)


class SeedFile(NamedTuple):
    """A seed on disk. `name` is its identity: its path under the folder it came from.

    Two files from outside of seeds/ may bear one name, so there a name alone proves nothing.
    """

    name: str
    file: Path
    signature: bytes
    is_outside: bool


class Found(NamedTuple):
    """An article of a seed file. `name` is the file's, and what tells it from others in there."""

    name: str
    article: Draft | RawArticle

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def is_page(self) -> bool:
        return isinstance(self.article, RawArticle) and self.article.is_page


def find(place: Workplace, inputs: Sequence[Path]) -> tuple[tuple[SeedFile, ...], list[Problem]]:
    """The seed files to read, by name; a wrong path or two seeds of one name are problems."""
    found: dict[str, SeedFile] = {}
    problems: list[Problem] = []
    suffixes = tuple(READERS)
    for chosen in inputs or (place.folders.seeds,):
        if _is_ours(chosen.resolve(), place):
            message = "this is a part of the site, not a folder of seeds"
            problems.append(complaint(str(chosen), "not-a-seed", message))
            continue
        if chosen.is_dir():
            sources = [
                source
                for source in scan(chosen)
                if not _is_ours((chosen / source.path).resolve(), place)
            ]
            readable = [one for one in sources if one.path.lower().endswith(suffixes)]
            seeds = [(chosen, source) for source in readable]
            problems.extend(_not_read(chosen, sources, readable, place))
        elif chosen.is_file() and chosen.suffix.lower() in READERS:
            seeds = [(chosen.parent, Source(chosen.name, b""))]
        else:
            if inputs:
                problems.append(_unreadable(chosen, suffixes))
            continue
        for folder, source in seeds:
            file = folder / source.path
            name = _name(file, folder, place)
            if name in found and found[name].file != file:
                other, told = told_path(found[name].file, place), told_path(file, place)
                message = f"two seeds are called {name}: {other} is the other"
                problems.append(complaint(told, "two-seeds", message, hint="rename one"))
            is_outside = not _is_in_seeds(file, place)
            found[name] = SeedFile(name, file, source.signature, is_outside)
    return tuple(found.values()), problems


def read(seed: SeedFile, place: Workplace) -> Iterator[Found | Problem]:
    """Every article of a seed file, one after the other."""
    told = told_path(seed.file, place)
    for raw in _raw(seed, place):
        if isinstance(raw, RawText):
            draft = read_draft(raw.text, told, place.config.house_names)
            yield draft if isinstance(draft, Problem) else Found(seed.name, draft)
        elif isinstance(raw, RawArticle):
            yield Found(f"{seed.name}#{raw.name}" if raw.name else seed.name, raw)
        else:
            yield raw


def titles(seed: SeedFile, place: Workplace) -> Iterator[tuple[str, str, str]]:
    """Name, title and wanted slug of every article of a seed file, for less work than `read`."""
    for raw in _raw(seed, place):
        if isinstance(raw, RawText):
            if title := read_title(raw.text):
                yield seed.name, title, ""
        elif isinstance(raw, RawArticle):
            yield f"{seed.name}#{raw.name}" if raw.name else seed.name, raw.title, raw.slug


def sidecar(seed: SeedFile, place: Workplace) -> tuple[dict[str, Any], list[Problem]]:
    """What `NAME.yaml` beside a seed says of it, unconverted."""
    file = seed.file.with_suffix(".yaml")
    if not file.is_file():
        return {}, []
    told = told_path(file, place)
    text = decode(file.read_bytes(), told)
    if isinstance(text, Problem):
        return {}, [text]
    table = front_matter.article_table(place.zone)
    checked: Table = {key: table[key] for key in _SIDECAR_KEYS}
    _, problems = read_fields(text, checked, Place(told))
    plain: Table = {
        key: Field(str.strip, field.shape)
        for key, field in checked.items()
        if isinstance(field, Field)
    }
    values, _ = read_fields(text, plain, Place(told))
    return ({}, problems) if problems else (values, [])


def date_in(name: str) -> str:
    """The date that a seed's name holds, such as 2026-01-02-قمة.txt; "" if it is none."""
    return next(filter(is_date, _DATE_IN_NAME.findall(name)), "")


def told_path(file: Path, place: Workplace) -> str:
    """A seed file as messages name it: relative to the site where it lies in it."""
    root = place.folders.root
    whole = file.resolve()
    return str(whole.relative_to(root)) if whole.is_relative_to(root) else str(file)


def _raw(seed: SeedFile, place: Workplace) -> Iterator[RawArticle | RawText | Problem]:
    reader = READERS[seed.file.suffix.lower()]
    with open(seed.file, "rb") as stream:
        yield from reader(stream, told_path(seed.file, place), dict(place.config.imports.columns))


def _is_ours(file: Path, place: Workplace) -> bool:
    """True within the site's own folders, and within any output folder of newsgen."""
    folders = place.folders
    own = (folders.content, folders.templates, folders.static, folders.cache)
    if any(file == folder or folder in file.parents for folder in own):
        return True
    above = [folder for folder in file.parents if folders.root in folder.parents]
    return any((folder / ".newsgen" / "manifest").exists() for folder in (file, *above))


def _not_read(
    folder: Path, sources: Sequence[Source], readable: Sequence[Source], place: Workplace
) -> Iterator[Problem]:
    """A warning for each file that no reader takes, sidecars aside."""
    stems = {source.path.rpartition(".")[0] for source in readable}
    for source in set(sources) - set(readable):
        stem, _, suffix = source.path.rpartition(".")
        if not (suffix == "yaml" and stem in stems):
            message = "newsgen cannot read this kind of file, so it is not imported"
            yield warning(told_path(folder / source.path, place), "not-read", message)


def _unreadable(chosen: Path, suffixes: Sequence[str]) -> Problem:
    if not chosen.exists():
        return complaint(str(chosen), "no-such-file", "there is no such file or folder")
    message = f"newsgen cannot read this kind of file; it reads {', '.join(suffixes)}"
    return complaint(str(chosen), "unknown-format", message)


def _name(file: Path, folder: Path, place: Workplace) -> str:
    top = place.folders.seeds if _is_in_seeds(file, place) else folder.resolve()
    return file.resolve().relative_to(top).as_posix()


def _is_in_seeds(file: Path, place: Workplace) -> bool:
    return file.resolve().is_relative_to(place.folders.seeds)
