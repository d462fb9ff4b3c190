"""How close two articles are, told with the words and tags that they share."""

import re
from functools import lru_cache
from typing import NamedTuple

from newsgen.content.articles import body_of
from newsgen.content.terms import term_id
from newsgen.graph.closeness import WHOLE, parts_of, shared
from newsgen.graph.ranking import Ranking
from newsgen.graph.features import tag_name
from newsgen.graph.rarity import Rules
from newsgen.language.arabic import TATWEEL, fold_words, stem
from newsgen.programs.settings import Workplace
from newsgen.words.model import CONTENT_FOLDER, Article

_LETTERS = re.compile(rf"[\w{TATWEEL}\u064b-\u0652\u0670]+")


class Shared(NamedTuple):
    """A word or tag that two articles share, with what it adds to their score."""

    name: str
    score: float


class Closeness(NamedTuple):
    """The score of two articles and its parts: 1 is what an article has with its twin by words
    alone. `shared_words` and `shared_tags` are those behind the first two, the heaviest first.
    """

    score: float
    words: float
    tags: float
    category: float
    author: float
    recency: float
    shared_words: tuple[Shared, ...]
    shared_tags: tuple[Shared, ...]


def closeness(one: Article, other: Article, ranking: Ranking, place: Workplace) -> Closeness | None:
    """How close they are; None where no story has room for a ranked one."""
    memory = ranking.made
    if not memory:
        return None
    pair = memory.numbers[one.source], memory.numbers[other.source]
    parts = parts_of(pair, memory, Rules(*memory.basis))
    found = shared(*(memory.signatures[number] for number in pair))
    words, tags = _words(one, place), {tag_name(tag): tag for tag in one.tags}
    return Closeness(
        _rounded(sum(parts)),
        _rounded(parts.words),
        _rounded(parts.tags),
        _rounded(parts.category),
        _rounded(parts.author),
        _rounded(parts.recency),
        _named(found, words),
        _named(found, tags),
    )


def _named(found: dict[int, int], names: dict[int, str]) -> tuple[Shared, ...]:
    told = [Shared(names[at], _rounded(score)) for at, score in found.items() if at in names]
    return tuple(sorted(told, key=lambda each: (-each.score, each.name)))


def _rounded(score: int) -> float:
    return round(score / WHOLE, 3)


@lru_cache(maxsize=4)
def _words(one: Article, place: Workplace) -> dict[int, str]:
    """The words of an article as each stands there first, by the names of their stems."""
    content = (place.folders.content / one.source).read_bytes()
    body = body_of(content, f"{CONTENT_FOLDER}/{one.source}")
    names: dict[int, str] = {}
    for written in _LETTERS.findall(" ".join((one.title, one.summary, *body.headings, body.text))):
        for word in fold_words(written):
            names.setdefault(term_id(stem(word)), written)
    return names
