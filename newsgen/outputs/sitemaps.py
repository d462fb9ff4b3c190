"""sitemap.xml, split and indexed beyond 50,000 addresses, and robots.txt that names it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    article_path,
    articles_path,
    front_path,
    page_path,
    term_path,
)
from newsgen.outputs.chrome import Shelf
from newsgen.outputs.making import page
from newsgen.words.model import Article, Page

SITEMAP_LIMIT = 50_000


class SitemapEntry(NamedTuple):
    """An address and when it last changed, as far as articles tell ("" if they do not)."""

    permalink: str
    changed: str


def sitemaps(shelf: Shelf) -> Iterator[Page]:
    permalink = shelf.site.addresses.permalink
    entries = tuple(_entries(shelf))
    parts = [
        entries[start : start + SITEMAP_LIMIT] for start in range(0, len(entries), SITEMAP_LIMIT)
    ]
    if len(parts) == 1:
        yield page("sitemap.xml", "sitemap", "sitemap.xml", {"entries": parts[0]})
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield page(name, "sitemap", "sitemap.xml", {"entries": part})
        index = tuple(
            SitemapEntry(permalink(name), max(entry.changed for entry in part))
            for name, part in zip(names, parts, strict=True)
        )
        yield page("sitemap.xml", "sitemap", "sitemap-index.xml", {"entries": index})


def robots(shelf: Shelf) -> Iterator[Page]:
    sitemap = shelf.site.addresses.permalink("sitemap.xml")
    yield page("robots.txt", "robots", "robots.txt", {"sitemap": sitemap})


def _entries(shelf: Shelf) -> Iterator[SitemapEntry]:
    site, permalink = shelf.site, shelf.site.addresses.permalink
    yield SitemapEntry(permalink(front_path()), _last_change(site.articles))
    yield SitemapEntry(permalink(articles_path()), _last_change(site.articles))
    for static in site.pages:
        yield SitemapEntry(permalink(page_path(static.slug)), "")
    for terms in (site.taxonomies.categories, site.taxonomies.tags, site.taxonomies.authors):
        for term in terms:
            path = term_path(term.taxonomy, term.slug)
            yield SitemapEntry(permalink(path), _last_change(term.articles))
    for archive in site.archives:
        path = archive_path(archive.year, archive.month)
        yield SitemapEntry(permalink(path), _last_change(archive.articles))
    for article in site.articles:
        yield SitemapEntry(permalink(article_path(article.slug)), _last_change((article,)))


def _last_change(articles: Sequence[Article]) -> str:
    moments = [when for article in articles if (when := article.updated or article.published)]
    return max(moments).local if moments else ""
