"""Content files: bytes → articles and pages, or located problems."""

from array import array
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import read_article, read_page, read_profile

from newsgen.content.articles import Reading, body_of, decode, digest, read_articles, unread
from newsgen.content.terms import (
    ENOUGH,
    OPENING,
    TERMS_KEPT,
    term_id,
    terms_of,
    terms_of_read,
)
from newsgen.language.body_parts import body_parts
from newsgen.language.dates import FOR_EVER
from newsgen.language.images import file_name
from newsgen.language.markup import Body
from newsgen.words.model import Article, Correction, Moment, Named, Picture, Profile, StaticPage
from newsgen.words.problems import Problem

RIYADH = ZoneInfo("Asia/Riyadh")
WHOLE = """\
---
title: خَبَرَيْن عاجل
summary: ملخص الخبر
date: 2024-10-15
updated: 2024-10-16T09:30:00Z
category: سياسة
tags: [الصين, روسيا, الصين]
author: [ليلى, عمر]
source: رويترز
related: ["شي: الصين", أخرى, أخرى]
slug: خبر
weight: +3
pin_until: 2024-10-20
breaking_until: 2024-10-16T10:00
corrections:
  - date: 2024-10-16
    text: صُحح اسم الوزير
seed: 000_5387420c12eebd77.txt
import_digest: d03d0446cb246a88
---

## عنوان فرعي

نص الخبر، وفيه سبع كلمات لا غير.

شاهد أيضا: شي جين بينغ
"""


def reading(text: str, source: str = "articles/a.md") -> Reading:
    return read_article(text.encode(), source, f"content/{source}", RIYADH)


def article(text: str, source: str = "articles/a.md") -> Article:
    value, problems, _ = reading(text, source)
    assert not problems
    assert isinstance(value, Article)
    return value


def told(text: str) -> list[str]:
    value, problems, _ = reading(text)
    assert value is None
    return [str(problem) for problem in problems]


def test_an_article_is_all_that_its_file_says() -> None:
    found = article(WHOLE)
    assert found._replace(digest=b"", card_digest=b"", published=None, updated=None) == Article(
        source="articles/a.md",
        slug="خبر",
        title="خَبَرَيْن عاجل",
        title_key="خبرين عاجل",
        summary="ملخص الخبر",
        published=None,
        updated=None,
        category="سياسة",
        tags=("الصين", "روسيا"),
        authors=("ليلى", "عمر"),
        origin="رويترز",
        story="",
        named=(Named("شي: الصين", "شي الصين"), Named("أخرى", "اخري")),
        see_also=(Named("شي جين بينغ", "شي جين بينغ"),),
        links=(),
        seed="000_5387420c12eebd77.txt",
        aliases=(),
        former_titles=(),
        images=(),
        weight=3,
        pinned_until=1_729_458_000,  # the end of that day in Riyadh
        breaking_until=1_729_062_000,
        corrections=(
            Correction(Moment(1_729_026_000, "2024-10-16T00:00:00+03:00"), "صُحح اسم الوزير"),
        ),
        image=None,
        body_images=(),
        draft=False,
        word_count=12,
        digest=b"",
        card_digest=b"",
    )
    assert found.published
    assert found.updated
    assert found.published.local == "2024-10-15T00:00:00+03:00"
    assert found.updated.local == "2024-10-16T12:30:00+03:00"


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("weight: 11", "3:9: error: weight: '11' is not a whole number from -10 to 10"),
        ("weight: 1.5", "3:9: error: weight: '1.5' is not a whole number from -10 to 10"),
        ("pin_until: غدًا", "3:12: error: pin_until: 'غدًا' is not a date"),
        ("pin_until: 9999-12-32", "is no day or time of the calendar"),
        ("corrections: صُحح", "3:14: error: 'corrections' must be a list"),
        ("corrections: [صُحح]", "3:15: error: 'corrections[1]' must be lines of 'key: value'"),
        ("corrections:\n  - date: 2024-10-16", "4:5: error: 'corrections[1].text' is missing"),
        ("corrections:\n  - {date: أمس, text: x}", "4:12: error: date: 'أمس' is not a date"),
        ("corrections:\n  - {date: 2024-10-16, txet: x}", "did you mean 'text'?"),
    ],
)
def test_a_mistake_in_what_the_desk_says_of_a_story_is_told(lines: str, complaint: str) -> None:
    found = told(f"---\ntitle: خبر\n{lines}\n---\n")
    assert any(complaint in one for one in found), found


def test_a_story_may_be_pinned_for_ever() -> None:
    assert article("---\ntitle: خبر\npin_until: 9999-12-31\n---\n").pinned_until == FOR_EVER


def test_a_profile_tells_of_a_term() -> None:
    content = "---\ntitle: ليلى حسن\nsummary: تكتب عن النفط\nrole: محررة\n---\nنص\n".encode()
    value = read_profile(content, "authors/layla.md", "content/authors/layla.md").value
    assert value == Profile(
        "authors/layla.md",
        "authors",
        "ليلى حسن",
        "تكتب عن النفط",
        "محررة",
        see_also=(),
        links=(),
        body_images=(),
        digest=digest(content),
    )
    value, problems, _ = read_profile(b"---\nslug: x\n---\n", "tags/a.md", "content/tags/a.md")
    assert value is None
    assert [problem.code for problem in problems] == ["unknown-key", "missing-key"]


def test_an_article_names_its_pictures() -> None:
    front = "image: images/sea.jpg\nimage_alt: البحر\nimage_caption: عند الغروب\nimage_credit: واس"
    body = '![أ](<p/a b.png> "ب") و![](https://x.example/c.png) و![ج](p/a%20b.png)'
    found = article(f"---\ntitle: خبر\n{front}\n---\n{body}\n")
    assert found.image == Picture("images/sea.jpg", "البحر", "عند الغروب", "واس")
    assert [file_name(address) for address in found.body_images] == ["p/a b.png", "p/a b.png"]


@pytest.mark.parametrize(
    "path", ["https://a.example/b.jpg", "//a.example/b.jpg", "data:image/png,"]
)
def test_a_picture_from_elsewhere_is_a_problem_with_its_place(path: str) -> None:
    text = f'---\ntitle: خبر\nimage: "{path}"\n---\n'.encode()
    reading = read_article(text, "articles/a.md", "content/articles/a.md", ZoneInfo("UTC"))
    assert [(p.line, p.column, p.code) for p in reading.problems] == [(3, 8, "wrong-value")]


def test_words_about_a_picture_need_one() -> None:
    text = "---\ntitle: خبر\nimage_alt: بحر\nimage:\nimage_credit: واس\n---\n".encode()
    reading = read_article(text, "articles/a.md", "content/articles/a.md", ZoneInfo("UTC"))
    told = sorted((p.line, p.column, p.code) for p in reading.problems)
    assert told == [(3, 1, "missing-key"), (5, 1, "missing-key")]


def test_a_title_is_enough() -> None:
    found = article("---\ntitle: خبر\n---\n")
    assert (found.title, found.summary, found.published, found.word_count) == ("خبر", "", None, 0)


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("articles/قمة-بريكس.md", "قمة-بريكس"),
        ("articles/2024/خَبَرَيْن عاجل!.md", "خبرين-عاجل"),
        ("articles/a.b.md", "a-b"),
        ("articles/000_5387420c12eebd77.md", "000-5387420c12eebd77"),
    ],
)
def test_without_a_slug_the_name_of_the_file_is_it(source: str, slug: str) -> None:
    assert article("---\ntitle: x\n---\n", source).slug == slug


def test_a_file_name_without_letters_gives_its_identity() -> None:
    assert len(article("---\ntitle: x\n---\n", "articles/؟.md").slug) == 8


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends_make_no_difference(mark: str, end: str) -> None:
    same = article((mark + WHOLE).replace("\n", end))
    plain = article(WHOLE)
    assert same._replace(digest=b"") == plain._replace(digest=b"")
    assert body_of((mark + WHOLE).replace("\n", end).encode(), "x") == body_of(WHOLE.encode(), "x")


@pytest.mark.parametrize(
    ("content", "place", "byte"),
    [
        ("خبر".encode() + b"\xff", (1, 4), "0xff"),
        ("---\ntitle: خبر ".encode() + b"\xe2\x28\xa1\n---\n", (2, 12), "0xe2"),
        (b"\xef\xbb\xbf" + "خبر".encode() + b"\xfe", (1, 4), "0xfe"),
        ("خبر عاجل".encode("cp1256"), (1, 1), "0xce"),
        ("خبر".encode("utf-16"), (1, 1), "0xff"),
        (b"ok\r\n" + "خ".encode() + b"\xd8", (2, 2), "0xd8"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_located(
    content: bytes, place: tuple[int, int], byte: str
) -> None:
    problem = decode(content, "content/a.md")
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == place
    assert problem.message == f"byte {byte} is not UTF-8"
    assert read_article(content, "a.md", "content/a.md", RIYADH) == Reading(None, (problem,))
    assert read_page(content, "a.md", "content/a.md") == Reading(None, (problem,))
    assert body_of(content, "content/a.md") == Body((), "")


def test_an_empty_file_and_one_without_front_matter_are_told() -> None:
    assert told("") == [
        "content/articles/a.md: error: the file is empty (write it or delete it) [empty-file]"
    ]
    assert told("نص")[0].startswith(
        "content/articles/a.md:1:1: error: the file does not start with front"
    )
    assert told("---\ntitle: x\n")[0].startswith(
        "content/articles/a.md:1:1: error: the front matter has no end"
    )


def test_an_update_before_the_date_is_refused_where_it_stands() -> None:
    head = "---\ntitle: x\ndate: 2024-10-15\ncategory: س\nupdated: 2024-10-14\n---\n"
    assert told(head) == [
        "content/articles/a.md:5:1: error: 'updated' is before 'date' [wrong-date]"
    ]


def test_an_update_on_the_same_day_in_another_zone_may_still_be_before() -> None:
    assert article(
        "---\ntitle: x\ndate: 2024-10-15T00:30+03:00\nupdated: 2024-10-14T21:30Z\n---\n"
    ).updated
    assert told("---\ntitle: x\ndate: 2024-10-15T00:30+03:00\nupdated: 2024-10-14T21:29Z\n---\n")


def test_an_update_alone_leaves_an_article_undated() -> None:
    found = article("---\ntitle: x\nupdated: 2024-10-14\n---\n")
    assert found.published is None
    assert found.updated


def test_a_date_that_cannot_be_read_is_the_only_thing_told_of_it() -> None:
    (problem,) = told("---\ntitle: x\ndate: غدا\nupdated: 2024-10-14\n---\n")
    assert problem.startswith("content/articles/a.md:3:7: error: date: 'غدا' is not a date;")


def test_problems_of_dates_are_told_together_with_the_others() -> None:
    problems = told("---\ndraft: maybe\ndate: 2024-10-15\nupdated: 2024-10-14\n---\n")
    assert [problem.partition(": ")[0].rpartition(".md:")[2] for problem in problems] == [
        "2:8",
        "2:1",
        "4:1",
    ]


def test_terms_are_stems_and_the_words_of_the_title_weigh_most() -> None:
    text = "---\ntitle: الصين وروسيا\nsummary: الصين\n---\nوالصين نص\n\n## الصين\n"
    terms = terms_of_article(text)
    assert sorted(terms, key=lambda name: -terms[name]) == list(
        map(term_id, ("صين", "روسيا", "نص"))
    )
    assert list(terms) == sorted(terms)


def test_the_terms_of_a_long_article_are_only_the_heaviest() -> None:
    words = " ".join(f"كلمة{'ابتثجحخدذر'[n % 10]}{'سشصضطظ'[n // 10]}" for n in range(60))
    terms = terms_of_article(f"---\ntitle: عنوان\n---\n{words}\n\n{words}\n")
    assert len(terms) == TERMS_KEPT < 60
    assert max(terms, key=lambda name: terms[name]) == term_id("عنو")


def test_of_the_words_after_the_opening_only_repeated_ones_tell() -> None:
    opening = "من " * OPENING
    terms = terms_of_article(f"---\ntitle: عنوان\n---\n{opening} نفط غاز نفط\n")
    assert set(terms) == {term_id("عنو"), term_id("نفط")}


PIECES = (
    *"نفط النفط غاز ## - 1. > ** * _ ` | & < <b> </b> [[نفط|غاز]] [نفط](http://a.example/b)".split(),
    *"http://a.example &amp; &#65; 3-1 +966 C++ ﷺ ![نفط](/a.png) شاهد أيضًا: غاز".split(" "),
    *("\n", "\n\n", "\n\n", "  \n", "\u2009", "\u061c", "شاهد أيضًا: نفط"),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_terms_of_a_body_that_was_just_read_are_those_of_the_kept_one(text: str) -> None:
    terms_of_article(f"---\ntitle: عنوان\n---\n{text}\n")


def test_only_the_first_words_of_a_long_article_tell() -> None:
    within = terms_of_article(f"---\ntitle: عنوان\n---\nنفط {'من ' * (ENOUGH - 2)} نفط\n")
    beyond = terms_of_article(f"---\ntitle: عنوان\n---\nنفط {'من ' * (ENOUGH - 1)} نفط\n")
    assert within[term_id("نفط")] > beyond[term_id("نفط")]


def terms_of_article(text: str) -> dict[int, int]:
    """The weights of an article's stems by their names, in the order in which they are kept."""
    found, _, body = reading(text)
    assert isinstance(found, Article)
    terms = terms_of(found.title, found.summary, body_parts(body))
    assert terms_of_read(found.title, found.summary, body) == terms
    return dict(zip(array("I", terms.ids), terms.weights, strict=True))


def test_the_card_changes_only_with_what_a_card_shows() -> None:
    card = article(WHOLE).card_digest
    for same in ("نص الخبر", "رويترز", "ليلى", "updated: 2024-10-16"):
        changed = article(
            WHOLE.replace(same, same + "0" if "2024" not in same else "updated: 2024-10-17")
        )
        assert changed.card_digest == card
        assert changed.digest != article(WHOLE).digest
    for shown in ("عاجل", "ملخص", "slug: خبر", "سياسة"):
        assert article(WHOLE.replace(shown, shown + "ا")).card_digest != card
    assert article(WHOLE.replace("2024-10-15", "2024-10-14")).card_digest != card


def test_articles_that_are_read_together_are_read_as_one_by_one() -> None:
    texts = [WHOLE, "لا شيء", WHOLE.replace("عاجل", "هام"), "---\nslug: x\n---\n", WHOLE]
    together = [unread(text.encode(), f"articles/{at}.md", "a") for at, text in enumerate(texts)]
    readings = read_articles(together, RIYADH)
    assert [reading.value is None for reading in readings] == [False, True, False, True, False]
    assert readings == [read_articles([one], RIYADH)[0] for one in together]


def test_a_page_has_a_title_and_a_slug() -> None:
    content = "---\ntitle: من نحن\nsummary: عنا\n---\nنص\n".encode()
    assert read_page(content, "pages/about us.md", "content/pages/about us.md") == Reading(
        StaticPage(
            "pages/about us.md",
            "about-us",
            "من نحن",
            "عنا",
            draft=False,
            seed="",
            aliases=(),
            see_also=(),
            links=(),
            body_images=(),
            digest=digest(content),
        ),
        (),
        body_of(content, "content/pages/about us.md"),
    )
    hidden = read_page(b"---\ntitle: x\nslug: y\ndraft: true\n---\n", "pages/a.md", "a.md").value
    assert isinstance(hidden, StaticPage)
    assert (hidden.slug, hidden.draft) == ("y", True)
    value, problems, _ = read_page(b"---\ntags: [a]\n---\n", "pages/a.md", "content/pages/a.md")
    assert value is None
    assert [problem.code for problem in problems] == ["unknown-key", "missing-key"]


@settings(deadline=None)
@given(
    st.binary()
    | st.text().map(str.encode)
    | st.text("-\n: titledaugxخبر[]").map(lambda t: f"---\n{t}".encode())
)
def test_no_content_ever_raises(content: bytes) -> None:
    value, problems, _ = read_article(content, "articles/a.md", "content/articles/a.md", RIYADH)
    assert (value is None) == bool(problems)
    assert (read_page(content, "a.md", "a.md").value is None) == bool(
        read_page(content, "a.md", "a.md").problems
    )
    body_of(content, "a.md")


def test_corrections_stand_in_the_order_of_their_dates() -> None:
    late, early = "{date: 2024-05-03, text: ب}", "{date: 2024-05-02, text: أ}"
    text = f"---\ntitle: خبر\ncorrections: [{late}, {early}]\n---\nنص.\n"
    found = read_article(text.encode(), "articles/a.md", "a", RIYADH).value
    assert isinstance(found, Article)
    assert [one.text for one in found.corrections] == ["أ", "ب"]
