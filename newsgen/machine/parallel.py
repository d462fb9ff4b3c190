"""Rendering in one process or several: the same function over the same pages.

A pool costs about a third of a second to start, so small builds stay in one process.
"""

import os
import pickle
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.publishing import Staged, stage
from newsgen.machine.render import Frame, Renderer, renderer
from newsgen.words.model import Page
from newsgen.words.problems import Problem

POOL_FROM_PAGES = 400
CHUNK_PAGES = 100


class Outcome(NamedTuple):
    """What became of some pages: staged files, and templates' faults."""

    staged: tuple[Staged, ...]
    problems: tuple[Problem, ...]


def render_all(pages: Sequence[Page], frame: Frame, output: Path, jobs: int) -> Outcome:
    """Render pages into the staging folder; `jobs` 0 means as many processes as pay off."""
    workers = jobs or (os.cpu_count() or 1 if len(pages) >= POOL_FROM_PAGES else 1)
    if min(workers, len(pages)) <= 1:
        return _render(pages, renderer(frame), output)
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    size = min(CHUNK_PAGES, -(-len(pages) // workers))
    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    packed = pickle.dumps(frame)
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as pool:
        futures = [pool.submit(render_chunk, chunk, packed, output) for chunk in chunks]
        try:
            return _joined(future.result() for future in futures)
        finally:  # an interrupt must not wait for chunks that nobody wants any more
            pool.shutdown(cancel_futures=True)


def render_chunk(pages: Sequence[Page], packed_frame: bytes, output: Path) -> Outcome:
    """Render some pages in whichever process this is called."""
    return _render(pages, _renderer(packed_frame), output)


@lru_cache(maxsize=1)
def _renderer(packed_frame: bytes) -> Renderer:
    """One renderer a process and frame; the frame comes packed, for bytes can be compared."""
    frame: Frame = pickle.loads(packed_frame)  # noqa: S301 (made by this very build)
    return renderer(frame)


def _render(pages: Sequence[Page], render: Renderer, output: Path) -> Outcome:
    staged: list[Staged] = []
    problems: list[Problem] = []
    for page in pages:
        rendered = render(page)
        if isinstance(rendered, Problem):
            problems.append(rendered)
        else:
            staged.append(stage(output, page.path, rendered))
    return Outcome(tuple(staged), tuple(problems))


def _joined(outcomes: Iterable[Outcome]) -> Outcome:
    every = list(outcomes)
    return Outcome(
        tuple(staged for outcome in every for staged in outcome.staged),
        tuple(problem for outcome in every for problem in outcome.problems),
    )
