"""What is known of seeds: where their articles live, what the last import saw, and new slugs."""

import re
import time
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Any

from newsgen.language.slugs import identity, slug, with_suffix
from newsgen.machine import cache
from newsgen.machine.folders import is_settled, source_signature
from newsgen.machine.sources import Content
from newsgen.programs import seed_files
from newsgen.programs.seed_files import Found, SeedFile
from newsgen.programs.settings import Workplace
from newsgen.words.model import CONTENT_FOLDER

RESERVED_SLUGS = frozenset(
    ("archive", "articles", "authors", "categories", "lite", "search", "stories", "tags")
)
_SEED_LINE = re.compile(r"^seed:[ \t]*[\"']?([^\"'\n]+?)[\"']?[ \t]*$", re.MULTILINE)


def homes_of(place: Workplace, content: Content) -> Mapping[str, str]:
    """Where each seed's article lives, by seed; files with mistakes in them count as well."""
    homes = {one.seed: one.source for one in content.all if one.seed}
    for path in {problem.path for problem in content.problems}:
        file = place.folders.root / path
        match = _SEED_LINE.search(file.read_bytes().decode(errors="replace"))
        if match:
            homes.setdefault(match[1], path.removeprefix(f"{CONTENT_FOLDER}/"))
    return homes


def new_home(found: Found, slug_text: str) -> str:
    """The path under content/ for an article that no file holds yet."""
    return f"{'pages' if found.is_page else 'articles'}/{slug_text}.md"


def new_slugs(
    waiting: Sequence[SeedFile], homes: Mapping[str, str], content: Content, place: Workplace
) -> Mapping[str, str]:
    """Slugs for seeds without an article: free ones, the same in whatever order they come."""
    known = {name.partition("#")[0] for name in homes}
    wanted: dict[str, str] = {}
    for seed in waiting:
        if seed.name in homes or (seed.name in known and seed.file.suffix == ".txt"):
            continue
        for name, title, own in seed_files.titles(seed, place):
            if name not in homes:
                style = place.config.slugs.style
                wanted[name] = own or slug(title, style, fallback=identity(name))
    taken = {one.slug.casefold() for one in content.all}
    files = (*homes.values(), *(one.source for one in content.all))
    taken |= {path.rpartition("/")[2].removesuffix(".md").casefold() for path in files}
    taken |= RESERVED_SLUGS
    claims = Counter(base.casefold() for base in wanted.values())
    return {
        name: with_suffix(base, identity(name))
        if claims[base.casefold()] > 1 or base.casefold() in taken
        else base
        for name, base in wanted.items()
    }


def recall(place: Workplace) -> dict[str, Any]:
    """What the last import saw of each seed file: its signature, digests of its articles, and
    whether anything about it was doubtful.
    """
    remembered: dict[str, Any] = cache.load(place.cache_file("seeds"), _key(place)) or {}
    return remembered


def changed(
    files: Sequence[SeedFile],
    remembered: Mapping[str, Any],
    homes: Mapping[str, str],
    content: Content,
    *,
    is_strict: bool = False,
) -> tuple[SeedFile, ...]:
    """The seed files that differ from what the last import saw, they or their articles; and, where
    doubts are errors, those that are doubtful, so that these are told again.
    """
    digests = {one.source: one.digest for one in content.all}

    def is_as_before(seed: SeedFile) -> bool:
        signature, articles, is_doubtful = remembered.get(seed.name, (b"", {}, False))
        if is_strict and is_doubtful:
            return False
        return signature == _with_sidecar(seed) and all(
            name in homes and digests.get(homes[name]) == then for name, then in articles.items()
        )

    return tuple(seed for seed in files if not is_as_before(seed))


def remember(
    place: Workplace,
    seeds: Sequence[SeedFile],
    seen: Mapping[str, bytes],
    doubtful: Container[str],
    remembered: Mapping[str, Any],
) -> None:
    """Keep what this import saw: digests of the articles of `seeds` by name, in `seen`, and the
    names of seeds that are `doubtful`.
    """
    at_ns = time.time_ns()
    rows = dict(remembered)
    by_file: dict[str, dict[str, bytes]] = {}
    for name, found in seen.items():
        by_file.setdefault(name.partition("#")[0], {})[name] = found
    for seed in seeds:
        if seed.name in by_file and seed.signature and is_settled(seed.signature, at_ns):
            is_doubtful = seed.name in doubtful
            rows[seed.name] = (_with_sidecar(seed), by_file[seed.name], is_doubtful)
    if rows != remembered:
        cache.store(place.cache_file("seeds"), _key(place), rows)


def _key(place: Workplace) -> bytes:
    """What decides how seeds are read: with other columns or names of the house, all are anew."""
    config = place.config
    return place.key + repr((config.house_names, config.imports)).encode()


def _with_sidecar(seed: SeedFile) -> bytes:
    beside = seed.file.with_suffix(".yaml")
    if not seed.signature or not beside.is_file():
        return seed.signature
    return seed.signature + source_signature(beside.stat())
