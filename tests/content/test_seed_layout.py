"""Export after an edit: the seed's layout where it still fits, and never a paragraph less."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, sign, to_content, to_text
from newsgen.language import front_matter
from newsgen.language.arabic import clean
from newsgen.language.escaping import escape, literal
from newsgen.language.labels import see_also

GIVEN = Given(seed="a.txt", slug="خبر")
FIRST = "اجتمع الوزراء صباح اليوم في القاهرة، وبحثوا ملفات الطاقة والمياه."
LAST = "ويستمر الاجتماع يومين، ويصدر بعده بيان مشترك عن الدول كلها."
ADDED = "وأضاف الوزير أن بلاده مستعدة لاستضافة الاجتماع التالي في الخريف."


def content_of(seed: str) -> str:
    draft = read_draft(seed, "seeds/a.txt")
    assert isinstance(draft, Draft)
    return to_content(draft, GIVEN)


def edited(seed: str, old: str, new: str) -> str:
    """The export of a seed whose article had one place of it changed by hand."""
    content = content_of(seed)
    assert content.count(old) == 1
    return to_text(content.replace(old, new))


PLAIN = f"قمة في القاهرة\n\n\n{FIRST}\n\n{LAST}"


def test_a_paragraph_that_was_added_and_those_around_it_are_exported() -> None:
    told = edited(PLAIN, f"{LAST}\n", f"{ADDED}\n\n{LAST}\n")
    assert told == f"قمة في القاهرة\n\n\n{FIRST}\n{ADDED}\n{LAST}\n"


def test_a_paragraph_that_was_deleted_moves_no_other_line() -> None:
    seed = f"{PLAIN}\n\nالمصدر: رويترز\nأخبار ذات صلة\n\nخبر أول من أمس\nخبر ثان من أمس\n"
    told = edited(seed, f"{FIRST}\n\n", "")
    rest = "\nالمصدر: رويترز\nأخبار ذات صلة\n\nخبر أول من أمس\nخبر ثان من أمس\n"
    assert told == f"قمة في القاهرة\n\n\n{LAST}\n{rest}"


def test_words_that_were_changed_stand_where_they_stood() -> None:
    told = edited(PLAIN, LAST, ADDED)
    assert told == PLAIN.replace(LAST, ADDED)


def test_a_label_that_stood_alone_is_told_once() -> None:
    seed = f"قمة في القاهرة\n\nشاهد أيضا:\nسوق النفط\n{LAST}\n"
    told = edited(seed, LAST, f"{LAST}\n\n{ADDED}")
    assert told == f"قمة في القاهرة\n\nشاهد أيضا: سوق النفط\n{LAST}\n{ADDED}\n"


def test_byline_and_source_stay_around_a_body_of_another_form() -> None:
    seed = f"قمة في القاهرة\nكتب: أحمد علي\n\n{FIRST}\n\n{LAST}\n\nالمصدر: رويترز\n"
    told = edited(seed, FIRST, f"## اليوم الأول\n\n{FIRST}")
    rest = f"اليوم الأول\n{FIRST}\n{LAST}\n\nالمصدر: رويترز\n"
    assert told == f"قمة في القاهرة\nكتب: أحمد علي\n\n{rest}"


RELATED = f"{PLAIN}\nأخبار ذات صلة\n\nخبر أول من أمس\nأخبار ذات صلة: خبر ثان من أمس\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  - خبر أول من أمس\n", "", ["خبر ثان من أمس"]),
        (
            "  - خبر أول من أمس\n",
            "  - خبر أول من أمس\n  - خبر ثالث\n",
            ["خبر أول من أمس", "خبر ثالث", "خبر ثان من أمس"],
        ),
        ("related:\n  - خبر أول من أمس\n  - خبر ثان من أمس\n", "", []),
    ],
)
def test_related_titles_are_exported_as_they_now_are(old: str, new: str, told: list[str]) -> None:
    lines = edited(RELATED, old, new).split("\n")
    assert [line for line in lines if line.startswith("خبر ")] == told
    assert ("أخبار ذات صلة" in lines) == bool(told)
    assert FIRST in lines
    assert LAST in lines


def test_a_related_title_that_stood_otherwise_is_exported_as_it_now_is() -> None:
    assert "\nخبر رابع" in edited(RELATED, "  - خبر ثان من أمس\n", "  - خبر رابع\n")


@pytest.mark.parametrize("line", ["شاهد أيضا | سوق النفط", "شاهد أيضا:\nسوق النفط"])
@pytest.mark.parametrize(
    "new", ["شاهد أيضا: سوق الذهب", "اقرأ أيضا: سوق النفط", "سوق الذهب اليوم."]
)
def test_a_pointer_that_was_changed_is_exported_as_it_now_is(line: str, new: str) -> None:
    seed = f"قمة في القاهرة\n\n\n{FIRST}\n{line}\n{LAST}\n"
    assert to_text(content_of(seed)) == seed
    assert f"\n{FIRST}\n{new}\n{LAST}\n" in edited(seed, "شاهد أيضا: سوق النفط", new).replace(
        "شاهد أيضا:\nسوق الذهب", "شاهد أيضا: سوق الذهب"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: قمة في القاهرة\n", "title: قمة في القاهرة\nsummary: ملخص جديد\n"),
        ("title: قمة في القاهرة\n", "title: ملخص جديد\n"),
    ],
)
def test_title_and_summary_are_exported_as_they_now_are(old: str, new: str) -> None:
    lines = edited(PLAIN, old, new).split("\n")
    assert "ملخص جديد" in lines
    assert lines.count(LAST) == lines.count(FIRST) == 1


def test_a_summary_that_was_edited_goes_before_the_teaser_of_the_seed() -> None:
    seed = f"قمة في القاهرة\nملخص: يجتمع الوزراء اليوم.\n\n\n{FIRST}\n{LAST}"
    content = content_of(seed)
    assert "\nteaser: " in content
    assert to_text(content) == seed
    told = to_text(content.replace("يجتمع", "يلتقي", 1))
    assert told == f"قمة في القاهرة\nيلتقي الوزراء اليوم.\n\n\n{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seed_layout: ", "seed_layout: zz"),
        ("seed_layout: T", "seed_layout: "),
        ("\nseed: ", "\nx: "),
    ],
)
def test_a_layout_that_was_edited_loses_nothing(old: str, new: str) -> None:
    lines = edited(PLAIN, old, new).split("\n")
    assert [line for line in lines if line] == ["قمة في القاهرة", FIRST, LAST]


def test_parts_that_were_edited_lose_nothing() -> None:
    seed = f"قمة في القاهرة\n\n\n{FIRST}\n• بند أول\n• بند ثان\n{LAST}\n\nالمصدر: رويترز"
    told = edited(seed, '  - "المصدر: رويترز"\n', "")
    assert [line for line in told.split("\n") if line] == [
        *("قمة في القاهرة", FIRST, "- بند أول", "- بند ثان", LAST)
    ]


LINE = st.sampled_from(
    [
        *("فقرة {} تنتهي بنقطة، وقال الوزير.", "عنوان فرعي {}", "- بند {}", "• نقطة {}", "{}. بند"),
        *("شاهد أيضا: خبر {}", "شاهد أيضا | خبر {}", "شاهد أيضا:\nخبر {}", "", "", "كتب: أحمد {}"),
        *("أخبار ذات صلة", "خبر مرتبط {}", "أخبار ذات صلة: خبر {}", "# ليس عنوانًا {}", "صورة: {}"),
        *("نص طويل جدا " * 12 + "{}.", "المصدر: وكالة {}", "مشاركة"),
    ]
)
BLOCK = st.sampled_from(
    [
        *("فقرة مضافة {}.", "## عنوان مضاف {}", "### عنوان أصغر {}", "- نقطة مضافة {}"),
        *("1. بند مضاف {}", "* نجمة {}", "شاهد أيضا: خبر مضاف {}", "> اقتباس {}", "سطر {}\nوسطر"),
    ]
)
EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "replace", "move"]), st.integers(0, 20), BLOCK
)


def numbered(lines: list[str], start: int) -> list[str]:
    """Each line with a number of its own, so that none is a part of another."""
    return [line.replace("{}", str(number)) for number, line in enumerate(lines, start)]


def with_edits(blocks: list[str], edits: list[tuple[str, int, str]]) -> list[str]:
    for number, (kind, place, block) in enumerate(edits, 500):
        at = place % (len(blocks) + 1)
        taken = blocks.pop(at) if kind != "insert" and at < len(blocks) else ""
        if kind in ("insert", "replace"):
            blocks.insert(at, block.replace("{}", str(number)))
        elif kind == "move" and taken:
            blocks.insert(place % 3, taken)
    return blocks


@settings(max_examples=400, deadline=None)
@given(
    st.lists(LINE, max_size=14),
    st.lists(EDIT, min_size=1, max_size=5),
    st.none() | st.lists(st.just("خبر مضاف {}"), max_size=3),
    st.none() | st.sampled_from(["", "ملخص مضاف باليد"]),
)
@example(["فقرة {} تنتهي بنقطة، وقال الوزير."] * 2, [("insert", 1, "فقرة {}.")], None, None)
def test_whatever_is_edited_every_paragraph_is_exported_in_order(
    lines: list[str],
    edits: list[tuple[str, int, str]],
    related: list[str] | None,
    summary: str | None,
) -> None:
    head, fence, body = content_of("\n".join(["قمة في القاهرة", *numbered(lines, 100)])).partition(
        "\n---\n"
    )
    if related is not None:
        items = "".join(f"\n  - {one}" for one in numbered(related, 900))
        head = re.sub(r"\nrelated:(\n  - .*)+", "", head) + (f"\nrelated:{items}" if items else "")
    if summary is not None:
        head = re.sub(r"\nsummary: .*", "", head) + (f"\nsummary: {summary}" if summary else "")
    blocks = with_edits([one for one in body.strip().split("\n\n") if one], edits)
    content = f"{head}{fence}\n" + "\n\n".join(blocks) + "\n"
    values = front_matter.raw_values(content)
    assume(values)
    told = to_text(content).split("\n")
    at = 0
    for line in filter(None, "\n".join(blocks).split("\n")):
        if line == "<!-- -->":
            continue
        text = literal(re.sub(r"^(?:#+|[-*]|\d+\.) ", "", line))
        pointer = see_also(text)
        wanted = pointer.title if pointer else text
        found = [number for number, one in enumerate(told[at:], at) if wanted in one]
        assert found, f"{wanted} is missing, or before what stood above it"
        at = found[0]
    for said in (values["title"], values.get("summary", ""), *values.get("related", ())):
        assert any(said in one for one in told)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=20))
@example(["ملخص: يجتمع الوزراء اليـوم.", "", "", "فقرة {} تنتهي بنقطة، وقال الوزير."])
@example(["شاهد أيضا:", "شاهد أيضا: خبر", "", "شاهد أيضا:\nخبر {}", "شاهد أيضا:\n\nخبر | {}"])
def test_what_nobody_edited_is_given_back_line_by_line(lines: list[str]) -> None:
    seed = "\n".join(["قمة في القاهرة", *numbered(lines, 100)])
    assert to_text(content_of(seed)) == "\n".join(line.strip() for line in clean(seed).split("\n"))


def test_a_body_of_literal_text_is_no_markup() -> None:
    line = "- ليس بندًا *ولا* تشديدًا."
    content = sign(f"---\ntitle: خبر\nslug: x\n---\n\n{escape(line)}\n")
    assert to_text(content) == f"خبر\n\n\n\n{line}\n"
