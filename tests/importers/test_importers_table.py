"""The table of readers: what it reads, what it costs, and what it says of a missing library."""

import subprocess
import sys

import pytest
from imported import found, problems, sample, wxr, xml

from newsgen.content.importers import READERS, RawText
from newsgen.content.importers.raw import old_path, readable_slug
from newsgen.words.problems import Problem

SUFFIXES = sorted(READERS)


def test_importing_the_table_imports_no_heavy_library() -> None:
    code = (
        "import sys, newsgen.content.importers\n"
        "heavy = {'lxml', 'trafilatura', 'mammoth', 'feedparser', 'charset_normalizer'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("suffix", "extra", "library"),
    [
        (".html", "html", "trafilatura"),
        (".docx", "docx", "mammoth"),
        (".rss", "feeds", "feedparser"),
        (".xml", "wordpress", "lxml"),
    ],
)
def test_a_missing_library_is_one_problem_that_names_the_extra(
    suffix: str, extra: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    rooms = "html_page page_text word_file feed wordpress html_markdown html_blocks html_parts tree"
    for name in rooms.split():
        monkeypatch.delitem(sys.modules, f"newsgen.content.importers.{name}", raising=False)
    (problem,) = found(wxr(), suffix)
    assert isinstance(problem, Problem)
    assert problem.code == "missing-library"
    assert f"newsgen[{extra}]" in problem.hint


def test_a_text_is_left_to_the_rules_of_newsgen() -> None:
    (text,) = found("عنوان\r\nنص".encode("cp1256"), ".txt")
    assert text == RawText("عنوان\r\nنص")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe\x81", b"\xff\xfe\x00", b"PK\x03\x04broken", b"<", b"---\n[", b"\xd9" * 99],
)
def test_bad_bytes_are_problems_or_texts_and_never_raise(suffix: str, content: bytes) -> None:
    for one in found(content, suffix):
        assert not isinstance(one, Problem) or one.path == f"seeds/a{suffix}"


def test_a_kind_of_xml_that_is_unknown_is_a_problem() -> None:
    (problem,) = problems(found("<svg/>", ".xml"))
    assert problem.code == "unknown-format"


def test_xml_is_told_apart_by_its_first_element() -> None:
    assert sample("wordpress.xml")
    item = f"<item><title>{xml('خبر')}</title></item>"
    rss = f"<!-- <wp> --><rss version='2.0'><channel>{item}</channel></rss>"
    assert [type(one).__name__ for one in found(rss, ".xml")] == ["RawArticle"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("%d9%82%d9%85%d8%a9", "قمة"),
        ("%d9%82%d9%85%d8%a9-%d8", "قمة-"),
        ("about-us.html", "about-us"),
        ("12345", ""),
        ("story-8812", ""),
        ("a/b", ""),
        ("", ""),
    ],
)
def test_only_a_readable_slug_is_taken(text: str, slug: str) -> None:
    assert readable_slug(text) == slug


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example/%D9%82%D9%85%D8%A9/?utm_source=rss&fbclid=x#y", "/قمة/"),
        ("https://a.example/%D9%82%D9%85%D8%A9/?x=1#y", ""),
        ("https://a.example/index.php?p=7&utm_source=rss", ""),
        ("https://a.example/a.html?", "/a.html"),
        ("https://a.example/?p=7", ""),
        ("/old/a.html", "/old/a.html"),
        ("/../etc", ""),
        ("https://a.example/.htaccess", ""),
        ("https://a.example/%2ehtaccess", ""),
        ("https://a.example/%252ehtaccess", ""),
        ("https://a.example/.well-known/security.txt", ""),
        ("https://a.example/a//b.html", ""),
        ("https://a.example/a%20b.html", ""),
        ("https://[bad/a", ""),
        ("javascript:x", ""),
    ],
)
def test_an_alias_is_a_path_of_the_old_site(url: str, path: str) -> None:
    assert old_path(url) == path
