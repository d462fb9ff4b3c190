"""Which articles are close to which, asked one article at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from newsgen.content.terms import Terms
from newsgen.graph.afresh import Spread, in_turn
from newsgen.graph.closeness import NOTHING, Memory, closest, sources_of
from newsgen.graph.related import rank
from newsgen.graph.signatures import feature
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

TermsOf = Callable[[Sequence[Article]], Mapping[str, Terms]]


def nothing() -> Memory:
    """No earlier ranking."""
    return NOTHING


def no_terms(_: Sequence[Article]) -> Mapping[str, Terms]:
    """What none of no articles is about."""
    return {}


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
        terms = self.terms_of(self.articles)
        features = {one.source: feature(one, terms[one.source]) for one in self.articles}
        return rank(features, self.settings, self.recall(), spread=self.spread)

    @cached_property
    def _by_number(self) -> Sequence[Article | None]:
        by_source = {one.source: one for one in self.articles}
        return [by_source.get(source) for source in sources_of(self.memory)]

    def closest(self, article: Article) -> list[Article]:
        """The articles closest to one, the closest first."""
        numbers = closest(self.memory, article.source)
        return [other for number in numbers if (other := self._by_number[number])]
