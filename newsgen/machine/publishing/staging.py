"""The files of a build that is not published yet.

They lie in the output folder's own `.newsgen/`, so that publishing is renaming. This is the inner
loop of a cold build, hence strings and calls of the operating system instead of paths and files.
"""

import hashlib
import os
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from newsgen.machine.folders import file_signature
from newsgen.machine.publishing.faults import unwritable
from newsgen.machine.publishing.manifest import DIGEST_BYTES
from newsgen.machine.traces import OUR_FOLDER

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC


class Staged(NamedTuple):
    """A file ready to publish, or found to be in place already (`is_new` False)."""

    path: str
    digest: bytes
    signature: tuple[int, ...]
    is_new: bool


class InPlace(NamedTuple):
    """A file that the last build left in the output folder, and that is whole: its content's
    digest, and its size, time and inode.
    """

    digest: bytes
    signature: tuple[int, ...]


def staging_folder(output: Path, process_id: int | None = None) -> Path:
    """Where a build stages its files: each process has a folder of its own."""
    return output / OUR_FOLDER / f"staging-{process_id or os.getpid()}"


def stage(
    output: Path | str, staging: Path | str, path: str, content: bytes, known: InPlace | None = None
) -> Staged:
    """Write a file to the staging folder, unless the output folder already holds these bytes.

    What is known to be in place need not be read to be compared. Raises FolderUnwritable, which
    names the file's place in the output folder.
    """
    if known:
        digest = _digest(content)
        if known.digest == digest:
            return Staged(path, digest, known.signature, is_new=False)
        return stage_new(staging, path, content, digest)
    signature = _signature_if_equal(f"{output}/{path}", content)
    if signature:
        return Staged(path, _digest(content), signature, is_new=False)
    return stage_new(staging, path, content)


def stage_new(staging: Path | str, path: str, content: bytes, digest: bytes = b"") -> Staged:
    """The same for a path where the output folder is known to hold nothing, or another file: it is
    not looked at. Whoever has the content's digest gives it.

    Nothing is synced to the disk: see the durability that docs/configuration.md promises.
    """
    try:
        signature = _write(f"{staging}/{path}", content)
    except OSError as error:
        raise unwritable(error, Path(staging).parent.parent / path) from error
    return Staged(path, digest or _digest(content), signature, is_new=True)


def _digest(content: bytes) -> bytes:
    """SHA-256, cut: processors have instructions for it, which makes it twice as fast as others."""
    return hashlib.sha256(content, usedforsecurity=False).digest()[:DIGEST_BYTES]


def _write(draft: str, content: bytes) -> tuple[int, ...]:
    """Most pages are alone in their folder, so the folder is made before it is missed."""
    folder = draft.rpartition("/")[0]
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    handle = os.open(draft, _WRITE, 0o666)
    try:
        written = os.write(handle, content)
        while written < len(content):  # a disk that fills up, or more than 2 GiB
            written += os.write(handle, memoryview(content)[written:])
        return file_signature(os.fstat(handle))
    finally:
        os.close(handle)


def _signature_if_equal(target: str, content: bytes) -> tuple[int, ...] | None:
    try:
        stat = os.lstat(target)
        if stat.st_size == len(content) and S_ISREG(stat.st_mode):
            with open(target, "rb", buffering=0) as file:
                if file.read() == content:
                    return file_signature(stat)
    except OSError:
        return None
    return None
