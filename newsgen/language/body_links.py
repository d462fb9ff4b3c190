"""The links to other stories in a body, «[[title]]»: held while Markdown is read, then set free.

Markdown's reader sees the words that a link shows, escaped, between two marks, so that it makes of
them what it makes of any words. In its HTML a slot stands then for each link. Where the words came
to stand in code or in a tag, they are no link, and what was typed is put back.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsgen.language.bodies import SLOT, Block, Body, BodyLink, Section
from newsgen.language.escaping import escape_html
from newsgen.language.labels import Pointer
from newsgen.language.wiki_links import wiki_links

_FIRST, _END = 0x100000, "\U0010fffc"  # private use: marks that begin a link, and what ends it
_MOST_LINKS = 60_000
_PUNCTUATION = re.compile(r"([!#-/:-@\[-`{-~])")  # but for quotes, which are set
_MARK = re.compile("[\U00100000-\U0010fffc]")
_ONE = re.compile("([\U00100000-\U0010fffb])([^\U0010fffc]*)\U0010fffc")
_MARKUP = re.compile(
    rf"<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|{_ONE.pattern}"
)
_LITERAL = frozenset("code pre script style textarea title".split())
_UNESCAPED = frozenset(("script", "style"))
_NO_LINK_IN = _LITERAL | frozenset(("a", "button"))


class Held(NamedTuple):
    """A Markdown text whose links are held: by number, the name and what was typed."""

    text: str
    links: Sequence[tuple[str, str]]


def hold(text: str) -> Held | None:
    """The text with its links held; None for one without links, or that uses the marks itself."""
    found = list(wiki_links(text))[:_MOST_LINKS]
    if not found or max(text) >= "\U00100000":
        return None
    made, end = [], 0
    for number, link in enumerate(found):
        shown = _PUNCTUATION.sub(r"\\\1", " ".join(link.shown.split()))
        made += [text[end : link.start], chr(_FIRST + number), shown, _END]
        end = link.end
    made.append(text[end:])
    return Held("".join(made), [(link.target, text[link.start : link.end]) for link in found])


def release(body: Body, held: Held) -> Body:
    """The body of the held text, with a slot for each link that is one."""
    links: list[BodyLink] = []
    sections = [
        Section(
            section.id,
            _MARK.sub("", section.heading),
            _slotted(section.heading_html, held, links),
            tuple([_block(block, held, links) for block in section.blocks]),
        )
        for section in body.sections
    ]
    text = _MARK.sub("", body.text)
    return Body(tuple(sections), text, tuple(links), body.images)


def _block(block: Block, held: Held, links: list[BodyLink]) -> Block:
    if block.pointer is None:
        return Block(_slotted(block.html, held, links))
    label, title = block.pointer
    link = _ONE.fullmatch(title)
    name = held.links[ord(link[1]) - _FIRST][0] if link else _MARK.sub("", title)
    return Block("", Pointer(_MARK.sub("", label), name))


def _slotted(html: str, held: Held, links: list[BodyLink]) -> str:
    """HTML with slots; the links that they stand for are added to `links`."""
    if not _MARK.search(html):
        return html
    made: list[str] = []
    start, element, depth, ends_comment = 0, "", 0, html.rfind("-->")
    while found := _MARKUP.search(html, start):
        made.append(html[start : found.start()])
        start = found.end()
        closes, tag, mark, shown = found.groups()
        if mark:
            name, typed = held.links[ord(mark) - _FIRST]
            if not element:
                links.append(BodyLink(name, shown))
                made.append(SLOT)
            elif element in _LITERAL:
                made.append(typed if element in _UNESCAPED else escape_html(typed))
            else:
                made.append(shown)
            continue
        if not tag and start <= ends_comment:
            start = html.index("-->", start)
        made.append(_as_typed(html[found.start() : start], held))
        name = (tag or "").lower()
        if element:
            depth += (name == element) * (-1 if closes else 1)
            element = element if depth else ""
        elif name in _NO_LINK_IN and not closes and html[start - 2] != "/":
            element, depth = name, 1
    made.append(html[start:])
    return _MARK.sub("", "".join(made))


def _as_typed(tag: str, held: Held) -> str:
    """A tag or a comment with what was typed there."""
    return _ONE.sub(
        lambda one: escape_html(held.links[ord(one[1]) - _FIRST][1]).replace('"', "&quot;"), tag
    )
