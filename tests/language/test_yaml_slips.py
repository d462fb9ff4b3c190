"""Slips in YAML: where each is, and that what the hint says mends it."""

import pytest
from tabled import TABLE, told, values

from newsgen.language.fields import Field, Place, read_fields


@pytest.mark.parametrize("text", ["title: x\n\tdraft: true", "tags:\n\t- أ", "\ttitle: x"])
def test_a_tab_is_named_where_it_stands(text: str) -> None:
    line = text[: text.index("\t")].count("\n") + 1
    assert told(text) == [
        f"{line}:1 yaml-syntax: this is not YAML: a tab cannot indent YAML (use spaces)"
    ]


TITLES_WITH_A_COLON = [
    "عاجل: انفجار",
    'شي جين بينغ: الصين "لا تخاف"',
    "شي: 'نعم' و\"لا\"",
    r"مسار: C:\new\table",
    '"عاجل": خبر',
    "أ: ب: ج: د",
    "10:30: موعد",
]
TITLES_WITH_A_SIGN = [
    '"عاجل" خبر',
    "'س' خبر",
    "[فيديو] خبر",
    "{س} خبر",
    "*عاجل*",
    "&أ ب",
    "@الحساب قال",
    "%50 ارتفاع",
    "`كود`",
]
TITLES_THAT_OPEN_LIKE_A_BLOCK = ["- خبر", "? سؤال", "> خبر", "| خبر"]


@pytest.mark.parametrize(
    "title", TITLES_WITH_A_COLON + TITLES_WITH_A_SIGN + TITLES_THAT_OPEN_LIKE_A_BLOCK
)
def test_the_hint_for_an_unquoted_title_is_the_line_to_write(title: str) -> None:
    _, (problem,) = read_fields(f"draft: true\ntitle: {title}\n", TABLE, Place("f.md"))
    assert problem.line == 2
    assert problem.hint.startswith("write title: ")
    mended = problem.hint.removeprefix("write ")
    assert values(f"draft: true\n{mended}\n") == {"draft": True, "title": title}


@pytest.mark.parametrize("title", TITLES_WITH_A_COLON + TITLES_WITH_A_SIGN)
def test_the_hint_for_an_unquoted_item_of_a_list_is_the_item_to_write(title: str) -> None:
    text = f"title: x\nauthor:\n  - {title}\n  - ب\n"
    _, (problem,) = read_fields(text, TABLE, Place("f.md"))
    assert problem.line == 3
    mended = problem.hint.removeprefix("write ").removeprefix("- ")
    assert values(text.replace(title, mended))["author"] == (title, "ب")


@pytest.mark.parametrize("item", ["[أ]", "{أ: ب, ج: د}", "{أ: [ب]}", "أ: |\n      نص"])
def test_an_item_that_is_no_line_of_text_is_refused_without_a_hint(item: str) -> None:
    assert told(f"title: x\ntags:\n  - {item}\n") == [
        "3:5 wrong-type: an item of 'tags' must be text"
    ]


def test_a_value_that_goes_on_over_lines_gets_no_hint_that_would_not_work() -> None:
    assert told("title: أول السطر\n  ثاني: تكملة") == [
        (
            "2:7 yaml-syntax: this is not YAML: a value that holds a colon must be quoted "
            "(put the whole value in quotes)"
        )
    ]


def test_a_quote_that_nothing_closes_is_located_where_it_opens() -> None:
    assert told('draft: true\ntitle: "خبر\ntags: [أ]\n') == [
        "2:8 yaml-syntax: this is not YAML: found unexpected end of stream (write title: '\"خبر')"
    ]


@pytest.mark.parametrize(
    ("character", "name"), [("\x00", "0000"), ("\x81", "0081"), ("\ufffe", "FFFE")]
)
def test_a_character_that_yaml_forbids_is_located(character: str, name: str) -> None:
    assert told(f"draft: true\ntitle: خبر{character}x") == [
        f"2:11 yaml-syntax: this is not YAML: the character U+{name} is not allowed (delete it)"
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [("title: الحلقة #5", "1:15"), ("- خبر #عاجل", "1:7"), ("title: C #1 في السباق", "1:10")],
)
def test_a_value_that_yaml_would_cut_at_a_hash_is_an_error(line: str, place: str) -> None:
    _, problems = read_fields(line, {"title": Field(str)}, Place("a.md"))
    told = [f"{one.line}:{one.column}" for one in problems if one.code == "yaml-comment"]
    assert told == [place]


@pytest.mark.parametrize(
    "line",
    ['title: "الحلقة #5"', "title: x # comment", "# title: x #y", "title: C#", "title: 'a #5'"],
)
def test_a_comment_or_a_quoted_hash_is_no_error(line: str) -> None:
    _, problems = read_fields(line, {"title": Field(str)}, Place("a.md"))
    assert problems == []
