"""A body as templates show it: runs of HTML, and the pointers and links between them."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from newsgen.language.labels import Pointer
from newsgen.language.markup import SLOT, Body, BodyLink

Part = bytes | Pointer | BodyLink


class BodyParts(NamedTuple):
    """`parts` are HTML, see-also pointers or links, in reading order; a link stands within the HTML
    that goes on after it. `headings` are the ids and texts of the sections that have one.

    HTML is in UTF-8, as pages are written: it is encoded once, and put into pages as it is.
    """

    parts: tuple[Part, ...]
    headings: tuple[tuple[str, str], ...]


_TAG = re.compile("<[^>]*>")


def text_of(body: BodyParts) -> str:
    """What a reader reads of a body."""
    pieces: list[str] = []
    goes_on = True  # no line ends at a link
    for part in body.parts:
        if isinstance(part, Pointer):
            text = part.title
        else:
            html = part.html if isinstance(part, BodyLink) else part.decode()
            text = _TAG.sub("", html)
            text = unescape(text) if "&" in text else text
        is_link = isinstance(part, BodyLink)
        pieces.append(text if goes_on or is_link else f"\n{text}")
        goes_on = is_link
    return "".join(pieces)


def body_parts(body: Body) -> BodyParts:
    """The sections of a body one after the other, as few parts as its pointers and links leave."""
    parts: list[str | Pointer] = []
    run: list[str] = []
    for section in body.sections:
        if section.id:
            run.append(f'<h2 id="{section.id}">{section.heading_html}</h2>')
        for block in section.blocks:
            if block.pointer is None:
                run.append(block.html)
                continue
            if run:
                parts.append("\n".join(run))
                run = []
            parts.append(block.pointer)
    if run:
        parts.append("\n".join(run))
    linked = _linked(parts, iter(body.links)) if body.links else parts
    encoded = [_utf8(part) if isinstance(part, str) else part for part in linked]
    headings = [(section.id, section.heading) for section in body.sections if section.id]
    return BodyParts(tuple(encoded), tuple(headings))


def _utf8(html: str) -> bytes:
    """What is no letter, half a pair of UTF-16 that somebody wrote by its number, is a "?"."""
    return html.encode(errors="replace")


def _linked(
    parts: Iterable[str | Pointer], links: Iterator[BodyLink]
) -> Iterator[str | Pointer | BodyLink]:
    """Cut the HTML at its slots, and put the links in."""
    for part in parts:
        if not isinstance(part, str):
            yield part
            continue
        first, *others = part.split(SLOT)
        yield first
        for other in others:
            yield next(links)
            yield other
