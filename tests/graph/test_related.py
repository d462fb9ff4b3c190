"""Close stories come first, whatever the order of the articles; ties are decided for good."""

import random
from array import array
from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import read_article
from sites import article

from benchmarks.stories import planted_features
from newsgen.content.terms import WEIGHT_UNIT, Terms, terms_of
from newsgen.graph.afresh import told_by
from newsgen.graph.closeness import (
    LEAST,
    NOTHING,
    Memory,
    best_of,
    closest,
    score_of,
    shared,
    sources_of,
)
from newsgen.graph.corrections import corrected, signed_again
from newsgen.graph.features import Feature, feature
from newsgen.graph.rarity import in_period
from newsgen.graph.related import _edited, rank, rules_of
from newsgen.graph.signatures import ROOM, sign
from newsgen.language.body_parts import body_parts
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

STORIES = {
    "oil-1": ("ارتفاع أسعار النفط", "رفعت منظمة أوبك سقف إنتاج النفط الخام في الأسواق العالمية."),
    "oil-2": ("أوبك تخفض الإنتاج", "قررت أوبك خفض إنتاج الخام فارتفعت أسعار النفط في الأسواق."),
    "cup-1": ("نهائي كأس العالم", "فاز المنتخب بالمباراة النهائية وسجل المهاجم هدفين في الملعب."),
    "cup-2": ("هدف في الدقيقة الأخيرة", "سجل المهاجم هدف المباراة فاحتفل المنتخب في الملعب."),
    "sea-1": ("حياة في أعماق البحر", "تعيش أسماك مضيئة في قاع المحيط حيث لا يصل الضوء."),
}

terms: dict[bytes, Terms] = {}  # of all articles that were read here, by their digests


def read(name: str, title: str, body: str, **front: str) -> Article:
    text = article(title, body, **front)
    reading = read_article(text.encode(), f"articles/{name}.md", name, ZoneInfo("Asia/Riyadh"))
    found = reading.value
    assert isinstance(found, Article)
    terms[found.digest] = terms_of(title, found.summary, body_parts(reading.body))
    return found


def stories() -> list[Article]:
    return [read(name, *texts) for name, texts in STORIES.items()]


def ranked(articles: list[Article], chosen: RelatedSettings) -> dict[str, list[str]]:
    memory = rank({one.source: feature(one, terms[one.digest]) for one in articles}, chosen)
    sources = sources_of(memory)
    slugs = {one.source: one.slug for one in articles}
    return {
        one.source: [slugs[sources[number]] for number in closest(memory, one.source)]
        for one in articles
    }


def test_stories_of_one_subject_find_each_other() -> None:
    found = ranked(stories(), RelatedSettings())
    for name, twin in (("oil-1", "oil-2"), ("oil-2", "oil-1"), ("cup-1", "cup-2")):
        assert found[f"articles/{name}.md"][0] == twin


def test_an_article_is_never_its_own_relative() -> None:
    for source, others in ranked(stories(), RelatedSettings()).items():
        assert source.removeprefix("articles/").removesuffix(".md") not in others
        assert len(others) == len(set(others))


def test_a_shared_tag_and_category_bring_stories_nearer() -> None:
    pair = [
        read("a", "خبر عن البحر", "نص عن البحر والسفن."),
        read("b", "خبر عن الموانئ", "نص عن السفن.", tags="[موانئ]", category="اقتصاد"),
        read("c", "خبر عن الصيد", "نص عن السفن.", tags="[موانئ]", category="اقتصاد"),
        read("d", "شيء آخر", "لا علاقة له."),
    ]
    assert ranked(pair, RelatedSettings())["articles/b.md"][0] == "c"


def test_the_ranking_does_not_depend_on_anything_but_the_articles() -> None:
    expected = ranked(stories(), RelatedSettings())
    for seed in range(5):
        shuffled = stories()
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        assert ranked(shuffled, RelatedSettings()) == expected


stem_names = st.integers(0, 30)
parts = st.tuples(
    st.dictionaries(stem_names, st.integers(1, 255), max_size=8),
    st.sets(st.integers(0, 5), max_size=2),
    st.sampled_from(("", "سياسة", "رياضة")),
    st.sets(st.integers(1, 3), max_size=2),
    st.integers(0, 4),
)
newsroom = st.dictionaries(st.sampled_from("abcdefghijkl"), parts)
newsrooms = st.lists(newsroom, min_size=2, max_size=6)
# The same newsroom with one article edited or added at a time.
gradual = st.tuples(
    newsroom, st.lists(st.tuples(st.sampled_from("abcdefghijkl"), parts), max_size=6)
)
histories = newsrooms | gradual.map(
    lambda drawn: [drawn[0], *({**drawn[0], name: part} for name, part in drawn[1])]
)


def features_of(newsroom: dict[str, tuple]) -> dict[str, Feature]:
    found = {}
    for source, (words, tags, category, authors, when) in newsroom.items():
        ids = [*sorted(words), *((1 << 31) | tag for tag in sorted(tags))]
        weights = [*(words[word] for word in sorted(words)), *(0 for _ in tags)]
        names, by = array("I", ids).tobytes(), array("I", sorted(authors)).tobytes()
        found[source] = Feature(names, bytes(weights), category, by, when * 86_400 * 40, source)
    return found


def lists_of(memory: Memory) -> dict[str, list[tuple[str, int]]]:
    sources = sources_of(memory)
    lists = {}
    for source, number in memory.numbers.items():
        pairs = array("I", memory.close[number])
        lists[source] = [(sources[pairs[at]], pairs[at + 1]) for at in range(0, len(pairs), 2)]
    return lists


def twins_in(memory: Memory) -> dict[str, list[str]]:
    sources = sources_of(memory)
    return {
        source: [sources[twin] for twin in array("I", memory.twins[number])]
        for source, number in memory.numbers.items()
    }


@pytest.mark.parametrize(("kept", "common"), [(2, 3), (3, 255), (16, 5)])
@settings(max_examples=300, deadline=None)
@given(histories)
def test_a_ranking_on_the_memory_of_another_is_one_from_nothing(
    kept: int, common: int, history: list[dict[str, tuple]]
) -> None:
    memory = NOTHING
    chosen = RelatedSettings()
    for state in history:
        features = features_of(state)
        memory = rank(features, chosen, memory, kept=kept, common=common)
        clean = rank(features, chosen, kept=kept, common=common)
        assert lists_of(memory) == lists_of(clean)
        assert twins_in(memory) == twins_in(clean)


def naive(features: dict[str, Feature], chosen: RelatedSettings, kept: int, common: int) -> dict:
    """Every pair looked at, with nothing left out to save time."""
    rules = rules_of(features, chosen, kept, common)
    sources = sorted(features)
    known = [features[source] for source in sources]
    told = told_by(known, rules)
    signatures = [sign(one, told, rules) for one in known]
    lists = {}
    for at, source in enumerate(sources):
        totals = [
            (sum(shared(signatures[at], its).values()), o) for o, its in enumerate(signatures)
        ]
        pairs = [
            (score_of(total, known[at], known[other], rules), other)
            for total, other in totals
            if total >= LEAST and other != at
        ]
        best = best_of(pairs, known, kept)
        lists[source] = [(sources[other], score) for score, other in best]
    return lists


@pytest.mark.parametrize(("kept", "common"), [(2, 3), (16, 255)])
@settings(max_examples=200, deadline=None)
@given(newsroom)
def test_a_ranking_is_what_comparing_every_pair_would_give(
    kept: int, common: int, drawn: dict[str, tuple]
) -> None:
    features = features_of(drawn)
    memory = rank(features, RelatedSettings(), kept=kept, common=common)
    assert lists_of(memory) == naive(features, RelatedSettings(), kept, common)


def large_newsroom(chance: random.Random, size: int) -> dict[str, Feature]:
    """Stories of which all hold some of a few names, and some say nearly what another says. Of two
    names more, few hold the one and a tenth the other, so that their periods differ in length.
    """
    drawn: dict[str, tuple] = {}
    for at in range(size):
        words = {min(chance.randrange(60), chance.randrange(60)): chance.randrange(1, 256)}
        words |= {chance.randrange(60): chance.randrange(1, 256) for _ in range(12)}
        if at and chance.random() < 0.2:
            words = {**drawn[str(chance.randrange(at))][0], chance.randrange(60): 9}
        tags = {min(chance.randrange(9), chance.randrange(9))}
        category = chance.choice(("", "سياسة", "رياضة"))
        authors = {chance.randrange(1, 5) for _ in range(chance.randrange(3))}
        drawn[str(at)] = (words, tags, category, authors, chance.randrange(40))
    for name, holders in ((60, 3), (61, size // 10)):
        for at in range(holders):
            drawn[str(at)][0][name] = 9
    return features_of(drawn)


def twins_by_the_rule(features: dict[str, Feature], memory: Memory) -> dict[str, list[str]]:
    """Half of the terms and eight at least, and a cosine of 0.7, with nothing to save time."""
    found: dict[str, list[str]] = {}
    for source, others in lists_of(memory).items():
        mine = weights_by_name(features[source])
        found[source] = []
        for other, _ in others:
            its = weights_by_name(features[other])
            both = mine.keys() & its.keys()
            alike = sum(mine[name] * its[name] for name in both)
            if len(both) >= max(8, len(mine) // 2) and alike >= round(0.7 * WEIGHT_UNIT**2):
                found[source].append(other)
    return found


def weights_by_name(one: Feature) -> dict[int, int]:
    return dict(zip(array("I", one.names), one.weights, strict=True))


def ranked_on(features: dict[str, Feature], memory: Memory, common: int) -> Memory:
    """The ranking on the memory of another, however many articles changed."""
    rules = rules_of(features, RelatedSettings(), 4, common)
    assert memory.basis == tuple(rules)
    now, changed = signed_again(features, _edited(features, memory), memory, rules)
    return corrected(memory, now, changed, rules)


@pytest.mark.parametrize("common", [2, 5, 20])
@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1 << 32))
def test_what_many_hold_is_ranked_exactly_as_well(common: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    chosen = RelatedSettings()
    features = large_newsroom(chance, 100)
    memory = rank(features, chosen, kept=4, common=common)
    told = told_by(list(features.values()), rules_of(features, chosen, 4, common))
    assert len(set(told.period_bits.values())) > 1 or common > 2
    assert lists_of(memory) == naive(features, chosen, 4, common)
    assert twins_in(memory) == twins_by_the_rule(features, memory)
    for count in (1, 3, 9):
        edited = large_newsroom(chance, 100)
        wanted = chance.sample(sorted(features), count)
        features = {**features, **{source: edited[source] for source in wanted}}
        memory = ranked_on(features, memory, common)
        assert lists_of(memory) == naive(features, chosen, 4, common)
        assert twins_in(memory) == twins_by_the_rule(features, memory)


def of_stems(day: int, *stems: int) -> Feature:
    names = array("I", sorted(stems)).tobytes()
    return Feature(names, bytes([99]) * len(stems), "", b"", 86_400 * day, f"{day}")


def days_of_stems(held: dict[int, list[int]]) -> dict[str, Feature]:
    """An article a day from day 32 to 151, with the stems that it holds by day."""
    days = range(32, 152)
    return {f"{day}": of_stems(day, *held.get(day, [100 + day // 2])) for day in days}


def test_stems_that_are_called_the_same_in_two_periods_are_not_counted_as_one() -> None:
    one = 7
    other = in_period(in_period(one, 1), 3)
    held = {day: [one] for day in (*range(32, 40), *range(132, 136))}
    held |= {day: [other] for day in (*range(96, 99), *range(140, 149))}
    features, chosen = days_of_stems(held), RelatedSettings()
    told = told_by(list(features.values()), rules_of(features, chosen, 4, 5))
    assert told.period_bits == {one: 5, other: 5}
    memory = rank(features, chosen, kept=4, common=5)
    features["32"] = of_stems(32, one, 100 + 40 // 2)
    edited, afresh = ranked_on(features, memory, 5), rank(features, chosen, kept=4, common=5)
    for source in features:
        mine, its = edited.numbers[source], afresh.numbers[source]
        assert edited.signatures[mine] == afresh.signatures[its], source


def test_an_article_with_two_such_stems_is_not_its_own_relative() -> None:
    one = 7
    other = in_period(one, 1)
    held = {day: [one] for day in (*range(32, 36), *range(90, 98))}
    held[32] = held[60] = [one, other]
    features = days_of_stems(held)
    memory = rank(features, RelatedSettings(), kept=9, common=5)
    assert "60" in sources_in(memory, "32")
    assert all(source not in sources_in(memory, source) for source in features)


def sources_in(memory: Memory, source: str) -> list[str]:
    return [other for other, _ in lists_of(memory)[source]]


def with_one_tag(count: int, days: int) -> list[Feature]:
    """Stories of one tag, so many days apart each."""
    tag = array("I", [1 << 31]).tobytes()
    return [Feature(tag, b"\0", "", b"", 86_400 * (1 + at * days), str(at)) for at in range(count)]


def test_what_many_hold_tells_only_of_stories_of_one_time() -> None:
    every = {one.slug: one for one in with_one_tag(200, 5)}
    rules = rules_of(every, RelatedSettings())
    told = told_by(list(every.values()), rules)
    first, second, *_, last = (sign(one, told, rules) for one in every.values())
    assert shared(first, second)
    assert not shared(first, last)
    fewer = {slug: one for slug, one in every.items() if int(slug) > 99}
    told = told_by(list(fewer.values()), rules)
    first, *_, last = (sign(one, told, rules) for one in fewer.values())
    assert shared(first, last)


def test_an_article_meets_no_more_others_in_a_large_site() -> None:
    chance = random.Random(1)  # noqa: S311
    names = [int(5000 * chance.random() ** 4) for _ in range(40 * 4000)]
    features = {
        str(at): Feature(
            array("I", sorted(set(names[40 * at : 40 * at + 40]))).tobytes(),
            bytes([99]) * len(set(names[40 * at : 40 * at + 40])),
            "",
            b"",
            86_400 * (1 + at),
            str(at),
        )
        for at in range(4000)
    }
    rules = rules_of(features, RelatedSettings())
    told = told_by(list(features.values()), rules)
    signatures = [sign(one, told, rules) for one in features.values()]
    held = Counter(name for one in signatures for name in array("I", one.names))
    met = [sum(held[name] for name in array("I", one.names)) for one in signatures]
    assert max(met) < 2 * ROOM
    assert min(met) > 0


def with_fewer_stems(one: Feature, count: int) -> Feature:
    return one._replace(names=one.names[4 * count :], weights=one.weights[count:])


@pytest.mark.parametrize(
    ("edit", "signed", "renewed"),
    [
        (lambda one: one._replace(epoch_seconds=one.epoch_seconds + 86_400 * 30), 1, 30),
        (lambda one: with_fewer_stems(one, 1), 1, 10),
        (lambda one: with_fewer_stems(one, 5), 20, 100),
    ],
    ids=["another date", "a stem less", "five stems less"],
)
def test_an_edit_ranks_again_only_what_it_can_change(
    edit: Callable[[Feature], Feature], signed: int, renewed: int
) -> None:
    features = dict(planted_features(None, (0, 600)))
    before = rank(features, RelatedSettings())
    features["300"] = edit(features["300"])
    rules = rules_of(features, RelatedSettings())
    _, changed = signed_again(features, ["300"], before, rules)
    after = rank(features, RelatedSettings(), before)
    lists = zip(before.close, after.close, strict=True)
    assert len(changed) <= signed
    assert sum(then is not now for then, now in lists) <= renewed
    assert lists_of(after) == lists_of(rank(features, RelatedSettings()))


def test_of_two_equally_close_stories_the_one_nearer_in_time_comes_first() -> None:
    body = "تعيش أسماك مضيئة في قاع المحيط."
    found = ranked(
        [
            read("now", "حياة في أعماق البحر", body, date="2024-05-01"),
            read("older", "حياة في أعماق البحار", body, date="2022-05-01"),
            read("nearer", "حياة في أعماق المحيط", body, date="2024-04-01"),
            read("undated", "حياة في قاع البحر", body, date=""),
            *(read(f"else-{at}", f"شيء آخر {at}", "لا علاقة له بما سبق.") for at in range(8)),
        ],
        RelatedSettings(recency_weight=1.0),
    )
    assert found["articles/now.md"][0] == "nearer"


@given(st.integers(0, 20_000), st.integers(1, 4000), st.integers(0, 10_000_000))
def test_nearness_in_time_halves_with_every_half_life(days: int, half: int, weight: int) -> None:
    rules = rules_of({}, RelatedSettings())._replace(half_life_days=half, recency=weight)
    assert rules.fading(0) == weight
    assert rules.fading(half) == weight // 2
    assert rules.fading(days + half) == rules.fading(days) // 2
    assert rules.fading(days) >= rules.fading(days + 1)


def test_a_shared_author_brings_stories_nearer() -> None:
    found = ranked(
        [
            read("a", "خبر عن البحر والسفن", "نص عن البحر.", author="[سلمى, هدى]"),
            read("b", "خبر عن السفن والبحر", "نص عن البحر.", author="كريم"),
            read("c", "خبر عن البحر والسفن", "نص عن البحر.", author="هُدى"),
            read("d", "شيء آخر", "لا علاقة له."),
        ],
        RelatedSettings(author_weight=0.5),
    )
    assert found["articles/a.md"][0] == "c"
