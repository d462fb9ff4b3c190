"""The sitemap of a large site: in parts, of which a new article changes the last alone."""

from zoneinfo import ZoneInfo

from readings import read_article
from sites import AT, article

from newsgen.graph.site import assemble
from newsgen.outputs.shelf import Shelf
from newsgen.outputs.sitemaps import SITEMAP_LIMIT, sitemaps
from newsgen.words.config import Config, SiteSettings
from newsgen.words.model import Article, Moment, Page, Visibility

BASE = "https://news.example"
CONFIG = Config(site=SiteSettings(title="خبر", base_url=BASE))


def one() -> Article:
    text = article("خبر", date="2024-05-01", category="اقتصاد").encode()
    read = read_article(text, "articles/a.md", "a.md", ZoneInfo("UTC"))
    assert read.value is not None
    return read.value


def of(first: int, last: int) -> list[Page]:
    """The sitemaps of a site with the articles of these numbers, the last one its newest."""
    made, articles = one(), []
    assert made.published is not None
    for number in range(first, last + 1):
        at = Moment(made.published.epoch_seconds + number, made.published.local)
        told = made._replace(source=f"articles/{number}.md", slug=f"s{number}", published=at)
        articles.append(told)
    site, _ = assemble(articles, (), CONFIG, Visibility(AT), lambda _: {})
    return list(sitemaps(Shelf(site)))


def entries(page: Page) -> list[str]:
    return [entry.permalink for entry in page.view(*page.of)["entries"]]


def test_a_sitemap_of_many_addresses_is_one_of_parts() -> None:
    *parts, index = of(1, 2 * SITEMAP_LIMIT)
    assert [page.path for page in parts] == [f"sitemap-{number}.xml" for number in (1, 2, 3)]
    assert (index.path, index.template) == ("sitemap.xml", "sitemap-index.xml")
    assert entries(index) == [f"{BASE}/{page.path}" for page in parts]
    told = [address for page in parts for address in entries(page)]
    assert all(len(page.view(*page.of)["entries"]) <= SITEMAP_LIMIT for page in parts)
    assert len(told) == len(set(told))
    assert {f"{BASE}/articles/s{number}/" for number in range(1, 2 * SITEMAP_LIMIT + 1)} < {*told}
    assert f"{BASE}/categories/%D8%A7%D9%82%D8%AA%D8%B5%D8%A7%D8%AF/" in told


def test_a_new_article_changes_the_last_part_alone() -> None:
    before, now = of(1, SITEMAP_LIMIT + 9), of(1, SITEMAP_LIMIT + 10)
    changed = [
        then.path for then, page in zip(before, now, strict=True) if then.stamp != page.stamp
    ]
    assert changed in (["sitemap-2.xml"], ["sitemap-2.xml", "sitemap.xml"])
