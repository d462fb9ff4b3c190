"""Markdown files of newsgen and of other generators."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from imported import dangers, found, only, problems, reasons, sample, shown_html, shown_words

from newsgen.content.importers.safe_markdown import safe_markdown
from newsgen.language.arabic import fold_words

HOSTILE_PARTS = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=x>",
        "\\<b>",
        "<",
        ">",
    ),
    *(
        "[a](javascript:x)",
        "[a](<javascript:x>)",
        "[a](java&#115;cript:x)",
        "![a](data:text/html,x)",
    ),
    *(
        "[a]: javascript:x",
        "[a][a]",
        "<javascript:x>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?php",
        "?>",
    ),
    *(
        "```",
        "~~~~",
        "`",
        "``",
        "    ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "| a |",
        "|---|",
        "[^1]: x",
        "[^1]",
    ),
    *(
        "<div>",
        "</div>",
        "<p markdown=1>",
        "&lt;script&gt;",
        "&#60;script>",
        "\\",
        "*",
        "**",
        "{{ x }}",
    ),
    *(
        "``` {onclick=x}\na\n```",
        "\x02\x03",
        "\x02wzxhzdk:0\x03",
        "كلمة",
        "# ",
        "===",
        "<a href='x'",
    ),
]
HOSTILE_MARKDOWN = st.lists(st.sampled_from(HOSTILE_PARTS) | st.text(max_size=5), max_size=9).map(
    "".join
)


def test_the_keys_of_hugo_are_known() -> None:
    article = only(sample("hugo.md"))
    assert article.title == "عودة القطار الجبلي"
    assert article.summary == "ملخص القطار"
    assert (article.date, article.updated) == ("2024-03-01T10:00:00+02:00", "2024-03-02")
    assert (article.category, article.tags) == ("نقل", ("سياحة", "قطارات"))
    assert article.aliases == ("/old/train/", "/قديم/")
    assert article.is_draft
    assert "weight: 3" in reasons(article)
    assert any("صورة القطار" in what for what in reasons(article))


def test_toml_and_pelican_heads_are_read() -> None:
    toml = only(sample("hugo-toml.md"))
    assert (toml.title, toml.date, toml.tags) == ("سوق السمك", "2024-02-03", ("بحر",))
    pelican = only(sample("pelican.md"))
    assert (pelican.title, pelican.date) == ("ليلة الشعر", "2024-02-03T20:00:00")
    assert (pelican.tags, pelican.authors) == (("شعر", "أدب"), ("نادر",))
    assert pelican.body == "نص الأمسية."


def test_without_a_head_the_first_heading_or_line_is_the_title() -> None:
    assert only(sample("no-head.md")).title == "عنوان في النص"
    assert only(found("سطر أول\n\nنص", ".md")).title == "سطر أول"
    assert only(found("عنوان\n====\n\nنص", ".md"))[1:2] == ("عنوان",)
    (problem,) = problems(found("\n\n", ".md"))
    assert problem.code == "missing-title"


def test_what_newsgen_writes_is_read_again() -> None:
    head = "title: أ\ncategory: ب\ntags:\n  - ج\nslug: د\nseed: x.txt\nimport_digest: y\n"
    written = f"---\n{head}---\n\n## ه\n\nنص\n"
    article = only(found(written, ".md"))
    assert (article.title, article.category, article.tags, article.slug) == ("أ", "ب", ("ج",), "د")
    assert article.body == "## ه\n\nنص"
    assert set(reasons(article)) == {"seed: x.txt", "import_digest: y"}


@pytest.mark.parametrize(
    ("text", "line"),
    [("---\na: [\n---\n", 2), ("+++\nb = 1\na = \n+++\n", 3), ("---\nx\n---\nb", 2)],
)
def test_a_broken_head_is_a_located_problem(text: str, line: int) -> None:
    (problem,) = problems(found(text, ".md"))
    assert abs(problem.line - line) <= 1


def test_aliases_in_yaml_do_not_grow() -> None:
    head = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    article = only(found(f"---\ntitle: t\n{head}---\nنص", ".md"))
    assert article.title == "t"
    assert len(article.left_out) == 21


def test_the_marks_stay_and_html_becomes_text() -> None:
    shown = shown_html(only(sample("hugo.md")).body)
    assert "<strong>عريض</strong>" in shown
    assert "&lt;b&gt;وسم&lt;/b&gt;" in shown
    assert '<a href="https://a.example">رابط</a>' in shown
    assert "&lt;div&gt;" in shown  # in a fence, where it is literal already
    assert "\\&lt;" not in shown


@given(HOSTILE_MARKDOWN)
@example("[a](javascript:alert(1))")
@example("`a\n\n<script>x</script>\n\n`")
@example("```\n<b>\n\n<script>")
@example("\\<script>x</script>")
@example("<scr<script>ipt>")
def test_no_markdown_becomes_script(text: str) -> None:
    assert not dangers(safe_markdown(text))


@given(
    st.lists(st.sampled_from("كلمة خبر **عريض** # - `رمز` <b> </b> > 12. x".split()), max_size=20)
)
def test_every_word_is_shown(words: list[str]) -> None:
    text = "\n".join(words)
    assert fold_words(text.replace("12.", "")) == [
        word for word in shown_words(safe_markdown(text)) if word != "12"
    ]


@pytest.mark.parametrize(
    ("head", "is_draft", "date"),
    [
        ("published: 2024-10-15", False, "2024-10-15"),
        ("published: false\ndate: 2024-10-15", True, "2024-10-15"),
        ("published: true", False, ""),
        ("draft: false\nstatus: draft", True, ""),
        ("publish: false", True, ""),
        ("status: منشور", False, ""),
        ("date: 1446/04/12\npublished: 2024-10-15", False, "2024-10-15"),
    ],
)
def test_a_head_says_whether_and_since_when_readers_may_see_it(
    head: str, is_draft: object, date: str
) -> None:
    article = only(found(f"---\ntitle: خبر\n{head}\n---\nنص", ".md"))
    assert (article.is_draft, article.date) == (is_draft, date)
    assert not article.date_text


def test_a_draft_of_pelican_is_a_draft() -> None:
    article = only(found("Title: خبر\nStatus: draft\nDate: 2024-02-03\n\nنص", ".md"))
    assert (article.is_draft, article.date, article.body) == (True, "2024-02-03", "نص")
