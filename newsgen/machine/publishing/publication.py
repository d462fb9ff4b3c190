"""Publishing: what is staged becomes the site, all of it or nothing.

Before the journal stands, or before the exchange, the old site is untouched; after it, the new
site is certain, for every step that is left may be done twice.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.publishing.exchange import cannot_swap, check_exchange, exchange
from newsgen.machine.publishing.faults import incomplete, unwritable
from newsgen.machine.publishing.journal import (
    Journal,
    Mode,
    journal_bytes,
    journal_file,
    read_journal,
    write_synced,
)
from newsgen.machine.publishing.linking import (
    drop_next,
    drop_old,
    link_tree,
    make_next,
)
from newsgen.machine.publishing.manifest import Manifest, manifest_bytes, read_manifest
from newsgen.machine.publishing.moves import (
    Moves,
    check_moves,
    check_replaced,
    clear,
    delete,
    drop_folders,
    files_below,
    lay_moves,
    lying_apart,
    make_folders,
    move,
    replace,
)
from newsgen.machine.publishing.staging import Staged, staging_folder
from newsgen.machine.traces import OUR_FOLDER, next_folder

_DRAFTS = ("manifest.new", "journal.new")


class Paths(NamedTuple):
    """Of the staged files: those that are new to their place, or found what stands there, and those
    that replace what is known to stand.
    """

    new: Sequence[str]
    replaced: Sequence[str]


def publish(
    output: Path,
    staged: Iterable[Staged],
    deleted: Iterable[str],
    manifest: Manifest,
    mode: Mode = "move",
) -> float:
    """Bring the staged files into place, delete, and replace the manifest.

    The staging folder holds the new files of `staged` and nothing else. Returns the seconds in
    which a reader could see files of both sites: none with `swap`.

    Raises FolderUnwritable and OutputRefused: the old site is then untouched, unless the error
    says that the publish is incomplete and that the next command completes it.
    """
    new = [file for file in staged if file.is_new]
    paths = Paths(
        [file.path for file in new if not file.replaces],
        sorted([file.path for file in new if file.replaces]),
    )
    deletions = sorted(set(deleted).difference(manifest.digests))
    content = manifest_bytes(manifest)
    if not new and not deletions:
        if _read(output / OUR_FOLDER / "manifest") != content:
            with _told_as_unwritable(output):
                write_synced(output / OUR_FOLDER / "manifest.new", content)
                _put_manifest(output)
        discard(output)
        return 0.0
    journal = Journal(mode, staging_folder(output).name, tuple(deletions))
    if mode == "swap":
        _swap(output, paths, journal, content)
        return 0.0
    return _move(output, paths, journal, content)


def recover(output: Path) -> bool:
    """Complete the publish that a journal tells of; True if there was one.

    The caller holds the lock of the folder. Raises FolderUnwritable.
    """
    journal = read_journal(output)
    if journal is None:
        return False
    if journal.mode == "swap":
        _complete_swap(output, journal)
        return True
    staging = output / OUR_FOLDER / journal.staging
    if staging.is_symlink():  # we make none: it leads to files of somebody else
        journal_file(output).unlink()
        return False
    with _told_as_incomplete(output):
        moves = lay_moves(str(output), list(files_below(str(staging))))
        replaced = lying_apart(str(staging), _promised(output))
    _complete_move(output, journal, moves, replaced)
    shutil.rmtree(staging, ignore_errors=True)
    return True


def sweep(output: Path) -> None:
    """Remove what builds left that were killed before their journal stood.

    Raises FolderUnwritable and OutputRefused.
    """
    for left in (output / OUR_FOLDER).glob("staging-*"):
        shutil.rmtree(left, ignore_errors=True)  # a dying worker may still be writing there
    try:
        for name in _DRAFTS:
            (output / OUR_FOLDER / name).unlink(missing_ok=True)
        drop_next(output)
    except OSError as error:
        raise unwritable(error, error.filename or output) from error


def discard(output: Path) -> None:
    """Drop what was staged; an output folder that was made for it alone goes too.

    With a journal in place there is nothing to discard: the next command needs what is staged.
    """
    if journal_file(output).exists():
        return
    sweep(output)
    ours = output / OUR_FOLDER
    if not (ours / "manifest").exists():
        (ours / "site").unlink(missing_ok=True)
    for folder in (ours, output):
        try:
            folder.rmdir()
        except OSError:  # not empty: it holds a site, or a lock
            return


def _move(output: Path, paths: Paths, journal: Journal, content: bytes) -> float:
    ours = output / OUR_FOLDER
    with _told_as_unwritable(output):
        moves = lay_moves(str(output), paths.new)
        check_moves(str(output), moves, journal.deletions, str(output))
        check_replaced(str(output), paths.replaced, str(output))
        write_synced(ours / "manifest.new", content)
        write_synced(ours / "journal.new", journal_bytes(journal))
        started = time.perf_counter()
        os.replace(ours / "journal.new", journal_file(output))
    try:
        _complete_move(output, journal, moves, paths.replaced)
    except KeyboardInterrupt:  # too late to stop: the site would be neither old nor new
        _finish(output)
        raise
    ended = time.perf_counter()
    drop_folders(str(ours / journal.staging), moves.entered)
    return ended - started


def _complete_move(output: Path, journal: Journal, moves: Moves, replaced: Sequence[str]) -> None:
    staging = str(output / OUR_FOLDER / journal.staging)
    with _told_as_incomplete(output):
        clear(str(output), moves, journal.deletions)
        move(staging, str(output), moves)
        if replaced:
            replace(staging, str(output), replaced)
        delete(str(output), journal.deletions)
        _put_manifest(output)
        journal_file(output).unlink()


def _swap(output: Path, paths: Paths, journal: Journal, content: bytes) -> None:
    """The journal is part of the new tree, so it stands from the moment of the exchange."""
    with _told_as_unwritable(output):
        new = make_next(output)
        check_exchange(output, new / OUR_FOLDER)
        link_tree(output, new, {*paths.new, *paths.replaced, *journal.deletions})
        moves = lay_moves(str(new), paths.new)
        check_moves(str(new), moves, (), str(output))
        check_replaced(str(new), paths.replaced, str(output))
        move(str(staging_folder(output)), str(new), moves)
        if paths.replaced:
            make_folders(str(new), paths.replaced)
            replace(str(staging_folder(output)), str(new), paths.replaced)
        write_synced(new / OUR_FOLDER / "manifest", content)
        write_synced(new / OUR_FOLDER / "journal", journal_bytes(journal))
    try:
        exchange(new, output)
    except OSError as error:
        raise cannot_swap(output, error.strerror or str(error)) from error
    try:
        _complete_swap(output, journal)
    except KeyboardInterrupt:
        _finish(output)
        raise


def _finish(output: Path) -> None:
    """Complete a publish that was interrupted. The alarm that ends whoever takes long waits."""
    left_seconds, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        recover(output)
    finally:
        signal.setitimer(signal.ITIMER_REAL, left_seconds)


def _complete_swap(output: Path, journal: Journal) -> None:
    with _told_as_incomplete(output):
        if next_folder(output).exists():
            manifest = read_manifest(output) or Manifest({})
            drop_old(output, {*manifest.digests, *journal.deletions})
        journal_file(output).unlink()


@contextmanager
def _told_as_unwritable(output: Path) -> Iterator[None]:
    """Errors before the journal stands: places in the tree beside are told as in the output."""
    try:
        yield
    except OSError as error:
        new, place = str(next_folder(output)), str(error.filename2 or error.filename or output)
        told = str(output.parent) if place == new else place.replace(new, str(output))
        raise unwritable(error, told) from error


@contextmanager
def _told_as_incomplete(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise incomplete(error, output) from error


def _promised(output: Path) -> Iterable[str]:
    """All paths of the site that a publish under way will leave, in order."""
    for name in ("manifest.new", "manifest"):
        manifest = read_manifest(output, name)
        if manifest:
            return manifest.digests
    return ()


def _put_manifest(output: Path) -> None:
    with suppress(FileNotFoundError):
        os.replace(output / OUR_FOLDER / "manifest.new", output / OUR_FOLDER / "manifest")


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
