"""The front page: what `newsgen.graph.front` has chosen, as cards."""

from collections.abc import Iterator
from typing import NamedTuple

from newsgen.graph.front import compose
from newsgen.language.urls import front_path
from newsgen.outputs.making import page
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Card, Page, Reference


class CategoryBlock(NamedTuple):
    """A category on the front page: its first card is shown large."""

    category: Reference
    cards: tuple[Card, ...]


def front(shelf: Shelf) -> Iterator[Page]:
    """One page: `edition` is the moment of its newest story, `breaking_lines` are texts and
    `breaking` cards; then `lead`, `secondaries`, `latest` and `blocks`.
    """
    site = shelf.site
    rules = site.config.front
    slots = compose(site.articles, site.sections, rules, site.at)
    lead = shelf.cards_of(slots.lead)
    blocks = tuple(
        CategoryBlock(shelf.reference(term)._replace(size=0), shelf.cards_of(stories))
        for term, stories in slots.blocks
    )
    yield page(
        front_path(),
        "front",
        "front.html",
        {
            "title": "",
            "description": site.config.site.description or site.config.site.tagline,
            "url": site.addresses.url(front_path()),
            "edition": site.articles[0].published if site.articles else None,
            "breaking_lines": tuple(line.text for line in rules.breaking if line.until > site.at),
            "breaking": shelf.cards_of(slots.breaking),
            "lead": lead[0] if lead else None,
            "secondaries": shelf.cards_of(slots.secondaries),
            "latest": shelf.cards_of(slots.latest),
            "blocks": blocks,
        },
    )
