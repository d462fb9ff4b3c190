"""What a reader of a seed format hands on: articles as its file names them, or a plain text.

Everything here is text of strangers. Fields are literal text on one line; `body` is Markdown in
which only the structure that the reader saw is markup.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, NamedTuple
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from newsgen.language.arabic import clean
from newsgen.language.dates import moment
from newsgen.language.front_matter import alias_value, slug_value
from newsgen.words.problems import Problem

_UTC = ZoneInfo("UTC")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CUT_ESCAPE = re.compile(r"%[0-9a-fA-F]?$")
_MACHINE_SLUG = re.compile(
    r"(?:index|default|article|story|post|p|id)?[-_.]?[0-9a-f]*[0-9][0-9a-f]*"
)
# What campaigns and networks append to a link; the page is the one without it.
_TRACKING = re.compile(r"(?:(?:utm\w*|fbclid|gclid|ref)=[^&]*(?:&|$))*")
_PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


class LeftOut(NamedTuple):
    """Something of the input that is not in the article, and why."""

    what: str
    reason: str


class RawArticle(NamedTuple):
    """An article as a file of another program holds it.

    `name` is its identity within its file, "" when the file holds one article. Dates are written
    as in front matter, `date_text` is one that cannot be; `aliases` are the percent-decoded paths
    of its old addresses, and titles that it bore; `images` are the addresses of those it names.
    `body` is safe Markdown.
    """

    name: str
    title: str
    summary: str = ""
    date: str = ""
    date_text: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    story: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    is_page: bool = False
    is_draft: bool = False
    body: str = ""
    left_out: tuple[LeftOut, ...] = ()


class RawText(NamedTuple):
    """A plain text that newsgen's own structure room is to read."""

    text: str


ColumnMapping = Mapping[str, str]
Found = RawArticle | RawText | Problem
Reader = Callable[[IO[bytes], str, ColumnMapping], Iterator[Found]]


def settled(article: RawArticle) -> RawArticle:
    """The article with clean fields, nothing twice, and an `updated` that front matter takes."""
    updated, refused = _settled_update(article.date, article.updated)
    tags = [tag for tag in unique(article.tags) if tag != one_line(article.category)]
    return article._replace(
        name=well_formed(article.name),
        title=one_line(article.title),
        summary=one_line(article.summary),
        date_text=one_line(article.date_text),
        updated=updated,
        authors=unique(article.authors),
        category=one_line(article.category),
        tags=tuple(tags),
        source=one_line(article.source),
        story=one_line(article.story),
        aliases=unique(article.aliases),
        images=unique(article.images),
        related=unique(article.related),
        body=well_formed(article.body),
        left_out=tuple(
            LeftOut(well_formed(what), reason)
            for what, reason in dict.fromkeys((*article.left_out, *refused))
        ),
    )


def one_line(text: str) -> str:
    """Clean text with single spaces."""
    return " ".join(clean(well_formed(text)).split())


def well_formed(text: str) -> str:
    """Text that can be written as UTF-8: half of a UTF-16 pair becomes a replacement mark."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, on one line, without the empty ones."""
    return tuple(dict.fromkeys(filter(None, map(one_line, values))))


def old_path(url: str) -> str:
    """The percent-decoded path of an address; "" where it has none that a file could stand for.

    No file stands for an address with a query: `/index.php?p=7` is one of many at its path.
    """
    try:
        parts = urlsplit(url.strip())
        path = alias_value(one_line(unquote(parts.path)))
    except ValueError:  # a host that is no host, or a path that front matter refuses
        return ""
    is_usable = _TRACKING.fullmatch(parts.query) and not re.search('["<>|\ufffd]', path)
    return path if is_usable else ""


def lost_address(url: str) -> tuple[LeftOut, ...]:
    """What is left out where only its query tells an address from others."""
    is_lost = "?" in url and not old_path(url)
    return (LeftOut(url.strip(), "a static site has no address with a query"),) if is_lost else ()


def readable_slug(text: str) -> str:
    """The slug that another program gave, percent-decoded; "" for an id or for what is none."""
    decoded = unquote(_CUT_ESCAPE.sub("", text.strip()), errors="ignore")
    named = _PAGE_SUFFIX.sub("", decoded)
    try:
        made = slug_value(named)
    except ValueError:
        return ""
    is_machine_made = _MACHINE_SLUG.fullmatch(made.casefold())
    return "" if is_machine_made or not any(map(str.isalpha, made)) else made


def _settled_update(date: str, updated: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The update, if it comes after the date."""
    if not updated or updated == date:
        return "", ()
    if not date:
        return "", (LeftOut(f"updated: {updated}", "there is no date that it could follow"),)
    if moment(updated, _UTC).epoch_seconds > moment(date, _UTC).epoch_seconds:
        return updated, ()
    return "", (LeftOut(f"updated: {updated}", "it is not after the date"),)
