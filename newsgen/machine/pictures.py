"""The pictures of a site: found, decoded once, and kept in a cache by the digest of their content.

What was made of a picture is remembered with a checksum for each file, so that a file that is lost
or damaged is noticed before it is published, and made anew.
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from newsgen.language.arabic import clean
from newsgen.language.images import candidates, file_name
from newsgen.machine import cache
from newsgen.machine.folders import is_settled, source_signature, write_whole
from newsgen.machine.parallel import Spread
from newsgen.outputs.gallery import Original, Rendition
from newsgen.words.errors import RUN_AGAIN, NewsgenError, SourceChanged
from newsgen.words.model import Page

_RECIPE = "newsgen.machine.renditions"
_NO_LETTERS = re.compile(r"[\W_]+")
_NAME_LIMIT = 40  # in letters: what begins the name of a file
Row = tuple[int, int, tuple[tuple[int, str, bytes], ...]]


class Named(NamedTuple):
    """A picture that a source names: by a path, or by an address as HTML has it."""

    source: str
    written: str


class Found(NamedTuple):
    """The file behind a name: where it lies, and the digest of its content."""

    file: str
    digest: bytes


class Fault(NamedTuple):
    """A picture that cannot be shown, and why; `is_missing` tells that there is no file."""

    named: Named
    reason: str
    is_missing: bool = False


class Reading(NamedTuple):
    """The pictures that were named, by source and written name; the files of the originals by
    their digests in hexadecimal; those of them that are shown by files made anew, and so without
    their metadata; and what cannot be shown.
    """

    originals: dict[tuple[str, str], Original]
    files: dict[str, str]
    remade: frozenset[str]
    faults: list[Fault]


class Store(NamedTuple):
    """Where pictures are kept. `content` is the folder of the sources, `static` the static files
    by path, with their digests.
    """

    folder: Path
    files_table: Path
    table: Path
    content: Path
    static: Mapping[str, Found]


def read_pictures(named: Sequence[Named], store: Store, spread: Spread) -> Reading:
    """The pictures that sources name; those that are new are decoded, and their files made."""
    found, faults = _find(named, store)
    key = recipe()
    table = cache.load_table(store.table, key)
    rows: dict[str, Row] = table.rows
    files = {one.digest.hex(): one.file for one in found.values()}
    new = [(digest, file) for digest, file in files.items() if digest not in rows]
    made = spread(_make_all, str(store.folder), [[one] for one in new]) if new else []
    changes: dict[str, Row] = {}
    reasons: dict[str, str] = {}
    for digest, row in (pair for pairs in made for pair in pairs):
        if isinstance(row, str):
            reasons[digest] = row
        else:
            changes[digest] = row
    rows.update(changes)
    cache.store_changes(store.table, key, table, changes)
    originals: dict[tuple[str, str], Original] = {}
    remade: set[str] = set()
    for one, at in found.items():
        if at.digest.hex() in rows:
            originals[one] = original = _original(at, rows[at.digest.hex()])
            if all(file.digest != at.digest for file in original.renditions):
                remade.add(at.file)
        else:
            faults.append(Fault(Named(*one), reasons[at.digest.hex()]))
    return Reading(originals, files, frozenset(remade), faults)


def ready(
    pages: Sequence[Page], files: Mapping[str, str], store: Store, spread: Spread
) -> list[Page]:
    """The same pages, each a copy of a kept file that is there as it was made.

    Raises SourceChanged when an original changed meanwhile.
    """
    damaged = {page.origin.partition("/")[0] for page in pages if not _is_sound(page, store.folder)}
    spread(_make_all, str(store.folder), [[(digest, files[digest])] for digest in sorted(damaged)])
    for page in pages:
        if page.origin.partition("/")[0] in damaged and not _is_sound(page, store.folder):
            store.table.unlink(missing_ok=True)
            path = files[page.origin.partition("/")[0]]
            raise SourceChanged(f"{path} was edited during the build", RUN_AGAIN)
    return [page._replace(origin=str(store.folder / page.origin)) for page in pages]


def tidy(files: Mapping[str, str], store: Store) -> None:
    """Forget the pictures that no source names any more; `files` are those that one names."""
    try:
        gone = [name for name in os.listdir(store.folder) if name not in files]
    except FileNotFoundError:
        return
    if gone:
        table = cache.load_table(store.table, recipe())
        changes = {digest: None for digest in table.rows if digest not in files}
        for digest in changes:
            del table.rows[digest]
        cache.store_changes(store.table, recipe(), table, changes)
    for name in gone:
        shutil.rmtree(store.folder / name, ignore_errors=True)


@once
def recipe() -> bytes:
    """What tells files that were made in this way, by the Pillow that lies here, from others."""
    stat = os.stat(_file_of("PIL"))
    return made_by(_RECIPE) + f"{stat.st_size} {stat.st_mtime_ns}".encode()


@once
def made_by(room: str) -> bytes:
    """A digest of a room's source and of Pillow's version, the same wherever these are installed.

    Pillow itself is not imported, which would take longer than most builds have to do.
    """
    version = _file_of("PIL").with_name("_version.py").read_bytes()
    return digest_of(_file_of(room).read_bytes() + version)


def _file_of(module: str) -> Path:
    spec = find_spec(module)
    if not spec or not spec.origin:
        message = "this site has pictures or social cards, and Pillow is not installed"
        raise NewsgenError(message, "pip install pillow")
    return Path(spec.origin)


def digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _find(named: Iterable[Named], store: Store) -> tuple[dict[tuple[str, str], Found], list[Fault]]:
    """The file behind each name; those beside a source are read if their signatures changed."""
    at_ns = time.time_ns()
    remembered: dict[str, Any] = cache.load(store.files_table, b"") or {}
    rows = dict(remembered)
    looked: set[str] = set()
    found: dict[tuple[str, str], Found] = {}
    faults: list[Fault] = []
    for one in named:
        beside, below = candidates(one.source, file_name(one.written))
        if beside and beside not in looked:
            looked.add(beside)
            row = _read(store.content / beside, rows.pop(beside, None), at_ns)
            if row:
                rows[beside] = row
        if beside in rows:
            found[one] = Found(str(store.content / beside), rows[beside][1])
        elif below in store.static:
            found[one] = store.static[below]
        else:
            faults.append(Fault(one, "there is no such file", is_missing=True))
    if rows != remembered:
        cache.store(store.files_table, b"", rows)
    return found, faults


def _read(file: Path, remembered: Any, at_ns: int) -> tuple[bytes, bytes] | None:
    """The signature of a file, if it can be trusted, and its digest; None where there is none."""
    try:
        stat = os.stat(file)
        signature = source_signature(stat)
        if remembered and remembered[0] == signature:
            return signature, remembered[1]
        if not S_ISREG(stat.st_mode):
            return None
        content = file.read_bytes()
    except (OSError, ValueError):
        return None
    return signature if is_settled(signature, at_ns) else b"", digest_of(content)


def _make_all(folder: str, chunk: Sequence[tuple[str, str]]) -> list[tuple[str, Row | str]]:
    """Make all files of some originals, given with their digests; a reason where that fails."""
    return [(digest, _make(Path(folder, digest), digest, Path(file))) for digest, file in chunk]


def _make(folder: Path, digest: str, file: Path) -> Row | str:
    from newsgen.machine.renditions import Unreadable, renditions

    try:
        content = file.read_bytes()
        if digest_of(content).hex() != digest:
            raise SourceChanged(f"{file} was edited during the build", RUN_AGAIN)
        made = renditions(content)
    except (Unreadable, OSError) as error:
        return str(error)
    for one in made.files:
        write_whole(folder / f"{one.width}.{one.suffix}", one.content)
    files = ((one.width, one.suffix, digest_of(one.content)) for one in made.files)
    return made.width, made.height, tuple(sorted(files))


def _original(at: Found, row: Row) -> Original:
    width, height, files = row
    stem = os.path.basename(at.file).partition(".")[0]
    name = _NO_LETTERS.sub("-", clean(stem).lower())[:_NAME_LIMIT].strip("-") or "picture"
    return Original(name, at.digest, width, height, tuple(Rendition(*one) for one in files))


def _is_sound(page: Page, folder: Path) -> bool:
    try:
        return digest_of((folder / page.origin).read_bytes()) == page.stamp
    except OSError:
        return False
