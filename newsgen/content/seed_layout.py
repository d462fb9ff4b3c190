"""Where the lines of a seed stand in its content file, and the way back to them.

A layout has a token for each line of the seed, and parts hold those lines that the content file
tells otherwise, or not at all. An edit may leave it nothing to say of what is new: then head, body
and foot of the seed follow it as far as each of them fits, and the rest is told as it now stands.

The tokens:
  .  blank              T  the title             S  the teaser
  h  a heading          b  a line of a paragraph
  i  an item, its marker is the next part        j  an item without a marker
  p  a pointer          P  a pointer that stood otherwise: the next part
  e  the title of a pointer whose label stood alone above
  R  «أخبار ذات صلة»      r  a related title       Q  one that stood otherwise: the next part
  x  a line that is not part of the article: the next part
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from newsgen.content.drafts import split_marker, story_title
from newsgen.content.structure import Line
from newsgen.language.escaping import literal
from newsgen.language.labels import is_see_also_label, see_also

RELATED_LABEL = "أخبار ذات صلة"
_BODY, _RELATED, _WITH_PART = frozenset("hbijpPe"), frozenset("RrQ"), frozenset("iPQx")
_PLAIN_TOKENS = {
    "blank": ".",
    "title": "T",
    "summary": "S",
    "heading": "h",
    "paragraph": "b",
    "wrapped": "b",
}
_BODY_ROLES = ("heading", "paragraph", "wrapped", "list", "see-also")
_RUN = re.compile(r"(\D)(\d*)")
_HEADING = re.compile(r"#{1,6} +")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)]) ")


class Standing(NamedTuple):
    """What a content file, or a piece of it, has to tell. `body` are its lines of Markdown, without
    blank ones; `teaser` is the summary as the seed had it.
    """

    title: str = ""
    teaser: str = ""
    body: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class _Slot(NamedTuple):
    """A line of a seed: its token, and the part that belongs to it."""

    kind: str
    part: str


def layout_of(lines: Sequence[Line]) -> tuple[str, tuple[str, ...]]:
    """The layout of a seed, runs of a token shortened, and the parts that it takes up."""
    found: list[tuple[str, str]] = []
    is_label_open = False
    after = dict(pairwise(line for line in lines if line.role in _BODY_ROLES))
    for line in lines:
        if line.role == "see-also" and is_label_open:
            found.append(("e", ""))
            is_label_open = False
        elif line.role == "see-also" and is_see_also_label(line.text):
            following = after.get(line)
            is_label_open = bool(following and following.role == "see-also")
            found.append(("x", line.text) if is_label_open else ("b", ""))
        else:
            found.append(_token(line))
    tokens = "".join(token for token, _ in found)
    short = "".join(
        f"{one}{len(run)}" if len(run) > 3 else run for run, one in re.findall(r"((.)\2*)", tokens)
    )
    return short, tuple(part for token, part in found if token in _WITH_PART)


def raw_text(standing: Standing, layout: str, parts: Sequence[str]) -> str:
    """The seed of what now stands: line by line where the layout fits, and whole in any case."""
    slots = _slots(layout, parts)
    fitting = _fitted(slots, standing)
    if fitting is not None:
        return "\n".join(fitting)
    return "\n".join(_in_pieces(slots, standing)).rstrip("\n") + "\n"


def _token(line: Line) -> tuple[str, str]:
    """The token of a line, and the part that it takes up."""
    if line.role in _PLAIN_TOKENS:
        return _PLAIN_TOKENS[line.role], ""
    if line.role == "list":
        marker = split_marker(line.text)[0]
        return ("i", marker) if marker else ("j", "")
    if line.role == "see-also":
        return ("p", "") if _plain_pointer(line.text) == line.text else ("P", line.text)
    if line.role == "related-label" and line.text == RELATED_LABEL:
        return "R", ""
    if line.role == "related":
        return ("r", "") if story_title(line.text) == line.text else ("Q", line.text)
    return "x", line.text


def _plain_pointer(line: str) -> str:
    """A pointer as a content file holds it, unescaped; "" for a line that is none."""
    pointer = see_also(line)
    return f"{pointer.label}: {pointer.title}" if pointer else ""


def _slots(layout: str, parts: Sequence[str]) -> tuple[_Slot, ...]:
    """The lines of a layout; none where it and the parts do not go together."""
    tokens = "".join(token * int(count or 1) for token, count in _RUN.findall(layout))
    waiting = iter(parts)
    if sum(token in _WITH_PART for token in tokens) != len(parts):
        return ()
    return tuple(_Slot(one, next(waiting) if one in _WITH_PART else "") for one in tokens)


def _fitted(slots: Sequence[_Slot], standing: Standing) -> list[str] | None:
    """The lines of the slots; None unless each has one that agrees, and all is told once."""
    title = iter((standing.title,) if standing.title else ())
    teaser = iter((standing.teaser,) if standing.teaser else ())
    body, related = iter(standing.body), iter(standing.related)
    sources = {"T": title, "S": teaser, "r": related, "Q": related, **dict.fromkeys(_BODY, body)}
    fixed = {".": "", "R": RELATED_LABEL}
    lines: list[str] = []
    label = ""
    for slot in slots:
        if slot.kind == "x":
            label = slot.part if _is_lone_label(slot) else label
            lines.append(slot.part)
        elif slot.kind in fixed:
            lines.append(fixed[slot.kind])
        else:
            now = next(sources.get(slot.kind, iter(())), None)
            line = None if now is None else _line(slot, now, label)
            if line is None:
                return None
            lines.append(line)
    is_all_told = not any(True for source in (title, teaser, body, related) for _ in source)
    return lines if is_all_told else None


def _line(slot: _Slot, now: str, label: str) -> str | None:
    """The line of a slot; None if what now stands there is of another kind.

    `label` is the last of a pointer that stood alone on its line.
    """
    match slot.kind:
        case "T" | "S" | "r":
            return now
        case "Q":
            return slot.part if story_title(slot.part) == now else now
    heading, item = _HEADING.match(now), _ITEM.match(now)
    if bool(heading) != (slot.kind == "h") or bool(item) != (slot.kind in "ij"):
        return None
    if heading or item:
        return slot.part + _told(now)
    text = literal(now)
    if slot.kind == "P":
        return slot.part if _plain_pointer(slot.part) == text else text
    if slot.kind == "e":
        pointer = see_also(label) or see_also(f"{label}:")
        before = f"{pointer.label}: " if pointer else ": "
        return text.removeprefix(before) if text.startswith(before) else None
    return text


def _in_pieces(slots: Sequence[_Slot], standing: Standing) -> Iterator[str]:
    """Head, body and foot, each by its slots if it fits them, and else as it stands.

    Lines that are not part of the article stay after as many lines as before, but for labels of
    pointers, which the body tells itself.
    """
    body = [number for number, slot in enumerate(slots) if slot.kind in _BODY]
    others = [number for number, slot in enumerate(slots) if _ends_the_head(slot)]
    first = min((*body, *others), default=len(slots))
    last = max(body, default=first - 1) + 1
    head, middle, foot = slots[:first], slots[first:last], slots[last:]

    top = _fitted(head, Standing(standing.title, standing.teaser))
    yield from top or (standing.title, standing.teaser, "", *_not_of_the_article(head), "")

    text = _fitted(middle, Standing(body=standing.body))
    yield from _as_it_stands(middle, standing.body) if text is None else text

    end = _fitted(foot, Standing(related=standing.related))
    block = (RELATED_LABEL, "", *standing.related) if standing.related else ()
    yield from (*_not_of_the_article(foot), *block) if end is None else end


def _ends_the_head(slot: _Slot) -> bool:
    return slot.kind in _RELATED or _is_lone_label(slot)


def _is_lone_label(slot: _Slot) -> bool:
    return slot.kind == "x" and is_see_also_label(slot.part)


def _not_of_the_article(slots: Sequence[_Slot]) -> Iterator[str]:
    return (slot.part for slot in slots if slot.kind == "x" and not _is_lone_label(slot))


def _as_it_stands(slots: Sequence[_Slot], body: Sequence[str]) -> Iterator[str]:
    waiting = iter(body)
    for slot in slots:
        if slot.kind in _BODY:
            yield from map(_unmarked, islice(waiting, 1))
        else:
            yield from _not_of_the_article((slot,))
    yield from map(_unmarked, waiting)


def _unmarked(line: str) -> str:
    """A line of Markdown as a plain text has it: an item keeps its marker, a heading has none."""
    return _told(line) if _HEADING.match(line) else literal(line)


def _told(line: str) -> str:
    """The text of a heading or an item."""
    marker = _HEADING.match(line) or _ITEM.match(line)
    return literal(line[marker.end() :] if marker else line)
