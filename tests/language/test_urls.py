"""Paths, urls and permalinks: the one place where an address is made."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.language import urls
from newsgen.language.urls import addresses

ROOT = addresses("https://news.example")
UNDER = addresses("https://user.github.io/a/b")
SEGMENTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1)
PATHS = st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join)


def test_arabic_is_percent_encoded_letter_by_letter() -> None:
    assert ROOT.url("articles/قمة/index.html") == "/articles/%D9%82%D9%85%D8%A9/"


def test_a_host_in_arabic_letters_may_have_a_port() -> None:
    host = "https://xn--igbicxr.xn--mgberp4a5d4ar"
    assert addresses("https://أخبار.السعودية:8443/م").origin == f"{host}:8443"
    assert addresses("https://أخبار.السعودية").origin == host


def test_index_html_is_left_out_of_an_address() -> None:
    assert ROOT.url("index.html") == "/"
    assert ROOT.url("articles/index.html") == "/articles/"
    assert ROOT.url("404.html") == "/404.html"
    assert ROOT.url("my-index.html") == "/my-index.html"


def test_a_site_under_a_path_has_it_in_front_of_every_url() -> None:
    assert UNDER.origin == "https://user.github.io"
    assert UNDER.prefix == "/a/b"
    assert UNDER.url("index.html") == "/a/b/"
    assert UNDER.url("tags/خبر/index.html") == "/a/b/tags/%D8%AE%D8%A8%D8%B1/"


def test_a_permalink_is_the_host_with_the_url() -> None:
    assert UNDER.permalink("feed.xml") == "https://user.github.io/a/b/feed.xml"


@pytest.mark.parametrize(
    ("base_url", "prefix"),
    [
        ("https://h.example", ""),
        ("https://h.example/", ""),
        ("https://h.example/a/", "/a"),
        ("https://h.example/أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
        ("https://h.example/%D8%A3", "/%D8%A3"),
    ],
)
def test_the_prefix_is_encoded_once_and_ends_without_a_slash(base_url: str, prefix: str) -> None:
    assert addresses(base_url).prefix == prefix


def test_without_a_base_url_links_start_at_the_root() -> None:
    assert addresses("") == urls.Addresses("", "")
    assert addresses("").permalink("feed.xml") == "/feed.xml"


def test_every_kind_of_page_has_its_path() -> None:
    assert urls.front_path() == "index.html"
    assert urls.article_path("قمة") == "articles/قمة/index.html"
    assert urls.page_path("من-نحن") == "من-نحن/index.html"
    assert urls.articles_path() == "articles/index.html"
    assert urls.term_path("tags", "الصين") == "tags/الصين/index.html"
    assert urls.term_path("tags", "") == "tags/index.html"
    assert urls.archive_path() == "archive/index.html"
    assert urls.archive_path("2024") == "archive/2024/index.html"
    assert urls.archive_path("2024", "10") == "archive/2024/10/index.html"


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/قديم", "قديم/index.html"),
        ("/قديم/", "قديم/index.html"),
        ("/2019/a.html", "2019/a.html"),
        ("/2019.5/a", "2019.5/a/index.html"),
        ("/a.b/", "a.b/index.html"),
    ],
)
def test_an_alias_is_a_folder_unless_it_names_a_file(alias: str, path: str) -> None:
    assert urls.alias_path(alias) == path


def test_numbered_pages_and_feeds_lie_beside_their_listing() -> None:
    assert urls.numbered_path("index.html", 2) == "page/2/index.html"
    assert urls.numbered_path("tags/خبر/index.html", 3) == "tags/خبر/page/3/index.html"
    assert urls.feed_path() == "feed.xml"
    assert urls.feed_path("tags/خبر/index.html") == "tags/خبر/feed.xml"


@settings(deadline=None)
@given(PATHS)
def test_decoding_a_url_gives_its_path_back(path: str) -> None:
    assert unquote(ROOT.url(f"{path}/index.html")) == f"/{path}/"
    assert unquote(UNDER.url(f"{path}.xml")) == f"/a/b/{path}.xml"


@settings(deadline=None)
@given(PATHS)
def test_a_url_is_ascii_and_has_no_query_or_fragment(path: str) -> None:
    made = ROOT.permalink(f"{path}.xml")
    parts = urlsplit(made)
    assert made.isascii()
    assert " " not in made
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https",
        "news.example",
        "",
        "",
    )
