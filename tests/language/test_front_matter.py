"""The head of a content file: split off, read, written. See also cases/front-matter.md."""

import re
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.language import front_matter
from newsgen.language.arabic import clean
from newsgen.language.fields import Field
from newsgen.language.values import text_value
from newsgen.words.problems import Problem

TABLE = front_matter.article_table(ZoneInfo("Asia/Riyadh"))
LINES = (st.text() | st.text("خبر \"'\\:#-[]{}&*!|>%@`,?=~.<0123456789abeEnoysxtrue_+«»؟")).map(
    lambda text: " ".join(clean(text).split())
)
TRICKY = (
    "no|Yes|TRUE|off|null|~|y|N|12:30|0x1f|0o17|1_000|1e3|.inf|2024-10-15|2024-10-15T09:30:00Z|"
    "- خبر|? خبر|خبر: عاجل|خبر:|: خبر|خبر #1|#خبر|[خبر]|{خبر}|*خبر*|&خبر|!خبر|"
    "!!str x|%خبر|@خبر|`خبر`|"
    '\'خبر\'|"خبر"|خبر "عاجل"|a\\nb|خبر ---|---|... |...|<<|=|خبر -|خبر،|'
    "قال: \"لا\" و'نعم'\\|\ufdfa|\x85"
).split("|")


def parts(text: str) -> front_matter.SplitText:
    found = front_matter.split(text, "f.md")
    assert isinstance(found, front_matter.SplitText)
    return found


def refusal(text: str) -> Problem:
    found = front_matter.split(text, "f.md")
    assert isinstance(found, Problem)
    return found


def told(head: str) -> list[str]:
    return [str(problem) for problem in front_matter.read(head, TABLE, "f.md")[1]]


def test_a_file_is_split_at_its_two_fences() -> None:
    assert parts("---\ntitle: x\n---\n\nنص\n") == ("title: x\n", "\nنص\n", 4)
    assert parts("---\n---\nنص") == ("", "نص", 3)
    assert parts("--- \ntitle: x\n---\t \n").head == "title: x\n"
    assert parts("---\ntitle: x\n---") == ("title: x\n", "", 4)


def test_the_body_line_is_where_the_body_starts_in_the_file() -> None:
    text = "---\ntitle: x\ntags: [أ]\n---\nأول سطر\n"
    assert text.split("\n")[parts(text).body_line - 1] == "أول سطر"


def test_dashes_at_the_end_of_a_line_do_not_end_the_front_matter() -> None:
    assert parts("---\ntitle: خبر ---\nsummary: x\n---\nنص") == (
        "title: خبر ---\nsummary: x\n",
        "نص",
        5,
    )


def test_a_rule_in_the_body_stays_in_the_body() -> None:
    assert parts("---\ntitle: x\n---\nأ\n\n---\n\nب").body == "أ\n\n---\n\nب"


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_an_empty_file_is_refused_as_a_whole(text: str) -> None:
    assert (refusal(text).code, refusal(text).line) == ("empty-file", 0)


@pytest.mark.parametrize(
    "text",
    ["نص", "title: x\n---\n", "\n---\ntitle: x\n---\n", "----\ntitle: x\n---\n", " ---\n---"],
)
def test_a_file_that_starts_otherwise_is_refused_with_what_to_write(text: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.line, problem.column) == ("no-front-matter", 1, 1)
    assert "the first line must be ---" in problem.hint


@pytest.mark.parametrize(
    "text", ["---", "---\n", "---\ntitle: x\n\nنص\n", "---\ntitle: x\n ---\n", "---\nx\n----"]
)
def test_front_matter_without_an_end_is_refused(text: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.line, problem.column) == ("no-front-matter", 1, 1)
    assert problem.message.endswith("has no end")


def test_lines_of_problems_are_those_of_the_file() -> None:
    assert told("title: x\ncategroy: سياسة\ndraft: yes\ndate: 2024-13-45\ntags: وسم\n") == [
        "f.md:3:1: error: unknown key 'categroy' (did you mean 'category'?) [unknown-key]",
        "f.md:4:8: error: draft: 'yes' is neither true nor false [wrong-value]",
        "f.md:5:7: error: date: '2024-13-45' is no day or time of the calendar [wrong-value]",
        "f.md:6:7: error: 'tags' must be a list (write tags: [first, second]) [wrong-type]",
    ]


def test_all_keys_of_an_article_are_read_as_what_they_are() -> None:
    head = """\
title: " خَبَرَيْن\u200f  عاجل "
summary: >
  سطر أول
  وثان
date: 2024-10-15
updated: 2024-10-15T09:30:00Z
category: سياسة
tags: [الصين, روسيا]
author: ليلى
source: رويترز
related: ["شي: الصين"]
slug: خبر-عاجل
seed: 000_5387420c12eebd77.txt
seed_flags: [date, category]
import_digest: d03d0446cb246a88
draft: true
"""
    values, problems = front_matter.read(head, TABLE, "f.md")
    assert not problems
    assert values["date"].local == "2024-10-15T00:00:00+03:00"
    assert values["updated"].local == "2024-10-15T12:30:00+03:00"
    del values["date"], values["updated"]
    assert values == {
        "title": "خَبَرَيْن عاجل",
        "summary": "سطر أول وثان",
        "category": "سياسة",
        "tags": ("الصين", "روسيا"),
        "author": ("ليلى",),
        "source": "رويترز",
        "related": ("شي: الصين",),
        "slug": "خبر-عاجل",
        "seed": "000_5387420c12eebd77.txt",
        "seed_flags": ("date", "category"),
        "import_digest": "d03d0446cb246a88",
        "draft": True,
    }


def test_no_other_key_than_a_flags_can_have_come_from_one() -> None:
    [problem] = told("title: خبر\nseed_flags: [date, tags]")
    assert problem.startswith("f.md:3:20: error: seed_flags: 'tags' is not one of date, category")


@pytest.mark.parametrize("word", ["no", "yes", "12:30", "null", "~", "0x1f", "1_000", "2024-10-15"])
def test_a_title_stays_the_word_that_it_is(word: str) -> None:
    assert front_matter.read(f"title: {word}", TABLE, "f.md") == ({"title": word}, [])


@pytest.mark.parametrize("title", ["'\u200f'", '"\\u200b"', "'\u2067 \u2069'"])
def test_a_title_of_invisible_signs_is_empty(title: str) -> None:
    assert told(f"title: {title}") == ["f.md:2:8: error: 'title' is empty [missing-key]"]


@pytest.mark.parametrize("slug", ["قمة", "a.b_c-d~e", "قمة-بريكس-5387420c", "خ" * 100])
def test_a_slug_may_be_any_folder_name(slug: str) -> None:
    assert front_matter.slug_value(slug) == slug


@pytest.mark.parametrize(
    "slug",
    [
        "",
        " ",
        "..",
        ".git",
        "a/b",
        "a\\b",
        "a b",
        "a?b",
        "a#b",
        "a%20b",
        "a:b",
        "a*",
        "<b>",
        "a|b",
        'a"b',
        "خ" * 101,
    ],
)
def test_a_slug_that_is_no_folder_name_is_refused(slug: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        front_matter.slug_value(slug)


def test_a_slug_is_kept_in_one_form_of_unicode() -> None:
    assert front_matter.slug_value("ا\u0654خبار") == "أخبار"


@pytest.mark.parametrize("alias", ["/قديم", "/2019/05/summit.html", "/a/b/", "/a./x.y."])
def test_an_alias_is_any_path_within_the_site(alias: str) -> None:
    assert front_matter.alias_value(f" {alias} ") == alias


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "/",
        "a",
        "https://h/a",
        "/a/../b",
        "/..",
        "/./a",
        "/a//b",
        "/a?b",
        "/a#b",
        "/a b",
        "/a\\b",
        "/.htaccess",
        "/%2ehtaccess",
        "/%2Ehtaccess/",
        "/\u200f.htaccess",
        "/a/.b/c",
        "/.well-known/security.txt",
    ],
)
def test_an_alias_that_leaves_the_site_or_is_no_path_is_refused(alias: str) -> None:
    with pytest.raises(ValueError, match="is not a path within the site"):
        front_matter.alias_value(alias)


def test_a_page_has_fewer_keys_than_an_article() -> None:
    assert set(front_matter.PAGE_TABLE) < set(TABLE)
    head = "title: x\nsummary: y\nslug: z\naliases: [/a]\nseed: b\nimport_digest: c\ndraft: true\n"
    values, problems = front_matter.read(head, front_matter.PAGE_TABLE, "p.md")
    assert not problems
    assert set(values) == set(front_matter.PAGE_TABLE)


def test_what_newsgen_writes_a_person_could_have_typed() -> None:
    written = front_matter.write(
        {
            "title": "قمة بريكس (الأولى)",
            "summary": "قال: نعم",
            "date": "2024-10-15",
            "category": "",
            "tags": (),
            "related": ("2024-10-15", "ترامب يشكل فريقا"),
            "draft": True,
        }
    )
    assert written == (
        "title: قمة بريكس (الأولى)\n"
        'summary: "قال: نعم"\n'
        "date: 2024-10-15\n"
        "related:\n"
        '  - "2024-10-15"\n'
        "  - ترامب يشكل فريقا\n"
        "draft: true\n"
    )
    assert front_matter.write({"draft": False, "title": "x"}) == "title: x\n"


def head_of(title: str, related: tuple[str, ...]) -> str:
    return front_matter.write({"title": title, "summary": title, "related": related, "slug": "خبر"})


@settings(deadline=None)
@given(LINES.filter(bool), st.lists(LINES.filter(bool)).map(tuple))
@example("خبر ---", ("---", "..."))
def test_what_is_written_is_read_back(title: str, related: tuple[str, ...]) -> None:
    head = head_of(title, related)
    values, problems = front_matter.read(head, TABLE, "f.md")
    assert not problems
    assert values == {"title": title, "summary": title, "slug": "خبر"} | (
        {"related": related} if related else {}
    )
    assert parts(f"---\n{head}---\n{title}").head == head


@settings(deadline=None)
@given(LINES.filter(bool), st.lists(LINES.filter(bool), min_size=1))
@example("2024-10-15", ["no", "\x85"])
def test_every_other_reader_of_yaml_sees_the_same_strings(title: str, related: list[str]) -> None:
    assert yaml.safe_load(head_of(title, tuple(related))) == {
        "title": title,
        "summary": title,
        "related": related,
        "slug": "خبر",
    }


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_looks_like_yaml_is_written_as_text(text: str) -> None:
    written = f"key: {front_matter.scalar(text)}\n"
    assert yaml.safe_load(written) == {"key": text}
    assert front_matter.read(written, {"key": Field(str)}, "f.md") == ({"key": text}, [])


@settings(deadline=None)
@given(st.text())
def test_any_file_is_split_or_refused(text: str) -> None:
    found = front_matter.split(text, "f.md")
    if isinstance(found, front_matter.SplitText):
        rebuilt = text.split("\n")
        assert rebuilt[found.body_line - 2].rstrip(" \t") == "---"
        assert "\n".join(rebuilt[found.body_line - 1 :]) == found.body


FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def split_by_pattern(text: str) -> front_matter.SplitText | None:
    opening = FENCE.match(text)
    closing = opening and FENCE.search(text, opening.end() + 1)
    if not opening or not closing:
        return None
    head = text[opening.end() + 1 : closing.start()]
    return front_matter.SplitText(head, text[closing.end() + 1 :], head.count("\n") + 3)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(["---", "\n", "\n---\n", "-", " ", "\t", "x", "\r"])).map("".join))
@example("---\n---")
@example("---\n\n---")
@example("---\n---x\n--- \t\n---")
def test_a_fence_is_a_line_of_three_dashes_and_blanks(text: str) -> None:
    found = front_matter.split(text, "f.md")
    expected = split_by_pattern(text)
    assert found == expected if expected else isinstance(found, Problem)


@settings(deadline=None, max_examples=400)
@given(st.text() | st.text("خ ab\n\t\r\u00a0\u2028\x1c\u200b\ufe70…"))
def test_prose_is_clean_words_with_one_space_between(text: str) -> None:
    assert front_matter.prose_value(text) == " ".join(clean(text).split())


def test_raw_values_are_what_the_file_says_unconverted() -> None:
    text = "---\ntitle: x\ndate: غدا\ntags: [أ]\ndraft: maybe\nauthor: ليلى\n---\n"
    assert front_matter.raw_values(text) == {
        "title": "x",
        "date": "غدا",
        "tags": ("أ",),
        "draft": "maybe",
        "author": ("ليلى",),
    }
    assert front_matter.raw_values("نص") == front_matter.raw_values("---\n[\n---\n") == {}


def test_the_line_of_a_key_is_where_it_has_a_value() -> None:
    head = "title: x\nsummary: |\n  date: y\ndate:\nupdated: 2024-10-15\n"
    assert front_matter.line_of(head, "title") == 2
    assert front_matter.line_of(head, "updated") == 6
    assert front_matter.line_of(head, "date") == front_matter.line_of(head, "slug") == 0


def test_a_table_says_which_keys_a_page_has() -> None:
    values, problems = front_matter.read(
        "title: من نحن\ntags: [أ]\n", front_matter.PAGE_TABLE, "p.md"
    )
    assert values == {"title": "من نحن"}
    assert [problem.code for problem in problems] == ["unknown-key"]
    assert text_value(" x ") == "x"
