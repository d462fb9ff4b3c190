"""Articles → `Site`: what is visible at a moment, and how it hangs together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, cast

from newsgen.graph.choosing import Judged, fit, judged
from newsgen.graph.closeness import Memory
from newsgen.graph.front import in_order
from newsgen.graph.ranking import Ranking, TermsOf, no_terms, nothing
from newsgen.graph.references import NO_REFERENCES, References, Targets, backlinks, references
from newsgen.graph.spread import Spread, in_turn
from newsgen.graph.taxonomies import Taxonomies, gather, term_key
from newsgen.language.urls import Addresses, addresses
from newsgen.words.config import Config
from newsgen.words.model import (
    CONTENT_FOLDER,
    Archive,
    Article,
    Held,
    Mentions,
    Profile,
    StaticPage,
    Term,
    Visibility,
)
from newsgen.words.problems import Problem, did_you_mean, warning


class Site(NamedTuple):
    """All that the makers of pages may know. `articles` stand newest first, undated ones last.

    `ranking` tells which articles are close to which. `references` are what each source names, and
    `backlinks` tell of each article those that name it, newest first, all by their numbers, which
    are their places in `articles`. `sections` are the categories in the order
    of navigation, `profiles` what is said of a term, by taxonomy and key, and `at` the moment that
    the site is built for, in seconds since 1970 UTC.
    """

    config: Config
    addresses: Addresses
    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    taxonomies: Taxonomies
    sections: tuple[Term, ...]
    profiles: Mapping[tuple[str, str], Profile]
    at: int
    archives: tuple[Archive, ...]
    ranking: Ranking
    references: Mapping[str, References]
    backlinks: Mapping[int, Sequence[int]]
    held: tuple[Held, ...]

    def named_by(self, source: str) -> References:
        """What the article or page of this source names."""
        return self.references.get(source, NO_REFERENCES)

    def targets(self, numbers: Targets) -> tuple[Article | None, ...]:
        """The articles that names lead to."""
        return tuple([None if number is None else self.articles[number] for number in numbers])

    def related(self, number: int) -> tuple[Article | str, ...]:
        """What closes an article: the titles that it names, all of them, then the closest others
        up to the limit.
        """
        closing = self.closing(number)
        named = [one if isinstance(one, str) else self.articles[one] for one in closing]
        return (*named, *self.ranked(number, closing))

    def closing(self, number: int) -> Mentions:
        """The titles that an article names for its end, each once."""
        article = self.articles[number]
        targets = self.named_by(article.source).named
        if None not in targets and number not in targets and len(set(targets)) == len(targets):
            return cast("Mentions", targets)  # all found, each once; held once as well
        mentions: list[int | str] = []
        shown: set[int | str] = {number}
        for named, target in zip(article.named, targets, strict=True):
            told, shown_as = (named.key, named.title) if target is None else (target, target)
            if told not in shown:
                shown.add(told)
                mentions.append(shown_as)
        return tuple(mentions)

    def ranked(self, number: int, closing: Mentions) -> Sequence[Article]:
        """The closest others, for the room that is left beside what an article names."""
        room = self.config.related.limit - len(closing)
        if room <= 0:
            return ()
        article = self.articles[number]
        named = [self.articles[one] for one in closing if not isinstance(one, str)]
        return fit(article, named, self._pointed(article), self.ranking.lists, room)

    def judged(self, article: Article, named: Sequence[Article]) -> Iterator[Judged]:
        """The articles close to one that names some, each with whether it is fit to be shown."""
        return judged(article, named, self._pointed(article), self.ranking.lists)

    def _pointed(self, article: Article) -> frozenset[str]:
        """The sources of the articles that its text points to."""
        targets = self.named_by(article.source).see_also
        return frozenset([self.articles[at].source for at in targets if at is not None])


def assemble(
    articles: Sequence[Article],
    pages: Sequence[StaticPage],
    config: Config,
    visibility: Visibility,
    terms_of: TermsOf,
    recall: Callable[[], Memory] = nothing,
    spread: Spread = in_turn,
    *,
    profiles: Sequence[Profile] = (),
) -> tuple[Site, tuple[Problem, ...]]:
    """The site at a moment, and what is doubtful about it.

    `terms_of` and `recall` are those of `Ranking`.
    """
    visible, held = _visible(articles, visibility)
    visible.sort(key=_newest_first)
    shown_pages = tuple(sorted(page for page in pages if visibility.with_drafts or not page.draft))
    taxonomies, problems = gather(visible, config.slugs.style, CONTENT_FOLDER)
    told, profile_problems = _profiles(profiles, taxonomies)
    named = references(visible, (*shown_pages, *told.values()), config)
    keys = [term_key(name) for name in config.front.sections]
    site = Site(
        config=config,
        addresses=addresses(config.site.base_url),
        articles=tuple(visible),
        pages=shown_pages,
        taxonomies=taxonomies,
        sections=in_order(taxonomies.categories, keys),
        profiles=told,
        at=visibility.at_epoch_seconds,
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
    return site, (*problems, *undated, *profile_problems, *_front_problems(site, articles))


def bare_site(
    config: Config,
    terms: Mapping[tuple[str, str], Term],
    articles: Sequence[Article] = (),
    pages: Sequence[StaticPage] = (),
    *,
    profiles: Mapping[tuple[str, str], Profile] | None = None,
    held: Sequence[Held] = (),
) -> Site:
    """A site whose pages are laid out already, or elsewhere: no more than is shown by them.
    `terms` are those of `Taxonomies.by_spelling`.
    """
    return Site(
        config=config,
        addresses=addresses(config.site.base_url),
        articles=tuple(articles),
        pages=tuple(pages),
        taxonomies=Taxonomies((), (), (), bare_terms(terms)),
        sections=(),
        profiles=profiles or {},
        at=0,
        archives=(),
        ranking=Ranking((), config.related, no_terms),
        references={},
        backlinks={},
        held=tuple(held),
    )


def bare_terms(terms: Mapping[tuple[str, str], Term]) -> dict[tuple[str, str], Term]:
    """Terms without their articles."""
    return {spelling: term._replace(articles=()) for spelling, term in terms.items()}


def _profiles(
    profiles: Sequence[Profile], taxonomies: Taxonomies
) -> tuple[dict[tuple[str, str], Profile], list[Problem]]:
    """What is said of each term; a profile of nobody, or a second one, is a warning."""
    found: dict[tuple[str, str], Profile] = {}
    problems: list[Problem] = []
    if not profiles:
        return found, problems
    names = {
        taxonomy: {term.key: term.name for term in getattr(taxonomies, taxonomy)}
        for taxonomy in ("authors", "categories", "tags")
    }
    for profile in sorted(profiles):
        key, known = term_key(profile.name), names[profile.taxonomy]
        path = f"{CONTENT_FOLDER}/{profile.source}"
        if key not in known:
            message = f"no article has '{profile.name}' in its {profile.taxonomy}"
            hint = did_you_mean(profile.name, known.values()) if len(known) <= 500 else ""
            problems.append(warning(path, "unused-profile", message, line=1, hint=hint))
        elif (profile.taxonomy, key) in found:
            other = found[profile.taxonomy, key].source
            message = f"'{profile.name}' is told of in {CONTENT_FOLDER}/{other} already"
            problems.append(warning(path, "second-profile", message, line=1, hint="keep one"))
        else:
            found[profile.taxonomy, key] = profile
    return found, problems


def _front_problems(site: Site, articles: Sequence[Article]) -> Iterator[Problem]:
    """Names in the front page's rules that nothing has."""
    rules = site.config.front
    if rules.sections:
        known = {term.key: term.name for term in site.taxonomies.categories}
        for name in rules.sections:
            if term_key(name) not in known:
                message = f"front.sections: no article has the category '{name}'"
                hint = did_you_mean(name, known.values())
                yield warning("newsgen.yaml", "unknown-section", message, hint=hint)
    if rules.pins:
        slugs = {article.slug for article in articles}
        for pin in rules.pins:
            if pin.slug not in slugs:
                message = f"front.pins: no article has the slug '{pin.slug}'"
                yield warning("newsgen.yaml", "unknown-pin", message)


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


def _month(article: Article) -> str:
    return article.published.local[:7] if article.published else ""


def _archives(articles: Sequence[Article]) -> tuple[Archive, ...]:
    """Years and their months, newest first; a year stands before its months."""
    found: defaultdict[str, list[Article]] = defaultdict(list)  # by "2024" and "2024-10"
    for month, run in groupby(articles, key=_month):
        if month:
            together = list(run)
            found[month[:4]] += together
            found[month] += together
    order = sorted(found, key=lambda key: (-int(key[:4]), len(key), -int(key[5:] or 0)))
    return tuple(Archive(key[:4], key[5:], tuple(found[key])) for key in order)
