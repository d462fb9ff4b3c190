"""House words: what announces another story, and what only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.language.labels import (
    Pointer,
    is_related_label,
    is_see_also_label,
    related_title,
    see_also,
)

SEE_ALSO = (
    "شاهد ايضا|شاهد أيضا|شاهد أيضاً|شاهد أيضًا|شاهد ايضاً|شَاهِد أيضا|شـــاهد أيضا|"
    "اقرأ أيضا|إقرأ أيضاً|اقرا ايضا|طالع أيضا|تابع أيضا|انظر أيضا|أنظر أيضًا|"
    "اقرأ المزيد|شاهد المزيد|قد يهمك|قد يهمك أيضا|قد يعجبك|"
    "قد يعجبك أيضاً|للمزيد|لمزيد من التفاصيل|موضوع ذو صلة|"
    "شاهدوا أيضا|اقرئي أيضاً|اقرؤوا كذلك|تابعوا المزيد|قد يهمكم أيضًا|ربما يهمك|ربما يعجبك|"
    "للمزيد اقرأ|للمزيد من التفاصيل|للتفاصيل|خبر ذو صلة|مقال ذو صلة|تقرير ذو صلة|مادة ذات صلة"
).split("|")
RELATED = (
    "أخبار ذات صلة|اخبار ذات صله|مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة|تقارير ذات صلة|"
    "أخبار متعلقة|أخبار مشابهة|المزيد من الأخبار|"
    "قصص مرتبطة|مواد قد تهمك|عناوين قد تعجبك|روابط لها صلة|المزيد من المواضيع|ذات صلة"
).split("|")
PROSE = [
    'شاهد عيان يروي: "سمعت انفجارا"',
    "شاهد عيان يروي ما رآه",
    'كتب أحد المعلقين: "لا أصدق"',
    "شاهد أيضا كيف انتهت المباراة",
    "للمزيد من الحذر: أغلق الباب",
    "قد يهمك أن تعرف: السعر ارتفع",
    "ولم يشاهد أيضا: قال المصدر",
    "المصدر: رويترز",
    "إن هذا العنوان الطويل جدا الذي لا ينتهي أبدا مهما طال الكلام فيه: خبر",
    "",
    ":",
]


@pytest.mark.parametrize("label", SEE_ALSO)
@pytest.mark.parametrize(
    "separator", [":", " : ", " | ", "：", " - ", " – ", "..", "… ", " > ", "» "]
)
def test_a_see_also_line_gives_its_label_and_its_title(label: str, separator: str) -> None:
    line = f"{label}{separator}شي جين بينغ: الصين لا تخاف"
    assert see_also(line) == Pointer(label, "شي جين بينغ: الصين لا تخاف")
    assert not is_see_also_label(line)


@pytest.mark.parametrize("label", SEE_ALSO)
@pytest.mark.parametrize("ending", ["", ":", " :", "..."])
def test_a_see_also_label_may_stand_alone(label: str, ending: str) -> None:
    assert is_see_also_label(label + ending)
    assert not is_related_label(label + ending)


@pytest.mark.parametrize("label", RELATED)
@pytest.mark.parametrize("ending", ["", ":", " :"])
def test_a_related_label_stands_alone(label: str, ending: str) -> None:
    assert is_related_label(label + ending)
    assert see_also(f"{label}: عنوان") is None


@pytest.mark.parametrize("line", PROSE)
def test_a_line_that_only_begins_like_a_label_is_prose(line: str) -> None:
    assert see_also(line) is None
    assert not is_see_also_label(line)
    assert not is_related_label(line)


def test_a_head_of_sixty_letters_is_no_label_whatever_it_folds_to() -> None:
    stretched = "شاهد" + "ـ" * 50 + " أيضا"
    assert see_also(f"{stretched}: عنوان") is None
    assert not is_see_also_label(stretched)


@pytest.mark.parametrize(
    "line",
    [
        "• اقرأ أيضا: خبر",
        "- اقرأ أيضا: خبر",
        "<<< اقرأ أيضا - خبر",
        "(اقرأ أيضا: خبر)",
        "[اقرأ أيضا .. خبر]",
        "«اقرأ أيضا»: خبر",
    ],
)
def test_ornaments_around_a_label_are_no_part_of_it(line: str) -> None:
    assert see_also(line) == Pointer("اقرأ أيضا", "خبر")


@pytest.mark.parametrize(
    "label",
    ["اقرأ أيضًا في المدونة", "اقرأ أيضًا ص 5", "شاهد أيضا على القناة", "اقرأ أيضا من أرشيف الصحيفة"],
)
def test_a_see_also_label_may_name_a_place(label: str) -> None:
    assert see_also(f"{label}: خبر") == Pointer(label, "خبر")


@pytest.mark.parametrize(
    "head", ["اقرأ أيضا في", "اقرأ المزيد في المدونة", "قال أيضا في المدونة", "اقرأ أيضا عند الباب"]
)
def test_a_head_that_only_sounds_like_a_place_is_prose(head: str) -> None:
    assert see_also(f"{head}: خبر") is None


def test_a_related_label_may_have_its_title_beside_it() -> None:
    assert related_title("أخبار ذات صلة: الصين: قمة") == "الصين: قمة"
    assert related_title("أخبار ذات صلة:") == related_title("أخبار: قمة") == ""


def test_a_related_label_within_a_sentence_is_prose() -> None:
    assert not is_related_label("أخبار ذات صلة بالقمة")


def test_a_label_cut_in_two_by_a_colon_is_none() -> None:
    assert not is_see_also_label("شاهد: أيضا")


@settings(deadline=None)
@given(st.text())
def test_a_label_that_was_read_is_written_the_same_way_again(title: str) -> None:
    found = see_also(f"شاهد أيضا: {title}")
    assert found
    assert found.title == title.strip()
    assert see_also(f"{found.label}: {found.title}") == found


@settings(deadline=None)
@given(st.text(":|：شاهد أيضا \n*", max_size=200))
def test_any_line_is_read_in_no_time_at_all(line: str) -> None:
    found = see_also(line)
    assert found is None or found.label in line
    assert not (found and found.title and is_see_also_label(line))
