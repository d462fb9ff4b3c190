"""A tree of HTML → blocks of Markdown, and all that does not become a part of them.

Every text is literal. Elements that only arrange others are looked through, so an unknown one
costs no word.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from newsgen.content.importers.html_parts import (
    EMBEDS,
    LEFT_OUT,
    Block,
    Link,
    Notes,
    Style,
    first_number,
    grid_block,
    image_url,
    is_hidden,
    is_regular,
    is_tight,
    item_text,
    joined,
    leave_out,
)
from newsgen.content.importers.inline import (
    BREAK,
    Run,
    flat,
    paragraph,
    paragraphs,
    words_of,
)
from newsgen.content.importers.links import is_web, resolved, safe_url
from newsgen.content.importers.raised import lowered, raised
from newsgen.content.importers.raw import LeftOut
from newsgen.content.importers.tree import Node, visible_text
from newsgen.language.arabic import clean

TEXT_WORDS = 40  # of a cell: fewer are a note in a table, however short its other cells are
DEPTH_LIMIT = 60  # of elements in elements; what is deeper is read as its words


def blocks_of(node: Node, notes: Notes, style: Style = Style()) -> Iterator[Block]:  # noqa: B008 # a frozen value
    """The blocks that a node holds; words between them are paragraphs of their own."""
    yield from _gathered(_content(node, notes, style))


def _gathered(parts: Iterable[Run | Block]) -> Iterator[Block]:
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Run):
            runs.append(part)
        else:
            yield from _paragraphs(runs)
            runs.clear()
            yield part
    yield from _paragraphs(runs)


def _content(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    yield from _text(node.text, style)
    for child in node:
        if isinstance(child.tag, str):
            yield from _element(child, notes, style)
        yield from _text(child.tail, style)


def _text(text: str | None, style: Style) -> Iterator[Run]:
    if not text:
        return
    if text.isspace() and not style.keeps_lines:
        yield Run(" ", *style.run.style)
        return
    lines = text.split("\n") if style.keeps_lines else [text]
    for number, line in enumerate(lines):
        if number:
            yield Run(BREAK)
        if line:
            yield Run(clean(line), *style.run.style)


def _element(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    tag = str(node.tag)
    inner = style._replace(depth=style.depth + 1)
    if style.depth > DEPTH_LIMIT:
        yield Run(clean(visible_text(node)), *style.run.style)
    elif tag in LEFT_OUT or is_hidden(node):
        leave_out(node, notes, LEFT_OUT.get(tag, "it is hidden from readers"))
    elif tag in EMBEDS:
        yield from _embed(node, notes)
    elif tag in BLOCKS:
        yield from BLOCKS[tag](node, notes, inner)
    elif tag == "br":
        yield Run(BREAK)
    elif tag == "img":
        yield from _image(node, notes, style)
    elif tag in INLINE:
        yield from INLINE[tag](node, notes, style)
    else:
        yield from _content(node, notes, inner)


def _paragraphs(runs: Sequence[Run]) -> Iterator[Block]:
    for lines in paragraphs(runs):
        words = words_of(lines)
        hrefs = dict.fromkeys(run.href for run in lines if run.text.strip())
        only_link = words if hrefs and "" not in hrefs else ""
        if not only_link and is_web(words) and " " not in words and (href := safe_url(words)):
            lines = tuple(run._replace(href=href) for run in lines)  # noqa: PLW2901
        known = tuple(filter(None, hrefs))
        links = (Link(only_link, known),) if only_link else ()
        yield Block("paragraph", paragraph(lines), words, hrefs=known, links=links, runs=lines)


def _container(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    yield from blocks_of(node, notes, style)


def _heading(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    runs: list[Run] = []
    others: list[Block] = []
    for part in _content(node, notes, style.within(is_bold=False, is_italic=False)):
        if isinstance(part, Run):
            runs.append(part._replace(is_bold=False, is_italic=False))
        elif part.kind == "image":
            others.append(part)
        else:
            runs += [Run(" "), *_runs_of(part, notes), Run(" ")]
    runs = [run._replace(is_bold=False, is_italic=False) for run in runs]
    if words := words_of(runs):
        hrefs = tuple(dict.fromkeys(run.href for run in runs if run.href))
        yield Block("heading", flat(runs), words, level=int(str(node.tag)[1]), hrefs=hrefs)
    yield from others


def _list(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    """A list; what a broken page puts between its items is an item as well."""
    items = list(filter(None, _items(node, notes, style)))
    if not items:
        return
    first = first_number(node)
    is_ordered = str(node.tag) == "ol"
    marks = [f"{first + at}. " if is_ordered else "- " for at in range(len(items))]
    between = "\n" if all(map(is_tight, items)) else "\n\n"
    texts = (item_text(mark, item, between) for mark, item in zip(marks, items, strict=True))
    links = [item[0].links[0] for item in items if len(item) == 1 and len(item[0].links) == 1]
    inner = [block for item in items for block in item]
    yield Block(
        "list",
        between.join(texts),
        " ".join(block.words for block in inner),
        hrefs=tuple(href for block in inner for href in block.hrefs),
        links=tuple(links) if len(links) == len(items) else (),
    )


def _items(node: Node, notes: Notes, style: Style) -> Iterator[list[Block]]:
    yield list(_gathered(_text(node.text, style)))
    for child in node:
        if child.tag == "li":
            yield list(blocks_of(child, notes, style._replace(depth=style.depth + 1)))
        elif isinstance(child.tag, str):
            yield list(_gathered(_element(child, notes, style)))
        yield list(_gathered(_text(child.tail, style)))


def _quote(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    blocks = list(blocks_of(node, notes, style))
    if blocks:
        inner = joined([block.text for block in blocks], blocks)
        text = "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))
        hrefs = tuple(href for block in blocks for href in block.hrefs)
        yield Block("quote", text, " ".join(block.words for block in blocks), hrefs=hrefs)


def _preformatted(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    """Verse and code alike: the lines stay lines."""
    yield from blocks_of(node, notes, style._replace(keeps_lines=True))


def _rule(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    yield Block("rule", "* * *", "")
    yield from blocks_of(node, notes, style)


def _table(node: Node, notes: Notes, style: Style) -> Iterator[Block]:
    """A table of words; one that only arranges a page is looked through."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    is_grid = len(rows) > 1 and max(map(len, rows)) > 1 and all(map(is_regular, node.iter("*")))
    if not is_grid or node.find(".//table") is not None or _is_layout(rows, style):
        yield from blocks_of(node, notes, style)
        return
    for caption in node.findall("caption"):
        yield from blocks_of(caption, notes, style)
    images: list[Block] = []
    yield grid_block([[_cell(cell, notes, style, images) for cell in row] for row in rows])
    yield from images


def _is_layout(rows: Sequence[Sequence[Node]], style: Style) -> bool:
    """True for a table that arranges a page: a cell holds paragraphs, or most of its words."""
    cells = [cell for row in rows for cell in row]
    words = [len(visible_text(cell).split()) for cell in cells]
    is_text = max(words) >= TEXT_WORDS and max(words) > sum(words) / 2
    return is_text or any(_holds_paragraphs(cell, style) for cell in cells)


def _holds_paragraphs(cell: Node, style: Style) -> bool:
    blocks = blocks_of(cell, Notes([], []), style)
    return sum(block.kind not in ("image", "rule") for block in blocks) > 1


def _cell(node: Node, notes: Notes, style: Style, images: list[Block]) -> tuple[str, str]:
    """A cell's Markdown and its words, on one line. Its pictures are gathered in `images`."""
    runs: list[Run] = []
    for part in _content(node, notes, style):
        if isinstance(part, Run):
            runs.append(part)
        elif part.kind == "image":
            images.append(part)
        else:
            runs += [Run(" "), *_runs_of(part, notes), Run(" ")]
    return flat(runs), words_of(runs)


def _runs_of(block: Block, notes: Notes) -> tuple[Run, ...]:
    """A block on one line: a paragraph with its style and links, of others the words."""
    if block.runs:
        return block.runs
    notes.left_out.extend(LeftOut(f"link {href}", "its words are kept") for href in block.hrefs)
    return (Run(block.words),)


def _image(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    alt = " ".join(clean(node.get("alt", "")).split())
    if "emoji" in node.get("class", "").split():
        yield Run(alt)
        return
    url = image_url(node, notes)
    if not url:
        notes.left_out.append(LeftOut(f"an image {alt}".strip(), "its address cannot be kept"))
        return
    if style.run.href not in ("", url):
        notes.left_out.append(LeftOut(f"link {style.run.href}", "an image is no link"))
    notes.images.append(url)
    yield Block("image", f"![{flat((Run(alt),))}]({url})", alt)


def _embed(node: Node, notes: Notes) -> Iterator[Block]:
    """A player of another house: a link to it."""
    sources = [node, *node.iter("source")]
    keys = ("src", "data-src", "data", "href")
    urls = (source.get(key) for source in sources for key in keys)
    address = next((url for url in urls if url), "")
    url = notes.address(address)
    reason = "an embed is left out; its address is kept as a link" if url else "an embed"
    notes.left_out.append(LeftOut(" ".join(f"{node.tag} {address}".split()), reason))
    if url:
        shown = resolved(f"https:{address}" if address.startswith("//") else address, notes.home)
        run = Run(clean(shown).strip(), href=safe_url(shown))
        yield Block("paragraph", paragraph((run,)), words_of((run,)))
    yield from blocks_of(node, notes)


def _bold(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    yield from _content(node, notes, style.within(is_bold=True))


def _italic(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    yield from _content(node, notes, style.within(is_italic=True))


def _anchor(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    """A link; one without words says nothing to a reader."""
    address = node.get("href", "").strip()
    url = "" if address.startswith("#") else notes.address(address)
    if address and not url:
        notes.left_out.append(LeftOut(f"link {address}", "links of this kind are not kept"))
    yield from _content(node, notes, style.within(href=url) if url else style)


def _superscript(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    parts = list(_content(node, notes, style))
    runs = [part for part in parts if isinstance(part, Run)]
    yield from raised(runs, style.run) if len(runs) == len(parts) else parts


def _subscript(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    for part in _content(node, notes, style):
        yield lowered(part) if isinstance(part, Run) else part


def _ruby_text(node: Node, notes: Notes, style: Style) -> Iterator[Run | Block]:
    yield Run(" ")
    yield from _content(node, notes, style)
    yield Run(" ")


_Converter = Callable[[Node, Notes, Style], Iterator[Block]]
_CONTAINERS = (
    "p div section article main header footer aside nav figure figcaption address center "
    "details summary dl dt dd fieldset hgroup body html caption tbody thead tfoot tr td th li "
    "picture label legend amp-img dir menu"
).split()
BLOCKS: dict[str, _Converter] = {
    **dict.fromkeys(_CONTAINERS, _container),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "blockquote": _quote,
    "pre": _preformatted,
    "hr": _rule,
    "table": _table,
}
INLINE: dict[str, Callable[[Node, Notes, Style], Iterator[Run | Block]]] = {
    "a": _anchor,
    **dict.fromkeys(("b", "strong"), _bold),
    **dict.fromkeys(("i", "em", "cite"), _italic),
    "sup": _superscript,
    "sub": _subscript,
    **dict.fromkeys(("rt", "rp", "option", "button"), _ruby_text),
}
