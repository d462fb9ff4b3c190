"""The front page: who stands where, by pins, weights, quotas and time; nobody stands twice."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from readings import read_article
from sites import article

from newsgen.graph.front import Slots, compose, in_order, turning_points
from newsgen.graph.site import Site, assemble
from newsgen.words.config import BreakingLine, Config, FrontSettings, Pin, SiteSettings
from newsgen.words.model import Article, Visibility

HOUR = 3600
NOON = 1_714_564_800  # 2024-05-01 12:00 UTC
ALL = FrontSettings(quota=0)


def story(number: int, **front: str) -> Article:
    """The higher its number, the newer; each is an hour newer than the one before."""
    front = {"date": f"2024-05-01T{number:02}:00:00Z", "category": "سياسة", **front}
    text = article(f"خبر {number}", **front)
    value = read_article(text.encode(), f"articles/{number}.md", "a.md", ZoneInfo("UTC")).value
    assert isinstance(value, Article)
    return value


def site(stories: Sequence[Article], rules: FrontSettings = ALL) -> Site:
    config = Config(SiteSettings("صحيفة"), front=rules)
    return assemble(stories, (), config, Visibility(NOON, with_future=True), lambda _: {})[0]


def composed(stories: Sequence[Article], rules: FrontSettings = ALL, at: int = NOON) -> Slots:
    made = site(stories, rules)
    return compose(made.articles, made.sections, rules, at)


def names(stories: Sequence[Article]) -> list[int]:
    return [int(one.slug) for one in stories]


def test_without_rules_the_newest_stand_first() -> None:
    found = composed([story(number) for number in range(12)])
    assert names(found.lead) == [11]
    assert names(found.secondaries) == [10, 9, 8, 7]
    assert names(found.latest) == [6, 5, 4, 3, 2, 1, 0]
    assert found.blocks == ()


def test_a_pin_holds_the_top_until_its_moment() -> None:
    stories = [*(story(number) for number in range(1, 8)), story(0, pin_until="2024-05-01T13:00Z")]
    assert names(composed(stories).lead) == [0]
    assert names(composed(stories, at=NOON + HOUR - 1).lead) == [0]
    assert names(composed(stories, at=NOON + HOUR).lead) == [7]


def test_pins_of_the_settings_stand_in_their_order_before_all_others() -> None:
    stories = [*(story(number) for number in range(1, 8)), story(0, pin_until="2024-06-01")]
    pins = (Pin("2", NOON + 1), Pin("5", NOON), Pin("9", NOON + 1), Pin("1", NOON + 1))
    found = composed(stories, ALL._replace(pins=pins))
    assert names(found.lead + found.secondaries) == [2, 1, 0, 7, 6]


def test_a_weight_makes_a_story_stand_as_if_it_were_newer_but_not_in_the_latest() -> None:
    stories = [story(number) for number in range(1, 8)] + [story(0, weight="1")]
    assert names(composed(stories, ALL._replace(weight_hours=6.5)).lead) == [7]
    assert names(composed(stories, ALL._replace(weight_hours=6.5)).secondaries) == [0, 6, 5, 4]
    assert names(composed(stories, ALL._replace(weight_hours=8)).lead) == [0]
    light = [story(number) for number in range(7)] + [story(7, weight="-1")]
    assert names(composed(light).lead) == [6]
    assert names(composed(light).latest) == [7, 1, 0]


def test_a_quota_leaves_room_at_the_top_for_other_categories() -> None:
    stories = [story(number) for number in range(4, 10)]
    stories += [story(3, category="رياضة"), story(2, category="اقتصاد"), story(1, category="")]
    found = composed(stories, FrontSettings(quota=2))
    assert names(found.lead + found.secondaries) == [9, 8, 3, 2, 1]


def test_a_quota_leaves_no_slot_empty() -> None:
    found = composed([story(number) for number in range(9)], FrontSettings(quota=2))
    assert names(found.lead + found.secondaries) == [8, 7, 6, 5, 4]


def test_breaking_news_stands_in_its_strip_alone_until_it_expires() -> None:
    stories = [story(number) for number in range(5)]
    stories.append(story(5, breaking_until="2024-05-01T13:00Z"))
    assert names(composed(stories).breaking) == [5]
    assert names(composed(stories).lead) == [4]
    assert composed(stories, at=NOON + HOUR).breaking == ()
    assert names(composed(stories, at=NOON + HOUR).lead) == [5]


def test_each_category_has_a_block_of_what_is_not_shown_above() -> None:
    stories = [story(number, category="سياسة" if number % 3 else "رياضة") for number in range(20)]
    found = composed(stories, FrontSettings(secondaries=1, latest=1, block=5, quota=0))
    assert [(term.name, names(block)) for term, block in found.blocks] == [
        ("سياسة", [16, 14, 13, 11, 10]),
        ("رياضة", [15, 12, 9, 6, 3]),
    ]


def test_sections_are_those_that_the_settings_name_in_that_order() -> None:
    categories = site([story(1), story(2), story(3, category="رياضة")]).taxonomies.categories
    politics, sport = categories
    assert in_order(categories, ()) == (politics, sport)
    assert in_order(categories, (sport.key, politics.key)) == (sport, politics)
    assert in_order(categories, (sport.key, "x", sport.key)) == (sport,)
    assert in_order(categories, ("x",)) == (politics, sport)


def test_names_in_the_rules_that_nothing_has_are_told() -> None:
    rules = FrontSettings(sections=("رياضه", "سياسه", "اقتصاد"), pins=(Pin("1", 1), Pin("9", 1)))
    config = Config(SiteSettings("صحيفة"), front=rules)
    stories = [story(1), story(2, category="رياضة")]
    _, problems = assemble(stories, (), config, Visibility(NOON, with_future=True), lambda _: {})
    assert [problem.message for problem in problems] == [
        "front.sections: no article has the category 'اقتصاد'",
        "front.pins: no article has the slug '9'",
    ]


def test_whatever_holds_until_a_moment_makes_a_build_due_then() -> None:
    stories = [story(1, pin_until="2024-05-01T13:00Z"), story(2, breaking_until="2024-05-02")]
    rules = FrontSettings(pins=(Pin("1", 5),), breaking=(BreakingLine("زلزال", 7),))
    midnight = NOON + 36 * HOUR
    assert turning_points(stories, rules) == {NOON + HOUR, midnight, 5, 7}
    assert turning_points([story(1)], FrontSettings()) == set()


stories_of_a_day = st.lists(
    st.builds(
        lambda number, category, weight, pin, breaking, is_dated: story(
            number,
            category=category,
            weight=str(weight),
            pin_until=pin,
            breaking_until=breaking,
            **({} if is_dated else {"date": ""}),
        ),
        st.integers(0, 23),
        st.sampled_from(("سياسة", "رياضة", "اقتصاد", "")),
        st.integers(-2, 2),
        st.sampled_from(("", "2024-05-01T13:00Z", "2024-05-01T11:00Z")),
        st.sampled_from(("", "", "", "2024-05-01T13:00Z")),
        st.booleans(),
    ),
    unique_by=lambda one: one.source,
    max_size=24,
)
any_rules = st.builds(
    lambda sizes, quota, hours, pins: FrontSettings(
        *sizes, weight_hours=hours, quota=quota, pins=tuple(Pin(slug, NOON + 1) for slug in pins)
    ),
    st.tuples(*[st.integers(0, 5)] * 3),
    st.integers(0, 3),
    st.sampled_from((0.0, 1.0, 12.0)),
    st.lists(st.integers(0, 23).map(str), max_size=3),
)


@given(stories_of_a_day, any_rules, st.randoms(use_true_random=False))
def test_no_story_stands_twice_and_the_order_of_files_does_not_matter(
    stories: list[Article], rules: FrontSettings, chance: object
) -> None:
    found = composed(stories, rules)
    shown = [*found.breaking, *found.lead, *found.secondaries, *found.latest]
    shown += [one for _, block in found.blocks for one in block]
    assert len({one.source for one in shown}) == len(shown)
    shuffled = list(stories)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a Random
    assert composed(shuffled, rules) == found


@given(stories_of_a_day, any_rules)
def test_the_top_is_full_while_there_are_stories(
    stories: list[Article], rules: FrontSettings
) -> None:
    found = composed(stories, rules)
    room = 1 + rules.secondaries
    assert len(found.lead + found.secondaries) == min(room, len(stories) - len(found.breaking))
    assert all(0 < len(block) <= rules.block for _, block in found.blocks)
    assert len(found.latest) <= rules.latest
