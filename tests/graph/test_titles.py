"""Titles find their articles, and never another's. Headlines: cases/titles*.md."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from titled import Record

from newsgen.graph.titles.known_names import Resolver, resolver
from newsgen.graph.titles.records import Candidate, Resolution
from newsgen.graph.titles.reports import problems
from newsgen.graph.titles.resolving import find_each, resolve
from newsgen.language.arabic import clean, fold

CASES = Path(__file__).parent.parent / "cases"
HOUSE = ("خبرين", "شبكة خبرين")
LEAST_SHARE_FOUND = 0.95


class Case(NamedTuple):
    """A title as named, and the titles of articles: the one that it means, or those it does not."""

    kind: str
    name: str
    meant: tuple[str, ...]
    others: tuple[str, ...]


def read_cases(name: str) -> list[Case]:
    text = (CASES / name).read_text(encoding="utf-8")
    cases = []
    for kind, block in re.findall(
        r"^## ([^\n]+)\n\n````\n(.*?)\n````$", text, re.MULTILINE | re.DOTALL
    ):
        for group in block.split("\n\n"):
            named, *lines = group.split("\n")
            assert {line[:2] for line in lines} in ({"= "}, {"≠ "}), group
            meant = tuple(clean(line[2:]) for line in lines if line[0] == "=")
            others = tuple(clean(line[2:]) for line in lines if line[0] == "≠")
            cases.append(Case(kind, clean(named), meant, others))
    return cases


def among(titles: Iterable[str]) -> Resolver[Record]:
    return resolver((Record(title, title, fold(title)) for title in dict.fromkeys(titles)), HOUSE)


def find(name: str, titles: Resolver[Record]) -> Resolution:
    return resolve(name, fold(name), titles)


FILES = ("titles.md", "titles-held-out.md", "titles-from-the-desk.md")


@pytest.mark.parametrize("file", FILES)
def test_no_title_is_taken_for_another(file: str) -> None:
    cases = read_cases(file)
    everything = among(title for case in cases for title in case.meant + case.others)
    wrong = [
        f"{where}: {case.name} → {found.source} ({found.rule})"
        for case in cases
        for where, titles in (
            ("alone", among(case.meant + case.others)),
            ("among all", everything),
        )
        if (found := find(case.name, titles)).source not in (None, *case.meant)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("file", FILES)
def test_titles_find_their_articles(file: str) -> None:
    cases = [case for case in read_cases(file) if case.meant]
    everything = among(title for case in read_cases(file) for title in case.meant + case.others)
    for where in ("alone", "among all"):
        missed = [
            case.name
            for case in cases
            if not find(case.name, among(case.meant) if where == "alone" else everything).source
        ]
        assert len(missed) <= (1 - LEAST_SHARE_FOUND) * len(cases), f"{where}: {missed}"


@pytest.mark.parametrize("file", FILES)
def test_what_is_found_soon_is_what_the_rules_say(file: str) -> None:
    cases = read_cases(file)
    everything = among(title for case in cases for title in case.meant + case.others)
    for case in cases:
        for titles in (among(case.meant + case.others), everything):
            names = [(name, fold(name)) for name in (case.name, *case.meant, *case.others)]
            soon = find_each(names, titles)
            for name, key in names:
                source = find(name, titles).source
                assert soon.get((name, key)) == (titles.by_source[source] if source else None), name


def test_the_cases_are_many_and_not_told_twice() -> None:
    cases = [case for file in FILES for case in read_cases(file)]
    assert len(cases) >= 500
    assert len({case.name for case in cases}) == len(cases)
    assert sum(1 for case in cases if case.others) >= 350


def test_a_missed_title_is_reported_with_the_title_that_was_meant() -> None:
    cases = [case for case in read_cases("titles.md") if case.meant]
    for case in cases:
        found = find(case.name, among(case.meant))
        if found.source is None:
            assert found.rule == "close", case.name
            assert found.candidates[0].title == case.meant[0]
            assert found.candidates[0].score >= 75


PLACED = (
    Record(
        "articles/a.md",
        "قمة الرياض",
        "قمه الرياض",
        "قمة-الرياض",
        ("/2019/05/summit.html", "/old/"),
        ("القمة تبدأ غدا في الرياض", "قمة مرتقبة"),
    ),
    Record(
        "articles/b.md",
        "قمة جدة",
        "قمه جده",
        "قمة-جدة",
        ("/articles/قمة-الرياض/",),
        ("قمة مرتقبة", "قمة الرياض"),
    ),
)


@pytest.mark.parametrize(
    ("name", "source", "rule"),
    [
        ("قمة الرياض", "articles/a.md", "title"),
        ("قمة-الرياض", "articles/a.md", "title"),
        ("/articles/قمة-الرياض/", "articles/a.md", "address"),
        ("/articles/قمة-الرياض", "articles/a.md", "address"),
        ("articles/قمة-الرياض/", "articles/a.md", "address"),
        ("/articles/%D9%82%D9%85%D8%A9-%D8%AC%D8%AF%D8%A9/", "articles/b.md", "address"),
        ("/articles/قمة-جدة/index.html?utm=1#comments", "articles/b.md", "address"),
        ("/news/articles/قمة-جدة/", "articles/b.md", "address"),
        ("https://example.org/news/articles/قمة-جدة/", "articles/b.md", "address"),
        ("HTTP://www.Example.org/news/articles/قمة-جدة", "articles/b.md", "address"),
        ("//example.org/news/articles/قمة-جدة", "articles/b.md", "address"),
        ("content/articles/b.md", "articles/b.md", "address"),
        ("articles/b.md", "articles/b.md", "address"),
        ("content/articles/c.md", None, "unknown"),
        ("/2019/05/summit.html", "articles/a.md", "address"),
        ("https://example.org/news/old/", "articles/a.md", "address"),
        ("القمة تبدأ غدًا في الرياض", "articles/a.md", "former"),
        ("عاجل: القمة تبدأ غدًا في الرياض", "articles/a.md", "bare"),
        ("قمة مرتقبة", None, "ambiguous"),
        ("https://elsewhere.org/articles/قمة-جدة/", None, "unknown"),
        ("/articles/لا-شيء/", None, "unknown"),
        ("https://[", None, "unknown"),
        ("/", None, "unknown"),
        ("", None, "unknown"),
        ("؟!…", None, "unknown"),
    ],
)
def test_an_article_answers_to_its_addresses_and_former_titles(
    name: str, source: str | None, rule: str
) -> None:
    found = resolve(name, fold(name), resolver(PLACED, HOUSE, "https://example.org/news"))
    assert (found.source, found.rule) == (source, rule)


def test_a_slug_finds_its_article_when_the_title_has_changed() -> None:
    titles = resolver([Record("a.md", "عنوان جديد تماما", "عنوان جديد تماما", "قمة-الدوحة")])
    assert find("قمة-الدوحة", titles) == Resolution("a.md", "address")


def test_a_slug_of_one_article_and_the_title_of_another_are_no_link() -> None:
    titles = resolver(
        [Record("a.md", "غزة اليوم", "غزه اليوم", "غزة"), Record("b.md", "غزة", "غزه", "غزة-2")]
    )
    assert find("غزة", titles).rule == "ambiguous"
    assert find("غزة اليوم", titles).source == "a.md"


def test_twins_are_told_apart_by_the_way_they_are_written_and_else_reported() -> None:
    titles = among(["زلزال يضرب عُمان", "زلزال يضرب عمّان"])
    assert find("زلزال يضرب عمّان", titles).source == "زلزال يضرب عمّان"
    found = find("زلزال يضرب عمان", titles)
    assert (found.source, found.rule) == (None, "ambiguous")
    assert [candidate.score for candidate in found.candidates] == [100, 100]


def test_two_articles_of_one_title_are_never_guessed() -> None:
    titles = resolver([Record(name, "طقس اليوم", "طقس اليوم") for name in ("b.md", "a.md")])
    found = find("طقس اليوم", titles)
    assert found.source is None
    assert [candidate.source for candidate in found.candidates] == ["a.md", "b.md"]


def test_an_equal_title_comes_before_a_former_one_a_label_and_a_beginning() -> None:
    short = "مجلس الأمن يصوت على وقف إطلاق النار"
    longer = f"{short} في السودان غدا الجمعة"
    titles = resolver(
        [
            Record("plain.md", short, fold(short)),
            Record("video.md", f"فيديو | {short}", fold(f"فيديو {short}")),
            Record("long.md", longer, fold(longer)),
            Record("former.md", "خبر آخر", fold("خبر آخر"), former_titles=(short,)),
        ],
        HOUSE,
    )
    assert find(short, titles) == Resolution("plain.md", "title")
    assert find(f"فيديو: {short}", titles).source == "video.md"
    assert find(f"{short} - خبرين", titles).source == "plain.md"
    assert find(f"صور: {short}", titles).source == "plain.md"


def test_a_name_with_a_slip_that_two_titles_could_mean_is_reported_with_both() -> None:
    titles = among(
        ["وفاة الممثل عبدالحميد الغرباوي في طنجة", "وفاة الممثل عبدالحميد الغرناوي في طنجة"]
    )
    found = find("وفاة الممثل عبدالحميد الغرلاوي في طنجة", titles)
    assert (found.source, found.rule, len(found.candidates)) == (None, "ambiguous", 2)


def test_a_cut_name_that_is_a_title_and_the_beginning_of_another_is_reported_with_both() -> None:
    short = "الرئيس التونسي يستقبل رئيسة الحكومة الإيطالية"
    titles = among([short, f"{short} لبحث ملف الهجرة"])
    assert find(short, titles).source == short
    assert find(f"{short}…", titles).rule == "ambiguous"
    assert find(f"{short}…", among([short])).source == short


def test_a_beginning_that_two_titles_share_is_reported_with_both() -> None:
    beginning = "الرئيس التونسي يستقبل رئيسة الحكومة الإيطالية"
    titles = among([f"{beginning} في قصر قرطاج", f"{beginning} لبحث الهجرة"])
    found = find(f"{beginning}…", titles)
    assert (found.source, found.rule, len(found.candidates)) == (None, "ambiguous", 2)


def test_a_house_name_goes_only_when_a_mark_sets_it_off() -> None:
    titles = resolver([Record("a.md", "تاريخ اللغة", "تاريخ اللغه")], ["العربية"])
    assert find("تاريخ اللغة | العربية", titles).source == "a.md"
    assert find("تاريخ اللغة العربية", titles).source is None


def test_a_title_that_is_only_a_house_name_or_a_label_stays_whole() -> None:
    titles = among(["خبرين", "فيديو | صور", "عاجل: خبرين"])
    for title in ("خبرين", "فيديو | صور", "عاجل: خبرين"):
        assert find(title, titles).source == title


def test_each_problem_says_what_to_do() -> None:
    meant = Candidate("articles/a.md", "قمة الرياض تبدأ", 93, "/articles/a/")
    other = Candidate("articles/b.md", "قمة الرياض تنتهي", 80, "/articles/b/")
    told = [
        str(problem)
        for resolution in (
            Resolution("articles/a.md", "title"),
            Resolution(None, "unknown"),
            Resolution(None, "close", (meant, other)),
            Resolution(None, "ambiguous", (meant, other)),
        )
        for problem in problems("قمة {الرياض}", resolution, "content/articles/c.md", 7)
    ]
    pair = "'قمة الرياض تبدأ' (articles/a.md, 93); 'قمة الرياض تنتهي' (articles/b.md, 80)"
    place = "content/articles/c.md:7: warning:"
    hints = (
        "(it is plain text, and links by itself when its article arrives) [unresolved-title]",
        "(if the first is meant, copy its title or name its address, /articles/a/) [near-title]",
        "(name the address of the one that is meant, such as /articles/a/) [ambiguous-title]",
    )
    assert told == [
        f"{place} no article is titled 'قمة {{الرياض}}' {hints[0]}",
        f"{place} no article is titled 'قمة {{الرياض}}'; near it: {pair} {hints[1]}",
        f"{place} several articles answer to 'قمة {{الرياض}}': {pair} {hints[2]}",
    ]
