"""The numbers of articles in the search, and the shards of its index."""

import json
import random
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.search_terms import SearchTerms
from newsgen.language.codes import coded
from newsgen.outputs import search_shards
from newsgen.outputs.search import numbers_of, shard_of_article, shards_for
from newsgen.outputs.search_shards import NotThere, Posted, by_shard, renewed, shards_of
from newsgen.words.model import Article, Moment

FIELDS = dict.fromkeys(Article._fields)
DAY = 86_400
PLACES = SearchTerms._fields

moments = st.none() | st.integers(-(10**11), 10**11)
slugs = st.text("abcdefgh", min_size=1, max_size=4)
terms = st.sets(st.integers(0, 2**32 - 1) | st.integers(0, 9).map(lambda at: at << 28), max_size=9)


def newest_first(dates: Mapping[str, int | None]) -> list[Article]:
    found = [
        Article(
            **{
                **FIELDS,
                "source": f"{slug}.md",
                "slug": slug,
                "published": None if when is None else Moment(when, ""),
            }
        )
        for slug, when in dates.items()
    ]
    return sorted(
        found,
        key=lambda one: (
            one.published is None,
            -one.published.epoch_seconds if one.published else 0,
            one.slug,
        ),
    )


class TestNumbers:
    @given(st.dictionaries(slugs, moments))
    def test_each_article_has_its_own_and_later_ones_have_larger_ones(
        self, dates: dict[str, int | None]
    ) -> None:
        articles = newest_first(dates)
        numbers = numbers_of(articles)
        dated = [numbers[one.source] for one in articles if one.published]
        undated = [numbers[one.source] for one in articles if not one.published]
        assert dated == sorted(dated, reverse=True)
        assert len({*dated, *undated}) == len(articles)
        assert all(0 <= number < 1 << 30 for number in numbers.values())
        assert max(undated, default=0) < min(dated, default=1 << 30)

    @given(st.dictionaries(slugs, st.integers(0, 9 * DAY)), st.integers(0, 9 * DAY))
    def test_another_article_moves_none_of_another_day(
        self, dates: dict[str, int], moment: int
    ) -> None:
        before = numbers_of(newest_first(dates))
        after = numbers_of(newest_first({**dates, "new-one": moment}))
        for slug, when in dates.items():
            if when // DAY != moment // DAY or when < moment:
                assert after[f"{slug}.md"] == before[f"{slug}.md"]

    def test_the_same_articles_in_any_order_have_the_same_numbers(self) -> None:
        dates = {f"a{number}": number * 1000 for number in range(300)}
        shuffled = dict(random.Random(5).sample(sorted(dates.items()), len(dates)))  # noqa: S311
        assert numbers_of(newest_first(dates)) == numbers_of(newest_first(shuffled))


class TestSharding:
    def test_the_number_of_shards_is_a_power_of_two_that_is_seldom_another(self) -> None:
        assert [shards_for(count) for count in (0, 1, 32, 33, 64, 65, 10_000, 16_384, 16_385)] == [
            *(1, 1, 1, 2, 2, 4, 512, 512, 1024)
        ]
        assert len({shards_for(count) for count in range(100_000)}) <= 14

    def test_stories_are_spread_evenly_though_days_are_full_of_them(self) -> None:
        numbers = [(day + 20_000 << 12) + at for day in range(1000) for at in range(10)]
        sizes = Counter(shard_of_article(number, 512) for number in numbers)
        assert len(sizes) == 512
        assert max(sizes.values()) <= 45


def posted(found: Mapping[int, tuple[set[int], ...]]) -> dict[int, Posted]:
    """Articles by number, each with its terms in places; none stands in two."""
    made = {}
    for number, (title, heads, text) in found.items():
        places = (title, heads - title, text - heads - title)
        packed = SearchTerms(*[array("I", sorted(place)).tobytes() for place in places])
        made[number] = Posted(number, packed)
    return made


def all_shards(articles: Mapping[int, Posted], shards: int) -> list[bytes]:
    rows = [(coded(number, 5), articles[number].terms) for number in sorted(articles)]
    return list(shards_of(rows, shards))


def by_hand(articles: Mapping[int, Posted], shards: int) -> list[dict[str, str]]:
    """Each posting looked at by itself."""
    found: list[defaultdict[str, list[str]]] = [
        defaultdict(lambda: ["", "", ""]) for _ in range(shards)
    ]
    for number in sorted(articles):
        for place, packed in enumerate(articles[number].terms):
            for term in array("I", packed):
                found[term * shards >> 32][coded(term, 6)][place] += coded(number, 5)
    return [{term: ",".join(told) for term, told in shard.items()} for shard in found]


articles = st.dictionaries(st.integers(0, 40), st.tuples(terms, terms, terms), max_size=8)
counts = st.sampled_from((1, 2, 8, 64))


class TestShards:
    @settings(deadline=None)
    @given(articles, counts)
    def test_they_hold_every_posting_once(
        self, found: dict[int, tuple[set[int], ...]], shards: int
    ) -> None:
        made = posted(found)
        assert [json.loads(one) for one in all_shards(made, shards)] == by_hand(made, shards)

    @settings(deadline=None)
    @given(articles, counts)
    def test_however_many_are_made_at_once_they_are_the_same(
        self, found: dict[int, tuple[set[int], ...]], shards: int
    ) -> None:
        made = posted(found)
        rows = [(coded(number, 5), made[number].terms) for number in sorted(made)]
        together = list(shards_of(rows, shards))
        assert list(shards_of(rows, shards, at_once=3)) == together

    @settings(deadline=None)
    @given(articles, articles, counts)
    def test_changed_ones_equal_those_from_nothing(
        self,
        before: dict[int, tuple[set[int], ...]],
        after: dict[int, tuple[set[int], ...]],
        shards: int,
    ) -> None:
        then, now = posted(before), posted(after)
        files = all_shards(then, shards)
        every = sorted({*then, *now})
        changes = [(then.get(number), now.get(number)) for number in every]
        touched = by_shard(changes, shards)
        for shard, (removed, added) in touched.items():
            files[shard] = renewed(files[shard], removed, added)
        assert files == all_shards(now, shards)
        changed = [a != b for a, b in zip(all_shards(then, shards), files, strict=True)]
        assert sorted(touched) == [shard for shard, is_new in enumerate(changed) if is_new]

    def test_articles_can_swap_their_numbers(self) -> None:
        one, two = ({1, 2}, set(), {3}), ({2}, {1}, set())
        then, now = posted({5: one, 6: two}), posted({5: two, 6: one})
        (content,) = all_shards(then, 1)
        changes = [(then[5], now[6]), (then[6], now[5])]
        assert renewed(content, *by_shard(changes, 1)[0]) == all_shards(now, 1)[0]

    def test_a_posting_that_is_not_there_is_told(self) -> None:
        (content,) = all_shards(posted({5: ({1}, set(), set())}), 1)
        with pytest.raises(NotThere):
            renewed(content, [(1, 0, coded(6, 5))], [])

    def test_places_are_those_that_the_script_expects(self) -> None:
        assert PLACES == ("title", "heads", "text")
        assert search_shards.TERM_LETTERS == 6
        assert search_shards.ARTICLE_LETTERS == 5
