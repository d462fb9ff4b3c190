"""Pictures as texts name them: their tags in a body's HTML, and the files that a name can mean."""

import re
from collections.abc import Iterable, Iterator
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote

# What Markdown makes of `![alt](path "caption")`, alone in its paragraph or not. Any other tag that
# a person wrote as HTML is left alone.
_IMAGE = r'<img alt="([^"]*)" src="([^"]*)"(?: title="([^"]*)")?>'
_TAG = re.compile(rf"(<p>)?{_IMAGE}(?(1)</p>)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class ImageTag(NamedTuple):
    """A picture in a body: its tag, the address as it stands in it, and its texts, plain."""

    html: str
    address: str
    alt: str
    caption: str
    is_alone: bool


def addresses_in(htmls: Iterable[str]) -> tuple[str, ...]:
    """The addresses of the pictures of the site in some HTML, each once."""
    found = (tag[3] for text in htmls if "<img" in text for tag in _TAG.finditer(text))
    return tuple(dict.fromkeys(one for one in found if is_of_the_site(file_name(one))))


def parted(text: str) -> Iterator[str | ImageTag]:
    """HTML parted at its pictures; joined again without them, it is the same HTML."""
    from html import unescape  # seldom needed, and not small

    at = 0
    for tag in _TAG.finditer(text):
        if text[at : tag.start()]:
            yield text[at : tag.start()]
        paragraph, alt, address, title = tag.groups()
        yield ImageTag(tag[0], address, unescape(alt), unescape(title or ""), bool(paragraph))
        at = tag.end()
    if text[at:]:
        yield text[at:]


def file_name(address: str) -> str:
    """What an address in HTML names."""
    from html import unescape

    return unquote(unescape(address))


def is_of_the_site(path: str) -> bool:
    """True if a path could name a file of the site."""
    is_text = bool(path) and path.isprintable()
    return is_text and not _ELSEWHERE.match(path) and path[0] not in "?#"


def candidates(source: str, path: str) -> tuple[str, str]:
    """The files that a path can mean, below content/ and below static/; "" for none there.

    `source` is the file that names it, relative to content/. A path from the root is of static/.
    """
    below = normpath(path.lstrip("/"))
    beside = "" if path.startswith("/") else normpath(f"{dirname(source)}/{path}")
    return _within(beside), _within(below)


def _within(path: str) -> str:
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return "" if is_hidden or path.startswith("/") else path
