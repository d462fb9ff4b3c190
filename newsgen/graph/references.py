"""What articles name: the article that each title, pointer and link leads to, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgen.graph.titles.equals import equals, sure_titles
from newsgen.words.config import Config
from newsgen.words.model import Article, Named, Profile, StaticPage

# Articles by number, their place among those that were given; None for a name that leads nowhere.
Targets = tuple[int | None, ...]


class References(NamedTuple):
    """What one text names, in the order of its `named`, `see_also` and `links`."""

    named: Targets = ()
    see_also: Targets = ()
    links: Targets = ()


NO_REFERENCES = References()


def references(
    articles: Sequence[Article], pages: Sequence[StaticPage | Profile], config: Config
) -> Mapping[str, References]:
    """What the articles, pages and profiles name of these articles, by source; those that name
    nothing are left out.
    """
    known = equals(articles)
    sure = sure_titles(known, articles)
    found: dict[str, References] = {}
    missing: list[Article | StaticPage | Profile] = []
    others: dict[tuple[str, str], None] = {}

    def equal(names: Sequence[Named]) -> Targets:
        """As `find_equal`, which would be called for each name of the site."""
        return tuple([sure.get(name) for name, _ in names]) if names else ()

    sources: list[Article | StaticPage | Profile] = [*articles, *pages]
    for one in sources:
        named, see_also, links = _names_of(one)
        if named or see_also or links:
            made = References(equal(named), equal(see_also), equal(links))
            found[one.source] = made
            if None in made.named or None in made.see_also or None in made.links:
                missing.append(one)
                for names, targets in zip((named, see_also, links), made, strict=True):
                    pairs = zip(names, targets, strict=True)
                    others.update({name: None for name, at in pairs if at is None})
    if not missing:
        return found
    # Seldom needed, and slow to load.
    from newsgen.graph.titles.known_names import resolver
    from newsgen.graph.titles.resolving import find_each

    among = resolver(articles, config.house_names, config.site.base_url, known)
    numbers = {one.source: number for number, one in enumerate(articles)}
    answers = {name: numbers[one.source] for name, one in find_each(others, among).items()}
    for one in missing:
        found[one.source] = References(
            *[
                tuple(
                    [
                        answers.get(named) if at is None else at
                        for named, at in zip(names, targets, strict=True)
                    ]
                )
                for names, targets in zip(_names_of(one), found[one.source], strict=True)
            ]
        )
    return found


def _names_of(
    one: Article | StaticPage | Profile,
) -> tuple[Sequence[Named], Sequence[Named], Sequence[Named]]:
    return one.named if isinstance(one, Article) else (), one.see_also, one.links


def backlinks(
    articles: Iterable[Article], named: Mapping[str, References], limit: int
) -> Mapping[int, Sequence[int]]:
    """By number, the first `limit` articles that name it, in their order; none names itself."""
    found: dict[int, list[int]] = {}
    for number, article in enumerate(articles if limit else ()):
        references_of = named.get(article.source)
        if references_of is None:
            continue
        for target in {*references_of.named, *references_of.see_also, *references_of.links}:
            if target is not None and target != number:
                pointing = found.setdefault(target, [])
                if len(pointing) < limit:
                    pointing.append(number)
    return found


def unresolved(named: Mapping[str, References]) -> int:
    """How many names lead nowhere."""
    return sum([targets.count(None) for one in named.values() for targets in one if targets])
