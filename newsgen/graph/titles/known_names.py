"""All names that articles answer to, ready for the rules of `resolving`. What a rule needs is made
when the first name gets that far, for an equal title costs only a look-up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic

from newsgen.graph.titles.addresses import Host, address_key, host
from newsgen.graph.titles.bare import bare, may_have_more
from newsgen.graph.titles.equals import Equals, One, equals
from newsgen.graph.titles.near import Entry, Index, index
from newsgen.graph.titles.records import path_of
from newsgen.language.arabic import fold


class Resolver(Generic[One]):
    """All names of all articles. Make one with `resolver`; nothing of it changes."""

    def __init__(
        self, titled: Sequence[One], house_keys: frozenset[str], home: Host, among: Equals[One]
    ) -> None:
        self.titled = titled
        self.house_keys = house_keys
        self.home = home
        self.equals = among

    @cached_property
    def by_source(self) -> Mapping[str, One]:
        return {one.source: one for one in self.titled}

    @cached_property
    def by_slug(self) -> Mapping[str, frozenset[str]]:
        sources: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.titled:
            if one.slug:
                sources[one.slug].add(one.source)
        return {slug: frozenset(found) for slug, found in sources.items()}

    @cached_property
    def by_address(self) -> Mapping[str, frozenset[str]]:
        """Sources by address. An address in use is never an old one as well."""
        current: defaultdict[str, set[str]] = defaultdict(set)
        old: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.titled:
            if key := address_key(path_of(one), Host("", "")):
                current[key].add(one.source)
            for alias in one.aliases:
                if key := address_key(alias, Host("", "")):
                    old[key].add(one.source)
        return {key: frozenset(sources) for key, sources in (old | current).items()}

    @cached_property
    def by_former_title(self) -> Mapping[str, Sequence[Entry]]:
        return _grouped(
            Entry(key, one.source, title)
            for one in self.titled
            for title in one.former_titles
            if (key := fold(title))
        )

    @cached_property
    def dressed(self) -> Mapping[str, Sequence[Entry]]:
        """Titles that have a house name or a label, by what they are without."""
        house_keys = tuple(self.house_keys)
        stripped = (
            (one.source, bare(one.title, one.title_key, self.house_keys), one.title_key)
            for one in self.titled
            if may_have_more(one.title_key, house_keys)
        )
        return _grouped(
            Entry(less.key, source, less.title, less.labels)
            for source, less, key in stripped
            if less.key != key
        )

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Titles and former titles, without what `bare` takes away."""
        dressed = {entry.source: entry for group in self.dressed.values() for entry in group}
        current = [
            dressed.get(one.source) or Entry(one.title_key, one.source, one.title)
            for one in self.titled
            if one.title_key
        ]
        return current + [entry for group in self.by_former_title.values() for entry in group]

    @cached_property
    def index(self) -> Index:
        return index(self.entries)

    def keys(self) -> Sequence[str]:
        """The keys of the entries."""
        stripped = {entry.source: key for key, group in self.dressed.items() for entry in group}
        keys = [stripped.get(one.source, one.title_key) for one in self.titled]
        return [*filter(None, keys), *self.by_former_title]


def resolver(
    titled: Iterable[One],
    house_names: Iterable[str] = (),
    base_url: str = "",
    known: Equals[One] | None = None,
) -> Resolver[One]:
    """A resolver among these articles; their order does not matter.

    `house_names` are those of the publisher, which stand at the end of titles. `base_url` is the
    site's own, so that its full urls are known. Whoever has the `equals` of these articles gives
    them.
    """
    house_keys = frozenset(key for name in house_names if (key := fold(name)))
    titled = tuple(titled)
    return Resolver(titled, house_keys, host(base_url), known or equals(titled))


def _grouped(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.key].append(entry)
    return groups
