"""Pages → files in the staging folder, in as many processes as pay off."""

import pickle
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread
from newsgen.machine.publishing import Staged, stage, stage_new, staging_folder
from newsgen.machine.render import Frame, Job, Renderer, renderer
from newsgen.words.model import Page
from newsgen.words.problems import Problem

CHUNK_PAGES = 60


class Outcome(NamedTuple):
    """What became of some pages: staged files, and templates' faults."""

    staged: list[Staged]
    problems: list[Problem]


class Shared(NamedTuple):
    """What every chunk needs. The frame comes packed, for bytes can be compared."""

    packed_frame: bytes
    output: str
    staging: str
    is_empty: bool


def write_pages(
    pages: Sequence[Page],
    frame: Frame,
    bodies: Mapping[str, BodyAt],
    output: Path,
    spread: Spread,
    *,
    is_empty: bool,
) -> Outcome:
    """Render pages into the staging folder. `is_empty` says that nothing stands in the output."""
    shared = shared_by(frame, output, is_empty=is_empty)
    chunks = Jobs(pages, bodies)
    outcomes = spread(write_chunk, shared, chunks)
    return Outcome(
        [file for outcome in outcomes for file in outcome.staged],
        [problem for outcome in outcomes for problem in outcome.problems],
    )


def shared_by(frame: Frame, output: Path, *, is_empty: bool) -> Shared:
    """What the chunks of a build share."""
    return Shared(pickle.dumps(frame), str(output), str(staging_folder(output)), is_empty)


class Jobs(Sequence[list[Job]]):
    """The chunks of work, each made when it is asked for: no more views are in memory than that."""

    def __init__(self, pages: Sequence[Page], bodies: Mapping[str, BodyAt]) -> None:
        self.pages = sorted(pages, key=lambda page: page.near)
        self.bodies = bodies

    def __len__(self) -> int:
        return (len(self.pages) + CHUNK_PAGES - 1) // CHUNK_PAGES

    def __getitem__(self, number: int) -> list[Job]:  # type: ignore[override]  # no slices
        if not 0 <= number < len(self):
            raise IndexError(number)
        start = number * CHUNK_PAGES
        return [job_of(page, self.bodies) for page in self.pages[start : start + CHUNK_PAGES]]


def job_of(page: Page, bodies: Mapping[str, BodyAt]) -> Job:
    """The work on one page, in values that another process can be sent."""
    source = page.sources[0] if page.has_body else ""
    return Job(
        page.path,
        page.kind,
        page.template,
        dict(page.view()),
        page.origin,
        source,
        bodies.get(source),
    )


def write_chunk(shared: Shared, jobs: Sequence[Job]) -> Outcome:
    """Render some pages in whichever process this is called."""
    render = _renderer(shared.packed_frame)
    outcome = Outcome([], [])
    for job in jobs:
        keep(shared, outcome, job.path, render(job))
    return outcome


def keep(shared: Shared, outcome: Outcome, path: str, rendered: bytes | Problem) -> None:
    """Stage a page that was rendered, or note the problem with it."""
    if isinstance(rendered, Problem):
        outcome.problems.append(rendered)
    elif shared.is_empty:
        outcome.staged.append(stage_new(shared.staging, path, rendered))
    else:
        outcome.staged.append(stage(shared.output, shared.staging, path, rendered))


@lru_cache(maxsize=1)
def _renderer(packed_frame: bytes) -> Renderer:
    """One renderer a process and frame."""
    frame: Frame = pickle.loads(packed_frame)  # noqa: S301 (made by this very build)
    return renderer(frame)
