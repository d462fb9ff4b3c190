"""«[[title]]» in a body: where it is a link, and where it is only text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.language.wiki_links import wiki_links


def read(text: str) -> list[tuple[str, str]]:
    return [(link.target, link.shown) for link in wiki_links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انظر [[قمة الرياض]].", [("قمة الرياض", "قمة الرياض")]),
        (
            "[[ قمة الرياض | القمة ]] و[[قمة جدة]]",
            [("قمة الرياض", "القمة"), ("قمة جدة", "قمة جدة")],
        ),
        ("[[قمة|]]", [("قمة", "قمة")]),
        (r"[[فيديو \| قمة الرياض|القمة]]", [("فيديو | قمة الرياض", "القمة")]),
        ("[[/articles/قمة/|القمة]]", [("/articles/قمة/", "القمة")]),
        ("[[قمة [عاجل] الرياض]]", [("قمة [عاجل] الرياض", "قمة [عاجل] الرياض")]),
        ("[[أ|ب|ج]]", [("أ", "ب|ج")]),
        ("- بند [[قمة]]\n> قول [[جدة]]", [("قمة", "قمة"), ("جدة", "جدة")]),
        ("سطر\n    [[تابع]]", [("تابع", "تابع")]),
        ("`[[رمز` [[خبر]]", [("خبر", "خبر")]),
        ("` وحيدة [[خبر]]", [("خبر", "خبر")]),
        ("`` ` [[رمز]] `` [[خبر]]", [("خبر", "خبر")]),
        ("`فقرة\n\n[[خبر]]`", [("خبر", "خبر")]),
        ("```\n[[رمز]]\n```\n[[خبر]]", [("خبر", "خبر")]),
        ("~~~~ py\n[[رمز]]\n~~~\n[[رمز]]\n~~~~\n[[خبر]]", [("خبر", "خبر")]),
    ],
)
def test_a_link_names_a_story_and_what_is_shown(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`[[رمز]]`",
        "`` a ` [[رمز]] ``",
        "`سطر\n[[رمز]]`",
        "```\n[[رمز]]",
        "    [[رمز]]",
        "فقرة\n\n\t[[رمز]]",
        r"\[[نص]]",
        r"[\[نص]]",
        r"[[نص\]]",
        "[[]]",
        "[[ | نص ]]",
        "[[نص\nنص]]",
        "[[نص]",
        "[[^1]]",
        "![[صورة]]",
        "[[نص]](https://example.org)",
        '<a title="[[نص]]">',
        "<!-- [[نص]] -->",
    ],
)
def test_what_markdown_takes_literally_is_no_link(text: str) -> None:
    assert read(text) == []


MARKDOWN = st.text("[]|\\`~<>!^( \n\tاب-a1", max_size=60) | st.text(max_size=60)


@given(MARKDOWN)
def test_links_stand_in_order_and_rebuild_the_text(text: str) -> None:
    end = 0
    for link in wiki_links(text):
        assert end <= link.start < link.end <= len(text)
        written = text[link.start : link.end]
        assert written.startswith("[[")
        assert written.endswith("]]")
        assert "\n" not in written
        assert link.target.strip() == link.target != ""
        assert link.shown
        end = link.end


@given(MARKDOWN, st.text("قمة الرياض-5", min_size=1).filter(str.strip))
def test_a_link_in_a_paragraph_of_its_own_is_always_found(text: str, title: str) -> None:
    before = text.replace("`", "").replace("~", "").replace("<", "")
    whole = f"{before}\n\n[[{title}]]\n\n{text}"
    links = list(wiki_links(whole))
    assert title.strip() in [link.target for link in links]


def test_many_odd_backticks_and_brackets_take_no_time() -> None:
    runs = " ".join("`" * length for length in range(1, 300))
    assert read(runs + "[[" * 20_000) == []
    assert read("[[a" * 20_000) == []
    assert read("<a" * 20_000) == []
    assert read("`a" * 20_001 + "[[خبر]]") == [("خبر", "خبر")]
