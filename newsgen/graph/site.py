"""Articles → `Site`: what is visible at a moment, and how it hangs together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsgen.graph import related as relatedness
from newsgen.graph.resolver import Resolver, resolve, resolver
from newsgen.graph.taxonomies import Taxonomies, gather
from newsgen.language.urls import Addresses, addresses
from newsgen.words.config import Config
from newsgen.words.model import Archive, Article, Named, StaticPage
from newsgen.words.problems import Problem, warning

CONTENT_FOLDER = "content"


class Visibility(NamedTuple):
    """What a build shows: the moment it is made for, and whether held articles show as well."""

    at_epoch_seconds: int
    with_drafts: bool = False
    with_future: bool = False


class Held(NamedTuple):
    """An article that is not shown, and why: "draft" or "scheduled"."""

    article: Article
    reason: str


class Site(NamedTuple):
    """All that the makers of pages may know. `articles` stand newest first, undated ones last.

    `related` holds, by source, the articles that close an article, explicit ones first: pairs of
    the title as named (or the article's own) and the article, if there is one.
    """

    config: Config
    addresses: Addresses
    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    taxonomies: Taxonomies
    archives: tuple[Archive, ...]
    related: Mapping[str, tuple[tuple[str, Article | None], ...]]
    resolver: Resolver
    held: tuple[Held, ...]

    def find(self, named: Named) -> Article | None:
        return resolve(named, self.resolver)


def assemble(
    articles: Sequence[Article],
    pages: Sequence[StaticPage],
    config: Config,
    visibility: Visibility,
) -> tuple[Site, tuple[Problem, ...]]:
    """The site at a moment, and what is doubtful about it."""
    visible, held = _visible(articles, visibility)
    visible.sort(key=_newest_first)
    taxonomies, problems = gather(visible, config.slugs.style, CONTENT_FOLDER)
    titles = resolver(visible, config.house_names)
    site = Site(
        config=config,
        addresses=addresses(config.site.base_url),
        articles=tuple(visible),
        pages=tuple(sorted(page for page in pages if visibility.with_drafts or not page.draft)),
        taxonomies=taxonomies,
        archives=_archives(visible),
        related=_related(visible, titles, config),
        resolver=titles,
        held=held,
    )
    undated = tuple(
        warning(
            f"{CONTENT_FOLDER}/{article.source}",
            "undated",
            "no date: the article is left out of feeds and archives",
            line=1,
            hint="write date: 2024-10-15",
        )
        for article in visible
        if not article.published
    )
    return site, problems + undated


def _visible(
    articles: Sequence[Article], visibility: Visibility
) -> tuple[list[Article], tuple[Held, ...]]:
    visible: list[Article] = []
    held: list[Held] = []
    for article in articles:
        is_future = (
            article.published is not None
            and article.published.epoch_seconds > visibility.at_epoch_seconds
        )
        if article.draft and not visibility.with_drafts:
            held.append(Held(article, "draft"))
        elif is_future and not visibility.with_future:
            held.append(Held(article, "scheduled"))
        else:
            visible.append(article)
    return visible, tuple(sorted(held))


def _newest_first(article: Article) -> tuple[bool, int, str]:
    when = article.published
    return (when is None, -when.epoch_seconds if when else 0, article.slug)


def _archives(articles: Sequence[Article]) -> tuple[Archive, ...]:
    """Years and their months, newest first; a year stands before its months."""
    found: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        if article.published:
            found[article.published.year, ""].append(article)
            found[article.published.year, article.published.month].append(article)
    order = sorted(found, key=lambda key: (-int(key[0]), key[1] != "", -int(key[1] or 0)))
    return tuple(Archive(year, month, tuple(found[year, month])) for year, month in order)


def _related(
    articles: Sequence[Article], titles: Resolver, config: Config
) -> Mapping[str, tuple[tuple[str, Article | None], ...]]:
    closest = relatedness.rank(articles, config.related)
    return {
        article.source: _links_of(article, titles, closest[article.source], config.related.limit)
        for article in articles
    }


def _links_of(
    article: Article, titles: Resolver, closest: Sequence[Article], count: int
) -> tuple[tuple[str, Article | None], ...]:
    """The titles that the article names, all of them, then the closest others up to `count`."""
    links: list[tuple[str, Article | None]] = []
    shown = {article.source}
    for named in article.named:
        target = resolve(named, titles)
        if target is None:
            links.append((named.title, None))
        elif target.source not in shown:
            shown.add(target.source)
            links.append((target.title, target))
    pointed_at = {target.source for named in article.see_also if (target := resolve(named, titles))}
    others = [other for other in closest if other.source not in shown]
    # A story that the text already points to comes last: the reader has passed it.
    others.sort(key=lambda other: other.source in pointed_at)
    room = max(0, count - len(links))
    return (*links, *((other.title, other) for other in others[:room]))
