"""The tree that will be exchanged with the output folder, made beside it.

It is made of hard links to what stays, ours or not, and of the staged files. A link keeps time and
inode, so to whoever compares files, what did not change did not change.
"""

import errno
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from newsgen.machine.publishing.exchange import cannot_swap
from newsgen.machine.traces import OUR_FOLDER, next_folder
from newsgen.words.errors import OutputRefused

_UNLINKABLE = (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP)
_PERMISSIONS = 0o7777


def make_next(output: Path) -> Path:
    """Make an empty tree beside the output folder that shows that it is ours. Raises OSError."""
    drop_next(output)
    new = next_folder(output)
    new.mkdir()
    (new / OUR_FOLDER).mkdir()
    return new


def link_tree(output: Path, new: Path, left_out: Collection[str]) -> None:
    """Fill the new tree with links to all files but those left out; links and empty folders too.

    A folder is made only if something comes to lie in it, or if it was empty before.
    Raises FolderUnwritable where links cannot be had, and OSError.
    """
    mode = new.stat().st_mode
    try:
        _link(str(output), str(new), "", frozenset(left_out), mode)
        _dress(str(new), output.stat(), mode)
        for name in ("lock", "site"):
            with suppress(FileNotFoundError):
                os.link(output / OUR_FOLDER / name, new / OUR_FOLDER / name)
    except OSError as error:
        if error.filename2 and error.errno in _UNLINKABLE:
            reason = f"{error.filename} cannot be linked: {error.strerror}"
            raise cannot_swap(output, reason) from error
        raise


def drop_old(output: Path, ours: Collection[str]) -> None:
    """Remove the old tree, after the exchange; what another hand wrote to it meanwhile is kept.

    `ours` are the paths that the publish wrote or deleted. Raises OSError.
    """
    _drop(str(next_folder(output)), str(output), "", ours)
    drop_next(output)


def drop_next(output: Path) -> None:
    """Remove the tree beside the output folder, whichever of the two it is.

    Our own folder in it shows that it is ours to remove, so that one goes last.
    Raises OutputRefused and OSError.
    """
    folder = next_folder(output)
    if not os.path.lexists(folder):
        return
    if (folder / OUR_FOLDER).is_dir():
        for name in os.listdir(folder):
            if name != OUR_FOLDER:
                _remove(folder / name)
        shutil.rmtree(folder / OUR_FOLDER)
    elif os.listdir(folder):
        raise OutputRefused(
            f"{folder} is in the way of the next publish", "move it away, or remove it"
        )
    folder.rmdir()


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink()


def _link(old: str, new: str, prefix: str, left_out: Collection[str], mode: int) -> bool:
    """Returns whether there now is such a folder in the new tree."""
    with os.scandir(f"{old}/{prefix}") as found:
        entries = list(found)
    is_made = not prefix or (not entries and _make(f"{new}/{prefix}"))
    for entry in entries:
        path = prefix + entry.name
        if path == OUR_FOLDER:
            continue
        if entry.is_dir(follow_symlinks=False):
            if _link(old, new, f"{path}/", left_out, mode):
                is_made = True
                _dress(f"{new}/{path}", entry.stat(follow_symlinks=False), mode)
        elif path not in left_out:
            is_made = is_made or _make(f"{new}/{prefix}")
            os.link(entry.path, f"{new}/{path}", follow_symlinks=False)
    return is_made


def _make(folder: str) -> bool:
    with suppress(FileExistsError):
        try:
            os.mkdir(folder)
        except FileNotFoundError:
            os.makedirs(folder)
    return True


def _dress(folder: str, like: os.stat_result, mode: int) -> None:
    """Owner and permissions of the old folder; new folders have `mode`."""
    if (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):
            os.chown(folder, like.st_uid, like.st_gid)
    if like.st_mode != mode:
        os.chmod(folder, like.st_mode & _PERMISSIONS)


def _drop(old: str, output: str, prefix: str, ours: Collection[str]) -> None:
    with os.scandir(f"{old}/{prefix}") as found:
        entries = list(found)
    for entry in entries:
        path = prefix + entry.name
        if path == OUR_FOLDER:
            continue
        if entry.is_dir(follow_symlinks=False):
            _drop(old, output, f"{path}/", ours)
            os.rmdir(entry.path)
        elif path in ours or not _bring(entry.path, f"{output}/{path}"):
            os.unlink(entry.path)


def _bring(stray: str, target: str) -> bool:
    """Move a file that is not the one in the new tree over there; False if it is."""
    if not os.path.lexists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
    elif os.path.samestat(os.lstat(stray), os.lstat(target)):
        return False
    os.replace(stray, target)
    return True
