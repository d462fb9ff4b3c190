"""«[[title]]» in a body: what is a link in the HTML, and that both readers make the same of it."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from test_plain_markup import LINES, SIGNS, WORDS, documents_of_lines, joined, spoilt

from newsgen.language.body_links import hold, release
from newsgen.language.body_parts import body_parts
from newsgen.language.labels import Pointer
from newsgen.language.markup import SLOT, Block, Body, BodyLink, escape, read_body
from newsgen.language.parsed_markup import parsed_body
from newsgen.language.plain_markup import plain_body
from newsgen.language.wiki_links import wiki_links

LINKS = (
    *(
        "[[خبر]]",
        "[[قمة الرياض|القمة]]",
        "[[/a/b/]]",
        "[[أ_ب*ج*]]",
        '[[قال "نعم"]]',
        "[[R&D; <b>]]",
    ),
    *(
        "[[2022. خبر]]",
        "[[# خبر]]",
        "[[ا`ب]]",
        "[[شاهد أيضا: خبر]]",
        "[[أ|ب|ج]]",
        "[[أ  ب]]",
        "[[خ!]]",
    ),
)
LINE_WITH_LINKS = (
    *(
        "نص [[خبر]] نص",
        "[[خبر]]",
        "## عنوان [[خبر]]",
        "### [[خبر|نص]]",
        "- بند [[خبر]]",
        "1. [[خبر]]",
    ),
    *("**[[خبر]]** و*[[نص]]*", '"[[خبر]]"', "شاهد أيضا: [[خبر]]", "شاهد أيضا: [[خبر|نص]] نص"),
    *("[نص [[خبر]]](/x)", "![[خبر]](/x)", "> [[خبر]]", "    [[خبر]]", "`[[خبر]]`", "[[خبر]]  "),
    *("<a>[[خبر]]</a>", "<b title='\n[[خبر]]'>", "<!--\n[[خبر]]\n-->", "```\n[[خبر]]\n```"),
    *(
        "| أ |\n|---|\n| [[خ|ب]] |",
        "نص[^1]\n\n[^1]: [[خبر]]",
        "- أ\n\n        [[خبر]]",
        "[[خبر]]: [[ب]]",
    ),
)
BODIES = (
    joined((*SIGNS, *WORDS, *LINKS, *LINKS), 16)
    | documents_of_lines((*LINES, *LINE_WITH_LINKS, *LINE_WITH_LINKS))
    | spoilt(documents_of_lines(LINE_WITH_LINKS))
)


def all_html(body: Body) -> list[str]:
    return [
        html
        for section in body.sections
        for html in (section.heading_html, *[block.html for block in section.blocks])
    ]


@settings(max_examples=500, deadline=None)
@given(BODIES)
def test_both_readers_give_the_same_links(text: str) -> None:
    held = hold(text)
    if held:
        parsed = release(parsed_body(held.text, "«»"), held)
        body = read_body(text)
        assume(not any('class="embed"' in html for html in all_html(body)))  # a card, made later
        assert body == parsed
        plain = plain_body(held.text, "«»")
        assert plain is None or release(plain, held) == parsed


@settings(max_examples=500, deadline=None)
@given(BODIES | st.text(max_size=60))
@example("[[خبر]] \U0010fffd")
@example("\U00100000 [[خبر]]")
@example("<a href='<' [[خبر]]>")
def test_each_slot_has_its_link_and_no_other_mark_is_left(text: str) -> None:
    body = read_body(text)
    if max(text, default="") < "\U00100000":
        slots = "".join(all_html(body)).count(SLOT)
        told = "".join((*all_html(body), body.text, *body.headings, *map(str, body.pointers)))
        assert slots == len(body.links)
        assert max(told.replace(SLOT, ""), default="") < "\U00100000"
    named = [link.target for link in wiki_links(text)]
    assert all(link.name in named for link in body.links)
    assert all("<" not in link.html for link in body.links)
    parts = body_parts(body).parts
    assert tuple(part for part in parts if isinstance(part, BodyLink)) == body.links


@settings(deadline=None)
@given(st.lists(st.sampled_from((*WORDS, "«نعم»", "a_b", "x*")), min_size=1).map(" ".join))
def test_what_is_shown_reads_as_if_it_were_typed(words: str) -> None:
    shown = " ".join(words.split()) or "خبر"
    linked = read_body(f"## أ [[خ|{shown}]] ب\n\nنص [[خ|{shown}]] نص")
    typed = read_body(f"## أ {escape(shown)} ب\n\nنص {escape(shown)} نص")
    filled = [html.replace(SLOT, linked.links[-1].html) for html in all_html(linked)]
    assert filled == all_html(typed)
    assert linked.text == typed.text
    assert linked.sections[0].heading == typed.sections[0].heading


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`[[رمز]]` و[[خبر]]", f"<p><code>[[رمز]]</code> و{SLOT}</p>"),
        ("[نص [[خبر|هنا]] نص](/x)", '<p><a href="/x">نص هنا نص</a></p>'),
        ("![صورة [[خبر]]](/x)", '<p><img alt="صورة [[خبر]]" src="/x"></p>'),
        ("<b title='\n[[a & \"b\"]]'>", None),
        ("- أ\n\n        [[a < b]]", None),
        ('قال "[[خبر]]" ثم', f"<p>قال «{SLOT}» ثم</p>"),
        ("**[[خبر]]**", f"<p><strong>{SLOT}</strong></p>"),
        ("\\[[خبر]]", "<p>[[خبر]]</p>"),
    ],
)
def test_what_stands_in_code_in_tags_or_in_links_is_no_link(text: str, html: str | None) -> None:
    made = "".join(all_html(read_body(text)))
    assert made == html or html is None
    if html is None:
        assert SLOT not in made
        assert "[[a &" in made


def test_a_pointer_to_a_link_names_what_the_link_names() -> None:
    body = read_body("شاهد أيضًا: [[/articles/a/|القمة]]\n\nشاهد أيضًا: [[قمة]] جدة")
    assert body.pointers == (
        Pointer("شاهد أيضًا", "/articles/a/"),
        Pointer("شاهد أيضًا", "قمة جدة"),
    )
    assert body.links == ()


def test_a_link_parts_the_html_that_it_stands_in() -> None:
    body = read_body("## عن [[قمة]]\n\nنص [[قمة|هنا]].\n\nشاهد أيضًا: خبر")
    assert body.sections[0].blocks[0] == Block(f"<p>نص {SLOT}.</p>")
    assert body_parts(body).parts == (
        '<h2 id="عن-قمة">عن '.encode(),
        BodyLink("قمة", "قمة"),
        "</h2>\n<p>نص ".encode(),
        BodyLink("قمة", "هنا"),
        b".</p>",
        Pointer("شاهد أيضًا", "خبر"),
    )


def test_many_odd_tags_and_links_take_no_time() -> None:
    for text in ("[[خبر]] " * 20_000, "<!-- [[خبر\n]] " * 5_000, "[[خبر]] <a b='" * 5_000):
        read_body(text)
