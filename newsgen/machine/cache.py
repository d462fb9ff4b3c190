"""Small files that save time: each value is stored under a key, with a checksum.

A missing, foreign, outdated or damaged file reads as nothing, so losing the cache only costs time.
Values are plain tuples, dicts, strings, bytes and numbers; like a .pyc file, a cache file is
trusted only as far as the machine it lies on.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from newsgen import __version__
from newsgen.words.errors import FolderUnwritable

_LIBRARIES = ("PIL", "jinja2", "markdown", "slugify", "yaml")
_CHECKSUM_BYTES = 16
_SIZE_BYTES = 8  # of a part
_DRAFT = ".new"
_PARTS_VERSION = 2  # the quickest: it does not look whether a text is the same as an earlier one
# Of a table of rows, changes are kept beside it until they are this share of it.
_CHANGES_SHARE = 0.05
_CHANGES_KEPT = 100


def load(file: Path, key: bytes) -> Any:
    """The stored value, or None."""
    loaded = _load(file, key)
    return loaded[1] if loaded else None


def store(file: Path, key: bytes, value: Any) -> bytes:
    """Store a value so that a reader sees the old one or the new one, never a part.

    Returns the checksum that tells it from any other.
    """
    payload = _short(key) + marshal.dumps(value)
    checksum = _short(payload)
    with draft_of(file) as opened:
        opened.write(checksum)
        opened.write(payload)
    return checksum


def store_parts(file: Path, key: bytes, parts: Iterable[Any]) -> None:
    """The same of many values, one after the other: no more than one of them is in memory."""
    head = _short(key)
    checksum = hashlib.sha256(head, usedforsecurity=False)
    with draft_of(file) as opened:
        opened.write(bytes(_CHECKSUM_BYTES) + head)
        for part in parts:
            packed = marshal.dumps(part, _PARTS_VERSION)
            for piece in (len(packed).to_bytes(_SIZE_BYTES, "little"), packed):
                checksum.update(piece)
                opened.write(piece)
        opened.seek(0)
        opened.write(checksum.digest()[:_CHECKSUM_BYTES])


@contextmanager
def draft_of(file: Path) -> Iterator[BinaryIO]:
    """What becomes a file of the cache when it is whole. Raises FolderUnwritable."""
    draft = file.with_name(f"{file.name}.{os.getpid()}{_DRAFT}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb") as opened:
            yield opened
        os.replace(draft, file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise FolderUnwritable(
            f"cannot write {file}: {error.strerror}", "see that the disk has room and is writable"
        ) from error


def sweep(folder: Path) -> None:
    """Drop the drafts of builds that were killed. Nobody else may be writing."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(_DRAFT):
                os.unlink(f"{place}/{name}")


def load_parts(file: Path, key: bytes) -> Iterator[Any] | None:
    """The values that were stored so, each made as it is asked for; or None."""
    found = _checked(file, key)
    return found and _parts(found[1])


def _parts(payload: memoryview) -> Iterator[Any]:
    at = 0
    while at < len(payload):
        start = at + _SIZE_BYTES
        at = start + int.from_bytes(payload[at:start], "little")
        yield marshal.loads(payload[start:at])  # noqa: S302 (checked; ours)


class Table(NamedTuple):
    """Stored rows by name. A large table is not written anew for a few changes: these lie in a
    second file, which says by checksum what it changes.
    """

    rows: dict[str, Any]
    whole: bytes = b""
    size: int = 0
    changes: Mapping[str, Any] = {}


class Stored(NamedTuple):
    """A stored value, and the few changes that lie beside it. `whole` tells the value from any
    other, `state` both together.
    """

    value: Any
    whole: bytes
    changes: Mapping[str, Any]
    state: bytes


def load_stored(file: Path, key: bytes) -> Stored | None:
    """A stored value, as it was stored at first, with its changes."""
    loaded = _load(file, key)
    if not loaded:
        return None
    whole, value = loaded
    state, changes = _load(_changes_file(file), key + whole) or (b"", {})
    return Stored(value, whole, changes, whole + state)


def load_stored_parts(file: Path, key: bytes) -> Stored | None:
    """The same of a value that was stored in parts: it is an iterator of them."""
    found = _checked(file, key)
    if not found:
        return None
    whole, payload = found
    state, changes = _load(_changes_file(file), key + whole) or (b"", {})
    return Stored(_parts(payload), whole, changes, whole + state)


def load_table(file: Path, key: bytes) -> Table:
    """The stored rows; none if they are lost."""
    stored = load_stored(file, key)
    if not stored:
        return Table({})
    rows = stored.value
    size = len(rows)
    change(rows, stored.changes)
    return Table(rows, stored.whole, size, stored.changes)


def change(rows: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Put changes into the rows of a table; None stands for a row that is gone."""
    for name, row in changes.items():
        if row is None:
            rows.pop(name, None)
        else:
            rows[name] = row


def store_changes(file: Path, key: bytes, table: Table, changes: Mapping[str, Any]) -> None:
    """Store a table whose rows already hold these changes; None stands for a row that is gone."""
    if not changes:
        return
    every = {**table.changes, **changes}
    if table.whole and are_few(len(every), table.size):
        store_beside(file, key, table.whole, every)
    else:
        store(file, key, table.rows)


def are_few(changes: int, rows: int) -> bool:
    """Whether so many changes are better kept beside so many rows."""
    return changes <= max(_CHANGES_KEPT, rows * _CHANGES_SHARE)


def store_beside(file: Path, key: bytes, whole: bytes, changes: Mapping[str, Any]) -> bytes:
    """Store all changes of a stored value. Returns what tells its state, as `Stored` does."""
    return whole + store(_changes_file(file), key + whole, changes)


def amend(file: Path, key: bytes, changes: Mapping[str, Any]) -> bool:
    """Add a few changes to a stored table unread; False if there are too many by now."""
    try:
        with open(file, "rb") as opened:
            whole = opened.read(_CHECKSUM_BYTES)
            stored_key = opened.read(_CHECKSUM_BYTES)
    except OSError:
        return False
    if stored_key != _short(key):
        return False
    every = {**(load(_changes_file(file), key + whole) or {}), **changes}
    if len(every) > _CHANGES_KEPT:
        return False
    store_beside(file, key, whole, every)
    return True


def forget(folder: Path) -> None:
    """Drop all stored values."""
    import shutil  # heavy, and seldom needed

    shutil.rmtree(folder, ignore_errors=True)


@cache
def program_digest() -> bytes:
    """A digest of newsgen's own source and its libraries: an upgrade outdates every cache.

    Taken once, for a process goes on running the source that it started with.
    """
    found = hashlib.blake2b(f"{__version__} {sys.version}".encode(), digest_size=16)
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder, inner, names in os.walk(package):
        inner.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = f"{folder}/{name}"
                found.update(path.removeprefix(package).encode())
                with open(path, "rb") as file:
                    found.update(file.read())
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec and spec.origin:
            stat = os.stat(spec.origin)
            found.update(f"{spec.origin} {stat.st_size} {stat.st_mtime_ns}".encode())
    return found.digest()


def _changes_file(file: Path) -> Path:
    return file.with_name(f"{file.name}-changes")


def _load(file: Path, key: bytes) -> tuple[bytes, Any] | None:
    """The checksum and the value."""
    found = _checked(file, key)
    return found and (found[0], marshal.loads(found[1]))  # noqa: S302 (checked; ours)


def _checked(file: Path, key: bytes) -> tuple[bytes, memoryview] | None:
    """The checksum and what is stored under the key, if it is whole."""
    try:
        content = memoryview(file.read_bytes())
    except OSError:
        return None
    checksum, payload = content[:_CHECKSUM_BYTES], content[_CHECKSUM_BYTES:]
    if payload[:_CHECKSUM_BYTES] != _short(key) or checksum != _short(payload):
        return None
    return bytes(checksum), payload[_CHECKSUM_BYTES:]


def _short(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content, usedforsecurity=False).digest()[:_CHECKSUM_BYTES]
