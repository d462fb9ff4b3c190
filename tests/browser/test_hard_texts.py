"""Texts that are hard to set, in a real Chromium: figures among Arabic words, what others give to
be embedded, tables without a frame; on a screen, on paper, in forced colours and by key.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sites import SETTINGS, article, build, write_site
from windows import opened, served

pytestmark = pytest.mark.browser

Visit = Callable[..., AbstractContextManager[Any]]
BODY = """\
الهاتف: 05-123-4567 أو +966 50 123 4567 من Disney+ وC++، يوم 2026-11-30، والنتيجة 3-1 ثم 2-2.

| الفريق | لعب | فاز | تعادل | خسر | له | عليه | الفارق | النقاط |
|--|--|--|--|--|--|--|--|--|
| الاتحاد | 10 | 3-1 | 10-12 | 1 | 1 | 1 | +7 | 99 |

<iframe src="/about/" width="560" height="315" title="من نحن"></iframe>

<video controls width="900"></video>

<table><tr><td>عمودأولطويل</td><td>عمودثانطويل</td><td>عمودثالثطويل</td><td>عمودرابعطويل</td></tr></table>

1. One item
2. Another item

اقرأ [عنا](../../about/).
"""
# Each figure with its letters as they stand on the screen, from the left, and how many lines it
# takes.
FIGURES = """() => [...document.querySelectorAll(".prose .figure")].map(({ firstChild: text }) => {
    const range = document.createRange();
    const letters = [...text.data].map((letter, at) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const { x, y } = range.getBoundingClientRect();
        return { letter, x, y: Math.round(y) };
    }).filter(({ letter }) => letter !== "\\u061c");
    const lines = new Set(letters.map(({ y }) => y)).size;
    return [letters.sort((a, b) => a.x - b.x).map(({ letter }) => letter).join(""), lines];
})"""


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Visit]:
    """Opens a path of a site with a hard text: visit(path, width, scheme)."""
    files = {
        "content/articles/hard.md": article("3-1: ريال مدريد يهزم برشلونة", BODY, category="قسم 0"),
        "content/pages/about.md": "---\ntitle: من نحن\n---\nنص.\n",
        **{
            f"content/articles/{number}.md": article(f"خبر {number}", category=f"قسم {number}")
            for number in range(9)
        },
    }
    root = write_site(tmp_path_factory.mktemp("hard"), files, f"{SETTINGS}lite: true\n")
    build(root)
    with served(root / "public") as host:
        yield partial(opened, chromium, host)


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", ["/articles/hard/", "/lite/articles/hard/"])
def test_nothing_stretches_the_page(visit: Visit, path: str, width: int) -> None:
    with visit(path, width) as (page, *_):
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_figures_are_whole_and_read_as_they_were_written(visit: Visit) -> None:
    for width in (320, 1440):
        with visit("/articles/hard/", width) as (page, *_):
            assert page.evaluate(FIGURES) == [
                [shown, 1]
                for shown in (
                    *("05-123-4567", "+966 50 123 4567", "Disney+", "C++", "2026-11-30"),
                    *("1-3", "2-2", "1-3", "12-10", "+7"),  # scores from the right
                )
            ]


def test_words_of_a_table_stay_whole_in_the_text_edition(visit: Visit) -> None:
    with visit("/lite/articles/hard/", 390) as (page, *_):
        heights = page.locator("th").evaluate_all("cells => cells.map(c => c.clientHeight)")
        assert max(heights) < 2 * min(heights)


def test_a_relative_link_leads_on_from_the_text_edition(visit: Visit) -> None:
    with visit("/lite/articles/hard/") as (page, *_):
        page.get_by_role("link", name="عنا").click()
        assert page.url.endswith("/about/")
        assert "/lite/" not in page.url


def test_a_table_is_whole_on_paper(visit: Visit) -> None:
    with visit("/articles/hard/", 718) as (page, *_):
        page.emulate_media(media="print")
        frame = page.locator(".prose .table")
        assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")


def test_forced_colours_tell_the_section_of_a_story(visit: Visit) -> None:
    with visit("/categories/قسم-1/", 900) as (page, *_):
        page.emulate_media(forced_colors="active")
        border = "link => getComputedStyle(link).borderBlockEndColor"
        here = page.locator(".sections [aria-current]").evaluate(border)
        others = page.locator(".sections a:not([aria-current])").evaluate_all(
            f"links => [...new Set(links.map({border}))]"
        )
        assert len(others) == 1
        assert here not in others


@pytest.mark.parametrize("width", [360, 390])
def test_the_section_in_focus_is_in_sight(visit: Visit, width: int) -> None:
    with visit("/", width) as (page, *_):
        for _ in page.locator(".sections a").all():
            _focus_next_section(page)
            left, right = page.evaluate(
                "(({ left, right }) => [left, right])"
                "(document.activeElement.getBoundingClientRect())"
            )
            assert left >= 0
            assert right <= width


def _focus_next_section(page: Page) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.sections'))"):
            page.wait_for_timeout(100)  # it scrolls
            return
    raise AssertionError
