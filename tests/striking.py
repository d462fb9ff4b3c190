"""Something happens to a process just before its n-th change of a folder: death, Ctrl-C, a fault.

Python tells an audit hook of each change of a file, which makes every step of a publish a moment
that a test can choose. Nothing of newsgen is replaced.
"""

import errno
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

_CHANGES = frozenset(("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod"))
_OF_TWO = frozenset(("os.rename", "os.link"))
_KILLED = -signal.SIGKILL
NEVER = 1_000_000


class Struck(NamedTuple):
    """How a process ended: not at all, by a blow, or with `error`, the name and text of one."""

    is_spared: bool
    is_killed: bool
    error: str


def kill() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def interrupt() -> NoReturn:
    raise KeyboardInterrupt


def fail() -> NoReturn:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def strike(
    work: Callable[[], object], folder: Path, at_change: int, blow: Callable[[], NoReturn]
) -> Struck:
    """Do some work in a process of its own that gets the blow once, if it comes that far."""
    source, sink = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads that other tests left behind
        process_id = os.fork()
    if not process_id:
        os.close(source)
        _work(work, str(folder), at_change, blow, sink)
    os.close(sink)
    with open(source, encoding="utf-8") as told:
        blows, _, error = told.read().partition("\n")
    code = os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1])
    assert code in (0, _KILLED), f"the work ended with {code}"
    return Struck(blows == "0", code == _KILLED, error)


def _is_in(folder: str, *places: object) -> bool:
    """A place that does not start at the root is one within a folder that is held open."""
    named = [str(place) for place in places if isinstance(place, str | bytes | os.PathLike)]
    return any(folder in place or not place.startswith("/") for place in named)


def _work(
    work: Callable[[], object],
    folder: str,
    at_change: int,
    blow: Callable[[], NoReturn],
    sink: int,
) -> NoReturn:
    count = 0

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        is_write = event == "open" and isinstance(flags := arguments[2], int) and flags & 3
        places = arguments[:2] if event in _OF_TWO else arguments[:1]
        if (is_write or event in _CHANGES) and _is_in(folder, *places):
            count += 1
            if count == at_change + 1:
                blow()

    sys.addaudithook(on_event)
    error = ""
    try:
        work()
    except BaseException as raised:  # noqa: BLE001 (whatever it is, the test is told)
        error = f"{type(raised).__name__}: {raised}"
    blows = int(count > at_change)
    os.write(sink, f"{blows}\n{error}".encode())
    os._exit(0)
