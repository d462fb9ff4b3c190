"""YAML through a table: strings stay strings, and every mistake is located."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.language.fields import (
    NESTING_LIMIT,
    Field,
    Place,
    Table,
    count_value,
    one_of,
    read_fields,
    text_value,
    truth_value,
    weight_value,
)

TABLE: Table = {
    "title": Field(text_value, required=True),
    "draft": Field(truth_value),
    "tags": Field(text_value, "list"),
    "author": Field(text_value, "many"),
    "group": {
        "size": Field(count_value),
        "weight": Field(weight_value),
        "style": Field(one_of("a", "b")),
    },
}


def told(text: str, first_line: int = 1) -> list[str]:
    """The problems of a text as `line:column code message (hint)`."""
    _, problems = read_fields(text, TABLE, Place("f.md", first_line))
    return [
        f"{one.line}:{one.column} {one.code}: {one.message}"
        + (f" ({one.hint})" if one.hint else "")
        for one in problems
    ]


def values(text: str) -> dict[str, object]:
    found, problems = read_fields(text, TABLE, Place("f.md"))
    assert not problems
    return found


@pytest.mark.parametrize(
    "word",
    "no yes on off true False null ~ 12:30 0x1f 0o17 1_000 1e3 .inf 2024-10-15 010 +1 = <<".split(),
)
def test_a_word_that_yaml_would_convert_stays_the_word(word: str) -> None:
    assert values(f"title: {word}")["title"] == word


def test_values_may_be_one_or_many_as_the_table_says() -> None:
    text = (
        "title: خبر\ntags: [أ, 'ب, ج']\nauthor: كاتب واحد\n"
        "group:\n  size: 3\n  weight: 0.5\n  style: b\n"
    )
    assert values(text) == {
        "title": "خبر",
        "tags": ("أ", "ب, ج"),
        "author": ("كاتب واحد",),
        "group": {"size": 3, "weight": 0.5, "style": "b"},
    }
    assert values("title: x\nauthor:\n- أ\n- ب")["author"] == ("أ", "ب")


def test_a_key_without_a_value_is_as_if_it_were_not_there() -> None:
    assert values("title: x\ndraft:\ntags:\ngroup:") == {"title": "x"}


def test_every_problem_of_a_text_is_told_at_once_with_line_and_column() -> None:
    text = """\
title: "عنوان"
titel: عنوان آخر
draft: yes
tags: وسم
author: {اسم: كاتب}
group: {size: 0, weight: ثقيل, style: c, sise: 1}
tags: [أ]
"""
    assert told(text) == [
        "2:1 unknown-key: unknown key 'titel' (did you mean 'title'?)",
        "3:8 wrong-value: draft: 'yes' is neither true nor false",
        "4:7 wrong-type: 'tags' must be a list (write tags: [first, second])",
        "5:9 wrong-type: 'author' must be a list (write author: [first, second])",
        "6:15 wrong-value: size: '0' is not a whole number above 0",
        "6:26 wrong-value: weight: 'ثقيل' is not a number",
        "6:39 wrong-value: style: 'c' is not one of a, b",
        "6:42 unknown-key: unknown key 'group.sise' (did you mean 'size'?)",
        "7:1 duplicate-key: the key 'tags' stands twice, first on line 4 (keep one of them)",
    ]


def test_lines_are_those_of_the_file_that_the_yaml_starts_in() -> None:
    assert told("draft: yes", first_line=2)[0].startswith("2:8 ")
    assert told("\n\n\ntitle: @", first_line=2)[0].startswith("5:8 ")


def test_columns_count_letters_whatever_their_bytes() -> None:
    assert told('title: x\ngroup: {"اسم": 1, "😀": 2}') == [
        "2:9 unknown-key: unknown key 'group.اسم' (known: size, style, weight)",
        "2:19 unknown-key: unknown key 'group.😀' (known: size, style, weight)",
    ]
    assert told("title: خبر😀: عاجل")[0].startswith("1:12 ")


def test_a_duplicate_key_names_the_line_of_the_first_key_not_of_its_value() -> None:
    assert told("title: x\ntags:\n\n  - أ\ntags: [ب]") == [
        "5:1 duplicate-key: the key 'tags' stands twice, first on line 2 (keep one of them)"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1"),
        ("draft: true", "1:1"),
        ("title:", "1:7"),
        ("title: ''", "1:8"),
        ("title: '  '", "1:8"),
    ],
)
def test_a_required_value_must_be_there_and_say_something(text: str, place: str) -> None:
    problem = told(text)[-1]
    assert problem.startswith(f"{place} missing-key: 'title' is ")


@pytest.mark.parametrize("text", ["- a\n- b", "نص", "[a, b]", "title"])
def test_a_text_that_is_no_mapping_is_told_once(text: str) -> None:
    assert told(text) == ["1:1 not-a-mapping: this must be lines of 'key: value'"]


def test_a_group_must_be_a_mapping() -> None:
    assert told("title: x\ngroup: 3") == [
        "2:8 not-a-mapping: 'group' must be lines of 'key: value'"
    ]


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
    "text",
    [
        "title: &a خبر\nauthor: *a",
        "title: x\ntags: &a [*a]",
        "title: x\ngroup: &g {size: 1, weight: *g}",
        "title: *unknown",
        "<<: {title: x}\ntitle: y",
        "title: x\n? [a, b]\n: c",
        "title: x\n? {a: b}\n: c",
        "--- a\n--- b",
        "%YAML 9.9\n--- x",
        "title: x\n...\ntitle: y",
    ],
)
def test_anchors_and_other_finery_do_no_harm(text: str) -> None:
    found, problems = read_fields(text, TABLE, Place("f.md"))
    assert problems or found["author"] == ("خبر",)


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system [ls]", "!!python/name:os.system x", "!!binary aGk=", "!x y"],
)
def test_tags_never_make_anything_but_text(tag: str) -> None:
    found, _ = read_fields(f"title: {tag}\ntags: [{tag}]", TABLE, Place("f.md"))
    assert all(isinstance(value, str) for value in (found.get("title", ""), *found["tags"]))


def test_a_billion_laughs_are_over_at_once() -> None:
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    start = time.monotonic()
    told(f"a0: &a0 [ها, ها]\n{laughs}\ntags: *a39\ntitle: *a39")
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[? "])
def test_lists_in_lists_without_end_are_refused_before_they_end_the_process(opening: str) -> None:
    (problem,) = told("title: x\ntags: " + opening * 100_000)
    assert problem == f"1:1 yaml-syntax: this holds more than {NESTING_LIMIT} lists and list items"


def test_a_thousand_tags_are_no_reason_to_refuse() -> None:
    assert len(values("title: x\ntags:\n" + "- وسم\n" * 1000)["tags"]) == 1000


@pytest.mark.parametrize("word", ["1", "20", "999"])
def test_counts_are_whole_numbers(word: str) -> None:
    assert count_value(word) == int(word)


@pytest.mark.parametrize("word", ["0", "-1", "1.5", "٢٠", "²", "", "1_000", "9" * 5000])
def test_what_is_no_count_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        count_value(word)


@pytest.mark.parametrize("word", ["0", "0.5", "1e3", "1000"])
def test_weights_are_numbers_up_to_a_thousand(word: str) -> None:
    assert weight_value(word) == float(word)


@pytest.mark.parametrize("word", ["nan", "inf", "-0.1", "1001", "ثقيل", ""])
def test_what_is_no_weight_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        weight_value(word)


@settings(deadline=None)
@given(st.text() | st.text(": \n-[]{}\"'&*!|>%@`#?,\tab\\خ~<="))
def test_any_text_is_read_or_complained_of_with_its_place(text: str) -> None:
    _, problems = read_fields(text, TABLE, Place("f.md"))
    lines = yaml.reader.Reader.NON_PRINTABLE.sub("", text).count("\n") + text.count("\r") + 2
    for problem in problems:
        assert 1 <= problem.line <= lines + sum(map(text.count, "\x85\u2028\u2029"))
        assert problem.column >= 1
        assert problem.message


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "draft", "author"]), st.text(), min_size=1))
def test_what_any_yaml_library_writes_is_read_as_the_same_strings(written: dict[str, str]) -> None:
    table: Table = {key: Field(str) for key in ("title", "draft", "author")}
    text = yaml.safe_dump(written, default_style='"')
    assert read_fields(text, table, Place("f.md")) == (written, [])


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


def test_a_yaml_tag_is_an_error_and_not_a_lost_word() -> None:
    values, problems = read_fields("title: !x y", {"title": Field(str)}, Place("a.md"))
    assert values == {}
    assert [(one.code, one.column) for one in problems] == [("yaml-tag", 8)]
