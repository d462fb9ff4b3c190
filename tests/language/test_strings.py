"""The catalogue of visible words."""

from pathlib import Path

import pytest

from newsgen.language.strings import PLURAL_FORMS, catalogue, read_catalogue

STRINGS = Path(__file__).parent.parent.parent / "templates" / "strings"
ENTRIES = {
    "home": "الرئيسية",
    "page_of": "صفحة {n} من {total}",
    "items": {"one": "خبر واحد", "two": "خبران", "few": "{n} أخبار", "other": "{n} خبر"},
}


def test_a_text_is_found_by_its_key_and_filled_in() -> None:
    arabic = catalogue("ar", ENTRIES)
    assert arabic.text("home") == "الرئيسية"
    assert arabic.text("page_of", n=2, total=9) == "صفحة 2 من 9"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "خبر واحد"), (2, "خبران"), (3, "3 أخبار"), (11, "11 خبر"), (100, "100 خبر")],
)
def test_a_counted_noun_takes_the_form_of_its_number(count: int, shown: str) -> None:
    assert catalogue("ar", ENTRIES).counted("items", count, str(count)) == shown


def test_english_has_two_forms() -> None:
    english = catalogue("en", {"items": {"one": "{n} story", "other": "{n} stories"}})
    assert [english.counted("items", n, str(n)) for n in (0, 1, 2)] == [
        "0 stories",
        "1 story",
        "2 stories",
    ]


def test_an_unknown_key_is_told_with_the_closest_known_one() -> None:
    arabic = catalogue("ar", ENTRIES)
    with pytest.raises(KeyError, match="did you mean 'home'"):
        arabic.text("hom")
    with pytest.raises(KeyError, match="did you mean 'items'"):
        arabic.counted("item", 1, "1")


def test_a_broken_catalogue_is_located() -> None:
    entries, (problem,) = read_catalogue("home: الرئيسية\nnext: @", "strings/ar.yaml")
    assert entries == {}
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", 2, 7)
    assert read_catalogue("- a", "x")[1][0].code == "not-a-mapping"


def test_entries_that_are_no_texts_are_each_told() -> None:
    _, problems = read_catalogue("a: [1]\nb: {one: x}\nc: {other: x, some: y}\nd: نص", "x")
    assert [problem.message.split("'")[1] for problem in problems] == ["a", "b", "c"]


THEME = {"latest": "آخر الأخبار", "share_on": "شارك على {name}", "items": {"other": "{n} خبر"}}


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("latest: من {x}", "1:9: error: 'latest': nothing fills in {x} (double a brace"),
        ("latest: من { هنا", "1:9: error: 'latest': nothing fills in a brace alone (double a"),
        ("latest: من {}", "nothing fills in {} "),
        ("share_on: شارك في {site}", "nothing fills in {site} (known: {name}) [wrong-value]"),
        ("share_on: '{name.__class__}'", "nothing fills in {name.__class__} (known: {name})"),
        ("share_on: '{name:>99999999}'", "nothing fills in {name:>99999999} (known: {name})"),
        ("share_on: '{name!r}'", "nothing fills in {name!r} "),
        ("own: '{0}'", "nothing fills in {0} "),
        ("items: {other: '{m} خبر'}", "1:8: error: 'items': nothing fills in {m} (known: {n})"),
        ("other_items: {other: '{m} خبر'}", "nothing fills in {m} (known: {n})"),
        ("items: خبر", "1:8: error: 'items' must be plural forms with 'other', as in the theme"),
        ("latest: {other: خبر}", "'latest' must be a text, as in the theme"),
        ("items: {other: [x]}", "1:8: error: 'items' must be a text, or plural forms with 'other'"),
        ("items: {other: x, other: y}", "'items' must be a text, or plural forms with 'other'"),
        ("latest: أ\nlatest: ب", "2:1: error: the key 'latest' stands twice (keep one of them)"),
        ("latset: أ", "1:1: warning: the theme has no string 'latset' (did you mean 'latest'?)"),
        ("title: شي: الصين", "this is not YAML: a value that holds a colon must be quoted"),
        ("a: " + "[" * 50_000, "1:1: error: this holds more than 2000 lists and list items"),
    ],
)
def test_a_mistake_in_an_entry_is_told_with_its_place(entry: str, complaint: str) -> None:
    (problem,) = read_catalogue(entry, "strings/ar.yaml", THEME)[1]
    assert str(problem).startswith("strings/ar.yaml:")
    assert complaint in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "# لا شيء بعد",
        "",
        "share_on: شارك\nlatest: 'آخر {{الأخبار}}'",
        "items: {one: خبر, other: '{n} خبر'}",
        "latest_in_sport: آخر أخبار {team}\nkit: 'طقم'",
        "latest:",
    ],
)
def test_a_site_may_say_less_or_more_than_the_theme(text: str) -> None:
    assert read_catalogue(text, "strings/ar.yaml", THEME)[1] == ()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_catalogues_that_ship_are_whole(language: str) -> None:
    entries, problems = read_catalogue((STRINGS / f"{language}.yaml").read_text("utf-8"), language)
    assert not problems
    shipped = catalogue(language, entries)
    assert {*shipped.texts, *shipped.plurals} == set(entries)
    for key in shipped.plurals:
        for count in (0, 1, 2, 3, 11, 100):
            assert shipped.counted(key, count, str(count))


def test_the_shipped_languages_have_the_same_keys_and_arabic_all_of_its_forms() -> None:
    arabic, english = (
        read_catalogue((STRINGS / f"{name}.yaml").read_text("utf-8"), name)[0]
        for name in ("ar", "en")
    )
    assert set(arabic) == set(english)
    for forms in arabic.values():
        assert isinstance(forms, str) or set(forms) | {"zero"} == set(PLURAL_FORMS)
