"""From a title to the article that bears it.

A link is made only where there is no doubt: an equal folded title, held by one article. The rest
stays plain text, and links by itself once its article arrives.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsgen.language.arabic import fold
from newsgen.words.model import Article, Named


class Resolver(NamedTuple):
    """Articles by folded title; None where two articles share one."""

    by_title: Mapping[str, Article | None]
    house_keys: tuple[str, ...]


def resolver(articles: Iterable[Article], house_names: Iterable[str]) -> Resolver:
    house_keys = tuple(sorted({key for name in house_names if (key := fold(name))}))
    by_title: dict[str, Article | None] = {}
    for article in articles:
        key = _without_house(article.title_key, house_keys)
        by_title[key] = None if key in by_title else article
    return Resolver(by_title, house_keys)


def resolve(named: Named, among: Resolver) -> Article | None:
    """The one article that bears this title, if there is one."""
    key = named.key
    if key.endswith(among.house_keys):
        key = _without_house(key, among.house_keys)
    return among.by_title.get(key)


def _without_house(key: str, house_keys: tuple[str, ...]) -> str:
    """A folded title without the publisher's name at its end."""
    if not key.endswith(house_keys):
        return key
    for house in house_keys:
        if key.endswith(house) and key[: -len(house)].endswith(" "):
            return key[: -len(house)].rstrip()
    return key
