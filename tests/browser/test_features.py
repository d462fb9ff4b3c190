"""What a story and a front page may hold beyond those of the repository's own site, and the same
theme in English, seen in a real Chromium.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from judges import markup_problems, style_problems, violations
from pictures import draw_into
from playwright.sync_api import Browser, Page
from sites import AT, REPOSITORY, article, build, write_site
from windows import opened, served

pytestmark = pytest.mark.browser

Visit = Callable[..., AbstractContextManager[Any]]
SIZES = [(width, scheme) for width in (320, 768, 1440) for scheme in ("light", "dark")]
BODY = (
    """\
مقدمة فيها **غامق** و[رابط](https://example.com/طويل) وكلمة C++ و«اقتباس».

## الأول

> «كل ما في الأمر أن البحر لا ينتظر أحدًا».
>
> — صياد من الميناء

- بند أول
- بند ثانٍ
    1. فرعي
    2. فرعي آخر

## الثاني

| المدينة | عدد السكان | المساحة بالكيلومتر المربع | معدل النمو السنوي | الكثافة |
| --- | --- | --- | --- | --- |
| الرياض | 7,600,000 | 1,973 | 2.5% | 3,852 |
| القاهرة | 10,100,000 | 3,085 | 1.9% | 3,273 |

### تفصيل

    print("قطعة برنامج طويلة جدًا لا تنكسر سطورها مهما ضاقت الشاشة على من يقرؤها في هاتفه الصغير")

## الثالث

[شاهد التسجيل الكامل](https://www.example.org/watch?v=1)

<https://example.org/a/very/long/address/that/no/narrow/screen/has/room/for/in/one/line>

حاشية هنا.[^1]

[^1]: نص الحاشية.

## الرابع

"""
    + "كلمات كثيرة جدًا تملأ الفقرة. " * 120
)
# How far from the left some words of an element stand.
PLACES = """([selector, words]) => {
    const nodes = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (!node.data.includes(words)) node = nodes.nextNode();
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(words));
    range.setEnd(node, node.data.indexOf(words) + words.length);
    return range.getBoundingClientRect().left;
}"""
ENGLISH = """\
site:
  title: The Harbour Post
  tagline: News from both shores
  base_url: https://harbour.example
  language: en
search: true
"""
SETTINGS = """\
site:
  title: صحيفة الاختبار
  tagline: كل شيء في مكانه
  base_url: https://news.example
dates: {hijri: true, digits: arabic}
lite: true
search: true
front:
  breaking:
    - {text: "زلزال بقوة 5.1 درجات يضرب السواحل", until: 2040-01-01}
theme:
  light: {accent: "#0b5c4a", accent_soft: "#e4f0ec"}
  dark: {accent: "#7fd1b9"}
"""


def newsroom(language: str) -> Mapping[str, str]:
    """A site that uses all that the theme offers."""
    word = "خبر" if language == "ar" else "Story"
    title = f"{word} C++ 3.1"
    files = {
        f"content/articles/{number}.md": article(
            f"{title} {number}" + (" من مكان بعيد عن كل ميناء" if language == "ar" else ""),
            date=f"2024-{number % 12 + 1:02}-0{number % 9 + 1}T1{number % 10}:30:00+03:00",
            summary=f"{word} " * 12,
            category=f"{word} {number % 3}",
            author="Layla Hassan",
            tags="[C++, tag]",
        )
        for number in range(30)
    }
    files["content/articles/all.md"] = article(
        f"{title} «كل شيء»",
        BODY,
        date="2029-01-01T09:00:00+03:00",
        updated="2029-01-02T10:00:00+03:00",
        summary=f"{word} " * 20,
        category=f"{word} 1",
        tags="[C++, وسم]",
        author="[Layla Hassan, عمر]",
        source="رويترز",
        weight="5",
        corrections="[{date: 2029-01-03, text: صُحح الرقم في الفقرة الأولى}]",
    )
    files["content/articles/now.md"] = article(
        f"{title} الآن", date="2029-02-01", breaking_until="2040-01-01"
    )
    files["content/authors/layla.md"] = (
        "---\ntitle: Layla Hassan\nrole: محررة\nsummary: تكتب عن البحر\n---\nنص **عنها**.\n"
    )
    return files


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The output folders of such a site in Arabic and in English."""
    found = {}
    for language, settings in (("ar", SETTINGS), ("en", ENGLISH)):
        root = write_site(tmp_path_factory.mktemp(language), newsroom(language), settings)
        report = build(root, at=AT)
        assert [str(one) for one in report.problems] == []
        found[language] = root / "public"
    return found


@pytest.fixture(scope="module")
def hosts(sites: Mapping[str, Path]) -> Iterator[Mapping[str, str]]:
    with served(sites["ar"]) as arabic, served(sites["en"]) as english:
        yield {"ar": arabic, "en": english}


@pytest.fixture(scope="module")
def visit(chromium: Browser, hosts: Mapping[str, str]) -> Visit:
    """Opens a path of the site in a language: visit(language, path, width, scheme)."""

    def visit(language: str, *args: Any, **kwargs: Any) -> AbstractContextManager[Any]:
        return opened(chromium, hosts[language], *args, **kwargs)

    return visit


@pytest.mark.parametrize(("width", "scheme"), SIZES)
@pytest.mark.parametrize("path", ["/", "/articles/all/", "/authors/layla-hassan/", "/articles/"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_everything_fits_and_shuts_nobody_out(
    visit: Visit, language: str, path: str, width: int, scheme: str
) -> None:
    with visit(language, path, width, scheme) as (page, status, complaints):
        name = path.strip("/").replace("/", "-") or "front"
        assert status == 200
        assert violations(page) == []
        assert complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("violations") == []
        file = REPOSITORY / "test-results" / f"all-{language}-{name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=True)


def test_the_checkers_find_nothing_in_any_page(sites: Mapping[str, Path], own_site: Path) -> None:
    found = [problem for site in (*sites.values(), own_site) for problem in markup_problems(site)]
    # The English site shows the same Arabic story, which is what the checker tells here.
    assert [one for one in found if "appears to be written in Arabic" not in one] == []


def test_the_style_sheets_are_logical(sites: Mapping[str, Path]) -> None:
    own = sorted((REPOSITORY / "static/css").glob("*.css"))
    assert style_problems(*own, sites["ar"] / "css/tokens.css") == []


def test_a_physical_property_is_found(tmp_path: Path) -> None:
    sheet = tmp_path / "physical.css"
    sheet.write_text("p { margin-left: 1rem; text-align: right }\n", encoding="utf-8")
    assert len(style_problems(sheet)) >= 2


@pytest.mark.parametrize("width", [320, 1440])
def test_a_site_without_news_fills_the_window(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    root = write_site(tmp_path, {})
    build(root, at=AT)
    with served(root / "public") as host:
        for path in ("/", "/no/such/page"):
            with opened(chromium, host, path, width) as (page, *_):
                foot = page.locator(".colophon").evaluate(
                    "foot => foot.getBoundingClientRect().bottom"
                )
                assert foot == 900
                assert page.evaluate("document.documentElement.scrollHeight") == 900
                assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1440])
def test_a_name_without_end_makes_no_page_wider(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    name = "بلا" * 30
    files = {
        "content/articles/a.md": article(name * 3, author=name, category=name, tags=f"[{name}]")
    }
    root = write_site(tmp_path, files, SETTINGS)
    build(root, at=AT)
    pages = sorted((root / "public").rglob("index.html"))
    with served(root / "public") as host:
        for page_file in pages:
            address = f"/{page_file.relative_to(root / 'public').parent}/"
            with opened(chromium, host, address, width) as (page, *_):
                assert page.evaluate("document.documentElement.scrollWidth") == width, address


def test_a_small_lead_picture_is_shown_as_large_as_it_is(chromium: Browser, tmp_path: Path) -> None:
    pictured = article("خبر", image="small.jpg", image_alt="مربع")
    root = write_site(tmp_path, {"content/articles/a.md": pictured})
    draw_into(root / "content/articles/small.jpg", size=(400, 300))
    build(root, at=AT)
    with served(root / "public") as host:
        for window, shown in ((1440, 400), (320, 288)):
            with opened(chromium, host, "/articles/a/", window) as (page, *_):
                box = page.locator(".lead-picture img").bounding_box()
                assert box
                assert (box["width"], box["height"]) == (shown, shown * 3 / 4)
                assert box["x"] == (window - shown) / 2


def test_a_headline_that_begins_in_latin_is_read_from_right_to_left(
    chromium: Browser, tmp_path: Path
) -> None:
    title = "OpenAI تطلق نموذجًا جديدًا"
    root = write_site(tmp_path, {"content/articles/a.md": article(title, category="C++")})
    build(root, at=AT)
    with (
        served(root / "public") as host,
        opened(chromium, host, "/articles/a/", 1440) as (page, *_),
    ):
        assert page.evaluate(PLACES, ["h1", "OpenAI"]) > page.evaluate(PLACES, ["h1", "تطلق"])
        for where in (".sections", ".breadcrumb", ".colophon"):
            assert page.evaluate(PLACES, [where, "C"]) < page.evaluate(PLACES, [where, "++"])


def test_a_pale_page_is_found(visit: Visit) -> None:
    with visit("ar", "/articles/all/") as (page, *_):
        page.evaluate("document.querySelector('.story-summary').style.color = '#bbb'")
        found = violations(page)
        assert [one.partition(":")[0] for one in found] == ["color-contrast"]
        assert "story-summary" in found[0]


def test_a_faulty_page_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>x</title><img src=x>")
    assert markup_problems(tmp_path)


def test_an_english_site_is_the_same_design_mirrored(visit: Visit) -> None:
    edges = "document.querySelector('.brand').getBoundingClientRect()"
    with visit("ar", "/articles/", 1440) as (page, *_):
        right = page.evaluate(f"innerWidth - {edges}.right")
    with visit("en", "/articles/", 1440) as (page, *_):
        assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
        assert abs(page.evaluate(f"{edges}.left") - right) < 1


def test_breaking_news_leads_the_front_page_and_stands_nowhere_else(visit: Visit) -> None:
    with visit("ar", "/") as (page, *_):
        strip = page.get_by_role("region", name="عاجل").get_by_role("listitem")
        assert strip.all_inner_texts() == [
            "زلزال بقوة 5.1 درجات يضرب السواحل",
            "خبر C++ 3.1 الآن",
        ]
        links = page.locator("main .card-title a").all()
        addresses = [link.get_attribute("href") for link in links]
        assert len(addresses) == len(set(addresses)) == 1 + 4 + 8 + 3 * 5
        assert addresses[0] == "/articles/all/"
        assert "/articles/now/" not in addresses


def test_the_masthead_tells_the_day_in_both_calendars(visit: Visit) -> None:
    with visit("ar", "/") as (page, *_):
        assert page.locator(".edition").inner_text().split("\n") == [
            "الخميس ١ فبراير ٢٠٢٩",
            "١٧ رمضان ١٤٥٠ هـ",
        ]
    with visit("ar", "/articles/") as (page, *_):
        assert page.locator(".edition").count() == 0


def test_a_correction_is_told_at_the_head_and_at_the_foot(visit: Visit) -> None:
    with visit("ar", "/articles/all/") as (page, *_):
        page.get_by_role("link", name="صُحّح").click()
        assert page.url.endswith("#corrections")
        box = page.get_by_role("region", name="تصويب")
        assert "صُحح الرقم في الفقرة الأولى" in box.inner_text()


def test_a_long_story_has_contents_that_lead_to_its_sections(visit: Visit) -> None:
    with visit("ar", "/articles/all/", 320) as (page, *_):
        link = page.get_by_role("link", name="الثالث")
        assert not link.is_visible()
        page.get_by_text("في هذا المقال").click()
        link.click()
        assert page.evaluate("document.querySelector(':target').innerText") == "الثالث"
    with visit("ar", "/articles/all/", 1440) as (page, *_):
        assert page.get_by_role("link", name="الثالث").is_visible()


def test_a_wide_table_scrolls_within_itself(visit: Visit) -> None:
    with visit("ar", "/articles/all/", 320) as (page, *_):
        frame = page.locator(".prose .table")
        assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
        frame.focus()
        scrolled = "frame => new Promise(done => frame.addEventListener('scroll', done))"
        frame.evaluate(f"frame => {{ window.scrolled = ({scrolled})(frame) }}")
        page.keyboard.press("ArrowLeft")
        page.evaluate("scrolled.then(() => true)")
        assert frame.evaluate("frame => frame.scrollLeft") < 0


def test_a_story_can_be_shared_without_any_script_of_others(visit: Visit) -> None:
    with visit("ar", "/articles/all/", runs_script=False) as (page, *_):
        links = page.locator(".share a").all()
        hosts = [str(link.get_attribute("href")).split("?")[0] for link in links]
        assert hosts == [
            "https://wa.me/",
            "https://x.com/intent/post",
            "https://t.me/share/url",
            "https://www.facebook.com/sharer/sharer.php",
            "mailto:",
        ]
        assert not page.get_by_text("نسخ الرابط").is_visible()


def test_the_address_of_a_story_can_be_copied(visit: Visit) -> None:
    with visit("ar", "/articles/all/") as (page, *_):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button = page.get_by_role("button", name="نسخ الرابط")
        button.click()
        page.get_by_role("button", name="نُسخ الرابط").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "https://news.example/articles/all/"


def test_sections_scroll_without_script_and_none_is_out_of_reach(visit: Visit) -> None:
    with visit("ar", "/", 320, runs_script=False) as (page, *_):
        last = page.locator(".sections a").last
        last.focus()
        box = last.bounding_box()
        assert box
        assert 0 <= box["x"] <= 320 - box["width"]


def test_a_printed_story_is_a_story_alone(visit: Visit) -> None:
    with visit("ar", "/articles/all/") as (page, *_):
        page.emulate_media(media="print")
        for hidden in (".sections", ".contents", ".share", ".related", ".colophon nav"):
            assert not page.locator(hidden).is_visible()
        assert page.locator("h1").is_visible()


def test_tokens_of_the_settings_colour_the_site(visit: Visit) -> None:
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
    for scheme, colour in (("light", "#0b5c4a"), ("dark", "#7fd1b9")):
        with visit("ar", "/", 768, scheme) as (page, *_):
            assert page.evaluate(accent) == colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_edition_is_small_and_loads_nothing_but_its_words(
    sites: Mapping[str, Path], visit: Visit, scheme: str
) -> None:
    assert all(file.stat().st_size < 15_000 for file in (sites["ar"] / "lite").rglob("*.html"))
    with visit("ar", "/lite/articles/all/", 320, scheme) as (page, status, complaints):
        assert status == 200
        assert complaints == []
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator("img, script, picture").count() == 0
        loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        assert [name.split("/")[-1].split("?")[0] for name in loaded] == ["lite.css", "favicon.svg"]


def test_a_story_costs_little(visit: Visit, sites: Mapping[str, Path]) -> None:
    story = (sites["ar"] / "articles/all/index.html").stat().st_size
    sheet = (REPOSITORY / "static/css/newsgen.css").stat().st_size
    script = (REPOSITORY / "static/js/newsgen.js").stat().st_size
    assert story + sheet < 60_000
    assert script < 10_000
    with visit("ar", "/articles/all/") as (page, *_):
        assert fonts(page) == ["newsgen-naskh.woff2", "newsgen-sans.woff2"]
    files = (REPOSITORY / "static/fonts").glob("*.woff2")
    assert sum(file.stat().st_size for file in files) < 70_000


def fonts(page: Page) -> list[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return sorted({name.split("/")[-1].split("?")[0] for name in names if ".woff2" in name})
