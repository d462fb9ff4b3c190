"""What articles name: the article that each title, pointer and link leads to, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgen.graph.titles.resolving import Resolver, find
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

    def targets(names: Sequence[Named]) -> Targets:
        return tuple([find(title, key, among) for title, key in names]) if names else ()

    found: dict[str, References] = {}
    for one in sources:
        if isinstance(one, StaticPage):
            if one.links:
                found[one.source] = References(links=targets(one.links))
        elif one.named or one.see_also or one.links:
            found[one.source] = References(
                targets(one.named), targets(one.see_also), targets(one.links)
            )
    return found


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
