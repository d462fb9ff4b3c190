"""A question that a process beside this one answers."""

import os
import threading

import pytest

from newsgen.machine.beside import beside

CAN_FORK = len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def no_answer() -> bool:
    raise OSError("the disk is gone")


@pytest.mark.parametrize("worth", [False, True])
@pytest.mark.parametrize("fact", [False, True])
def test_the_answer_is_the_same_wherever_it_is_found(*, worth: bool, fact: bool) -> None:
    with beside(lambda: fact, worth=worth) as answer:
        assert answer() is fact
        assert answer() is fact


def test_a_question_that_is_worth_it_is_answered_by_another_process() -> None:
    here = os.getpid()
    with beside(lambda: os.getpid() != here, worth=True) as answer:
        assert answer() is CAN_FORK


def test_a_process_that_fails_says_no(capfd: pytest.CaptureFixture[str]) -> None:
    if CAN_FORK:
        with beside(no_answer, worth=True) as answer:
            assert not answer()


def test_no_process_is_left_when_nobody_wants_the_answer() -> None:
    with pytest.raises(KeyError), beside(lambda: True, worth=True):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
