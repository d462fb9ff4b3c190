"""What every page shows around its own matter, and the cards and references that pages share."""

from collections.abc import Mapping
from typing import NamedTuple

from newsgen.graph.site import Site
from newsgen.language.urls import (
    archive_path,
    article_path,
    articles_path,
    feed_path,
    front_path,
    page_path,
    term_path,
)
from newsgen.outputs.making import stamp
from newsgen.words.config import DateSettings
from newsgen.words.model import Article, Card, Link, Reference, Term

NAVIGATION_LIMIT = 8


class Chrome(NamedTuple):
    """The frame of a page, the same on all pages of a build: what templates see as `site`."""

    name: str
    tagline: str
    description: str
    language: str
    timezone: str
    dates: DateSettings
    origin: str
    prefix: str
    home: str
    articles: str
    archive: str
    feed: str
    navigation: tuple[Reference, ...]
    pages: tuple[Reference, ...]
    taxonomies: tuple[Reference, ...]


class Shelf(NamedTuple):
    """A site with its cards laid out, ready for makers."""

    site: Site
    cards: Mapping[str, Card]

    def card(self, article: Article) -> Card:
        return self.cards[article.source]

    def cards_of(self, articles: tuple[Article, ...]) -> tuple[Card, ...]:
        return tuple(self.cards[article.source] for article in articles)

    def link(self, title: str, article: Article | None) -> Link:
        return Link(title, self.card(article) if article else None)

    def reference(self, term: Term) -> Reference:
        url = self.site.addresses.url(term_path(term.taxonomy, term.slug))
        return Reference(term.name, url, len(term.articles))

    def named(self, taxonomy: str, spellings: tuple[str, ...]) -> tuple[Reference, ...]:
        """Name and address of terms, without their counts: an article does not show those."""
        terms = (self.site.taxonomies.term(taxonomy, spelling) for spelling in spellings)
        return tuple(
            dict.fromkeys(
                Reference(term.name, self.site.addresses.url(term_path(taxonomy, term.slug)))
                for term in terms
            )
        )


def shelf(site: Site) -> Shelf:
    return Shelf(site, {article.source: _card(article, site) for article in site.articles})


def _card(article: Article, site: Site) -> Card:
    name, url = "", ""
    if article.category:
        term = site.taxonomies.term("categories", article.category)
        name, url = term.name, site.addresses.url(term_path("categories", term.slug))
    return Card(
        title=article.title,
        url=site.addresses.url(article_path(article.slug)),
        summary=article.summary,
        published=article.published,
        category=name,
        category_url=url,
        digest=stamp((article.card_digest, name, url, site.addresses.prefix)),
    )


def chrome(laid: Shelf) -> Chrome:
    """The frame of this site's pages."""
    site = laid.site
    settings, url = site.config.site, site.addresses.url
    navigation = tuple(
        Reference(term.name, url(term_path(term.taxonomy, term.slug)))
        for term in site.taxonomies.categories[:NAVIGATION_LIMIT]
    )
    return Chrome(
        name=settings.title,
        tagline=settings.tagline,
        description=settings.description or settings.tagline,
        language=settings.language,
        timezone=settings.timezone,
        dates=site.config.dates,
        origin=site.addresses.origin,
        prefix=site.addresses.prefix,
        home=url(front_path()),
        articles=url(articles_path()),
        archive=url(archive_path()) if site.archives else "",
        feed=url(feed_path()),
        navigation=navigation,
        pages=tuple(Reference(page.title, url(page_path(page.slug))) for page in site.pages),
        taxonomies=tuple(
            Reference(name, url(term_path(name, "")))
            for name, terms in (
                ("categories", site.taxonomies.categories),
                ("tags", site.taxonomies.tags),
                ("authors", site.taxonomies.authors),
            )
            if terms
        ),
    )
