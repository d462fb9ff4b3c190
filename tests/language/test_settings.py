"""newsgen.yaml: what it may say, and every mistake in it."""

import pytest

from newsgen.language.dates import FOR_EVER
from newsgen.language.settings import read_settings
from newsgen.words.config import (
    BreakingLine,
    Config,
    DateSettings,
    FrontSettings,
    Pin,
    SiteSettings,
    ThemeSettings,
)

WHOLE = """\
site:
  title: خَبَرَيْن
  tagline: "الخبر: وما وراءه"
  description: وصف
  base_url: https://user.github.io/a/b/
  language: ar
  timezone: Africa/Cairo
  aliases: [خبرين, Khabarayn]
build: {output: _site, import_seeds: false, publish: swap}
listings: {page_size: 7}
dates: {months: dual, digits: arabic, hijri: true}
slugs: {style: latin}
related:
  limit: 3
  backlinks: 2
  word_weight: 2
  tag_weight: 0
  category_weight: .5
  author_weight: .25
  recency_weight: 1
  half_life_days: 30
  title_weight: 8
  body_weight: .5
feeds: {limit: 10}
import: {columns: {title: العنوان, body: النص, slug: الرابط}}
front:
  secondaries: 2
  latest: 5
  block: 3
  weight_hours: 6
  quota: 1
  sections: [سياسة, رياضة]
  pins:
    - {article: قمة, until: 2024-10-15}
  breaking:
    - text: زلزال يضرب السواحل
      until: 2024-10-15T10:00
theme:
  light: {accent: "#0a5", line_strong: rgb(10 20 30 / 50%)}
  dark: {accent: tomato}
  logo: static/images/logo.svg
  headline_font: Tajawal
  headline_font_file: fonts/tajawal.woff2
lite: true
"""


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_settings(text, "newsgen.yaml")[1]]


def test_everything_that_the_file_may_say_is_read() -> None:
    config, problems = read_settings(WHOLE, "newsgen.yaml")
    assert not problems
    assert config.site == SiteSettings(
        "خَبَرَيْن",
        "الخبر: وما وراءه",
        "وصف",
        "https://user.github.io/a/b",
        "ar",
        "Africa/Cairo",
        ("خبرين", "Khabarayn"),
    )
    assert config.build == ("_site", False, "swap")
    assert config.listings == (7,)
    assert config.dates == DateSettings("dual", "arabic", hijri=True)
    assert config.slugs == ("latin",)
    assert config.related == (3, 2, 2.0, 0.0, 0.5, 0.25, 1.0, 30, 8.0, 2.0, 2.0, 0.5)
    assert config.feeds == (10,)
    assert config.imports.columns == (("title", "العنوان"), ("body", "النص"), ("slug", "الرابط"))
    assert config.front == FrontSettings(
        secondaries=2,
        latest=5,
        block=3,
        weight_hours=6.0,
        quota=1,
        sections=("سياسة", "رياضة"),
        pins=(Pin("قمة", 1_729_026_000),),  # the end of that day in Cairo
        breaking=(BreakingLine("زلزال يضرب السواحل", 1_728_975_600),),
    )
    assert config.theme == ThemeSettings(
        light=(("accent", "#0a5"), ("line_strong", "rgb(10 20 30 / 50%)")),
        dark=(("accent", "tomato"),),
        logo="images/logo.svg",
        headline_font="Tajawal",
        headline_font_file="fonts/tajawal.woff2",
    )
    assert config.lite is True
    assert config.house_names == ("خَبَرَيْن", "خبرين", "Khabarayn")


def test_a_title_is_enough_and_the_rest_has_defaults() -> None:
    config, problems = read_settings("site: {title: صحيفة}", "newsgen.yaml")
    assert not problems
    assert config == Config(SiteSettings("صحيفة"))


def test_what_a_site_shows_of_its_settings_is_clean_text_on_one_line() -> None:
    written = '"\\u200fصحيفة\\uffff\\x07  أولى\\u0085ثانية "'
    texts = f"title: {written}, tagline: {written}, description: {written}"
    breaking = f"front: {{breaking: [{{text: {written}, until: 2024-10-15}}]}}"
    config, problems = read_settings(f"site: {{{texts}}}\n{breaking}", "newsgen.yaml")
    assert not problems
    site = config.site
    shown = {site.title, site.tagline, site.description, config.front.breaking[0].text}
    assert shown == {"صحيفة أولى ثانية"}


@pytest.mark.parametrize("text", ["", "# لا شيء", "dates: {months: dual}"])
def test_without_a_site_there_is_no_title(text: str) -> None:
    assert told(text) == [
        "newsgen.yaml:1:1: error: 'site' is missing (write site: {title: …}) [missing-key]"
    ]


def test_a_site_without_a_title_is_refused() -> None:
    assert told("site:\n  language: ar\n")[0].endswith("'site.title' is missing [missing-key]")


@pytest.mark.parametrize("code", ["ar-", "-ar", "x", "abcd", "ar--EG", "ar-arabic"])
def test_a_code_that_browsers_refuse_is_no_language(code: str) -> None:
    assert "is not a language code" in told(f"site: {{title: x, language: '{code}'}}")[0]


@pytest.mark.parametrize("code", ["ar", "ar-EG", "ar-Arab-EG", "es-419", "ckb"])
def test_a_language_may_have_a_script_and_a_region(code: str) -> None:
    assert told(f"site: {{title: x, language: {code}}}") == []


@pytest.mark.parametrize(
    ("written", "code"), [("AR", "ar"), ("ar-sa", "ar-SA"), ("Ar-aRAB-eG", "ar-Arab-EG")]
)
def test_a_language_is_spelt_as_others_spell_it(written: str, code: str) -> None:
    config, problems = read_settings(f"site: {{title: x, language: {written}}}", "n")
    assert (config.site.language, problems) == (code, [])


def test_every_mistake_is_told_at_once_with_its_place() -> None:
    text = """\
site:
  title: صحيفة
  base_url: news.example
  language: عربي
  timezone: Asia/Riyad
  titel: x
dates:
  months: hijri
  digits: هندية
slugs:
  style: persian
listings:
  page_size: -1
related:
  limit: كثير
  word_weight: nan
  half_life_days: 0
build:
  import_seeds: yes
xyz: 1
site: {}
"""
    _, problems = read_settings(text, "newsgen.yaml")
    assert [f"{one.line}:{one.column} {one.message}" for one in problems] == [
        "3:13 base_url: 'news.example' is not an address such as https://example.com/news",
        "4:13 language: 'عربي' is not a language code such as ar or en",
        "5:13 timezone: 'Asia/Riyad' is not a time zone such as Asia/Riyadh",
        "6:3 unknown key 'site.titel'",
        "8:11 months: 'hijri' is not one of gregorian, levant, maghreb, dual",
        "9:11 digits: 'هندية' is not one of western, arabic",
        "11:10 style: 'persian' is not one of arabic, latin, id",
        "13:14 page_size: '-1' is not a whole number above 0",
        "15:10 limit: 'كثير' is not a whole number",
        "16:16 word_weight: 'nan' is not between 0 and 1000",
        "17:19 half_life_days: '0' is not a whole number above 0",
        "19:17 import_seeds: 'yes' is neither true nor false",
        "20:1 unknown key 'xyz'",
        "21:1 the key 'site' stands twice, first on line 1",
    ]
    hints = {one.line: one.hint for one in problems if one.hint}
    assert hints == {
        6: "did you mean 'title'?",
        20: (
            "known: build, dates, feeds, front, images, import, listings, lite, related,"
            " search, site, slugs, theme"
        ),
        21: "keep one of them",
    }


def test_where_a_problem_stands_the_default_is_used() -> None:
    config, problems = read_settings("site: {title: x, timezone: Mars}\nfeeds: {limit: 0}", "n")
    assert len(problems) == 2
    assert config == Config(SiteSettings("x"))


@pytest.mark.parametrize(
    "address",
    [
        "news.example",
        "ftp://news.example",
        "https://",
        "https:///news",
        "//news.example",
        "https://news.example/?a=b",
        "https://news.example/#a",
        "http://[::1",
        "https://..عربي",
        "https://-عربي-.com",
        "https://-a.com",
        "https://a..com",
        "https://\u200fa.com",
        "https://ex ample.com",
        "https://ex\\tample.com",
        "https://a'b.com",
        'https://a\\"b.com',
        "https://a\\\\b.com",
        "https://me@e.com",
        "https://e.com:99999",
        "https://e.com:x",
        "https://e.com/../x",
        "https://e.com/a/.",
        "https://e.com/%2E%2e/x",
        "https://e.com//x",
        "https://e.com/a b",
        "https://e.com/?",
        "https://" + "ع" * 70 + ".com",
    ],
)
def test_an_address_that_no_site_lives_at_is_refused(address: str) -> None:
    (problem,) = told(f'site: {{title: x, base_url: "{address}"}}')
    assert problem.startswith("newsgen.yaml:1:28: error: base_url: ")


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000",
        "https://أخبار.example/م",
        "https://أخبار.السعودية:8443/م/ن",
        "https://x.io/a/",
        "HTTPS://X.io./%D9%85/~a/b.c/",
        "http://[::1]:8000",
        "http://127.0.0.1:8000",
        "https://a_b.x-y.io",
        "https://x.io:",
    ],
)
def test_an_address_loses_only_its_last_slash(address: str) -> None:
    config, problems = read_settings(f"site: {{title: x, base_url: '{address}'}}", "n")
    assert not problems
    assert config.site.base_url == address.rstrip("/")


@pytest.mark.parametrize(
    "zone", ["Asia", "../etc/passwd", "/etc/localtime", "GMT+3", "''", '"\\0"', "الرياض"]
)
def test_a_time_zone_must_be_real(zone: str) -> None:
    (problem,) = told(f"site: {{title: x, timezone: {zone}}}")
    assert "is not a time zone such as Asia/Riyadh" in problem


@pytest.mark.parametrize("zone", ["Asia/Riyadh", "America/New_York", "UTC"])
@pytest.mark.parametrize(
    ("until", "end"),
    [
        ("9999-12-31", FOR_EVER),
        ("٩٩٩٩-١٢-٣١", FOR_EVER),
        ("9999-12-31T23:59Z", FOR_EVER),
        ("0001-01-01", 0),
        ("0001-01-01T00:00Z", 0),
    ],
)
def test_an_end_beyond_the_calendar_is_for_ever_or_over(zone: str, until: str, end: int) -> None:
    front = f"{{pins: [{{article: a, until: {until}}}], breaking: [{{text: b, until: {until}}}]}}"
    config, problems = read_settings(f"site: {{title: x, timezone: {zone}}}\nfront: {front}", "n")
    assert not problems
    for one in (*config.front.pins, *config.front.breaking):
        assert one.until >= end - 60 if end else one.until <= 0


def test_yaml_that_is_none_is_located() -> None:
    assert told("site:\n  title: خبر: عاجل\n") == [
        (
            "newsgen.yaml:2:13: error: this is not YAML: a value that holds a colon must be quoted "
            '(write title: "خبر: عاجل") [yaml-syntax]'
        )
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("theme: {light: {accent: 'red; } body { display: none'}}", "is not a colour"),
        ("theme: {light: {accnet: red}}", "did you mean 'accent'?"),
        ("theme: {headline_font: 'a\"; x: y'}", "is not the name of a font"),
        ("theme: {logo: ../secret.svg}", "is not the path of a file under static/"),
        ("theme: {logo: 'https://example.com/logo.svg'}", "is not the path of a file"),
        ("front: {pins: [قمة]}", "2:16: error: 'pins[1]' must be lines of 'key: value'"),
        ("front: {pins: [{article: قمة}]}", "2:16: error: 'pins[1].until' is missing"),
        ("front: {pins: [{article: قمة, until: غدًا}]}", "'غدًا' is not a date"),
        ("front: {quota: -1}", "'-1' is not a whole number"),
        ("lite: نعم", "2:7: error: lite: 'نعم' is neither true nor false"),
    ],
)
def test_a_mistake_in_the_look_of_the_site_is_told(line: str, complaint: str) -> None:
    found = told(f"site: {{title: صحيفة}}\n{line}\n")
    assert len(found) == 1
    assert complaint in found[0]
