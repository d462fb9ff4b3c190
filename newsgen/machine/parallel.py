"""Rendering in one process or several: the same function over the same pages.

A pool costs about a third of a second to start, so small builds stay in one process.
"""

import os
import pickle
import threading
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.publishing import Staged, stage, staging_folder
from newsgen.machine.render import Frame, Renderer, renderer
from newsgen.words.model import Page
from newsgen.words.problems import Problem

POOL_FROM_PAGES = 400
CHUNK_PAGES = 100
WATCH_SECONDS = 0.25


class Outcome(NamedTuple):
    """What became of some pages: staged files, and templates' faults."""

    staged: tuple[Staged, ...]
    problems: tuple[Problem, ...]


def render_all(pages: Sequence[Page], frame: Frame, output: Path, jobs: int) -> Outcome:
    """Render pages into the staging folder; `jobs` 0 means as many processes as pay off."""
    workers = jobs or (os.cpu_count() or 1 if len(pages) >= POOL_FROM_PAGES else 1)
    if min(workers, len(pages)) <= 1:
        return _render(pages, renderer(frame), output, staging_folder(output))
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    size = min(CHUNK_PAGES, -(-len(pages) // workers))
    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    packed = pickle.dumps(frame)
    context = multiprocessing.get_context(method)
    staging = staging_folder(output)
    with ProcessPoolExecutor(
        workers, context, initializer=_die_with, initargs=(os.getpid(),)
    ) as pool:
        futures = [pool.submit(render_chunk, chunk, packed, output, staging) for chunk in chunks]
        try:
            return _joined(future.result() for future in futures)
        finally:  # an interrupt must not wait for chunks that nobody wants any more
            pool.shutdown(cancel_futures=True)


def render_chunk(
    pages: Sequence[Page], packed_frame: bytes, output: Path, staging: Path
) -> Outcome:
    """Render some pages in whichever process this is called."""
    return _render(pages, _renderer(packed_frame), output, staging)


def _die_with(build_process_id: int) -> None:
    """Let no worker outlive a build that was killed: it would wait, or write, for good."""

    def watch() -> None:
        while True:
            time.sleep(WATCH_SECONDS)
            try:
                os.kill(build_process_id, 0)  # signal 0 only asks whether it is there
            except ProcessLookupError:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@lru_cache(maxsize=1)
def _renderer(packed_frame: bytes) -> Renderer:
    """One renderer a process and frame; the frame comes packed, for bytes can be compared."""
    frame: Frame = pickle.loads(packed_frame)  # noqa: S301 (made by this very build)
    return renderer(frame)


def _render(pages: Sequence[Page], render: Renderer, output: Path, staging: Path) -> Outcome:
    staged: list[Staged] = []
    problems: list[Problem] = []
    for page in pages:
        rendered = render(page)
        if isinstance(rendered, Problem):
            problems.append(rendered)
        else:
            staged.append(stage(output, staging, page.path, rendered))
    return Outcome(tuple(staged), tuple(problems))


def _joined(outcomes: Iterable[Outcome]) -> Outcome:
    every = list(outcomes)
    return Outcome(
        tuple(staged for outcome in every for staged in outcome.staged),
        tuple(problem for outcome in every for problem in outcome.problems),
    )
