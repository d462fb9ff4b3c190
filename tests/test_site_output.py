"""Everything that the repository's own site emits is whole: links, ids, feeds, sitemap."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
HEADLINES = "//h1 | //h2 | //h3 | //h4 | //title | //aside[@class='see-also']/*"


class Emitted(NamedTuple):
    """An output folder, where it would live, and its parsed pages by path."""

    folder: Path
    base_url: str
    pages: Mapping[str, html.HtmlElement]

    def stories(self) -> Mapping[str, html.HtmlElement]:
        """The pages that people read: no redirects."""
        return {path: page for path, page in self.pages.items() if not refresh(page)}


@pytest.fixture(scope="module", params=["at the root of a host", "under a path"])
def site(request: pytest.FixtureRequest) -> Emitted:
    if request.param == "under a path":
        return emitted(request.getfixturevalue("own_site_under_a_path"), "https://example.org/a/b")
    return emitted(request.getfixturevalue("own_site"), "https://khabarayn.example")


def emitted(folder: Path, base_url: str) -> Emitted:
    parser = html.HTMLParser(encoding="utf-8")
    pages = {
        file.relative_to(folder).as_posix(): html.document_fromstring(file.read_bytes(), parser)
        for file in sorted(folder.rglob("*.html"))
    }
    return Emitted(folder, base_url, pages)


def refresh(page: html.HtmlElement) -> str:
    """Where a redirect leads, or ""."""
    found = page.xpath("string(//meta[@http-equiv='refresh']/@content)")
    return str(found).partition("url=")[2]


def links(page: html.HtmlElement) -> Iterator[str]:
    yield from page.xpath("//@href | //@src | //form/@action | //meta[@property='og:url']/@content")
    if refresh(page):
        yield refresh(page)


def resolve(site: Emitted, path: str, link: str) -> tuple[str, str] | None:
    """The output path and fragment that a link of a page leads to; None if it leaves the host.

    A link that stays on the host but leaves the site's own path gets a path that nothing has.
    """
    target = urlsplit(urljoin(f"{site.base_url}/{quote(path)}", link))
    base = urlsplit(site.base_url)
    if (target.scheme, target.netloc) != (base.scheme, base.netloc):
        return None
    root = f"{base.path}/"
    path = unquote(target.path)
    inside = path.removeprefix(root) if path.startswith(root) else f"(outside){path}"
    file = f"{inside}index.html" if inside.endswith("/") or not inside else inside
    return file, unquote(target.fragment)


def is_absolute(site: Emitted, permalink: str) -> bool:
    """Starts with scheme, host and the site's path; all but ASCII letters is percent-encoded."""
    encoded = quote(unquote(permalink), safe=":/")
    return permalink.startswith(f"{site.base_url}/") and permalink == encoded


def is_page(site: Emitted, permalink: str) -> bool:
    target = resolve(site, "", permalink)
    return target is not None and target[0] in site.pages


def complaints(
    pages: Mapping[str, html.HtmlElement], check: Callable[[html.HtmlElement], object]
) -> list[str]:
    """For each page what a check finds, if anything."""
    return [f"{path}: {found}" for path, page in pages.items() if (found := check(page))]


def feeds(site: Emitted) -> list[Path]:
    return sorted(site.folder.rglob("feed.xml"))


def locations(site: Emitted) -> list[str]:
    tree = etree.parse(site.folder / "sitemap.xml")
    return [found.text for found in tree.iter(f"{SITEMAP}loc")]


def test_the_site_is_not_empty(site: Emitted) -> None:
    assert len(site.pages) > 50
    assert {"index.html", "404.html", "archive/index.html"} <= site.pages.keys()
    assert len(feeds(site)) > 1
    assert len(locations(site)) > 50


def test_every_link_leads_to_an_emitted_file(site: Emitted) -> None:
    broken = [
        f"{path}: {unquote(link)}"
        for path, page in site.pages.items()
        for link in links(page)
        if (target := resolve(site, path, link)) and not (site.folder / target[0]).is_file()
    ]
    assert broken == []


def test_every_fragment_and_every_label_exists(site: Emitted) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in site.pages.items()}
    missing = [
        f"{path}: {unquote(link)}"
        for path, page in site.pages.items()
        for link in links(page)
        if (target := resolve(site, path, link))
        and target[1]
        and target[1] not in ids.get(target[0], ())
    ]
    missing += [
        f"{path}: {name}"
        for path, page in site.pages.items()
        for name in page.xpath("//@aria-labelledby")
        if name not in ids[path]
    ]
    assert missing == []


def test_every_page_is_arabic_and_right_to_left(site: Emitted) -> None:
    def wrong(page: html.HtmlElement) -> object:
        found = (page.get("lang"), page.get("dir"))
        return found if found != ("ar", "rtl") else None

    assert complaints(site.pages, wrong) == []


def test_every_page_has_one_h1_with_text_in_it(site: Emitted) -> None:
    def wrong(page: html.HtmlElement) -> object:
        found = [heading.text_content().strip() for heading in page.iter("h1")]
        return "h1: " + repr(found) if len(found) != 1 or not found[0] else None

    assert complaints(site.stories(), wrong) == []


def test_ids_are_unique_on_each_page(site: Emitted) -> None:
    def twice(page: html.HtmlElement) -> object:
        return [name for name, times in Counter(page.xpath("//@id")).items() if times > 1]

    assert complaints(site.pages, twice) == []


def test_headlines_hold_no_straight_quotes(site: Emitted) -> None:
    def straight(page: html.HtmlElement) -> object:
        texts = [element.text_content() for element in page.xpath(HEADLINES)]
        texts += page.xpath("//meta[@property='og:title']/@content")
        return [text for text in texts if '"' in text]

    assert complaints(site.pages, straight) == []


def test_a_strict_content_security_policy_would_allow_every_page(site: Emitted) -> None:
    def inline(page: html.HtmlElement) -> object:
        found = page.xpath("//script[not(@src)] | //style | //*[@style]")
        events = page.xpath("//@*[starts-with(name(), 'on')]")
        addresses = page.xpath("//@*[starts-with(., 'javascript:') or starts-with(., 'data:')]")
        return [element.tag for element in found] + [str(value) for value in events + addresses]

    assert complaints(site.pages, inline) == []


def test_every_page_can_be_reached_from_the_front_page(site: Emitted) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for link in site.pages[path].xpath("//a/@href"):
            target = resolve(site, path, link)
            if target and target[0] in site.pages and target[0] not in reached:
                reached.add(target[0])
                waiting.append(target[0])
    assert sorted(site.stories().keys() - reached) == ["404.html"]


def test_feeds_are_well_formed_and_full(site: Emitted) -> None:
    for file in feeds(site):
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, f"{file}: {feed.get('bozo_exception')}"
        assert feed.entries, file
        assert feed.feed.language == "ar"
        assert all(entry.title and entry.id and entry.summary for entry in feed.entries), file


def test_feeds_are_dated_in_english_as_rfc_822_wants_it(site: Emitted) -> None:
    for file in feeds(site):
        dates = [found.text for found in etree.parse(file).iter("pubDate", "lastBuildDate")]
        assert dates, file
        assert [date for date in dates if not RFC_822.fullmatch(date)] == []
        assert [date for date in dates if f"{parsedate_to_datetime(date):%a}" != date[:3]] == []


def test_feed_items_lead_to_emitted_pages(site: Emitted) -> None:
    for file in feeds(site):
        permalinks = [found.text for found in etree.parse(file).iter("link")]
        assert len(permalinks) > 1, file
        assert [link for link in permalinks if not is_absolute(site, link)] == []
        assert [unquote(link) for link in permalinks if not is_page(site, link)] == []


def test_the_sitemap_is_absolute_percent_encoded_and_leads_to_emitted_pages(
    site: Emitted,
) -> None:
    found = locations(site)
    assert [location for location in found if not is_absolute(site, location)] == []
    assert [unquote(location) for location in found if not is_page(site, location)] == []


def test_the_sitemap_lists_every_article_once(site: Emitted) -> None:
    listed = Counter(target[0] for at in locations(site) if (target := resolve(site, "", at)))
    stories = [path for path, page in site.pages.items() if page.xpath("//article[@class='story']")]
    assert len(stories) > 20
    assert [path for path in stories if listed[path] != 1] == []


def test_robots_txt_names_the_sitemap(site: Emitted) -> None:
    lines = (site.folder / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {site.base_url}/sitemap.xml" in lines


def test_a_story_and_its_style_sheet_are_at_most_60_kilobytes(own_site: Path) -> None:
    sheet = (own_site / "css/newsgen.css").stat().st_size
    stories = own_site.glob("articles/*/index.html")
    sizes = {page.parent.name: page.stat().st_size + sheet for page in stories}
    assert len(sizes) >= 30
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}
