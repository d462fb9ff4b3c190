"""Numbers and names whose signs keep their place in a line from right to left."""

import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readings import read_article
from sites import article

from newsgen.language.figures import may_hold_figures, set_figures
from newsgen.language.markup import read_body

ALM = "\u061c"
SET = re.compile(rf'<(span|bdi) class="figure"(?: dir="ltr")?>{ALM}?(.*?)</\1>')


def test_what_would_be_turned_round_is_isolated() -> None:
    for text in (
        "05-123-4567",
        "0112-345-678",
        "٠١١-٢٣٤-٥٦٧٨",
        "+966 50 123 4567",
        "+966501234567",
        "+1 (202) 555-0123",
        "2026-11-30",
        "٢٠٢٦-١١-٣٠",
        "-5",
        "+7",
        "-3.5%",
        "C++",
        "C#",
        "Disney+",
        "A+",
    ):
        shown = set_figures(f"نص {text}، ثم نص")
        assert shown == f'نص <bdi class="figure" dir="ltr">{text}</bdi>، ثم نص', text
        assert may_hold_figures(f"نص {text}، ثم نص"), text


def test_scores_and_ranges_are_read_from_the_right_and_stay_whole() -> None:
    for text in ("3-1", "٣-١", "2019-2020", "10–15", "4-4-2", "2019-2020-2021"):
        shown = set_figures(f"فاز ({text}) أمس")
        assert shown == f'فاز (<span class="figure">{ALM}{text}</span>) أمس', text
        assert may_hold_figures(f"فاز ({text}) أمس"), text


def test_a_joining_letter_stands_before_a_number_or_name() -> None:
    assert set_figures("و2-2 بـ") == f'و<span class="figure">{ALM}2-2</span> بـ'
    assert set_figures("وC#.") == 'و<bdi class="figure" dir="ltr">C#</bdi>.'


@pytest.mark.parametrize(
    "html",
    [
        "كوفيد-19 وF-16 وG-20",
        "س+ص و3+4=7 و1+1 و x-5",
        "https://x.example/a-2?b=3-1 و www.x.example/2024-10-15 و a3-1.html",
        "<code>3-1</code> و<pre>2-2\n<b>1-1</b></pre>",
        '<img alt="3-1" src="/a-3-1.png"> &#45;5 &#8211;3',
        '<bdi dir="ltr">05-123-4567</bdi>',
        "10:30 و30/11/2026 و1,234.5 و12",
        "",
    ],
)
def test_anything_else_is_left_alone(html: str) -> None:
    assert set_figures(html) == html


@given(st.text(st.sampled_from("0٣1-+–−5 ()<>/b.C#&;=%و\n")))
@example("C0+")
@example("C.#")
def test_nothing_is_lost_and_what_is_told_soon_is_true(text: str) -> None:
    shown = set_figures(text)
    assert SET.sub(r"\2", shown) == text
    assert shown == text or may_hold_figures(text)


def shown(body: str, quotes: str = "«»") -> str:
    found = read_article(
        article("خبر", body).encode(), "articles/a.md", "a", ZoneInfo("Asia/Riyadh"), quotes
    )
    return "".join(
        section.heading_html + "".join(block.html for block in section.blocks)
        for section in found.body.sections
    )


def test_bodies_are_shown_so() -> None:
    assert shown("فاز 3-1.") == f'<p>فاز <span class="figure">{ALM}3-1</span>.</p>'
    assert 'dir="ltr">C++</bdi>' in shown("## لغة C++\n\nنص")
    assert f'<td><span class="figure">{ALM}3-1</span></td>' in shown(
        "| أ | ب |\n|--|--|\n| ج | 3-1 |"
    )


def test_a_site_in_another_direction_shows_them_as_they_are() -> None:
    assert shown("It won 3-1.", "“”") == "<p>It won 3-1.</p>"


def test_headings_and_cells_in_latin_letters_keep_their_signs() -> None:
    assert shown("## iPhone 15 (2023)!\n\nنص").startswith("<bdi>iPhone 15 (2023)!</bdi>")
    assert ">Mr. (X)</h3>" not in shown("### Mr. (X)\n\nنص")
    assert "<td><bdi>Apple Inc.</bdi></td>" in shown("| أ | ب |\n|--|--|\n| ج | Apple Inc. |")
    assert "bdi" not in shown("## أسعار iPhone\n\n### الأسعار\n\nنص")


def test_what_runs_from_the_left_is_left_alone() -> None:
    assert shown("It won 3-1 and -5.") == '<p dir="ltr">It won 3-1 and -5.</p>'
    assert shown("- It won 3-1.\n- فاز 3-1.").count("figure") == 1
    assert "figure" not in shown("## Version 2-1\n\nنص")
    assert "figure" not in shown("| أ | ب |\n|--|--|\n| ج | Ver. 2-1 |")


def test_the_words_of_a_body_are_the_same() -> None:
    text = "## C++\n\nفاز 3-1 يوم 2026-11-30."
    assert read_body(text).text == "C++ فاز 3-1 يوم 2026-11-30."


@pytest.mark.parametrize("text", ["<pre ", "<", "+1", "1-", "1 ", "+1111111", "A.", "&", "C+ "])
def test_a_long_text_takes_no_long_time(text: str) -> None:
    assert SET.sub(r"\2", set_figures(text * 50_000)) == text * 50_000
