"""A raw article text → front matter and a Markdown body, as newsgen writes it to content/.

Every word of the seed is kept: what is cut from the teaser and the raw line breaks are the only
things that a reader of the Markdown does not see again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.content.structure import Line, read_structure
from newsgen.language import front_matter
from newsgen.language.labels import see_also
from newsgen.language.markup import escape
from newsgen.words.problems import Problem, complaint

_DIGEST_LINE = "import_digest: "


class Draft(NamedTuple):
    """A seed that was read: its parts, and each line with its role.

    `sections` are pairs of a heading ("" before the first one) and the lines under it.
    """

    title: str
    summary: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    related: tuple[str, ...]
    lines: tuple[Line, ...]


class Given(NamedTuple):
    """Front matter that the text itself does not hold."""

    seed: str
    slug: str
    date: str = ""
    updated: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    source: str = ""
    draft: bool = False


def read_seed(text: str, path: str) -> Draft | Problem:
    """Read a raw text; only one without any words is a problem."""
    lines = read_structure(text)
    title = next((line.text for line in lines if line.role == "title"), "")
    if not title:
        return complaint(path, "empty-file", "the file is empty", hint="write it or delete it")
    return Draft(
        title=title,
        summary=" ".join(line.text for line in lines if line.role == "summary"),
        sections=tuple(_sections(lines)),
        related=tuple(line.text for line in lines if line.role == "related"),
        lines=lines,
    )


def to_content(draft: Draft, given: Given) -> str:
    """The content file of a draft. Its `import_digest` tells later whether somebody edited it."""
    head = front_matter.write(
        {
            "title": draft.title,
            "summary": draft.summary,
            "date": given.date,
            "updated": given.updated,
            "category": given.category,
            "tags": given.tags,
            "author": given.authors,
            "source": given.source,
            "related": draft.related,
            "slug": given.slug,
            "seed": given.seed,
            "draft": given.draft,
        }
    )
    return _sign(f"---\n{head}---\n\n{_body(draft)}")


def is_unedited(content: str) -> bool:
    """True when the file is as an import wrote it, to the letter."""
    unsigned = "".join(
        line for line in content.splitlines(keepends=True) if not line.startswith(_DIGEST_LINE)
    )
    return _sign(unsigned) == content


def _sign(content: str) -> str:
    digest = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
    head, fence, body = content.partition("\n---\n")
    return f"{head}\n{_DIGEST_LINE}{front_matter.scalar(digest)}{fence}{body}"


def _sections(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    heading, inside = "", list[Line]()
    for line in lines:
        if line.role == "heading":
            if heading or inside:
                yield heading, tuple(inside)
            heading, inside = line.text, []
        elif line.role in ("paragraph", "see-also"):
            inside.append(line)
    if heading or inside:
        yield heading, tuple(inside)


def _body(draft: Draft) -> str:
    blocks: list[str] = []
    for heading, lines in draft.sections:
        if heading:
            blocks.append(f"## {escape(heading)}")
        label = ""
        for line in lines:
            pointer = see_also(line.text)
            if line.role != "see-also":
                blocks.append(escape(line.text))
            elif label:
                blocks.append(f"{escape(label)}: {escape(line.text)}")
                label = ""
            elif pointer and pointer.title:
                blocks.append(f"{escape(pointer.label)}: {escape(pointer.title)}")
            else:
                label = pointer.label if pointer else line.text
        if label:
            blocks.append(escape(label))
    return "\n\n".join(blocks) + "\n"
