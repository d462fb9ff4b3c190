"""HTML of strangers → a Markdown body, pointers and related titles as newsgen writes them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.content.importers.html_blocks import blocks_of
from newsgen.content.importers.html_parts import Block, Notes
from newsgen.content.importers.raw import LeftOut
from newsgen.content.importers.tree import Node, body_of, parse_html
from newsgen.language.arabic import clean, fold
from newsgen.language.labels import is_related_label, is_see_also_label, see_also
from newsgen.language.markup import escape


class Converted(NamedTuple):
    """A body with what stands beside it."""

    body: str
    images: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    first_words: str = ""


def html_to_markdown(text: str, title: str = "") -> Converted:
    """A fragment or a page as Markdown; a first heading that repeats the title is dropped."""
    return tree_to_markdown(body_of(parse_html(text)), title)


def tree_to_markdown(root: Node, title: str = "") -> Converted:
    """What a node holds as Markdown."""
    notes = Notes([], [])
    blocks = list(blocks_of(root, notes))
    if blocks and blocks[0].kind == "heading" and fold(blocks[0].words) == fold(title):
        blocks = blocks[1:]
    blocks, related = _without_related(blocks, notes)
    told = list(_with_pointers(blocks))
    return Converted(
        "\n\n".join(_at_level(block, _rise(told)) for block in told),
        tuple(notes.images),
        related,
        tuple(notes.left_out),
        next((block.words for block in told if block.kind == "paragraph"), ""),
    )


def plain_to_markdown(text: str) -> str:
    """Plain text: each line is a paragraph, and nothing in it is markup."""
    return "\n\n".join(escape(line) for line in clean(text).split("\n") if line.strip())


def _without_related(blocks: Sequence[Block], notes: Notes) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks before «أخبار ذات صلة» and after its links, and the titles of these."""
    kept: list[Block] = []
    related: list[str] = []
    label: Block | None = None
    for block in blocks:
        if label and block.titles:
            if not related:
                notes.left_out.append(LeftOut(label.words, "newsgen has a label of its own"))
            related += block.titles
            continue
        if label and block.kind == "image":  # a teaser's picture
            kept.append(block)
            continue
        if label and not related:
            kept.append(label)
        label = block if is_related_label(block.words) else None
        if not label:
            kept.append(block)
    if label and not related:
        kept.append(label)
    return kept, tuple(related)


def _with_pointers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Links under or after a see-also label become paragraphs «label: title»."""
    label: Block | None = None
    for block in blocks:
        pointer = see_also(block.words) if block.kind == "paragraph" else None
        if label and block.titles:
            named = label.words.rstrip(" :：|")
            yield from (_pointer(named, title) for title in block.titles)
        elif is_see_also_label(block.words) and block.kind in ("paragraph", "heading"):
            if label:
                yield label
            label = block
            continue
        else:
            if label:
                yield label
            yield _pointer(*pointer) if pointer and pointer.title else block
        label = None
    if label:
        yield label


def _pointer(label: str, title: str) -> Block:
    return Block("paragraph", f"{escape(label)}: {escape(title)}", f"{label}: {title}")


def _rise(blocks: Sequence[Block]) -> int:
    """How many levels the headings rise or sink, so that the highest ones begin sections."""
    return 2 - min((block.level for block in blocks if block.kind == "heading"), default=2)


def _at_level(block: Block, rise: int) -> str:
    if block.kind != "heading":
        return block.text
    return f"{'#' * min(block.level + rise, 6)} {block.text}"
