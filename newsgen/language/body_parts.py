"""A body as templates show it: runs of HTML, and the pointers between them."""

from typing import NamedTuple

from newsgen.language.labels import Pointer
from newsgen.language.markup import Body


class BodyParts(NamedTuple):
    """`parts` are HTML or see-also pointers, in reading order; `headings` are the ids and texts of
    the sections that have one.
    """

    parts: tuple[str | Pointer, ...]
    headings: tuple[tuple[str, str], ...]


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
