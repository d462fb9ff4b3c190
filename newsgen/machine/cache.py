"""Small files that save time: each value is stored under a key, with a checksum.

A missing, foreign, outdated or damaged file reads as nothing, so losing the cache only costs time.
Values are plain tuples, dicts, strings, bytes and numbers; like a .pyc file, a cache file is
trusted only as far as the machine it lies on.
"""

import hashlib
import marshal
import os
import shutil
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from newsgen import __version__

_LIBRARIES = ("jinja2", "markdown", "python-slugify", "pyyaml")
_CHECKSUM_BYTES = 16


def load(file: Path, key: bytes) -> Any:
    """The stored value, or None."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    checksum, stored_key, payload = (
        content[:_CHECKSUM_BYTES],
        content[_CHECKSUM_BYTES : 2 * _CHECKSUM_BYTES],
        content[2 * _CHECKSUM_BYTES :],
    )
    if stored_key != _short(key) or checksum != _short(stored_key + payload):
        return None
    return marshal.loads(payload)  # noqa: S302 (checked above; we wrote it)


def store(file: Path, key: bytes, value: Any) -> None:
    """Store a value so that a reader sees the old one or the new one, never a part."""
    payload = _short(key) + marshal.dumps(value)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    draft.write_bytes(_short(payload) + payload)
    draft.replace(file)


def forget(folder: Path) -> None:
    """Drop all stored values."""
    shutil.rmtree(folder, ignore_errors=True)


@cache
def program_digest() -> bytes:
    """A digest of newsgen's own source and its libraries: an upgrade outdates every cache.

    Taken once, for a process goes on running the source that it started with.
    """
    package = Path(__file__).parent.parent
    found = hashlib.blake2b(f"{__version__} {sys.version}".encode(), digest_size=16)
    for file in sorted(package.rglob("*.py")):
        found.update(file.relative_to(package).as_posix().encode())
        found.update(file.read_bytes())
    for library in _LIBRARIES:
        try:
            found.update(version(library).encode())
        except PackageNotFoundError:
            found.update(b"unknown")
    return found.digest()


def _short(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM_BYTES).digest()
