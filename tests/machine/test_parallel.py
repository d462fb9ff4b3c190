"""Chunks in several processes: who does them, and what comes back."""

import os
import time

import pytest

from newsgen.machine.parallel import Serial, Workers

METHODS = ("fork", "spawn")


def _slowly_squared(shared: float, chunk: int) -> tuple[int, int]:
    time.sleep(shared)
    return chunk * chunk, os.getpid()


def _die_elsewhere(home: int, chunk: int) -> int:
    if os.getpid() != home:
        os._exit(9)
    return chunk


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("processes", [2, 3])
def test_each_process_has_a_chunk_where_there_is_one_for_each(method: str, processes: int) -> None:
    workers = Workers(processes, method)
    done = workers(_slowly_squared, 0.5, range(processes))
    workers.close()
    assert [square for square, _ in done] == [number**2 for number in range(processes)]
    assert len({process for _, process in done}) == processes
    assert os.getpid() in {process for _, process in done}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("chunks", [0, 1, 2, 5, 40])
def test_results_come_in_the_order_of_the_chunks(method: str, chunks: int) -> None:
    workers = Workers(3, method)
    done = workers(_slowly_squared, 0, range(chunks))
    workers.close()
    assert [square for square, _ in done] == [number**2 for number in range(chunks)]
    assert [square for square, _ in Serial()(_slowly_squared, 0, range(chunks))] == [
        square for square, _ in done
    ]


@pytest.mark.parametrize("method", METHODS)
def test_what_a_dying_worker_held_is_done_here(method: str) -> None:
    workers = Workers(2, method)
    assert workers(_die_elsewhere, os.getpid(), range(6)) == list(range(6))
    workers.close()
