"""Pages → bytes, through Jinja2. A template sees a page's view, the frame of the site, and pure
functions; no clock, no environment, no other page.
"""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, overload

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    TemplateError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from newsgen.content.articles import body_of, digest
from newsgen.language import dates
from newsgen.language.arabic import guillemets
from newsgen.language.bodies import BodyLink
from newsgen.language.body_parts import BodyParts, body_parts
from newsgen.language.direction import quotation_marks, text_direction
from newsgen.language.images import parted
from newsgen.language.strings import Catalogue
from newsgen.machine import cache
from newsgen.machine.folders import Theme
from newsgen.machine.jinja import environment_of
from newsgen.machine.packs import BodyAt, read_packed
from newsgen.machine.templates import THEME_PREFIX, told_path
from newsgen.outputs.chrome import Chrome
from newsgen.words.errors import SourceChanged
from newsgen.words.model import CONTENT_FOLDER, Link, Moment, Picture
from newsgen.words.problems import Problem, complaint

WORDS_A_MINUTE = 180
_PICTURE = re.compile(r'<img\b(?:[^>]*?\balt="([^"]*)")?[^>]*>')
_TEMPLATE_FAULTS = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


class Frame(NamedTuple):
    """All that rendering needs besides the page, in values that another process can be sent.

    `templates` is a digest of all templates: a renderer is made anew when one changes.
    `content` is the folder of the sources, `root` the site's, for messages; `packs` is where bodies
    are kept, `bytecode` where compiled templates are cached, under `key`.
    """

    theme: Theme
    chrome: Chrome
    strings: Catalogue
    assets: Mapping[str, bytes]
    templates: bytes
    content: Path
    root: Path
    packs: Path
    bytecode: Path
    key: bytes


class Job(NamedTuple):
    """A page to render, in values that another process can be sent: `source` is the file under
    content/ whose body it shows, and `body_at` where that lies, unless the `body` was read already;
    a copied file has an `origin`.
    """

    path: str
    kind: str
    template: str
    view: dict[str, Any]
    origin: str = ""
    source: str = ""
    body_at: BodyAt | None = None
    body: BodyParts | None = None


class TemplateText(NamedTuple):
    """A template in memory, and the file that it was read from, for messages."""

    file: str
    content: bytes


class _Bytecode(BytecodeCache):
    """Compiled templates, with checksums: Jinja's own cache runs whatever a damaged file holds."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.key = key

    def load_bytecode(self, bucket: Bucket) -> None:
        code = cache.load(self.folder / bucket.key, self.key + bucket.checksum.encode())
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        file = self.folder / bucket.key
        cache.store(file, self.key + bucket.checksum.encode(), bucket.code)


class ShownPart(NamedTuple):
    """A part of a body as templates see it: HTML, or a see-also label with its link, or a picture,
    which is a figure if it stands alone.
    """

    html: Markup
    label: str = ""
    link: Link | None = None
    picture: Picture | None = None
    is_figure: bool = False


class Heading(NamedTuple):
    """A heading of a body: the id that a link to it ends with, and its text."""

    id: str
    text: str


class Headings(Sequence[Heading]):
    """The headings of a body, each made when a template asks for it, for few templates do."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = pairs

    def __len__(self) -> int:
        return len(self.pairs)

    @overload
    def __getitem__(self, at: int) -> Heading: ...
    @overload
    def __getitem__(self, at: slice) -> "Headings": ...
    def __getitem__(self, at: int | slice) -> "Heading | Headings":
        return Headings(self.pairs[at]) if isinstance(at, slice) else Heading(*self.pairs[at])


Renderer = Callable[[Job], "bytes | Problem"]


def renderer(frame: Frame, texts: Mapping[str, TemplateText] | None = None) -> Renderer:
    """A function that renders pages of this frame; a fault of a template is a problem.

    With the templates' texts, by name, it needs no file of the site: a job then brings its body.
    """
    if texts is None:
        environment = _environment(frame, _folders(frame), _Bytecode(frame.bytecode, frame.key))
    else:
        environment = _environment(frame, _memory(texts), None)

    def render(job: Job) -> bytes | Problem:
        if job.origin:
            return Path(job.origin).read_bytes()
        view = job.view
        view["kind"] = job.kind
        if job.source:
            body = job.body or read_body(frame, job)
            view["body"] = _shown(body, view)
            view["headings"] = Headings(body.headings)
        try:
            return environment.get_template(job.template).render(view).encode()
        except _TEMPLATE_FAULTS as error:
            return _fault(error, job, frame)

    return render


def read_body(frame: Frame, job: Job) -> BodyParts:
    """The body that a job shows. Raises SourceChanged where it cannot be had as it was."""
    packed = read_packed(str(frame.packs), job.body_at) if job.body_at else None
    return packed or _reread(frame, job)


def _reread(frame: Frame, job: Job) -> BodyParts:
    """The body from its source, where the pack that held it was lost."""
    path = f"{CONTENT_FOLDER}/{job.source}"
    content = (frame.content / job.source).read_bytes()
    if job.body_at and digest(content) != job.body_at.source_digest:
        raise SourceChanged(f"{path} was edited during the build", "run the build again")
    return body_parts(body_of(content, path, quotation_marks(frame.chrome.language)))


def _shown(body: BodyParts, view: Mapping[str, Any]) -> tuple[ShownPart, ...]:
    """Pair the pointers of a body with their links, in order, and the links within it with their
    urls, of which some are ""; without them both are plain. Where there are pictures, the HTML is
    parted at them.
    """
    links, pictures = view.get("links", ()), view.get("pictures", {})
    pointed, addressed = iter(view.get("see_also", ())), iter(links)
    shown: list[ShownPart] = []
    run: list[str] = []

    for part in body.parts:
        if isinstance(part, str):
            run.append(part)
        elif isinstance(part, BodyLink):
            url = next(addressed, "")
            run.append(f'<a href="{escape(url)}">{part.html}</a>' if url else part.html)
        else:
            shown.extend(_as_html(run, pictures))
            run = []
            link = next(pointed, Link(part.title, None))
            shown.append(ShownPart(Markup(""), part.label, link))
    shown.extend(_as_html(run, pictures))
    return tuple(shown)


def _as_html(pieces: Sequence[str], pictures: Mapping[str, Picture]) -> Sequence[ShownPart]:
    """A run of HTML, parted where a picture stands."""
    if not pieces:
        return ()
    html = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if pictures:
        return tuple(_with_pictures(html, pictures))
    return (ShownPart(Markup(html)),)  # noqa: S704 (Markdown made it, and we the links)


def _with_pictures(text: str, pictures: Mapping[str, Picture]) -> Iterator[ShownPart]:
    run: list[str] = []
    for piece in parted(text):
        if isinstance(piece, str):
            run.append(piece)
        elif piece.address not in pictures:
            run.append(piece.html)
        else:
            if run:
                yield from _as_html(run, {})
                run = []
            picture = pictures[piece.address]._replace(alt=piece.alt, caption=piece.caption)
            yield ShownPart(Markup(""), picture=picture, is_figure=piece.is_alone)
    yield from _as_html(run, {})


def _folders(frame: Frame) -> BaseLoader:
    """Templates from the site's folder, over the theme's."""
    default = FileSystemLoader(frame.theme.default_templates)
    return ChoiceLoader(
        [
            FileSystemLoader(frame.theme.site_templates),
            default,
            PrefixLoader({THEME_PREFIX.rstrip("/"): default}),
        ]
    )


def _memory(texts: Mapping[str, TemplateText]) -> BaseLoader:
    """The same templates from their texts; a traceback names the files that they were read from."""

    def text_of(name: str) -> tuple[str, str, None] | None:
        text = texts.get(name)
        return (text.content.decode(), text.file, None) if text else None

    return FunctionLoader(text_of)


def _environment(frame: Frame, loader: BaseLoader, bytecode: BytecodeCache | None) -> Environment:
    direction = text_direction(frame.chrome.language)
    values = {"site": frame.chrome, "direction": direction}
    return environment_of(loader, bytecode, _functions(frame), values, _filters(frame.chrome))


def _functions(frame: Frame) -> dict[str, Callable[..., Any]]:
    strings, chrome = frame.strings, frame.chrome

    def asset(path: str) -> str:
        return f"{chrome.prefix}/{path}?v={frame.assets[path].hex()[:8]}"

    plain = lru_cache(maxsize=None)(strings.text)

    def words(key: str, **values: object) -> str:
        return strings.text(key, **values) if values else plain(key)

    def counted(key: str, count: int) -> str:
        return strings.counted(key, count, dates.digits(str(count), chrome.dates))

    def month(number: int) -> str:
        return dates.month_name(number, chrome.language, chrome.dates)

    return {
        "asset": asset,
        "t": words,
        "counted": counted,
        "month_name": month,
        "range": range,
    }


def _filters(chrome: Chrome) -> dict[str, Callable[..., Any]]:
    language, settings = chrome.language, chrome.dates

    @lru_cache(maxsize=1024)  # a page shows its title and summary several times
    def quotes(text: str) -> Markup:
        """A title or summary with the quotation marks of the language."""
        return escape(guillemets(text, quotation_marks(language)))

    def day(when: Moment) -> str:
        return dates.day_text(when, language, settings)

    def without_pictures(html: Markup) -> Markup:
        """HTML that Markdown made, for the text edition: a picture is its words, if it has any."""
        shown = _PICTURE.sub(r"\1", str(html))
        return Markup(shown)  # noqa: S704 (an attribute is escaped as it was)

    def hijri(when: Moment) -> str:
        return dates.hijri_text(when, language, settings) if settings.hijri else ""

    def weekday(when: Moment) -> str:
        return dates.weekday_text(when, language)

    def clock(when: Moment) -> str:
        return dates.clock_text(when, settings)

    def number(value: int | str) -> str:
        return dates.digits(str(value), settings)

    def minutes(word_count: int) -> int:
        return max(1, round(word_count / WORDS_A_MINUTE))

    return {
        "quotes": quotes,
        "day": day,
        "clock": clock,
        "hijri": hijri,
        "without_pictures": without_pictures,
        "weekday": weekday,
        "number": number,
        "minutes": minutes,
        "rfc822": dates.rfc822,
        "absolute": lambda url: chrome.origin + url,
    }


def _fault(error: Exception, job: Job, frame: Frame) -> Problem:
    """A template's error, with the template and line that the traceback leads to."""
    line, file = getattr(error, "lineno", 0) or 0, getattr(error, "filename", "") or ""
    folders = (str(frame.theme.site_templates), str(frame.theme.default_templates))
    for entry in traceback.extract_tb(error.__traceback__):
        if entry.filename.startswith(folders):
            line, file = entry.lineno or 0, entry.filename
    told = told_path(Path(file), frame.root) if file else job.template
    message = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return complaint(told, "template-error", message, line=line, hint=f"while rendering {job.path}")
