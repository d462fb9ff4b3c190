"""A body as templates show it: runs of HTML, and the pointers between them."""

import re
from html import unescape
from typing import NamedTuple

from newsgen.language.labels import Pointer
from newsgen.language.markup import Body


class BodyParts(NamedTuple):
    """`parts` are HTML or see-also pointers, in reading order; `headings` are the ids and texts of
    the sections that have one.
    """

    parts: tuple[str | Pointer, ...]
    headings: tuple[tuple[str, str], ...]


_TAG = re.compile("<[^>]*>")


def text_of(body: BodyParts, enough: int) -> str:
    """What a reader reads of a body, up to so many letters or a little more."""
    pieces: list[str] = []
    size = 0
    for part in body.parts:
        text = part.title if isinstance(part, Pointer) else _TAG.sub("", part)
        pieces.append(unescape(text) if "&" in text else text)
        size += len(text)
        if size >= enough:
            break
    return "\n".join(pieces)


def body_parts(body: Body) -> BodyParts:
    """The sections of a body one after the other, as few parts as its pointers leave."""
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
    headings = [(section.id, section.heading) for section in body.sections if section.id]
    return BodyParts(tuple(parts), tuple(headings))
