"""Importing: seeds → content files that a person may edit, and that no import overwrites then."""

import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newsgen.content.articles import digest
from newsgen.content.importers import READERS
from newsgen.content.seeds import Draft, Given, is_unedited, read_seed, to_content
from newsgen.graph.site import CONTENT_FOLDER
from newsgen.language import front_matter
from newsgen.language.dates import is_date
from newsgen.language.slugs import identity, slug, with_suffix
from newsgen.machine import cache
from newsgen.machine.folders import is_settled, scan, write_whole
from newsgen.machine.sources import Content
from newsgen.programs.settings import Workplace
from newsgen.words.model import Source
from newsgen.words.problems import Problem, complaint, in_order

Action = Literal["new", "updated", "unchanged", "edited", "overwritten"]
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
WRITING: tuple[Action, ...] = ("new", "updated", "overwritten")
_SEED_LINE = re.compile(r"^seed:[ \t]*[\"']?([^\"'\n]+?)[\"']?[ \t]*$", re.MULTILINE)


class ImportOptions(NamedTuple):
    """What a run may choose. `inputs` are files or folders; none means seeds/.

    `reads_all` reads the seeds that did not change as well, to tell of their lines.
    """

    inputs: tuple[Path, ...] = ()
    date: str = ""
    category: str = ""
    is_forced: bool = False
    is_dry_run: bool = False
    reads_all: bool = False


class Imported(NamedTuple):
    """What became of one seed: its content file (under content/), what was done, what it holds."""

    seed: str
    path: str
    action: Action
    draft: Draft
    digest: bytes


class ImportReport(NamedTuple):
    """What an import did, or would do. `skipped` seeds are as the last import left them."""

    imported: tuple[Imported, ...] = ()
    skipped: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def has_written(self) -> bool:
        return any(one.action in WRITING for one in self.imported)

    def number(self, action: Action) -> int:
        return sum(one.action == action for one in self.imported)


class _SeedFile(NamedTuple):
    """A seed on disk. `name` is its identity: its path under the folder it came from."""

    name: str
    file: Path
    signature: tuple[int, ...]


def import_seeds(place: Workplace, options: ImportOptions, content: Content) -> ImportReport:
    """Write a content file for each seed that has none, and renew those that nobody edited.

    `content` is what the site holds before. A seed that cannot be read is a problem of the
    report; the others are imported all the same.
    """
    files, problems = _find(place, options.inputs)
    homes = _homes(place, content)
    waiting, remembered = _changed(place, files, homes, content, options)
    drafts: dict[str, Draft] = {}
    for seed in waiting:
        draft = _read(seed, place)
        if isinstance(draft, Problem):
            problems.append(draft)
        else:
            drafts[seed.name] = draft
    slugs = _new_slugs(drafts, homes, content, place.config.slugs.style)
    imported = tuple(
        _import(name, draft, homes.get(name) or f"articles/{slugs[name]}.md", place, options)
        for name, draft in drafts.items()
    )
    if not options.is_dry_run:
        _remember(place, waiting, imported, remembered)
    return ImportReport(imported, len(files) - len(waiting), in_order(problems))


def _find(place: Workplace, inputs: Sequence[Path]) -> tuple[tuple[_SeedFile, ...], list[Problem]]:
    """The seeds to read, by name; a wrong path or two seeds of one name are problems."""
    found: dict[str, _SeedFile] = {}
    problems: list[Problem] = []
    suffixes = tuple(READERS)
    for chosen in inputs or (place.folders.seeds,):
        if chosen.is_dir():
            seeds = [(chosen, source) for source in scan(chosen, suffixes)]
        elif chosen.is_file() and chosen.suffix in READERS:
            seeds = [(chosen.parent, Source(chosen.name, ()))]
        else:
            if inputs:
                problems.append(_unreadable(chosen, suffixes))
            continue
        for folder, source in seeds:
            file = folder / source.path
            name = _name(file, folder, place)
            if name in found and found[name].file != file:
                message = f"two seeds are called {name}: {found[name].file} is the other"
                problems.append(complaint(str(file), "two-seeds", message, hint="rename one"))
            found[name] = _SeedFile(name, file, source.signature)
    return tuple(found.values()), problems


def _unreadable(chosen: Path, suffixes: Sequence[str]) -> Problem:
    if not chosen.exists():
        return complaint(str(chosen), "no-such-file", "there is no such file or folder")
    message = f"newsgen cannot read this kind of file; it reads {', '.join(suffixes)}"
    return complaint(str(chosen), "unknown-format", message)


def _name(file: Path, folder: Path, place: Workplace) -> str:
    seeds = place.folders.seeds
    whole = file.resolve()
    return whole.relative_to(seeds if whole.is_relative_to(seeds) else folder.resolve()).as_posix()


def _homes(place: Workplace, content: Content) -> Mapping[str, str]:
    """Where each seed's article lives, by seed; files with mistakes in them count as well."""
    homes = {article.seed: article.source for article in content.articles if article.seed}
    for path in {problem.path for problem in content.problems}:
        file = place.folders.root / path
        match = _SEED_LINE.search(file.read_bytes().decode(errors="replace"))
        if match:
            homes.setdefault(match[1], path.removeprefix(f"{CONTENT_FOLDER}/"))
    return homes


def _changed(
    place: Workplace,
    files: Sequence[_SeedFile],
    homes: Mapping[str, str],
    content: Content,
    options: ImportOptions,
) -> tuple[tuple[_SeedFile, ...], dict[str, Any]]:
    """The seeds that differ from what the last import saw, they or their article."""
    remembered: dict[str, Any] = cache.load(place.cache_file("seeds"), place.key) or {}
    if options != ImportOptions():
        return tuple(files), remembered
    digests = {article.source: article.digest for article in content.articles}
    return (
        tuple(
            seed
            for seed in files
            if seed.name not in homes
            or remembered.get(seed.name) != (seed.signature, digests.get(homes[seed.name]))
        ),
        remembered,
    )


def _remember(
    place: Workplace,
    seeds: Sequence[_SeedFile],
    imported: Sequence[Imported],
    remembered: Mapping[str, Any],
) -> None:
    digests = {one.seed: one.digest for one in imported}
    at_ns = time.time_ns()
    rows = dict(remembered)
    for seed in seeds:
        if seed.name in digests and seed.signature and is_settled(seed.signature, at_ns):
            rows[seed.name] = (seed.signature, digests[seed.name])
    if rows != remembered:
        cache.store(place.cache_file("seeds"), place.key, rows)


def _read(seed: _SeedFile, place: Workplace) -> Draft | Problem:
    root = place.folders.root
    told = seed.file.relative_to(root) if seed.file.is_relative_to(root) else seed.file
    text = READERS[seed.file.suffix](seed.file.read_bytes(), str(told))
    return text if isinstance(text, Problem) else read_seed(text, str(told))


def _new_slugs(
    drafts: Mapping[str, Draft], homes: Mapping[str, str], content: Content, style: str
) -> Mapping[str, str]:
    """Slugs for seeds without an article: free ones, the same in whatever order they come."""
    taken = {article.slug.casefold() for article in content.articles}
    taken |= {
        path.removeprefix("articles/").removesuffix(".md").casefold() for path in homes.values()
    }
    wanted = {
        name: slug(draft.title, style, fallback=identity(name))
        for name, draft in drafts.items()
        if name not in homes
    }
    claims = Counter(wanted.values())
    return {
        name: with_suffix(base, identity(name)) if claims[base] > 1 or base in taken else base
        for name, base in wanted.items()
    }


def _import(
    name: str, draft: Draft, path: str, place: Workplace, options: ImportOptions
) -> Imported:
    target = place.folders.content / path
    existing = target.read_bytes().decode(errors="replace") if target.exists() else ""
    content = to_content(draft, _given(name, path, existing, options))
    action = _decide(existing, content, options)
    if action in WRITING and not options.is_dry_run:
        write_whole(target, content.encode())
    holds = existing if action == "edited" else content
    return Imported(name, path, action, draft, digest(holds.encode()))


def _decide(existing: str, content: str, options: ImportOptions) -> Action:
    if not existing:
        return "new"
    if existing == content:
        return "unchanged"
    if is_unedited(existing):
        return "updated"
    return "overwritten" if options.is_forced else "edited"


def _given(name: str, path: str, existing: str, options: ImportOptions) -> Given:
    """Front matter from the command line, else what the article already has of it.

    The slug is frozen: once an article has one, no import moves it.
    """
    before = front_matter.raw_values(existing)

    def many(key: str) -> tuple[str, ...]:
        value = before.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    return Given(
        seed=name,
        slug=before.get("slug") or path.removeprefix("articles/").removesuffix(".md"),
        date=options.date or before.get("date", "") or _date_in(name),
        updated=before.get("updated", ""),
        category=options.category or before.get("category", ""),
        tags=many("tags"),
        authors=many("author"),
        source=before.get("source", ""),
        draft=before.get("draft") == "true",
    )


def _date_in(name: str) -> str:
    """The date that a seed's name holds, such as 2026-01-02-قمة.txt; "" if it is none."""
    match = _DATE_IN_NAME.search(name)
    return match[1] if match and is_date(match[1]) else ""
