"""Saved pages: what they say of themselves, where their article stands, and what stands around."""

import json

import pytest
from imported import (
    SAMPLES,
    dangers,
    found,
    missing_words,
    only,
    problems,
    reasons,
    sample,
    shown_html,
    shown_words,
)

from newsgen.content.importers.html_markdown import html_to_markdown
from newsgen.content.importers.html_page import _decoded
from newsgen.content.importers.tree import body_of, parse_html, visible_text
from newsgen.language.arabic import fold_words

PAGES = sorted(file.name for file in SAMPLES.glob("*.html"))


def test_json_ld_counts_before_meta_elements() -> None:
    article = only(sample("page-with-json-ld.html"))
    assert article.title == "افتتاح ميناء الشمال الجديد بعد عامين من العمل"
    assert article.summary == "يستقبل الميناء الجديد أولى سفنه مطلع الأسبوع المقبل."
    assert (article.date, article.updated) == (
        "2024-10-15T09:30:00+03:00",
        "2024-10-15T11:00:00+03:00",
    )
    assert article.authors == ("ليلى منصور", "سامر حداد")
    assert (article.category, article.tags) == ("اقتصاد", ("موانئ", "تجارة بحرية", "شحن"))
    assert article.aliases == ("/economy/2024/10/15/ميناء-الشمال",)
    assert article.slug == "ميناء-الشمال"
    assert article.images == ("https://marfa.example/img/port.jpg",)


def test_the_article_is_found_with_its_structure() -> None:
    article = only(sample("page-with-json-ld.html"))
    assert article.body.startswith("افتتحت السلطات المحلية صباح اليوم **ميناء الشمال** الجديد")
    for piece in (
        "## ماذا يعني ذلك للتجارة؟",
        "[التقرير السنوي](https://marfa.example/doc.pdf)",
        "اقرأ أيضاً: خطة جديدة: توسيع السكك الحديدية",
        "> هذا المشروع بداية لا نهاية",
        "- ستة أرصفة عميقة",
        "| 2023 | 9100 |",
        "(https://www.youtube.com/embed/abc123)",
    ):
        assert piece in article.body
    assert article.body.endswith("لتفقد سير العمل ولقاء العاملين فيه.")
    assert article.related == (
        "وزير النقل يتفقد أعمال الطرق الساحلية",
        "ارتفاع حركة الشحن في المنطقة",
    )


def test_what_stands_around_is_left_out_with_its_reason() -> None:
    told = reasons(only(sample("page-with-json-ld.html")))
    assert told["شارك غرد"] == "a box within the article"
    assert told["الرئيسة اقتصاد رياضة"] == "it stands outside of the article"


def test_a_page_of_divs_in_an_old_encoding_is_read() -> None:
    article = only(sample("page-of-divs.html"))
    assert (article.title, article.date) == ("موجة حر تضرب الساحل", "2024-05-12T14:30")
    assert (article.authors, article.tags) == (("نادر يوسف",), ("طقس", "حرارة", "الساحل"))
    assert article.body.count("\n\n") == 3
    assert "باردة من الشمال الغربي." in article.body


def test_a_marked_article_body_is_taken_as_it_is() -> None:
    article = only(sample("page-with-article-body.html"))
    assert article.body == (
        "قررت المكتبة العامة تمديد ساعات العمل.\n\n## ساعات جديدة\n\n"
        "من الثامنة مساء حتى منتصف الليل.\n\nشاهد أيضاً: معرض الكتاب يستقبل زواره"
    )
    assert article.tags == ("مكتبات", "قراءة")
    assert reasons(article)["p نص خفي"] == "it is hidden from readers"


@pytest.mark.parametrize("name", PAGES)
def test_every_visible_word_of_a_page_is_kept_or_told(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    text = _decoded(content, name)
    assert isinstance(text, str)
    article = only(sample(name))
    assert not missing_words(visible_text(body_of(parse_html(text))), article)
    assert not dangers(article.body)


def test_a_page_without_any_title_is_a_problem() -> None:
    (problem,) = problems(found("<p>نص", ".html"))
    assert problem.code == "missing-title"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = "<p>نص عربي طويل بما يكفي للكشف عن ترميزه</p>"
    page = f"<title>خبر من المدينة</title><article>{text}</article>"
    assert only(found(page.encode(encoding), ".html")).title == "خبر من المدينة"


def test_a_page_that_is_wrong_about_its_encoding_is_read() -> None:
    page = '<meta charset="cp0"><title>خبر</title><p>نص</p>'
    assert only(found(page, ".html")).title == "خبر"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>أ<b>ب</b>ج</p>", "أ**ب**ج"),
        ("<p>أ <b> ب </b> ج</p>", "أ **ب** ج"),
        ("<p><b>أ</b><i>ب</i></p>", "**أ**ب"),
        ("2022<span>. x</span>", "2022\\. x"),
        ("<p>أ<br>ب<br><br>ج</p>", "أ  \nب\n\nج"),
        ("<h3>أ</h3><h4>ب</h4>", "## أ\n\n### ب"),
        ("<a href='javascript:x'>أ</a>", "أ"),
        ("<a href=' java\tscript:x'>أ</a>", "أ"),
        ("<a href='&#38;#106;avascript:x'>أ</a>", "[أ](%26#106;avascript:x)"),
        ("<a href='/a b(c)'>أ</a>", "[أ](/a%20b%28c%29)"),
        ("<a href='/x'><h2>أ</h2></a>", "## [أ](/x)"),
        ("<img src='data:image/png;x'>", ""),
        ("<img data-src='/a.jpg' src='data:x' alt='*'>", "![\\*](/a.jpg)"),
        ("<ul><li>أ<ul><li>ب</ul><li><p>ج<p>د</ul>", "- أ\n\n    - ب\n\n- ج\n\n    د"),
        ("<ol start=3><li>أ<li>ب</ol>", "3. أ\n4. ب"),
        ("<blockquote><h2>أ</h2><p>ب</blockquote>", "> أ\n>\n> ب"),
        ("<table><tr><td>أ|ب<td>ج<tr><td>د</table>", "| أ\\|ب | ج |\n| --- | --- |\n| د |  |"),
        ("<table><tr><td><p>أ<p>ب</table>", "أ\n\nب"),
        ("<pre>أ\n  ب</pre>", "أ  \nب"),
        ("<p>https://a.example/x_y</p>", "[https://a.example/x\\_y](https://a.example/x_y)"),
        ("<p>اقرأ أيضا <a href='/x'>خبر</a></p>", "اقرأ أيضا [خبر](/x)"),
        ("<p>&lt;b&gt; {{ x }} # </p>", "\\<b\\> \\{\\{ x \\}\\} \\#"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html).body == markdown


def test_a_deep_page_costs_no_word() -> None:
    for depth in (70, 300, 3000):
        html = "<div>" * depth + "<p>كلمة</p>" + "<ul><li>" * depth + "أخرى"
        assert html_to_markdown(html).body.replace("- ", "").split() == ["كلمة", "أخرى"]


@pytest.mark.parametrize("depth", [240, 250, 500, 1000, 5000])
def test_a_deep_page_has_the_title_that_it_tells(depth: int) -> None:
    head = "<head><title>عنوان النافذة</title><meta name=author content=سارة></head>"
    text = "<h1>عنوان الخبر</h1><p>فقرة أولى.</p><script>var x</script><p>فقرة ثانية.</p>"
    ends = "</div>" * depth
    article = only(found(f"<html>{head}<body>{'<div>' * depth}{text}{ends}</body></html>", ".html"))
    assert article.title == ("عنوان الخبر" if depth < 600 else "عنوان النافذة")
    assert article.authors == ("سارة",)
    words = shown_words(article.body)
    assert words[-4:] == fold_words("فقرة أولى. فقرة ثانية.")
    assert "var" not in words


def test_nothing_is_fetched_for_a_page() -> None:
    page = '<!DOCTYPE html SYSTEM "http://x.invalid/x.dtd"><title>خبر</title><p>نص &xxe;</p>'
    assert only(found(page, ".html")).body == "نص &xxe;".replace("&", "\\&")


def page(head: str, body: str = "<p>نص الخبر كما نشر.</p>") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def ld(*stories: dict[str, object]) -> str:
    told = [{"@type": "NewsArticle", **story} for story in stories]
    return f"<script type='application/ld+json'>{json.dumps(told)}</script>"


PUBLISHED = "<time class='entry-date published' datetime='2024-10-15T09:30+03:00'>أمس</time>"
OTHER = {
    "headline": "فوز الفريق في النهائي",
    "url": "https://a.example/sport/2",
    "author": "سامر",
    "datePublished": "2020-01-01",
    "articleSection": "رياضة",
}
OWN = {"headline": "ارتفاع أسعار النفط", "datePublished": "2024-10-15"}


def test_what_is_told_of_another_story_fills_no_gap() -> None:
    heading = "<h1>ارتفاع أسعار النفط</h1><p>نص الخبر كما نشر.</p>"
    for stories in ([OTHER, OWN], [OWN, OTHER]):
        article = only(found(page(ld(*stories), heading), ".html"))
        assert (article.title, article.date) == (OWN["headline"], "2024-10-15")
        assert (article.authors, article.category, article.aliases) == ((), "", ())
        assert str(OTHER["headline"]) in reasons(article)
    alone = only(found(page(ld(OTHER), heading), ".html"))
    assert (alone.title, alone.date, alone.authors) == (OWN["headline"], "", ())


def test_the_story_of_the_page_is_known_by_its_address() -> None:
    link = "<link rel=canonical href='https://www.a.example/sport/2/'><meta name=author content=ن>"
    article = only(found(page(link + ld({**OWN, "url": "https://a.example/1"}, OTHER)), ".html"))
    assert (article.title, article.authors) == (OTHER["headline"], ("سامر",))


def test_a_story_that_contradicts_nothing_is_taken_before_the_meta_elements() -> None:
    head = "<title>النفط: ارتفاع الأسعار</title><meta property=og:title content='ارتفاع النفط'>"
    article = only(found(page(head + ld(OWN)), ".html"))
    assert (article.title, article.date) == (OWN["headline"], "2024-10-15")


@pytest.mark.parametrize(
    ("body", "date", "updated"),
    [
        ("<time datetime='2024-10-15'>أمس</time>", "2024-10-15", ""),
        (
            f"{PUBLISHED}<time class=updated datetime='2024-10-16T09:30+03:00'>اليوم</time>",
            "2024-10-15T09:30:00+03:00",
            "2024-10-16T09:30:00+03:00",
        ),
        ("<time datetime='2024-10-15'>أ</time><time datetime='2023-01-01'>ب</time>", "", ""),
        ("<ul><li>خبر آخر <time datetime='2023-01-01'>ب</time></ul>", "", ""),
        ("<time>أمس</time>", "", ""),
    ],
)
def test_the_time_of_a_story_without_other_dates_is_its_date(
    body: str, date: str, updated: str
) -> None:
    article = only(found(page("<title>خبر</title>", f"{body}<p>نص الخبر كما نشر."), ".html"))
    assert (article.date, article.updated) == (date, updated)
    meta = "<title>خبر</title><meta property=article:published_time content=2022-02-02>"
    assert only(found(page(meta, f"{body}<p>نص"), ".html")).date == "2022-02-02"


def test_relative_links_start_at_the_address_of_the_page() -> None:
    head = "<title>خبر</title><link rel=canonical href='https://a.example/sport/2.html'>"
    body = "<p>نص فيه <a href='3.html'>رابط</a></p><img src='/i/p.jpg'>"
    article = only(found(page(head, body), ".html"))
    assert article.body == (
        "نص فيه [رابط](https://a.example/sport/3.html)\n\n![](https://a.example/i/p.jpg)"
    )
    based = only(found(page(f"{head}<base href='/news/'>", body), ".html"))
    assert "(https://a.example/news/3.html)" in based.body
    unknown = only(found(page("<title>خبر</title>", body), ".html"))
    assert "(3.html)" in unknown.body


HOME = "https://www.a.example/1"


@pytest.mark.parametrize(
    ("html", "markdown", "told"),
    [
        (
            "<p>شاهد أيضا: <a href='/2'>خبر آخر</a></p>",
            "شاهد أيضا: خبر آخر",
            {"link https://www.a.example/2"},
        ),
        (
            "<p>شاهد أيضا: <a href='https://a.example/2'>خبر آخر</a></p>",
            "شاهد أيضا: خبر آخر",
            {"link https://a.example/2"},
        ),
        (
            "<p>شاهد أيضا: <a href='https://b.example/2'>خبر آخر</a></p>",
            "شاهد أيضا: [خبر آخر](https://b.example/2)",
            set(),
        ),
        (
            "<h3>شاهد أيضا</h3><ul><li><a href='/2'>أول</a><li><a href='//b.example'>ثان</a></ul>",
            "شاهد أيضا: أول\n\nشاهد أيضا: [ثان](https://b.example)",
            {"link https://www.a.example/2"},
        ),
        (
            "<h3>أخبار ذات صلة</h3><a href='/2'>أول</a><p><a href='https://b.example/3'>ثان</a>",
            "[ثان](https://b.example/3)",
            {"link https://www.a.example/2", "أخبار ذات صلة"},
        ),
        (
            "<h3>أخبار ذات صلة</h3><ul><li><a href='https://b.example/3'>ثان</a></ul>",
            "## أخبار ذات صلة\n\n- [ثان](https://b.example/3)",
            set(),
        ),
    ],
)
def test_no_address_of_a_pointer_or_of_a_related_story_is_lost(
    html: str, markdown: str, told: set[str]
) -> None:
    made = html_to_markdown(html, home=HOME)
    assert made.body == markdown
    assert {one.what for one in made.left_out} == told
    assert made.related == (("أول",) if "أخبار ذات صلة" in told else ())


def test_the_addresses_of_a_related_box_are_told() -> None:
    told = reasons(only(sample("page-with-json-ld.html")))
    assert told["link https://marfa.example/a"] == "its title finds the story"
    assert told["link https://marfa.example/economy/1"] == "its title finds the story"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<blockquote>أ</blockquote><blockquote>ب</blockquote>", 2),
        ("<ul><li>أ</ul><ul><li>ب</ul>", 2),
        ("<ol><li>أ</ol><ol><li>ب</ol>", 2),
        ("<blockquote><ul><li>أ</ul><ul><li>ب</ul></blockquote>", 2),
        ("<ol><li>س<ul><li>أ</ul><ul><li>ب</ul></ol>", 2),
        ("<ul><li>أ</ul><ol><li>ب</ol>", 1),
    ],
)
def test_neighbours_of_one_kind_stay_apart(html: str, count: int) -> None:
    shown = shown_html(html_to_markdown(html).body)
    assert max(shown.count(f"<{tag}>") for tag in ("ul", "ol", "blockquote")) == count


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("10<sup>6</sup>", "10⁶"),
        ("م<sup>2</sup> و10<sup>-3</sup>", "م² و10⁻³"),
        ("H<sub>2</sub>O", "H₂O"),
        ("2<sup>n+x</sup>", "2^(n+x)"),
        ("21<sup>st</sup>", "21st"),
        ("كما قال<sup>[1]</sup>", "كما قال\\[1\\]"),
        ("كما قال<sup><a href='#f'>1</a></sup>", "كما قال¹"),
        ("كما قال<sup><a href='/f'>1</a></sup>", "كما قال[1](/f)"),
    ],
)
def test_powers_and_indices_stay_what_they_are(html: str, markdown: str) -> None:
    assert html_to_markdown(f"<p>{html}").body == markdown


LONG = "كلمة " * 60


@pytest.mark.parametrize(
    "cells",
    [
        "<tr><td>القائمة<td>بحث<tr><td><p>فقرة أولى.<p>فقرة ثانية.<td>إعلان",
        "<tr><td>القائمة<td>بحث<tr><td>فقرة أولى.<br><br>فقرة ثانية.<td>إعلان",
        f"<tr><td>القائمة<td>بحث<tr><td>{LONG}<td>إعلان",
    ],
)
def test_a_table_that_arranges_a_page_is_looked_through(cells: str) -> None:
    body = html_to_markdown(f"<table>{cells}</table>").body
    assert "|" not in body
    assert "إعلان" in body.split("\n\n")


def test_pictures_and_links_of_cells_are_kept() -> None:
    made = html_to_markdown(
        "<table><tr><td>اسم<td>صورة<tr><td><p><a href='/n'>نادر</a></p>"
        "<td><img src='/n.jpg' alt='صورته'></table>"
    )
    assert made.body == ("| اسم | صورة |\n| --- | --- |\n| [نادر](/n) |  |\n\n![صورته](/n.jpg)")
