"""Ctrl-C and SIGTERM: the first ends a command in order, and impatience does not disturb it."""

import os
import signal
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import NoReturn

INTERRUPTED_EXIT = 130
# For dropping what was staged and ending the workers. Whatever is left then, the next command
# drops: a publish is as safe from this as from being killed.
GRACE_SECONDS = 0.5
_CALLBACK_SECONDS = 0.02  # more than any takes
_ENDING = (signal.SIGINT, signal.SIGTERM)


def heed_interrupts() -> None:
    """Let SIGTERM end a command as Ctrl-C does. A background job of a script is deaf to Ctrl-C from
    its start, and stays so.
    """
    _heed(each for each in _ENDING if signal.getsignal(each) is not signal.SIG_IGN)


def heed_every_interrupt() -> None:
    """The same for what runs until it is stopped: it heeds both, however it was started."""
    _heed(_ENDING)


def end_interrupted() -> NoReturn:
    """End at once, without what libraries left to do at the end: they were torn apart as well."""
    with suppress(OSError):  # nobody reads any more
        os.write(2, b"interrupted; the site is whole\n")
    os._exit(INTERRUPTED_EXIT)


def _heed(numbers: Iterable[signal.Signals]) -> None:
    """Raise KeyboardInterrupt for the first of these signals, and be deaf to all that follow."""
    process_id = os.getpid()

    def interrupt(number: int, _: object) -> None:
        if os.getpid() != process_id:  # a worker that was just forked: this process ends it
            if number == signal.SIGTERM:
                os._exit(INTERRUPTED_EXIT)
            return
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        # From here on, what others have to tell of their end is of no use to anybody.
        sys.unraisablehook, threading.excepthook = _raise_again_if_lost, _in_silence
        _raise_with_a_deadline()

    for each in numbers:
        signal.signal(each, interrupt)


def _raise_with_a_deadline(*_: object) -> NoReturn:
    """Raise, and end in time whatever comes of it: a pool that was half made may wait for ever."""
    signal.signal(signal.SIGALRM, lambda *_: end_interrupted())
    signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)
    raise KeyboardInterrupt


def _raise_again_if_lost(ignored: "sys.UnraisableHookArgs") -> None:
    """Python ignores what is raised in callbacks, such as those of a fork: then do so after it."""
    if ignored.exc_type is KeyboardInterrupt:
        signal.signal(signal.SIGALRM, _raise_with_a_deadline)
        signal.setitimer(signal.ITIMER_REAL, _CALLBACK_SECONDS)


def _in_silence(_: object) -> None:
    """Tell nothing of what went wrong in a thread."""
