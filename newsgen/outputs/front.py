"""The front page: a lead, seconds, the latest, and a block for each category; no story twice."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from newsgen.language.urls import front_path
from newsgen.outputs.making import page
from newsgen.outputs.shelf import Shelf
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
    top = shelf.site.articles[: 1 + SECONDS + LATEST]
    cards = shelf.cards_of(top)
    lead, seconds = cards[:1], cards[1 : 1 + SECONDS]
    latest = cards[1 + SECONDS :]
    shown = {article.source for article in top}
    blocks = []
    for term in shelf.site.taxonomies.categories:
        rest = islice((one for one in term.articles if one.source not in shown), BLOCK)
        if cards := shelf.cards_of(rest):
            blocks.append(CategoryBlock(shelf.reference(term)._replace(size=0), cards))
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
