"""What articles name: the article that each title, pointer and link leads to, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgen.graph.titles.resolving import Resolver, find_each, find_equal
from newsgen.words.model import Article, Named, StaticPage

Targets = tuple[Article | None, ...]


class References(NamedTuple):
    """The articles that one article names, in the order of its `named`, `see_also` and `links`;
    None for a name that leads nowhere.
    """

    named: Targets = ()
    see_also: Targets = ()
    links: Targets = ()


NO_REFERENCES = References()


def references(
    sources: Iterable[Article | StaticPage], among: Resolver[Article]
) -> Mapping[str, References]:
    """What the articles and pages name, by source; those that name nothing are left out."""
    found: dict[str, References] = {}
    missing: list[Article | StaticPage] = []
    others: dict[tuple[str, str], None] = {}

    def equal(names: Sequence[Named]) -> Targets:
        return tuple([find_equal(name, key, among) for name, key in names]) if names else ()

    for one in sources:
        if one.links or (isinstance(one, Article) and (one.named or one.see_also)):
            lists = _names_of(one)
            found[one.source] = made = References(*map(equal, lists))
            if any(None in targets for targets in made):
                missing.append(one)
                for names, targets in zip(lists, made, strict=True):
                    others.update(
                        {named: None for named, at in zip(names, targets, strict=True) if not at}
                    )
    answers = find_each(others, among) if others else {}
    for one in missing:
        found[one.source] = References(
            *[
                tuple([at or answers.get(named) for named, at in zip(names, targets, strict=True)])
                for names, targets in zip(_names_of(one), found[one.source], strict=True)
            ]
        )
    return found


def _names_of(
    one: Article | StaticPage,
) -> tuple[Sequence[Named], Sequence[Named], Sequence[Named]]:
    return (one.named, one.see_also, one.links) if isinstance(one, Article) else ((), (), one.links)


def backlinks(
    articles: Iterable[Article], named: Mapping[str, References], limit: int
) -> Mapping[str, Sequence[Article]]:
    """By source, the first `limit` articles that name it, in the order given; none names itself."""
    found: dict[str, list[Article]] = {}
    for article in articles if limit else ():
        references_of = named.get(article.source)
        if references_of is None:
            continue
        for target in {at.source for targets in references_of for at in targets if at}:
            if target != article.source:
                pointing = found.setdefault(target, [])
                if len(pointing) < limit:
                    pointing.append(article)
    return found


def unresolved(named: Mapping[str, References]) -> int:
    """How many names lead nowhere."""
    return sum([targets.count(None) for one in named.values() for targets in one])
