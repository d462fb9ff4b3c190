"""A plain head is read line by line, and as YAML would be, letter by letter.

`fields._read_yaml` is the reference: whatever is read without it must be what it would have read.
"""

import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.language import front_matter
from newsgen.language.fields import NESTING_LIMIT, Field, Place, Table, _read_yaml, read_fields
from newsgen.language.plain_front_matter import plain_scalars

ARTICLE = front_matter.article_table(ZoneInfo("Asia/Riyadh"))
UNCONVERTED: Table = {
    **{key: Field(str, field.shape) for key, field in ARTICLE.items() if isinstance(field, Field)},
    "group": {"a": Field(str)},
}
PLACE = Place("f.md", 2)
WRITTEN = """\
title: قمة بريكس (الأولى)
summary: "قال: نعم \\"أو\\" لا"
date: 2024-10-15T09:30:00+03:00
tags:
  - الصين
  - "روسيا #1"
author:
- ليلى حداد
- 'سامي: محرر'
related: ["شي: الصين", بريكس , 'أ']
aliases: []
category:

slug: قمة-بريكس
seed: 000_5387420c12eebd77.txt
draft: true
"""
# What YAML has a meaning for, what it forbids, and what only looks like a space or a letter.
SIGNS = "-?:,[]{}#&*!|>'\"%@`\\ \n\t\r.=~</"
ODD = (
    "\x00\x07\x1f\x7f\x85\xa0\xad\u200c\u200f\u2028\u2029\u3000\ufeff\ufffe"
    "²٣é\u0301\ufefb\U0001f600"
)
RICH = st.text(st.sampled_from(list(SIGNS * 3 + ODD + "خبر عاجلabN01")))
VALUES = RICH | st.sampled_from(
    """
    خبر|a b|a: b|a:b|a:|a #b|a#b|#a|- a|-a|-|---|...|? a|?a|*a|&a b|!a|!!str a|>|%a|@a|`a`|a  b|::
    a :b|a : b|a,b|a]|a}|a'b|a"b|\\|2024-10-15|true|null|~|<<|=|{a: b}
    []|[ ]|[a, b]|[ a , b ]|[a,]|[,a]|[a, b|[a]]|[[a]]|[a: b]|[a:b]|[a?b]|['a', "b"]|[a "b"]|[-a]
    'a'|'a: b #c'|'a''b'|'a'b'|''|'a|a'|'a' 'b'
    ""|"a"|"a: b #c"|"a\\"b"|"\\u0041"|"\\ud83d\\ude00"|"\\x41"|"\\/\\t"|"a\\"|"a" #c|"a"b|"
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
KEYS = st.sampled_from(
    [*UNCONVERTED, "title", "tags", "عنوان", "a b", "a-b", "<<", "²", "k" * 1100]
)
LINES = st.one_of(
    st.builds("{}{}{}".format, KEYS, st.sampled_from([": "] * 8 + [":", ":  ", " : "]), VALUES),
    st.builds("{}{}".format, KEYS, st.sampled_from([":", ": ", ""])),
    st.builds(
        "{}{}".format, st.sampled_from(["  - "] * 4 + ["- ", "    - ", "  -", "-  "]), VALUES
    ),
    st.sampled_from(["", " ", "# a", "  # a", "---", "...", "%YAML 1.1", "\t", "\xa0"]),
)
HEADS = st.lists(LINES, max_size=6).map("\n".join)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A head as it is usually written, with one to three slips of the hand."""
    head = WRITTEN
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(head)))
        end = min(len(head), start + draw(st.integers(0, 3)))
        head = head[:start] + draw(RICH.map(lambda text: text[:3]) | VALUES) + head[end:]
    return head


def assert_read_as_yaml(head: str) -> None:
    for table in (ARTICLE, UNCONVERTED):
        values, problems = read_fields(head, table, PLACE)
        expected, expected_problems = _read_yaml(head, table, PLACE)
        assert (values, problems) == (expected, expected_problems)
        assert list(values) == list(expected)


@settings(deadline=None, max_examples=400)
@given(TEXTS | RICH)
def test_any_text_is_read_as_yaml(head: str) -> None:
    assert_read_as_yaml(head)


@settings(deadline=None, max_examples=400)
@given(HEADS)
@example("title: x\ntags:\n  - a\n- b")
@example("title:\xa0x")
@example("title: x\n" + "k" * 1100 + ": y")
@example("title: x\ntags:\n\n  - a\n \n  - b\nauthor:")
@example("title: x\n  tags: y")
@example("title: x\ntags: [a]\n  - b")
@example("title: x\nauthor: a\n  - b")
@example("title: x\ntags:\n  - \n")
@example("title: x\ngroup:")
@example("title: x\ntitle: y")
@example('title: "\\ud83d\\ude00"')
@example("---\ntitle: x\n...")
def test_lines_that_look_like_a_head_are_read_as_yaml(head: str) -> None:
    assert_read_as_yaml(head)


@settings(deadline=None, max_examples=400)
@given(mutated())
def test_a_usual_head_with_slips_of_the_hand_is_read_as_yaml(head: str) -> None:
    assert_read_as_yaml(head)


@settings(deadline=None, max_examples=400)
@given(VALUES, VALUES)
def test_any_value_is_read_as_yaml_wherever_it_stands(first: str, second: str) -> None:
    assert_read_as_yaml(f"title: {first}\nsummary: x")
    assert_read_as_yaml(f"title: x\ntags:\n  - {first}\n  - {second}\nsource: x")
    assert_read_as_yaml(f"title: x\ntags: [{first}, {second}]")


@settings(deadline=None, max_examples=400)
@given(
    st.dictionaries(
        st.sampled_from([key for key in ARTICLE if key not in ("date", "updated", "draft")]),
        TEXTS | RICH,
    ),
    st.lists(TEXTS | RICH),
)
def test_what_newsgen_writes_is_always_plain(given: dict[str, str], items: list[str]) -> None:
    values: dict[str, str | bool | tuple[str, ...]] = {
        key: tuple(items) if shape(key) != "one" else text for key, text in given.items()
    }
    values |= {"date": "2024-10-15T09:30:00+03:00", "draft": True}
    head = front_matter.write(values)
    assert plain_scalars(head) == {
        key: "true" if value is True else list(value) if isinstance(value, tuple) else value
        for key, value in values.items()
        if value
    }
    assert_read_as_yaml(head)


def shape(key: str) -> str:
    field = ARTICLE[key]
    assert isinstance(field, Field)
    return field.shape


def test_what_people_usually_write_is_plain() -> None:
    assert plain_scalars(WRITTEN) == {
        "title": "قمة بريكس (الأولى)",
        "summary": 'قال: نعم "أو" لا',
        "date": "2024-10-15T09:30:00+03:00",
        "tags": ["الصين", "روسيا #1"],
        "author": ["ليلى حداد", "سامي: محرر"],
        "related": ["شي: الصين", "بريكس", "أ"],
        "aliases": [],
        "category": None,
        "slug": "قمة-بريكس",
        "seed": "000_5387420c12eebd77.txt",
        "draft": "true",
    }
    assert_read_as_yaml(WRITTEN)


@pytest.mark.parametrize(
    "head", ["", "\n", "title: x", "title: x  \n \ntags: [a]\n", "a:\nb:\n- c"]
)
def test_short_heads_are_plain(head: str) -> None:
    assert plain_scalars(head) is not None


@pytest.mark.parametrize(
    "head",
    [
        "title: x # y",
        "title: a: b",
        "title: |\n  x",
        "title: x\n  y",
        "title: &a x",
        "title: x\ntitle: y",
        "tags: [[a]]",
        "tags:\n  - a\n- b",
        "title: 'it''s'",
        'title: "\\x41"',
        "title:\tx",
        "title: x\x85y",
        "\ufefftitle: x",
        "title",
        "k" * 1100 + ": x",
    ],
)
def test_what_is_not_certain_is_left_to_a_reader_of_yaml(head: str) -> None:
    assert plain_scalars(head) is None


def test_a_long_plain_list_is_refused_as_any_other() -> None:
    head = "title: x\ntags:\n" + "- a\n" * (NESTING_LIMIT + 1)
    assert plain_scalars(head) is not None
    assert [problem.code for problem in read_fields(head, ARTICLE, PLACE)[1]] == ["yaml-syntax"]


def test_plain_heads_are_read_without_yaml() -> None:
    program = """
import sys
from zoneinfo import ZoneInfo
from newsgen.language import fields, front_matter
table = front_matter.article_table(ZoneInfo("UTC"))
assert front_matter.read(sys.argv[1], table, "f.md")[1] == []
assert "yaml" not in sys.modules
assert front_matter.read("title: {}", table, "f.md")[1] != []
assert "yaml" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, WRITTEN], check=True)
