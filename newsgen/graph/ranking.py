"""Which articles are close to which, asked one article at a time."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from newsgen.content.terms import Terms
from newsgen.graph.closeness import NOTHING, Memory, closest, sources_of
from newsgen.graph.spread import Spread, in_turn
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

TermsOf = Callable[[Sequence[Article]], Mapping[str, Terms]]


def nothing() -> Memory:
    """No earlier ranking."""
    return NOTHING


def no_terms(_: Sequence[Article]) -> Mapping[str, Terms]:
    """What none of no articles is about."""
    return {}


_NOBODY: frozenset[str] = frozenset()


class Lists:
    """The lists of the closest, for some articles by source: of those that nobody asks for, none
    need be there.
    """

    def __init__(self, memory: Memory, articles: Mapping[str, Article]) -> None:
        self._memory = memory
        self._articles = articles
        self._sources = sources_of(memory)

    def closest(self, article: Article) -> list[Article]:
        """The articles closest to one, the closest first."""
        sources, articles = self._sources, self._articles
        return [articles[sources[number]] for number in closest(self._memory, article.source)]

    def twins(self, article: Article) -> frozenset[str]:
        """The sources of the articles that say nearly the same as this one."""
        numbers = self._memory.twins[self._memory.numbers[article.source]]
        if not numbers:
            return _NOBODY
        return frozenset([self._sources[number] for number in array("I", numbers)])


class Ranking:
    """The ranking of some articles, made when the first is asked for: a site whose stories all name
    enough others never needs it. `terms_of` gives by source what the articles are about, and
    `recall` an earlier ranking to build on.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        settings: RelatedSettings,
        terms_of: TermsOf,
        recall: Callable[[], Memory] = nothing,
        spread: Spread = in_turn,
    ) -> None:
        self.articles = articles
        self.settings = settings
        self.terms_of = terms_of
        self.recall = recall
        self.spread = spread

    @property
    def made(self) -> Memory | None:
        """The ranking, if anybody asked."""
        return self.__dict__.get("memory")

    @cached_property
    def memory(self) -> Memory:
        # Heavy, and not needed where all stories name enough others.
        from newsgen.graph.features import feature
        from newsgen.graph.related import kept_for, rank

        terms = self.terms_of(self.articles)
        features = {one.source: feature(one, terms[one.source]) for one in self.articles}
        kept = kept_for(self.settings)
        return rank(features, self.settings, self.recall(), kept=kept, spread=self.spread)

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.memory, {one.source: one for one in self.articles})
