"""The files of a build that is not published yet.

They lie in the output folder's own `.newsgen/`, so that publishing is renaming: what is new under
its own path, so that new folders are renamed as a whole, and what replaces a file of the last build
in one folder, under a name that its path tells, for it needs no folders. This is the inner loop of
a build, hence handles, strings and calls of the operating system instead of paths and files.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from newsgen.machine.folders import file_signature, opened_folder
from newsgen.machine.publishing.faults import unwritable
from newsgen.machine.publishing.manifest import DIGEST_BYTES
from newsgen.machine.traces import OUR_FOLDER

REPLACING = OUR_FOLDER  # in a staging folder, where no page can have this name
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC


class Staged(NamedTuple):
    """A file ready to publish, or found to be in place already (`is_new` False). One that
    `replaces` a file that is known to stand in its place lies apart from the others.
    """

    path: str
    digest: bytes
    signature: tuple[int, ...]
    is_new: bool
    replaces: bool = False


class InPlace(NamedTuple):
    """A file that the last build left in the output folder, and that is whole: its content's
    digest, and its size, time and inode.
    """

    digest: bytes
    signature: tuple[int, ...]


class Staging(NamedTuple):
    """A staging folder of an output folder, opened: handles of it and of REPLACING in it."""

    output: str
    handle: int
    replacing: int


def staging_folder(output: Path, process_id: int | None = None) -> Path:
    """Where a build stages its files: each process has a folder of its own."""
    return output / OUR_FOLDER / f"staging-{process_id or os.getpid()}"


@contextmanager
def staging_in(output: Path | str, folder: Path | str) -> Iterator[Staging]:
    """Open the staging folder of an output folder. Raises FolderUnwritable."""
    try:
        os.makedirs(f"{folder}/{REPLACING}", exist_ok=True)
    except OSError as error:
        raise unwritable(error, output) from error
    with opened_folder(folder) as handle, opened_folder(f"{folder}/{REPLACING}") as replacing:
        yield Staging(str(output), handle, replacing)


def stage(staging: Staging, path: str, content: bytes, known: InPlace | None = None) -> Staged:
    """Write a file to the staging folder, unless the output folder already holds these bytes.

    What is known to be in place need not be read to be compared. Raises FolderUnwritable, which
    names the file's place in the output folder.
    """
    if known:
        return _replacing(staging, path, content, known)
    signature = _signature_if_equal(f"{staging.output}/{path}", content)
    if signature:
        return Staged(path, _digest(content), signature, is_new=False)
    return stage_new(staging, path, content)


def stage_new(staging: Staging, path: str, content: bytes) -> Staged:
    """The same for a path where the output folder is known to hold nothing, or another file: it is
    not looked at.

    Nothing is synced to the disk: see the durability that docs/configuration.md promises.
    """
    try:
        _make_folder(staging.handle, path.rpartition("/")[0])
        signature = _write(staging.handle, path, content)
    except OSError as error:
        raise unwritable(error, Path(staging.output) / path) from error
    return Staged(path, _digest(content), signature, is_new=True)


def name_apart(path: str) -> str:
    """The name in REPLACING of the file that goes to a path, which may be too long for a name."""
    return hashlib.blake2b(path.encode(), digest_size=16).hexdigest()


def _replacing(staging: Staging, path: str, content: bytes, known: InPlace) -> Staged:
    digest = _digest(content)
    if known.digest == digest:
        return Staged(path, digest, known.signature, is_new=False)
    try:
        signature = _write(staging.replacing, name_apart(path), content)
    except OSError as error:
        raise unwritable(error, Path(staging.output) / path) from error
    return Staged(path, digest, signature, is_new=True, replaces=True)


def _digest(content: bytes) -> bytes:
    """SHA-256, cut: processors have instructions for it, which makes it twice as fast as others."""
    return hashlib.sha256(content, usedforsecurity=False).digest()[:DIGEST_BYTES]


def _make_folder(within: int, folder: str) -> None:
    """Most pages are alone in their folder, so it is made before it is missed."""
    try:
        if folder:
            os.mkdir(folder, dir_fd=within)
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(within, folder.rpartition("/")[0])
        _make_folder(within, folder)


def _write(within: int, path: str, content: bytes) -> tuple[int, ...]:
    handle = os.open(path, _WRITE, 0o666, dir_fd=within)
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
