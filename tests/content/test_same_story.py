"""Two texts tell one story if most of the shorter one stands in the other; titles prove nothing."""

import pytest

from newsgen.content.same_story import is_same_story

LEAD = "أعلنت الوزارة يوم الاثنين افتتاح خط جديد لقطار الأنفاق يربط شرق المدينة بغربها."
COST = "ويخدم الخط نحو مليون راكب في اليوم، وبلغت كلفته أربعة مليارات جنيه."
MINISTER = "وقال الوزير إن التشغيل يبدأ الشهر المقبل بعد انتهاء الاختبارات."
FIRE = "التهم حريق فجر الثلاثاء عشرات المتاجر في سوق قديمة من دون أن يصاب أحد."
SMOKE = "وقال الدفاع المدني إن النيران أخمدت بعد ثلاث ساعات وإن التحقيق مستمر."
HOT = "يسود اليوم الاثنين طقس حار على السواحل الشمالية، وتبلغ الحرارة في القاهرة 34 درجة."
COLD = "تنخفض الحرارة يوم الثلاثاء إلى 21 درجة في القاهرة، وتسقط أمطار على السواحل الشمالية."
ADVICE = "ونصحت الهيئة المواطنين بمتابعة النشرات."


def told(title: str, *paragraphs: str, summary: str = "") -> str:
    head = f'title: "{title}"\nsummary: "{summary}"\nslug: x\n'
    return f"---\n{head}---\n\n" + "\n\n".join(paragraphs) + "\n"


BEFORE = told("خط جديد للقطار", LEAD, COST)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(BEFORE, id="nothing changed"),
        pytest.param(told("خطّ جديد… يربط المدينة", LEAD, COST), id="another headline"),
        pytest.param(told("خط جديد للقطار", LEAD, COST, MINISTER, FIRE, SMOKE), id="it went on"),
        pytest.param(told("خط جديد للقطار", LEAD, MINISTER), id="a paragraph told anew"),
        pytest.param(told("خط جديد للقطار", f"{LEAD} {COST}"), id="paragraphs joined"),
        pytest.param(told("خط", "## مشاريع", f"- {LEAD}", f"> {COST}"), id="other markup"),
        pytest.param(told("خط", COST, summary=LEAD), id="the lead became the summary"),
        pytest.param(told("خط", LEAD.replace("أعلنت", "اعلنت"), COST), id="other spelling"),
        pytest.param(told("خط جديد للقطار", LEAD), id="cut short"),
    ],
)
def test_a_story_is_known_by_its_text(after: str) -> None:
    assert is_same_story(BEFORE, after)
    assert is_same_story(after, BEFORE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BEFORE, told("حريق في سوق قديمة", FIRE, SMOKE), id="nothing in common"),
        pytest.param(told("حالة الطقس", HOT), told("حالة الطقس", COLD), id="one title daily"),
        pytest.param(
            told("حالة الطقس", HOT, ADVICE), told("حالة الطقس", COLD, ADVICE), id="one ending"
        ),
        pytest.param(
            told("حالة الطقس", HOT),
            told("حالة الطقس", HOT.replace("34", "36").replace("الاثنين", "الثلاثاء")),
            id="one sentence with other figures",
        ),
        pytest.param(BEFORE, told("خط جديد للقطار"), id="the text is gone"),
        pytest.param(told("عاجل"), told("خط جديد للقطار", LEAD, COST), id="two headlines"),
        pytest.param("no front matter", BEFORE, id="a file that cannot be read"),
    ],
)
def test_what_is_in_doubt_is_another_story(before: str, after: str) -> None:
    assert not is_same_story(before, after)


def test_a_headline_without_a_text_may_get_one() -> None:
    assert is_same_story(told("خط جديد للقطار"), told("«خط جديد» للقطار", LEAD, COST))
