"""Markdown of strangers → Markdown that newsgen may show: their marks, but no HTML of theirs."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from newsgen.content.importers.links import SAFE_SCHEMES
from newsgen.language.arabic import clean
from newsgen.language.markup import escape, read_body

_FENCE = FencedBlockPreprocessor.FENCED_BLOCK_RE
_TAB_WIDTH = 4
_OPENING = re.compile(r"(\\*)<")
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

    newsgen's own reading of the result is the judge: what it still finds unsafe loses its links,
    and in the end all its marks.
    """
    text = clean(text).expandtabs(_TAB_WIDTH).strip("\n")
    made = _outside_fences(text, _literal_tags)
    for stricter in (_literal_links, _literal_lines):
        if is_safe(made):
            return made
        made = _outside_fences(made, stricter) if stricter is _literal_links else stricter(text)
    return made


def is_safe(body: str) -> bool:
    """True for a Markdown body whose HTML is Markdown's own, with harmless links."""
    return all(
        _Judge.finds_safe(block.html)
        for section in read_body(body).sections
        for block in section.blocks
    )


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Change what no fenced code block holds, found as the Markdown library finds these."""

    def parts() -> Iterator[str]:
        start = 0
        while fence := _FENCE.search(text, start):
            yield change(text[start : fence.start()])
            yield fence[0]
            start = max(fence.end(), start + 1)
        yield change(text[start:])

    return "".join(parts())


def _literal_tags(text: str) -> str:
    return _OPENING.sub(lambda found: _escaped(found[1], "<"), text)


def _literal_links(text: str) -> str:
    return _BRACKET.sub(lambda found: _escaped(found[1], "["), text)


def _literal_lines(text: str) -> str:
    return "\n\n".join(escape(line) for line in text.split("\n") if line.strip())


def _escaped(backslashes: str, char: str) -> str:
    """An even number of backslashes escape each other and leave the character bare."""
    return backslashes + ("" if len(backslashes) % 2 else "\\") + char


class _Judge(HTMLParser):
    """Looks for what Markdown cannot have made."""

    def __init__(self) -> None:
        super().__init__()
        self.is_safe = True

    @classmethod
    def finds_safe(cls, html: str) -> bool:
        judge = cls()
        judge.feed(html)
        judge.close()
        return judge.is_safe

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or not all(_is_harmless(key, value or "") for key, value in attrs):
            self.is_safe = False

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 # the parser's interface
        self.is_safe = False

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
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
