"""Where in a page its article stands, and what stands around it.

Trafilatura tells article from page. It is asked for the words only, and the element that holds
them is then read by newsgen itself, so that no structure of the article is lost on the way.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import trafilatura

from newsgen.content.importers.html_markdown import tree_to_markdown
from newsgen.content.importers.html_parts import Link
from newsgen.content.importers.links import is_elsewhere, resolved, safe_url
from newsgen.content.importers.raw import LeftOut
from newsgen.content.importers.tree import Node, body_of, visible_text
from newsgen.language.arabic import fold, fold_words

ENOUGH = 0.9  # of the article's words must be in the element that stands for it
MOST = 0.5  # of the article's words: what holds more of them is no box beside it
TITLE_WORDS = 3  # shorter links of a related box are its buttons
_TEXT_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li td th blockquote figcaption pre dd dt".split())
_LANDMARKS = frozenset("nav aside footer form button dialog".split())
_TOKENS = re.compile(r"[a-z]+")
_NOISE = frozenset(
    "share sharing shares social sharedaddy related comments comment respond newsletter subscribe "
    "advert advertisement ads ad banner breadcrumb breadcrumbs pagination sidebar promo sponsored "
    "toolbar jp-relatedposts outbrain taboola tags cookie popup".split()
)
_RELATED = frozenset(("related", "relatedposts", "recommended"))


class Around(NamedTuple):
    """What a page holds besides its article."""

    related: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def find_main(root: Node, text: str) -> Node:
    """The element that holds the article: the one that is marked, or the one that is found."""
    body = body_of(root)
    marked = [node for node in body.iter("*") if "articleBody" in node.get("itemprop", "").split()]
    if len(marked) == 1 and len(fold_words(visible_text(marked[0]))) > TITLE_WORDS:
        return marked[0]
    found = _holder(body, _extracted(text))
    return next((one for one in (found, *body.iter("article", "main")) if one is not None), body)


def take_around(root: Node, main: Node, home: str = "") -> Around:
    """Cut what is not the article out of the page, within the article's element and around it.

    `home` is the address of the page, if that is known.
    """
    inside = list(_boxes(main))
    for box in inside:
        _cut(box)
    outside = [] if main is body_of(root) else list(_outside(root, main))
    related: list[str] = []
    left_out: list[LeftOut] = []
    reasons = [*((box, "a box within the article") for box in inside)]
    reasons += [(node, "it stands outside of the article") for node in outside]
    for node, reason in reasons:
        links = _related_links(node, home)
        related += [link.title for link in links if not _is_foreign(link, home)]
        left_out += [
            LeftOut(f"link {href}", "its title finds the story")
            if not _is_foreign(link, home)
            else LeftOut(f"link {href} {link.title}", reason)
            for link in links
            for href in link.hrefs
        ]
        if words := " ".join(visible_text(node).split()):
            left_out.append(LeftOut(words, reason))
    return Around(tuple(related), tuple(left_out))


def _extracted(text: str) -> set[str]:
    """The folded lines of what trafilatura takes for the article."""
    found = trafilatura.extract(
        text, include_comments=False, favor_recall=True, output_format="txt", deduplicate=False
    )
    lines = (fold(line.strip("-| ")) for line in (found or "").split("\n"))
    return set(filter(None, lines))


def _holder(body: Node, lines: set[str]) -> Node | None:
    """The deepest element with nearly all the words of these lines."""
    weights: dict[Node, int] = {}
    total = 0
    seen: set[str] = set()
    for node in body.iter("*"):
        words = fold(visible_text(node)) if node.tag in _TEXT_BLOCKS | {"div"} else ""
        if words in lines and words not in seen:
            seen.add(words)
            weight = len(words)
            total += weight
            for holder in node.iterancestors():
                weights[holder] = weights.get(holder, 0) + weight
    enough = [node for node, weight in weights.items() if weight >= ENOUGH * total]
    holders = [node for node in enough if node.tag not in ("ul", "ol", "table", "tbody", "tr")]
    return max(holders, key=lambda node: sum(1 for _ in node.iterancestors()), default=None)


def _boxes(main: Node) -> Iterator[Node]:
    """The outermost elements within the article that their tag or class calls something else."""
    limit = MOST * len(visible_text(main))
    taken: set[Node] = set()
    for node in list(main.iterdescendants("*")):
        if not any(above in taken for above in node.iterancestors()):
            is_box = node.tag in _LANDMARKS or bool(_names(node) & _NOISE)
            if is_box and len(visible_text(node)) <= limit:
                taken.add(node)
                yield node


def _names(node: Node) -> set[str]:
    named = f"{node.get('class', '')} {node.get('id', '')}".lower()
    return {*named.split(), *_TOKENS.findall(named)}


def _outside(root: Node, main: Node) -> Iterator[Node]:
    """What stands beside the article and beside each element around it, in reading order."""
    body = body_of(root)
    above = [node for node in main.iterancestors() if node is body or body in node.iterancestors()]
    around = {main, *above}
    for holder in reversed(above):
        yield from _loose(holder)
        for child in list(holder):
            if child not in around and isinstance(child.tag, str):
                yield child


def _loose(holder: Node) -> Iterator[Node]:
    """The words that stand in an element without one of their own."""
    words = [holder.text or "", *(child.tail or "" for child in holder)]
    if any(map(str.strip, words)):
        made = holder.makeelement("p")
        made.text = " ".join(words)
        yield made


def _cut(node: Node) -> None:
    """Take an element out of its page; what follows it stays."""
    parent, before, tail = node.getparent(), node.getprevious(), node.tail
    node.tail = None
    if parent is not None:
        parent.remove(node)
        if tail and before is not None:
            before.tail = f"{before.tail or ''} {tail}"
        elif tail:
            parent.text = f"{parent.text or ''} {tail}"


def _is_foreign(link: Link, home: str) -> bool:
    return any(is_elsewhere(href, home) for href in link.hrefs)


def _related_links(node: Node, home: str) -> tuple[Link, ...]:
    """The stories that a box announces as related, by its label or by its class."""
    made = tree_to_markdown(node, home=home)
    is_announced = any(_names(one) & _RELATED for one in node.iter("*"))
    if not made.related and not is_announced:
        return ()
    links = [_link(one, home) for one in node.iter("a")]
    if made.related:
        return tuple(link for link in links if link.title in made.related)
    return tuple(link for link in links if len(link.title.split()) >= TITLE_WORDS)


def _link(node: Node, home: str) -> Link:
    href = safe_url(resolved(node.get("href", ""), home))
    return Link(" ".join(visible_text(node).split()), (href,) if href else ())
