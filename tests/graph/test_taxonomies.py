"""Terms: one page for spellings that fold alike, no two pages at one address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_related import read

from newsgen.graph.taxonomies import gather, term_key
from newsgen.words.model import Article


def tagged(name: str, tags: str) -> Article:
    return read(name, f"خبر {name}", "نص.", tags=tags, category="أخبار")


def test_the_commonest_spelling_is_shown_and_ties_go_to_the_first_in_order() -> None:
    found, problems = gather(
        [tagged("a", "[إيران]"), tagged("b", "[ايران]"), tagged("c", "[إيران]")],
        "arabic",
        "content",
    )
    assert [(term.name, len(term.articles)) for term in found.tags] == [("إيران", 3)]
    assert found.term("tags", "ايران") is found.term("tags", "إيران")
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("two-spellings", "warning")
    ]
    assert problems[0].path == "content/articles/b.md"


def test_an_arabic_comma_that_parts_no_list_is_told() -> None:
    articles = [
        tagged("a", "[الصين]"),
        tagged("b", "[روسيا، الصين]"),
        read("c", "خبر", "نص.", author="أحمد علي، سارة حسن", story="غزة، عام من الحرب"),
    ]
    found, problems = gather(articles, "arabic", "content")
    assert [term.name for term in found.authors] == ["أحمد علي، سارة حسن"]
    assert [(problem.path, problem.code, problem.severity) for problem in problems] == [
        ("content/articles/b.md", "comma-in-name", "warning"),
        ("content/articles/c.md", "comma-in-name", "warning"),
    ]
    assert problems[0].hint == "write tags: [روسيا, الصين]"
    assert problems[1].hint == "write author: [أحمد علي, سارة حسن]"


def test_an_article_that_spells_a_tag_twice_is_listed_once() -> None:
    found, _ = gather([tagged("a", "[إيران, ايران]")], "arabic", "content")
    assert [len(term.articles) for term in found.tags] == [1]


def test_terms_stand_by_size_then_by_key() -> None:
    articles = [tagged("a", "[ب, ج]"), tagged("b", "[ج]"), tagged("c", "[أ]")]
    found, _ = gather(articles, "arabic", "content")
    assert [term.name for term in found.tags] == ["ج", "أ", "ب"]


def test_addresses_never_collide() -> None:
    articles = [tagged("a", '["C++", "C#", "C"]'), tagged("b", "[الأول, الأولى]")]
    found, _ = gather(articles, "latin", "content")
    slugs = [term.slug for term in found.tags]
    assert len(slugs) == len(set(slugs)) == 5


def test_a_term_of_symbols_alone_still_has_an_address() -> None:
    found, _ = gather([tagged("a", '["؟!"]')], "arabic", "content")
    assert found.tags[0].slug
    assert term_key("؟!") == "؟!"


def in_story(name: str, story: str) -> Article:
    return read(name, f"خبر {name}", "نص.", story=f'"{story}"')


def slugs(style: str, *stories: str) -> dict[str, str]:
    members = [in_story(f"n{at}", story) for at, story in enumerate(stories)]
    found, _ = gather(members, style, "content")
    return {term.key: term.slug for term in found.stories}


@given(st.lists(st.text(st.characters(exclude_categories=["C"], exclude_characters='"\\'))))
def test_a_story_s_address_depends_on_nothing_but_its_own_name(names: list[str]) -> None:
    named = [name for name in names if name.split()]
    together = slugs("arabic", *named)
    assert together == {key: slug for name in named for key, slug in slugs("arabic", name).items()}
    assert len({slug.casefold() for slug in together.values()}) == len(together)


@pytest.mark.parametrize("name", ["C++", "قصة " * 40, "؟!"])
def test_a_name_that_does_not_fit_an_address_is_told_by_its_identity(name: str) -> None:
    ((_, slug),) = slugs("arabic", name).items()
    assert re.search(r"(^|-)[0-9a-f]{8}$", slug)
