"""Whose an output folder is: we hold its lock, and touch only what our manifest lists."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsgen.machine.folders import SiteFolders
from newsgen.machine.locking import LOCK_FILE, locked
from newsgen.machine.publishing.faults import unwritable
from newsgen.machine.publishing.manifest import Manifest, read_manifest
from newsgen.machine.publishing.moves import delete
from newsgen.machine.publishing.publication import discard, recover, sweep
from newsgen.machine.publishing.staging import staging_folder
from newsgen.machine.traces import OUR_FOLDER
from newsgen.words.errors import OutputRefused

WAIT_SECONDS = 60.0
_HARMLESS = frozenset((".git", ".gitignore", ".gitkeep", ".DS_Store"))


@contextmanager
def claimed(
    output: Path,
    folders: SiteFolders,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Hold the output folder while a site is built into it; one that is not there is made.

    What a killed publish left is completed first. At the end, however it comes, what was staged
    and not published is dropped, and a folder that was made for nothing goes again.

    Raises OutputRefused, FolderUnwritable, and Busy after `wait_seconds`.
    """
    refuse_wrong_place(output, folders)
    refuse_another_site(output, folders)
    with locked(output / OUR_FOLDER, wait_seconds, on_wait):
        recover(output)
        sweep(output)
        try:
            yield
        finally:
            _leave(output)


@contextmanager
def settled(
    output: Path,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Hold an output folder to read or to clean it; a folder that is not ours is not touched.

    What a killed publish left is completed first. Raises FolderUnwritable and Busy.
    """
    if not (output / OUR_FOLDER).is_dir():
        yield
        return
    with locked(output / OUR_FOLDER, wait_seconds, on_wait):
        recover(output)
        sweep(output)
        yield


def open_output(
    output: Path, folders: SiteFolders, known: Iterable[str], *, is_known: bool = False
) -> Manifest:
    """Check that the folder may be ours, complete what a killed publish left, read the manifest.

    `known` are paths that the site's own cache remembers writing, should the manifest be lost. If
    it `is_known` that the manifest lists these, it is not read, and digests are empty.
    Raises OutputRefused and FolderUnwritable.
    """
    refuse_wrong_place(output, folders)
    refuse_another_site(output, folders)
    recover(output)
    manifest = None if is_known else read_manifest(output)
    if manifest is None:
        manifest = Manifest(dict.fromkeys(known, b""))
        if not is_known:
            _refuse_foreign(output, manifest)
    try:
        sweep(output)
        staging_folder(output).mkdir(parents=True)
        _sign(output, folders)
    except OSError as error:
        raise unwritable(error, output) from error
    return manifest


def remove_output(output: Path) -> int:
    """Delete every file that newsgen wrote and its folder; returns how many files went."""
    ours = output / OUR_FOLDER
    recover(output)
    manifest = read_manifest(output)
    if manifest is None:
        if ours.is_dir() and os.listdir(output) != [OUR_FOLDER]:
            raise OutputRefused(
                f"{output} has no manifest of newsgen, so nothing was removed",
                "build the site once more, or delete the folder yourself",
            )
        if not ours.is_dir():
            return 0
        manifest = Manifest({})  # all that is left of a build that was killed
    count = delete(str(output), manifest.digests)
    shutil.rmtree(ours, ignore_errors=True)  # somebody may be waiting for the lock
    with suppress(OSError):  # not empty: it holds files of another hand
        output.rmdir()
    return count


def refuse_wrong_place(output: Path, folders: SiteFolders) -> None:
    """Raise OutputRefused for a folder that no site can be built into: one that holds the site,
    lies in its sources or would become a part of them, and a file.
    """
    hint, real, root = "choose another --output", _real(output), _real(folders.root)
    if real == root or real in root.parents:
        raise OutputRefused(f"the output folder {output} would hold the site itself", hint)
    for source in folders.sources:
        if real.is_relative_to(_real(source)):
            raise OutputRefused(f"the output folder {output} lies in the site's sources", hint)
        refuse_link_to(output, _links_in(source))
    if output.exists() and not output.is_dir():
        raise OutputRefused(f"{output} is a file, not a folder", hint)


def refuse_link_to(output: Path, links: Iterable[str]) -> None:
    """Raise OutputRefused for a link among the sources by which the output would be part of them:
    it would grow with each build.
    """
    real = _real(output)
    for link in links:
        target = _real(Path(link))
        if target.is_relative_to(real) or real.is_relative_to(target):
            raise OutputRefused(f"{link} leads to the output folder {output}", "delete the link")


def refuse_another_site(output: Path, folders: SiteFolders) -> None:
    """Raise OutputRefused for another site's: two in one folder would delete each other's files.
    A site that moved is no other, nor is one that was copied with its output.
    """
    try:
        named = (output / OUR_FOLDER / "site").read_bytes()
    except OSError:
        return
    other = SiteFolders(_real(_real(output) / os.fsdecode(named)))
    if other.root != folders.root and other.settings.is_file():
        raise OutputRefused(
            f"{output} holds the site of {other.root}", "choose another folder with --output"
        )


def _leave(output: Path) -> None:
    """Drop what was not published; the lock of a folder without a site goes as well."""
    discard(output)
    ours = output / OUR_FOLDER
    if ours.is_dir() and os.listdir(ours) == [LOCK_FILE]:
        (ours / LOCK_FILE).unlink()
        ours.rmdir()
        with suppress(OSError):  # not empty: it holds what another hand put there
            output.rmdir()


def _sign(output: Path, folders: SiteFolders) -> None:
    """Write down whose the folder is: seen from there, for the file may go to a host."""
    file, way = output / OUR_FOLDER / "site", os.path.relpath(folders.root, _real(output))
    if not file.exists() or file.read_bytes() != os.fsencode(way):
        file.write_bytes(os.fsencode(way))


def _links_in(source: Path) -> list[str]:
    """The links to folders at the top of a source folder."""
    try:
        with os.scandir(source) as entries:
            links = [one.path for one in entries if one.is_symlink()]
    except OSError:
        return []
    return [link for link in links if os.path.isdir(link)]


def _real(path: Path) -> Path:
    """Where a path leads, as far as that can be told: a link may lead to itself."""
    return Path(os.path.realpath(path))


def _refuse_foreign(output: Path, manifest: Manifest) -> None:
    tops = {path.partition("/")[0] for path in manifest.digests}
    foreign = sorted(
        name
        for name in (os.listdir(output) if output.exists() else ())
        if name not in _HARMLESS and name not in tops and name != OUR_FOLDER
    )
    if foreign:
        raise OutputRefused(
            f"{output} holds files that newsgen did not write, such as {foreign[0]}",
            "choose an empty folder with --output, or empty this one yourself",
        )
