"""What a site says of its look and of its terms reaches its pages; what expires goes away."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html
from printed import blocks_of
from sites import (
    AT,
    REPOSITORY,
    SETTINGS,
    article,
    build,
    html,
    newsgen,
    rendered,
    write,
    write_site,
)

from newsgen.machine.parallel import Serial
from newsgen.machine.writing import Jobs, write_pages
from newsgen.programs.contents import read_site_content
from newsgen.programs.laying_out import lay_out_site
from newsgen.programs.look import frame_of, read_look
from newsgen.programs.memory import RankingMemory
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import open_site
from newsgen.words.errors import SourceChanged
from newsgen.words.model import Visibility

DAY = 24 * 3600


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        f"content/articles/{number}.md": article(
            f"خبر {number}", date=f"2024-05-{number:02}", category="سياسة", author="ليلى حسن"
        )
        for number in range(1, 9)
    }
    return write_site(tmp_path / "site", files)


def test_a_profile_stands_at_the_head_of_its_term_and_on_no_numbered_page(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "listings: {page_size: 2}\n"})
    head = "---\ntitle: لَيلى حسن\nsummary: تكتب عن النفط\nrole: محررة\n---\n"
    write(root, {"content/authors/l.md": head + "نص **عنها**.\n\nشاهد أيضًا: خبر 1\n"})
    assert build(root).problems == ()
    page = html(root, "authors/ليلى-حسن/index.html")
    for words in ("تكتب عن النفط", "محررة", "نص <strong>عنها</strong>."):
        assert words in page
    assert '<meta name="description" content="تكتب عن النفط">' in page
    assert "تكتب عن النفط" not in html(root, "authors/ليلى-حسن/page/1/index.html")
    write(root, {"content/authors/l.md": head.replace("النفط", "الغاز")})
    assert rendered(build(root)) == {"authors/ليلى-حسن/index.html"}


def test_a_profile_of_nobody_and_a_second_one_are_told(root: Path) -> None:
    write(
        root,
        {
            "content/authors/a.md": "---\ntitle: ليلى حسان\n---\n",
            "content/categories/a.md": "---\ntitle: سياسة\n---\n",
            "content/categories/b.md": "---\ntitle: سياسه\n---\n",
        },
    )
    assert [str(problem) for problem in build(root).problems] == [
        (
            "content/authors/a.md:1: warning: no article has 'ليلى حسان' in its authors"
            " (did you mean 'ليلى حسن'?) [unused-profile]"
        ),
        (
            "content/categories/b.md:1: warning: 'سياسه' is told of in content/categories/a.md"
            " already (keep one) [second-profile]"
        ),
    ]


def test_a_month_leads_to_the_other_months_of_its_year(root: Path) -> None:
    write(root, {"content/articles/old.md": article("قديم", date="2024-01-01")})
    build(root)
    page = html(root, "archive/2024/05/index.html")
    assert 'href="/archive/2024/01/"' in page
    assert 'href="/archive/2024/05/" aria-current="page"' in page
    write(root, {"content/articles/older.md": article("أقدم", date="2023-01-01")})
    assert "archive/2024/05/index.html" not in rendered(build(root))


def test_a_build_is_due_when_a_pin_or_breaking_news_expires(root: Path) -> None:
    pinned = article("خبر 1", date="2024-05-01", pin_until="2030-03-18T00:00:00Z")
    breaking = article("عاجل جدًا", date="2024-05-02", breaking_until="2030-03-19T00:00:00Z")
    write(root, {"content/articles/1.md": pinned, "content/articles/now.md": breaking})
    start = 1_900_000_000  # 2030-03-17 17:46:40 UTC
    build(root, at=start)
    assert 'class="breaking"' in html(root)
    assert rendered(build(root, at=start + 3600)) == set()
    assert rendered(build(root, at=start + DAY)) == {"index.html"}
    assert rendered(build(root, at=start + 2 * DAY)) == {"index.html"}
    assert 'class="breaking"' not in html(root)
    assert rendered(build(root, at=start + 3 * DAY)) == set()
    assert rendered(build(root, at=start)) == {"index.html"}


def test_tokens_colour_the_site_by_a_sheet_that_every_page_links_to(root: Path) -> None:
    build(root)
    assert not (root / "public/css/tokens.css").exists()
    assert "tokens.css" not in html(root)
    write(root, {"newsgen.yaml": SETTINGS + "theme: {light: {line_strong: '#0a5'}}\n"})
    build(root)
    assert "--line-strong: #0a5;" in html(root, "css/tokens.css")
    first = html(root)
    assert '<link rel="stylesheet" href="/css/tokens.css?v=' in first
    write(root, {"newsgen.yaml": SETTINGS + "theme: {light: {line_strong: '#0b6'}}\n"})
    build(root)
    assert html(root) != first  # for the address of the sheet tells what is in it


def test_a_logo_and_a_font_that_are_not_there_are_told(root: Path) -> None:
    theme = "theme: {logo: logo.svg, text_font: Amiri, text_font_file: fonts/amiri.woff2}\n"
    write(root, {"newsgen.yaml": SETTINGS + theme})
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    assert "newsgen.yaml:4:9: error: theme.logo: static/logo.svg is not there" in done.stderr
    assert (
        "newsgen.yaml:4:43: error: theme.text_font_file: static/fonts/amiri.woff2 is not there"
        in done.stderr
    )
    write(root, {"static/logo.svg": "<svg/>", "static/fonts/amiri.woff2": "font"})
    build(root)
    assert '<img class="brand-logo" src="/logo.svg" alt="صحيفة الاختبار">' in html(root)
    assert '<link rel="preload" href="/fonts/amiri.woff2" as="font"' in html(root)
    sheet = html(root, "css/tokens.css")
    assert 'src: url("/fonts/amiri.woff2") format("woff2");' in sheet
    assert '--font-text: "Amiri", ' in sheet


def test_an_edit_reaches_the_text_edition_too(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "lite: true\n"})
    build(root)
    text = (root / "content/articles/3.md").read_text(encoding="utf-8")
    write(root, {"content/articles/3.md": text + "\nزيادة.\n"})
    build(root)
    for path in ("articles/3/index.html", "lite/articles/3/index.html"):
        assert "زيادة." in html(root, path)
    assert "<script" not in html(root, "lite/articles/3/index.html")
    write(root, {"newsgen.yaml": SETTINGS})
    build(root)
    assert not (root / "public/lite").exists()


def test_the_text_edition_is_without_what_runs_and_what_is_embedded(root: Path) -> None:
    body = (
        "قبل\n\n<script>let a = '<b>';\n\nrun();</script>\n\n"
        "<iframe title='مقطع' src='https://video.example/1?a=1&amp;b=2'></iframe>\n\n"
        '<video controls><source src="/clip.mp4">لا يعمل</video>\n\nبعد'
    )
    write(
        root,
        {
            "newsgen.yaml": SETTINGS + "lite: true\n",
            "content/articles/3.md": article("خبر 3", body),
        },
    )
    build(root)
    page = html(root, "lite/articles/3/index.html")
    assert not re.search("<(script|iframe|video|source)|run", page)
    assert (
        '<a href="https://video.example/1?a=1&amp;b=2">https://video.example/1?a=1&amp;b=2</a>'
        in page
    )
    assert '<a href="/clip.mp4">/clip.mp4</a>' in page
    assert page.index("قبل") < page.index("video.example") < page.index("بعد")
    assert "<iframe" in html(root, "articles/3/index.html")


def test_the_text_edition_tells_of_a_picture_in_words(root: Path) -> None:
    body = "![بحر & موج](https://x.example/a.png)\n\nشاهد أيضًا: خبر 1\n\n![](b.png) نهاية."
    write(root, {"newsgen.yaml": SETTINGS + "lite: true\n"})
    write(root, {"content/articles/3.md": article("خبر 3", body)})
    build(root)
    page = html(root, "lite/articles/3/index.html")
    assert "<img" not in page
    assert "<p>بحر &amp; موج</p>" in page
    assert '<strong>شاهد أيضًا:</strong> <a href="/lite/articles/1/"><bdi>خبر 1</bdi></a>' in page


def test_a_card_in_the_text_edition_leads_on_within_it(root: Path) -> None:
    shown = "{% for part in body if part.link %}{{ fragment('to.html', card=part.link.card) }}"
    block = "{% block NAME %}" + shown + "{% endfor %}{% endblock %}"
    for name, parent in (("article.html", "article_foot"), ("lite/article.html", "main")):
        template = f"{{% extends 'theme/{name}' %}}{block.replace('NAME', parent)}"
        write(root, {f"templates/{name}": template})
    write(root, {"newsgen.yaml": SETTINGS + "lite: true\n"})
    write(root, {"templates/to.html": '<i><a href="{{ card.url }}">x</a></i>'})
    write(root, {"content/articles/3.md": article("خبر 3", "نص.\n\nشاهد أيضًا: خبر 1")})
    build(root)
    assert '<i><a href="/articles/1/">' in html(root, "articles/3/index.html")
    assert '<i><a href="/lite/articles/1/">' in html(root, "lite/articles/3/index.html")


def test_the_theme_command_tells_where_everything_comes_from(root: Path) -> None:
    extended = '{% extends "theme/article.html" %}{% block share %}{% endblock %}'
    write(
        root,
        {
            "templates/article.html": extended,
            "templates/extra.html": "{% extends 'article.html' %}",
            "templates/broken.html": "{% block %}",
            "static/css/mine.css": "",
            "newsgen.yaml": SETTINGS + "theme: {dark: {accent: tomato}}\n",
        },
    )
    done = newsgen("theme", cwd=root)
    assert done.returncode == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    at = lines.index("article.html the site's, over newsgen's")
    assert "share" in lines[at : at + 20]
    assert "related from theme/article.html" in lines[at : at + 20]
    assert "footer from base.html" in lines[at : at + 20]
    assert "base.html newsgen's" in lines
    assert "share from article.html" in lines
    assert "css/mine.css the site's" in lines
    assert "css/newsgen.css newsgen's" in lines
    assert "dark.accent tomato" in lines
    assert any(line.startswith("broken.html the site's: ") for line in lines)


def test_the_example_of_the_documents_works_as_it_is_printed(tmp_path: Path) -> None:
    text = (REPOSITORY / "docs/themes.md").read_text(encoding="utf-8")
    example = text.partition("## A full example")[2].partition("\n## ")[0]
    files = blocks_of(example)
    assert sorted(files) == [
        "newsgen.yaml",
        "static/css/almalaab.css",
        "templates/article.html",
        "templates/links.html",
        "templates/strings/ar.yaml",
    ]
    story = article("فوز", source="وكالة", category="كرة القدم", body="نص")
    others = {
        "static/logo.svg": "<svg/>",
        "content/articles/a.md": story,
        "content/articles/b.md": article("خسارة", category="كرة السلة"),
        "content/articles/c.md": article("سباق", category="ألعاب القوى"),
        "content/articles/d.md": article("خبر رابع"),
        "content/articles/e.md": article("خبر خامس"),
        "content/articles/f.md": article("خبر سادس"),
    }
    root = write_site(tmp_path / "site", {**files, **others}, files["newsgen.yaml"])
    assert build(root, at=AT).problems == ()
    page = html(root, "articles/a/index.html")
    assert '<p class="agency">وكالة</p>' in page
    assert "wa.me" not in page
    assert "/css/almalaab.css?v=" in page
    assert "من أرض الملعب" in html(root)


def test_colours_that_are_hard_to_read_are_told_where_they_are_set(root: Path) -> None:
    theme = "theme:\n  light: {accent: '#0b5c4a'}\n  dark:\n    ink_faint: '#555'\n"
    write(root, {"newsgen.yaml": SETTINGS + theme})
    told = [
        f"newsgen.yaml:7:5: warning: theme.dark: ink_faint #555 stands out from {ground} by"
        f" {ratio} to 1 (text needs 4.5 to 1) [low-contrast]"
        for ground, ratio in (("paper #131518", "2.45"), ("sheet #1d2025", "2.19"))
    ]
    assert [str(problem) for problem in build(root).problems] == told
    done = newsgen("check", cwd=root)
    assert done.returncode == 0
    assert (done.stdout + done.stderr).splitlines()[:2] == told
    write(root, {"newsgen.yaml": SETTINGS + theme.replace("#555", "#aaa")})
    assert build(root).problems == ()


def test_what_is_set_for_light_leaves_the_dark_and_the_print_alone(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "theme: {light: {accent: '#0b5c4a'}}\n"})
    build(root)
    sheet = html(root, "css/tokens.css")
    assert sheet.split("{")[0].strip() == "@media screen and (prefers-color-scheme: light)"
    assert "dark" not in sheet


@pytest.mark.parametrize("name", ["ad.svg", "ad.j2", "parts/ad.inc", "ad"])
@pytest.mark.parametrize("how", ["'NAME'", "['NAME', 'card.html']", "'NAME' ~ ''"])
def test_whatever_a_template_includes_is_noticed_when_it_changes(
    root: Path, name: str, how: str
) -> None:
    including = f"{{% include {how.replace('NAME', name)} %}}"
    write(root, {"templates/colophon.html": including, f"templates/{name}": "الأول"})
    build(root)
    assert "الأول" in html(root)
    write(root, {f"templates/{name}": "الثاني"})
    assert "index.html" in rendered(build(root))
    assert "الثاني" in html(root)


def test_a_file_among_the_templates_that_nobody_names_is_no_template(root: Path) -> None:
    write(root, {"templates/notes.md": "{% if %}", "templates/drawing.svg": "{{"})
    assert build(root).problems == ()


def test_a_constant_in_a_template_is_shown_by_the_settings_of_today(root: Path) -> None:
    colophon = "{{ '404'|number }} {{ '/contact/'|absolute }} {{ 'أ \"ب\" ج'|quotes }}"
    write(root, {"templates/colophon.html": colophon})
    arabic = SETTINGS + "dates: {digits: arabic}\n"
    english = SETTINGS.replace("site:", "site:\n  language: en")
    shown = (
        (arabic, "٤٠٤ https://news.example/contact/ أ «ب» ج"),
        (SETTINGS, "404 https://news.example/contact/ أ «ب» ج"),
        (english, "404 https://news.example/contact/ أ “ب” ج"),
        (SETTINGS.replace("news.example", "other.example"), "404 https://other.example/contact/"),
    )
    for settings, words in shown:
        write(root, {"newsgen.yaml": settings})
        build(root)
        assert words in html(root)


@pytest.mark.parametrize("file", ["templates/colophon.html", "static/note.txt"])
def test_what_is_edited_while_pages_are_rendered_is_not_published(root: Path, file: str) -> None:
    write(root, {file: "الأول"})
    place, output = open_site(root), root / "public"
    options = BuildOptions(output, Visibility(AT))
    content, look = read_site_content(place), read_look(place)
    ranking = RankingMemory(place, output)
    laid = lay_out_site(place, options, content, look, ranking, Serial())
    write(root, {file: "الثاني"})
    jobs = Jobs(laid.pages, content.bodies)
    with pytest.raises(SourceChanged, match=f"{file} was edited during the build"):
        write_pages(jobs, frame_of(place, look, laid.chrome), output, Serial(), is_empty=True)


def test_a_site_may_lie_in_a_folder_whose_name_is_no_text(root: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(root.parent) + b"/\xff"))
    root.rename(odd)
    write(odd, {"templates/colophon.html": "ذيل"})
    assert build(odd).problems == ()
    assert rendered(build(odd)) == set()
    assert "ذيل" in html(odd)


def test_the_address_of_a_static_file_is_encoded_as_every_other(root: Path) -> None:
    name = "صور/a b#c?%41&.css"
    link = f"""<link rel="stylesheet" href="{{{{ asset('{name}') }}}}">"""
    write(root, {f"static/{name}": "", "templates/links.html": link})
    build(root)
    (href,) = re.findall(r'href="([^"]+)[?]v=[0-9a-f]{8}"', html(root))
    assert href.isascii()
    assert unquote(urlsplit(href).path) == f"/{name}"


def test_a_feed_gives_a_summary_as_the_html_that_readers_take_it_for(root: Path) -> None:
    summary = "أرخص <كثيرًا> من & <script>go()</script>"
    write(root, {"content/articles/3.md": article("خبر 3", summary=f"'{summary}'")})
    build(root)
    feed = etree.fromstring((root / "public/feed.xml").read_bytes())
    (told,) = feed.xpath("//item[title='خبر 3']/description/text()")
    assert lxml_html.fromstring(f"<p>{told}</p>").text_content() == summary


def test_what_is_told_of_settings_and_old_addresses_long_after_they_were_read_has_its_line(
    root: Path,
) -> None:
    front = "front:\n  sections: [فلك]\n  pins:\n    - {article: nobody, until: 2031-01-01}\n"
    old = article("خبر 3", aliases="\n  - /articles/1/")
    write(root, {"newsgen.yaml": SETTINGS + front, "content/articles/3.md": old})
    lines = {
        name: (root / name).read_text(encoding="utf-8").split("\n")
        for name in ("newsgen.yaml", "content/articles/3.md")
    }
    problems = build(root).problems
    assert {one.code for one in problems} >= {"unknown-section", "unknown-pin", "alias-taken"}
    for code, start in (
        ("unknown-section", "  sections:"),
        ("unknown-pin", "  pins:"),
        ("alias-taken", "aliases:"),
    ):
        (problem,) = [one for one in problems if one.code == code]
        assert lines[problem.path][problem.line - 1].startswith(start)
    told = newsgen("check", cwd=root).stdout
    for problem in problems:
        assert str(problem) in told
