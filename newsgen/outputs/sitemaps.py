"""sitemap.xml, split and indexed beyond 50,000 addresses, and robots.txt that names it."""

import marshal
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    article_path,
    articles_path,
    front_path,
    page_path,
    term_path,
)
from newsgen.outputs.making import deferred, page
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Article, Moment, Page

SITEMAP_LIMIT = 50_000


class SitemapEntry(NamedTuple):
    """An address and when it last changed, as far as articles tell ("" if they do not)."""

    permalink: str
    changed: str


def sitemaps(shelf: Shelf) -> Iterator[Page]:
    entries = tuple(_entries(shelf))
    parts = [
        entries[start : start + SITEMAP_LIMIT] for start in range(0, len(entries), SITEMAP_LIMIT)
    ]
    if len(parts) == 1:
        yield _sitemap(shelf, "sitemap.xml", "sitemap.xml", parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield _sitemap(shelf, name, "sitemap.xml", part)
        index = tuple(
            (name, max(changed for _, changed in part))
            for name, part in zip(names, parts, strict=True)
        )
        yield _sitemap(shelf, "sitemap.xml", "sitemap-index.xml", index)


def _sitemap(shelf: Shelf, path: str, template: str, entries: Sequence[tuple[str, str]]) -> Page:
    address = (shelf.site.addresses.origin, shelf.site.addresses.prefix)
    packed = marshal.dumps(tuple(entries), 2)  # as values they take several times as much memory
    return deferred(
        path, "sitemap", template, (address, packed), partial(_view, shelf), of=(packed,)
    )


def _view(shelf: Shelf, packed: bytes) -> dict[str, object]:
    permalink = shelf.site.addresses.permalink
    entries = marshal.loads(packed)  # noqa: S302 (made by this very build)
    return {"entries": tuple([SitemapEntry(permalink(path), changed) for path, changed in entries])}


def robots(shelf: Shelf) -> Iterator[Page]:
    sitemap = shelf.site.addresses.permalink("sitemap.xml")
    yield page("robots.txt", "robots", "robots.txt", {"sitemap": sitemap})


def _entries(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The path of each page with the time of its last change."""
    site = shelf.site
    changes = {one.source: one.updated or one.published or _NEVER for one in site.articles}

    def last(articles: Sequence[Article]) -> str:
        return max([changes[one.source] for one in articles], default=_NEVER).local

    newest = last(site.articles)
    yield front_path(), newest
    yield articles_path(), newest
    for static in site.pages:
        yield page_path(static.slug), ""
    known = site.taxonomies
    for terms in (known.categories, known.tags, known.authors, known.stories):
        for term in terms:
            yield term_path(term.taxonomy, term.slug), last(term.articles)
    if known.stories:
        told = [one for term in known.stories for one in term.articles]
        yield term_path("stories", ""), last(told)
    for archive in site.archives:
        yield archive_path(archive.year, archive.month), last(archive.articles)
    for article in site.articles:
        yield article_path(article.slug), changes[article.source].local


_NEVER = Moment(-(1 << 62), "")
