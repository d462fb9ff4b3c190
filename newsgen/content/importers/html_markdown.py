"""HTML of strangers → a Markdown body, pointers and related titles as newsgen writes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsgen.content.importers.html_blocks import blocks_of
from newsgen.content.importers.html_parts import Block, Link, Notes, joined
from newsgen.content.importers.links import is_elsewhere
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


def html_to_markdown(text: str, title: str = "", home: str = "") -> Converted:
    """A fragment or a page as Markdown; a first heading that repeats the title is dropped.

    `home` is the address at which it was published: its relative links start there, and links to
    its host are the house's own.
    """
    return tree_to_markdown(body_of(parse_html(text)), title, home)


def tree_to_markdown(root: Node, title: str = "", home: str = "") -> Converted:
    """What a node holds as Markdown."""
    notes = Notes([], [], home)
    blocks = list(blocks_of(root, notes))
    if blocks and blocks[0].kind == "heading" and fold(blocks[0].words) == fold(title):
        blocks = blocks[1:]
    blocks, related = _without_related(blocks, notes)
    told = list(_with_pointers(blocks, notes))
    rise = _rise(told)
    return Converted(
        joined([_at_level(block, rise) for block in told], told),
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
        if label and block.links:
            foreign = [link for link in block.links if _is_foreign(link.hrefs, notes)]
            if len(foreign) == len(block.links) and not related:
                kept += [label, block]
                label = None
                continue
            if not related:
                notes.left_out.append(LeftOut(label.words, "newsgen has a label of its own"))
                _tell_addresses(label.hrefs, notes, "the label is a link no more")
            own = [link for link in block.links if link not in foreign]
            related += [link.title for link in own]
            _tell_addresses((href for link in own for href in link.hrefs), notes)
            kept += [_linked(link) for link in foreign]
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


def _with_pointers(blocks: Sequence[Block], notes: Notes) -> Iterator[Block]:
    """Links under or after a see-also label become paragraphs «label: title».

    A pointer names a story of the house; a link to another one stays a link.
    """
    label: Block | None = None
    for block in blocks:
        pointer = see_also(block.words) if block.kind == "paragraph" else None
        if label and block.links:
            named = label.words.rstrip(" :：|")
            _tell_addresses(label.hrefs, notes, "the label is a link no more")
            for link in block.links:
                if _is_foreign(link.hrefs, notes):
                    yield _linked(link, f"{escape(named)}: ")
                else:
                    _tell_addresses(link.hrefs, notes)
                    yield _pointer(named, link.title)
        elif is_see_also_label(block.words) and block.kind in ("paragraph", "heading"):
            if label:
                yield label
            label = block
            continue
        else:
            if label:
                yield label
            if not pointer or not pointer.title or _is_foreign(block.hrefs, notes):
                yield block
            else:
                _tell_addresses(block.hrefs, notes)
                yield _pointer(*pointer)
        label = None
    if label:
        yield label


def _pointer(label: str, title: str) -> Block:
    return Block("paragraph", f"{escape(label)}: {escape(title)}", f"{label}: {title}")


def _linked(link: Link, before: str = "") -> Block:
    text = f"{before}[{escape(link.title)}]({link.hrefs[0]})"
    return Block("paragraph", text, f"{before}{link.title}", hrefs=link.hrefs)


def _is_foreign(hrefs: Sequence[str], notes: Notes) -> bool:
    return any(is_elsewhere(href, notes.home) for href in hrefs)


def _tell_addresses(
    hrefs: Iterable[str], notes: Notes, reason: str = "its title finds the story"
) -> None:
    notes.left_out.extend(LeftOut(f"link {href}", reason) for href in hrefs)


def _rise(blocks: Sequence[Block]) -> int:
    """How many levels the headings rise or sink, so that the highest ones begin sections."""
    return 2 - min((block.level for block in blocks if block.kind == "heading"), default=2)


def _at_level(block: Block, rise: int) -> str:
    if block.kind != "heading":
        return block.text
    return f"{'#' * min(block.level + rise, 6)} {block.text}"
