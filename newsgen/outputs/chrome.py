"""What every page shows around its own matter."""

from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    articles_path,
    feed_path,
    front_path,
    lite_path,
    page_path,
    search_path,
    term_path,
)
from newsgen.outputs.shelf import Shelf
from newsgen.outputs.tokens import file_url, tokens_url
from newsgen.words.config import DateSettings
from newsgen.words.model import Reference

NAVIGATION_LIMIT = 8


class Chrome(NamedTuple):
    """The frame of a page, the same on all pages of a build: what templates see as `site`.

    `tokens` is the address of a style sheet, `logo` that of a picture, `lite` that of the text
    edition, `search` that of the search, and the fonts are those of a site's own; "" where
    newsgen.yaml sets none.
    """

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
    more_sections: str
    pages: tuple[Reference, ...]
    taxonomies: tuple[Reference, ...]
    lite: str
    search: str
    tokens: str
    logo: str
    headline_font: str
    text_font: str


def chrome(laid: Shelf) -> Chrome:
    """The frame of this site's pages."""
    site = laid.site
    settings, url = site.config.site, site.addresses.url
    navigation = tuple(
        Reference(term.name, url(term_path(term.taxonomy, term.slug)))
        for term in site.sections[:NAVIGATION_LIMIT]
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
        more_sections=(
            url(term_path("categories", "")) if len(site.sections) > NAVIGATION_LIMIT else ""
        ),
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
        lite=url(lite_path()) if site.config.lite else "",
        search=url(search_path()) if site.config.search else "",
        tokens=tokens_url(laid),
        logo=file_url(laid, site.config.theme.logo),
        headline_font=file_url(laid, site.config.theme.headline_font_file),
        text_font=file_url(laid, site.config.theme.text_font_file),
    )
