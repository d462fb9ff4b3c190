"""Bodies: Markdown in, sections out; and text that must never become markup.

See also cases/markdown.md.
"""

import html
import re
import time
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown.treeprocessors import Treeprocessor

from newsgen.language.arabic import clean, guillemets
from newsgen.language.labels import Pointer, see_also
from newsgen.language.markup import Block, Body, escape, literal, read_body
from newsgen.language.parsed_markup import EXTENSIONS

PUNCTUATION = "\\`*_{}[]()>#+-.!$%&',/:;<=?@^|~"
# Bits of Markdown and HTML, without straight quotes, see-also labels and escaped ampersands.
PIECES = (
    *(
        "# ",
        "## ",
        "### ",
        "###### خ",
        "#",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "٢. ",
        "    ",
        "\t",
        "> ",
        "\n",
        "\n\n",
    ),
    *(
        "خبر",
        "عاجل",
        "x",
        "  ",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "[",
        "](",
        ")",
        "![",
        "!",
    ),
    *(
        "[^1]",
        "[^1]: ",
        "[a]: http://x.y\n",
        "[a]",
        "<b>",
        "</b>",
        "<div>",
        "</div>\n",
        "<!-- ",
        "-->",
    ),
    *(
        "<?",
        "?>",
        "<br>",
        "<http://a.b>",
        "<a@b.c>",
        "&amp;",
        "&#65;",
        "&",
        "|",
        "|---|---|\n",
        "| أ | ب |\n",
    ),
    *(
        "---\n",
        "===\n",
        "***\n",
        ":",
        "\\*",
        "\\",
        "\\#",
        "<script>",
        "</script>",
        "<h2>",
        "</h2>",
        "<p>",
    ),
    *("<pre>", "</pre>", "<code>", "///Footnotes Go Here///", "\x02", "\x03", "\x00", "\r\n"),
)
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text()
SIGNS = st.text("خبر aX1٢ \u0645\u0651" + PUNCTUATION + '"', max_size=40)
FRAGMENTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
LINES = (
    (st.text() | SIGNS | FRAGMENTS)
    .map(lambda text: clean(text).replace("\n", " "))
    .filter(str.strip)
)
LOOKALIKES = [
    *(
        "[^1]: x",
        "[^1]",
        "[a]: http://x",
        "*[HTML]: Hyper",
        "| a | b |",
        "|---|---|",
        "[a](b)",
        "![a](b)",
        "[[a]]",
    ),
    *(
        "1. x",
        "2022. x",
        "٢٠٢٢. x",
        "1) x",
        "+ x",
        "- x",
        "* x",
        "# x",
        "## x ##",
        "C#",
        "x #",
        "> x",
        ">x",
    ),
    *(
        "~~~",
        "```",
        "``x``",
        "    code",
        "\tcode",
        "  - x",
        "---",
        "***",
        "___",
        "* * *",
        "===",
        ": x",
        "!x",
    ),
    *("&amp;", "&lt;b&gt;", "&#169;", "&#xA9;", "&copy", "AT&T", "R&D;", "\\&amp;", "&amp;amp;"),
    *(
        "<b>",
        "</b>",
        "<b>x</b>",
        "<script>alert(1)</script>",
        "<div>",
        "<!-- x -->",
        "<!--",
        "<?php x ?>",
    ),
    *("<![CDATA[x]]>", "<!DOCTYPE x>", "<a href='x'>", "<img src=x onerror=alert(1)>", "</", "<"),
    *(
        "<http://a.b>",
        "<a@b.c>",
        "http://a.b",
        "a@b.c",
        "*a*",
        "**a**",
        "_a_",
        "a_b_c",
        "__a__",
        "`a`",
    ),
    *(
        "\\",
        "\\\\",
        "\\`",
        "\\\\`a`",
        "\\<b>",
        "x\\",
        "{{ x }}",
        "{% x %}",
        "{#x}",
        "{: .x}",
        "$x$",
        "^x^",
    ),
    *(
        "///Footnotes Go Here///",
        "wzxhzdk:0",
        "klzzwxh:0000",
        "amp",
        "zz1337820767766393qq",
        "[TOC]",
    ),
]


class _NoFirstLevel(Treeprocessor):
    """Headings of the first level become sections; raw HTML never reaches the tree."""

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"


def reference(text: str) -> str:
    """What Python-Markdown itself makes of a text, but for headings of the first level."""
    parser = markdown.Markdown(
        extensions=list(EXTENSIONS),
        output_format="html",
        extension_configs={"footnotes": {"BACKLINK_TITLE": "{}"}},
    )
    parser.ESCAPED_CHARS = [*PUNCTUATION, '"']
    parser.treeprocessors.register(_NoFirstLevel(parser), "no-first-level", -1)
    return parser.convert(text)


def joined(body: Body) -> str:
    """The sections of a body put together again, without the ids of their headings and without what
    tells that a block runs from left to right.
    """
    pieces = []
    for section in body.sections:
        if section.id:
            pieces.append(f"<h2>{section.heading_html}</h2>")
        pieces.extend(block.html for block in section.blocks)
    without_ids = re.sub(r'<h([1-6]) id="[^"]*">', r"<h\1>", "\n".join(pieces))
    return without_ways(without_ids)


def without_ways(markup: str) -> str:
    """HTML without what tells that a block runs from left to right."""
    return re.sub(r'<(p|li) dir="ltr"', r"<\1", markup)


def between_blocks(markup: str) -> str:
    """The same HTML with one line feed for any white space between tags."""
    return re.sub(r">\s+<", ">\n<", markup.strip())


def framed(page: str) -> str:
    """Python-Markdown's HTML with its tables as newsgen frames them."""
    page = page.replace("<table>", '<div class="table" tabindex="0"><table>')
    page = page.replace("</table>", "</table></div>")
    sides = {"left": "start", "center": "center", "right": "end"}
    return re.sub(r'style="text-align: (\w+);"', lambda at: f'class="{sides[at[1]]}"', page)


def only_block(text: str) -> Block:
    (section,) = read_body(text).sections
    (block,) = section.blocks
    return block


def shown(paragraph: str) -> str:
    """What a browser shows of one paragraph that holds no markup at all."""
    found = re.fullmatch(r"<p>([^<>]*)</p>", without_ways(paragraph))
    assert found, f"more than a paragraph of text: {paragraph}"
    return on_one_line(html.unescape(found[1]))


def on_one_line(text: str) -> str:
    return " ".join(text.split())


class TestReading:
    @given(DOCUMENTS)
    @settings(max_examples=400, deadline=None)
    @example("<div>\n\n## أ\n\n</div>")
    @example("أ [^1]\n\n## ب\n\n[^1]: ج\n\n    د\n\n## هـ [^1]")
    @example("- أ\n\n    ## ب\n\n## ج\n> ## د")
    @example("    <b>\n\n\n    x\n\n## ")
    def test_the_sections_joined_are_what_python_markdown_makes(self, text: str) -> None:
        assume('"' not in text)
        assume("\\&" not in text)
        body = read_body(text)
        assume(not body.pointers)
        assume('class="embed"' not in joined(body))
        assert between_blocks(joined(body)) == between_blocks(framed(reference(text)))

    @settings(deadline=None)
    @given(
        st.text() | SIGNS | st.lists(st.sampled_from((*PIECES, '"', "شاهد أيضا: "))).map("".join)
    )
    def test_any_text_is_a_body(self, text: str) -> None:
        body = read_body(text)
        assert "\x02" not in body.text
        assert all(section.id for section in body.sections[1:])
        for pointer in body.pointers:
            assert pointer.title
            assert "\x02" not in pointer.title + pointer.label

    @pytest.mark.parametrize("text", ["", " ", "\n\t\n"])
    def test_nothing_has_no_sections(self, text: str) -> None:
        assert read_body(text) == Body((), "")

    @pytest.mark.parametrize(
        "text",
        [
            "1. " * 2000 + "عمق",
            "- " * 5000 + "عمق",
            "\n".join(" " * 4 * n + "- عمق" for n in range(300)),
        ],
    )
    def test_lists_in_lists_without_end_are_shown_as_typed(self, text: str) -> None:
        body = read_body(f"## عنوان\n\n{text}")
        assert "عمق" in body.text
        assert on_one_line(text) in body.text

    def test_sections_start_at_headings_of_the_second_level_only(self) -> None:
        body = read_body("تمهيد\n\n## أول\n\nأ\n\n### فرعي\n\nب\n\n## ثان *مهم*\n\n## ثالث")
        assert [section.heading for section in body.sections] == ["", "أول", "ثان مهم", "ثالث"]
        assert body.sections[2].heading_html == "ثان <em>مهم</em>"
        assert body.sections[1].blocks[0].html.startswith('<p>أ</p>\n<h3 id="فرعي">')
        assert body.sections[2].blocks == body.sections[3].blocks == ()
        assert body.headings == ("أول", "ثان مهم", "ثالث")

    def test_headings_have_ids_of_their_words_and_twins_are_numbered(self) -> None:
        text = "## خَبَر ١\n\n### خبر 1\n\n## خبر 1-2\n\n## خبر *1*\n\n## ؟!\n\n## ؟\n\n# C#"
        ids = re.findall(r' id="([^"]*)"', joined_with_ids(read_body(text)))
        assert ids == ["خبر-1", "خبر-1-2", "خبر-1-2-2", "خبر-1-3", "section", "section-2", "c"]

    def test_the_text_of_a_body_is_all_that_a_reader_reads(self) -> None:
        text = (
            "## ع\n\nأ *ب*\n\n- ج\n- د\n\nشاهد أيضا: هـ\n\n"
            "`<و>` R&D &amp; <b>ز</b>\n\n| ح |\n|---|\n| ط |"
        )
        assert read_body(text).text == "ع أ ب ج د هـ <و> R&D ز ح ط"


def joined_with_ids(body: Body) -> str:
    pieces = []
    for section in body.sections:
        if section.id:
            pieces.append(f'<h2 id="{section.id}">')
        pieces.extend(block.html for block in section.blocks)
    return "\n".join(pieces)


class TestQuotes:
    @pytest.mark.parametrize(
        ("text", "made"),
        [
            ('قال "نعم" لا', "<p>قال «نعم» لا</p>"),
            ('قال "نعم *جدا*" لا', "<p>قال «نعم <em>جدا</em>» لا</p>"),
            ('*"نعم"* و"**لا**"', "<p><em>«نعم»</em> و«<strong>لا</strong>»</p>"),
            ('شاشة 12" فقط', '<p>شاشة 12" فقط</p>'),
            ('`"` و"نعم"', '<p><code>"</code> و«نعم»</p>'),
            ('[رابط](/x "عنوان") "نعم"', '<p><a href="/x" title="عنوان">رابط</a> «نعم»</p>'),
            ('<b class="x">"نعم"</b>', '<p><b class="x">«نعم»</b></p>'),
            (r"\"نعم\"", '<p>"نعم"</p>'),
            ("&quot;نعم&quot;", "<p>&quot;نعم&quot;</p>"),
            ('    "كود"', '<pre><code>"كود"\n</code></pre>'),
            ('```\n"كود"\n```', "<pre><code>&quot;كود&quot;\n</code></pre>"),
            ('أ "\n\nب "', '<p>أ "</p>\n<p>ب "</p>'),
            ('- أ "\n- "ب"', '<ul>\n<li>أ "</li>\n<li>«ب»</li>\n</ul>'),
            ('- "أ\n\n    "ب"', '<ul>\n<li>\n<p>"أ</p>\n<p>«ب»</p>\n</li>\n</ul>'),
            ('\x00 "*أ*" \x00', "<p>\x00 «<em>أ</em>» \x00</p>"),
        ],
    )
    def test_balanced_quotes_of_a_block_turn_over_its_markup_but_not_in_code(
        self, text: str, made: str
    ) -> None:
        assert only_block(text).html == made

    def test_headings_have_their_quotes_as_well(self) -> None:
        section = read_body('## قال "نعم"').sections[0]
        assert (section.heading, section.heading_html) == ("قال «نعم»", "قال «نعم»")


class TestPointers:
    def test_a_see_also_paragraph_is_a_pointer_where_it_stands(self) -> None:
        body = read_body("## أ\n\nشاهد ايضاً: شي: الصين\n\nنص\n\n## ب\n\nاقرأ المزيد | ج")
        first, second = body.sections
        assert first.blocks == (Block("", Pointer("شاهد ايضاً", "شي: الصين")), Block("<p>نص</p>"))
        assert second.blocks == (Block("", Pointer("اقرأ المزيد", "ج")),)
        assert body.pointers == (Pointer("شاهد ايضاً", "شي: الصين"), Pointer("اقرأ المزيد", "ج"))

    @pytest.mark.parametrize(
        "separator", ["\\:", " \\:", " \\|", " \\-", " \\>", "\\..", " \\.\\."]
    )
    def test_a_backslash_before_the_separator_keeps_a_paragraph_one(self, separator: str) -> None:
        assert read_body(f"شاهد أيضا{separator} خبر").pointers == ()
        assert shown(
            only_block(f"شاهد أيضا{separator} خبر").html
        ) == f"شاهد أيضا{separator} خبر".replace("\\", "")

    @pytest.mark.parametrize(
        "text",
        [
            "شاهد أيضا: *خبر*",
            "شاهد أيضا: [خبر](/x)",
            "شاهد أيضا: <b>خبر</b>",
            "شاهد أيضا:",
            "> شاهد أيضا: خبر",
            "- شاهد أيضا: خبر",
            "### شاهد أيضا: خبر",
            "    شاهد أيضا: خبر",
            "شاهد عيان يروي: خبر",
        ],
    )
    def test_only_a_paragraph_of_plain_words_is_a_pointer(self, text: str) -> None:
        assert read_body(text).pointers == ()
        assert "خبر" in read_body(text).text or text.endswith(":")

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("شاهد أيضا: AT&amp;T", "AT&T"),
            (r"شاهد أيضا: AT\&amp;T", "AT&amp;T"),
            (r"شاهد أيضا: 3 \* 4 \: 5 \| 6", "3 * 4 : 5 | 6"),
            (r"شاهد أيضا: \*ليس مائلا\*", "*ليس مائلا*"),
            ("شاهد أيضا: سطر\nوسطر", "سطر وسطر"),
            ('شاهد أيضا: قال "نعم"', 'قال "نعم"'),
        ],
    )
    def test_the_title_of_a_pointer_is_the_text_that_it_stands_for(
        self, text: str, title: str
    ) -> None:
        assert read_body(text).pointers == (Pointer("شاهد أيضا", title),)

    def test_a_label_may_hold_escaped_signs(self) -> None:
        assert read_body(r"\*\*شاهد أيضا\*\*: خبر").pointers == (Pointer("شاهد أيضا**", "خبر"),)


def test_an_escaped_entity_is_text_before_within_and_after_markup() -> None:
    made = only_block(r"\&lt; *\&lt;* \&lt;").html
    assert without_ways(made) == "<p>&amp;lt; <em>&amp;lt;</em> &amp;lt;</p>"


class TestEscape:
    """Untrusted text never becomes markup: invariant 10 of the architecture."""

    @pytest.mark.parametrize("line", LOOKALIKES)
    def test_a_line_that_looks_like_markup_is_shown_to_the_letter(self, line: str) -> None:
        assert shown(only_block(escape(line)).html) == on_one_line(line)
        assert read_body(escape(line)).text == on_one_line(line)

    @given(LINES)
    @settings(max_examples=800, deadline=None)
    def test_any_line_is_shown_to_the_letter(self, line: str) -> None:
        assume(see_also(line) is None)
        body = read_body(escape(line))
        (block,) = body.sections[0].blocks
        assert shown(block.html) == on_one_line(guillemets(line))
        assert body.text == on_one_line(guillemets(line))

    @given(st.lists(LINES, min_size=1, max_size=5))
    @settings(max_examples=300, deadline=None)
    @example(["<div>", "x", "</div>"])
    @example(["<!--", "-->"])
    @example(["| a | b |", "|---|---|", "| c | d |"])
    @example(["[^1]", "[^1]: x", "[a]", "[a]: http://x"])
    @example(["x", "===", "y", "---"])
    @example(["```", "x", "```", "~~~", "y", "~~~"])
    @example(["- x", "    y", "1. z"])
    @example(["<script>", "x", "</script>"])
    def test_lines_that_follow_each_other_do_not_join_into_markup(self, lines: list[str]) -> None:
        assume(not any(map(see_also, lines)))
        (section,) = read_body("\n\n".join(map(escape, lines))).sections
        (block,) = section.blocks
        assert [shown(piece) for piece in block.html.split("\n")] == [
            on_one_line(guillemets(line)) for line in lines
        ]

    @given(st.lists(LINES, min_size=2, max_size=5))
    @settings(max_examples=300, deadline=None)
    @example(["x", "==="])
    @example(["x", "---"])
    @example(["| a | b |", "|---|---|", "| c | d |"])
    @example(["x", "- y", "2. z", "+ w", "# v"])
    @example(["```", "x", "```"])
    @example(["x  ", "y"])
    @example(["x", "[a]: http://x", "[^1]: y", "[a]"])
    @example(["<div>", "x", "</div>"])
    @example(["x\\", "y"])
    def test_the_lines_of_a_wrapped_paragraph_stay_one_paragraph(self, lines: list[str]) -> None:
        assume(not see_also("\n".join(lines)))
        block = only_block("\n".join(map(escape, lines)))
        assert shown(block.html) == on_one_line(guillemets(" ".join(lines)))

    @given(LINES)
    @settings(deadline=None)
    def test_an_escaped_line_is_read_back_to_the_letter(self, line: str) -> None:
        assert literal(escape(line)) == line.strip()

    @given(LINES)
    @settings(max_examples=400, deadline=None)
    @example("x #")
    @example("C##")
    @example("# #")
    @example("R&amp;D")
    def test_a_heading_is_shown_to_the_letter(self, line: str) -> None:
        (section,) = read_body(f"## {escape(line)}").sections
        assert not set("<>") & set(section.heading_html)
        assert on_one_line(html.unescape(section.heading_html)) == on_one_line(guillemets(line))
        assert section.heading == on_one_line(guillemets(line))

    @given(LINES)
    @settings(max_examples=400, deadline=None)
    @example(": x")
    @example("&lt;b&gt;")
    def test_the_title_of_a_pointer_is_kept_to_the_letter(self, line: str) -> None:
        assert read_body(f"شاهد أيضا: {escape(line)}").pointers == (
            Pointer("شاهد أيضا", on_one_line(line)),
        )

    @settings(deadline=None)
    @given(st.text(PUNCTUATION, max_size=6), st.text(PUNCTUATION, max_size=6))
    def test_a_label_with_any_signs_around_it_stays_a_pointer(
        self, before: str, after: str
    ) -> None:
        """Ornaments before a label fall away; separators of their own are left out here."""
        assume(not set(":|.…-–—<>«»←") & set(before + after))
        label = f"{before}شاهد أيضا{after}"
        [pointer] = read_body(f"{escape(label)}: خبر").pointers
        assert pointer.title == "خبر"
        assert label.endswith(pointer.label)

    @pytest.mark.parametrize("piece", PIECES)
    def test_a_long_line_of_signs_is_read_in_no_time(self, piece: str) -> None:
        line = escape(clean(piece).replace("\n", " ") * 1000)
        start = time.process_time()
        read_body(line)
        assert time.process_time() - start < 2


@pytest.mark.parametrize("rest", ["", "\n\n| أ | ب |\n|---|---|\n| 1 | 2 |"])  # plain, and parsed
def test_the_title_alone_is_a_heading_of_the_first_level(rest: str) -> None:
    body = read_body(f"# قسم **أول**\n\nنص\n\nقسم ثان\n=======\n\nنص\n\n# قسم ثالث{rest}")
    assert [section.heading for section in body.sections] == ["قسم أول", "قسم ثان", "قسم ثالث"]
    assert "<h1" not in "".join(block.html for one in body.sections for block in one.blocks)


@pytest.mark.parametrize("rest", ["", "\n\n| أ | ب |\n|---|---|\n| 1 | 2 |"])  # plain, and parsed
def test_what_is_all_in_another_language_runs_its_way_and_is_quoted_its_way(rest: str) -> None:
    english = 'The president said: "**No**."'
    arabic = 'قال رئيس OpenAI: "لا".'
    text = f"{english}\n\n{arabic}\n\n- {english}\n- {arabic}\n\n55% + 3\n\n[x](a.html){rest}"
    made = joined_with_ids(read_body(text))
    assert '<p dir="ltr">The president said: “<strong>No</strong>.”</p>' in made
    assert "<p>قال رئيس OpenAI: «لا».</p>" in made
    assert '<li dir="ltr">The president said: “<strong>No</strong>.”</li>' in made
    assert "<li>قال رئيس OpenAI: «لا».</li>" in made
    assert "<p>55% + 3</p>" in made
    assert '<p dir="ltr"><a href="a.html">x</a></p>' in made
    assert "dir=" not in joined_with_ids(read_body(text, "“”"))


def test_a_link_alone_is_a_card_in_any_language() -> None:
    (block,) = read_body("[Watch it](https://example.org/v/1)").sections[0].blocks
    assert block.html.startswith('<p class="embed"><a href="https://example.org/v/1">')
