"""The front page: a lead, seconds, the latest, and a block for each category; no story twice."""

from collections.abc import Iterator
from typing import NamedTuple

from newsgen.language.urls import front_path
from newsgen.outputs.chrome import Shelf
from newsgen.outputs.making import page
from newsgen.words.model import Card, Page, Reference

SECONDS = 4
LATEST = 6
BLOCK = 4


class CategoryBlock(NamedTuple):
    """A category on the front page: its first card is shown large."""

    category: Reference
    cards: tuple[Card, ...]


def front(shelf: Shelf) -> Iterator[Page]:
    """One page: `lead`, `seconds`, `latest` and `blocks`."""
    cards = shelf.cards_of(shelf.site.articles)
    lead, seconds = cards[:1], cards[1 : 1 + SECONDS]
    latest = cards[1 + SECONDS :][:LATEST]
    shown = {card.url for card in (*lead, *seconds, *latest)}
    blocks = []
    for term in shelf.site.taxonomies.categories:
        rest = [card for card in shelf.cards_of(term.articles) if card.url not in shown][:BLOCK]
        if rest:
            reference = shelf.reference(term)._replace(size=0)
            blocks.append(CategoryBlock(reference, tuple(rest)))
    yield page(
        front_path(),
        "front",
        "front.html",
        {
            "title": "",
            "description": shelf.site.config.site.description or shelf.site.config.site.tagline,
            "url": shelf.site.addresses.url(front_path()),
            "lead": lead[0] if lead else None,
            "seconds": seconds,
            "latest": latest,
            "blocks": tuple(blocks),
        },
    )
