"""An edit that only the article's own page shows is rendered without looking at the rest."""

import os
import shutil
import time
from pathlib import Path

import pytest
from opening import opened
from sites import (
    AT,
    SETTINGS,
    article,
    build,
    built_anew,
    html,
    newsgen,
    rendered,
    tree,
    write,
    write_site,
)

from newsgen.programs import retouch
from newsgen.programs.reports import Report

FEW = "related: {limit: 1, backlinks: 2}\n"
LONG = "مقدمة الخبر. " * 80  # longer than the beginning by which stories are compared
SETTLED_SECONDS = 0.15


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built site that is known to be as it was built."""
    files = {
        "content/articles/oil.md": article(
            "سوق النفط", f"{LONG}\n\nنهاية.", tags="[نفط]", story="أزمة النفط"
        ),
        "content/articles/summit.md": article(
            "قمة في الرياض",
            f"{LONG}\n\nشاهد أيضًا: سوق النفط\n\nشاهد أيضًا: لا وجود له\n\n"
            "و[[كأس العالم|الكأس]] و[[لم يأت بعد]].\n\nنهاية.",
            related="[سوق النفط, خبر لم يأت]",
            tags="[نفط]",
            category="اقتصاد",
            story="أزمة النفط",
            date="2024-05-02",
        ),
        "content/articles/cup.md": article("كأس العالم", LONG, category="رياضة", story="كأس"),
    }
    site = write_site(tmp_path / "site", files)
    settle()
    build(site)
    return site


def settle() -> None:
    """Wait until a file cannot have changed without its signature telling."""
    time.sleep(SETTLED_SECONDS)


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / f"content/articles/{name}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    settle()


def edit(root: Path, name: str, old: str, new: str) -> Report:
    change(root, name, old, new)
    return build(root)


def is_like_a_clean_build(root: Path) -> bool:
    return tree(root / "public") == built_anew(root)


def test_an_edited_body_renders_its_page_and_reads_nothing_else(root: Path) -> None:
    change(root, "summit", "نهاية.", "نهاية جديدة.")
    opened.clear()
    report = build(root)
    assert rendered(report) == {"articles/summit/index.html"}
    assert report.parsed == 1
    assert [file for file in opened if file.endswith(".md")] == [
        str(root / "content/articles/summit.md")
    ]


def test_the_page_is_that_of_a_clean_build(root: Path) -> None:
    edit(root, "summit", "نهاية.", "نهاية جديدة.")
    assert "نهاية جديدة." in html(root, "articles/summit/index.html")
    assert is_like_a_clean_build(root)


def test_its_strip_shows_the_story_as_in_a_build(root: Path) -> None:
    for name, other in (("summit", "سوق النفط"), ("oil", "قمة في الرياض")):
        report = edit(root, name, "نهاية.", "نهاية جديدة.")
        assert rendered(report) == {f"articles/{name}/index.html"}
        page = html(root, f"articles/{name}/index.html")
        assert f">{other}</a></li>\n  </ul>\n</aside>" in page
        assert "خبران" in page
    assert rendered(edit(root, "cup", "مقدمة", "بداية")) != set()


def test_links_and_backlinks_stay_as_they_are(root: Path) -> None:
    edit(root, "summit", "نهاية.", "نهاية جديدة.")
    report = edit(root, "oil", "نهاية.", "نهاية أخرى.")
    assert rendered(report) == {"articles/oil/index.html"}
    linked = 'و<a href="/articles/cup/">الكأس</a> ولم يأت بعد.'
    assert linked in html(root, "articles/summit/index.html")
    backlinks = html(root, "articles/oil/index.html").partition('id="backlinks"')[2]
    assert "قمة في الرياض" in backlinks
    assert is_like_a_clean_build(root)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("نهاية.", "نهاية [[سوق النفط]].", {"summit"}),
        ("[[كأس العالم|الكأس]]", "الكأس", {"summit", "cup"}),
        ("[[كأس العالم|الكأس]]", "[[كأس العالم|كأسه]]", {"summit"}),
        ("tags: [نفط]", "tags: [نفط]\naliases: [لم يأت]", {"summit"}),
    ],
)
def test_what_the_text_names_is_left_to_a_build(
    root: Path, old: str, new: str, changed: set[str]
) -> None:
    # Without ranked links, which such an edit may move as well.
    (root / "newsgen.yaml").write_text(f"{SETTINGS}related: {{limit: 0}}\n", encoding="utf-8")
    settle()
    build(root)
    report = edit(root, "summit", old, new)
    stories = {path for path in rendered(report) if path.startswith("articles/")}
    assert stories == {f"articles/{name}/index.html" for name in changed}
    assert is_like_a_clean_build(root)


def test_builds_before_and_after_agree_with_it(root: Path) -> None:
    edit(root, "summit", "نهاية.", "ثانية.")
    again = edit(root, "oil", "نهاية.", "ثالثة.")
    assert rendered(again) == {"articles/oil/index.html"}
    settle()
    assert rendered(build(root)) == set()
    assert rendered(build(root, tells_reasons=True)) == set(), "a full look finds more to do"
    assert is_like_a_clean_build(root)


def test_what_moves_the_related_stories_of_others_renders_them(
    tmp_path: Path,
) -> None:
    texts = {
        "one": "مصفاة خام أنبوب ناقلة برميل عقود.",
        "two": "مصفاة خام أنبوب طقس سيول.",
        "three": "ناقلة برميل طقس سيول رياح.",
    }
    titles = {"one": "أسعار", "two": "مناخ", "three": "شتاء"}
    files = {
        f"content/articles/{name}.md": article(titles[name], text) for name, text in texts.items()
    }
    root = write_site(tmp_path / "site", files)
    settle()
    build(root)
    before = html(root, "articles/one/index.html")
    change(root, "three", "رياح.", "عقود أنبوب خام مصفاة.")
    opened.clear()
    report = build(root)
    assert (
        "articles/one/index.html"
        in rendered(report)
        <= {f"articles/{name}/index.html" for name in texts}
    )
    assert not any("/cache/terms" in file for file in opened), "a ranking was made"
    assert html(root, "articles/one/index.html") != before
    assert is_like_a_clean_build(root)


def test_what_others_show_is_left_to_a_build(root: Path) -> None:
    report = edit(root, "oil", "سوق النفط", "سوق النفط اليوم")
    assert {"articles/oil/index.html", "articles/summit/index.html", "index.html"} <= rendered(
        report
    )
    assert is_like_a_clean_build(root)


@pytest.mark.parametrize("lost", ["around-*", "bodies/*", "content*", "built-*", "last-*"])
def test_a_lost_cache_only_costs_time(root: Path, lost: str) -> None:
    for file in (root / ".newsgen/cache").glob(lost):
        file.unlink()
    edit(root, "summit", "نهاية.", "نهاية جديدة.")
    assert "نهاية جديدة." in html(root, "articles/summit/index.html")
    settle()
    assert rendered(build(root)) == set()
    assert is_like_a_clean_build(root)


def test_a_damaged_output_is_mended_with_it(root: Path) -> None:
    (root / "public/articles/cup/index.html").write_text("x", encoding="utf-8")
    report = edit(root, "summit", "نهاية.", "نهاية جديدة.")
    assert "articles/cup/index.html" in rendered(report)
    assert is_like_a_clean_build(root)


def test_a_mistake_is_told_as_ever(root: Path) -> None:
    file = root / "content/articles/summit.md"
    file.write_text("---\ntitle: قمة\nبلا: معنى\n---\nنص\n", encoding="utf-8")
    told = newsgen("build", cwd=root).stderr
    assert "content/articles/summit.md:3:1: error: unknown key" in told


def test_a_due_story_is_left_to_a_build(root: Path) -> None:
    write(root, {"content/articles/soon.md": article("قريبا", date="2031-01-01")})
    settle()
    build(root)
    settle()
    file = root / "content/articles/summit.md"
    file.write_text(file.read_text(encoding="utf-8") + "زيادة.\n", encoding="utf-8")
    settle()
    assert "articles/soon/index.html" in rendered(build(root, at=2_000_000_000))


def test_many_edits_are_left_to_a_build(root: Path) -> None:
    assert retouch.EDITS_AT_MOST < 20
    names = [f"n{number}" for number in range(20)]
    write(root, {f"content/articles/{name}.md": article(f"خبر {name}", LONG) for name in names})
    settle()
    build(root)
    for name in names:
        file = root / f"content/articles/{name}.md"
        file.write_text(file.read_text(encoding="utf-8") + "زيادة.\n", encoding="utf-8")
    settle()
    assert len(rendered(build(root))) == 20
    assert is_like_a_clean_build(root)


def test_a_body_touched_but_not_changed_renders_the_same(root: Path) -> None:
    page = root / "public/articles/summit/index.html"
    before = page.stat()
    os.utime(root / "content/articles/summit.md")
    settle()
    assert rendered(build(root)) == set()
    assert (page.stat().st_mtime_ns, page.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_file_from_the_future_is_no_edit_at_each_build(root: Path) -> None:
    ahead = time.time() + 100_000
    os.utime(root / "content/articles/summit.md", (ahead, ahead))
    assert [rendered(build(root)) for _ in range(3)] == [set()] * 3


def test_an_edit_moves_the_line_of_what_is_told_of_the_article(root: Path) -> None:
    write(
        root,
        {"content/articles/cup.md": article("كأس العالم", LONG, aliases="[/articles/oil/]")},
    )
    settle()
    (told,) = build(root).problems
    settle()
    build(root)
    (moved,) = edit(root, "cup", "---\ntitle", "---\n# للمحرر\ntitle").problems
    assert (moved.code, moved.line) == ("alias-taken", told.line + 1)


def test_what_was_read_in_another_zone_meanwhile_is_not_shown(root: Path) -> None:
    write(
        root,
        {
            "content/articles/late.md": article("خبر متأخر", date="2024-05-02T22:30:00+00:00"),
            "content/articles/names.md": article("خبر آخر", related="[خبر متأخر]"),
        },
    )
    shutil.rmtree(root / ".newsgen")  # so that all are read together, as they will be
    settle()
    build(root)
    settle()
    build(root)
    settings = root / "newsgen.yaml"
    settings.write_text(f"{SETTINGS}  timezone: UTC\n", encoding="utf-8")
    newsgen("check", cwd=root)
    settings.write_text(SETTINGS, encoding="utf-8")
    edit(root, "names", "كامل", "كله")
    assert is_like_a_clean_build(root)


@pytest.mark.parametrize("again", ["سوق الغاز", "سوق النفط"])
def test_an_output_whose_last_changes_were_forgotten_is_looked_at_anew(
    root: Path, again: str
) -> None:
    edit(root, "oil", "سوق النفط", "سوق الغاز")
    settle()
    build(root)  # by now it is surely known what stands there
    (file,) = (root / ".newsgen/cache").glob("built-*-changes")
    file.unlink()
    edit(root, "oil", "سوق الغاز", again)
    assert is_like_a_clean_build(root)
    edit(root, "oil", "نهاية.", "نهاية أخرى.")
    assert is_like_a_clean_build(root)


def test_surroundings_of_another_moment_are_not_taken_for_those_of_the_last_build(
    root: Path,
) -> None:
    """As a restored backup leaves them: source and signature are the same, neighbours are not."""
    later, stop_words = AT + 24 * 400 * 3600, "من في على من في على"
    due = article("لم يأت بعد", date="2031-01-01", story="أزمة النفط", related="[سوق النفط]")
    write(root, {"content/articles/due.md": due, "newsgen.yaml": f"{SETTINGS}{FEW}"})
    settle()
    build(root)
    [around] = (root / ".newsgen/cache").glob("around-*")
    earlier = around.read_bytes()
    build(root, at=later)
    around.write_bytes(earlier)
    for name in ("oil", "summit"):
        change(root, name, "نهاية.", f"نهاية.\n\n{stop_words}")
        build(root, at=later)
        assert tree(root / "public") == built_anew(root, later)
