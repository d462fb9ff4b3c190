"""From staging into place, by as few renames as will do, and what is no more goes.

A folder that the output folder does not have is renamed as a whole, so a cold build is a handful of
renames. What replaces files that are known to stand needs no such thought. Everything that can be
refused is refused by a look beforehand: between journal and completion there is nothing but renames
and deletions.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from stat import S_ISDIR
from typing import NamedTuple

from newsgen.machine.folders import opened_folder
from newsgen.machine.publishing.faults import access_fault
from newsgen.machine.publishing.staging import REPLACING, name_apart
from newsgen.words.errors import OutputRefused

_EFFECTIVE = os.access in os.supports_effective_ids
_MAY_CHANGE = os.W_OK | os.X_OK


class Moves(NamedTuple):
    """Paths of files and of whole folders, alike in staging and in the output folder.

    `fresh` ones stand where nothing was, `replacing` ones where a file is, `clearing` ones where
    deletions must come first: a file where a folder goes, or the reverse. `entered` are the
    folders that are there already, and that something moves into; they lie on these `devices`.
    """

    fresh: tuple[str, ...]
    replacing: tuple[str, ...]
    clearing: tuple[str, ...]
    entered: tuple[str, ...]
    devices: frozenset[int]


def lay_moves(output: str, paths: Iterable[str]) -> Moves:
    """How to bring the staged files of these paths into the output folder as it is now."""
    fresh: list[str] = []
    replacing: list[str] = []
    clearing: list[str] = []
    entered: list[str] = []
    devices: set[int] = set()

    def lay(prefix: str, below: Iterable[str]) -> None:
        entered.append(prefix.rstrip("/"))
        for name, inside in _by_head(below).items():
            path = prefix + name
            mode, device = _kind(f"{output}/{path}")
            is_folder, has_folder = bool(inside), S_ISDIR(mode)
            if not mode:
                fresh.append(path)
            elif is_folder and has_folder:
                devices.add(device)
                lay(f"{path}/", inside)
            else:
                (clearing if is_folder or has_folder else replacing).append(path)

    lay("", paths)
    return Moves(
        tuple(sorted(fresh)),
        tuple(sorted(replacing)),
        tuple(clearing),
        tuple(entered),
        frozenset(devices),
    )


def check_moves(place: str, moves: Moves, deletions: Collection[str], output: str) -> None:
    """Refuse now what would fail half way; `place` is told under the name of `output`.

    Raises FolderUnwritable for a folder that may not be changed, and OutputRefused for one that
    is elsewhere, and for things of another hand that stand in the way.
    """
    gone = set(deletions)
    for path in moves.clearing:
        if not _is_cleared(f"{place}/{path}", path, gone):
            raise _foreign(f"{output}/{path}")
    device = os.stat(place).st_dev
    seen = frozenset(moves.entered if moves.devices <= {device} else ())
    for folder in sorted({*moves.entered, *(path.rpartition("/")[0] for path in gone)}):
        below = f"/{folder}" if folder else ""
        if folder in seen or _is_folder(place + below, output + below, device):
            _check_access(place + below, output + below)


def check_replaced(place: str, paths: Iterable[str], output: str) -> None:
    """The same for the files that stand at these paths: refuse what would fail half way."""
    with opened_folder(place) as within:
        device = os.fstat(within).st_dev
        for folder in sorted(_folders_of(paths)):
            told = f"{output}/{folder}" if folder else output
            try:
                stat = os.stat(folder or ".", dir_fd=within, follow_symlinks=False)
            except FileNotFoundError:  # it is made again
                continue
            if not S_ISDIR(stat.st_mode):
                raise _foreign(told)
            if stat.st_dev != device:
                raise _elsewhere(told)
            if not os.access(folder or ".", _MAY_CHANGE, dir_fd=within, effective_ids=_EFFECTIVE):
                raise access_fault(f"{place}/{folder}", told)


def move(staging: str, output: str, moves: Moves) -> None:
    """What is new to the site comes before what links to it. Raises OSError."""
    for path in (*moves.fresh, *moves.clearing, *moves.replacing):
        os.rename(f"{staging}/{path}", f"{output}/{path}")


def replace(staging: str, output: str, paths: Iterable[str]) -> None:
    """Put the files that lie apart in the places of those that they replace. Raises OSError."""
    with opened_folder(f"{staging}/{REPLACING}") as source, opened_folder(output) as target:
        for path in paths:
            name = name_apart(path)
            try:
                os.rename(name, path, src_dir_fd=source, dst_dir_fd=target)
            except FileNotFoundError:  # its folder, which went meanwhile
                os.makedirs(f"{output}/{path}".rpartition("/")[0], exist_ok=True)
                os.rename(f"{staging}/{REPLACING}/{name}", f"{output}/{path}")
            except OSError as error:
                raise _in_full(error, output, path) from error


def make_folders(new: str, paths: Iterable[str]) -> None:
    """Make the folders that these paths need in a new tree. Raises OSError."""
    with opened_folder(new) as tree:
        for folder in sorted(_folders_of(paths).difference([""])):
            try:
                os.mkdir(folder, dir_fd=tree)
            except FileExistsError:
                continue
            except OSError as error:
                raise _in_full(error, new, folder) from error


def lying_apart(staging: str, paths: Iterable[str]) -> list[str]:
    """Those of the paths for which a file lies apart in staging."""
    try:
        names = frozenset(os.listdir(f"{staging}/{REPLACING}"))
    except FileNotFoundError:
        return []
    return [path for path in paths if name_apart(path) in names] if names else []


def clear(output: str, moves: Moves, deletions: Sequence[str]) -> None:
    """Delete what must go before the moves. Raises OSError."""
    if moves.clearing:
        ways = set(moves.clearing)
        delete(output, [path for path in deletions if ways.intersection((path, *parents(path)))])


def delete(output: str, paths: Iterable[str]) -> int:
    """Delete our files and the folders that they leave empty; returns how many files went.

    What is not there is done already. A folder that became a link leads to files that are not
    ours any more. Raises OSError.
    """
    count = 0
    left: dict[str, bool] = {"": True}
    for path in paths:
        folder = path.rpartition("/")[0]
        if not _is_real(output, folder, left):
            continue
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(f"{output}/{path}")
            count += 1
    for folder in sorted(left, reverse=True):  # what lies in a folder comes before it
        if folder and left[folder]:
            with suppress(OSError):  # not empty: somebody still lives there
                os.rmdir(f"{output}/{folder}")
    return count


def drop_folders(staging: str, entered: Iterable[str]) -> None:
    """Remove the folders whose files were moved; what else may be there is swept later."""
    for folder in (REPLACING, *sorted(entered, reverse=True)):
        with suppress(OSError):
            os.rmdir(f"{staging}/{folder}")


def files_below(staging: str, prefix: str = "") -> Iterator[str]:
    """The paths of all files in a staging folder, those that lie apart aside."""
    try:
        with os.scandir(f"{staging}/{prefix}") as found:
            entries = list(found)
    except FileNotFoundError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield prefix + entry.name
        elif prefix or entry.name != REPLACING:
            yield from files_below(staging, f"{prefix}{entry.name}/")


def parents(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _by_head(paths: Iterable[str]) -> dict[str, list[str]]:
    """The paths by their first name; each list holds what follows, and is empty for a file."""
    found: dict[str, list[str]] = {}
    for path in paths:
        head, slash, rest = path.partition("/")
        below = found.setdefault(head, [])
        if slash:
            below.append(rest)
    return found


def _kind(place: str) -> tuple[int, int]:
    """The mode of what lies there, links not followed, and its device; 0 for nothing."""
    try:
        stat = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return 0, 0
    return stat.st_mode, stat.st_dev


def _is_cleared(place: str, path: str, gone: Collection[str]) -> bool:
    """True if nothing is left there once the deletions are done."""
    if not S_ISDIR(_kind(place)[0]):
        return path in gone
    names = os.listdir(place)
    return bool(names) and all(_is_cleared(f"{place}/{n}", f"{path}/{n}", gone) for n in names)


def _is_folder(place: str, told: str, device: int) -> bool:
    """True for a folder. Raises OutputRefused for one on another device."""
    mode, found = _kind(place)
    if S_ISDIR(mode) and found != device:
        raise _elsewhere(told)
    return S_ISDIR(mode)


def _in_full(error: OSError, folder: str, path: str) -> OSError:
    """An error of a path that counts from a folder, named in full."""
    return OSError(error.errno, error.strerror, f"{folder}/{path}")


def _foreign(told: str) -> OutputRefused:
    return OutputRefused(
        f"newsgen did not write all of {told}, and a page needs the place",
        "move it away, for example to static/",
    )


def _elsewhere(told: str) -> OutputRefused:
    return OutputRefused(
        f"{told} lies on another file system than the rest", "choose another --output"
    )


def _folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that paths lie in, and those that these lie in."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _check_access(place: str, told: str) -> None:
    if not os.access(place, _MAY_CHANGE, effective_ids=_EFFECTIVE):
        raise access_fault(place, told)


def _is_real(output: str, folder: str, known: dict[str, bool]) -> bool:
    """True if no link stands between the output folder and this folder in it."""
    if folder not in known:
        known[folder] = _is_real(output, folder.rpartition("/")[0], known) and not os.path.islink(
            f"{output}/{folder}"
        )
    return known[folder]
