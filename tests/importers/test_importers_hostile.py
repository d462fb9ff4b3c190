"""Whatever strangers write in whatever field of whatever format, it ends as literal text."""

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import (
    articles,
    dangers,
    found,
    json_line,
    missing_words,
    shown_words,
    table,
    wxr,
    xml,
)

from newsgen.content.importers import Found, RawArticle
from newsgen.content.importers.html_markdown import html_to_markdown
from newsgen.content.importers.tree import body_of, parse_html, visible_text
from newsgen.language import front_matter
from newsgen.language.arabic import clean, fold_words

PARTS = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '" onclick="x',
        "'><svg onload=x>",
    ),
    *(
        "[a](javascript:x)",
        "![a](javascript:x)",
        "[a]: javascript:x",
        "<javascript:x>",
        "<!--",
        "-->",
    ),
    *(
        "{{ 7*7 }}",
        "{% include 'x' %}",
        "{# x #}",
        "${x}",
        "# ",
        "- ",
        "1. ",
        "> ",
        "```",
        "|",
        "---",
    ),
    *(
        "\n",
        "\n\n",
        "    ",
        "**",
        "_",
        "`",
        "\\",
        "&amp;",
        "&#106;",
        "&lt;b&gt;",
        "]]>",
        "[^1]: ",
        "===",
    ),
    *(
        "\x02",
        "\x03",
        "\x00",
        "\u202e",
        "\ud800",
        "\ufeff",
        "خبر",
        "كلمة",
        "شاهد أيضا: ",
        "أخبار ذات صلة",
    ),
]
HOSTILE = st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=7).map("".join)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(HOSTILE, min_size=4, max_size=4)
WORDS = st.integers(0, 99).map(lambda number: f"كلمة{number}")
TAGS = "p div span b i a h2 h3 ul li blockquote table tr td pre em strong section figure".split()


def check(read: list[Found]) -> None:
    for article in articles(read):
        assert not dangers(article.body)
        for text in (article.title, article.summary, article.category, *article.tags):
            assert text == " ".join(text.split())
        head = front_matter.write({"title": article.title, "summary": article.summary})
        values = front_matter.raw_values(f"---\n{head}---\n\n{article.body}")
        assert values.get("title", "") == article.title
        assert str(article).encode("utf-8", "strict")


@FAST
@given(TEXTS)
def test_tables(texts: list[str]) -> None:
    text = table(["title", "body", "tags", "url"], texts)
    check(found(text.encode("utf-8", "replace"), ".csv"))


@FAST
@given(TEXTS)
def test_json_lines(texts: list[str]) -> None:
    title, body, tag, url = texts
    read = found(json_line(title=title, body=body, tags=[tag], url=url, more={"x": tag}), ".jsonl")
    check(read)


@FAST
@given(TEXTS)
def test_wordpress(texts: list[str]) -> None:
    title, body, tag, link = texts
    item = {"title": title, "content:encoded": body, "category": tag, "link": link}
    check(found(wxr(item | {"excerpt:encoded": tag, "wp:post_name": link}), ".xml"))


@FAST
@given(TEXTS)
def test_feeds(texts: list[str]) -> None:
    title, body, tag, link = map(xml, texts)
    check(
        found(
            f"<rss version='2.0'><channel><item><title>{title}</title><description>{body}"
            f"</description><category>{tag}</category><link>{link}</link></item></channel></rss>",
            ".rss",
        )
    )


@FAST
@given(TEXTS)
def test_markdown_files(texts: list[str]) -> None:
    title, body, tag, url = texts
    text = f"---\ntitle: {front_matter.scalar(title)}\ntags: [{tag}]\nurl: {url}\n---\n{body}"
    check(found(text.encode("utf-8", "replace"), ".md"))
    check(found(body.encode("utf-8", "replace"), ".md"))


@settings(FAST, max_examples=30)
@given(TEXTS)
def test_pages(texts: list[str]) -> None:
    title, body, tag, url = (text.encode("utf-8", "replace").decode() for text in texts)
    page = (
        f"<title>{title}</title><meta property='og:title' content='{html.escape(title)}'>"
        f"<meta name=keywords content='{html.escape(tag)}'><link rel=canonical href='{url}'>"
        f"<script type='application/ld+json'>{json_line(headline=title)}</script>"
        f"<article><p>{body}</p><a href='{url}'>{html.escape(tag)}</a><img src='{url}'></article>"
    )
    check(found(page, ".html"))


@FAST
@given(HOSTILE)
def test_plain_text_is_shown_to_the_letter(text: str) -> None:
    plain = clean(text.replace("<", "‹").replace("\ud800", ""))  # without tags it is plain text
    read = articles(found(json_line(title="خبر", body=plain), ".jsonl"))
    assert shown_words(read[0].body) == fold_words(plain) or (
        "شاهد" in plain  # the label of a pointer is shown beside its title
    )


def trees(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, max_size=4).map(" ".join)
    tagged = st.tuples(st.sampled_from(TAGS), inner).map(
        lambda made: f"<{made[0]}>{made[1]}</{made[0]}>"
    )
    links = inner.map(lambda made: f"<a href='/x'>{made}</a>")
    unclosed = st.tuples(st.sampled_from(TAGS), inner).map(lambda made: f"<{made[0]}>{made[1]}")
    return tagged | links | unclosed


LEAVES = WORDS | st.sampled_from(
    [
        "<br>",
        "<hr>",
        "شاهد أيضا:",
        "أخبار ذات صلة",
        "<!-- x -->",
        "<svg>رسم</svg>",
        "<form>زر</form>",
    ]
)
HTML = st.lists(st.recursive(LEAVES, trees, max_leaves=25), max_size=4).map(" ".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_no_visible_word_of_html_is_lost(text: str) -> None:
    made = html_to_markdown(text)
    article = RawArticle("", "", related=made.related, body=made.body, left_out=made.left_out)
    assert not missing_words(visible_text(body_of(parse_html(text))), article)
    assert not dangers(made.body)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_no_visible_word_of_a_page_is_lost(text: str) -> None:
    page = f"<title>عنوان</title><body><nav>قائمة</nav><main><h1>عنوان</h1>{text}<p>ختام</main>ذيل"
    for article in articles(found(page, ".html")):
        assert not missing_words(visible_text(body_of(parse_html(page))), article)


@pytest.mark.parametrize("size", [200_000])
def test_long_hostile_texts_take_linear_time(size: int) -> None:
    for part in ("<", "[", "&", "`", "<b>", "[caption ", "<!--", "\n\n", "<a href='", "*", '"'):
        text = part * (size // len(part))
        assert isinstance(html_to_markdown(text).body, str)
