"""Stories: a timeline for each, newest day first, and the list of all, by their latest news."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from newsgen.language.urls import term_path
from newsgen.outputs.listings import Heading, listing
from newsgen.outputs.making import page
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Card, Moment, Page, Reference, Term

TAXONOMY = "stories"


class Day(NamedTuple):
    """A day of a timeline with its cards, newest first; without a date where they have none."""

    date: Moment | None
    cards: tuple[Card, ...]


class StoryEntry(NamedTuple):
    """A story in the list of all, with its newest article."""

    story: Reference
    newest: Card


def stories(shelf: Shelf) -> Iterator[Page]:
    """Each story's timeline with its numbered pages, and the list of stories."""
    found = shelf.site.taxonomies.stories
    if not found:
        return
    path = term_path(TAXONOMY, "")
    url = shelf.site.addresses.url(path)
    for term in found:
        address = term_path(TAXONOMY, term.slug)
        heading = Heading(TAXONOMY, term.name)
        for made in listing(shelf, heading, address, term.articles, has_feed=True, kind="story"):
            is_timeline = made.kind == "story"
            yield made._replace(view=partial(_view, made.view, url)) if is_timeline else made
    yield page(
        path,
        "stories",
        "stories.html",
        {
            "title": "",
            "description": "",
            "url": url,
            "stories": tuple(
                StoryEntry(shelf.reference(term), shelf.cards_of(term.articles[:1])[0])
                for term in sorted(found, key=_latest_first)
            ),
        },
    )


def _view(
    listed: Callable[..., Mapping[str, Any]], all_stories: str, *of: Any
) -> Mapping[str, object]:
    """A listing's view with its cards by day. A story is told by the summary of its newest article,
    but not on a numbered page, which must never change.
    """
    view = listed(*of)
    cards = view["cards"]
    return {
        **view,
        "description": "" if view["number"] else cards[0].summary,
        "days": days(cards),
        "all_stories": all_stories,
    }


def days(cards: Iterable[Card]) -> tuple[Day, ...]:
    """Cards in their order, parted where the date changes."""
    found = []
    for _, group in groupby(cards, key=_date):
        same = tuple(group)
        found.append(Day(same[0].published, same))
    return tuple(found)


def _date(card: Card) -> str:
    return card.published.local[:10] if card.published else ""


def _latest_first(term: Term) -> tuple[bool, int, str]:
    when = term.articles[0].published
    return when is None, -when.epoch_seconds if when else 0, term.key
