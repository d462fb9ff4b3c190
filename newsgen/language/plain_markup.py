"""Plain bodies, read without Python-Markdown.

Nearly all that newsgen writes, and most of what is written by hand, is paragraphs, headings,
see-also pointers and short lists. Of these we know exactly what Python-Markdown makes. A body that
holds anything else, or anything whose meaning is not certain, is declined as a whole.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from newsgen.language.arabic import fold, guillemets
from newsgen.language.bodies import Block, Body, Section
from newsgen.language.heading_ids import THEME_IDS, heading_id
from newsgen.language.labels import SEE_ALSO_LABELS, Pointer, see_also
from newsgen.language.plain_inline import is_plain, label_text, read_inline, unheld, without_signs

_OTHER_START = re.compile(r"[\s+\-~]|\d+\. ")  # of what may be no paragraph
_HEADING_LINE = re.compile(r"^(#.*)$", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})((?:[^\\#]|\\.)++)")  # its words hold no number sign
_CONTROL = re.compile(r"[\x00-\t\x0b-\x1f\x7f-\x9f]")
# A line that is indented or quoted; a fence; what may be a rule, underline a heading or the head
# of a table.
_OTHER_LINE = re.compile(r"[\s>]|~~~|[-=_*:| ]+$")
_LIST = re.compile(r"(?:[-*+]|(\d+)\.) ")
_BULLETED = re.compile(r"^[-*+] +(\S.*)", re.MULTILINE)
_NUMBERED = re.compile(r"^\d+\. +(\S.*)", re.MULTILINE)
_BLOCK_IN_ITEM = re.compile(r"[#>]|(?:[-*+]|\d+\.) |[-=_*:| ]+$")
_LABEL_STARTS = frozenset(label[:2] for label in SEE_ALSO_LABELS)
_LETTERS = {
    letter: fold(letter) for letter in map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))
}
# Pairs of letters that no see-also label begins with; nearly all paragraphs begin with one.
_NO_LABEL = frozenset(
    first + second
    for first, second in product(_LETTERS, repeat=2)
    if _LETTERS[first] + _LETTERS[second] not in _LABEL_STARTS
)
# A block: its tag, its HTML, what is read of it, and the id of a heading or the pointer that it is.
# The HTML of a heading that starts a section is what is in it. A tuple is made many times faster
# than a named one.
_Element = tuple[str, str, str, str, Pointer | None]


def plain_body(text: str, quotes: str) -> Body | None:
    """The body that Python-Markdown would give of a text that is not blank; None if in doubt.

    `quotes` as in `markup.read_body`: two marks that need no escape in HTML.
    """
    elements = []
    taken, last_tag = set(THEME_IDS), ""
    for block in _blocks(text):
        if not is_plain(block):
            element = _marked(block, quotes, taken)
        elif block[0] == "#":
            element = _plain_heading(block, quotes, taken)
        elif block[0].isalpha() or not _OTHER_START.match(block):
            element = _plain_paragraph(block, quotes)
        else:
            element = _marked(block, quotes, taken)
        if element is None or (element[0] == last_tag in ("ul", "ol")):  # the lists would join
            return None
        elements.append(element)
        last_tag = element[0]
    shown = " ".join([element[2] for element in elements])
    if "  " in shown or shown[-1:] == " ":
        shown = " ".join(shown.split())
    return Body(tuple(_sections(elements)), shown)


def _blocks(text: str) -> Iterator[str]:
    """What stands between blank lines; a heading by itself, for it ends a block and begins one."""
    for wide in text.split("\n\n"):
        block = wide.strip("\n")
        if "\n" in block and (block[0] == "#" or "\n#" in block):
            yield from filter(None, [part.strip("\n") for part in _HEADING_LINE.split(block)])
        elif block:
            yield block


def _sections(elements: Iterable[_Element]) -> Iterator[Section]:
    id_, heading, heading_html = "", "", ""
    blocks: list[Block] = []
    run: list[str] = []
    for tag, html, text, name, pointer in elements:
        if tag == "h2":
            if run:
                blocks.append(Block("\n".join(run)))
                run = []
            if id_ or blocks:
                yield Section(id_, heading, heading_html, tuple(blocks))
            id_, heading, heading_html, blocks = name, text, html, []
        elif pointer:
            if run:
                blocks.append(Block("\n".join(run)))
                run = []
            blocks.append(Block("", pointer))
        else:
            run.append(html)
    if run:
        blocks.append(Block("\n".join(run)))
    yield Section(id_, heading, heading_html, tuple(blocks))


def _plain_paragraph(words: str, quotes: str) -> _Element:
    if words[:2] not in _NO_LABEL and (pointer := _pointer(words)):
        return pointer
    if '"' in words:
        words = guillemets(words, quotes)
    return "p", f"<p>{words}</p>", words, "", None


def _plain_heading(line: str, quotes: str, taken: set[str]) -> _Element | None:
    """A heading without markup: its number signs, and its words."""
    marked = line.lstrip("#")
    words, level = marked.strip(" "), len(line) - len(marked)
    if level > 6 or not words or "#" in words or "  " in words:
        return _marked_heading(line, quotes, taken)
    name = heading_id(words, taken)
    if '"' in words:
        words = guillemets(words, quotes)
    return _heading(level, words, words, name)


def _heading(level: int, html: str, text: str, name: str) -> _Element:
    if level == 2:
        return "h2", html, text, name, None
    return f"h{level}", f'<h{level} id="{name}">{html}</h{level}>', text, name, None


def _pointer(typed: str) -> _Element | None:
    """A paragraph without elements that reads «شاهد أيضًا: عنوان»."""
    found = see_also(typed)
    if not found or not found.title:
        return None
    title = " ".join(unheld(found.title).split())
    return "p", "", title, "", Pointer(unheld(found.label), title)


def _marked(block: str, quotes: str, taken: set[str]) -> _Element | None:
    """A block with inline markup, of several lines, or of another kind."""
    if not block.isprintable() and _CONTROL.search(block):
        return None
    if any(map(_OTHER_LINE.match, block.split("\n"))):
        return None
    if block[0] == "#":
        return _marked_heading(block, quotes, taken)
    if is_list := _LIST.match(block):
        return _list(is_list[1], block, quotes)
    inline = read_inline(block, quotes)
    if inline is None:
        return None
    if inline.is_bare and (pointer := _pointer(label_text(inline.typed))):
        return pointer
    return "p", f"<p>{inline.html}</p>", inline.text, "", None


def _marked_heading(line: str, quotes: str, taken: set[str]) -> _Element | None:
    found = _HEADING.fullmatch(line)
    words = found[2].strip() if found else ""
    inline = read_inline(words, quotes) if words else None
    if found is None or inline is None:
        return None
    name = heading_id(without_signs(inline.typed), taken)
    return _heading(len(found[1]), inline.html, " ".join(inline.text.split()), name)


def _list(number: str | None, block: str, quotes: str) -> _Element | None:
    """A list of one kind, whose items are a line each."""
    tag, item = ("ol", _NUMBERED) if number else ("ul", _BULLETED)
    items = item.findall(block)
    if len(items) <= block.count("\n") or any(map(_BLOCK_IN_ITEM.match, items)):
        return None
    start = f' start="{number}"' if number and number != "1" else ""
    html, texts = f"<{tag}{start}>\n", []
    for words in items:
        inline = read_inline(words, quotes)
        if inline is None:
            return None
        html += f"<li>{inline.html}</li>\n"
        texts.append(inline.text)
    return tag, f"{html}</{tag}>", " ".join(texts), "", None
