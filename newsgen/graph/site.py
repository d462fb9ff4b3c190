"""Articles → `Site`: what is visible at a moment, and how it hangs together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newsgen.graph.afresh import Spread, in_turn
from newsgen.graph.choosing import Judged, judged
from newsgen.graph.closeness import Memory
from newsgen.graph.ranking import Ranking, TermsOf, nothing
from newsgen.graph.references import NO_REFERENCES, References, backlinks, references
from newsgen.graph.taxonomies import Taxonomies, gather
from newsgen.language.urls import Addresses, addresses
from newsgen.words.config import Config
from newsgen.words.model import (
    CONTENT_FOLDER,
    Archive,
    Article,
    Held,
    Mention,
    StaticPage,
    Visibility,
)
from newsgen.words.problems import Problem, warning


class Site(NamedTuple):
    """All that the makers of pages may know. `articles` stand newest first, undated ones last.

    `ranking` tells which articles are close to which. `references` are what each source names, and
    `backlinks` the articles that name it, newest first.
    """

    config: Config
    addresses: Addresses
    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    taxonomies: Taxonomies
    archives: tuple[Archive, ...]
    ranking: Ranking
    references: Mapping[str, References]
    backlinks: Mapping[str, Sequence[Article]]
    held: tuple[Held, ...]

    def named_by(self, source: str) -> References:
        """What the article or page of this source names."""
        return self.references.get(source, NO_REFERENCES)

    def related(self, article: Article) -> tuple[Mention, ...]:
        """What closes an article: the titles that it names, all of them, then the closest others
        up to the limit.
        """
        mentions: list[Mention] = []
        shown = {article.source}
        references_of = self.named_by(article.source)
        for named, target in zip(article.named, references_of.named, strict=True):
            if target is None:
                mentions.append(named.title)
            elif target.source not in shown:
                shown.add(target.source)
                mentions.append(target)
        room = self.config.related.limit - len(mentions)
        if room > 0:
            named_ones = [target for target in mentions if isinstance(target, Article)]
            found = self.judged(article, named_ones)
            fit = (one.article for one in found if one.verdict == "ranked")
            mentions.extend(islice(fit, room))
        return tuple(mentions)

    def judged(self, article: Article, named: Sequence[Article]) -> Iterator[Judged]:
        """The articles close to one that names some, each with whether it is fit to be shown."""
        pointed = self.named_by(article.source).see_also
        passed = frozenset([at.source for at in pointed if at])
        return judged(article, named, passed, self.ranking)


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
    shown_pages = tuple(sorted(page for page in pages if visibility.with_drafts or not page.draft))
    taxonomies, problems = gather(visible, config.slugs.style, CONTENT_FOLDER)
    named = references(visible, shown_pages, config)
    site = Site(
        config=config,
        addresses=addresses(config.site.base_url),
        articles=tuple(visible),
        pages=shown_pages,
        taxonomies=taxonomies,
        archives=_archives(visible),
        ranking=Ranking(visible, config.related, terms_of, recall, spread),
        references=named,
        backlinks=backlinks(visible, named, config.related.backlinks),
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
