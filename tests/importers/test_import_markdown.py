"""Markdown files of newsgen and of other generators."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from imported import dangers, found, only, problems, reasons, sample, shown_html, shown_words

from newsgen.content.importers.markdown_pieces import pieces
from newsgen.content.importers.safe_markdown import safe_markdown, without_comments
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
        "<!-- x -->",
        "<!-- -->",
        "<!--more-->",
        "<https://a.example>",
        "<https://a.example/'onclick=x>",
        "`<em>`",
        "    <em>",
        "<h4>",
        "</h4>",
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
@example("<scr<!-- x -->ipt>x</script>")
@example("`a\nb` <em onclick=x>c`")
@example("- a\n\n    <em onclick=x>")
@example("<!--\n```\n--><script>\n```\n<script>")
@example("`` ` <script>`")
@example("\\`<script>`")
def test_no_markdown_becomes_script(text: str) -> None:
    assert not dangers(safe_markdown(text))
    bare, comments = without_comments(text)
    assert not dangers(safe_markdown(bare))
    assert all(comment.what in text for comment in comments)


@given(HOSTILE_MARKDOWN)
@example("`a\nb` <h4>c`")
@example("- a\n\n    <h4>b</h4>\n\n`<b>`")
def test_no_tag_of_strangers_is_a_tag(text: str) -> None:
    shown = shown_html(safe_markdown(without_comments(text)[0]))
    assert "<h4" not in shown
    assert "</h4" not in shown


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "انظر <https://a.example/x_y> هنا",
            '<p>انظر <a href="https://a.example/x_y">https://a.example/x_y</a> هنا</p>',
        ),
        ("رمز `<b>` و<b>", "<p>رمز <code>&lt;b&gt;</code> و&lt;b&gt;</p>"),
        ("نص\n\n    <b>\n      x", "<p>نص</p>\n<pre><code>&lt;b&gt;\n  x\n</code></pre>"),
        ("قبل <ftp://a.example> بعد", "<p>قبل &lt;ftp://a.example&gt; بعد</p>"),
        ("قبل <javascript:x> بعد", "<p>قبل &lt;javascript:x&gt; بعد</p>"),
    ],
)
def test_code_and_bare_links_stay_what_they_are(markdown: str, html: str) -> None:
    assert shown_html(safe_markdown(markdown)) == html


def test_comments_are_left_out_and_told() -> None:
    article = only(found("<!-- سر -->\n# عنوان\n\nقبل\n\n<!--more-->\n\n`<!-- ج -->`", ".md"))
    assert article.title == "عنوان"
    assert article.body == "قبل\n\n\n\n`<!-- ج -->`"
    assert set(reasons(article)) == {"<!-- سر -->", "<!--more-->"}
    lists = "- أ\n\n<!-- -->\n\n- ب"
    assert only(found(f"# عنوان\n\n{lists}", ".md")).body == lists


@pytest.mark.parametrize("part", ["`", "<!--", "<!-- -->", "` `` ", "<https://a> ", "\n    <b>\n"])
def test_long_hostile_markdown_takes_linear_time(part: str) -> None:
    text = part * (50_000 // len(part))
    assert sum(len(piece.text) for piece in pieces(text)) == len(text)


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


def test_former_titles_are_aliases_and_keys_of_newsgen_are_told_as_such() -> None:
    names = '["/قديم/", "عنوان سابق: للخبر", "قديم", "https://[x/ y"]'
    head = f"title: خبر\naliases: {names}\nweight: 3\nlayout: post\n"
    article = only(found(f"---\n{head}---\nنص", ".md"))
    assert article.aliases == ("/قديم/", "عنوان سابق: للخبر")
    assert reasons(article) == {
        "قديم": "it cannot be one of the aliases",
        "https://[x/ y": "it cannot be one of the aliases",
        "weight: 3": "no import writes this key",
        "layout: post": "newsgen has no such key",
    }
