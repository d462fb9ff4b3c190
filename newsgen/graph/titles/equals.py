"""Names that are titles, letter by letter: most names are, and these rules are quick to load."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from newsgen.graph.titles.records import Titled

One = TypeVar("One", bound=Titled)


class Equals(NamedTuple, Generic[One]):
    """Articles by the key of their titles, those that share one apart, and all slugs."""

    by_title: Mapping[str, One]
    twins: Mapping[str, Sequence[One]]
    slugs: frozenset[str]


def equals(titled: Sequence[One]) -> Equals[One]:
    """The titles of these articles."""
    by_title = {one.title_key: one for one in titled}
    twins: dict[str, list[One]] = {}
    by_title.pop("", None)
    if len(by_title) < len(titled):
        groups: defaultdict[str, list[One]] = defaultdict(list)
        for one in titled:
            groups[one.title_key].append(one)
        twins = {key: found for key, found in groups.items() if key and len(found) > 1}
        for key in twins:
            del by_title[key]
    return Equals(by_title, twins, frozenset([one.slug for one in titled]))


def sure_titles(among: Equals[One], titled: Sequence[One]) -> Mapping[str, int]:
    """What `find_equal` gives for all names that it finds, by name: equal names have equal keys.
    The articles go by their place in `titled`, which all the titles are of.
    """
    by_title, slugs = among.by_title, among.slugs
    return {
        one.title: number
        for number, one in enumerate(titled)
        if one.title_key in by_title and one.title not in slugs
    }


def find_equal(name: str, key: str, among: Equals[One]) -> One | None:
    """The article with this very title, if that alone decides."""
    found = among.by_title.get(key)
    is_sure = found is not None and found.title == name and name not in among.slugs
    return found if is_sure else None
