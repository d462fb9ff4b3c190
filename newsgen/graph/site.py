"""Articles → `Site`: what is visible at a moment, and how it hangs together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from newsgen.graph.afresh import Spread, in_turn
from newsgen.graph.choosing import Judged, judged
from newsgen.graph.closeness import Memory
from newsgen.graph.ranking import Ranking, TermsOf, nothing
from newsgen.graph.resolver import Resolver, resolve, resolver
from newsgen.graph.taxonomies import Taxonomies, gather
from newsgen.language.urls import Addresses, addresses
from newsgen.words.config import Config
from newsgen.words.model import (
    CONTENT_FOLDER,
    Archive,
    Article,
    Held,
    Named,
    StaticPage,
    Visibility,
)
from newsgen.words.problems import Problem, warning


class Site(NamedTuple):
    """All that the makers of pages may know. `articles` stand newest first, undated ones last.

    `ranking` tells which articles are close to which.
    """

    config: Config
    addresses: Addresses
    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    taxonomies: Taxonomies
    archives: tuple[Archive, ...]
    ranking: Ranking
    resolver: Resolver
    held: tuple[Held, ...]

    def find(self, named: Named) -> Article | None:
        return resolve(named, self.resolver)

    def related(self, article: Article) -> tuple[tuple[str, Article | None], ...]:
        """What closes an article: the titles that it names, all of them, then the closest others
        up to the limit. Pairs of a title and its article, if there is one.
        """
        links: list[tuple[str, Article | None]] = []
        shown = {article.source}
        find, titles = resolve, self.resolver
        for named in article.named:
            target = find(named, titles)
            if target is None:
                links.append((named.title, None))
            elif target.source not in shown:
                shown.add(target.source)
                links.append((target.title, target))
        room = self.config.related.limit - len(links)
        if room > 0:
            named_ones = [target for _, target in links if target]
            found = self.judged(article, named_ones)
            fit = (one.article for one in found if one.verdict == "ranked")
            links.extend((other.title, other) for other in islice(fit, room))
        return tuple(links)

    def judged(self, article: Article, named: Sequence[Article]) -> Iterator[Judged]:
        """The articles close to one that names some, each with whether it is fit to be shown."""
        pointed = frozenset([at.source for one in article.see_also if (at := self.find(one))])
        return judged(article, named, pointed, self.ranking)


def assemble(
    articles: Sequence[Article],
    pages: Sequence[StaticPage],
    config: Config,
    visibility: Visibility,
    terms_of: TermsOf,
    recall: Callable[[], Memory] = nothing,
    spread: Spread = in_turn,
) -> tuple[Site, tuple[Problem, ...]]:
    """The site at a moment, and what is doubtful about it.

    `terms_of` and `recall` are those of `Ranking`.
    """
    visible, held = _visible(articles, visibility)
    visible.sort(key=_newest_first)
    taxonomies, problems = gather(visible, config.slugs.style, CONTENT_FOLDER)
    site = Site(
        config=config,
        addresses=addresses(config.site.base_url),
        articles=tuple(visible),
        pages=tuple(sorted(page for page in pages if visibility.with_drafts or not page.draft)),
        taxonomies=taxonomies,
        archives=_archives(visible),
        ranking=Ranking(visible, config.related, terms_of, recall, spread),
        resolver=resolver(visible, config.house_names),
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
        when = article.published
        is_future = when is not None and when.epoch_seconds > visibility.at_epoch_seconds
        if article.draft and not visibility.with_drafts:
            held.append(Held(article.source, "draft"))
        elif when and is_future and not visibility.with_future:
            held.append(Held(article.source, "scheduled", when.local))
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
