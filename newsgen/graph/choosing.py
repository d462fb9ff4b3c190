"""Which of the closest articles close a story: none twice, and none that says the same again."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from newsgen.graph.ranking import Lists
from newsgen.words.model import Article

Verdict = Literal["ranked", "shown", "same-title", "near-duplicate"]


class Judged(NamedTuple):
    """A close article: "ranked" if it is fit to be shown, or why not, and because of which other
    article (the story itself, or one that stands before it).
    """

    article: Article
    verdict: Verdict
    because: str = ""


def fit(
    article: Article, named: Iterable[Article], pointed: frozenset[str], lists: Lists, room: int
) -> list[Article]:
    """The closest that are fit to be shown, as many as there is room for; see `judged`."""
    found = judged(article, named, pointed, lists)
    return list(islice((one.article for one in found if one.verdict == "ranked"), room))


def judged(
    article: Article, named: Iterable[Article], pointed: frozenset[str], lists: Lists
) -> Iterator[Judged]:
    """The articles close to one, the closest first, each judged after those before it.

    `named` are those that it names itself. Those that its text points to, by source, come last,
    for the reader has passed them.
    """
    close = lists.closest(article)
    if pointed:
        close.sort(key=lambda other: other.source in pointed)
    shown = {one.source: one for one in (article, *named)}
    titles = {one.title_key: one.source for one in reversed(shown.values())}
    twins = {twin: one.source for one in shown.values() for twin in lists.twins(one)}
    for other in close:
        source = other.source
        if source in shown:
            yield Judged(other, "shown", source)
        elif other.title_key in titles:
            yield Judged(other, "same-title", titles[other.title_key])
        elif source in twins:
            yield Judged(other, "near-duplicate", twins[source])
        elif same := sorted(lists.twins(other) & shown.keys()):
            yield Judged(other, "near-duplicate", same[0])
        else:
            shown[source] = other
            titles[other.title_key] = source
            twins |= dict.fromkeys(lists.twins(other), source)
            yield Judged(other, "ranked")
