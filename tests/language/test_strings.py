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
