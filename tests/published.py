"""A site as nothing but texts by path, published as a build would."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NoReturn

from striking import Struck, strike

from newsgen.machine import publishing
from newsgen.machine.folders import SiteFolders, file_signature
from newsgen.machine.publishing import InPlace, Manifest, Mode, Staged
from newsgen.machine.publishing.manifest import DIGEST_BYTES

OLD = {"index.html": "old", "kept.html": "kept", "gone/index.html": "old", "to/file": "old"}
NEW = {"index.html": "new", "kept.html": "kept", "a/b/index.html": "new", "to": "a file now"}


def open_output(output: Path) -> Manifest:
    return publishing.open_output(output, SiteFolders(output.parent), known=())


def publish(output: Path, texts: Mapping[str, str], mode: Mode = "move") -> None:
    """Publish exactly these files, holding the folder."""
    with publishing.claimed(output, SiteFolders(output.parent)):
        before = open_output(output)
        staged = [
            stage(output, path, text.encode(), known_in(output, before, path))
            for path, text in texts.items()
        ]
        deleted = [path for path in before.digests if path not in texts]
        manifest = Manifest({file.path: file.digest for file in staged})
        publishing.publish(output, staged, deleted, manifest, mode)


def stage(output: Path, path: str, content: bytes, known: InPlace | None = None) -> Staged:
    """Stage a file in the folder of this process."""
    with publishing.staging_in(output, publishing.staging_folder(output)) as staging:
        return publishing.stage(staging, path, content, known)


def stage_new(output: Path, path: str, content: bytes) -> Staged:
    """The same where nothing is known to stand."""
    with publishing.staging_in(output, publishing.staging_folder(output)) as staging:
        return publishing.stage_new(staging, path, content)


def known_in(output: Path, before: Manifest, path: str) -> InPlace | None:
    """The file that the last publish left at a path, if it is still there as it was."""
    file = output / path
    if not file.is_file() or digest(file.read_bytes()) != before.digests.get(path):
        return None
    return InPlace(before.digests[path], file_signature(file.lstat()))


def digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:DIGEST_BYTES]


def files(output: Path) -> dict[str, str]:
    """The texts in the folder by path, newsgen's own aside."""
    return {
        file.relative_to(output).as_posix(): file.read_text(encoding="utf-8")
        for file in output.rglob("*")
        if file.is_file() and ".newsgen" not in file.parts
    }


def signatures(output: Path) -> dict[str, tuple[int, ...]]:
    """Size, time and inode of every file in the folder, links not followed."""
    return {
        file.relative_to(output).as_posix(): file_signature(file.lstat())
        for file in output.rglob("*")
        if file.is_symlink() or not file.is_dir()
    }


def every_change(
    folder: Path, blow: Callable[[], NoReturn], mode: Mode = "move"
) -> Iterator[tuple[Path, Struck]]:
    """Publish NEW over OLD again and again, struck one change later each time, to the last."""
    for at_change in count():
        output = folder / str(at_change) / "public"
        publish(output, OLD)
        struck = strike(lambda at=output: publish(at, NEW, mode), output.parent, at_change, blow)
        yield output, struck
        if struck.is_spared:
            assert files(output) == NEW
            assert at_change > 20
            return
