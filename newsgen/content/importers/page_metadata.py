"""What a saved page says of itself for machines: JSON-LD first, then its meta elements.

A page may tell of other stories as well, which stand beside its own. Only what is told of its own
counts.
"""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from newsgen.content.importers.raw import one_line
from newsgen.content.importers.tree import Node, visible_text
from newsgen.language.arabic import fold

_ARTICLES = frozenset(
    "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
    "BackgroundNewsArticle ReviewNewsArticle LiveBlogPosting TechArticle Report".split()
)
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$")
_BETWEEN = re.compile(r"[,،;؛]")
DEPTH_LIMIT = 8
_PUBLISHED = frozenset(("datePublished", "published", "entry-date", "dt-published"))
_UPDATED = frozenset(("dateModified", "updated", "modified", "dt-updated"))
_BESIDE = frozenset("article aside nav footer blockquote ul ol table".split())


class Metadata(NamedTuple):
    """The fields of a page as it tells them; dates are not read yet.

    `others` are the titles of stories that the page tells of besides its own.
    """

    title: str = ""
    summary: str = ""
    date: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    url: str = ""
    others: tuple[str, ...] = ()


class _Told(NamedTuple):
    """An article of JSON-LD, with every address that it has."""

    said: Metadata
    paths: frozenset[str]


def read_metadata(root: Node) -> Metadata:
    """For each field what the best source says."""
    own = _of_meta(root)
    told = [_Told(_of_article(said), _paths(said)) for said in _articles(root)]
    of_this_page = _of_this_page(root, own, told)
    others = (one.said.title for one in told if one.said not in of_this_page)
    chosen = Metadata(others=tuple(filter(None, others)))
    for said in (*of_this_page, own):
        missing = {key: value for key, value in said._asdict().items() if not getattr(chosen, key)}
        chosen = chosen._replace(**missing)
    return chosen


def _of_this_page(root: Node, own: Metadata, told: Sequence[_Told]) -> list[Metadata]:
    """The articles of JSON-LD that are this page's: by headline or address, else the first one.

    That one must not have another address or quite another headline.
    """
    shown = [visible_text(node) for node in root.iter("h1")]
    titles = {words for text in (own.title, *shown) if (words := fold(text))}
    path = _path(own.url)
    alike = [one.said for one in told if fold(one.said.title) in titles or path in one.paths]
    if alike or not told:
        return alike
    first = told[0]
    is_other_address = bool(path and first.paths)
    is_other_title = bool(titles and first.said.title) and not any(
        _share_words(fold(first.said.title), title) for title in titles
    )
    return [] if is_other_address or is_other_title else [first.said]


def _paths(said: dict[str, Any]) -> frozenset[str]:
    page = said.get("mainEntityOfPage")
    urls = (*_texts(said.get("url"), "@id"), *_texts(page, "@id"), *_texts(page, "url"))
    return frozenset(filter(None, map(_path, urls)))


def _path(url: str) -> str:
    """The address within its site, to compare; "" for none and for the front page's."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _share_words(one: str, other: str) -> bool:
    """True for two headlines of which the shorter one has half of its words in the other."""
    words, others = sorted((set(one.split()), set(other.split())), key=len)
    return len(words & others) * 2 >= len(words)


def shown_dates(main: Node, said: Metadata) -> Metadata:
    """The same with the dates that a story shows in `<time datetime>`, if it told none before.

    Where a story shows several times, only one that is marked as its own counts.
    """
    if said.date or said.updated:
        return said
    above = (node for node in main.iterancestors() if node.tag in ("article", "main"))
    holder = main if main.tag in ("article", "main") else next(above, main)
    published: list[str] = []
    updated: list[str] = []
    unmarked: list[str] = []
    for node in holder.iter("time"):
        when = one_line(node.get("datetime", ""))
        marks = {*node.get("itemprop", "").split(), *node.get("class", "").split()}
        around = [one for one in node.iterancestors() if one is not holder]
        is_of_another = any(one.tag in _BESIDE and holder in one.iterancestors() for one in around)
        if not when or is_of_another:
            continue
        if marks & _PUBLISHED or node.get("pubdate") is not None:
            published.append(when)
        elif marks & _UPDATED:
            updated.append(when)
        else:
            unmarked.append(when)
    dates = published or (unmarked if len(set(unmarked)) == 1 else [])
    return said._replace(date=next(iter(dates), ""), updated=next(iter(updated), ""))


def _articles(root: Node) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            try:
                parsed = json.loads(_COMMENT.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _found_in(parsed, DEPTH_LIMIT)


def _found_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _found_in(item, depth - 1)
    elif isinstance(value, dict) and depth:
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name in _ARTICLES for name in names):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _found_in(value.get(key), depth - 1)


def _of_article(said: dict[str, Any]) -> Metadata:
    page = said.get("mainEntityOfPage")
    urls = (*_texts(said.get("url"), "@id"), *_texts(page, "@id"))
    return Metadata(
        title=_first(said.get("headline")) or _first(said.get("name")),
        summary=_first(said.get("description")),
        date=_first(said.get("datePublished")) or _first(said.get("dateCreated")),
        updated=_first(said.get("dateModified")),
        authors=_texts(said.get("author"), "name"),
        sections=_texts(said.get("articleSection"), "name"),
        tags=_parted(_texts(said.get("keywords"), "name")),
        images=_texts(said.get("image"), "url"),
        url=next(iter(urls), ""),
    )


def _texts(value: Any, key: str) -> tuple[str, ...]:
    """The texts of a value that is a text, an object with such a key, or a list of these."""
    items = value if isinstance(value, list) else [value]
    named = (item.get(key) if isinstance(item, dict) else item for item in items)
    texts = (item[0] if isinstance(item, list) and item else item for item in named)
    return tuple(one_line(unescape(text)) for text in texts if isinstance(text, str) and text)


def _first(value: Any) -> str:
    return next(iter(_texts(value, "@value")), "")


def _of_meta(root: Node) -> Metadata:
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if text := one_line(meta.get("content", "")):
            said.setdefault(name.lower(), []).append(text)

    def every(*names: str) -> tuple[str, ...]:
        return next((tuple(said[name]) for name in names if name in said), ())

    def one(*names: str) -> str:
        return next(iter(every(*names)), "")

    authors = every("citation_author", "author", "article:author", "parsely-author", "byl")
    canonical = [
        link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"
    ]
    return Metadata(
        title=one("citation_title") or _without_site(one("og:title", "twitter:title"), said),
        summary=one("og:description", "description", "twitter:description"),
        date=one(
            "article:published_time",
            "citation_publication_date",
            "datepublished",
            "pubdate",
            "date",
            "dc.date",
            "dc.date.issued",
            "og:published_time",
            "parsely-pub-date",
        ),
        updated=one("article:modified_time", "og:updated_time", "datemodified", "lastmod"),
        authors=tuple(name for name in authors if not name.startswith(("http:", "https:"))),
        sections=every("article:section", "parsely-section", "articlesection"),
        tags=_parted(every("article:tag", "news_keywords", "citation_keywords", "keywords")),
        images=every("og:image", "og:image:url", "twitter:image"),
        url=next(iter(canonical), "") or one("og:url"),
    )


def _without_site(title: str, said: dict[str, list[str]]) -> str:
    """The title without « - the site's name» at its end."""
    site = next(iter(said.get("og:site_name", ())), "")
    head = title.removesuffix(site) if site else title
    return head.rstrip(" -–—|:·•") if head != title and head.strip(" -–—|:·•") else title


def _parted(texts: tuple[str, ...]) -> tuple[str, ...]:
    """A list as it is; one text that may hold several is parted at its commas."""
    return tuple(_BETWEEN.split(texts[0])) if len(texts) == 1 else texts
