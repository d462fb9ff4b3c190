"""Any Markdown body, read by Python-Markdown.

The library parses the body whole. Its tree is then cut at the `##` headings, and see-also
paragraphs become values that a template shows as it likes. Nothing is lost: the blocks of all
sections, one after the other, are the document.
"""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import markdown
from markdown.util import HTML_PLACEHOLDER_RE

from newsgen.language.arabic import guillemets
from newsgen.language.bodies import Block, Body, Section
from newsgen.language.direction import is_foreign
from newsgen.language.escaping import ESCAPABLE, escape
from newsgen.language.heading_ids import THEME_IDS, heading_id
from newsgen.language.images import addresses_in
from newsgen.language.labels import Pointer, see_also

EXTENSIONS = ("tables", "fenced_code", "footnotes", "sane_lists")
_STASHED = re.compile("\x02[^\x03]*\x03")
_STASHED_SIGN = re.compile("\x02([0-9]+)\x03")
_ESCAPED_AMPERSAND = "\x0238\x03"
_ENTITY = re.compile("&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
_LITERAL_TAGS = frozenset({"code", "pre", "script", "style"})
_TEXT_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 td th dt dd figcaption".split())
_ALIGNMENTS = {
    "text-align: left;": "start",  # where a line starts, whichever side that is
    "text-align: center;": "center",
    "text-align: right;": "end",
}
_POINTER_TAG = "see-also"  # Markdown makes no such element; raw HTML never reaches the tree
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def parsed_body(text: str, quotes: str) -> Body:
    """A body of any Markdown that is not blank; `quotes` as in `markup.read_body`."""
    parser = _parser()
    try:
        root = _tree(parser, text)
    except RecursionError:  # hundreds of lists in lists: shown as they were typed
        parser = _parser()
        root = _tree(parser, "\n\n".join(map(escape, text.split("\n"))))
    _mark_pointers(parser, root)
    _number_headings(root)
    for element in root.iter():
        if element.tag in _TEXT_BLOCKS:
            _set_quotes(element, quotes)
        if element.tag in ("p", "li") and is_foreign(_words(element), quotes):
            element.set("dir", "ltr")
    _take_back_escapes(parser, root)
    _frame_tables(root)
    sections = tuple(_sections(parser, root))
    images = addresses_in(block.html for section in sections for block in section.blocks)
    return Body(sections, _words(root), images=images)


def _parser() -> markdown.Markdown:
    parser = markdown.Markdown(
        extensions=list(EXTENSIONS),
        output_format="html",
        extension_configs={"footnotes": {"BACKLINK_TITLE": "{}"}},
    )
    parser.ESCAPED_CHARS = list(ESCAPABLE)
    return parser


def _tree(parser: markdown.Markdown, text: str) -> Element:
    """What `Markdown.convert` does up to its serializer, short of taking escapes back."""
    lines = text.split("\n")
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root: Element = parser.parser.parseDocument(lines).getroot()  # type: ignore[assignment] # never None
    for treeprocessor in parser.treeprocessors:
        if treeprocessor is not parser.treeprocessors["unescape"]:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
    return root


def _mark_pointers(parser: markdown.Markdown, root: Element) -> None:
    """Rename paragraphs of plain words that read «شاهد أيضًا: عنوان»."""
    for child in root:
        if child.tag == "p" and not len(child) and child.text:
            found = see_also(_literal(parser, child.text))
            if found and found.title:
                child.tag = _POINTER_TAG
                child.set("label", found.label)
                child.text = " ".join(found.title.split())


def _literal(parser: markdown.Markdown, text: str) -> str:
    """The characters that a text of plain words stands for; "" for one that holds raw HTML.

    A separator after a backslash stays escaped, so that it does not end a label.
    """
    if "\x02" not in text:
        return text
    raw = [str(piece) for piece in parser.htmlStash.rawHtmlBlocks]
    if not all(_ENTITY.fullmatch(raw[int(at)]) for at in HTML_PLACEHOLDER_RE.findall(text)):
        return ""
    text = HTML_PLACEHOLDER_RE.sub(lambda found: html.unescape(raw[int(found[1])]), text)
    return _STASHED_SIGN.sub(
        lambda code: code[0] if chr(int(code[1])) in ":|>.-" else chr(int(code[1])), text
    )


def _take_back_escapes(parser: markdown.Markdown, root: Element) -> None:
    """Put escaped characters back; an ampersand as `&amp;`, for the serializer trusts entities."""
    for element in root.iter():
        if element.text and _ESCAPED_AMPERSAND in element.text:
            element.text = element.text.replace(_ESCAPED_AMPERSAND, "&amp;")
        if element.tail and _ESCAPED_AMPERSAND in element.tail:
            element.tail = element.tail.replace(_ESCAPED_AMPERSAND, "&amp;")
    parser.treeprocessors["unescape"].run(root)


def _frame_tables(root: Element) -> None:
    """Put each table into a frame that a narrow screen can scroll, by key as well; and tell how its
    cells are aligned by class, for a strict policy allows no style of their own.
    """
    for parent in list(root.iter()):
        for at, child in enumerate(list(parent)):
            if child.tag == "table":
                frame = Element("div", {"class": "table", "tabindex": "0"})
                frame.tail, child.tail = child.tail, None
                frame.append(child)
                parent[at] = frame
            elif child.tag in ("td", "th") and child.get("style") in _ALIGNMENTS:
                child.set("class", _ALIGNMENTS[child.attrib.pop("style")])


def _number_headings(root: Element) -> None:
    """Give each heading an id made of its words, so that a link to it can be read. The first level
    is the title's, and in a body means a section.
    """
    taken = set(THEME_IDS)
    for element in root.iter():
        if element.tag == "h1":
            element.tag = "h2"
        if element.tag in _HEADINGS and "id" not in element.attrib:
            element.set("id", heading_id(_words(element), taken))


def _set_quotes(block: Element, quotes: str) -> None:
    """Set the quotation marks of a block, over its inline markup but not in code."""
    slots = list(_text_slots(block))
    pieces = [(element.text if where == "text" else element.tail) or "" for element, where in slots]
    joined = "".join(pieces)
    if '"' not in joined:
        return
    quoted, start = guillemets(joined, quotes), 0
    for (element, where), piece in zip(slots, pieces, strict=True):
        end = start + len(piece)  # a quote gives way to one letter, so lengths stay
        setattr(element, where, quoted[start:end] or None)
        start = end


def _text_slots(block: Element) -> Iterator[tuple[Element, str]]:
    """The texts of a block in reading order, leaving out code and inner blocks."""
    if block.tag in _LITERAL_TAGS:
        return
    yield block, "text"
    for child in block:
        if child.tag not in _TEXT_BLOCKS:
            yield from _text_slots(child)
        yield child, "tail"


def _sections(parser: markdown.Markdown, root: Element) -> Iterator[Section]:
    heading: Element | None = None
    blocks: list[Block] = []
    run: list[Element] = []

    def close_run() -> None:
        if run:
            blocks.append(Block(_html(parser, run)))
            run.clear()

    def section() -> Section:
        close_run()
        made = _section(parser, heading, tuple(blocks))
        blocks.clear()
        return made

    for child in root:
        if child.tag == "h2":
            if heading is not None or blocks or run:
                yield section()
            heading = child
        elif child.tag == _POINTER_TAG:
            close_run()
            blocks.append(Block("", Pointer(child.get("label", ""), child.text or "")))
        else:
            run.append(child)
    yield section()


def _section(
    parser: markdown.Markdown, heading: Element | None, blocks: tuple[Block, ...]
) -> Section:
    if heading is None:
        return Section("", "", "", blocks)
    inner = _html(parser, [heading])
    opened = inner.index(">") + 1
    return Section(
        heading.get("id", ""),
        _words(heading),
        inner[opened : inner.rindex("</")],
        blocks,
    )


def _words(element: Element) -> str:
    """What a reader reads of an element, on one line, without its raw HTML."""
    text = _STASHED.sub(" ", "".join(element.itertext()))
    return " ".join(_ENTITY.sub(lambda entity: html.unescape(entity[0]), text).split())


def _html(parser: markdown.Markdown, elements: list[Element]) -> str:
    """Serialize elements as `Markdown.convert` would have done within the whole document."""
    root = Element("div")
    root.extend(elements)
    made = parser.serializer(root)
    made = made[made.index(">") + 1 : made.rindex("</div>")]
    for postprocessor in parser.postprocessors:
        made = postprocessor.run(made)
    return made.strip("\n")
