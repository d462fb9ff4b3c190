"""The inline markup of a plain block: escapes, emphasis, links and hard breaks.

As in Python-Markdown, an escaped sign is held as its number between two control characters, so
that every rule sees the same letters beside it as the library's rules do. `None` stands for a text
that holds anything whose meaning is not certain.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsgen.language.arabic import guillemets
from newsgen.language.escaping import ESCAPABLE, escape_html

_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)
_HELD = {sign: f"\x02{ord(sign)}\x03" for sign in ESCAPABLE}
_HELD_SIGN = re.compile("\x02([0-9]+)\x03")
_SEPARATORS = frozenset(":|>.-")  # of a see-also label, which an escaped one does not end
_TAG = re.compile(r"<[A-Za-z/!?]")  # even after a backslash
_ENTITY = re.compile(r"&(?:#|[^\s;&]*;)")
_ADDRESS = re.compile(r"<[^ \n]")
_BREAK = "\x0b"  # stands for the two spaces of a hard break
_LINK_WORDS = r"[^\s\[\]*_^](?:[^\n\[\]*_]*[^\s\[\]*_])?"
_NOT_IN_ADDRESS = r"\s\\\x02\"'()<>\[\]"
_LINK_ADDRESS = rf"[^{_NOT_IN_ADDRESS}]+"
# Each begins with a letter of its own, which makes the search many times faster.
_MARKS = re.compile(rf"\*\**|__*|{_BREAK}|\[(?:({_LINK_WORDS})\]\(({_LINK_ADDRESS})\))?")
SIMPLE_SIGNS = b"*[&"
_SIMPLE_LINK = re.compile(rf"\[({_LINK_WORDS})\]\(([^*{_NOT_IN_ADDRESS}]+)\)")
_NAMES = {"*": "em", "_": "em", "**": "strong", "__": "strong"}


class Inline(NamedTuple):
    """A block's words: `html` with their markup, `text` as a reader reads them, on one
    line and with no white space but spaces, though some may meet.

    `typed` is the text before quotes are set, with its signs held. Elements, such as emphasis, are
    not in it: `is_bare` is true where there are none.
    """

    html: str
    text: str
    typed: str
    is_bare: bool


def is_plain(words: str) -> bool:
    """True for words on one line that mean what they show, and need no escape in HTML."""
    return words.isprintable() and not (
        "*" in words
        or "[" in words
        or "\\" in words
        or "_" in words
        or "`" in words
        or "<" in words
        or ">" in words
        or "&" in words
    )


def read_simple(words: str, signs: bytes) -> tuple[str, str] | None:
    """The HTML and the text of words on one line with links, strong words and ampersands alone.

    `signs` are those of `SIMPLE_SIGNS` that the words hold, in order. None for anything uncertain
    and for any other markup; then `read_inline` has to tell.
    """
    html = text = words
    if b"&" in signs:
        if _ENTITY.search(words):
            return None
        html = words.replace("&", "&amp;")
    if b"[" in signs:
        pieces = _SIMPLE_LINK.split(html)  # before, words, address, before, ...
        if len(pieces) != 3 * signs.count(b"[") + 1:
            return None
        html = pieces[0]
        for label, address, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            if html[-1:] == "!":  # an image
                return None
            html += f'<a href="{address}">{label}</a>{after}'
        del pieces[2::3]
        text = "".join(pieces).replace("&amp;", "&") if b"&" in signs else "".join(pieces)
    if b"*" in signs:
        pieces = html.split("**")
        is_even = len(pieces) % 2 == 1 and 2 * len(pieces) == signs.count(b"*") + 2
        if not is_even or "" in pieces[1:-1]:
            return None
        html = pieces[0]
        for strong, after in zip(pieces[1::2], pieces[2::2], strict=True):
            if strong[0] == " " or strong[-1] == " ":
                return None
            html += f"<strong>{strong}</strong>{after}"
        text = text.replace("**", "")
    return html, text


def read_inline(block: str, quotes: str) -> Inline | None:
    """Read the inline markup of a block without control characters, but for line feeds."""
    if is_plain(block):
        shown = guillemets(block, quotes) if '"' in block else block
        return Inline(shown, shown, block, is_bare=True)
    if ("<" in block and _TAG.search(block)) or ("&" in block and _ENTITY.search(block)):
        return None
    held = _BACKSLASH.sub(_hold, block) if "\\" in block else block
    if "`" in held or "![" in held or ("<" in held and _ADDRESS.search(held)):
        return None
    parted = _part(held.replace("  \n", f"{_BREAK}\n"))
    if parted is None:
        return None
    texts, tags = parted
    typed = quoted = "".join(texts)
    if '"' in typed:
        quoted = guillemets(typed, quotes)
        texts = _cut(quoted, texts)
    pairs = zip(map(escape_html, texts), tags, strict=True)
    html = "".join([part for pair in pairs for part in pair])
    html = _HELD_SIGN.sub(_html_sign, html) if "\x02" in html else html
    shown = unheld(quoted)
    shown = shown if shown.isprintable() else " ".join(shown.split())
    return Inline(html, shown, typed, is_bare=len(texts) == 1)


def unheld(typed: str) -> str:
    """A text with its escaped signs."""
    return _HELD_SIGN.sub(_sign, typed) if "\x02" in typed else typed


def without_signs(typed: str) -> str:
    """The words that the id of a heading is made of: escaped signs part them."""
    return " ".join(_HELD_SIGN.sub(" ", typed).split())


def label_text(typed: str) -> str:
    """The text to look for a see-also label in: an escaped separator ends no label."""
    return _HELD_SIGN.sub(_sign_of_label, typed) if "\x02" in typed else typed


def _hold(escaped: re.Match[str]) -> str:
    return _HELD.get(escaped[1], escaped[0])


def _sign(held: re.Match[str]) -> str:
    return chr(int(held[1]))


def _html_sign(held: re.Match[str]) -> str:
    return escape_html(_sign(held))


def _sign_of_label(held: re.Match[str]) -> str:
    sign = _sign(held)
    return held[0] if sign in _SEPARATORS else sign


def _cut(text: str, like: Sequence[str]) -> list[str]:
    """The text in pieces that are as long as others; a quote gave way to one letter."""
    pieces, start = [], 0
    for piece in like:
        pieces.append(text[start : start + len(piece)])
        start += len(piece)
    return pieces


def _part(held: str) -> tuple[list[str], list[str]] | None:
    """The texts between tags, and the tag after each ("" after the last)."""
    texts: list[str] = []
    tags: list[str] = []
    start, opened = 0, ""
    for mark in _MARKS.finditer(held):
        at, end = mark.span()
        words, address = mark.groups()
        tag: str | None = None
        if mark[0] == _BREAK:
            tag = "<br>"
        elif words:
            texts.append(held[start:at])
            tags.append(f'<a href="{escape_html(address)}">')
            start, at, tag = mark.start(1), mark.end(1), "</a>"
        elif mark[0] != "[":
            tag = _tag(mark[0], opened, held[at - 1 : at], held[end : end + 1])
            if tag == "":
                continue
            opened = "" if opened else mark[0]
        if tag is None:
            return None
        texts.append(held[start:at])
        tags.append(tag)
        start = end
    return None if opened else ([*texts, held[start:]], [*tags, ""])


def _tag(run: str, opened: str, before: str, after: str) -> str | None:
    """The tag that a run of `*` or `_` is; "" for a single one within a word, None if in doubt.

    `opened` is the run that opened the element around it, `before` and `after` the letters beside.
    """
    if run == "_" and before.isalnum() and after.isalnum():
        return ""
    is_smart = run[0] == "_"
    if opened:
        is_end = run == opened and not before.isspace() and not (is_smart and after.isalnum())
        return f"</{_NAMES[run]}>" if is_end else None
    is_start = after and not after.isspace() and not (is_smart and before.isalnum())
    return f"<{_NAMES[run]}>" if is_start and run in _NAMES else None
