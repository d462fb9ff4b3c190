"""What decides a renewed article: the seed and sidecar of today, and flags of any day."""

import re
from pathlib import Path

import pytest
from sites import build, newsgen, write, write_site

from newsgen.content.seeds import is_unedited
from newsgen.programs.contents import read_site_content
from newsgen.programs.importing import Imported, ImportOptions, Listener, import_seeds
from newsgen.programs.settings import open_site

TEXT = """\
قمة في القاهرة

يجتمع الوزراء اليوم في القاهرة لبحث الملفات المشتركة.
ويبحثون ملفات الطاقة والمياه والحدود في يومين.
"""
WXR = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:wxr_version>1.2</wp:wxr_version>
<item><title>قمة في القاهرة</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status><wp:post_date>2024-01-02 03:04:05</wp:post_date>
<category domain="category" nicename="a"><![CDATA[اقتصاد]]></category>
<content:encoded><![CDATA[<p>يجتمع الوزراء اليوم.</p>]]></content:encoded></item>
</channel></rss>
"""
FEED = """\
<rss version="2.0"><channel><title>وكالة</title><item><title>قمة في القاهرة</title><guid>7</guid>
<category>اقتصاد</category><pubDate>Tue, 02 Jan 2024 03:04:05 GMT</pubDate>
<description>يجتمع الوزراء اليوم.</description></item></channel></rss>
"""
PAGE = """\
<html><head><title>قمة في القاهرة</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2024-01-02T03:04:05Z">
<meta property="article:section" content="اقتصاد"></head>
<body><article><h1>قمة في القاهرة</h1><p>يجتمع الوزراء اليوم في القاهرة لبحث الملفات المشتركة.</p>
</article></body></html>
"""
SEEDS = {
    "a.txt": f"{TEXT}\nنشر في: 12 مايو/أيار 2024\nالتصنيف: اقتصاد\n",
    "a.csv": "id,title,category,date,body\n7,قمة في القاهرة,اقتصاد,2024-01-02,نص أول.\n",
    "a.jsonl": '{"title": "قمة", "category": "اقتصاد", "date": "2024-01-02", "body": "نص"}\n',
    "a.md": "---\ntitle: قمة\ncategory: اقتصاد\ndate: 2024-01-02\n---\n\nنص أول.\n",
    "a.html": PAGE,
    "a.xml": WXR,
    "a.rss": FEED,
}


def run(root: Path, **options: object) -> list[str]:
    """The actions of an import that reads each seed, changed or not."""
    place = open_site(root)
    heard: list[Imported] = []
    chosen = ImportOptions(reads_all=True)._replace(**options)
    import_seeds(place, chosen, read_site_content(place), Listener(heard.append))
    return [one.action for one in heard]


def written(root: Path) -> str:
    [file] = (root / "content/articles").rglob("*.md")
    text = file.read_text(encoding="utf-8")
    assert is_unedited(text)
    return text


def head(root: Path) -> set[str]:
    return set(written(root).partition("\n---\n")[0].split("\n"))


@pytest.mark.parametrize("name", SEEDS)
def test_what_flags_said_stays_whatever_the_format(tmp_path: Path, name: str) -> None:
    root = write_site(tmp_path, {f"seeds/{name}": SEEDS[name]})
    assert run(root) == ["new"]
    before = head(root)
    assert "category: اقتصاد" in before
    assert any(line.startswith("date: 2024-") for line in before)
    assert run(root, category="سياسة", date="2020-01-01") == ["updated"]
    flagged = {"category: سياسة", "date: 2020-01-01"}
    first = written(root)
    assert flagged <= head(root)
    assert run(root) == ["unchanged"]
    assert written(root) == first
    changed = SEEDS[name].replace("في القاهرة", "في الإسكندرية").replace("نص", "متن")
    write(root, {f"seeds/{name}": changed, "seeds/a.yaml": "category: ثقافة\n"})
    assert run(root) == ["updated"]
    assert flagged <= head(root)


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.txt"])
def test_a_new_flag_goes_before_an_old_one_and_the_other_stays(tmp_path: Path, name: str) -> None:
    root = write_site(tmp_path, {f"seeds/{name}": SEEDS[name]})
    run(root, category="سياسة")
    run(root, date="2020-01-01")
    run(root, category="ثقافة")
    assert {"category: ثقافة", "date: 2020-01-01"} <= head(root)


def test_a_clean_build_keeps_what_flags_said(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"seeds/a.csv": SEEDS["a.csv"]})
    assert newsgen("import", "--category", "سياسة", cwd=root).returncode == 0
    assert newsgen("clean", cwd=root).returncode == 0
    build(root)
    assert "category: سياسة" in head(root)
    page = next((root / "public/articles").glob("*/index.html")).read_text(encoding="utf-8")
    assert "seed_flags" not in page


def test_a_flag_stays_when_an_edited_article_is_overwritten(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"seeds/a.csv": SEEDS["a.csv"]})
    run(root, category="سياسة")
    [file] = (root / "content/articles").rglob("*.md")
    edited = file.read_text(encoding="utf-8").replace("أول", "ثان") + "\nسطر.\n"
    edited = edited.replace("slug:", "tags: [باليد]\nslug:")
    file.write_text(edited, encoding="utf-8")
    assert run(root) == ["edited"]
    assert run(root, is_forced=True) == ["overwritten"]
    assert "category: سياسة" in head(root)
    assert "باليد" not in written(root)


SAID = "date: 2024-03-01\nupdated: 2024-03-02\ncategory: سياسة\ntags: [قمة]\nauthor: سارة\n"
ALL_SAID = f"{SAID}source: وكالة\nstory: قمة القاهرة\n"


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
@pytest.mark.parametrize("later", ["", "tags: [مصر]\n"])
def test_what_a_sidecar_no_longer_says_goes(tmp_path: Path, name: str, later: str) -> None:
    seed = {"a.txt": TEXT, "a.csv": "id,title,body\n7,قمة في القاهرة,نص أول.\n"}[name]
    root = write_site(tmp_path, {f"seeds/{name}": seed})
    run(root)
    plain = head(root)
    write(root, {"seeds/a.yaml": ALL_SAID})
    assert run(root) == ["updated"]
    assert {"date: 2024-03-01", "category: سياسة", "source: وكالة"} <= head(root)
    (root / "seeds/a.yaml").unlink()
    if later:
        write(root, {"seeds/a.yaml": later})
    assert run(root) == ["updated"]
    gone = {line for line in head(root) ^ plain if not line.startswith("import_digest")}
    assert gone == ({"tags:", "  - مصر"} if later else set())


def test_what_a_row_no_longer_says_goes(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"seeds/a.csv": SEEDS["a.csv"]})
    run(root)
    write(root, {"seeds/a.csv": "id,title,category,date,body\n7,قمة في القاهرة,,,نص أول.\n"})
    assert run(root) == ["updated"]
    assert not re.search("^(category|date):", written(root), re.MULTILINE)


DRAFTS = {
    "a.csv": ("id,title,draft,body\n7,قمة,true,نص.\n", "id,title,draft,body\n7,قمة,false,نص.\n"),
    "a.jsonl": (
        '{"id": 7, "title": "قمة", "draft": true, "body": "نص"}\n',
        '{"id": 7, "title": "قمة", "body": "نص"}\n',
    ),
    "a.md": ("---\ntitle: قمة\ndraft: true\n---\n\nنص.\n", "---\ntitle: قمة\n---\n\nنص.\n"),
    "a.xml": (WXR.replace(">publish<", ">draft<"), WXR),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_seed_that_is_no_draft_any_more_is_published(tmp_path: Path, name: str) -> None:
    held, released = DRAFTS[name]
    root = write_site(tmp_path, {f"seeds/{name}": held})
    run(root)
    assert "draft: true" in head(root)
    assert run(root) == ["unchanged"]
    write(root, {f"seeds/{name}": released})
    build(root)
    assert "draft: true" not in head(root)
    assert list((root / "public/articles").glob("*/index.html"))


@pytest.mark.parametrize("later", ["draft: false\n", "category: سياسة\n", None])
def test_a_sidecar_that_holds_nothing_back_any_more_publishes(
    tmp_path: Path, later: str | None
) -> None:
    root = write_site(tmp_path, {"seeds/a.txt": TEXT, "seeds/a.yaml": "draft: true\n"})
    build(root)
    assert "draft: true" in head(root)
    (root / "seeds/a.yaml").unlink()
    if later:
        write(root, {"seeds/a.yaml": later})
    build(root)
    assert "draft: true" not in head(root)
    assert list((root / "public/articles").glob("*/index.html"))


@pytest.mark.parametrize("name", ["a.csv", "a.xml"])
def test_a_draft_of_either_seed_or_sidecar_is_one(tmp_path: Path, name: str) -> None:
    files = {f"seeds/{name}": DRAFTS[name][0], "seeds/a.yaml": "draft: false\n"}
    root = write_site(tmp_path, files)
    run(root)
    assert "draft: true" in head(root)


def test_a_draft_by_hand_stays_one(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"seeds/a.txt": TEXT})
    run(root)
    [file] = (root / "content/articles").rglob("*.md")
    text = file.read_text(encoding="utf-8").replace("\nseed:", "\ndraft: true\nseed:")
    file.write_text(text, encoding="utf-8")
    write(root, {"seeds/a.txt": TEXT + "خبر آخر\n"})
    assert run(root) == ["edited"]
    assert file.read_text(encoding="utf-8") == text
