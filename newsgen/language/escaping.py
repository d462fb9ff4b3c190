"""Literal text as Markdown, and back: what a backslash does."""

import re

# As in CommonMark, a backslash takes the meaning from any punctuation.
ESCAPABLE = "\\`*_{}[]()>#+-.!\"$%&',/:;<=?@^|~"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>&|~#])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE_START = re.compile(r"([-+=:!]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """One line of literal text as Markdown that shows exactly that text."""
    text = _MARKUP.sub(r"\\\1", text.strip())
    if start := _LINE_START.match(text):
        end = start.end()
        is_number = start[1].isdigit()
        text = f"{text[:end]}\\{text[end:]}" if is_number else f"\\{text}"
    return text


def escape_html(text: str) -> str:
    """A text that holds no entity, as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(line: str) -> str:
    """The text that `escape` made a line of Markdown from."""
    return _ESCAPED.sub(r"\1", line)
