"""Pages → files in the staging folder, in as many processes as pay off."""

import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Spread
from newsgen.machine.publishing import (
    InPlace,
    Staged,
    stage,
    stage_new,
    staging_folder,
    staging_in,
)
from newsgen.machine.render import Frame, Job, Renderer, renderer
from newsgen.outputs.making import plain_of, plain_view
from newsgen.words.model import Page
from newsgen.words.problems import Problem

CHUNK_PAGES = 60
_ORIGIN = 2  # of a packed job
_BETWEEN = "\0"  # stands in no path
_SIZE = Struct("<I")  # of the paths of a chunk, in bytes

Standing = tuple[bytes, tuple[int, ...]]  # of a file: as `InPlace`


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
    jobs: "Jobs",
    frame: Frame,
    output: Path,
    spread: Spread,
    *,
    is_empty: bool,
) -> Outcome:
    """Render pages into the staging folder. `is_empty` says that nothing stands in the output."""
    shared = shared_by(frame, output, is_empty=is_empty)
    if jobs:
        _renderer(shared.packed_frame)  # forked workers inherit it
    done = list(spread.as_done(write_chunk, shared, jobs))
    outcome = Outcome([], [])
    while done:  # unpacked only now that no worker needs memory
        number, (packed, problems) = done.pop()
        rows = marshal.loads(packed)  # noqa: S302 (made by this very build)
        for path, row in zip(jobs.paths(number), rows, strict=True):
            if row:
                outcome.staged.append(Staged(path, *row))
        outcome.problems.extend(problems)
    return outcome


def shared_by(frame: Frame, output: Path, *, is_empty: bool) -> Shared:
    """What the chunks of a build share."""
    return Shared(pickle.dumps(frame), str(output), str(staging_folder(output)), is_empty)


class Jobs(Sequence[list[Job]]):
    """The chunks of work, each made when it is asked for: no more views are in memory than that.

    What a chunk is made from lies in bytes, so that a process that asks for it does not write to
    memory that it shares with others, and pages need not be kept for it.
    """

    def __init__(
        self,
        pages: Iterable[Page],
        bodies: Mapping[str, BodyAt],
        standing: Callable[[str], Standing | None] = lambda _: None,
    ) -> None:
        """`standing` tells of a path the file that is known to stand there, and to be whole."""
        pages = sorted(pages, key=lambda page: page.near)
        self.views: list[Callable[..., Mapping[str, Any]]] = []
        numbers: dict[int, int] = {}  # of the views, by identity: most pages share theirs
        # Of each chunk the paths in one text, for in the end they alone are wanted again, and the
        # rest; together, for whatever a worker looks at is copied for it.
        self.packed: list[bytes] = []
        for at in range(0, len(pages), CHUNK_PAGES):
            rows = []
            for page in pages[at : at + CHUNK_PAGES]:
                view, of = plain_view(page), plain_of(page)
                number = numbers.setdefault(id(view), len(numbers))
                if number == len(self.views):
                    self.views.append(view)
                rows.append((*_packable(page, bodies), standing(page.path), number, of))
            self.add([page.path for page in pages[at : at + CHUNK_PAGES]], rows)

    def add(self, paths: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
        """Another chunk: paths, and what their jobs are made from."""
        joined = _BETWEEN.join(paths).encode("utf-8", "surrogatepass")
        self.packed.append(_SIZE.pack(len(joined)) + joined + marshal.dumps(rows))

    def __len__(self) -> int:
        return len(self.packed)

    def __getitem__(self, number: int) -> list[Job]:  # type: ignore[override]  # no slices
        pairs = zip(self.paths(number), self._rows(number), strict=True)
        return [_job_of(path, row, self.views) for path, row in pairs]

    def paths(self, number: int) -> list[str]:
        """The paths of a chunk."""
        packed = self.packed[number]
        (size,) = _SIZE.unpack_from(packed)
        joined = packed[_SIZE.size : _SIZE.size + size]
        return joined.decode("utf-8", "surrogatepass").split(_BETWEEN)

    def parted(self) -> tuple["Jobs", "Jobs"]:
        """Those that copy a file, and those that render."""
        copying, rendering = Jobs((), {}), Jobs((), {})
        copying.views = rendering.views = self.views
        for number in range(len(self.packed)):
            pairs = list(zip(self.paths(number), self._rows(number), strict=True))
            for jobs, is_copy in ((copying, True), (rendering, False)):
                found = [pair for pair in pairs if bool(pair[1][_ORIGIN]) == is_copy]
                if found:
                    jobs.add([path for path, _ in found], [row for _, row in found])
        return copying, rendering

    def _rows(self, number: int) -> list[tuple[Any, ...]]:
        packed = self.packed[number]
        (size,) = _SIZE.unpack_from(packed)
        return marshal.loads(memoryview(packed)[_SIZE.size + size :])  # type: ignore[no-any-return] # noqa: S302 (ours)


def _packable(page: Page, bodies: Mapping[str, BodyAt]) -> tuple[Any, ...]:
    """What a job is made from besides its path and view, in plain values."""
    source = page.sources[0] if page.has_body else ""
    at = bodies.get(source)
    known = page.stamp if page.kind == "file" else b""
    return (page.kind, page.template, page.origin, source, at and tuple(at), known)


def _job_of(
    path: str, row: tuple[Any, ...], views: Sequence[Callable[..., Mapping[str, Any]]]
) -> Job:
    """The work on one page, in values that another process can be sent."""
    kind, template, origin, source, at, known, in_place, view, of = row
    shown = dict(views[view](*of))
    body_at, file = at and BodyAt(*at), in_place and InPlace(*in_place)
    return Job(path, kind, template, shown, origin, source, body_at, None, file, known)


def write_chunk(shared: Shared, jobs: Sequence[Job]) -> tuple[bytes, list[Problem]]:
    """Render some pages in whichever process this is called.

    Returns, marshalled, what `Staged` tells of each besides its path, None for a page with a
    problem; and the problems.
    """
    render = _renderer(shared.packed_frame)
    rows: list[tuple[Any, ...] | None] = []
    problems: list[Problem] = []
    with staging_of(shared) as keep:
        for job, rendered in zip(jobs, render(jobs), strict=True):
            if isinstance(rendered, Problem):
                rows.append(None)
                problems.append(rendered)
            else:
                rows.append(tuple(keep(job.path, rendered, job.in_place)[1:]))
    return marshal.dumps(rows), problems


@contextmanager
def staging_of(shared: Shared) -> Iterator[Callable[[str, bytes, InPlace | None], Staged]]:
    """What stages a page that was rendered: by its path, its bytes, and the file that stands in its
    place, if that is known.
    """
    with staging_in(shared.output, shared.staging) as staging:
        if shared.is_empty:
            yield lambda path, rendered, _: stage_new(staging, path, rendered)
        else:
            yield partial(stage, staging)


@lru_cache(maxsize=1)
def _renderer(packed_frame: bytes) -> Renderer:
    """One renderer a process and frame."""
    frame: Frame = pickle.loads(packed_frame)  # noqa: S301 (made by this very build)
    return renderer(frame)
