"""The related stories of a site after an edit of a few bodies: where they are others than before.

An edit that adds or takes words moves articles in the lists of others. The ranking tells in which,
from its memory; of those alone it is asked again which stories are fit to be shown.
"""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.content.terms import Terms, terms_of
from newsgen.graph.choosing import fit
from newsgen.graph.closeness import Memory
from newsgen.graph.ranking import Lists
from newsgen.machine.packs import BodyAt, read_packed
from newsgen.outputs.shelf import Others
from newsgen.programs.memory import RankingMemory
from newsgen.programs.settings import Workplace
from newsgen.programs.surroundings import Opened
from newsgen.words.model import Article

ASKED_AT_MOST = 300  # articles: for more, a build is as quick


class Edited(NamedTuple):
    """An article that was edited, and where its body lay and lies."""

    article: Article
    body_then: BodyAt
    body_now: BodyAt


class Reranked(NamedTuple):
    """What pages show of others now, by the places of the articles; those that show the same as
    before are left out. `ranking` is to be remembered once they are published, with `ranked_from`,
    which tells the content that it is of; None if it is that of before.
    """

    others: Mapping[int, Others]
    memory: RankingMemory
    ranked_from: bytes
    ranking: Memory | None = None


class _Found(Mapping[str, Article]):
    """Articles by source, each read when it is asked for.

    Raises KeyError for one that is lost.
    """

    def __init__(self, place: Workplace, opened: Opened, edits: Sequence[Edited]) -> None:
        self._place, self._opened = place, opened
        self._read = {edit.article.source: edit.article for edit in edits}

    def __getitem__(self, source: str) -> Article:
        if source not in self._read:
            article = self._opened.article(self._opened.places[source], self._place.packs)
            if article is None:
                raise KeyError(source)
            self._read[source] = article
        return self._read[source]

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened.places)

    def __len__(self) -> int:
        return len(self._opened.places)


def ranks_alike(place: Workplace, edit: Edited) -> bool:
    """Whether the bodies that lay there then and now tell a ranking the same."""
    told = [_told(place, edit.article, at) for at in (edit.body_then, edit.body_now)]
    return told[0] is not None and told[0] == told[1]


def reranked(
    place: Workplace, output: Path, opened: Opened, edits: Sequence[Edited]
) -> Reranked | None:
    """What changes where some bodies were edited; None if only a build can tell."""
    settings = place.config.related
    memory = RankingMemory(place, output)
    known = opened.known
    if not edits:
        return Reranked({}, memory, known.ranked_from)
    # Heavy, and not needed for an edit that a ranking does not see.
    from newsgen.graph.features import feature
    from newsgen.graph.related import amended, kept_for

    then = memory.recall()
    if memory.ranked_from != known.ranked_from:
        return None
    features = {}
    for edit in edits:
        terms = _told(place, edit.article, edit.body_now)
        if terms is None:
            return None
        features[edit.article.source] = feature(edit.article, terms)
    now = amended(features, settings, then, kept=kept_for(settings))
    if now is None or now.numbers.keys() != opened.places.keys():
        return None
    asked = _asked(then, now, opened, settings.limit)
    if len(asked) > ASKED_AT_MOST:
        return None
    articles = _Found(place, opened, edits)
    lists = Lists(now, articles)
    others: dict[int, Others] = {}
    try:
        for at in asked:
            ranked = _ranked(at, opened, articles, lists, settings.limit)
            see_also, named, before, links, backlinks = opened.others[at]
            if ranked != before:
                others[at] = (see_also, named, ranked, links, backlinks)
    except KeyError:  # a pack is lost, which a build makes anew
        return None
    return Reranked(others, memory, _after(known.ranked_from, edits), now)


def _after(ranked_from: bytes, edits: Sequence[Edited]) -> bytes:
    """What tells some content after an edit of it."""
    told = hashlib.sha256(ranked_from, usedforsecurity=False)
    for edit in edits:
        told.update(repr((edit.article.source, edit.body_now.source_digest)).encode())
    return told.digest()


def _asked(then: Memory, now: Memory, opened: Opened, limit: int) -> list[int]:
    """The places of the articles that may close with others now: of which the list changed, or
    that hold or name one whose twins did.
    """
    moved = {
        number
        for number, (new, old) in enumerate(zip(now.close, then.close, strict=True))
        if new is not old and array("I", new)[::2] != array("I", old)[::2]
    }
    twinned = {
        number
        for number, (new, old) in enumerate(zip(now.twins, then.twins, strict=True))
        if new != old
    }
    numbers = [now.numbers[source] for source in opened.places]
    asked = []
    for at, number in enumerate(numbers):
        named = opened.others[at][1]
        is_asked = number in moved or number in twinned
        if twinned and not is_asked:
            around = {numbers[one] for one in named if isinstance(one, int)}
            around.update(array("I", now.close[number])[::2])
            is_asked = not twinned.isdisjoint(around)
        if is_asked and len(named) < limit:
            asked.append(at)
    return asked


def _ranked(
    at: int, opened: Opened, articles: Mapping[str, Article], lists: Lists, limit: int
) -> tuple[int, ...]:
    """The places of the closest that are fit to close an article, as in a build."""
    see_also, named, *_ = opened.others[at]
    pointed = frozenset([opened.source(one) for one in see_also if isinstance(one, int)])
    shown = [articles[opened.source(one)] for one in named if isinstance(one, int)]
    found = fit(articles[opened.source(at)], shown, pointed, lists, limit - len(named))
    return tuple([opened.places[one.source] for one in found])


def _told(place: Workplace, article: Article, at: BodyAt) -> Terms | None:
    """What an article with the body that lies there is about; None if that is lost."""
    body = read_packed(str(place.packs), at)
    weights = place.config.related.place_weights
    return terms_of(article.title, article.summary, body, weights) if body else None
