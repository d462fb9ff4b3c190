"""Pages → bytes, through Jinja2. A template sees a page's view, the frame of the site, and pure
functions; no clock, no environment, no other page.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    FunctionLoader,
    TemplateError,
)
from jinja2.bccache import Bucket

from newsgen.language.body_parts import BodyParts
from newsgen.language.direction import quotation_marks, text_direction
from newsgen.language.strings import Catalogue
from newsgen.machine import cache
from newsgen.machine.assets import asset_digest
from newsgen.machine.folders import Theme
from newsgen.machine.jinja import QuickEnvironment, environment_of
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.packs import BodyAt
from newsgen.machine.publishing import InPlace
from newsgen.machine.shown_bodies import Headings, shown_body
from newsgen.machine.template_functions import filters, foreknown, functions
from newsgen.machine.templates import template_content, template_files, told_path
from newsgen.outputs.chrome import Chrome
from newsgen.words.errors import RUN_AGAIN, SourceChanged
from newsgen.words.problems import Problem, complaint

_TEMPLATE_FAULTS = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)


class Frame(NamedTuple):
    """All that rendering needs besides the page, in values that another process can be sent.

    `templates` is a digest of all templates: a renderer is made anew when one changes. `sources`
    are the digests of their files by name.
    `content` is the folder of the sources, `root` the site's, for messages; `packs` is where bodies
    are kept, `bytecode` where compiled templates are cached, under `key`.
    """

    theme: Theme
    chrome: Chrome
    strings: Catalogue
    assets: Mapping[str, bytes]
    templates: bytes
    sources: Mapping[str, bytes]
    content: Path
    root: Path
    packs: Path
    bytecode: Path
    key: bytes


class Job(NamedTuple):
    """A page to render, in values that another process can be sent: `source` is the file under
    content/ whose body it shows, and `body_at` where that lies, unless the `body` was read already;
    a copied file has an `origin`, and a static one the digest that it had, `known`. `in_place` is
    the file that stands at the path, if it is known.
    """

    path: str
    kind: str
    template: str
    view: dict[str, Any]
    origin: str = ""
    source: str = ""
    body_at: BodyAt | None = None
    body: BodyParts | None = None
    in_place: InPlace | None = None
    known: bytes = b""


class TemplateText(NamedTuple):
    """A template in memory, and the file that it was read from, for messages."""

    file: str
    content: bytes


class _Bytecode(BytecodeCache):
    """Compiled templates, with checksums: Jinja's own cache runs whatever a damaged file holds."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.key = key

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        told = f"{name}|{filename}".encode(errors="surrogateescape")
        return hashlib.sha256(told, usedforsecurity=False).hexdigest()[:32]

    def load_bytecode(self, bucket: Bucket) -> None:
        code = cache.load(self.folder / bucket.key, self.key + bucket.checksum.encode())
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        file = self.folder / bucket.key
        cache.store(file, self.key + bucket.checksum.encode(), bucket.code)


Renderer = Callable[[Sequence[Job]], "Iterator[bytes | Problem]"]


def renderer(frame: Frame, texts: Mapping[str, TemplateText] | None = None) -> Renderer:
    """A function that renders pages of this frame; a fault of a template is a problem.

    It reads the bodies of all before it renders any, and renders all before any is asked for: a
    processor that still holds what a step needs takes it sooner. Files, which may be large, are
    copied one by one.

    With the templates' texts, by name, it needs no file of the site: a job then brings its body.
    """
    if texts is None:
        key = frame.key + foreknown(frame.chrome)
        environment = _environment(frame, _folders(frame), _Bytecode(frame.bytecode, key))
    else:
        environment = _environment(frame, _memory(texts), None)

    def rendered(job: Job, body: BodyParts | None) -> bytes | Problem:
        view = job.view
        view["kind"] = job.kind
        if body:
            view["body"] = shown_body(body, view)
            view["headings"] = Headings(body.headings)
        try:
            return environment.rendered(job.template, view)
        except _TEMPLATE_FAULTS as error:
            return _fault(error, job, frame)

    def render(jobs: Sequence[Job]) -> Iterator[bytes | Problem]:
        bodies = [job.body or read_body(frame, job) if job.source else None for job in jobs]
        pages = [
            None if job.origin else rendered(job, body)
            for job, body in zip(jobs, bodies, strict=True)
        ]
        for job, page in zip(jobs, pages, strict=True):
            yield _copied(job, frame.root) if page is None else page

    return render


def _copied(job: Job, root: Path) -> bytes:
    """A file as it is. Raises SourceChanged for a static one that is not as it was."""
    origin = Path(job.origin)
    content = origin.read_bytes()
    if job.known and asset_digest(content) != job.known:
        raise SourceChanged(f"{told_path(origin, root)} was edited during the build", RUN_AGAIN)
    return content


def read_body(frame: Frame, job: Job) -> BodyParts:
    """The body that a job shows. Raises SourceChanged where it cannot be had as it was."""
    quotes = quotation_marks(frame.chrome.language)
    return kept_body(frame.packs, frame.content, job.source, job.body_at, quotes)


def _folders(frame: Frame) -> BaseLoader:
    """Templates from the site's folder, over the theme's, as they were when they were looked at."""
    files = template_files(frame.theme)

    def text_of(name: str) -> tuple[str, str, None] | None:
        if name not in files or name not in frame.sources:
            return None
        content = template_content(files[name], frame.sources[name], frame.root)
        return content.decode(), str(files[name]), None

    return FunctionLoader(text_of)


def _memory(texts: Mapping[str, TemplateText]) -> BaseLoader:
    """The same templates from their texts; a traceback names the files that they were read from."""

    def text_of(name: str) -> tuple[str, str, None] | None:
        text = texts.get(name)
        return (text.content.decode(), text.file, None) if text else None

    return FunctionLoader(text_of)


def _environment(
    frame: Frame, loader: BaseLoader, bytecode: BytecodeCache | None
) -> QuickEnvironment:
    direction = text_direction(frame.chrome.language)
    values = {"site": frame.chrome, "direction": direction}
    called = functions(frame.strings, frame.chrome, frame.assets)
    overflow = frame.bytecode.parent
    return environment_of(loader, bytecode, called, values, filters(frame.chrome), overflow)


def _fault(error: Exception, job: Job, frame: Frame) -> Problem:
    """A template's error, with the template and line that the traceback leads to."""
    import traceback  # heavy, and seldom needed

    line, file = getattr(error, "lineno", 0) or 0, getattr(error, "filename", "") or ""
    folders = (str(frame.theme.site_templates), str(frame.theme.default_templates))
    for entry in traceback.extract_tb(error.__traceback__):
        if entry.filename.startswith(folders):
            line, file = entry.lineno or 0, entry.filename
    told = told_path(Path(file), frame.root) if file else job.template
    message = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    message = message or type(error).__name__
    return complaint(told, "template-error", message, line=line, hint=f"while rendering {job.path}")
