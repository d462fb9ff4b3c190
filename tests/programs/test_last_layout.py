"""Pages are laid out anew only where something else is to be shown; a template changes none."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pictures import draw_into
from sites import AT, SETTINGS, article, build, built_anew, rendered, tree, write, write_site

from newsgen.machine.parallel import Serial
from newsgen.programs.contents import read_site_content
from newsgen.programs.last_layout import SETTLES_FROM, Layout, laid_from, recall_layout
from newsgen.programs.laying_out import Laid, lay_out_site
from newsgen.programs.look import read_look
from newsgen.programs.memory import RankingMemory
from newsgen.programs.pictures import copied, read_gallery
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import open_site
from newsgen.words.errors import ProblemsFound
from newsgen.words.model import Page, Visibility

WANTED = f"""{SETTINGS}search: true
lite: true
images: {{social_cards: true}}
listings: {{page_size: 2}}
front: {{breaking: [{{text: زلزال, until: 2031-01-01}}]}}
theme: {{light: {{accent: '#0a5'}}}}
"""
DUE = AT + 40_000_000  # later than the date of the scheduled story
FOOTER = '{% extends "theme/base.html" %}{% block footer %}جديد{% endblock %}'
BASE = "templates/base.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with something of everything."""
    files = {
        f"content/articles/خبر-{number}.md": article(
            f"خبر رقم {number}",
            f"نص الخبر {number} عن النفط.\n\nشاهد أيضًا: خبر رقم 1\n\nو[[خبر رقم 2]] و[[لم يأت]].",
            date=f"2024-05-0{number}",
            category="اقتصاد" if number % 2 else "رياضة",
            tags="[نفط, أوبك]",
            author="ليلى",
            story="أزمة النفط",
            related="[خبر رقم 3, خبر لم يأت]" if number == 1 else "",
            aliases="[/old/]" if number == 2 else "",
            image="/بحر.png" if number == 4 else "",
        )
        for number in range(1, 7)
    }
    files["content/articles/draft.md"] = article("مسودة", draft="true")
    files["content/articles/later.md"] = article("خبر الغد", date="2031-01-01")
    files["content/articles/undated.md"] = article("بلا تاريخ", date="")
    files["content/pages/about.md"] = "---\ntitle: من نحن\n---\nانظر [[خبر رقم 1]].\n"
    files["content/authors/layla.md"] = "---\ntitle: ليلى\nrole: محررة\n---\nتكتب [[خبر رقم 2]].\n"
    site = write_site(tmp_path / "site", files, WANTED)
    draw_into(site / "static/بحر.png")
    return site


def laid_out(root: Path, at: int = AT) -> Laid:
    place = open_site(root)
    options = BuildOptions(root / "public", Visibility(at))
    content, look = read_site_content(place), read_look(place)
    ranking = RankingMemory(place, options.output)
    return lay_out_site(place, options, content, look, ranking, Serial())


def recalled(root: Path, at: int = AT, settles_from: int = SETTLES_FROM) -> Layout | None:
    """What the next build takes from the last one."""
    place = open_site(root)
    options = BuildOptions(root / "public", Visibility(at))
    content, look = read_site_content(place), read_look(place)
    pictures = read_gallery(place, look, content.pictured)
    made_from = laid_from(place, options, content, pictures.gallery, copied(look, pictures))
    return recall_layout(made_from, place, at, content, pictures.gallery, settles_from)


def told(page: Page) -> tuple[Any, ...]:
    """A page with its view as values: templates see nothing else."""
    view: Mapping[str, object] = page.view(*page.of)
    return (*page._replace(view=dict, of=()), dict(view))


def test_pages_come_back_as_they_were_laid_out(root: Path) -> None:
    fresh = laid_out(root)
    again = recalled(root)
    assert again is not None
    static = {page.path for page in read_look(open_site(root)).assets}
    pages = [page for page in fresh.pages if page.path not in static]
    assert {page.kind for page in pages} >= {
        "article",
        "alias",
        "social",
        "story",
        "lite",
        "search",
    }
    assert [told(page) for page in again.pages] == [told(page) for page in pages]
    assert again.shelf.packed_others() == fresh.shelf.packed_others()
    assert again.shelf.is_ranked == fresh.shelf.is_ranked
    assert again.shelf.site.held == fresh.shelf.site.held != ()
    assert again.chrome == fresh.chrome
    assert set(again.problems) <= set(fresh.problems)
    assert [problem.code for problem in again.problems] == ["undated"]
    assert (again.articles, again.unresolved, again.span) == (
        fresh.articles,
        fresh.unresolved,
        fresh.span,
    )


def test_pages_that_came_back_show_the_same_without_their_articles_in_memory(root: Path) -> None:
    laid_out(root)
    again = recalled(root)
    assert again is not None
    with_articles = [told(page) for page in again.pages]
    again.shelf.settle()
    assert again.shelf.site.articles == ()
    assert [told(page) for page in again.pages] == with_articles


def test_a_large_site_comes_back_without_its_articles(root: Path) -> None:
    fresh = laid_out(root)
    again = recalled(root, settles_from=0)
    assert again is not None
    assert again.shelf.site.articles == ()
    known = {page.path: told(page) for page in fresh.pages}
    assert [told(page) for page in again.pages] == [known[page.path] for page in again.pages]
    assert again.shelf.packed_others() == fresh.shelf.packed_others()
    again.shelf.settle()
    assert [told(page) for page in again.pages] == [known[page.path] for page in again.pages]


def edit(root: Path) -> None:
    file = root / "content/articles/خبر-3.md"
    file.write_text(f"{file.read_text('utf-8')}\nسطر.\n", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": edit,
    "a new article": lambda root: write(root, {"content/articles/n.md": article("خبر جديد")}),
    "an article that is gone": lambda root: (root / "content/articles/خبر-3.md").unlink(),
    "an article that moved": lambda root: os.rename(
        root / "content/articles/خبر-3.md", root / "content/articles/خبر-33.md"
    ),
    "a page": lambda root: write(root, {"content/pages/about.md": "---\ntitle: نحن\n---\nنص.\n"}),
    "a profile": lambda root: (root / "content/authors/layla.md").unlink(),
    "a setting": lambda root: write(root, {"newsgen.yaml": WANTED.replace("2}", "3}")}),
    "a colour of social cards": lambda root: write(
        root, {"newsgen.yaml": WANTED.replace("#0a5", "#05a")}
    ),
    "a picture": lambda root: draw_into(root / "static/بحر.png", "navy"),
    "a static file where a page may be": lambda root: write(root, {"static/x/index.html": "x"}),
    "a damaged memory": lambda root: [
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
        for file in (root / ".newsgen/cache").glob("layout-*")
    ],
    "a lost memory": lambda root: shutil.rmtree(root / ".newsgen"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_a_page_may_show_has_them_laid_out_anew(
    root: Path, change: Callable[[Path], object]
) -> None:
    laid_out(root)
    assert recalled(root)
    change(root)
    assert recalled(root) is None
    laid_out(root)
    assert recalled(root)


def test_a_story_that_becomes_due_has_them_laid_out_anew(root: Path) -> None:
    laid_out(root)
    assert recalled(root, AT + 1)
    assert recalled(root, DUE) is None
    laid_out(root, DUE)
    assert recalled(root, AT) is None


def test_drafts_are_not_shown_by_a_build_without_them(root: Path) -> None:
    build(root, visibility=Visibility(AT, with_drafts=True))
    write(root, {BASE: FOOTER})
    build(root)
    assert tree(root / "public") == built_anew(root)


def test_a_changed_template_renders_its_pages_as_a_clean_build_does(root: Path) -> None:
    build(root)
    write(root, {BASE: FOOTER, "static/css/newsgen.css": "body {}"})
    assert recalled(root)
    report = build(root)
    assert "articles/خبر-1/index.html" in rendered(report)
    assert "search/index.html" in rendered(report)
    assert tree(root / "public") == built_anew(root)
    assert rendered(build(root)) == set()


def test_words_of_the_search_that_are_lost_everywhere_are_made_anew(root: Path) -> None:
    build(root)
    shutil.rmtree(root / ".newsgen/cache/search")
    for shard in (root / "public/search").rglob("words-*.json"):
        shard.unlink()
    write(root, {BASE: FOOTER})
    assert recalled(root)
    build(root)
    assert tree(root / "public") == built_anew(root)


def test_an_edit_after_a_changed_template_is_as_good_as_after_any_build(root: Path) -> None:
    build(root)
    write(root, {BASE: FOOTER})
    build(root)
    edit(root)
    build(root)
    assert tree(root / "public") == built_anew(root)


def test_a_template_with_a_fault_leaves_the_pages_to_the_next_build(root: Path) -> None:
    build(root)
    write(root, {BASE: FOOTER.replace("جديد", "{{ nothing }}")})
    with pytest.raises(ProblemsFound):
        build(root)
    assert recalled(root)
    write(root, {BASE: FOOTER})
    build(root)
    assert tree(root / "public") == built_anew(root)
