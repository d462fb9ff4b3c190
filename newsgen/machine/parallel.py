"""The same function over many chunks, in one process or several.

A task is a function at the top of a module with arguments that can be pickled, so that it runs the
same in this process, in a forked or spawned one, and on another machine. This process takes its
share of the chunks as well: on two cores one worker is enough, and memory is counted once less.
"""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_Item = TypeVar("_Item")
_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")
Task = Callable[[Any, _Chunk], _Result]

WATCH_SECONDS = 0.25
_AHEAD = 2  # chunks that wait at each worker, so that it never waits for us


class Spread(Protocol):
    """Runs a task over chunks: `task(shared, chunk)` for each; results in the chunks' order.

    `as_done` gives each result as soon as it is there, with the number of its chunk, so that not
    all of them need be in memory.
    """

    def __call__(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> list[_Result]: ...

    def as_done(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> Iterator[tuple[int, _Result]]: ...

    def close(self) -> None: ...


class Serial:
    """All in this process."""

    def __call__(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> list[_Result]:
        return [task(shared, chunk) for chunk in chunks]

    def as_done(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> Iterator[tuple[int, _Result]]:
        return ((number, task(shared, chunk)) for number, chunk in enumerate(chunks))

    def close(self) -> None:
        """Nothing is held."""


class Workers:
    """Processes beside this one, started when there is work for them.

    Forked workers inherit what they work on as it lies in memory, and are forked for each piece of
    work anew. Others are started once, and are sent the chunks.
    """

    def __init__(self, processes: int, method: str = "") -> None:
        self.processes = processes
        self.method = method
        self.pool: Executor | None = None

    def __call__(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> list[_Result]:
        results = dict(self.as_done(task, shared, chunks))
        return [results[number] for number in range(len(chunks))]

    def as_done(
        self, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> Iterator[tuple[int, _Result]]:
        workers = min(self.processes, len(chunks)) - 1
        if workers < 1:
            return Serial().as_done(task, shared, chunks)
        self.method = self.method or _method()
        if self.method == "fork":
            return self._forked(workers, task, shared, chunks)
        if self.pool is None:
            self.pool = _pool(self.processes - 1, self.method)
        return share(self.pool, self.processes - 1, task, shared, chunks)

    def _forked(
        self, workers: int, task: Task[_Chunk, _Result], shared: Any, chunks: Sequence[_Chunk]
    ) -> Iterator[tuple[int, _Result]]:
        _inherited[:] = [task, shared, chunks]
        self.pool = _pool(workers, self.method)
        try:
            yield from share(self.pool, workers, _run_inherited, None, range(len(chunks)))
        finally:
            self.close()
            _inherited.clear()

    def close(self) -> None:
        """End the workers; chunks that nobody wants any more are dropped."""
        if self.pool:
            self.pool.shutdown(cancel_futures=True)
            self.pool = None


_inherited: list[Any] = []  # the task, what its chunks share, and the chunks: for forked workers


def _run_inherited(_: None, number: int) -> Any:
    task, shared, chunks = _inherited
    return task(shared, chunks[number])


def share(
    pool: "Executor",
    workers: int,
    task: Task[_Chunk, _Result],
    shared: Any,
    chunks: Sequence[_Chunk],
) -> Iterator[tuple[int, _Result]]:
    """Let a pool take chunks from the front, and take some from the back ourselves.

    The last one is ours, for at a worker it would wait behind others. A worker that dies takes no
    chunk with it: what it held is done here.
    """
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

    waiting = deque(range(len(chunks)))
    running: dict[Future[_Result], int] = {}
    is_broken = False
    while waiting or running:
        try:
            while len(waiting) > 1 and len(running) < workers * _AHEAD and not is_broken:
                number = waiting.popleft()
                running[pool.submit(task, shared, chunks[number])] = number
        except BrokenExecutor:
            is_broken = True
            waiting.append(number)
        if waiting:
            number = waiting.pop()
            yield number, task(shared, chunks[number])
        done, _ = wait(running, None if not waiting else 0, FIRST_COMPLETED)
        for future in done:
            number = running.pop(future)
            try:
                result = future.result()
            except BrokenExecutor:
                is_broken = True
                waiting.append(number)
            else:
                yield number, result


def cut(items: Sequence[_Item], size: int) -> list[Sequence[_Item]]:
    """Items in chunks of a size, the last of what is left."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _method() -> str:
    """Forking is quickest and shares memory, but is safe only while there are no threads."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in methods else "spawn"


def _pool(workers: int, method: str) -> "Executor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        workers,
        multiprocessing.get_context(method),
        initializer=_begin_worker,
        initargs=(os.getpid(), method),
    )


def _begin_worker(build_process_id: int, method: str) -> None:
    """A worker leaves interrupts to the build, and does not outlive one that was killed: it would
    hold the lock, and whatever waits for the end of what the build says.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The build may be gone by now; where a server forks workers, they are children of that.
    parent = os.getppid() if method == "forkserver" else build_process_id

    def watch() -> None:
        # One that was killed is there until somebody asks how it ended, but is a parent no more.
        while os.getppid() == parent and _is_there(build_process_id):
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _is_there(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)  # signal 0 only asks
    except ProcessLookupError:
        return False
    return True
