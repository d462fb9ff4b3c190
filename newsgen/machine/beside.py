"""A question that a process beside this one answers, while this one does something else.

For what takes a good part of a second: it is there before a pool of workers would be imported.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def beside(question: Callable[[], bool], *, worth: bool) -> Iterator[Callable[[], bool]]:
    """What gives the answer to a question. A fork of this process finds it out, if that is `worth`
    it and can be had; else it is asked here, when the answer is wanted.

    A fork that fails says no.
    """
    process = _forked() if worth and _can_fork() else None
    if process is None:
        yield question
        return
    if not process:
        _say(question)
    answers: list[bool] = []

    def answer() -> bool:
        if not answers:
            answers.append(_said(process))
        return answers[0]

    try:
        yield answer
    finally:
        answer()


def _forked() -> int | None:
    try:
        return os.fork()
    except OSError:  # no room for another process
        return None


def _said(process: int) -> bool:
    try:
        return os.waitpid(process, 0)[1] == 0
    except ChildProcessError:  # whoever started us has the system forget how processes end
        return False


def _say(question: Callable[[], bool]) -> None:
    """Answer by the exit status, and end without running what others left to do at the end."""
    is_so = False
    try:
        is_so = question()
    finally:
        os._exit(0 if is_so else 1)


def _can_fork() -> bool:
    """Forking is safe only while there are no threads, and saves time if there are processors."""
    threading = sys.modules.get("threading")
    is_alone = threading is None or threading.active_count() == 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return hasattr(os, "fork") and is_alone and cores > 1
