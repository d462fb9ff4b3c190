"""What the build renders, keeps and deletes; what it holds back; what it never touches."""

import os
import re
import shutil
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from sites import AT, SETTINGS, article, build, html, newsgen, rendered, tree, write, write_site

from newsgen.machine import publishing
from newsgen.programs.built_files import remembered_built
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import open_site
from newsgen.programs.update import update
from newsgen.words.errors import Busy, OutputRefused, ProblemsFound
from newsgen.words.model import Visibility


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three dated stories: one names another by title, one points to it in its text."""
    return write_site(
        tmp_path / "site",
        {
            "content/articles/summit.md": article(
                "قمة في القاهرة",
                "تمهيد.\n\nشاهد أيضًا: سوق النفط اليوم\n\n## ما بعد القمة\n\nنص.",
                category="سياسة",
                tags="[قمة, نفط]",
                related='["نتائج القمة", "سوق النفط اليوم"]',
                author="قسم الأخبار",
            ),
            "content/articles/oil.md": article(
                "سوق النفط اليوم", category="اقتصاد", tags="[نفط]", date="2024-06-01"
            ),
            "content/articles/old.md": article("خبر قديم", category="سياسة", date="2023-01-01"),
            "content/pages/about.md": "---\ntitle: من نحن\n---\n\nنحن هنا.\n",
        },
    )


def test_a_site_has_all_its_pages(root: Path) -> None:
    build(root)
    assert {
        "index.html",
        "404.html",
        "about/index.html",
        "articles/index.html",
        "articles/summit/index.html",
        "categories/index.html",
        "categories/سياسة/index.html",
        "categories/سياسة/feed.xml",
        "tags/نفط/index.html",
        "authors/قسم-الأخبار/index.html",
        "archive/index.html",
        "archive/2024/index.html",
        "archive/2024/05/index.html",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "css/newsgen.css",
    } <= set(tree(root / "public"))


def test_a_repeated_build_renders_nothing(root: Path) -> None:
    build(root)
    before = {path: (root / "public" / path).stat().st_mtime_ns for path in tree(root / "public")}
    again = build(root)
    assert (rendered(again), again.parsed) == (set(), 0)
    after = {path: (root / "public" / path).stat().st_mtime_ns for path in tree(root / "public")}
    assert before == after


def test_an_edited_body_renders_its_article_alone(root: Path) -> None:
    build(root)
    file = root / "content/articles/old.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nسطر جديد.\n", encoding="utf-8")
    again = build(root)
    assert rendered(again) == {"articles/old/index.html"}
    assert again.parsed == 1
    reason = next(step.reason for step in again.steps if step.action == "render")
    assert "articles/old.md" in reason


def test_a_missing_story_links_itself_when_it_arrives(root: Path) -> None:
    build(root)
    page = html(root, "articles/summit/index.html")
    assert '<p class="card card-unlinked">نتائج القمة</p>' in page
    write(root, {"content/articles/results.md": article("نتائج القمة", date="2022-01-01")})
    again = build(root)
    assert "articles/summit/index.html" in rendered(again)
    assert 'href="/articles/results/"' in html(root, "articles/summit/index.html")
    assert "card-unlinked" not in html(root, "articles/summit/index.html")


def test_named_titles_stand_first_and_in_order(root: Path) -> None:
    build(root)
    page = html(root, "articles/summit/index.html")
    related = page[page.index('id="related"') :]
    named = [related.index("نتائج القمة"), related.index("سوق النفط اليوم")]
    assert named == sorted(named)


def test_see_also_stands_in_place_and_is_linked(root: Path) -> None:
    build(root)
    page = html(root, "articles/summit/index.html")
    see_also = page.index('<aside class="see-also">')
    assert page.index("تمهيد.") < see_also < page.index("ما بعد القمة")
    assert page[see_also:].index('href="/articles/oil/"') < page[see_also:].index("</aside>")


@pytest.mark.parametrize("extra", [{"draft": "true"}, {"date": "2031-01-01"}])
def test_not_a_byte_of_a_held_article_is_anywhere_in_the_output(
    root: Path, extra: dict[str, str]
) -> None:
    secret = article("سر لا ينشر", "كلمة-سرية.", tags="[وسم-سري]", category="قسم-سري", **extra)
    write(root, {"content/articles/hidden-name.md": secret})
    report = build(root)
    assert [held.source for held in report.held] == ["articles/hidden-name.md"]
    everything = b"\n".join(
        file.read_bytes() for file in (root / "public").rglob("*") if file.is_file()
    )
    names = "\n".join(str(file) for file in (root / "public").rglob("*"))
    for word in ("سر لا ينشر", "سرية", "سري", "hidden-name"):
        assert word.encode() not in everything
        assert word not in names


def test_a_scheduled_story_appears_when_its_time_has_come(root: Path) -> None:
    write(root, {"content/articles/next.md": article("خبر الغد", date="2031-01-01T09:00:00")})
    build(root)
    assert "articles/next/index.html" not in tree(root / "public")
    nine_in_riyadh = int(datetime(2031, 1, 1, 6, tzinfo=UTC).timestamp())
    build(root, at=nine_in_riyadh - 1)
    assert "articles/next/index.html" not in tree(root / "public")
    build(root, at=nine_in_riyadh)
    assert "خبر الغد" in html(root)
    build(root)
    assert "articles/next/index.html" not in tree(root / "public")


def test_a_feed_is_xml_whatever_signs_a_title_or_the_settings_hold(tmp_path: Path) -> None:
    odd = "\\x01\\x07\\x8a\\ufffe\\uffff"
    story = article(f"خبر{odd}", summary=f'"{odd}ملخص"', date="1940-05-01")
    settings = SETTINGS.replace("صحيفة الاختبار", f'"صحيفة{odd}"')
    root = write_site(tmp_path, {"content/articles/a.md": story}, settings)
    build(root)
    feed = ET.fromstring(html(root, "feed.xml"))  # noqa: S314 # it is our own
    assert [title.text for title in feed.iter("title")] == ["صحيفة", "خبر"]
    assert [date.text for date in feed.iter("pubDate")] == ["Wed, 01 May 1940 00:00:08 +0307"]
    assert "+03:06:52" not in html(root, "sitemap.xml") + html(root, "articles/a/index.html")


def test_an_undated_story_is_built_but_told_and_left_out_of_feeds(root: Path) -> None:
    write(root, {"content/articles/undated.md": article("خبر بلا تاريخ", date="")})
    report = build(root)
    assert [problem.code for problem in report.problems] == ["undated"]
    assert "خبر بلا تاريخ" in html(root, "articles/undated/index.html")
    assert "خبر بلا تاريخ" in html(root, "articles/index.html")
    assert "خبر بلا تاريخ" not in html(root, "feed.xml")


def test_numbered_pages_never_change_when_news_arrives(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "listings: {page_size: 2}\n"})
    frozen: dict[str, bytes] = {}
    for number in range(1, 8):
        day = article(f"خبر رقم {number}", date=f"2025-01-0{number}", category="سياسة")
        write(root, {f"content/articles/n{number}.md": day})
        build(root)
        now = tree(root / "public")
        pages = {
            path: content
            for path, content in now.items()
            if re.search(r"^(articles|categories/سياسة)/page/\d+/", path)
            and b"http-equiv" not in content
        }
        for path, content in frozen.items():
            assert now[path] == content, f"{path} changed when story {number} arrived"
        frozen |= pages
    assert "articles/page/4/index.html" in frozen
    assert 'http-equiv="refresh"' in html(root, "articles/page/5/index.html")


def test_every_story_is_on_exactly_one_page_of_a_listing(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "listings: {page_size: 2}\n"})
    for number in range(9):
        write(root, {f"content/articles/n{number}.md": article(f"خبر {number}")})
    build(root)
    pages = [
        content.decode()
        for path, content in tree(root / "public").items()
        if re.fullmatch(r"articles/(page/\d+/)?index\.html", path)
    ]
    for number in range(9):
        link = f'<h2 class="card-title"><a href="/articles/n{number}/">'
        assert sum(link in page for page in pages) == 1


def test_a_site_lives_under_a_sub_path(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS.replace("news.example", "news.example/a/b")})
    build(root)
    for path, content in tree(root / "public").items():
        if path.endswith(".html"):
            links = re.findall(r'(?:href|src)="(/[^"]*)"', content.decode())
            assert links
            assert all(link.startswith("/a/b/") for link in links), path
    assert "<loc>https://news.example/a/b/articles/summit/</loc>" in html(root, "sitemap.xml")


def test_spellings_that_fold_alike_are_one_page_with_a_warning(root: Path) -> None:
    write(root, {"content/articles/x.md": article("خبر", tags="[إيران]")})
    write(root, {"content/articles/y.md": article("خبر ثان", tags="[ايران]", date="2024-01-01")})
    report = build(root)
    [problem] = [problem for problem in report.problems if problem.code == "two-spellings"]
    assert "'ايران'" in problem.message
    assert "'إيران'" in problem.message
    found = [path for path in tree(root / "public") if path.startswith("tags/") and "ران" in path]
    assert found == ["tags/إيران/index.html"]


def test_terms_whose_slugs_would_collide_both_get_a_page(root: Path) -> None:
    write(root, {"content/articles/x.md": article("خبر", tags='["C++", "C#", "الأول", "الأولى"]')})
    build(root)
    page = html(root, "articles/x/index.html")
    links = re.findall(r'href="(/tags/[^"]+)" rel="tag"', page)
    assert len(links) == len(set(links)) == 4


def test_a_template_can_change_one_block_of_the_default(root: Path) -> None:
    override = '{% extends "theme/article.html" %}{% block related %}<p>وداعًا</p>{% endblock %}'
    write(root, {"templates/article.html": override})
    build(root)
    page = html(root, "articles/summit/index.html")
    assert "<p>وداعًا</p>" in page
    assert "قمة في القاهرة" in page
    assert 'id="related"' not in page


def test_a_template_change_renders_the_pages_that_use_it_and_no_others(root: Path) -> None:
    build(root)
    override = '{% extends "theme/listing.html" %}{% block footer %}{% endblock %}'
    write(root, {"templates/listing.html": override})
    paths = rendered(build(root))
    assert "articles/index.html" in paths
    assert not {"index.html", "articles/summit/index.html", "feed.xml"} & paths
    shutil.rmtree(root / "templates")
    assert "articles/index.html" in rendered(build(root))


def test_a_changed_style_sheet_reaches_every_page_that_names_it(root: Path) -> None:
    build(root)
    write(root, {"static/css/newsgen.css": "body { color: red }"})
    paths = rendered(build(root))
    assert {"css/newsgen.css", "index.html", "articles/summit/index.html"} <= paths
    assert not {"feed.xml", "sitemap.xml"} & paths


def test_static_files_lie_over_the_themes_and_are_copied(root: Path) -> None:
    write(root, {"static/ads.txt": "none", "static/favicon.svg": "<svg/>"})
    build(root)
    assert html(root, "ads.txt") == "none"
    assert html(root, "favicon.svg") == "<svg/>"


def test_hidden_static_files_that_sites_need_are_published_owned_and_removed(root: Path) -> None:
    build(root)
    write(root, {"static/.well-known/security.txt": "a", "static/.htaccess": "b"})
    write(root, {"static/.env": "secret", "static/.well-known/.DS_Store": "x"})
    assert rendered(build(root)) == {".htaccess", ".well-known/security.txt"}
    write(root, {"static/.well-known/security.txt": "changed"})
    assert rendered(build(root)) == {".well-known/security.txt"}
    assert html(root, ".well-known/security.txt") == "changed"
    (root / "static/.well-known/security.txt").unlink()
    build(root)
    shown = tree(root / "public")
    assert [path for path in shown if path[0] == "."] == [".htaccess"]


def test_a_template_fault_in_the_last_page_leaves_the_old_site(root: Path) -> None:
    build(root)
    before = tree(root / "public")
    write(root, {"templates/robots.txt": "{{ 1 // 0 }}", "content/articles/z.md": article("جديد")})
    with pytest.raises(ProblemsFound) as failure:
        build(root)
    [problem] = failure.value.problems
    assert (problem.path, problem.line) == ("templates/robots.txt", 1)
    assert tree(root / "public") == before
    (root / "templates/robots.txt").unlink()
    build(root)
    assert "جديد" in html(root)


def test_one_fault_on_many_pages_is_told_once(root: Path) -> None:
    write(root, {"templates/body.html": "\n{{ no_such_thing }}"})
    with pytest.raises(ProblemsFound) as failure:
        build(root)
    assert [(p.path, p.line) for p in failure.value.problems] == [("templates/body.html", 2)]


def test_a_foreign_file_where_a_page_must_go_stops_the_build(root: Path) -> None:
    build(root)
    write(root, {"public/articles/new/index.html": "theirs"})
    write(root, {"content/articles/new.md": article("جديد")})
    with pytest.raises(ProblemsFound, match="1 error"):
        build(root)
    assert html(root, "articles/new/index.html") == "theirs"


def test_a_changed_or_deleted_output_is_mended(root: Path) -> None:
    build(root)
    before = tree(root / "public")
    write(root, {"public/index.html": "defaced"})
    (root / "public/articles/old/index.html").unlink()
    report = build(root)
    assert rendered(report) == {"index.html", "articles/old/index.html"}
    assert tree(root / "public") == before


def test_files_may_bear_any_time(root: Path) -> None:
    build(root)
    before = tree(root / "public")
    for year in (1900, 1960, 2400):
        seconds = round((year - 1970) * 365.2425 * 86_400)
        for path in ("content/articles/old.md", "static/x.css", "public/index.html"):
            write(root, {} if (root / path).exists() else {path: ""})
            os.utime(root / path, (seconds, seconds))
        for _ in range(2):
            build(root)
    assert tree(root / "public") == before | {"x.css": b""}


def test_a_lost_cache_costs_only_time(root: Path) -> None:
    build(root)
    before = {path: (root / "public" / path).stat().st_mtime_ns for path in tree(root / "public")}
    shutil.rmtree(root / ".newsgen")
    build(root)
    after = {path: (root / "public" / path).stat().st_mtime_ns for path in tree(root / "public")}
    assert before == after, "equal files were written anew"


def lose_that_a_file_went(root: Path) -> None:
    """What a kill between publishing and remembering leaves: a row of a file that was deleted."""
    write(root, {"static/x.txt": "ours"})
    build(root)
    (root / "static/x.txt").unlink()
    build(root)
    [changes] = (root / ".newsgen/cache").glob("built*-changes")
    changes.unlink()


def test_no_row_of_a_file_stays_that_is_not_there_any_more(root: Path) -> None:
    lose_that_a_file_went(root)
    build(root)
    known = remembered_built(open_site(root), root / "public").files
    assert set(known) == set(tree(root / "public"))


def test_with_the_manifest_lost_only_files_as_they_were_left_are_ours(root: Path) -> None:
    lose_that_a_file_went(root)
    write(root, {"public/x.txt": "theirs"})
    (root / "public/.newsgen/manifest").unlink()
    with pytest.raises(OutputRefused, match=r"such as x\.txt"):
        build(root)
    assert html(root, "x.txt") == "theirs"
    (root / "public/x.txt").rename(root / "x.txt")
    assert not rendered(build(root))


def test_a_dry_run_changes_nothing(root: Path) -> None:
    report = build(root, is_dry_run=True)
    assert "index.html" in rendered(report)
    assert not (root / "public").exists()
    build(root)
    write(root, {"content/articles/old.md": article("خبر آخر")})
    before = tree(root / "public")
    assert rendered(build(root, is_dry_run=True))
    assert tree(root / "public") == before


def test_strict_takes_warnings_for_errors(root: Path) -> None:
    write(root, {"content/articles/u.md": article("بلا تاريخ", date="")})
    build(root)
    with pytest.raises(ProblemsFound):
        build(root, is_strict=True)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_builds_are_equal_whatever_the_machine_is_like(
    root: Path, tmp_path: Path, jobs: str
) -> None:
    build(root)
    twin = tmp_path / "another place" / "موقع"
    shutil.copytree(root, twin, ignore=shutil.ignore_patterns("public", ".newsgen"))
    surroundings = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = newsgen("build", "--jobs", jobs, "--at", "2030-03-17", cwd=twin, **surroundings)
    assert done.returncode == 0, done.stderr
    assert tree(twin / "public") == tree(root / "public")


def test_another_builds_lock_is_waited_for_and_told(root: Path) -> None:
    from newsgen.machine.locking import locked

    with (
        locked(root / ".newsgen"),
        pytest.raises(Busy, match="another newsgen"),
        locked(root / ".newsgen", wait_seconds=0.1),
    ):
        pass
    build(root)


def test_a_build_knows_what_had_settled_by_the_time_it_was_read(root: Path) -> None:
    """A file may be so young when it is seen that it could change unseen; not when it is read."""
    build(root)
    place, output = open_site(root), root / "public"
    last_build = place.output_file(output, "last")
    last_build.unlink(missing_ok=True)
    held = ExitStack()
    held.enter_context(publishing.settled(output))

    def release() -> None:  # called after the look at the content, and before it is read
        time.sleep(0.2)
        held.close()

    write(root, {"content/articles/oil.md": article("سوق النفط غدا", tags="[نفط]")})
    update(place, BuildOptions(output, Visibility(AT)), imports=True, on_wait=release)
    assert last_build.exists()
    assert not rendered(build(root))


def test_two_sites_cannot_share_an_output_folder_unawares(root: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    write(foreign, {"index.html": "theirs"})
    with pytest.raises(OutputRefused):
        build(root, output=foreign)
    assert tree(foreign) == {"index.html": b"theirs"}


@pytest.mark.parametrize("is_of_folder", [True, False])
def test_a_link_never_makes_the_output_a_part_of_its_sources(
    root: Path, tmp_path: Path, *, is_of_folder: bool
) -> None:
    real = tmp_path / "real"
    output = real / "out" if is_of_folder else root / "public"
    if is_of_folder:
        real.mkdir()
        (root / "static").symlink_to(real)
    else:
        write(root, {"static/a.txt": "نص"})
        build(root)
        (root / "static/loop").symlink_to("../public")
    before = tree(output)
    for _ in range(2):
        with pytest.raises(OutputRefused, match=r"static/loop leads to|the site's sources"):
            build(root, output=output)
    assert tree(output) == before


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("static/a/b/loop", "../../../public"),
        ("static/a/images", "../../public/images"),
        ("content/articles/all", "../.."),
    ],
)
def test_a_link_deep_in_the_sources_does_not_either(root: Path, link: str, target: str) -> None:
    write(root, {"static/a/b/c.txt": "نص", "static/images/a.txt": "نص"})
    build(root)
    (root / link).symlink_to(target)
    before = tree(root / "public")
    for _ in range(2):
        with pytest.raises(OutputRefused, match=f"{link} leads to the output folder"):
            build(root)
    assert tree(root / "public") == before
    (root / link).unlink()
    build(root)
    assert tree(root / "public") == before


def test_a_link_to_itself_among_the_sources_is_nothing(root: Path) -> None:
    write(root, {"static/a/b.txt": "نص"})
    for link in ("static/me", "static/a/me", "content/me", "templates/me"):
        write(root, {f"{link}.txt": "نص"})
        (root / link).symlink_to("me")
    build(root)
    assert html(root, "a/b.txt") == "نص"


def test_a_slug_that_wants_the_place_of_another_page_is_told(root: Path) -> None:
    write(root, {"content/articles/x.md": article("خبر", slug="index.html")})
    with pytest.raises(ProblemsFound) as failure:
        build(root)
    assert [problem.code for problem in failure.value.problems] == ["path-collision"]
    assert not (root / "public").exists()


def test_static_files_that_want_one_path_are_told_as_the_site_names_them(root: Path) -> None:
    write(
        root, {"static/articles/summit/index.html": "a", "static/css/x": "b", "static/CSS/X": "c"}
    )
    with pytest.raises(ProblemsFound) as failure:
        build(root)
    named = "content/articles/summit.md and static/articles/summit/index.html"
    assert [(one.path, one.message) for one in failure.value.problems] == [
        ("content/articles/summit.md", f"{named} both want the output articles/summit/index.html"),
        ("static/CSS/X", "static/CSS/X and static/css/x both want the output css/x"),
    ]


def test_stories_that_want_one_address_are_told_once(root: Path) -> None:
    for name in "abc":
        write(root, {f"content/articles/{name}.md": article(f"خبر {name}", slug="one")})
    with (root / "newsgen.yaml").open("a", encoding="utf-8") as settings:
        settings.write("lite: true\n")
    with pytest.raises(ProblemsFound) as failure:
        build(root)
    told = [(one.code, one.path, one.line) for one in failure.value.problems]
    assert told == [
        ("path-collision", "content/articles/b.md", 1),
        ("path-collision", "content/articles/c.md", 1),
    ]


def test_terms_with_signs_of_paths_have_safe_addresses(root: Path) -> None:
    tags = '["a/b", "..", "page", "feed.xml", "<x>", "/"]'
    strange = article("خبر", tags=tags, category='".."', author='["A/B", "."]')
    write(root, {"content/articles/x.md": strange})
    build(root)
    page = html(root, "articles/x/index.html")
    links = re.findall(r'href="(/(?:tags|authors|categories)/[^"]+)"', page)
    for link in links:
        assert (root / "public" / f"{unquote(link).strip('/')}/index.html").is_file()
    assert len(set(links)) >= 9
