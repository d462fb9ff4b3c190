"""One newsgen at a time works on a site. The operating system frees the lock of a dead process."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgen.words.errors import Busy, FolderUnwritable

_POLL_SECONDS = 0.05


@contextmanager
def locked(
    folder: Path, wait_seconds: float = 60.0, on_wait: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the lock of a site's own folder; wait for another holder, and say so once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise FolderUnwritable(
            f"cannot write to {folder}: {error.strerror}", "check its owner and permissions"
        ) from error
    try:
        _acquire(handle, folder, wait_seconds, on_wait)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, folder: Path, wait_seconds: float, on_wait: Callable[[], None]) -> None:
    deadline = time.monotonic() + wait_seconds
    has_told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Busy(
                    f"another newsgen is working on {folder.parent}", "try again when it is done"
                ) from None
            if not has_told:
                on_wait()
                has_told = True
            time.sleep(_POLL_SECONDS)
        else:
            return
