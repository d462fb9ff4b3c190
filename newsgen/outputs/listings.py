"""Listings: all articles, a term's, a year's or month's, each with its numbered pages; and the
lists of terms and of archives that lead to them.
"""

from array import array
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    articles_path,
    feed_path,
    numbered_path,
    term_path,
)
from newsgen.outputs.making import deferred, page
from newsgen.outputs.pagination import Sheet, sheets
from newsgen.outputs.shelf import Shelf, mentions
from newsgen.words.model import Article, Mentions, Page, Profile, Reference


class Heading(NamedTuple):
    """What a listing is of: its kind ("articles", "categories", "tags", "authors", "stories",
    "year", "month"), the name of the term or year, and for a month its number.
    """

    kind: str
    name: str
    month: int = 0


class YearEntry(NamedTuple):
    """A year in the list of archives, with its months (named by number), newest first."""

    year: Reference
    months: tuple[Reference, ...]


def all_articles(shelf: Shelf) -> Iterator[Page]:
    yield from listing(shelf, Heading("articles", ""), articles_path(), shelf.site.articles)


def terms(shelf: Shelf) -> Iterator[Page]:
    """Each term's listing, and each taxonomy's list of terms."""
    taxonomies = shelf.site.taxonomies
    for taxonomy, found in (
        ("categories", taxonomies.categories),
        ("tags", taxonomies.tags),
        ("authors", taxonomies.authors),
    ):
        for term in found:
            path = term_path(taxonomy, term.slug)
            has_feed = taxonomy == "categories"
            yield from listing(
                shelf,
                Heading(taxonomy, term.name),
                path,
                term.articles,
                has_feed=has_feed,
                profile=shelf.site.profiles.get((taxonomy, term.key)),
            )
        if found:
            path = term_path(taxonomy, "")
            yield page(
                path,
                "terms",
                "terms.html",
                {
                    "title": "",
                    "description": "",
                    "url": shelf.site.addresses.url(path),
                    "heading": Heading(taxonomy, ""),
                    "terms": tuple(shelf.reference(term) for term in found),
                },
            )


def archives(shelf: Shelf) -> Iterator[Page]:
    """Each year's and month's listing, and the list of all years."""
    url = shelf.site.addresses.url
    years: dict[str, tuple[Reference, list[Reference]]] = {}
    for archive in shelf.site.archives:
        path = archive_path(archive.year, archive.month)
        if archive.month:
            month = Reference(archive.month, url(path), len(archive.articles))
            years[archive.year][1].append(month)
        else:
            years[archive.year] = (Reference(archive.year, url(path), len(archive.articles)), [])
    for archive in shelf.site.archives:
        heading = Heading("month" if archive.month else "year", archive.year)
        if archive.month:
            heading = heading._replace(month=int(archive.month))
        year, months = years[archive.year]
        beside = tuple(one._replace(size=0) for one in (year, *months))
        path = archive_path(archive.year, archive.month)
        yield from listing(shelf, heading, path, archive.articles, beside=beside)
    if years:
        yield page(
            archive_path(),
            "archive",
            "archive.html",
            {
                "title": "",
                "description": "",
                "url": url(archive_path()),
                "years": tuple(YearEntry(year, tuple(months)) for year, months in years.values()),
            },
        )


def listing(
    shelf: Shelf,
    heading: Heading,
    path: str,
    articles: tuple[Article, ...],
    *,
    has_feed: bool = False,
    kind: str = "listing",
    profile: Profile | None = None,
    beside: tuple[Reference, ...] = (),
) -> Iterator[Page]:
    """A listing's own page and its numbered ones. They are of a kind that has its template.

    What its own address shows besides, its numbered pages do not, so that they never change: a
    `profile`, and the archives `beside` this one, its year first.
    """
    url = shelf.site.addresses.url
    cut = sheets(shelf.numbers_of(articles), shelf.site.config.listings.page_size)
    template, frame = f"{kind}.html", (tuple(heading), url(path), has_feed)
    view = partial(_view, shelf, heading, path, url(feed_path(path)) if has_feed else "")
    newest, *older = cut
    see_also, links = _named_by(shelf, profile) if profile else ((), ())
    told = (
        (profile.digest, *shelf.body_keys(profile)) if profile else (),
        tuple(map(tuple, beside)),
        shelf.link_keys(see_also),
        shelf.slugs_of(links),
    )
    numbers = (0, newest.older, newest.newer, len(articles))
    yield deferred(
        path,
        kind,
        template,
        (frame, numbers, shelf.keys_of(newest.articles), told),
        partial(view, profile, beside, see_also, shelf.urls(links)),
        of=(*numbers, array("I", newest.articles).tobytes()),
        sources=(profile.source,) if profile else (),
        has_body=profile is not None,
        near=_time_of(shelf, newest),
    )
    numbered = partial(view, None, (), (), ())
    for sheet in older:
        numbers = (sheet.number, sheet.older, sheet.newer, 0)  # a total would grow
        yield deferred(
            numbered_path(path, sheet.number),
            kind,
            template,
            (frame, numbers, shelf.keys_of(sheet.articles)),
            numbered,
            of=(*numbers, array("I", sheet.articles).tobytes()),
            near=_time_of(shelf, sheet),
        )
    if len(cut) > 1:
        yield page(
            numbered_path(path, len(cut)),
            "redirect",
            "redirect.html",
            {"url": url(numbered_path(path, len(cut))), "target": url(path)},
        )


def _named_by(shelf: Shelf, profile: Profile) -> tuple[Mentions, Mentions]:
    """What the text of a profile points to, and what it links to."""
    found = shelf.site.named_by(profile.source)
    return (
        mentions(profile.see_also, found.see_also),
        mentions(profile.links, found.links),
    )


def _time_of(shelf: Shelf, sheet: Sheet) -> int:
    when = shelf.site.articles[sheet.articles[0]].published if sheet.articles else None
    return when.epoch_seconds if when else 0


def _view(
    shelf: Shelf,
    heading: Heading,
    path: str,
    feed: str,
    profile: Profile | None,
    beside: tuple[Reference, ...],
    see_also: Mentions,
    links: tuple[str, ...],
    number: int,
    older: int | None,
    newer: int | None,
    count: int,
    shown: bytes,
) -> dict[str, object]:
    url = shelf.site.addresses.url

    def address(of: int | None) -> str:
        if of is None:
            return ""
        return url(numbered_path(path, of) if of else path)

    return {
        "title": heading.name,
        "description": profile.summary if profile else "",
        "url": address(number),
        "heading": heading,
        "number": number,
        "count": count,
        "cards": shelf.cards(array("I", shown)),
        "first": url(path),
        "older": address(older),
        "newer": address(newer),
        "feed": feed,
        "profile": profile,
        "beside": beside,
        "see_also": shelf.links(see_also),
        "links": links,
        "pictures": shelf.body_pictures(profile) if profile else {},
    }
