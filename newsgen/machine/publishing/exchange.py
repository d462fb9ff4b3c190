"""Two folders change places in one step of the operating system: the strictly atomic publish."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from newsgen.words.errors import FolderUnwritable

_HERE = -100  # AT_FDCWD: paths count from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE
_CALL_NUMBERS = {"x86_64": 316, "aarch64": 276}  # for C libraries that lack renameat2
MOVE_HINT = "write publish: move under build: in newsgen.yaml"


def exchange(first: Path, second: Path) -> None:
    """Exchange two folders; nobody ever sees a moment without either. Raises OSError."""
    import ctypes

    rename, arguments = _renameat2()
    if rename(*arguments, _HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(second))


def check_exchange(output: Path, folder: Path) -> None:
    """Try the exchange on two empty folders in `folder`, which lies beside the output folder.

    Raises FolderUnwritable, before any work is done in vain, and OSError.
    """
    if output.stat().st_dev != folder.stat().st_dev:
        raise cannot_swap(output, "it is a file system of its own")
    pair = (folder / "try-a", folder / "try-b")
    for tried in pair:
        tried.mkdir()
    try:
        exchange(*pair)
    except OSError as error:
        raise cannot_swap(output, f"the system does not offer it here: {error.strerror}") from error
    for tried in pair:
        tried.rmdir()


def cannot_swap(output: Path, reason: str) -> FolderUnwritable:
    """The error to raise where `publish: swap` cannot be had."""
    return FolderUnwritable(f"cannot exchange {output} as a whole: {reason}", MOVE_HINT)


@cache
def _renameat2() -> tuple[Any, tuple[Any, ...]]:
    """The function of the C library, or its way to make a system call by number."""
    import ctypes
    import platform

    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, "renameat2", None)
    if function is not None:
        return function, ()
    number = _CALL_NUMBERS.get(platform.machine()) if platform.system() == "Linux" else None
    if number is None:
        raise OSError(38, "only Linux can")
    return library.syscall, (ctypes.c_long(number),)
