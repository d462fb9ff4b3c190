"""The repository's own site as a reader sees it, in a real Chromium on a phone and a desk."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from judges import violations
from playwright.sync_api import Locator, Page
from sites import REPOSITORY

pytestmark = pytest.mark.browser

Visit = Callable[..., AbstractContextManager[Any]]
SCREENSHOTS = REPOSITORY / "test-results"
STORY = quote("/articles/تعزيز-التعاون-الأمني-بين-الصين-وروسيا/")
PICTURED = quote("/articles/قناة-السويس-ممر-ضيق-تعبره-تجارة-القارات/")
PATHS = {
    "front": "/",
    "story": STORY,
    "category": quote("/categories/سياسة/"),
    "archive": "/archive/",
    "timeline": quote("/stories/التوتر-بين-الصين-والغرب/"),
    "not-found": "/no/such/page",
}
PHONE, TABLET, DESK = 320, 768, 1440
SCHEMES = ("light", "dark")
FONTS = {"Newsgen Sans Arabic": 700, "Newsgen Naskh Arabic": 400}
SEED = REPOSITORY / "seeds" / "000_5387420c12eebd77.txt"
RELATED = "أخبار ذات صلة"
SEE_ALSO = [
    "شي جين بينغ: الصين «لا تخاف» في أول تعليق علني على تصاعد الحرب التجارية مع الولايات المتحدة",
    (
        "منظمة الصحة العالمية تطالب الصين بمشاركة بيانات أصول فيروس كورونا"
        " بعد خمس سنوات من ظهور الجائحة"
    ),
]
# What moved while the page loaded: how much, when, and which elements.
LAYOUT_SHIFTS = """() => new Promise(resolve => {
    const moved = [], told = box => `${box.x},${box.y} ${box.width}x${box.height}`;
    const name = node => node ? `${node.nodeName}.${node.className ?? ""}` : "gone";
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) moved.push([shift.value, shift.startTime,
            ...shift.sources.map(one =>
                `${name(one.node)} from ${told(one.previousRect)} to ${told(one.currentRect)}`)]);
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(moved), 100);
})"""
IS_FONT_LOADED = """([family, weight]) => {
    const loaded = [...document.fonts].some(face =>
        face.family.replaceAll('"', "") === family && face.status === "loaded");
    return loaded && document.fonts.check(`${weight} 16px "${family}"`, "خبر");
}"""
# How high the part of the window is in which a finger at the middle of a link meets it. Links in a
# running text are as high as its lines.
LOW_TARGETS = """(least) => {
    const found = [];
    for (const link of document.querySelectorAll("a, button, summary")) {
        const box = link.getBoundingClientRect();
        const isSeen = box.width > 1 && link.checkVisibility() && link.tabIndex >= 0;
        if (!isSeen || link.closest(".skip, .unseen, .prose :is(p, li, td)")) continue;
        window.scrollTo({top: box.top + scrollY - innerHeight / 2, behavior: "instant"});
        link.closest(".sections")?.scrollTo({left: link.offsetLeft, behavior: "instant"});
        const at = [...link.getClientRects()].find(one => one.width > 1) || box;
        const x = (Math.max(at.left, 0) + Math.min(at.right, innerWidth)) / 2;
        const meets = y => link.contains(document.elementFromPoint(x, y));
        let top = at.top + at.height / 2, bottom = top;
        while (meets(top - 1)) top -= 1;
        while (meets(bottom + 1)) bottom += 1;
        if (bottom - top < least - 1) found.push(`${bottom - top} ${link.outerHTML}`);
    }
    return found;
}"""
FONTS_FETCHED = """performance.getEntriesByType("resource")
    .map(one => new URL(one.name).pathname).filter(path => path.endsWith(".woff2")).sort()"""
ALL_PICTURES = """Promise.all([...document.images].map(image => image.complete
    || new Promise(done => image.addEventListener("load", done)))).then(() => true)"""
# Pictures whose file is far smaller or far larger than they are laid out.
UNFIT_PICTURES = """() => [...document.querySelectorAll("img[srcset]")].flatMap(image => {
    const widths = image.srcset.match(/\\d+(?=w)/g).map(Number);
    const chosen = Number(image.currentSrc.match(/-(\\d+)\\.\\w+$/)[1]);
    const shown = image.clientWidth;
    const isFit = chosen >= 0.75 * shown && (chosen <= 320 || chosen <= 1.8 * shown);
    return isFit ? [] : [`${chosen} for ${shown}: ${image.currentSrc}`];
})"""
PAST_THE_EDGE = """() => [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().left < -1 && !element.closest(".sections"))
    .map(element => `${element.tagName}.${element.className}`)"""


class Shown(NamedTuple):
    """A page of the site in an open window; `name` is a key of PATHS, `moved` what moved in it."""

    name: str
    width: int
    scheme: str
    moved: list[list[Any]]
    page: Page
    status: int
    complaints: list[str]


@pytest.fixture(
    scope="module",
    params=list(product(PATHS, (PHONE, TABLET, DESK), SCHEMES)),
    ids=lambda chosen: "-".join(map(str, chosen)),
)
def shown(request: pytest.FixtureRequest, visit: Visit) -> Iterator[Shown]:
    """Each page in each width and scheme, opened once for all tests that only look at it."""
    name, width, scheme = request.param
    with visit(PATHS[name], width, scheme) as window:
        moved = window.page.evaluate(LAYOUT_SHIFTS)  # before a picture stretches the window
        file = SCREENSHOTS / f"{name}-{width}-{scheme}.png"
        window.page.screenshot(path=file, full_page=True)
        yield Shown(name, width, scheme, moved, *window)


@pytest.fixture
def story(visit: Visit) -> Iterator[Page]:
    """The seed's story on a desk."""
    with visit(STORY, DESK) as window:
        yield window.page


def test_a_page_answers_with_the_right_status(shown: Shown) -> None:
    assert shown.status == (404 if shown.name == "not-found" else 200)


def test_a_page_loads_without_any_complaint(shown: Shown) -> None:
    assert shown.complaints == []


def test_a_page_keeps_a_strict_content_security_policy(shown: Shown) -> None:
    assert shown.page.evaluate("violations") == []


def test_a_page_reads_from_right_to_left(shown: Shown) -> None:
    for element in ("html", "main", "h1"):
        style = f"getComputedStyle(document.querySelector('{element}'))"
        assert shown.page.evaluate(f"{style}.direction") == "rtl"


def test_a_page_is_no_wider_than_its_window(shown: Shown) -> None:
    assert_fits(shown.page, shown.width)


def test_both_fonts_are_loaded(shown: Shown) -> None:
    asked = {family: [family, weight] for family, weight in FONTS.items()}
    loaded = {family: shown.page.evaluate(IS_FONT_LOADED, asked[family]) for family in FONTS}
    assert loaded == dict.fromkeys(FONTS, True)


def test_the_headline_is_there_to_see(shown: Shown) -> None:
    headline = shown.page.locator("h1")
    assert headline.count() == 1
    assert headline.is_visible()
    assert headline.inner_text().strip()
    if shown.name != "front":  # its h1 is for screen readers, below the masthead
        box = headline.bounding_box()
        assert box
        assert box["width"] > 100
        assert box["height"] > 20


def test_a_page_follows_the_reader_s_colour_scheme(shown: Shown) -> None:
    paper, ink = brightness(shown.page, "background-color"), brightness(shown.page, "color")
    dark, bright = (paper, ink) if shown.scheme == "dark" else (ink, paper)
    assert dark < 0.2
    assert bright > 0.8


def test_nothing_moves_while_a_page_loads(shown: Shown) -> None:
    assert shown.moved == []


@pytest.mark.parametrize("wait_ms", [150, 900])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", ["front", "story", "category"])
def test_nothing_moves_when_fonts_and_script_come_late(
    visit: Visit, name: str, width: int, wait_ms: int
) -> None:
    with visit(PATHS[name], width, late_ms=wait_ms) as (page, _, complaints):
        assert page.evaluate("[...document.fonts].some(face => face.status === 'loaded')")
        assert page.evaluate(LAYOUT_SHIFTS) == []
        assert complaints == []


def test_nobody_is_shut_out_of_a_page(shown: Shown) -> None:
    assert violations(shown.page) == []


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK, 1920])
@pytest.mark.parametrize("name", PATHS)
def test_a_page_fits_with_text_twice_as_large(visit: Visit, name: str, width: int) -> None:
    with visit(PATHS[name], width) as (page, *_):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert_fits(page, width)


def test_each_font_is_fetched_once(story: Page) -> None:
    assert story.evaluate(FONTS_FETCHED) == [
        "/fonts/newsgen-naskh.woff2",
        "/fonts/newsgen-sans.woff2",
    ]


@pytest.mark.parametrize("width", [PHONE, 390, TABLET, 1000, DESK, 1920])
@pytest.mark.parametrize("path", ["/", "/articles/", quote("/categories/علوم/"), PICTURED])
def test_pictures_are_fetched_as_wide_as_they_are_shown(
    visit: Visit, path: str, width: int
) -> None:
    with visit(path, width) as (page, *_):
        page.set_viewport_size({"width": width, "height": 6000})
        page.evaluate(ALL_PICTURES)
        assert page.locator("img[srcset]").count() > 0
        assert page.evaluate(UNFIT_PICTURES) == []


@pytest.mark.parametrize("name", PATHS)
def test_what_a_finger_touches_on_a_phone_is_large_enough(visit: Visit, name: str) -> None:
    with visit(PATHS[name], 390) as (page, *_):
        assert page.evaluate(LOW_TARGETS, 44) == []


def test_the_three_stories_that_the_seed_names_come_first_in_its_order(story: Page) -> None:
    named = named_in_the_seed()
    related = story.get_by_role("region", name=RELATED).get_by_role("heading", level=3)
    assert len(named) == 3
    assert related.all_inner_texts()[:3] == named


def test_see_also_pointers_stand_in_the_story_with_arabic_quotes(story: Page) -> None:
    assert story.locator("article .see-also a").all_inner_texts() == SEE_ALSO


def test_every_link_to_a_story_leads_to_the_story_that_it_names(story: Page) -> None:
    links = story_links(story)
    assert len(links) >= len(SEE_ALSO) + 3
    for text, address in links:
        response = story.goto(address, wait_until="domcontentloaded")
        assert response
        assert (response.status, story.locator("h1").inner_text()) == (200, text)


def test_a_click_on_a_related_story_opens_it(visit: Visit) -> None:
    title = named_in_the_seed()[0]
    with visit(STORY, PHONE) as (page, _, complaints):
        page.get_by_role("link", name=title, exact=True).click()
        page.wait_for_load_state()
        assert page.locator("h1").inner_text() == title
        assert complaints == []


def test_the_first_tab_reaches_a_skip_link_that_works(story: Page) -> None:
    skip = story.locator("a.skip")
    assert not is_in_the_window(skip)
    story.keyboard.press("Tab")
    assert story.evaluate("document.activeElement.className") == "skip"
    assert is_in_the_window(skip)
    story.keyboard.press("Enter")
    story.keyboard.press("Tab")
    assert story.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_missing_browser_fails_and_names_what_to_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__, "-k", "first_tab"],
        cwd=REPOSITORY,
        env={**os.environ, "NEWSGEN_TEST_BROWSER": "no-such-browser"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "run sh tests/browser/install.sh" in done.stdout


def assert_fits(page: Page, width: int) -> None:
    """Nothing makes the page wider than the window."""
    widths = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths == [width, width], page.evaluate(PAST_THE_EDGE)


def brightness(page: Page, what: str) -> float:
    """Of the body's color or background-color: 0 is black, 1 is white."""
    colour = page.evaluate(f"getComputedStyle(document.body).getPropertyValue('{what}')")
    channels = colour.removeprefix("rgb(").removesuffix(")").split(",")
    return sum(map(float, channels)) / (3 * 255)


def named_in_the_seed() -> list[str]:
    """The titles that the seed lists after its last paragraph."""
    tail = SEED.read_text(encoding="utf-8").partition(f"\n{RELATED}\n")[2]
    return [line.strip() for line in tail.splitlines() if line.strip()]


def story_links(page: Page) -> list[tuple[str, str]]:
    """The text and address of each pointer in a story and of each story after it."""
    found = page.locator(".see-also a, .related .card-title a").all()
    return [(link.inner_text().strip(), link.get_attribute("href") or "") for link in found]


def is_in_the_window(element: Locator) -> bool:
    box = element.bounding_box()
    return box is not None and box["y"] >= 0
