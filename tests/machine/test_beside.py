"""A question that a process beside this one answers."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.machine.beside import beside

CORES = len(os.sched_getaffinity(0))


def no_answer() -> bool:
    raise OSError("the disk is gone")


def alone(test: Callable[[], None]) -> None:
    """Run a test in a process without threads and children, of which other tests leave some."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    code += f"import {Path(__file__).stem} as tests; tests.{test.__name__}()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("worth", [False, True])
@pytest.mark.parametrize("fact", [False, True])
def test_the_answer_is_the_same_wherever_it_is_found(*, worth: bool, fact: bool) -> None:
    with beside(lambda: fact, worth=worth) as answer:
        assert answer() is fact
        assert answer() is fact


def asked_elsewhere() -> None:
    here = os.getpid()
    with beside(lambda: os.getpid() != here, worth=True) as answer:
        assert answer() is (CORES > 1)


def failing() -> None:
    with beside(no_answer, worth=CORES > 1) as answer:
        if CORES > 1:
            assert not answer()


def unwanted() -> None:
    with pytest.raises(KeyError), beside(lambda: True, worth=True):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def forgotten() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what whoever starts us may have set
    with beside(lambda: True, worth=CORES > 1) as answer:
        assert answer() is (CORES == 1)


def crowded() -> None:
    def no_room(event: str, _: tuple[object, ...]) -> None:
        if event == "os.fork":
            raise BlockingIOError(errno.EAGAIN, "no room for another process")

    sys.addaudithook(no_room)
    with beside(lambda: True, worth=True) as answer:
        assert answer()


def test_a_process_whose_end_nobody_kept_says_no() -> None:
    alone(forgotten)


def test_where_no_process_can_be_made_the_question_is_asked_here() -> None:
    alone(crowded)


def test_a_question_that_is_worth_it_is_answered_by_another_process() -> None:
    alone(asked_elsewhere)


def test_a_process_that_fails_says_no() -> None:
    alone(failing)


def test_no_process_is_left_when_nobody_wants_the_answer() -> None:
    alone(unwanted)
