"""A saved page of a news site → its article."""

import re
from collections.abc import Iterator
from typing import IO

from newsgen.content.decoding import decode_seed
from newsgen.content.importers.html_markdown import tree_to_markdown
from newsgen.content.importers.links import resolved, safe_url
from newsgen.content.importers.page_metadata import Metadata, read_metadata, shown_dates
from newsgen.content.importers.page_text import find_main, take_around
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    lost_address,
    old_path,
    one_line,
    readable_slug,
    settled,
)
from newsgen.content.importers.tree import Node, parse_html, visible_text
from newsgen.content.importers.when import told_date, told_publication
from newsgen.language.arabic import fold
from newsgen.words.problems import Problem, complaint

HEAD_BYTES = 4096
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    """The one article of a page."""
    text = _decoded(stream.read(), path)
    if isinstance(text, Problem):
        yield text
        return
    root = parse_html(text)
    said = read_metadata(root)
    title = said.title or _shown_title(root)
    if title:
        yield settled(_article(root, text, said, title))
    else:
        yield complaint(path, "missing-title", "the page has no title and no heading")


def _article(root: Node, text: str, said: Metadata, title: str) -> RawArticle:
    main = find_main(root, text)
    home = _base(root, said.url)
    said = shown_dates(main, said)
    around = take_around(root, main, home)
    made = tree_to_markdown(main, title, home)
    date, date_text, undated = told_publication(said.date, "date")
    updated, not_updated = told_date(said.updated, "updated")
    category, *others = said.sections or ("",)
    alias = old_path(said.url)
    left_out = [one for one in around.left_out if fold(one.what) != fold(title)]
    return RawArticle(
        name="",
        title=title,
        summary=said.summary,
        date=date,
        date_text=date_text,
        updated=updated,
        authors=said.authors,
        category=category,
        tags=(*others, *said.tags),
        slug=readable_slug(alias.rstrip("/").rpartition("/")[2]),
        aliases=(alias,),
        images=(*(safe_url(resolved(url, home)) for url in said.images), *made.images),
        related=(*made.related, *around.related),
        body=made.body,
        left_out=(
            *left_out,
            *made.left_out,
            *lost_address(said.url),
            *undated,
            *not_updated,
            *_other_titles(root, title),
            *(
                LeftOut(other, "the page tells of another story in JSON-LD")
                for other in said.others
            ),
        ),
    )


def _base(root: Node, url: str) -> str:
    """The address from which relative links start; "" where the page does not tell its own."""
    bases = (base.get("href", "") for base in root.iter("base"))
    return resolved(next(filter(None, bases), ""), url) or url


def _shown_title(root: Node) -> str:
    """The first heading, or else the title of the window."""
    for tag in ("h1", "title", "h2"):
        for node in root.iter(tag):
            if words := one_line(visible_text(node)):
                return words
    return ""


def _other_titles(root: Node, title: str) -> Iterator[LeftOut]:
    for node in root.iter("title"):
        words = one_line(visible_text(node))
        if words and fold(words) != fold(title):
            yield LeftOut(words, "the title of the window")


def _decoded(content: bytes, path: str) -> str | Problem:
    """The text by its byte order mark, by what it says of itself, or as it looks."""
    found = _CHARSET.search(content[:HEAD_BYTES])
    if found and not content.startswith(_MARKS):
        try:
            return content.decode(found[1].decode())
        except (LookupError, UnicodeError):
            pass  # the page is wrong about itself
    return decode_seed(content, path)
