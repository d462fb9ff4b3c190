"""WordPress exports: their posts, their oddities, and their size."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from imported import WXR_HEAD, WXR_TAIL, articles, found, only, problems, reasons, sample, wxr, xml

from newsgen.content.importers import RawArticle
from newsgen.words.problems import Problem

ITEMS = 20_000
MEMORY_LIMIT_MB = 150
BODY = (
    "<!-- wp:paragraph -->\n<p>قال الوزير إن <strong>التعاون</strong> مستمر.</p>\n"
    "<!-- /wp:paragraph -->\n<!-- wp:heading -->\n<h2>قسم</h2>\n<!-- /wp:heading -->\n"
    "<p>نص ثان.</p>"
)


def by_name() -> dict[str, RawArticle]:
    return {article.name: article for article in articles(sample("wordpress.xml"))}


def test_a_post_of_blocks_is_read() -> None:
    article = by_name()["10"]
    assert article.title == "قمة المناخ: وعود & أرقام"
    assert (article.date, article.updated) == (
        "2024-10-15T09:30:00+03:00",
        "2024-10-15T12:00:00+03:00",
    )
    assert (article.authors, article.category) == (("رانيا سعيد",), "بيئة")
    assert article.tags == ("عالم", "المناخ")
    assert article.slug == "قمة-المناخ"
    assert article.aliases == ("/2024/10/قمة-المناخ/", "/2024/10/قمة/")
    assert article.images[0] == "https://diffa.example/wp-content/uploads/summit.jpg"
    assert article.body == (
        "اتفق المشاركون على **خفض الانبعاثات** بنسبة 30%.\n\n## بنود الاتفاق\n\n"
        "- تمويل المتضررين\n- الطاقة النظيفة\n\n"
        "![قاعة القمة](https://diffa.example/wp-content/uploads/hall.jpg)\n\n"
        "قاعة القمة قبل الافتتاح\n\n"
        "[https://www.youtube.com/watch?v=xyz](https://www.youtube.com/watch?v=xyz)"
    )
    assert set(reasons(article)) == {"block latest-posts", "comments: 1", "custom field subtitle"}


def test_a_post_of_the_classic_editor_is_read() -> None:
    article = by_name()["11"]
    assert article.is_draft
    assert (article.category, article.date) == ("", "2019-03-01T00:10:00")
    blocks = article.body.split("\n\n")
    assert blocks[0] == "سطر أول في الفقرة الأولى  \nسطر ثان فيها."
    assert blocks[1:4] == [
        "![](https://diffa.example/small.jpg)",
        "تعليق الصورة القديمة",
        "فقرة ثانية **مهمة** \\[مصدر مطلع\\] و\\[sic\\].",
    ]
    assert "[https://vimeo.com/77](https://vimeo.com/77)" in blocks
    assert "ملاحظة داخل رمز" in blocks
    assert blocks[-1] == "شاهد أيضاً: خبر آخر: تفاصيل"
    told = reasons(article)
    assert "99" in told['[gallery ids="30,99"]']
    assert told['[su_note color="red"]'] == "a shortcode of a WordPress plugin"
    assert "script" in told


def test_each_status_is_treated_as_what_it_is() -> None:
    posts = by_name()
    assert posts["12"].is_page
    assert posts["12"].date == "2018-01-01T10:00:00+02:00"
    assert not posts["14"].is_draft
    assert posts["14"].date.startswith("2099")
    assert posts["15"].is_draft
    assert "status: private" in reasons(posts["15"])
    told = [problem.message for problem in problems(sample("wordpress.xml"))]
    assert any("محذوف" in message for message in told)
    assert any("nav_menu_item" in message for message in told)
    assert any("has no title" in message for message in told)


def test_a_broken_export_gives_what_stands_before_the_break() -> None:
    item = "<item><title>خبر</title><wp:post_id>1</wp:post_id></item>"
    read = found(f"{WXR_HEAD}\n{item}\n<item><title>x", ".xml")
    assert [one.title for one in articles(read)] == ["خبر"]
    (problem,) = problems(read)
    assert (problem.code, problem.line) == ("xml-syntax", 3)


def test_control_characters_of_real_exports_are_dropped() -> None:
    item = "<item><title>خ\x0bبر</title><content:encoded>أ\x08</content:encoded></item>"
    article = only(found(f"{WXR_HEAD}{item}{WXR_TAIL}", ".xml"))
    assert (article.title, article.body) == ("خبر", "أ")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://x.invalid/x.dtd"> %a;',
    ],
)
def test_entities_are_refused_where_they_are_declared(declared: str) -> None:
    text = WXR_HEAD.replace("<rss", f"\n<!DOCTYPE rss [{declared}]><rss", 1)
    (problem,) = problems(found(f"{text}<item><title>&a;</title></item>{WXR_TAIL}", ".xml"))
    assert (problem.code, problem.line) == ("xml-entities", 2)


def test_a_date_in_greenwich_alone_keeps_its_offset() -> None:
    text = wxr({"title": "خبر", "wp:post_date_gmt": "2024-10-15 06:30:00"})
    assert only(found(text, ".xml")).date == "2024-10-15T06:30:00+00:00"


def test_twenty_thousand_posts_take_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "big.xml"
    with file.open("w", encoding="utf-8") as out:
        out.write(WXR_HEAD)
        for number in range(ITEMS):
            made = wxr(
                {"title": f"خبر {number}", "content:encoded": BODY, "wp:post_id": str(number)}
            )
            out.write(made.removeprefix(WXR_HEAD).removesuffix(WXR_TAIL))
        out.write(WXR_TAIL)
    code = (
        "import re, sys\nfrom newsgen.content.importers import READERS\n"
        "stream = open(sys.argv[1], 'rb')\n"
        "count = sum(1 for _ in READERS['.xml'](stream, 'big.xml', {}))\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())\n"
        "print(count, int(peak[1]) // 1024)"
    )
    command = [sys.executable, "-c", code, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    count, peak_mb = map(int, done.stdout.split())
    assert count == ITEMS
    assert peak_mb < MEMORY_LIMIT_MB


def dated(status: str, **more: str) -> dict[str, str]:
    item = {"title": "خبر", "content:encoded": "نص", "wp:post_date": "2024-10-15 09:30:00"}
    return {**item, "wp:status": status, **{f"wp:{key}": value for key, value in more.items()}}


@pytest.mark.parametrize(
    "status",
    ["in-progress", "pitch", "assigned", "draft", "pending", "private", "auto-draft", "inherit"],
)
def test_only_what_is_published_or_scheduled_is_live(status: str) -> None:
    article = only(found(wxr(dated(status)), ".xml"))
    assert article.is_draft
    assert (f"status: {status}" in reasons(article)) == (status != "draft")
    for live in ("publish", "future"):
        assert not only(found(wxr(dated(live)), ".xml")).is_draft


def test_a_scheduled_post_without_a_day_is_a_draft() -> None:
    undated = dated("future") | {"wp:post_date": "0000-00-00 00:00:00"}
    assert only(found(wxr(undated), ".xml")).is_draft


@pytest.mark.parametrize(
    "kind", ["feedback", "shop_order", "shop_coupon", "user_request", "flamingo_inbound", "comment"]
)
def test_what_people_sent_to_a_site_is_left_out_and_told(kind: str) -> None:
    (problem,) = found(wxr(dated("publish", post_type=kind)), ".xml")
    assert isinstance(problem, Problem)
    assert f"'{kind}'" in problem.message


def test_kinds_of_a_house_are_drafts_with_one_warning_each() -> None:
    recipes = [dated("publish", post_type="recipe", post_id=str(at)) for at in range(2)]
    read = found(wxr(*recipes, dated("publish")), ".xml")
    assert [one.is_draft for one in articles(read)] == [True, True, False]
    (problem,) = problems(read)
    assert (problem.code, problem.severity) == ("unknown-kind", "warning")
    assert "2 of the kind 'recipe'" in problem.message


def upload(number: str, parent: str, name: str) -> dict[str, str]:
    address = f"https://a.example/{name}"
    item = {"title": name, "wp:post_id": number, "wp:post_parent": parent}
    return {**item, "wp:post_type": "attachment", "wp:attachment_url": address}


def test_a_gallery_without_ids_shows_what_was_uploaded_to_its_post() -> None:
    post = dated("publish", post_id="1") | {"content:encoded": 'قبل [gallery exclude="4"] بعد'}
    uploads = [upload("2", "1", "a.jpg"), upload("3", "9", "b.jpg"), upload("4", "1", "c.jpg")]
    article = only(found(wxr(*uploads, post, upload("5", "1", "d.pdf")), ".xml"))
    assert article.body == "قبل\n\n![](https://a.example/a.jpg)\n\nبعد"
    assert not article.left_out
    alone = only(found(wxr(post), ".xml"))
    assert any("gallery" in what for what in reasons(alone))


@pytest.mark.parametrize("block", ["<!-- wp:footnotes /-->", ""])
def test_footnotes_of_the_block_editor_are_part_of_the_text(block: str) -> None:
    mark = '<sup data-fn="u" class="fn"><a href="#u" id="u-link">1</a></sup>'
    notes = json.dumps([{"id": "u", "content": "حاشية <em>مهمة</em><script>x</script>"}])
    text = f"<!-- wp:paragraph --><p>نص{mark}</p><!-- /wp:paragraph -->{block}"
    items = {"title": "خبر", "content:encoded": text, "wp:status": "publish"}
    made = wxr(items).replace(
        "</item>",
        f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>{xml(notes)}"
        "</wp:meta_value></wp:postmeta></item>",
    )
    article = only(found(made, ".xml"))
    assert article.body == "نص¹\n\n1. حاشية *مهمة*"
    assert set(reasons(article)) == {"script", "link #u"}
    broken = only(found(made.replace(xml(notes), "x"), ".xml"))
    assert "custom field footnotes" in reasons(broken)
