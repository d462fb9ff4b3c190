"""The shards of the search's index as files: JSON objects that say, by stem, which articles have it
in their titles, in their heads and in their texts.

Stems and articles are numbers in letters, articles in order: `{"2kA5-_": "QZ4-1QZ4-2,,"}`.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.content.search_terms import SearchTerms, numbers_in
from newsgen.language.codes import coded

POSTINGS_AT_ONCE = 400_000
TERM_LETTERS, ARTICLE_LETTERS = 6, 5
_TERM_BITS = 32

# A stem, the place where it stands, and the article in letters.
Posting = tuple[int, int, str]


class NotThere(Exception):
    """A posting that should be taken out of a shard does not stand in it."""


class Posted(NamedTuple):
    """An article in the index: its number, and the stems that it is found by."""

    number: int
    terms: SearchTerms


Change = tuple[Posted | None, Posted | None]  # what an article was and is in the index


def shards_of(
    posted: Sequence[tuple[str, tuple[bytes, bytes, bytes]]],
    shards: int,
    at_once: int = POSTINGS_AT_ONCE,
) -> Iterator[bytes]:
    """All shards from the articles, in the order of their numbers. No more postings are in memory
    than `at_once`, or than a shard has.
    """
    postings = sum([len(packed) for _, terms in posted for packed in terms]) // 4
    step = max(1, shards * at_once // max(1, postings))
    width = (1 << _TERM_BITS) // shards
    for first in range(0, shards, step):
        last = min(shards, first + step)
        low, high = first * width, last * width
        places: tuple[defaultdict[int, list[str]], ...] = tuple(
            defaultdict(list) for _ in SearchTerms._fields
        )
        for article, terms in posted:
            for packed, found in zip(terms, places, strict=True):
                numbers = numbers_in(packed)
                start = bisect_left(numbers, low)
                for term in numbers[start : bisect_left(numbers, high, start)]:
                    found[term].append(article)
        parted: list[dict[str, str]] = [{} for _ in range(first, last)]
        for term in set().union(*places):
            told = ",".join(["".join(found.get(term, ())) for found in places])
            parted[term // width - first][coded(term, TERM_LETTERS)] = told
        yield from map(_shard, parted)


def by_shard(
    changes: Iterable[Change], shards: int
) -> dict[int, tuple[list[Posting], list[Posting]]]:
    """The postings to take out and to put in, by shard."""
    shift = _TERM_BITS - (shards.bit_length() - 1)
    found: defaultdict[int, tuple[list[Posting], list[Posting]]] = defaultdict(lambda: ([], []))
    for then, now in changes:
        old, new = _postings(then), _postings(now)
        for posting in old - new:
            found[posting[0] >> shift][0].append(posting)
        for posting in new - old:
            found[posting[0] >> shift][1].append(posting)
    return found


def renewed(content: bytes, removed: Sequence[Posting], added: Sequence[Posting]) -> bytes:
    """A shard without some postings and with others."""
    found: dict[str, str] = json.loads(content)
    names = {term: coded(term, TERM_LETTERS) for term, *_ in (*removed, *added)}
    changed = {name: found.pop(name, ",,").split(",") for name in names.values()}
    for term, place, article in removed:
        places = changed[names[term]]
        places[place] = _without(places[place], article)
    for term, place, article in added:
        places = changed[names[term]]
        at = _place_of(places[place], article)
        places[place] = f"{places[place][:at]}{article}{places[place][at:]}"
    found.update({name: ",".join(places) for name, places in changed.items() if any(places)})
    return _shard(found)


def _postings(posted: Posted | None) -> set[Posting]:
    if not posted:
        return set()
    article = coded(posted.number, ARTICLE_LETTERS)
    return {
        (term, place, article)
        for place, packed in enumerate(posted.terms)
        for term in numbers_in(packed)
    }


def _without(articles: str, article: str) -> str:
    at = _place_of(articles, article)
    if articles[at : at + ARTICLE_LETTERS] != article:
        raise NotThere
    return articles[:at] + articles[at + ARTICLE_LETTERS :]


def _place_of(articles: str, article: str) -> int:
    """Where an article stands in a sorted row of articles, or should."""
    size = ARTICLE_LETTERS
    return size * bisect_left(
        range(len(articles) // size), article, key=lambda at: articles[size * at : size * (at + 1)]
    )


def _shard(found: Mapping[str, str]) -> bytes:
    """The file: by stem the articles with it in their titles, heads and texts."""
    return json.dumps(found, separators=(",", ":"), sort_keys=True).encode()
