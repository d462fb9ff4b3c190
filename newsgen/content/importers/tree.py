"""HTML text → a tree, however broken it is, without ever reaching for anything outside."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

Node = etree._Element  # noqa: SLF001 # the stubs give the class no public name
TREE_DEPTH_LIMIT = 250  # a reader of pages never nests so deep; a hostile page does
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_DEPTH = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*?(/?)>")
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
    if _nesting(text) > TREE_DEPTH_LIMIT:
        text = _TAG.sub(" ", text)
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
            if element.tag in ("script", "style", "template"):
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


def _nesting(text: str) -> int:
    """How deep the tags nest, at most."""
    depth = deepest = 0
    for closing, name, empty in _DEPTH.findall(text):
        if name.lower() not in _UNCOUNTED and not empty:
            depth += -1 if closing else 1
            depth = max(depth, 0)
            deepest = max(deepest, depth)
    return deepest
