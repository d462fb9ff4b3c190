"""Pages → bytes on the workers of a Dask cluster → files in the staging folder here.

Workers share no folder with this machine, only the same newsgen: a task is a function of the values
that it is sent. What all pages need, the bundle, is the result of a task: each worker fetches it
once, also one that comes later or in the place of another. A chunk of pages is named by a digest of
all it depends on, so it is the same task however often and wherever it is tried.
"""

import asyncio
import hashlib
import logging
import pickle
import queue
import sys
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import newsgen
from newsgen.machine.parallel import Spread
from newsgen.machine.render import Frame, Job, Renderer, TemplateText, read_body, renderer
from newsgen.machine.templates import template_content, template_files
from newsgen.machine.writing import Jobs, Outcome, shared_by, staging_of, write_pages
from newsgen.words.errors import NewsgenError
from newsgen.words.problems import Problem

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER_SECONDS = 5
ALONE_SECONDS = 15  # how long a build waits for a first worker, or for another after the last
CLOSE_SECONDS = 2
CHUNKS_AHEAD = 4  # chunks that are sent for each worker: what is on its way stays in memory
RETRIES = 2
ASK_SECONDS = 1.0
# A client keeps its last thousand messages, that is all chunks under a megabyte.
_WITHOUT_LOG = {"distributed.admin.low-level-log-length": 0}
_POLL_SECONDS = 0.005
# Nobody there or a wrong address; no certificate for tls://; something that speaks otherwise.
_NO_SCHEDULER = (OSError, ValueError, TypeError, MemoryError)
_LIBRARIES = ("jinja2", "markdown", "markupsafe", "python-slugify", "pyyaml")

Rendered = list[tuple[str, "bytes | Problem"]]


class _Fault(NamedTuple):
    """Why there are no pages: what a task raised, or what became of the cluster."""

    error: Exception
    is_of_task: bool


_Arrived = queue.SimpleQueue[Rendered | _Fault]


class Bundle(NamedTuple):
    """What every chunk needs: the digest of the newsgen that sends it, its frame, packed, and the
    templates by name.
    """

    installed: bytes
    packed_frame: bytes
    texts: Mapping[str, TemplateText]


def write_on_cluster(
    address: str,
    jobs: Jobs,
    frame: Frame,
    output: Path,
    spread: Spread,
    *,
    is_empty: bool,
) -> Outcome:
    """Like `write_pages`, but the workers of the cluster at `address` render; files are copied.

    Raises NewsgenError if there is no such cluster, if its workers hold another newsgen, or if it
    is lost on the way.
    """
    copied, rendered = jobs.parted()
    outcome = write_pages(copied, frame, output, spread, is_empty=is_empty)
    if rendered:
        shared = shared_by(frame, output, is_empty=is_empty)
        bundle = pickle.dumps(Bundle(installed(), shared.packed_frame, _texts(frame)))
        chunks = (_packed(frame, chunk) for chunk in rendered)
        with _connected(address) as client, staging_of(shared) as keep:
            for path, content in _results(client, address, bundle, chunks):
                if isinstance(content, Problem):
                    outcome.problems.append(content)
                else:
                    outcome.staged.append(keep(path, content, None))
    return outcome


def render_chunk(bundle: bytes, packed_jobs: bytes) -> Rendered:
    """Render some pages, on a worker: their paths, with what became of them."""
    render = _renderer(bundle)
    jobs: list[Job] = pickle.loads(packed_jobs)  # noqa: S301 (who may send tasks may do anything)
    return list(zip([job.path for job in jobs], render(jobs), strict=True))


@cache
def installed() -> bytes:
    """A digest of what renders here: newsgen's source, and the versions of Python and libraries.

    It is the same wherever these are installed, which `program_digest` is not.
    """
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    found = hashlib.blake2b(repr((sys.version_info[:2], libraries)).encode(), digest_size=16)
    package = Path(newsgen.__file__).parent
    for file in sorted(package.rglob("*.py")):
        source = file.read_bytes()
        found.update(f"{file.relative_to(package).as_posix()} {len(source)} ".encode())
        found.update(source)
    return found.digest()


def _texts(frame: Frame) -> dict[str, TemplateText]:
    files = template_files(frame.theme)
    return {
        name: TemplateText(str(file), template_content(file, frame.sources[name], frame.root))
        for name, file in files.items()
        if name in frame.sources
    }


def _packed(frame: Frame, jobs: Iterable[Job]) -> bytes:
    """Jobs with their bodies, in one piece: Dask need not look into it."""
    return pickle.dumps(
        [job._replace(body=read_body(frame, job)) if job.source else job for job in jobs]
    )


@lru_cache(maxsize=1)
def _renderer(packed: bytes) -> Renderer:
    """One renderer a process and bundle."""
    bundle: Bundle = pickle.loads(packed)  # noqa: S301 (as above)
    if bundle.installed != installed():
        raise NewsgenError("a worker that came during the build holds another newsgen")
    return renderer(pickle.loads(bundle.packed_frame), bundle.texts)  # noqa: S301 (as above)


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    """A client of the cluster whose workers can do the work."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        hint = "pip install 'newsgen[cluster]'"
        raise NewsgenError("--cluster needs Dask, which is not installed", hint) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # our errors tell what matters of it
    try:
        with ThreadPoolExecutor(1) as aside:  # here an event loop may be running already
            aside.submit(asyncio.run, _greet(address)).result()
        with dask.config.set(_WITHOUT_LOG):
            client = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except _NO_SCHEDULER as error:
        message = f"no Dask scheduler answers at {address}: {str(error) or 'it is silent'}"
        raise NewsgenError(message, "see that it runs: dask scheduler") from error
    try:
        _refuse_others(client, address)
        with warnings.catch_warnings():  # a sitemap of 50,000 entries is large; that is no news
            warnings.filterwarnings("ignore", "Sending large graph")
            yield client
    finally:
        client.close(CLOSE_SECONDS)


async def _greet(address: str) -> None:
    """Shake hands with a scheduler: a client would wait for ever for what accepts and is silent."""
    from distributed.comm.core import connect
    from distributed.security import Security

    security = Security().get_connection_args("client")
    greeting = connect(address, timeout=ANSWER_SECONDS, **security)
    comm = await asyncio.wait_for(greeting, 1.2 * ANSWER_SECONDS)
    comm.abort()


def _refuse_others(client: "Client", address: str) -> None:
    """Raise NewsgenError unless there are workers, and all hold this very newsgen."""
    try:
        client.wait_for_workers(1, timeout=ALONE_SECONDS)
    except TimeoutError:
        raise _alone(address) from None
    found: dict[str, Any] = client.run(installed, on_error="return")
    other = sorted(
        worker
        for worker, digest in found.items()
        if digest != installed() and not isinstance(digest, OSError)  # it has just gone
    )
    if other:
        raise NewsgenError(
            f"{len(other)} of {len(found)} workers of {address} hold another newsgen, "
            f"Python or library than this machine: {', '.join(other[:3])}",
            f"pip install 'newsgen[cluster]=={newsgen.__version__}' there, and start them anew",
        )


def _results(
    client: "Client", address: str, bundle: bytes, chunks: Iterable[bytes]
) -> Iterator[tuple[str, "bytes | Problem"]]:
    """What the workers made of the chunks, as it arrives."""
    name = _digest(bundle)
    sent = client.submit(bytes, bundle, key=f"newsgen-bundle-{name}", retries=RETRIES)
    arrived: _Arrived = queue.SimpleQueue()
    under_way = 0
    crew = _Crew(client, address)
    loop: Any = client.loop  # a client that is connected has one
    for chunk in chunks:
        while under_way >= CHUNKS_AHEAD * crew.size():
            yield from _next(arrived, crew)
            under_way -= 1
        key = f"newsgen-chunk-{name}-{_digest(chunk)}"
        future = client.submit(render_chunk, sent, chunk, key=key, retries=RETRIES)
        loop.add_callback(_fetch, future, arrived)
        under_way += 1
    for _ in range(under_way):
        yield from _next(arrived, crew)


async def _fetch(future: "Future[Rendered]", arrived: "_Arrived") -> None:
    """Put what becomes of a task where the build waits, once: pages, or the fault.

    Its state says no more afterwards: what was fetched counts as lost when its worker goes.
    """
    try:
        rendered: Rendered = await future
    except Exception as error:  # noqa: BLE001 (the waiting thread raises it)
        arrived.put(_Fault(error, is_of_task=future.status == "error"))
    else:
        arrived.put(rendered)


def _next(arrived: "_Arrived", crew: "_Crew") -> Rendered:
    """The next chunk that arrives. Raises NewsgenError if none will."""
    while arrived.empty():
        crew.size()
        time.sleep(_POLL_SECONDS)
    found = arrived.get()
    if not isinstance(found, _Fault):
        return found
    error = found.error
    if isinstance(error, NewsgenError):
        raise error
    if found.is_of_task:
        raise NewsgenError(f"the workers of {crew.address} could not render: {error}") from error
    raise NewsgenError(f"the cluster at {crew.address} was lost during the build") from error


class _Crew:
    """The workers of a cluster, who come and go."""

    def __init__(self, client: "Client", address: str) -> None:
        self.client = client
        self.address = address
        self.number = 1
        self.asked = self.seen = time.monotonic() - ASK_SECONDS

    def size(self) -> int:
        """How many there were lately, at least 1. Raises NewsgenError if there is none for long."""
        now = time.monotonic()
        if now >= self.asked + ASK_SECONDS:
            self.asked = now
            found = len(self.client.nthreads())
            if found:
                self.seen = now
            elif now > self.seen + ALONE_SECONDS:
                raise _alone(self.address)
            self.number = max(1, found)
        return self.number


def _alone(address: str) -> NewsgenError:
    hint = f"start some: dask worker {address}"
    return NewsgenError(f"the cluster at {address} has no workers", hint)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content, usedforsecurity=False).hexdigest()
