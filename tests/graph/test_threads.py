"""Proposals of stories: news that is close in words and time, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest
from test_related import read, terms

from benchmarks.threads import corpus, quality
from newsgen.graph.threads import Proposal, propose
from newsgen.words.model import Article

FIRE = (
    ("f1", "حريق مصفاة الشعيبة يوقف الإنتاج", "اندلع حريق في مصفاة الشعيبة فجر اليوم."),
    ("f2", "إخماد حريق مصفاة الشعيبة", "أخمدت فرق الإطفاء حريق مصفاة الشعيبة."),
    ("f3", "تحقيق في حريق مصفاة الشعيبة", "فتحت النيابة تحقيقا في حريق مصفاة الشعيبة."),
    ("f4", "مصفاة الشعيبة تعود إلى العمل بعد الحريق", "عادت مصفاة الشعيبة بعد حريق الأسبوع."),
)
OTHERS = (
    ("o1", "المنتخب يفوز بثلاثية", "فاز المنتخب في المباراة الودية مساء أمس."),
    ("o2", "معرض الكتاب يفتح أبوابه", "افتتح الوزير معرض الكتاب بمشاركة دور نشر."),
    ("o3", "أمطار غزيرة على الساحل", "توقعت الأرصاد أمطارا غزيرة على الساحل غدا."),
    ("o4", "جائزة للرواية العربية", "أعلنت اللجنة القائمة القصيرة للجائزة."),
)


def news(**fire: str) -> list[Article]:
    """A fire that is told day after day, among other news; `fire` is front matter of its news."""
    told = [
        read(name, title, body, date=f"2024-05-0{day}", **fire)
        for day, (name, title, body) in enumerate(FIRE, start=1)
    ]
    told += [
        read(name, title, body, date=f"2024-05-0{day}")
        for day, (name, title, body) in enumerate(OTHERS, start=1)
    ]
    return sorted(told, key=lambda one: one.published.epoch_seconds, reverse=True)


def slugs(proposals: tuple[Proposal, ...]) -> list[list[str]]:
    return [[one.slug for one in proposal.articles] for proposal in proposals]


def proposed(articles: Sequence[Article], **asked: Any) -> tuple[Proposal, ...]:
    return propose(articles, {one.source: terms[one.digest] for one in articles}, **asked)


def test_news_of_one_event_is_proposed_newest_first() -> None:
    found = proposed(news())
    assert slugs(found) == [["f4", "f3", "f2", "f1"]]
    assert {"الشعيبة", "مصفاة"} <= set(found[0].words)
    assert "الشعيبة" in found[0].name
    assert 0 < found[0].closeness <= 1


def test_a_chain_whose_ends_have_nothing_in_common_is_no_story() -> None:
    words = (
        "زيتون مرفأ قافلة منارة قنديل سرداب طاحونة بستان خيمة نافورة محراث فانوس مرجان قطن".split()
    )
    chain = [
        read(f"c{at}", " ".join(words[2 * at : 2 * at + 4]), "نص.", date=f"2024-05-0{at + 1}")
        for at in range(6)
    ]
    assert proposed(chain[::-1]) == ()
    assert len(proposed(chain[2::-1])) == 1


def test_a_tag_that_tells_them_names_the_story() -> None:
    found = proposed(news(tags="[حريق الشعيبة]"))
    assert found[0].name == "حريق الشعيبة"
    assert found[0].tags == ("حريق الشعيبة",)


def test_articles_that_belong_to_a_story_are_left_out() -> None:
    assert proposed(news(story="حريق المصفاة")) == ()


def test_a_name_that_a_story_has_is_not_proposed_again() -> None:
    tagged = news(tags="[حريق الشعيبة]")
    other = read("x", "خبر آخر", "نص.", date="2024-01-01", story="حريق الشعيبه")
    assert proposed([*tagged, other])[0].name == "حريق الشعيبة 2024-05-01"


def test_a_longer_pause_than_allowed_ends_a_story() -> None:
    late = read("f9", FIRE[0][1], FIRE[0][2], date="2024-07-01")
    assert slugs(proposed([late, *news()])) == [["f4", "f3", "f2", "f1"]]
    assert slugs(proposed([late, *news()], days=60)) == [["f9", "f4", "f3", "f2", "f1"]]


@pytest.mark.parametrize("least", [4, 5])
def test_fewer_articles_than_asked_for_are_no_story(least: int) -> None:
    assert len(proposed(news(), least=least)) == (least == 4)


def test_undated_articles_are_left_out() -> None:
    undated = read("u", FIRE[1][1], FIRE[1][2], date="")
    assert slugs(proposed([*news(), undated])) == [["f4", "f3", "f2", "f1"]]


def test_nothing_gives_nothing() -> None:
    assert proposed([]) == ()


def test_most_runs_of_a_planted_topic_are_found_and_hardly_mixed() -> None:
    articles, about, topics = corpus(1_200)
    found = quality(propose(articles, about, days=60), articles, topics)
    assert found.proposals >= 10
    assert found.purity >= 0.9
