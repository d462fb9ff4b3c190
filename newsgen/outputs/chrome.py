"""What every page shows around its own matter."""

from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    articles_path,
    feed_path,
    front_path,
    page_path,
    term_path,
)
from newsgen.outputs.shelf import Shelf
from newsgen.words.config import DateSettings
from newsgen.words.model import Reference

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
                ("stories", site.taxonomies.stories),
            )
            if terms
        ),
    )
