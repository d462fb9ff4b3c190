"""`newsgen explain` tells where what an article's page shows comes from, and changes nothing."""

import json
from pathlib import Path

import pytest
from sites import AT, article, build, html, newsgen, tree, write, write_site

from newsgen.programs.explaining import Explanation, explain
from newsgen.programs.links_told import LinkTold
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import open_site
from newsgen.words.errors import NewsgenError, ProblemsFound
from newsgen.words.model import Visibility

OIL = (
    "رفعت منظمة أوبك سقف إنتاج النفط الخام في الأسواق العالمية بعد اجتماع طويل في فيينا، وقال وزير "
    "الطاقة إن القرار يخدم المستهلكين والمنتجين معًا، فيما هبطت العقود الآجلة لخام برنت في لندن."
)
SETTINGS = """\
site:
  title: صحيفة الاختبار
  base_url: https://news.example/paper
related: {limit: 3}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of ten articles that was built."""
    oil = {"tags": "[نفط]", "category": "اقتصاد", "author": "سلمى"}
    stories = {
        "oil": article(
            "أوبك ترفع سقف الإنتاج",
            f"{OIL}\n\nشاهد أيضًا: كأس العالم",
            related="[خبر لم يأت, سوق الغاز]",
            **oil,
        ),
        "again": article("قرار جديد من أوبك", f"{OIL} وأضافت تفاصيل.", date="", **oil),
        "gas": article(
            "سوق الغاز", "أسعار الغاز ترتفع.", slug="natural-gas", aliases="[/old/gas, غاز قديم]"
        ),
        "brent": article("خام برنت", "تراجع خام برنت بعد قرار أوبك في فيينا.", **oil),
        "tanker": article("ناقلة", "وصلت ناقلة الخام إلى الميناء.", tags="[نفط]"),
        "cup": article("كأس العالم", "فاز المنتخب."),
        "draft": article("مسودة", "نص.", draft="true"),
        **{f"x{at}": article(f"خبر {at}", "لا علاقة له.") for at in range(4)},
    }
    files = {f"content/articles/{name}.md": text for name, text in stories.items()}
    site = write_site(tmp_path / "site", files, SETTINGS)
    build(site)
    return site


def told(root: Path, wanted: str) -> Explanation:
    return explain(open_site(root), BuildOptions(root / "public", Visibility(AT)), wanted)


def link(links: tuple[LinkTold, ...], source: str) -> LinkTold:
    return next(one for one in links if one.source == f"articles/{source}.md")


@pytest.mark.parametrize(
    "wanted",
    [
        "content/articles/gas.md",
        "articles/gas.md",
        "gas.md",
        "natural-gas",
        "/paper/articles/natural-gas/",
        "https://news.example/paper/articles/natural-gas/index.html",
        "/old/gas",
        "سُوق الغاز",
        "غاز قديم",
    ],
)
def test_an_article_is_known_by_path_slug_address_title_and_former_title(
    root: Path, wanted: str
) -> None:
    assert told(root, wanted).source == "articles/gas.md"


def test_it_tells_where_address_and_date_come_from(root: Path) -> None:
    gas, again = told(root, "natural-gas"), told(root, "again")
    assert gas.url == ("/paper/articles/natural-gas/", "front matter", 4)
    assert gas.date == ("2024-05-01T00:00:00+03:00", "front matter", 3)
    assert again.url == ("/paper/articles/again/", "file name", 0)
    assert again.date == ("", "none", 0)


def test_it_tells_of_each_link_why_it_is_there(root: Path) -> None:
    links = told(root, "oil").links
    shown = [(one.title, one.origin, one.verdict) for one in links]
    assert shown == [
        ("كأس العالم", "see-also", "shown"),
        ("خبر لم يأت", "named", "no-article"),
        ("سوق الغاز", "named", "shown"),
        ("خام برنت", "ranked", "shown"),
    ]
    page = html(root, "articles/oil/index.html")
    assert [page.rindex(title) for title, *_ in shown[1:]] == sorted(
        page.rindex(title) for title, *_ in shown[1:]
    )


def test_it_tells_what_each_name_led_to_and_what_came_near_it(root: Path) -> None:
    names = "[عاجل | سوق الغاز, /old/gas, تحليق ناقلات النفط الخام قرب الميناء, توأم, كأس العالم]"
    files = {
        "cup": article("كأس العالم", "نص [[كأس العالم]] و[[natural-gas]] و[[gas]].", related=names),
        "far": article("تحليق ناقلات النفط الخام فوق الميناء"),
        "twin": article("توأم"),
        "other": article("تَوأم"),
    }
    write(root, {f"content/articles/{name}.md": text for name, text in files.items()})
    links = [one for one in told(root, "cup").links if one.origin != "ranked"]
    assert [(one.origin, one.name, one.verdict, one.rule) for one in links] == [
        ("link", "كأس العالم", "itself", "title"),
        ("link", "natural-gas", "shown", "address"),
        ("link", "gas", "no-article", "unknown"),
        ("named", "عاجل | سوق الغاز", "shown", "bare"),
        ("named", "تحليق ناقلات النفط الخام قرب الميناء", "no-article", "close"),
        ("named", "توأم", "shown", "title"),
        ("named", "كأس العالم", "itself", "title"),
    ]
    assert [(at.source, at.score >= 75) for at in links[4].candidates] == [
        ("articles/far.md", True)
    ]
    write(root, {"content/articles/cup.md": article("كأس العالم", related="[تُوأم]")})
    several = next(one for one in told(root, "cup").links if one.origin == "named")
    assert (several.verdict, [at.score for at in several.candidates]) == ("several", [100, 100])
    text = newsgen("explain", "cup", "--at", "2026-01-01", cwd=root).stdout
    assert "تُوأم (several articles answer to it)" in text
    assert "near: تَوأم (content/articles/other.md, 100)" in text


def test_a_score_is_the_sum_of_its_parts_and_words_and_tags_are_named(root: Path) -> None:
    closeness = link(told(root, "oil").links, "brent").closeness
    assert closeness
    assert closeness.score == pytest.approx(sum(closeness[1:6]), abs=0.003)
    assert closeness.category == 0.1
    assert closeness.author == 0.05
    assert closeness.recency == 0.05  # of one day
    assert {"أوبك", "برنت"} <= {word.name for word in closeness.shared_words}
    assert [tag.name for tag in closeness.shared_tags] == ["نفط"]


def test_it_names_tags_that_tell_of_one_time_only(tmp_path: Path) -> None:
    files = {
        f"content/articles/a{at}.md": article(
            f"خبر {at}", f"نص {at}.", date=f"20{10 + at // 12}-{1 + at % 12:02}-01", tags="[نفط]"
        )
        for at in range(130)
    }
    site = write_site(tmp_path / "site", files, SETTINGS)
    build(site)
    found = [one.closeness for one in told(site, "a20").links if one.closeness]
    assert [[tag.name for tag in one.shared_tags] for one in found] == [["نفط"]] * 3


def test_it_tells_why_close_articles_are_left_out(root: Path) -> None:
    rejected = told(root, "oil").rejected
    twin, tanker = link(rejected, "again"), link(rejected, "tanker")
    assert (twin.verdict, twin.because) == ("near-duplicate", "articles/oil.md")
    assert tanker.verdict == "below-limit"
    assert [one.closeness.score for one in rejected if one.closeness] == sorted(
        (one.closeness.score for one in rejected if one.closeness), reverse=True
    )


def test_a_story_that_names_enough_itself_has_no_candidates(root: Path) -> None:
    names = "[سوق الغاز, خام برنت, ناقلة]"
    write(root, {"content/articles/cup.md": article("كأس العالم", "فاز.", related=names)})
    assert told(root, "cup").rejected == ()


def test_the_pages_that_show_it_are_those_that_an_edit_of_it_changes(root: Path) -> None:
    pages = {path for _, path in told(root, "cup").pages}
    before = tree(root / "public")
    file = root / "content/articles/cup.md"
    text = file.read_text(encoding="utf-8").replace("date:", "summary: تعليق\ndate:")
    file.write_text(text.replace("date:", "updated: 2024-06-01\ndate:"), encoding="utf-8")
    build(root)
    after = tree(root / "public")
    assert {path for path in after if after[path] != before[path]} <= {
        *pages,
        "articles/cup/index.html",
    }
    assert {"index.html", "articles/index.html", "feed.xml", "sitemap.xml"} <= pages
    assert "articles/oil/index.html" in pages
    assert "articles/gas/index.html" not in pages


def test_a_page_that_links_it_in_its_text_is_told(root: Path) -> None:
    files = {
        "content/articles/linking.md": article("خبر آخر", "انظر [[natural-gas|هنا]]."),
        "content/pages/about.md": "---\ntitle: من نحن\n---\nانظر [[سوق الغاز]].\n",
        "content/authors/salma.md": "---\ntitle: سلمى\n---\nكتبت [[سوق الغاز]].\n",
    }
    write(root, files)
    pages = told(root, "natural-gas").pages
    assert ("article", "articles/linking/index.html") in pages
    assert ("page", "about/index.html") in pages
    assert ("listing", "authors/سلمى/index.html") in pages
    assert ("page", "about/index.html") not in told(root, "cup").pages


def test_it_tells_why_a_page_was_last_rendered_whatever_happened_since(root: Path) -> None:
    first = told(root, "oil").rendered
    assert first
    assert first.reason == "not built before"
    assert (first.action, first.action_reason) == ("keep", "unchanged")
    file = root / "content/articles/oil.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nجملة.\n", encoding="utf-8")
    stale = told(root, "oil").rendered
    assert stale
    assert (stale.action, stale.reason) == ("render", "not built before")
    assert stale.action_reason == "articles/oil.md or what it links to changed"
    build(root)
    write(root, {"content/articles/new.md": article("جديد", "نص مستقل تمامًا.")})
    build(root)
    then = told(root, "oil").rendered
    assert then
    assert then.reason.startswith("articles/oil.md")
    assert then.action == "keep"


def test_a_held_article_is_told_to_be_held(root: Path) -> None:
    draft = told(root, "draft")
    assert draft.held == "draft"
    assert not draft.links
    assert not draft.pages


def test_it_works_before_the_first_build_and_writes_no_output(root: Path, tmp_path: Path) -> None:
    before = tree(root / "public")
    elsewhere = BuildOptions(tmp_path / "elsewhere", Visibility(AT))
    found = explain(open_site(root), elsewhere, "oil")
    assert found.rendered == ("", "", "render", "not built before")
    assert not (tmp_path / "elsewhere").exists()
    assert tree(root / "public") == before


def test_an_unknown_article_is_an_error_that_names_the_nearest(root: Path) -> None:
    with pytest.raises(NewsgenError, match="there is no article 'سوق الغازات'") as caught:
        told(root, "سوق الغازات")
    assert "«سوق الغاز» (natural-gas)" in caught.value.hint
    with pytest.raises(NewsgenError, match="there is no article"):
        told(root, "")


def test_a_title_that_two_articles_bear_is_an_error_that_names_both(root: Path) -> None:
    write(root, {"content/articles/twin.md": article("سوق الغاز")})
    with pytest.raises(NewsgenError, match="several articles") as caught:
        told(root, "سوق الغاز")
    assert "content/articles/gas.md, content/articles/twin.md" in caught.value.hint


def test_an_article_with_a_mistake_is_told_with_the_mistake(root: Path) -> None:
    write(root, {"content/articles/bad.md": "---\nsummary: x\n---\n"})
    with pytest.raises(ProblemsFound) as caught:
        told(root, "articles/bad.md")
    assert caught.value.problems[0].path == "content/articles/bad.md"


def test_the_command_tells_it_as_text_and_as_json(root: Path) -> None:
    text = newsgen("explain", "oil", "--at", "2026-01-01", cwd=root)
    assert text.returncode == 0, text.stderr
    assert "address   /paper/articles/oil/ (from the file name)" in text.stdout
    assert "خبر لم يأت (no article has this title)" in text.stdout
    assert "says nearly the same as content/articles/oil.md" in text.stdout
    found = newsgen("explain", "oil", "--json", "--at", "2026-01-01", cwd=root)
    parsed = json.loads(found.stdout)
    assert parsed["source"] == "articles/oil.md"
    assert parsed["links"][3]["closeness"]["shared_tags"][0]["name"] == "نفط"
    wrong = newsgen("explain", "لا وجود له أصلا", cwd=root)
    assert wrong.returncode == 1
    assert "there is no article" in wrong.stderr
