"""One newsgen at a time works on a folder. The system frees the lock of a dead process."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.words.errors import Busy, FolderUnwritable

LOCK_FILE = "lock"
WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.05


@contextmanager
def locked(
    folder: Path, wait_seconds: float | None = None, on_wait: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the lock in newsgen's own folder of a site or of an output folder, which is made.

    Waits for another holder, and says so once. Raises Busy after `wait_seconds` (by default
    WAIT_SECONDS), and FolderUnwritable.
    """
    deadline = time.monotonic() + (WAIT_SECONDS if wait_seconds is None else wait_seconds)
    has_told = False
    while (handle := _try_lock(folder)) is None:
        if time.monotonic() >= deadline:
            raise Busy(
                f"another newsgen is working on {folder.parent}", "try again when it is done"
            )
        if not has_told:
            on_wait()
            has_told = True
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # for workers, too, which were forked with the handle
        os.close(handle)


def _try_lock(folder: Path) -> int | None:
    """The open lock; None while somebody else holds it, or is just removing its folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(folder, error) from error
    is_held = False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # A lock that its last holder removed is no lock any more.
        is_held = os.path.samestat(os.fstat(handle), os.stat(folder / LOCK_FILE))
    except (BlockingIOError, FileNotFoundError):
        pass
    finally:
        if not is_held:
            os.close(handle)
    return handle if is_held else None


def _unwritable(folder: Path, error: OSError) -> FolderUnwritable:
    return FolderUnwritable(
        f"cannot write to {folder}: {error.strerror}", "check its owner and permissions"
    )
