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


TEASER = "جولة في شوارع المدينة بعد القصف الأخير الذي طال أحياءها"
REPORT = "خرج السكان صباح اليوم من الملاجئ بعد ليلة طويلة من القصف المتواصل على أحيائهم."


@pytest.mark.parametrize(
    "title",
    [
        "وفاة أحمد زكي",
        "عاجل: زلزال يضرب اليابان",
        "بيان وزارة الداخلية",
        "أسواق اليوم",
        "الهلال 3 - 1 الاتحاد",
        "فضل سورة الكهف يوم الجمعة",
        "تقرير من الميدان",
        "تقرير: إسرائيل تخطط لضربة",
        "تقرير - إسرائيل تخطط",
        "حوار: لا نخشى التغيير",
        "تحرير سعر الصرف",
        "إعداد الميزانية الجديدة",
        "كتب مدرسية جديدة",
        "صور: زلزال تركيا",
        "مصدر: لا مفاوضات",
        "زاوية: جديدة للنظر",
        "علامات: أولية على التعافي",
        "اشترك في البطولة 16 فريقا",
        "ثورة 23 يوليو 1952",
        "2011",
    ],
)
def test_a_first_line_that_only_looks_like_something_else_is_the_title(title: str) -> None:
    for gap in ("\n", "\n\n"):
        found = [line for line in read_structure(gap.join((title, TEASER, REPORT))) if line.text]
        assert [line.role for line in found][0::2] == ["title", "paragraph"]
        assert found[1].role in ("summary", "heading")


def test_a_kicker_is_told_by_the_byline_below_the_teaser_and_an_editor_should_look() -> None:
    text = f"سوق التحويلات\n{TEASER}\n{REPORT}\n7 مايو 2024\n{REPORT}"
    kicker, title, *_ = read_structure(text)
    assert (kicker.role, kicker.is_doubtful, title.role) == ("category", True, "title")


def test_a_short_title_set_off_from_a_headline_is_one_to_look_at() -> None:
    title, *_ = read_structure(f"سوق التحويلات\n\n{TEASER}\n{REPORT}")
    assert (title.role, title.is_doubtful) == ("title", True)


@pytest.mark.parametrize(
    "line",
    [
        "نص: بيان القمة",
        "متابعة: ملف النازحين",
        "مواضيع: السياسة والاقتصاد",
        "علامات: أولية",
        "باب: مفتوح للحوار",
        "صور: من داخل المخيم",
        "المؤلف: نجيب محفوظ",
    ],
)
def test_a_label_that_is_an_ordinary_word_announces_at_the_ends_of_a_text_only(line: str) -> None:
    in_the_middle = f"عنوان الخبر\n{REPORT}\n{REPORT}\n{line}\n{REPORT}\n{REPORT}"
    found = read_structure(in_the_middle)[3]
    assert (found.role, found.is_doubtful) == ("heading", True)
    at_the_end = f"عنوان الخبر\n{REPORT}\n{REPORT}\n{line}"
    assert read_structure(at_the_end)[3].role in ("author", "tags", "category", "caption")


def test_a_date_below_the_title_is_that_of_the_article_unless_a_later_one_heads_its_text() -> None:
    def first_date(below_title: str) -> str:
        text = f"محطات الحرب\n{below_title}\n{REPORT}\n27 أكتوبر 2023\n{REPORT}"
        return read_structure(text)[1].role

    assert first_date("7 أكتوبر 2023") == "heading"
    assert first_date("7 أكتوبر 2024") == "date"


@pytest.mark.parametrize("line", ["10:45", "(1)", "2011", "12 ألف", "5 دقائق", "7 أكتوبر 2023"])
def test_a_number_or_date_above_prose_is_its_heading(line: str) -> None:
    text = f"عنوان الخبر\n{REPORT}\n{REPORT}\n{line}\n{REPORT}"
    assert read_structure(text)[3].role == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "مسبار يهبط على القمر (فيديو)",
        "الصورة، كما يقول، قاتمة.",
        "وقال الوزير إن المحادثات مستمرة (رويترز).",
        "حدث في 12 مايو 1940",
        "موعد المباراة: 12 مايو 2024",
        "ولد في 12 يناير 1940",
        "48.50 | 48.60",
    ],
)
def test_what_looks_like_a_caption_or_a_date_in_the_middle_is_text(line: str) -> None:
    text = f"عنوان الخبر\n{REPORT}\n{REPORT}\n{line}\n{REPORT}\n{REPORT}"
    assert read_structure(text)[3].role in ("heading", "paragraph")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("قسم: الطوارئ", "category"),
        ("وزير الخارجية - القاهرة", "author"),
        ("س. خليفي", "author"),
        ("[ملاحظة من المحرر على النص]", "caption"),
        ("أحمر، أخضر، أزرق", "tags"),
        ("الأناضول", "source"),
        ("تنبيه: الطريق مغلق", "noise"),
    ],
)
def test_what_needs_no_clear_label_ends_a_text_but_heads_its_last_paragraph(
    line: str, role: str
) -> None:
    start = f"عنوان الخبر\n{REPORT}\n{REPORT}\n{line}"
    assert read_structure(start)[3].role == role
    assert read_structure(f"{start}\n{REPORT}")[3].role in ("heading", "paragraph")


def test_a_section_right_below_the_title_is_the_category_and_one_to_look_at() -> None:
    section = read_structure(f"عنوان الخبر\nالتعليم\n{REPORT}")[1]
    assert (section.role, section.is_doubtful) == ("category", True)
    section = read_structure(f"عنوان الخبر\n7 مايو 2024\nالتعليم\nشارك\n{REPORT}")[2]
    assert (section.role, section.is_doubtful) == ("category", False)


def test_a_line_of_the_page_below_an_article_does_not_hide_who_wrote_it() -> None:
    foot = "تحرير: باسل قنديل\nالملتقى – أسبوعية شاملة"
    assert read_structure(f"عنوان الخبر\n{REPORT}\n{REPORT}\n{foot}")[3].role == "author"


def test_notices_above_a_related_block_are_those_of_a_foot() -> None:
    foot = "الأناضول\n7 مايو 2024\nأخبار ذات صلة\nهبوط مركبة\nحريق في الميناء\nخبر ثالث"
    found = roles(f"عنوان الخبر\n{REPORT}\n{REPORT}\n{foot}")
    assert found[3:] == ["source", "date", "related-label", "related", "related", "related"]


def test_a_label_leads_in_to_short_lines_but_not_to_a_list_with_markers() -> None:
    rules = {
        line.rule for line in read_structure(f"عنوان\n{REPORT}\nالبنود:\n- أول\n- ثان\n- ثالث")
    }
    assert "a marker, and another in the line beside it" in rules
    assert "one of several short lines in a row" not in rules


@pytest.mark.parametrize("line", ["سامي علي 7 مايو 2024", "ثورة 23 يوليو 1952", "7 أكتوبر 2023"])
def test_a_date_below_the_title_that_stays_in_the_text_is_one_to_look_at(line: str) -> None:
    text = f"عنوان الخبر\n{line}\n{REPORT}\n27 أكتوبر 2023\n{REPORT}"
    found = read_structure(text)
    assert [one.role for one in found][1::2] == ["heading", "heading"]
    assert [one.is_doubtful for one in found][1::2] == [True, False]
