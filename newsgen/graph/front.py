"""Which story stands where on the front page: a pure function of articles, rules and a moment.

Slots are filled from the top: what is pinned, then the newest as weighed, no more than a quota of
one category; then the latest; then a block for each category. No story has two places.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from newsgen.words.config import FrontSettings
from newsgen.words.model import Article, Term

NEWEST_WEIGHED = 200  # of a large archive, only these can rise without a weight of their own
BREAKING_AT_MOST = 3
_HOUR = 3600


class Slots(NamedTuple):
    """The front page: `lead` is empty or one story, a block holds a category and its stories."""

    breaking: tuple[Article, ...]
    lead: tuple[Article, ...]
    secondaries: tuple[Article, ...]
    latest: tuple[Article, ...]
    blocks: tuple[tuple[Term, tuple[Article, ...]], ...]


def compose(
    articles: Sequence[Article], categories: Sequence[Term], rules: FrontSettings, at: int
) -> Slots:
    """The front page at a moment. `articles` stand newest first, `categories` in their order."""
    breaking = [one for one in articles if one.breaking_until > at][:BREAKING_AT_MOST]
    shown = {one.source for one in breaking}

    def take(found: Iterable[Article], room: int) -> tuple[Article, ...]:
        taken: list[Article] = []
        for one in found:
            if len(taken) == room:
                break
            if one.source not in shown:
                shown.add(one.source)
                taken.append(one)
        return tuple(taken)

    room = 1 + rules.secondaries
    pinned = take(_pinned(articles, rules, at), room)
    names = {
        one.source: term.key for term in categories for one in islice(term.articles, NEWEST_WEIGHED)
    }
    ranked = [one for one in _weighed(articles, rules) if one.source not in shown]
    top = pinned + take(_within_quota(pinned, ranked, names, rules.quota), room - len(pinned))
    latest = take(articles, rules.latest)
    blocks = [(term, take(term.articles, rules.block)) for term in categories]
    return Slots(
        breaking=tuple(breaking),
        lead=top[:1],
        secondaries=top[1:],
        latest=latest,
        blocks=tuple((term, stories) for term, stories in blocks if stories),
    )


def in_order(categories: Sequence[Term], keys: Sequence[str]) -> tuple[Term, ...]:
    """The categories whose keys are named, in that order; all as they stand if none is."""
    by_key = {term.key: term for term in categories}
    named = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    return tuple(named or categories)


def turning_points(articles: Iterable[Article], rules: FrontSettings) -> set[int]:
    """The moments at which something leaves its place of honour, in seconds since 1970 UTC."""
    points = {one.pinned_until for one in articles} | {one.breaking_until for one in articles}
    points |= {pin.until for pin in rules.pins} | {line.until for line in rules.breaking}
    return points - {0}


def _pinned(articles: Sequence[Article], rules: FrontSettings, at: int) -> Iterable[Article]:
    """Those that the settings pin, in the order written, then those that pin themselves."""
    slugs = [pin.slug for pin in rules.pins if pin.until > at]
    if slugs:
        by_slug = {one.slug: one for one in articles if one.slug in slugs}
        yield from (by_slug[slug] for slug in slugs if slug in by_slug)
    yield from (one for one in articles if one.pinned_until > at)


def _weighed(articles: Sequence[Article], rules: FrontSettings) -> list[Article]:
    """The newest and all that have a weight, as their weights would have them."""
    newest = articles[:NEWEST_WEIGHED]
    older = [one for one in articles[NEWEST_WEIGHED:] if one.weight > 0]

    def standing(one: Article) -> tuple[bool, float]:
        bonus = one.weight * rules.weight_hours * _HOUR
        return not one.published, -(one.published.epoch_seconds + bonus if one.published else 0)

    return sorted([*newest, *older], key=standing)  # which keeps the order of equals


def _within_quota(
    pinned: Iterable[Article], ranked: Sequence[Article], names: dict[str, str], quota: int
) -> list[Article]:
    """The ranked with those beyond the quota of their category last: no slot stays empty."""
    counts = Counter(names.get(one.source, "") for one in pinned)
    within: list[Article] = []
    beyond: list[Article] = []
    for one in ranked:
        category = names.get(one.source, "")
        is_within = not quota or not category or counts[category] < quota
        (within if is_within else beyond).append(one)
        counts[category] += is_within
    return within + beyond
