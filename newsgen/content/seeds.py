"""Drafts ↔ content files: what newsgen writes to content/, and the way back to the raw text.

The way back is exact. `seed_layout` in the front matter tells, line by line of the seed, where its
text now stands; lines that are not part of the article (a byline, a sharing button) are kept whole
in `seed_parts`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.drafts import Block, Draft, split_marker, story_title
from newsgen.content.importers.raw import RawArticle
from newsgen.content.structure import Line
from newsgen.language import front_matter
from newsgen.language.dates import moment
from newsgen.language.labels import is_see_also_label, see_also
from newsgen.language.markup import escape, literal
from newsgen.words.problems import Problem

_UTC = ZoneInfo("UTC")
RELATED_LABEL = "أخبار ذات صلة"
_DIGEST_LINE = "import_digest: "
_RUN = re.compile(r"([A-Za-z.])(\d*)")
_ITEM = re.compile(r"(?:-|\d+\.) ")
_LIST_NUMBER = re.compile(r"\(?([\d٠-٩]+)")
# Markdown makes one list of two of a kind, unless something stands between them.
_BETWEEN_LISTS = "<!-- -->"


class Given(NamedTuple):
    """Front matter that goes before what the text itself says.

    `flags` are the keys that a flag said, which no later import may change.
    """

    seed: str
    slug: str
    date: str = ""
    updated: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    source: str = ""
    story: str = ""
    draft: bool = False
    flags: tuple[str, ...] = ()


def to_content(draft: Draft, given: Given) -> str:
    """The content file of a draft. Its `import_digest` tells later whether somebody edited it."""
    layout, parts = _layout(draft.lines)
    head = front_matter.write(
        {
            "title": draft.title,
            "summary": draft.summary,
            "teaser": draft.teaser if draft.teaser != draft.summary else "",
            "date": given.date or draft.date,
            "date_text": draft.date_text,
            "updated": _update_after(given.date or draft.date, given.updated or draft.updated),
            "category": given.category or draft.category,
            "tags": given.tags or draft.tags,
            "author": given.authors or draft.authors,
            "source": given.source or draft.source,
            "story": given.story,
            "related": draft.related,
            "slug": given.slug,
            "seed": given.seed,
            "seed_flags": given.flags,
            "draft": given.draft,
            "seed_layout": layout,
            "seed_parts": parts,
        }
    )
    return sign(f"---\n{head}---\n\n{_body(draft.blocks)}")


def raw_to_content(raw: RawArticle, given: Given) -> str:
    """The content file of an article, or a page, that another program's file holds."""
    values: dict[str, str | bool | tuple[str, ...]] = {
        "title": raw.title,
        "summary": raw.summary,
        "date": given.date or raw.date,
        "date_text": raw.date_text,
        "updated": _update_after(given.date or raw.date, given.updated or raw.updated),
        "category": given.category or raw.category,
        "tags": given.tags or raw.tags,
        "author": given.authors or raw.authors,
        "source": given.source or raw.source,
        "story": given.story or raw.story,
        "related": raw.related,
        "images": raw.images,
        "aliases": raw.aliases,
        "slug": given.slug,
        "seed": given.seed,
        "seed_flags": given.flags,
        "draft": given.draft or raw.is_draft,
    }
    if raw.is_page:
        values = {key: value for key, value in values.items() if key in front_matter.PAGE_TABLE}
    return sign(f"---\n{front_matter.write(values)}---\n\n{raw.body.strip()}\n")


def to_text(content: str) -> str:
    """The raw text that an unedited content file was imported from: clean lines, in their places.

    A file that no import wrote has no layout; it gives its title, teaser, body and related titles.
    """
    values = front_matter.raw_values(content)
    body = [line for line in _body_of(content).split("\n") if line not in ("", _BETWEEN_LISTS)]
    layout = values.get("seed_layout", "")
    if not layout:
        return _plain_text(values, body)
    texts = _Texts(values, body)
    tokens = "".join(token * int(count or 1) for token, count in _RUN.findall(layout))
    return "\n".join(map(texts.line, tokens))


def is_unedited(content: str) -> bool:
    """True when the file is as an import wrote it, to the letter."""
    unsigned = "".join(
        line for line in content.splitlines(keepends=True) if not line.startswith(_DIGEST_LINE)
    )
    return sign(unsigned) == content


def sign(content: str) -> str:
    """The file with a digest of itself at the end of its front matter."""
    digest = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
    head, fence, body = content.partition("\n---\n")
    return f"{head}\n{_DIGEST_LINE}{front_matter.scalar(digest)}{fence}{body}"


def _update_after(date: str, updated: str) -> str:
    """The update, unless it is before what it updates: then the text itself is wrong."""
    if date and updated and moment(updated, _UTC).epoch_seconds < moment(date, _UTC).epoch_seconds:
        return ""
    return updated


def _body(blocks: Sequence[Block]) -> str:
    first = "".join(map(_block_text, blocks[:1]))
    others = (f"{_gap(above, below)}{_block_text(below)}" for above, below in pairwise(blocks))
    return "".join((first, *others)) + "\n"


def _gap(above: Block, below: Block) -> str:
    """What parts two blocks: only a line feed within a list."""
    if above.kind != "item" or below.kind != "item":
        return "\n\n"
    before, number = _number(above), _number(below)
    if before is None or number is None:
        return "\n" if before == number else "\n\n"
    is_restarted = number == 1 and before > 1
    return f"\n\n{_BETWEEN_LISTS}\n\n" if is_restarted else "\n"


def _number(item: Block) -> int | None:
    """The number of an item; None in a list without numbers."""
    found = _LIST_NUMBER.match(item.marker)
    return int(found[1]) if found else None


def _block_text(block: Block) -> str:
    first, *others = (escape(line) for line in block.lines)
    text = "\n".join((first, *others))
    if block.kind == "heading":
        return f"## {first}"
    if block.kind == "pointer":
        return f"{escape(block.marker)}: {text}"
    if block.kind == "item":
        number = _number(block)
        return f"- {text}" if number is None else f"{number}. {text}"
    return text


# The tokens of a layout, each for one line of the seed:
#   .  blank              T  the title             S  the teaser
#   h  a heading          b  a line of a paragraph
#   i  an item, its marker is the next part        j  an item without a marker
#   p  a pointer          P  a pointer that stood otherwise: the next part
#   e  the title of a pointer whose label stood alone above
#   R  «أخبار ذات صلة»      r  a related title       Q  one that stood otherwise: the next part
#   x  a line that is not part of the article: the next part
_PLAIN_TOKENS = {
    "blank": ".",
    "title": "T",
    "summary": "S",
    "heading": "h",
    "paragraph": "b",
    "wrapped": "b",
}


_BODY_ROLES = ("heading", "paragraph", "wrapped", "list", "see-also")


def _layout(lines: Sequence[Line]) -> tuple[str, tuple[str, ...]]:
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


_WITH_PART = frozenset("iPQx")


def _token(line: Line) -> tuple[str, str]:
    """The token of a line, and the part that it takes up."""
    if line.role in _PLAIN_TOKENS:
        return _PLAIN_TOKENS[line.role], ""
    if line.role == "list":
        marker = split_marker(line.text)[0]
        return ("i", marker) if marker else ("j", "")
    if line.role == "see-also":
        pointer = see_also(line.text)
        is_plain = pointer and line.text == f"{pointer.label}: {pointer.title}"
        return ("p", "") if is_plain else ("P", line.text)
    if line.role == "related-label" and line.text == RELATED_LABEL:
        return "R", ""
    if line.role == "related":
        return ("r", "") if story_title(line) == line.text else ("Q", line.text)
    return "x", line.text


class _Texts:
    """Takes the lines of a seed from where they now stand, each kind in its order."""

    def __init__(self, values: Mapping[str, Any], body: Sequence[str]) -> None:
        self._title: str = values.get("title", "")
        self._teaser: str = values.get("teaser") or values.get("summary", "")
        self._body = iter(body)
        self._related: Iterator[str] = iter(values.get("related", ()))
        self._parts: Iterator[str] = iter(values.get("seed_parts", ()))

    def line(self, kind: str) -> str:
        """The line of a token; raises StopIteration where a file was edited."""
        match kind:
            case "." | "T" | "S" | "R":
                fixed = {".": "", "T": self._title, "S": self._teaser, "R": RELATED_LABEL}
                return fixed[kind]
            case "x":
                return next(self._parts)
            case "r" | "Q":
                title = next(self._related)
                return next(self._parts) if kind == "Q" else title
        return self._body_line(kind, next(self._body))

    def _body_line(self, kind: str, text: str) -> str:
        match kind:
            case "i" | "j":
                marker = next(self._parts) if kind == "i" else ""
                return marker + literal(_ITEM.sub("", text, count=1))
            case "P":
                return next(self._parts)
            case "e":
                pointer = see_also(literal(text))
                return pointer.title if pointer else literal(text)
            case "h":
                return literal(text.removeprefix("## "))
        return literal(text)


def _body_of(content: str) -> str:
    parted = front_matter.split(content, "")
    return "" if isinstance(parted, Problem) else parted.body


def _plain_text(values: Mapping[str, Any], body: Sequence[str]) -> str:
    lines = [values.get("title", ""), values.get("summary", ""), "", ""]
    lines += [literal(line.removeprefix("## ")) for line in body]
    if related := values.get("related", ()):
        lines += [RELATED_LABEL, "", *related]
    return "\n".join(lines) + "\n"
