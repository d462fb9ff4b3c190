"""A Word document → its article, or its plain text where it has no styles."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree import ElementTree as ET

import mammoth  # type: ignore[import-untyped]

from newsgen.content.importers.html_markdown import tree_to_markdown
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    RawText,
    one_line,
    settled,
)
from newsgen.content.importers.tree import Node, body_of, parse_html, visible_text
from newsgen.words.problems import Problem, complaint, warning

UNPACKED_LIMIT_BYTES = 200 << 20
_CORE = "docProps/core.xml"
_BESIDE = {
    "header": "the head of its pages",
    "footer": "the foot of its pages",
    "comments": "comments on it",
}
_BESIDE_NAME = re.compile(r"word/(header|footer|comments)\d*\.xml")
_STYLES = """
p[style-name='Title'] => h1.newsgen-title:fresh
p[style-name='Subtitle'] => p.newsgen-summary:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_STRUCTURE = "h1 h2 h3 h4 h5 h6 ul ol table blockquote img".split()
_WAY_BACK = re.compile(r"#(?:footnote|endnote|comment)-ref-")
_BETWEEN = re.compile(r"[,،;؛]")


class _Unpacked(NamedTuple):
    """What stands beside a document's text: its properties, and parts that are no article."""

    properties: dict[str, str]
    left_out: tuple[LeftOut, ...]


def read(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    """The one article of a document."""
    beside = _unpacked(stream, path)
    if isinstance(beside, Problem):
        yield beside
        return
    stream.seek(0)
    html = _html(stream, path)
    if isinstance(html, Problem):
        yield html
        return
    body = body_of(parse_html(html))
    _cut_ways_back(body)
    if next(body.iter(*_STRUCTURE), None) is None and not _classed(body, "newsgen-summary"):
        yield from _plain(body, beside, path)
    else:
        yield from _styled(body, beside, path)


def _html(stream: IO[bytes], path: str) -> str | Problem:
    """Mammoth's HTML; it stumbles over broken documents in ways of its own."""
    try:
        made = mammoth.convert_to_html(
            stream,
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
            ignore_empty_paragraphs=False,
        )
    except Exception as error:  # noqa: BLE001 # whatever is in the file, it is a problem of the file
        message = f"this is not a Word document that newsgen can read: {one_line(str(error))}"
        return complaint(path, "unreadable-document", message)
    return str(made.value)


def _unpacked(stream: IO[bytes], path: str) -> _Unpacked | Problem:
    hint = "save it as .docx in Word or LibreOffice, without a password"
    try:
        with zipfile.ZipFile(stream) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > UNPACKED_LIMIT_BYTES:
                message = f"unpacked, the document would take {size >> 20} MB"
                return complaint(path, "unreadable-document", message, hint="take the images out")
            texts = {
                name: archive.read(name)
                for name in archive.namelist()
                if name.endswith((".xml", ".rels"))
            }
    # What zipfile raises on damage of one kind or another: an encrypted part is a RuntimeError, an
    # unknown compression a NotImplementedError.
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return complaint(path, "unreadable-document", "this is not a Word document", hint=hint)
    for name, text in texts.items():
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            message = f"{name} in it declares entities, and newsgen follows none"
            return complaint(path, "xml-entities", message)
    return _Unpacked(_properties(texts.get(_CORE, b"")), tuple(_beside(texts)))


def _properties(text: bytes) -> dict[str, str]:
    return {tag: one_line(words) for tag, words in _elements(text) if one_line(words)}


def _beside(texts: dict[str, bytes]) -> Iterator[LeftOut]:
    for name, text in sorted(texts.items()):
        if found := _BESIDE_NAME.fullmatch(name):
            words = " ".join(words for tag, words in _elements(text) if tag == "t")
            if one_line(words):
                yield LeftOut(one_line(words), f"it stands in {_BESIDE[found[1]]}")


def _elements(text: bytes) -> list[tuple[str, str]]:
    """Names without their namespace, with their texts; nothing for a part that is broken."""
    try:
        root = ET.fromstring(text)  # noqa: S314 # declarations were refused before
    except ET.ParseError:
        return []
    return [(str(one.tag).rpartition("}")[2], one.text or "") for one in root.iter()]


def _plain(body: Node, beside: _Unpacked, path: str) -> Iterator[Found]:
    """The lines of a document that has no styles, for newsgen's own rules to read."""
    lines = [_lines(node) for node in body]
    if not any(map(str.strip, lines)):
        yield complaint(path, "empty-file", "the document is empty", hint="write it or delete it")
        return
    for what, reason in beside.left_out:
        yield warning(path, "left-out", f"left out: {what}", hint=reason)
    yield RawText("\n".join(lines) + "\n")


def _lines(node: Node) -> str:
    for line_end in node.iter("br"):
        line_end.tail = f"\n{line_end.tail or ''}"
    return "\n".join(map(one_line, "".join(map(str, node.itertext())).split("\n")))


def _styled(body: Node, beside: _Unpacked, path: str) -> Iterator[Found]:
    title = _cut_title(body)
    summaries = _classed(body, "newsgen-summary")
    summary = " ".join(one_line(visible_text(node)) for node in summaries)
    for node in summaries:
        body.remove(node)
    made = tree_to_markdown(body, title)
    said = beside.properties
    if not title:
        yield complaint(path, "missing-title", "the document has no title", line=1)
        return
    yield settled(
        RawArticle(
            name="",
            title=title,
            summary=summary or said.get("description", ""),
            authors=tuple(_BETWEEN.split(said.get("creator", ""))),
            category=said.get("category", ""),
            tags=tuple(_BETWEEN.split(said.get("keywords", ""))),
            related=made.related,
            body=made.body,
            left_out=(*made.left_out, *beside.left_out, *_unused(said, title, summary)),
        )
    )


def _unused(said: dict[str, str], title: str, summary: str) -> Iterator[LeftOut]:
    for key in ("created", "modified"):
        if key in said:
            reason = "when a file was made is not when an article was published"
            yield LeftOut(f"{key}: {said[key]}", reason)
    if said.get("title", title) != title:
        yield LeftOut(f"title: {said['title']}", "the document shows another title")
    if summary and "description" in said:
        yield LeftOut(f"description: {said['description']}", "the document shows a subtitle")
    if "subject" in said:
        yield LeftOut(f"subject: {said['subject']}", "newsgen has no such key")


def _cut_ways_back(body: Node) -> None:
    """Take out the arrows from notes to their text: they lead nowhere once the notes are text."""
    for link in list(body.iter("a")):
        is_way_back = _WAY_BACK.match(link.get("href", "")) and visible_text(link).strip() == "↑"
        above = link.getparent()
        if is_way_back and above is not None:
            above.remove(link)


def _cut_title(body: Node) -> str:
    """The paragraph in the style Title, else the first one with words; it leaves the body."""
    titles = _classed(body, "newsgen-title")
    others = (node for node in body if node.tag in ("h1", "h2", "h3", "p"))
    filled = (node for node in (*titles, *others) if one_line(visible_text(node)))
    found = next(filled, None)
    if found is None:
        return ""
    body.remove(found)
    return one_line(visible_text(found))


def _classed(body: Node, name: str) -> list[Node]:
    return [node for node in body if node.get("class") == name]
