"""How close two articles are, told with the words and tags that they share."""

import re
from functools import lru_cache
from typing import NamedTuple

from newsgen.content.articles import body_of
from newsgen.content.terms import term_id
from newsgen.graph.closeness import WHOLE, parts_of, shared
from newsgen.graph.features import NOBODY, tag_name
from newsgen.graph.ranking import Ranking
from newsgen.graph.rarity import Rules, in_period
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
    rules = Rules(*memory.basis)
    parts = parts_of(pair, memory, rules)
    found = shared(*(memory.signatures[number] for number in pair))
    day = (memory.features[pair[0]] or NOBODY).day
    words = _called(_words(one, place), day, rules)
    tags = _called({tag_name(tag): tag for tag in one.tags}, day, rules)
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


def _called(names: dict[int, str], day: int, rules: Rules) -> dict[int, str]:
    """All that these names may be called in the signature of an article of a day."""
    called = {
        in_period(name, day >> bits): word
        for bits in range(rules.span_bits + 1)
        for name, word in names.items()
    }
    return called | names


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
