"""Links between stories in a built site: they come and go with their articles, and alone."""

from pathlib import Path

import pytest
from sites import SETTINGS, article, build, html, rendered, write, write_site

LONG = "الحكومة تعلن خطة لتطوير الموانئ في الشمال خلال العام المقبل"
BODY = f"نص [[{LONG[:40]}…|الخطة]] و[[/old/port/|الميناء]] و[[سوق النّفط]]."
RELATED_OFF = SETTINGS + "related: {limit: 0}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "content/articles/summit.md": article("قمة في الرياض", BODY, date="2024-03-01"),
        "content/articles/cup.md": article(
            "كأس العالم", "نص.", related=f"[{LONG} - صحيفة الاختبار]", date="2024-02-01"
        ),
        "content/articles/quiet.md": article("خبر لا يسمي أحدا", date="2024-01-01"),
        "content/pages/about.md": f"---\ntitle: من نحن\n---\nاقرأ [[{LONG}]].\n",
    }
    site = write_site(tmp_path / "site", files, RELATED_OFF)
    build(site)
    return site


def stories(root: Path) -> set[str]:
    """The pages of articles, and those of content/pages, that a build renders."""
    paths = rendered(build(root))
    return {path.removesuffix("/index.html") for path in paths if path.startswith(("art", "about"))}


def test_a_link_is_plain_text_until_its_article_arrives(root: Path) -> None:
    assert "<p>نص الخطة والميناء وسوق النّفط.</p>" in html(root, "articles/summit/index.html")
    write(root, {"content/articles/port.md": article(LONG, date="2023-01-01")})
    changed = stories(root)
    assert {"articles/port", "articles/summit", "articles/cup", "about"} <= changed
    assert "articles/quiet" not in changed
    link = 'نص <a href="/articles/port/">الخطة</a> والميناء'
    assert link in html(root, "articles/summit/index.html")
    assert f'<a href="/articles/port/">{LONG}</a>' in html(root, "about/index.html")
    assert 'href="/articles/port/"' in html(root, "articles/cup/index.html")


def test_a_link_goes_with_its_article_and_follows_a_change_of_its_names(root: Path) -> None:
    port = root / "content/articles/port.md"
    write(root, {"content/articles/port.md": article(LONG, date="2023-01-01")})
    build(root)
    write(root, {"content/articles/port.md": article("الميناء", date="2023-01-01")})
    build(root)
    assert "<p>نص الخطة والميناء" in html(root, "articles/summit/index.html")
    renamed = article("الميناء", aliases=f"[/old/port/, {LONG}]", date="2023-01-01")
    write(root, {"content/articles/port.md": renamed})
    build(root)
    assert html(root, "articles/summit/index.html").count('href="/articles/port/"') == 2
    assert 'url=/articles/port/"' in html(root, "old/port/index.html")
    port.unlink()
    assert {"articles/summit", "articles/cup", "about"} <= stories(root)
    assert "<p>نص الخطة والميناء" in html(root, "articles/summit/index.html")


def test_two_articles_that_a_name_may_mean_are_no_link(root: Path) -> None:
    write(root, {"content/articles/oil.md": article("سوق النفط")})
    build(root)
    assert 'href="/articles/oil/"' in html(root, "articles/summit/index.html")
    write(root, {"content/articles/oil-2.md": article("سوق النفط")})
    assert "articles/summit" in stories(root)
    assert 'href="/articles/oil' not in html(root, "articles/summit/index.html")


def test_a_story_tells_who_points_to_it_newest_first_and_no_held_one(root: Path) -> None:
    pointing = {
        "old": article("خبر أول", "نص [[الميناء]].", date="2024-01-01"),
        "new": article("خبر ثان", "شاهد أيضًا: الميناء", date="2024-02-01"),
        "draft": article("خبر سري", "نص [[الميناء]].", draft="true"),
        "soon": article("خبر قادم", "نص [[الميناء]].", date="2031-01-01"),
        "port": article("الميناء", "نص [[الميناء]] في نفسه."),
    }
    write(root, {f"content/articles/{name}.md": text for name, text in pointing.items()})
    build(root)
    shown = html(root, "articles/port/index.html").partition('id="backlinks"')[2]
    assert 0 < shown.index("خبر ثان") < shown.index("خبر أول")
    assert not any(title in shown for title in ("خبر سري", "خبر قادم", ">الميناء</a>"))
    assert 'id="backlinks"' not in html(root, "articles/old/index.html")
    write(root, {"newsgen.yaml": SETTINGS + "related: {limit: 0, backlinks: 1}\n"})
    build(root)
    shown = html(root, "articles/port/index.html").partition('id="backlinks"')[2]
    assert "خبر ثان" in shown
    assert "خبر أول" not in shown
    write(root, {"newsgen.yaml": SETTINGS + "related: {limit: 0, backlinks: 0}\n"})
    build(root)
    assert 'id="backlinks"' not in html(root, "articles/port/index.html")


def test_what_a_link_shows_stays_text(root: Path) -> None:
    body = "نص [[سوق|<b>&amp; {{ 1 }}]] و`[[رمز]]`."
    write(root, {"content/articles/x.md": article("خبر", body)})
    build(root)
    shown = html(root, "articles/x/index.html")
    assert "نص &lt;b&gt;&amp;amp; {{ 1 }} و<code>[[رمز]]</code>." in shown
