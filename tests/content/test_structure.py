"""What each line of a raw text is. The shapes of newsrooms are in cases/structure.md."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.structure import Line, read_structure

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_5387420c12eebd77.txt"
GIVEN = SEED.read_text("utf-8")
LINES = st.sampled_from(
    [
        "",
        "عنوان قصير",
        "فقرة تنتهي بنقطة.",
        "هل من سؤال؟",
        "شاهد أيضا: خبر",
        "اقرأ أيضًا",
        "أخبار ذات صلة",
        "وقال الوزير نعم",
    ]
)
TEXTS = st.text() | st.lists(LINES | st.text(), max_size=15).map("\n".join)


def roles(text: str) -> list[str]:
    return [line.role for line in read_structure(text) if line.role != "blank"]


def test_the_given_article_is_read_to_its_last_line() -> None:
    found = roles(GIVEN)
    assert Counter(found) == {
        "title": 1,
        "summary": 1,
        "heading": 14,
        "paragraph": 15,
        "see-also": 2,
        "related-label": 1,
        "related": 3,
    }
    with_pointer = ["heading", "see-also", "paragraph"]
    section = ["heading", "paragraph"]
    assert found == (
        ["title", "summary"]
        + section * 3
        + with_pointer
        + section * 8
        + with_pointer
        + [*section, "paragraph"]
        + ["related-label", "related", "related", "related"]
    )


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\u2028"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", " \t\n\u200f"),
        lambda text: text + "\n\n\n",
        lambda text: "\n\n" + text,
    ],
)
def test_the_given_article_is_read_the_same_in_any_disguise(disguise) -> None:
    plain = [line[1:] for line in read_structure(GIVEN) if line.role != "blank"]
    assert [line[1:] for line in read_structure(disguise(GIVEN)) if line.role != "blank"] == plain


def test_the_given_article_is_read_the_same_when_letters_are_taken_apart() -> None:
    apart = GIVEN.replace("أ", "ا\u0654").replace("آ", "ا\u0653").replace("ئ", "ي\u0654")
    assert read_structure(apart) == read_structure(GIVEN)


def test_every_line_tells_the_rule_that_decided_it() -> None:
    found = read_structure("عنوان\nملخص ينتهي بنقطة.\n\n\nعنوان فرعي\nنص قصير.\nنص آخر.")
    assert found[0] == Line(1, "عنوان", "title", "the first line")
    assert found[2] == Line(3, "", "blank", "empty")
    assert found[4] == Line(5, "عنوان فرعي", "heading", "no full stop, and text follows")
    assert found[5] == Line(6, "نص قصير.", "paragraph", "ends with a full stop")


@settings(deadline=None)
@given(TEXTS)
def test_every_line_of_any_text_has_a_number_a_role_and_a_rule(text: str) -> None:
    lines = read_structure(text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.rule for line in lines)
    assert all((line.role == "blank") == (not line.text) for line in lines)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_has_one_title_and_at_most_one_teaser_before_its_body(text: str) -> None:
    found = roles(text)
    assert Counter(found)["title"] == bool(found)
    assert Counter(found)["summary"] <= 1
    if "summary" in found:
        body = {"heading", "paragraph", "list", "wrapped"}
        assert not body & set(found[: found.index("summary")])


@pytest.mark.parametrize(
    "title",
    [
        "سعر الدولار اليوم الثلاثاء 15 أكتوبر 2024",
        "أسعار الذهب اليوم 15 أكتوبر 2024",
        "حصاد الأسبوع 7 أيار 2023",
        "ثورة 23 يوليو 1952",
        "اقتصاد الحرب",
        "رياضة الهجن",
        "الكاتب: حكاية رجل",
        "انتهى",
        "1984",
    ],
)
def test_a_first_line_that_a_sentence_follows_is_the_title_whatever_it_looks_like(
    title: str,
) -> None:
    text = f"{title}\n\nاستقر السعر أمام العملات في تعاملات اليوم وفق بيانات البنك المركزي."
    assert roles(text) == ["title", "paragraph"]
