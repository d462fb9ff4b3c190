"""YAML through a table: strings stay strings, and every mistake is located."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tabled import TABLE, told, values

from newsgen.language.fields import NESTING_LIMIT, Field, Place, Table, read_fields


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


@pytest.mark.parametrize("last", ["", "group: {size: 1}\n"], ids=["plain", "through YAML"])
def test_an_item_that_says_nothing_is_as_if_it_were_not_there(last: str) -> None:
    head = "title: x\ntags: ['', أ, \" \", ب]\nauthor: ['']\n"
    found = values(head + last)
    assert (found["tags"], found["author"]) == (("أ", "ب"), ())
    assert values(f"title: x\nauthor: ''\n{last}")["author"] == ()
    assert values(f"title: x\ntags:\n  - ''\n  - أ\n  -\n{last}")["tags"] == ("أ",)


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
    ("text", "expected"),
    [
        (
            'title: "خبر "عاجل" هنا"',
            (
                "1:14 yaml-syntax: this is not YAML: did not find expected key"
                " (write title: 'خبر \"عاجل\" هنا')"
            ),
        ),
        (
            "title\uff1a خبر\ndraft: true",
            (
                "1:6 yaml-syntax: U+FF1A is no colon to YAML"
                " (write 'title: …', with a plain colon and a plain space)"
            ),
        ),
        (
            "title:\u00a0خبر\ndraft: true",
            (
                "1:7 yaml-syntax: U+00A0 is no space to YAML"
                " (write 'title: …', with a plain colon and a plain space)"
            ),
        ),
        (
            "title:خبر\ndraft: true",
            (
                "1:7 yaml-syntax: a space must follow the colon"
                " (write 'title: …', with a plain colon and a plain space)"
            ),
        ),
        (
            "title: x\n\u200fdraft: true",
            (
                "2:1 unknown-key: unknown key '\u200fdraft'"
                " (it is 'draft' with U+200F, which cannot be seen: type it again)"
            ),
        ),
        (
            "title: &live مباشر",
            (
                "1:8 yaml-anchor: '&live' is a name for this value to YAML"
                " (put the whole value in quotes)"
            ),
        ),
    ],
)
def test_what_a_writer_meant_is_told(text: str, expected: str) -> None:
    assert told(text) == [expected]


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


def test_a_yaml_tag_is_an_error_and_not_a_lost_word() -> None:
    values, problems = read_fields("title: !x y", {"title": Field(str)}, Place("a.md"))
    assert values == {}
    assert [(one.code, one.column) for one in problems] == [("yaml-tag", 8)]
