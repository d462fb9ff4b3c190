"""Related stories are the right ones: on planted topics, and by the judgement of a reader."""

from benchmarks.quality import precision, twins_shown
from benchmarks.rankers import newsgen
from benchmarks.stories import Story, judged, planted, republished, without_terms


def found(stories: list[Story]) -> float:
    return precision(newsgen(stories), stories)


def test_planted_topics_are_found() -> None:
    stories = planted(400)
    assert found(stories) >= 0.98
    assert found(without_terms(stories)) >= 0.9


def test_readers_agree_with_the_ranking_of_our_own_site() -> None:
    assert found(judged()) >= 0.8


def test_precision_counts_the_right_among_the_first_that_there_can_be() -> None:
    one, other, *_ = planted(10)
    stories = [
        one._replace(name="a", related=frozenset("bcde")),
        other._replace(name="b", related=frozenset("a")),
    ]
    assert precision({"a": ["b", "x", "c"], "b": ["x", "a"]}, stories) == 2 / 4


def test_stories_published_twice_do_not_lead_to_each_other() -> None:
    stories, pairs = republished(300, 40)
    assert twins_shown(newsgen(stories), pairs) == 0
