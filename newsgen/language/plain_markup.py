"""Plain bodies, read without Python-Markdown.

Nearly all that newsgen writes, and most of what is written by hand, is paragraphs, headings,
see-also pointers and short lists. Of these we know exactly what Python-Markdown makes. A body that
holds anything else, or anything whose meaning is not certain, is declined as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from newsgen.language.arabic import fold, guillemets
from newsgen.language.bodies import Block, Body, Section
from newsgen.language.direction import is_foreign
from newsgen.language.heading_ids import heading_ids
from newsgen.language.labels import SEE_ALSO_LABELS, Pointer, see_also
from newsgen.language.plain_inline import (
    SIMPLE_SIGNS,
    is_plain,
    label_text,
    read_inline,
    read_simple,
    unheld,
    without_signs,
)

_new = tuple.__new__  # makes a named tuple in half the time
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
_LABEL_STARTS = frozenset(label[:size] for label in SEE_ALSO_LABELS for size in range(5))
_LETTERS = {
    letter: fold(letter) for letter in map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))
}
# Pairs of letters that no see-also label begins with; nearly all paragraphs begin with one.
_NO_LABEL = frozenset(
    first + second
    for first, second in product(_LETTERS, repeat=2)
    if _LETTERS[first] + _LETTERS[second] not in _LABEL_STARTS
)
# The bytes that a paragraph of mere words does without: markup, what HTML escapes, quotes,
# controls, and the first bytes of those letters of which some are white space or controls.
_SIGNS = b'\n#*[\\_`<>&"' + bytes(range(32)) + b"\x7f\xc2\xe1\xe2\xe3"
_ORDINARY = bytes(set(range(256)) - set(_SIGNS))
_NOT_ASCII = bytes(range(128, 256))
_PARTING = "\x0b"  # a control, which no plain body holds
_HEADING_TAGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# A block: its tag, its HTML, what is read of it, the words that the id of a heading is made of,
# and the pointer that it is. The HTML of a heading is what is in it; that of a pointer is "". A
# tuple is made many times faster than a named one.
_Element = tuple[str, str, str, str, Pointer | None]
_Heading = tuple[int, str, str]  # at which block, its tag, and what is in it


def plain_body(text: str, quotes: str) -> Body | None:
    """The body that Python-Markdown would give of a text that is not blank; None if in doubt.

    `quotes` as in `markup.read_body`: two marks that need no escape in HTML.
    """
    if _PARTING in text:
        return None
    html: list[str] = []  # of each block
    texts: list[str] = []  # what is read of each block
    headings: list[_Heading] = []
    id_words: list[str] = []  # of each heading
    pointers: dict[int, Pointer] = {}  # by the block that each is
    last_list = ("", 0)
    for block, signs in _blocks(text.strip("\n")):
        if not signs and block[:2] in _NO_LABEL:
            html.append(f"<p>{block}</p>")
            texts.append(block)
            continue
        if signs == b"##" and block[:3] == "## " and block[-1] != " " and "  " not in block:
            words = block[3:]
            headings.append((len(html), "h2", words))
            id_words.append(words)
            html.append(words)
            texts.append(words)
            continue
        element = _element(block, signs, quotes)
        if element is None:
            return None
        tag, made, shown, words, pointer = element
        at = len(html)
        if tag in _HEADING_TAGS:
            headings.append((at, tag, made))
            id_words.append(words)
        elif pointer:
            pointers[at] = pointer
        elif tag == "p":
            made = made.replace("<p>", _way_tag("p", shown, quotes), 1)
        else:
            if last_list == (tag, at - 1):
                return None  # they would join
            last_list = (tag, at)
        html.append(made)
        texts.append(shown)
    sections = _sections(html, texts, zip(headings, heading_ids(id_words), strict=True), pointers)
    return Body(sections, _on_one_line(texts), shows_text=True)


def _blocks(text: str) -> Iterable[tuple[str, bytes]]:
    """What stands between blank lines, each with its signs; nearly all are words without any.

    One look at the whole text is many times faster than one at each block.
    """
    lines = text.split("\n")
    blocks = lines[::2]
    if all(blocks) and not any(lines[1::2]):  # each block is a line, and one blank line follows
        return zip(blocks, _signs(text).split(b"\n\n"), strict=True)
    blocks = list(_wide_blocks(text))
    return zip(blocks, _signs(_PARTING.join(blocks)).split(_PARTING.encode()), strict=True)


def _signs(text: str) -> bytes:
    """The bytes of a text that make it more than mere words, in order."""
    signs = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    if not signs.isascii() and text.replace("\n", " ").replace(_PARTING, " ").isprintable():
        signs = signs.translate(None, _NOT_ASCII)  # no white space but spaces
    return signs


def _on_one_line(texts: Iterable[str]) -> str:
    line = " ".join(texts)
    return " ".join(line.split()) if "  " in line or line[-1:] == " " else line


def _wide_blocks(text: str) -> Iterator[str]:
    """Blocks of one line or more; a heading by itself, for it ends a block and begins one."""
    for wide in text.split("\n\n"):
        block = wide.strip("\n")
        if "\n" in block and (block[0] == "#" or "\n#" in block):
            yield from filter(None, [part.strip("\n") for part in _HEADING_LINE.split(block)])
        elif block:
            yield block


def _sections(
    html: list[str],
    texts: Sequence[str],
    headings: Iterable[tuple[_Heading, str]],
    pointers: Mapping[int, Pointer],
) -> tuple[Section, ...]:
    """Cut blocks at the `h2` headings. Into `html`, other headings are put as they are met."""
    sections: list[Section] = []
    start, id_, heading, heading_html = 0, "", "", ""
    for (at, tag, inner), name in headings:
        if tag != "h2":
            html[at] = f'<{tag} id="{name}">{inner}</{tag}>'
            continue
        if at:
            blocks = _joined(html, start, at, pointers)
            sections.append(_new(Section, (id_, heading, heading_html, blocks)))
        start, id_, heading, heading_html = at + 1, name, texts[at], inner
    blocks = _joined(html, start, len(html), pointers)
    return (*sections, Section(id_, heading, heading_html, blocks))


def _joined(
    html: Sequence[str], start: int, end: int, pointers: Mapping[int, Pointer]
) -> tuple[Block, ...]:
    """Some blocks as runs of HTML between pointers."""
    run = html[start:end]
    if "" not in run:
        return (_new(Block, ("\n".join(run), None)),) if run else ()
    blocks: list[Block] = []
    for at in range(start, end):
        if at not in pointers:
            continue
        if start < at:
            blocks.append(Block("\n".join(html[start:at])))
        blocks.append(Block("", pointers[at]))
        start = at + 1
    return (*blocks, Block("\n".join(html[start:end]))) if start < end else tuple(blocks)


def _element(block: str, signs: bytes, quotes: str) -> _Element | None:
    """Any block, with its signs."""
    if not signs.strip(SIMPLE_SIGNS) and block[0].isalpha() and not _may_be_pointer(block):
        simple = read_simple(block, signs)
        if simple:
            return "p", f"<p>{simple[0]}</p>", simple[1], "", None
    if signs and not is_plain(block):
        return _marked(block, quotes)
    if block[0] == "#":
        return _plain_heading(block, quotes)
    if block[0].isalpha() or not _OTHER_START.match(block):
        return _plain_paragraph(block, quotes)
    return _marked(block, quotes)


def _plain_paragraph(words: str, quotes: str) -> _Element:
    if _may_be_pointer(words) and (pointer := _pointer(words)):
        return pointer
    if '"' in words:
        words = guillemets(words, quotes)
    return "p", f"<p>{words}</p>", words, "", None


def _plain_heading(line: str, quotes: str) -> _Element | None:
    """A heading without markup: its number signs, and its words."""
    marked = line.lstrip("#")
    words, level = marked.strip(" "), len(line) - len(marked)
    if level > 6 or not words or "#" in words or "  " in words:
        return _marked_heading(line, quotes)
    shown = guillemets(words, quotes) if '"' in words else words
    return _tag(level), shown, shown, words, None


def _way_tag(tag: str, shown: str, quotes: str) -> str:
    """The tag that opens a paragraph or an item; what is all in other letters runs their way."""
    return f'<{tag} dir="ltr">' if is_foreign(shown, quotes) else f"<{tag}>"


def _tag(level: int) -> str:
    """That of a heading: the first level is the title's, and in a body means a section."""
    return f"h{max(2, level)}"


def _may_be_pointer(words: str) -> bool:
    """False for most words that begin no see-also label, which is told sooner than read."""
    return words[:2] not in _NO_LABEL and fold(words[:4]) in _LABEL_STARTS


def _pointer(typed: str) -> _Element | None:
    """A paragraph without elements that reads «شاهد أيضًا: عنوان»."""
    found = see_also(typed)
    if not found or not found.title:
        return None
    title = " ".join(unheld(found.title).split())
    return "p", "", title, "", Pointer(unheld(found.label), title)


def _marked(block: str, quotes: str) -> _Element | None:
    """A block with inline markup, of several lines, or of another kind."""
    if not block.isprintable() and _CONTROL.search(block):
        return None
    if any(map(_OTHER_LINE.match, block.split("\n"))):
        return None
    if block[0] == "#":
        return _marked_heading(block, quotes)
    if is_list := _LIST.match(block):
        return _list(is_list[1], block, quotes)
    inline = read_inline(block, quotes)
    if inline is None:
        return None
    if inline.is_bare and (pointer := _pointer(label_text(inline.typed))):
        return pointer
    return "p", f"<p>{inline.html}</p>", inline.text, "", None


def _marked_heading(line: str, quotes: str) -> _Element | None:
    found = _HEADING.fullmatch(line)
    words = found[2].strip() if found else ""
    inline = read_inline(words, quotes) if words else None
    if found is None or inline is None:
        return None
    shown = " ".join(inline.text.split())
    return _tag(len(found[1])), inline.html, shown, without_signs(inline.typed), None


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
        html += f"{_way_tag('li', inline.text, quotes)}{inline.html}</li>\n"
        texts.append(inline.text)
    return tag, f"{html}</{tag}>", " ".join(texts), "", None
