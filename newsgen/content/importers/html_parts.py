"""The parts of a conversion from HTML: its blocks, its notes, and what it makes of tags."""

from collections.abc import Sequence
from itertools import pairwise, starmap
from typing import Literal, NamedTuple

from newsgen.content.importers.inline import Run
from newsgen.content.importers.links import resolved, safe_url
from newsgen.content.importers.raw import LeftOut
from newsgen.content.importers.tree import Node, visible_text

Kind = Literal["heading", "paragraph", "list", "quote", "table", "image", "rule"]


class Link(NamedTuple):
    """The words of a link that stands alone, and its address; neighbours make one with several."""

    title: str
    hrefs: tuple[str, ...]


class Block(NamedTuple):
    """A block of Markdown. `words` is its text, `hrefs` are the addresses of its links.

    `links` are those of a paragraph or a list that is made of links alone; `runs` are what a
    paragraph was made of.
    """

    kind: Kind
    text: str
    words: str
    level: int = 0
    hrefs: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    runs: tuple[Run, ...] = ()


class Notes(NamedTuple):
    """What a conversion gathers besides blocks. `home` is the address of the page, if known."""

    images: list[str]
    left_out: list[LeftOut]
    home: str = ""

    def address(self, url: str) -> str:
        """An address as Markdown may hold it; "" for a harmful one."""
        return safe_url(resolved(url, self.home))


class Style(NamedTuple):
    """What the elements around say of the words within; `depth` counts those elements."""

    run: Run = Run("")
    depth: int = 0
    keeps_lines: bool = False

    def within(self, **changed: bool | str) -> "Style":
        return self._replace(run=self.run._replace(**changed), depth=self.depth + 1)  # type: ignore[arg-type]


def first_number(node: Node) -> int:
    start = node.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1


def is_tight(item: Sequence[Block]) -> bool:
    """True for one line that only a list may follow."""
    first, *rest = item
    are_lists = all(block.kind == "list" for block in rest)
    return (
        first.kind == "paragraph" and are_lists and not any(starmap(_run_together, pairwise(rest)))
    )


def joined(texts: Sequence[str], blocks: Sequence[Block], between: str = "\n\n") -> str:
    """The blocks by their texts, with a divider where Markdown would make one block of two."""
    pieces = list(texts[:1])
    for text, (above, below) in zip(texts[1:], pairwise(blocks), strict=True):
        pieces += (f"\n\n{DIVIDER}\n\n" if _run_together(above, below) else between, text)
    return "".join(pieces)


def _run_together(above: Block, below: Block) -> bool:
    if above.kind != below.kind:
        return False
    is_bulleted, is_bulleted_too = (one.text.startswith("- ") for one in (above, below))
    return above.kind == "quote" or (above.kind == "list" and is_bulleted == is_bulleted_too)


def item_text(mark: str, item: Sequence[Block], between: str) -> str:
    """An item; one that opens with a list or a table of its own stands without a mark."""
    bare = [f"**{one.text}**" if one.kind == "heading" else one.text for one in item]
    texts = joined(bare, item, between)
    if item[0].kind not in ("paragraph", "heading", "image"):
        return texts
    first, *rest = texts.split("\n")
    return "\n".join([mark + first, *(f"    {line}" if line else "" for line in rest)])


def is_regular(part: Node) -> bool:
    """True for what holds the parts of a table that it may hold, and no loose words."""
    allowed = _TABLE_PARTS.get(str(part.tag))
    if allowed is None:
        return True
    loose = [part.text or "", *(child.tail or "" for child in part)]
    has_words = any(text.strip() for text in loose)
    return not has_words and all(child.tag in allowed for child in part.iterchildren("*"))


def grid_block(grid: list[list[tuple[str, str]]]) -> Block:
    width = max(map(len, grid))
    lines = [
        "| " + " | ".join([text for text, _ in row] + [""] * (width - len(row))) + " |"
        for row in grid
    ]
    lines.insert(1, "|" + " --- |" * width)
    words = " ".join(words for row in grid for _, words in row if words)
    return Block("table", "\n".join(lines), words)


def image_url(node: Node, notes: Notes) -> str:
    """The address of an image; those that a script shows later name it beside `src`."""
    for key in ("data-src", "data-lazy-src", "data-original", "src"):
        if url := notes.address(node.get(key, "")):
            return url
    first, *_ = node.get("srcset", "").split() or [""]
    return notes.address(first.rstrip(","))


def leave_out(node: Node, notes: Notes, reason: str) -> None:
    words = " ".join((visible_text(node) or "").split())
    what = node.get("src") or words
    if what or node.tag in ("script", "form"):
        notes.left_out.append(LeftOut(" ".join(f"{node.tag} {what}".split()), reason))


def is_hidden(node: Node) -> bool:
    style = "".join(node.get("style", "").split()).lower()
    return node.get("hidden") is not None or "display:none" in style


# What newsgen's own seeds have between two lists.
DIVIDER = "<!-- -->"
_ROWS = frozenset(("tr",))
_TABLE_PARTS: dict[str, frozenset[str]] = {
    "table": frozenset("caption colgroup thead tbody tfoot tr".split()),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _ROWS),
    "tr": frozenset(("td", "th")),
}
EMBEDS = frozenset("iframe embed object video audio amp-youtube".split())
_NO_ARTICLE_TEXT = "it is no text of the article"
LEFT_OUT: dict[str, str] = {
    "script": "imported articles hold no scripts",
    "style": "the site has a style of its own",
    "template": "a script was to show it",
    "noscript": "it stands for a script",
    "form": "imported articles hold no forms",
    "svg": _NO_ARTICLE_TEXT,
    "head": _NO_ARTICLE_TEXT,
    "title": _NO_ARTICLE_TEXT,
}
