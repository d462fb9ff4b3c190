"""The search as a reader uses it, in a real Chromium, and its script beside Python's rules."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from judges import markup_problems, violations
from playwright.sync_api import Browser, Page
from sites import AT, REPOSITORY, article, build, write_site
from windows import opened, served

from newsgen.content.search_terms import term_number
from newsgen.language.arabic import STOP_WORDS, fold_words, stems
from newsgen.language.codes import coded
from newsgen.outputs.search import shard_of_article

pytestmark = pytest.mark.browser

Visit = Callable[..., AbstractContextManager[Any]]
SIZES = [(width, scheme) for width in (320, 768, 1440) for scheme in ("light", "dark")]
VECTORS = json.loads((REPOSITORY / "tests/vectors/arabic.json").read_bytes())
STEMS = """text => {
    const { stopWords } = document.querySelector("[data-search]").dataset;
    return stemsOf(text, new Set(stopWords.split(" ")));
}"""
LAYOUT_SHIFTS = """() => new Promise(resolve => {
    let moved = 0;
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) moved += shift.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(moved), 100);
})"""
# Letters that both sides must read alike: Latin, Greek, Cyrillic, Hebrew, Arabic, and what stands
# for these. U+0897 is a mark since Unicode 16 only, and U+088F a letter since 17.
BLOCKS = (
    *((0x20, 0x710), (0x750, 0x77F), (0x8A0, 0x8FF), (0x1E00, 0x1FFF), (0x2000, 0x20CF)),
    *((0x2C60, 0x2C7F), (0xFB00, 0xFDFF), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF)),
)
# What readers may ask the sample site, and a word of the headline that must be found.
QUESTIONS = {
    "الصين": "الصين",
    "والصين": "الصين",
    "صينية": "طائرة عسكرية",
    "تايوان": "تايوان",
    "١٥٣ طائرة": "طائرة عسكرية",
    "طَائِرَات عسكرية": "طائرة عسكرية",
    "ابن بطوطه": "ابن بطوطة",
    "رحالة مغربى": "ابن بطوطة",
    "المالديف": "ابن بطوطة",
    "بالكابلات البحرية": "كابلات",
    "انترنت": "كابلات",
    "الإنترنت": "كابلات",
    "طيور مهاجرة": "الطيور",
    "بنك مركزي": "البنوك المركزية",
    "اسعار الفائدة": "سعر الفائدة",
    "تضخم": "التضخم",
    "قناه السويس": "قناة السويس",
    "كاس العالم": "كأس العالم",
    "للأطباء": "الأطباء",
    "النـــوم": "النوم",
    "يونيكود": "يونيكود",
    "كلمة مرور": "كلمات المرور",
    "خرائط الهواتف": "الخرائط في هاتفك",
    "السماء الزرقاء": "السماء زرقاء",
    "فيروس كورونا": "كورونا",
}


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """The search page of the repository's own site."""
    with visit("/search/") as (page, status, complaints):
        assert status == 200
        yield page
        assert complaints == []
        assert page.evaluate("violations") == []


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English site under a path, with stories enough for several shards and pages of results."""
    files = {
        f"content/articles/{number}.md": article(
            f"Harbour story {number}",
            "Ships *come* and go.",
            date=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
            summary=f"No. {number} of the Café's “tales”",
            category="C++ & ships",
            slug=f"story-{number}-ñ",
        )
        for number in range(70)
    }
    files["content/articles/bare.md"] = article("Bare harbour", date="")
    settings = (
        "site: {title: Post, base_url: 'https://x.example/a/b', language: en}\nsearch: true\n"
    )
    root = write_site(tmp_path_factory.mktemp("english"), files, settings)
    build(root, output=root / "host/a/b", at=AT)
    (root / "host/404.html").write_text("", encoding="utf-8")
    return root / "host"


def ask(page: Page, query: str) -> str:
    """Type a query, press Enter, and wait for what the page says to it."""
    page.locator("#search-words").fill(query)
    page.keyboard.press("Enter")
    return said(page)


def said(page: Page) -> str:
    status = page.locator("main [role=status]")
    page.wait_for_function(
        "() => { const told = document.querySelector('main [role=status]').textContent;"
        " return told && told !== document.querySelector('[data-search]').dataset.loading; }"
    )
    return status.inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("main ol .card-title").all_inner_texts()


class TestWords:
    """The script reads words as newsgen.language.arabic does."""

    def test_the_vectors_that_every_implementation_shares_hold(self, page: Page) -> None:
        texts = [row["text"] for row in VECTORS]
        folded = page.evaluate("texts => texts.map(text => foldedWords(text).join(' '))", texts)
        stemmed = page.evaluate(f"texts => texts.map({STEMS})", texts)
        assert folded == [row["fold"] for row in VECTORS]
        assert stemmed == [row["stems"] for row in VECTORS]

    def test_every_letter_of_our_scripts_is_folded_alike_whatever_stands_beside_it(
        self, page: Page
    ) -> None:
        chars = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
        texts = [f"ا{char}ب a{char}1{char}Z" for char in chars if char not in "\u088f\u0897"]
        found = page.evaluate("texts => texts.map(foldedWords)", texts)
        assert [a for a, b in zip(texts, found, strict=True) if fold_words(a) != b] == []

    def test_every_word_of_the_sample_site_has_the_same_stem(self, page: Page) -> None:
        files = sorted((REPOSITORY / "content").rglob("*.md"))
        words = sorted({word for file in files for word in fold_words(file.read_text("utf-8"))})
        assert len(words) > 5000
        found = page.evaluate(f"words => words.map({STEMS})", words)
        assert found == [list(stems(word)) for word in words]

    def test_stop_words_are_those_of_the_index(self, page: Page) -> None:
        told = page.locator("[data-search]").get_attribute("data-stop-words") or ""
        assert set(told.split()) == STOP_WORDS

    def test_terms_and_shards_have_the_same_names(self, page: Page) -> None:
        words = ["صين", "python", "😀", "11"]
        assert page.evaluate("words => words.map(termOf)", words) == list(map(term_number, words))
        numbers = [0, 63, 64, 2**30 - 1, *range(5, 2**30, 2**24 + 7)]
        codes = [coded(number, 5) for number in numbers]
        assert page.evaluate("all => all.map(one => inLetters(one, 5))", numbers) == codes
        shards = page.evaluate("all => all.map(one => shardOf(one, 512))", codes)
        assert shards == [shard_of_article(number, 512) for number in numbers]


class TestResults:
    @pytest.mark.parametrize(("query", "expected"), QUESTIONS.items())
    def test_a_reader_finds_the_story(self, page: Page, query: str, expected: str) -> None:
        ask(page, query)
        assert any(expected in title for title in titles(page)), titles(page)

    def test_a_story_is_told_with_section_day_and_summary_and_its_words_are_marked(
        self, page: Page
    ) -> None:
        assert ask(page, "محاصرة تايوان ١٥٣") == "وجدنا خبرًا واحدًا"
        story = page.locator("main ol > li")
        assert story.locator(".kicker").inner_text() == "سياسة"
        assert story.locator("time").inner_text() == "15 أكتوبر 2024"
        assert story.locator("h2 mark").all_inner_texts() == ["تايوان", "153"]
        story.get_by_role("link").click()
        page.wait_for_load_state()
        assert "تايوان تُبلغ" in page.locator("h1").inner_text()

    def test_a_title_goes_before_a_text(self, page: Page) -> None:
        ask(page, "التضخم")
        assert titles(page)[0] == "ما هو التضخم ولماذا ترتفع الأسعار؟"
        assert len(titles(page)) > 1

    def test_the_address_holds_the_query_and_back_brings_the_last_one(self, page: Page) -> None:
        ask(page, "تايوان")
        first = titles(page)
        ask(page, "الطيور")
        assert titles(page) != first
        assert page.url.endswith(f"?q={quote('الطيور')}")
        page.go_back()
        page.wait_for_function("() => document.querySelector('#search-words').value === 'تايوان'")
        said(page)
        assert titles(page) == first
        page.reload()
        said(page)
        assert titles(page) == first
        assert page.title() == "تايوان — البحث — خَبَرَيْن"

    def test_nothing_found_is_told_with_what_to_do(self, page: Page) -> None:
        assert ask(page, "زغبوط قمقوم").startswith("لم نجد خبرًا بهذه الكلمات")
        assert titles(page) == []
        assert ask(page, "من إلى").startswith("لم نجد خبرًا بهذه الكلمات")
        assert page.get_by_role("navigation", name="أو تصفّح الأقسام").is_visible()

    @pytest.mark.parametrize(
        "query", ['<img src=x onerror="document.title=1">', "__proto__", "%", "'"]
    )
    def test_a_hostile_query_is_only_text(self, page: Page, query: str) -> None:
        ask(page, query)
        page.wait_for_load_state("networkidle")  # a reload drops what is still on its way
        page.reload()
        said(page)
        assert page.locator("#search-words").input_value() == query
        assert page.locator("main img").count() == 0
        assert page.title().startswith(query)

    def test_an_empty_query_asks_for_words(self, page: Page) -> None:
        assert page.evaluate("document.activeElement.id") == "search-words"
        ask(page, "تايوان")
        page.locator("#search-words").fill("  ")
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.querySelector('main ol > li')")
        assert page.locator("main [role=status]").inner_text() == ""

    def test_a_failure_is_told_and_the_next_search_succeeds(self, visit: Visit) -> None:
        with visit("/search/") as (page, *_):
            page.route("**/search/*/words-*.json", lambda route: route.abort())
            assert ask(page, "تايوان").startswith("تعذّر البحث الآن")
            page.unroute("**/search/*/words-*.json")
            assert ask(page, "تايوان").startswith("وجدنا")

    def test_an_earlier_search_that_ends_late_changes_nothing(self, visit: Visit) -> None:
        with visit("/search/") as (page, *_):
            held: list[Any] = []
            page.route("**/search/*/words-*.json", lambda route: [held.append(route)])
            page.locator("#search-words").fill("تايوان")
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
            page.locator("#search-words").fill("")
            page.keyboard.press("Enter")
            for route in held:
                route.abort()
            page.wait_for_timeout(100)
            assert page.locator("main [role=status]").inner_text() == ""


class TestPage:
    @pytest.mark.parametrize(("width", "scheme"), SIZES)
    @pytest.mark.parametrize("query", ["", "الصين", "زغبوط"])
    def test_it_fits_and_shuts_nobody_out(
        self, visit: Visit, query: str, width: int, scheme: str
    ) -> None:
        with visit(f"/search/?q={quote(query)}", width, scheme) as (page, status, complaints):
            if query:
                said(page)
            assert status == 200
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert complaints == page.evaluate("violations") == []
            name = {"": "empty", "الصين": "found"}.get(query, "nothing")
            file = REPOSITORY / "test-results" / f"search-{name}-{width}-{scheme}.png"
            page.screenshot(path=file, full_page=True)

    @pytest.mark.parametrize("width", [390, 1280])
    def test_nothing_that_can_be_reached_moves_when_results_come(
        self, visit: Visit, width: int
    ) -> None:
        with visit("/search/", width) as (page, *_):
            held: list[Any] = []
            page.route("**/search/*/words-*.json", lambda route: [held.append(route)])
            page.goto(f"/search/?q={quote('الصين')}")
            page.wait_for_timeout(300)
            assert not page.locator(".search-browse").is_visible()
            moved = page.evaluate(LAYOUT_SHIFTS)
            for route in held:
                route.continue_()
            assert said(page)
            assert page.evaluate(LAYOUT_SHIFTS) - moved < 0.02
            assert page.locator(".search-browse").is_visible()

    @pytest.mark.parametrize("width", [320, 1440])
    def test_the_masthead_leads_to_it(self, visit: Visit, width: int) -> None:
        with visit("/archive/", width) as (page, *_):
            form = page.get_by_role("banner").get_by_role("search")
            if width > 768:
                form.get_by_role("searchbox").fill("تايوان")
            form.get_by_role("button").click()
            page.wait_for_url("**/search/?q=*")
            if width > 768:
                assert said(page).startswith("وجدنا")
            assert page.get_by_role("search").count() == 1

    @pytest.mark.parametrize("width", [320, 768, 1024, 1440])
    @pytest.mark.parametrize("path", ["/", "/archive/"])
    def test_nothing_of_the_masthead_lies_over_another(
        self, visit: Visit, path: str, width: int
    ) -> None:
        with visit(path, width) as (page, *_):
            parts = page.locator(".brand, .tagline, .edition, .masthead-search").all()
            boxes = [box for part in parts if (box := part.bounding_box())]
            assert len(boxes) == (4 if path == "/" else 3)
            for at, one in enumerate(boxes):
                assert one["x"] >= 0
                assert one["x"] + one["width"] <= width
                for other in boxes[:at]:
                    assert (
                        one["x"] >= other["x"] + other["width"] - 1
                        or other["x"] >= one["x"] + one["width"] - 1
                        or one["y"] >= other["y"] + other["height"] - 1
                        or other["y"] >= one["y"] + one["height"] - 1
                    )

    def test_without_script_it_says_so_and_leads_to_all_news(self, visit: Visit) -> None:
        with visit("/search/?q=x", 320, runs_script=False) as (page, status, complaints):
            assert status == 200
            assert not page.locator("#search-words").is_visible()
            assert "JavaScript" in page.locator("noscript p").inner_text()
            for name in ("كل الأخبار", "سياسة", "الأرشيف"):
                assert page.locator("main").get_by_role("link", name=name).is_visible()
            assert complaints == []

    def test_its_script_is_loaded_nowhere_else_and_all_script_is_small(
        self, own_site: Path, visit: Visit
    ) -> None:
        scripts = sorted((own_site / "js").iterdir())
        assert sum(script.stat().st_size for script in scripts) <= 10_000
        with visit("/") as (page, *_):
            assert page.evaluate("document.scripts.length") == 1

    def test_it_is_not_what_other_search_engines_show(self, page: Page) -> None:
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


class TestEnglish:
    @pytest.fixture
    def shop(self, chromium: Browser, english: Path) -> Iterator[Page]:
        with served(english) as host, opened(chromium, host, "/a/b/search/") as window:
            yield window.page
            assert window.complaints == []

    def test_more_results_come_when_asked_for_and_get_the_focus(self, shop: Page) -> None:
        assert ask(shop, "HARBOUR café") == "70 stories found"
        assert len(titles(shop)) == 10
        more = shop.get_by_role("button", name="More results")
        more.click()
        shop.wait_for_function("() => document.querySelectorAll('main ol > li').length === 20")
        focused = shop.evaluate("document.activeElement.textContent")
        assert focused == titles(shop)[10]
        for _ in range(5):
            more.click()
            shop.wait_for_timeout(100)
        assert len(titles(shop)) == len(set(titles(shop))) == 70
        assert not more.is_visible()

    def test_who_clicks_twice_gets_no_story_twice(self, shop: Page) -> None:
        ask(shop, "harbour café")
        shop.evaluate(
            "for (let at = 0; at < 3; at++) document.querySelector('.search-more').click()"
        )
        shop.wait_for_timeout(300)
        assert len(titles(shop)) == len(set(titles(shop))) == 20

    def test_when_more_fails_it_is_told_until_it_succeeds(self, shop: Page) -> None:
        ask(shop, "harbour café")
        more = shop.get_by_role("button", name="More results")
        shop.route("**/search/*/stories-*.json", lambda route: route.fulfill(body="half of i"))
        while said(shop) == "70 stories found":  # some are on this page already
            more.click()
            shop.wait_for_timeout(100)
        assert said(shop).startswith("The search failed")
        shop.unroute("**/search/*/stories-*.json")
        before = len(titles(shop))
        more.click()
        shop.wait_for_function(f"() => document.querySelectorAll('main ol > li').length > {before}")
        assert said(shop) == "70 stories found"

    def test_a_jump_within_the_page_keeps_what_is_typed_and_shown(self, shop: Page) -> None:
        ask(shop, "harbour café")
        shop.get_by_role("button", name="More results").click()
        shop.wait_for_function("() => document.querySelectorAll('main ol > li').length === 20")
        shop.locator("#search-words").fill("half a quest")
        shop.evaluate("document.querySelector('.skip').click()")
        shop.wait_for_timeout(200)
        assert shop.locator("#search-words").input_value() == "half a quest"
        assert len(titles(shop)) == 20

    def test_the_same_question_twice_is_one_step_back(self, shop: Page) -> None:
        steps = []
        for query in ("harbour", "harbour", "ships"):
            ask(shop, query)
            steps.append(shop.evaluate("history.length"))
        assert steps[1:] == [steps[0], steps[0] + 1]

    def test_the_newest_of_equals_comes_first_and_an_undated_one_last(self, shop: Page) -> None:
        ask(shop, "harbour story")
        days = [day.get_attribute("datetime") for day in shop.locator("main ol time").all()]
        assert days == sorted(days, reverse=True)  # type: ignore[type-var]
        assert ask(shop, "bare") == "One story found"
        assert shop.locator("main ol time").count() == 0

    def test_a_result_leads_to_its_story_under_the_path(self, shop: Page) -> None:
        ask(shop, "17")
        shop.get_by_role("link", name="Harbour story 17", exact=True).click()
        shop.wait_for_url(f"**/a/b/articles/story-17-{quote('ñ')}/")

    def test_the_checker_finds_nothing(self, english: Path, tmp_path: Path) -> None:
        (tmp_path / "index.html").write_bytes((english / "a/b/search/index.html").read_bytes())
        assert markup_problems(tmp_path) == []
