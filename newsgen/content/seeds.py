"""Drafts ↔ content files: what newsgen writes to content/, and the way back to the raw text.

The way back is exact. `seed_layout` in the front matter tells, line by line of the seed, where its
text now stands; lines that are not part of the article (a byline, a sharing button) are kept whole
in `seed_parts`.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.drafts import Block, Draft
from newsgen.content.importers.raw import RawArticle
from newsgen.content.seed_layout import Standing, layout_of, raw_text
from newsgen.language import front_matter
from newsgen.language.dates import moment
from newsgen.language.markup import escape
from newsgen.words.problems import Problem

_UTC = ZoneInfo("UTC")
_DIGEST_LINE = "import_digest: "
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
    layout, parts = layout_of(draft.lines)
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

    An edited one, or one that no import wrote, tells its title, teaser, body and related titles as
    they now are; what of the seed's layout still fits is kept.
    """
    values = front_matter.raw_values(content)
    summary, teaser = values.get("summary", ""), values.get("teaser", "")
    body = (line for line in _body_of(content).split("\n") if line.strip())
    standing = Standing(
        title=values.get("title", ""),
        teaser=teaser if summary and summary in teaser else summary,
        body=tuple(line for line in body if line != _BETWEEN_LISTS),
        related=values.get("related", ()),
    )
    return raw_text(standing, values.get("seed_layout", ""), values.get("seed_parts", ()))


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


def _body_of(content: str) -> str:
    parted = front_matter.split(content, "")
    return "" if isinstance(parted, Problem) else parted.body
