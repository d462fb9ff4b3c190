"""HTML text → a tree, however broken it is, without ever reaching for anything outside."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

Node = etree._Element  # noqa: SLF001 # the stubs give the class no public name
# Elements of old pages nest deep where their ends were forgotten; a hostile page knows no limit.
# The parser drops words from a depth of 2048 on, which tables reach with three elements a level.
TREE_DEPTH_LIMIT = 600
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
_NO_WORDS = frozenset(("script", "style", "template"))
# These hold nothing, or are closed by the next of their kind.
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd tr td th option".split()
)
# Between two elements of other kinds a reader sees a space.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)


def parse_html(text: str) -> Node:
    """The root of a page or of a fragment. What nests too deep is read as its words alone."""
    text = _NOT_XML.sub("", text)
    if any(depth > TREE_DEPTH_LIMIT for _, depth in _tags(text)):
        text = _flattened(text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(f"<!doctype html>{text}".encode(), parser)
    if root is None:  # nothing but comments
        return etree.fromstring(b"<html><body></body></html>", parser)
    return root


def body_of(root: Node) -> Node:
    found = root.find("body")
    return root if found is None else found


def html_text(text: str) -> str:
    """The words of a text that may hold tags and entities."""
    if "<" in text:
        return " ".join(visible_text(body_of(parse_html(text))).split())
    return unescape(text) if "&" in text else text


def visible_text(node: Node) -> str:
    """The text of a node without comments, scripts and style sheets; its tail is not its own."""
    return "".join(_texts(node))


def _texts(node: Node) -> Iterator[str]:
    hidden: Node | None = None
    for event, element in etree.iterwalk(node, events=("start", "end", "comment")):
        if event == "start" and hidden is None:
            if element.tag in _NO_WORDS:
                hidden = element
            else:
                yield "" if element.tag in _INLINE else " "
                yield element.text or ""
        elif event in ("end", "comment"):
            if element is hidden:
                hidden = None
            if hidden is None and element is not node:
                yield "" if event == "comment" or element.tag in _INLINE else " "
                yield element.tail or ""


def _flattened(text: str) -> str:
    """The text without the tags that nest too deep, but for those that hide what is no word."""
    pieces: list[str] = []
    end = 0
    for tag, depth in _tags(text):
        if depth > TREE_DEPTH_LIMIT and tag[2].lower() not in _NO_WORDS:
            pieces += (text[end : tag.start()], " ")
            end = tag.end()
    return "".join((*pieces, text[end:]))


def _tags(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each tag, and how deep the element nests that it begins or ends."""
    depth = 0
    for tag in _TAG.finditer(text):
        closing, name, empty = tag.groups()
        is_counted = name.lower() not in _UNCOUNTED and not empty
        depth += is_counted and not closing
        yield tag, depth
        depth -= bool(is_counted and closing and depth)
