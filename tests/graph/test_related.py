"""Close stories come first, whatever the order of the articles; ties are decided for good."""

import random
from array import array
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import article

from newsgen.content.articles import read_article
from newsgen.content.terms import Terms, terms_of
from newsgen.graph.closeness import NOTHING, Memory, closest, sources_of
from newsgen.graph.related import rank
from newsgen.graph.resolver import resolve, resolver
from newsgen.graph.signatures import Feature, feature
from newsgen.language.arabic import fold
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article, Named

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
    terms[found.digest] = terms_of(title, found.summary, reading.body.headings, reading.body.text)
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
    st.integers(0, 3),
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
    for source, (words, tags, category, when) in newsroom.items():
        ids = [*sorted(words), *((1 << 31) | tag for tag in sorted(tags))]
        weights = [*(words[word] for word in sorted(words)), *(0 for _ in tags)]
        found[source] = Feature(array("I", ids).tobytes(), bytes(weights), category, when, source)
    return found


def lists_of(memory: Memory) -> dict[str, list[tuple[str, int]]]:
    sources = sources_of(memory)
    lists = {}
    for source, number in memory.numbers.items():
        pairs = array("I", memory.close[number])
        lists[source] = [(sources[pairs[at]], pairs[at + 1]) for at in range(0, len(pairs), 2)]
    return lists


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


def named(title: str) -> Named:
    return Named(title, fold(title))


def test_a_title_is_found_in_spite_of_its_spelling() -> None:
    story = read("x", 'شي جين بينغ: الصين \\"لا تخاف\\" بـ 153 طائرةً', "نص.")
    titles = resolver([story], ["خَبَرَيْن"])
    for spelling in (
        "شي جين بينغ: الصين «لا تخاف» بـ153 طائرة",
        "شي جين بينغ الصين لا تخاف بـ ١٥٣ طائره",
        'شي جين بينغ: الصين "لا تخاف" بـ 153 طائرة - خبرين',
    ):
        assert resolve(named(spelling), titles) is story


def test_another_number_or_a_shared_title_links_to_nothing() -> None:
    story = read("x", "رصد 153 طائرة", "نص.")
    assert resolve(named("رصد 45 طائرة"), resolver([story], [])) is None
    twin = read("y", "رصد ١٥٣ طائرة", "نص.")
    assert resolve(named("رصد 153 طائرة"), resolver([story, twin], [])) is None


def test_a_house_name_is_cut_only_at_the_end_and_as_a_word() -> None:
    story = read("x", "ما وراء الخبر", "نص.")
    titles = resolver([story], ["الخبر"])
    assert resolve(named("ما وراء الخبر"), titles) is story
    assert resolve(named("ما وراء"), titles) is story
    assert resolve(named("ما وراءالخبر"), titles) is None
