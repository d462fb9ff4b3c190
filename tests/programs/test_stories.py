"""Stories that go on: a timeline, a strip on each article, a feed, and an address that stays."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from sites import SETTINGS, article, build, html, newsgen, rendered, tree, write, write_site

OIL = "أزمة النفط"
TIMELINE = "stories/ازمه-النفط/index.html"
DAYS = ("2024-05-01", "2024-05-02T08:00:00+03:00", "2024-05-02T19:30:00+03:00")


def articles(*dates: str, story: str = OIL, first: int = 0) -> Mapping[str, str]:
    return {
        f"content/articles/n{at}.md": article(f"خبر {at}", date=date, story=story)
        for at, date in enumerate(dates, start=first)
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built site with a story of three articles on two days, and an article of none."""
    alone = article("كأس العالم", "فاز المنتخب في المباراة.", date="2019-01-01")
    files = {**articles(*DAYS), "content/articles/alone.md": alone}
    site = write_site(tmp_path / "site", files)
    build(site)
    return site


def strip(root: Path, name: str) -> str:
    """The strip of an article as plain words; "" where it has none."""
    found = re.search(
        r'<aside class="story-strip".*?</aside>',
        html(root, f"articles/{name}/index.html"),
        re.DOTALL,
    )
    return " ".join(re.sub("<[^>]+>", " ", found[0]).split()) if found else ""


def titles(text: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(?:<bdi>)?(.*?)</", text)


def test_a_timeline_tells_the_newest_first_by_days(root: Path) -> None:
    text = html(root, TIMELINE)
    assert titles(text) == ["خبر 2", "خبر 1", "خبر 0"]
    assert re.findall(r'timeline-day"><time datetime="(.*?)"', text) == ["2024-05-02", "2024-05-01"]
    assert ">19:30<" in text
    assert "3 أخبار" in text


def test_an_undated_article_closes_the_timeline(root: Path) -> None:
    write(root, articles("", first=3))
    build(root)
    text = html(root, TIMELINE)
    assert titles(text)[-1] == "خبر 3"
    assert "بلا تاريخ" in text


def test_an_article_leads_to_those_before_and_after_it(root: Path) -> None:
    assert strip(root, "n1") == (
        "تابع القصة: أزمة النفط 3 أخبار الخبر السابق خبر 0 الخبر التالي خبر 2"
    )
    assert "السابق" not in strip(root, "n0")
    assert "التالي" not in strip(root, "n2")


def test_an_article_of_no_story_has_no_strip(root: Path) -> None:
    assert not strip(root, "alone")


def test_a_story_of_one_article_has_a_page_and_no_strip(root: Path) -> None:
    write(root, articles("2024-06-01", story="قصة جديدة", first=7))
    build(root)
    assert titles(html(root, "stories/قصه-جديده/index.html")) == ["خبر 7"]
    assert not strip(root, "n7")


def test_an_article_that_is_held_is_no_member(root: Path) -> None:
    write(root, articles("2031-01-01", first=3))
    held = article("مسودة سرية", date="2024-05-03", story=OIL, draft="true")
    write(root, {"content/articles/draft.md": held})
    build(root)
    assert "3 أخبار" in strip(root, "n2")
    assert not any("سرية".encode() in content for content in tree(root / "public").values())


def test_a_story_that_is_spelt_in_two_ways_is_one_and_told(root: Path) -> None:
    write(root, articles("2024-05-04", story="ازمة النفط", first=3))
    report = build(root)
    assert [problem.code for problem in report.problems] == ["two-spellings"]
    assert report.problems[0].path == "content/articles/n3.md"
    assert len(titles(html(root, TIMELINE))) == 4


def test_its_address_stays_when_most_of_its_articles_spell_it_otherwise(root: Path) -> None:
    write(root, articles(*["2024-05-04"] * 4, story="ازمة النِّفط", first=3))
    build(root)
    text = html(root, TIMELINE)
    assert "<h1>ازمة النِّفط</h1>" in text
    assert len(titles(text)) == 7


def test_a_newcomer_renders_the_story_and_its_articles_again(root: Path) -> None:
    write(root, articles("2024-05-05", first=3))
    paths = rendered(build(root))
    assert {f"articles/n{at}/index.html" for at in range(4)} <= paths
    assert {TIMELINE, TIMELINE.replace("index.html", "feed.xml"), "stories/index.html"} <= paths
    assert "articles/alone/index.html" not in paths


def test_numbered_pages_of_a_timeline_never_change(tmp_path: Path) -> None:
    dates = [f"2024-05-{day:02}" for day in range(1, 8)]
    settings = SETTINGS + "listings: {page_size: 3}\n"
    root = write_site(tmp_path / "site", articles(*dates), settings)
    build(root)
    oldest = TIMELINE.replace("index.html", "page/1/index.html")
    before = html(root, oldest)
    assert titles(before) == ["خبر 2", "خبر 1", "خبر 0"]
    write(root, articles(*["2024-06-01"] * 4, first=7))
    build(root)
    assert html(root, oldest) == before
    assert "http-equiv" in html(root, TIMELINE.replace("index.html", "page/3/index.html"))


def test_a_story_has_a_feed_that_its_page_names(root: Path) -> None:
    feed = TIMELINE.replace("index.html", "feed.xml")
    assert re.findall("<title>(.*?)</title>", html(root, feed)) == [
        "أزمة النفط — صحيفة الاختبار",
        *("خبر 2", "خبر 1", "خبر 0"),
    ]
    assert f'href="/{feed}"' in unquote(html(root, TIMELINE))


def test_stories_are_listed_by_their_latest_news(root: Path) -> None:
    write(root, articles("2024-06-01", "2024-04-01", story="كأس العالم", first=7))
    write(root, articles("", story="بلا تاريخ", first=9))
    build(root)
    names = re.findall(r'card-title"><a [^>]*>(?:<bdi>)?(.*?)</', html(root, "stories/index.html"))
    assert names == ["كأس العالم", "أزمة النفط", "بلا تاريخ"]


def test_stories_are_in_the_sitemap_and_the_footer(root: Path) -> None:
    sitemap = unquote(html(root, "sitemap.xml"))
    assert "<loc>https://news.example/stories/ازمه-النفط/</loc>" in sitemap
    assert "<loc>https://news.example/stories/</loc>" in sitemap
    assert '<a href="/stories/">قصص نتابعها</a>' in html(root)


def test_a_site_without_stories_shows_nothing_of_them(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"content/articles/alone.md": article("خبر وحيد")})
    build(root)
    assert not (root / "public/stories").exists()
    assert "stories/" not in html(root)


def test_a_story_that_is_a_list_is_a_mistake(root: Path) -> None:
    write(root, {"content/articles/bad.md": article("خبر", story="[أولى, ثانية]")})
    told = newsgen("build", cwd=root).stderr
    assert "content/articles/bad.md:4:8: error: 'story' must be one value" in told


def test_a_sidecar_and_a_markdown_seed_may_name_a_story(root: Path) -> None:
    write(
        root,
        {
            "seeds/a.txt": "عنوان أول\n\nنص الخبر الأول هنا كاملا.\n",
            "seeds/a.yaml": "story: كأس العالم\ndate: 2024-05-01\n",
            "seeds/b.md": "---\ntitle: عنوان ثان\nstory: كأس العالم\n---\nنص.\n",
        },
    )
    build(root)
    assert len(titles(html(root, "stories/كاس-العالم/index.html"))) == 2


def test_threads_proposes_stories_and_changes_nothing(tmp_path: Path) -> None:
    body = "اندلع حريق في مصفاة الشعيبة فجر اليوم."
    files = {
        f"content/articles/f{day}.md": article(
            f"حريق مصفاة الشعيبة {day}", body, date=f"2024-05-0{day}"
        )
        for day in range(1, 4)
    }
    files |= articles(*[f"2023-0{month}-01" for month in range(1, 10)], story="")
    root = write_site(tmp_path / "site", files)
    before = tree(root / "content")
    told = newsgen("threads", cwd=root)
    assert told.returncode == 0
    assert "content/articles/f3.md" in told.stdout
    assert told.stdout.startswith("story: ")
    (proposal,) = map(json.loads, newsgen("threads", "--json", cwd=root).stdout.splitlines())
    assert [one["path"] for one in proposal["articles"]] == [
        f"content/articles/f{day}.md" for day in (3, 2, 1)
    ]
    assert proposal["line"] in told.stdout
    assert tree(root / "content") == before
    assert not (root / "public").exists()
