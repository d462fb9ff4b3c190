"""A body as templates see it: HTML with its links, see-also pointers, pictures and headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

from markupsafe import Markup, escape

from newsgen.language.bodies import BodyLink
from newsgen.language.body_parts import BodyParts
from newsgen.language.images import parted
from newsgen.machine.ready_html import ReadyHtml, bytes_of
from newsgen.words.model import Link, Picture

_POINTER_BYTES = 800  # of a pointer's HTML, its address encoded
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset(b"area base br col embed hr img input link source track wbr".split())


class ShownPart(NamedTuple):
    """A part of a body as templates see it: HTML, or a see-also label with its link, or a picture,
    which is a figure if it stands alone.
    """

    html: ReadyHtml | Markup
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


class Beginning(NamedTuple):
    """The first parts of a body, and whether they are all of it."""

    parts: Sequence[ShownPart]
    is_whole: bool


def shown_body(body: BodyParts, view: Mapping[str, Any]) -> tuple[ShownPart, ...]:
    """Pair the pointers of a body with their links, in order, and the links within it with their
    urls, of which some are ""; without them both are plain. Where there are pictures, the HTML is
    parted at them.
    """
    links, pictures = view.get("links", ()), view.get("pictures", {})
    pointed, addressed = iter(view.get("see_also", ())), iter(links)
    shown: list[ShownPart] = []
    run: list[bytes] = []

    for part in body.parts:
        if isinstance(part, bytes):
            run.append(part)
        elif isinstance(part, BodyLink):
            url = next(addressed, "")
            html = f'<a href="{escape(url)}">{part.html}</a>' if url else part.html
            run.append(html.encode(errors="replace"))
        else:
            shown.extend(_as_html(run, pictures))
            run = []
            link = next(pointed, Link(part.title, None))
            shown.append(ShownPart(Markup(""), part.label, link))
    shown.extend(_as_html(run, pictures))
    return tuple(shown)


def _as_html(pieces: Sequence[bytes], pictures: Mapping[str, Picture]) -> Sequence[ShownPart]:
    """A run of HTML, which Markdown made, and we the links; parted where a picture stands."""
    if not pieces:
        return ()
    html = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    if pictures:
        return tuple(_with_pictures(html.decode(), pictures))
    return (ShownPart(ReadyHtml(html)),)


def _with_pictures(text: str, pictures: Mapping[str, Picture]) -> Iterator[ShownPart]:
    run: list[bytes] = []
    for piece in parted(text):
        if isinstance(piece, str):
            run.append(piece.encode())
        elif piece.address not in pictures:
            run.append(piece.html.encode())
        else:
            if run:
                yield from _as_html(run, {})
                run = []
            picture = pictures[piece.address]._replace(alt=piece.alt, caption=piece.caption)
            yield ShownPart(Markup(""), picture=picture, is_figure=piece.is_alone)
    yield from _as_html(run, {})


def beginning(body: Sequence[ShownPart], most_bytes: int) -> Beginning:
    """As much of a body as so many bytes of UTF-8 hold, in whole blocks."""
    shown: list[ShownPart] = []
    left = most_bytes
    for part in body:
        html = bytes_of([part.html])
        left -= _POINTER_BYTES if part.link else len(html)
        if left < 0:
            blocks = html[: _end_of_blocks(html, left + len(html))]
            if blocks and not part.link:
                shown.append(ShownPart(ReadyHtml(blocks)))
            return Beginning(shown, is_whole=False)
        shown.append(part)
    return Beginning(shown, is_whole=True)


def _end_of_blocks(html: bytes, most: int) -> int:
    """Where the last block ends that does so within the first bytes; 0 if none does. A block ends
    where a line does and no element is open.
    """
    end = at = opened = 0
    for line in html.split(b"\n"):
        at += len(line)
        if at > most:
            break
        for is_end, name in _TAG.findall(line):
            if name.lower() not in _VOID:
                opened += -1 if is_end else 1
        if not opened:
            end = at
        at += 1
    return end
