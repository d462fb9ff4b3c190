"""Markdown of strangers → Markdown that newsgen may show: their marks, but no HTML of theirs."""

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

from newsgen.content.importers.links import SAFE_SCHEMES, safe_url
from newsgen.content.importers.markdown_pieces import DIVIDER, Piece, fences, pieces
from newsgen.content.importers.raw import LeftOut
from newsgen.language.arabic import clean
from newsgen.language.markup import escape, read_body

_TAB_WIDTH = 4
_OPENING = re.compile(rf"(\\*)<(?!{re.escape(DIVIDER[1:])})")
_BRACKET = re.compile(r"(\\*)\[")
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-]*)[\x00-\x20]*:", re.IGNORECASE)
# What Python-Markdown makes of Markdown alone; anything else was HTML.
_TAGS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a img hr br table thead tbody tr "
    "th td div sup span".split()
)
_ATTRIBUTES = frozenset("href src alt title id class dir start role tabindex".split())


def safe_markdown(text: str) -> str:
    """The Markdown with its raw HTML as literal text, and with no link that could do harm.

    Code is left as it is, and so are links such as `<https://…>`. newsgen's own reading of the
    result is the judge: where that finds a tag which the text has not in a reading that leaves no
    `<` bare, all of them become literal. What it still finds unsafe loses its links, and in the end
    all its marks.
    """
    text = clean(text).expandtabs(_TAB_WIDTH).strip("\n")
    for knows_indented in (True, False):
        made = _gentle(list(pieces(text, knows_indented=knows_indented)))
        if made:
            return made
    made = _outside_fences(text, _literal_tags)
    for stricter in (_literal_links, _literal_lines):
        if is_safe(made):
            return made
        made = _outside_fences(made, stricter) if stricter is _literal_links else stricter(text)
    return made


def without_comments(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The Markdown without the comments of its author, which are told as left out."""
    parts = list(pieces(text))
    comments = (part.text for part in parts if part.kind == "comment")
    told = tuple(LeftOut(comment, "a comment is nothing for readers") for comment in comments)
    return "".join(part.text for part in parts if part.kind != "comment"), told


def is_safe(body: str) -> bool:
    """True for a Markdown body whose HTML is Markdown's own, with harmless links."""
    return _judged(body).is_safe


def _gentle(parts: Sequence[Piece]) -> str:
    """The text with its code and links as they are, if that makes no tag of its own; else ""."""
    are_bare = (part.kind in ("code", "link") and "<" in part.text for part in parts)
    if not any(are_bare):
        return ""
    made = "".join(
        part.text if part.kind in ("code", "link") else _literal_tags(part.text) for part in parts
    )
    tame = "".join(
        _explicit(part.text) if part.kind == "link" else _literal_tags(part.text) for part in parts
    )
    found = _judged(made)
    return made if found.is_safe and found.tags == _judged(tame).tags else ""


def _explicit(link: str) -> str:
    address = link[1:-1]
    return f"[{escape(address)}]({safe_url(address)})"


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Change what no fenced code block holds, found as the Markdown library finds these."""
    made: list[str] = []
    start = 0
    for begin, end in fences(text):
        made += (change(text[start:begin]), text[begin:end])
        start = end
    return "".join((*made, change(text[start:])))


def _literal_tags(text: str) -> str:
    return _OPENING.sub(lambda found: _escaped(found[1], "<"), text)


def _literal_links(text: str) -> str:
    return _BRACKET.sub(lambda found: _escaped(found[1], "["), text)


def _literal_lines(text: str) -> str:
    return "\n\n".join(escape(line) for line in text.split("\n") if line.strip())


def _escaped(backslashes: str, char: str) -> str:
    """An even number of backslashes escape each other and leave the character bare."""
    return backslashes + ("" if len(backslashes) % 2 else "\\") + char


def _judged(body: str) -> "_Judge":
    judge = _Judge()
    for section in read_body(body).sections:
        for block in section.blocks:
            judge.feed(block.html)
            judge.tags.append("")  # the border of two blocks
    judge.close()
    return judge


class _Judge(HTMLParser):
    """Looks for what Markdown cannot have made, and gathers the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.is_safe = True
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in _TAGS or not all(_is_harmless(key, value or "") for key, value in attrs):
            self.is_safe = False

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        if f"<!--{data}-->" != DIVIDER:
            self.is_safe = False

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 # the parser's interface
        self.is_safe = False

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self.is_safe = False

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self.is_safe = False


def _is_harmless(key: str, value: str) -> bool:
    if key in ("href", "src"):
        scheme = _SCHEME.match(clean(value))
        return not scheme or scheme[1].lower() in SAFE_SCHEMES
    return key in _ATTRIBUTES
