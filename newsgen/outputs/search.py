"""The search: its page, and in shards the stories that it can show. The words that they are found
by are an index of their own, which `newsgen.machine.search_index` keeps.

An article has a number that grows with its time, so that the newest come first without a look at
their dates. It depends on the articles of the same day alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from zlib import crc32

from newsgen.language.arabic import STOP_WORDS, guillemets
from newsgen.language.codes import coded
from newsgen.language.direction import quotation_marks
from newsgen.language.urls import article_folder, search_path, search_shard_path
from newsgen.outputs.making import deferred, page
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Article, Moment, Page

ARTICLES_A_SHARD = 32
CODE_LETTERS = 5  # of an article's number: 30 bits
_A_DAY = 12  # bits for the articles of a day
_FIRST_DAY, _LAST_DAY = 1 << 14, 63 << 12  # what is below is left to articles without a date
_DAYS_BEFORE_1970 = 156_384  # so that the first day is in 1586 and the last in 2248
_SPREAD = 2_654_435_761  # Knuth's multiplier: numbers near each other go to shards far apart


class FoundStory(NamedTuple):
    """A story as the search shows it; `code` is its number in letters."""

    code: str
    title: str
    slug: str
    section: str
    published: Moment | None
    summary: str


def search(shelf: Shelf) -> Iterator[Page]:
    """The page, and the shards of stories, for a site that wants them."""
    if not shelf.site.config.search:
        return
    articles = shelf.site.articles
    shards, url = shards_for(len(articles)), shelf.site.addresses.url
    yield page(
        search_path(),
        "search",
        "search.html",
        {
            "title": "",
            "description": "",
            "url": url(search_path()),
            "shards": shards,
            "words": url(search_shard_path("words", shards)),
            "found_stories": url(search_shard_path("stories", shards)),
            "articles": url(article_folder()),
            "stop_words": " ".join(sorted(STOP_WORDS)),
        },
    )
    held: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    numbers = numbers_of(articles)
    for at, one in enumerate(articles):
        number = numbers[one.source]
        held[shard_of_article(number, shards)].append((number, at))
    view = partial(_stories, shelf)
    for shard in range(shards):
        found = sorted(held[shard])
        yield deferred(
            search_shard_path("stories", shards, shard),
            "search",
            "search-stories.json",
            ([number for number, _ in found], shelf.keys_of([at for _, at in found])),
            view,
            of=(found,),
        )


def _stories(shelf: Shelf, found: Sequence[tuple[int, int]]) -> Mapping[str, object]:
    """`found` are the numbers of articles in the search, and their places on the site."""
    marks = quotation_marks(shelf.site.config.site.language)
    return {"stories": tuple([_story(shelf, number, at, marks) for number, at in found])}


def _story(shelf: Shelf, number: int, at: int, marks: str) -> FoundStory:
    card = shelf.card(at)
    return FoundStory(
        coded(number, CODE_LETTERS),
        guillemets(card.title, marks),
        shelf.article(at).slug,
        card.category,
        card.published,
        guillemets(card.summary, marks),
    )


def shards_for(articles: int) -> int:
    """Into how many shards words and stories are parted: a power of two, so that it is seldom
    another.
    """
    return 1 << max(0, (articles - 1) // ARTICLES_A_SHARD).bit_length()


def shard_of_article(number: int, shards: int) -> int:
    """The shard of stories that an article is in."""
    return (number * _SPREAD & 0xFFFF_FFFF) >> 12 & (shards - 1)


def numbers_of(articles: Sequence[Article]) -> dict[str, int]:
    """A number below 2 to the power of 30 for each article of a site, by source; `articles` stand
    newest first, undated ones last.

    An article without a date has a number that its slug gives.
    """
    numbers: dict[str, int] = {}
    last = -1
    undated = [
        (crc32(one.slug.encode()) >> 6, one.slug, one.source)
        for one in articles
        if not one.published
    ]
    for wish, _, source in sorted(undated):
        numbers[source] = last = max(wish, last + 1)
    for one in reversed(articles):
        if one.published:
            day = one.published.epoch_seconds // 86_400 + _DAYS_BEFORE_1970
            wish = min(max(day, _FIRST_DAY), _LAST_DAY) << _A_DAY
            numbers[one.source] = last = max(wish, last + 1)
    return numbers
