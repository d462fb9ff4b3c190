"""Plain bodies: what is read without Python-Markdown is what Python-Markdown would make."""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from seed_documents import documents
from slugify import slugify

from newsgen.content.articles import decode
from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, to_content
from newsgen.language import front_matter
from newsgen.language.arabic import ascii_digits, fold_words, without_tashkeel
from newsgen.language.bodies import Body
from newsgen.language.body_parts import body_parts, text_of
from newsgen.language.heading_ids import THEME_IDS, heading_id, heading_ids
from newsgen.language.markup import escape, read_body
from newsgen.language.parsed_markup import parsed_body
from newsgen.language.plain_markup import plain_body

REPOSITORY = Path(__file__).parent.parent.parent
PUNCTUATION = "\\`*_{}[]()<>#+-.!\"$%&',/:;=?@^|~"
SIGNS = (
    *PUNCTUATION,
    *("\\" + sign for sign in PUNCTUATION),
    *"** __ *** [خ](/x) [خ](http://a.b/c?d=e&f) ![ ]( ]: [^1] &amp; &#65; &#65 &copy".split(),
    *("<b>", "</b>", "<div>", "<script>", "</script>", "<!-- ", "-->", "<?", "?>"),
    *("<!--", "<http://a.b>", "<a@b.c>", "< ", " <", "</", "\\ا", "\\\n", "  ", "   ", "    "),
    *("\n", "\n\n", "\n\n\n", " \n", "  \n", "\n ", "\n \n", "\t", "\r", "\r\n", "\x0b", "\x0c"),
    *("\u00a0", "\u2009", "\u2028", "\u0085", "\x1c", "\x00", "\x02", "\x03", "\ufeff", "\u200f"),
    *("- ", "* ", "+ ", "1. ", "٢. ", "# ", "## ", "### ", "####### ", " ##", "> ", "---", "==="),
    *("* * *", "~~~", "```", "|---|", "a | b", "**خبر**", "*خبر*", "_خبر_", '"خبر"', "شاهد أيضا: "),
)
WORDS = (
    *"خبر عاجل الصين مَدّ خـبر قال، «نعم»؛ لا… – ! 5 2024 ٢٠٢٢ 42.5% a AT&T x_y #وسم @x".split(),
    *("don't", "ﷺ", "é", "½", "😀", " ", " ", " "),
)
LINES = (
    *("خبر عاجل", "خبر  ", "خبر ", "خبر\\", "## خبر", "##خبر", "### خبر 5", "## خبر ##", "# C\\#"),
    *("##", "## **خبر** [خ](/x)", "####### خ", "- خبر", "* خبر", "+ خبر", "-خبر", "-  خبر", "- "),
    *("- **أ**: ب", "- - خ", "- # خ", "- > خ", "1. خبر", "2. خبر", "٣. خبر", "01. خ", "1. - خ"),
    *("1. ---", "1.خبر", "1) خبر", "===", "---", "--- ", "- - -", "***", "___", "|", "|---|---|"),
    *("| أ | ب |", "أ | ب", ":-:", "> خبر", ">خبر", " خبر", "    خبر", "\tخبر", "~~~", "```"),
    *("[^1]: خ", "[أ]: ب", "[أ]", "[أ][ب]", "[أ](ب) [ج](د)", "[أ] (ب)", '[أ](ب "ج")', "[ أ ](ب)"),
    *("![أ](ب)", "!\\[أ](ب)", "\\![أ](ب)", "[[أ](ب)](ج)", "[أ*ب](ج)*", "**[أ](ب_ج_د)**", "[](أ)"),
    *("شاهد أيضا: خبر", 'شاهد أيضًا: "خبر"', "اقرأ المزيد | خبر", "**شاهد أيضا**: خبر"),
    *("\\*شاهد أيضا\\*: خبر", "شاهد أيضا\\: خبر", "«قد يهمك» : خبر", "(شاهد أيضا: خبر)", "شَاهد"),
    *("للمزيد: 3 \\* 4 \\: 5", "شاهد أيضا: أ_ب \\& ج", "- شاهد أيضا: خبر", "شاهد أيضا:"),
    *('قال "نعم" ثم "لا"', 'قال "نعم', 'قال " نعم " "لا"', '**"نعم"** "*لا*"', '"[نعم](أ)"'),
    *("*أ* **ب** _ج_ __د__", "**أ*ب**", "*أ **ب** ج*", "أ*ب*ج", "أ_ب_ج", "_أ_ب", "(_أ_)", "** أ**"),
    *(
        "أ * ب",
        "***أ***",
        "3 < 4 > 2",
        "أ<ب",
        "أ & ب",
        "R&D;",
        "\\<ع\\>",
        "\\<b>",
        "\\\\<b>",
        "<div>",
    ),
    *(
        "</div>",
        "<b>أ</b>",
        "<?أ?>",
        "<",
        "`أ`",
        "\\`أ\\`",
        "\\\\`أ`",
        "{{ أ }}",
        "///Footnotes Go Here///",
    ),
    *("\u00a0خبر", "خبر\u00a0عاجل", "خبر\u00a0", "- \u00a0خبر", "##\u00a0خبر", "\u2009"),
)
PLAIN_LINES = tuple(line for line in LINES if line and plain_body(line, "«»"))
SEPARATORS = ("\n", "\n\n", "\n\n", "\n\n\n", "  \n", "\n \n")


def assert_equal_if_plain(text: str, quotes: str = "«»") -> None:
    """Read a text both ways, unless it is declined; its HTML shows what is read of it."""
    body = plain_body(text, quotes) if text.strip() else None
    if body is not None:
        assert body == markdown_body(text, quotes)
        assert fold_words(text_of(body_parts(body))) == fold_words(body.text)


def markdown_body(text: str, quotes: str = "«»") -> Body:
    """What Python-Markdown makes of a plain body."""
    return parsed_body(text, quotes)._replace(shows_text=True)


def joined(pieces: tuple[str, ...], size: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=size).map("".join)


@st.composite
def documents_of_lines(draw: st.DrawFn, lines: tuple[str, ...]) -> str:
    separated = st.tuples(st.sampled_from(SEPARATORS), st.sampled_from(lines)).map("".join)
    return draw(st.sampled_from(lines)) + "".join(draw(st.lists(separated, max_size=6)))


@st.composite
def spoilt(draw: st.DrawFn, bodies: st.SearchStrategy[str]) -> str:
    """A body with signs put in at any place, or letters taken out."""
    text = draw(bodies)
    for sign in draw(st.lists(st.sampled_from(SIGNS), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + sign + text[at + draw(st.integers(0, 1)) :]
    return text


def news(seed: int, sections: int = 10) -> str:
    """A body such as newsgen and its users write."""
    chosen = random.Random(seed)  # noqa: S311
    words = "قال وزير الخارجية إن الصين والاتحاد الأوروبي يبحثان، منذ عام 2024، تجارة عادلة".split()

    def sentence(count: int) -> str:
        return " ".join(chosen.choices(words, k=count))

    blocks = [sentence(20) + "."]
    for number in range(sections):
        blocks += [f"## {sentence(4)}؟", f"{sentence(30)} ({number}%) – {sentence(9)}."]
        blocks.append(
            f'{sentence(6)}: "{sentence(5)}"، **{sentence(3)}** [{sentence(2)}](/n/{number}).'
        )
        if number % 4 == 1:
            blocks.append("\n".join(f"- {sentence(4)}" for _ in range(3)))
        if number % 4 == 2:
            blocks.append(f"شاهد أيضًا: {sentence(5)}")
        if number % 4 == 3:
            blocks.append(
                f"2022\\. {sentence(3)} \\[{sentence(2)}\\] *{sentence(2)}*  \n{sentence(3)}"
            )
    return "\n\n".join(blocks) + "\n"


class TestEquality:
    @settings(max_examples=400, deadline=None)
    @given(st.text(), st.sampled_from(["«»", "“”"]))
    def test_of_arbitrary_text(self, text: str, quotes: str) -> None:
        assert_equal_if_plain(text, quotes)

    @settings(max_examples=400, deadline=None)
    @given(joined((*SIGNS, *WORDS), 20) | joined((*WORDS, *WORDS, *WORDS, *SIGNS), 20))
    @example("خ  \n\u2009")
    @example("#\n#")
    @example("~~~\n\n## x\n\n~~~")
    @example("&#65 x")
    @example("x\n-")
    @example("x |\n-|")
    @example("1. ---")
    def test_of_words_and_signs(self, text: str) -> None:
        assert_equal_if_plain(text)

    @settings(max_examples=400, deadline=None)
    @given(documents_of_lines(LINES) | documents_of_lines(PLAIN_LINES))
    def test_of_lines(self, text: str) -> None:
        assert_equal_if_plain(text)

    @settings(max_examples=400, deadline=None)
    @given(
        spoilt(documents_of_lines(PLAIN_LINES) | st.builds(news, st.integers(0, 50), st.just(1)))
    )
    def test_of_spoilt_bodies(self, text: str) -> None:
        assert_equal_if_plain(text)

    @settings(max_examples=400, deadline=None)
    @given(
        joined((*'*_"(). \n', "**", "__", "خ", "a", "[خ](/x)", "\\*", "\\_", "  \n", "\u064e"), 14)
    )
    def test_of_emphasis_and_quotes(self, text: str) -> None:
        assert_equal_if_plain(text)

    @settings(max_examples=400, deadline=None)
    @given(st.lists(joined((*SIGNS, *WORDS), 12), max_size=4), st.sampled_from(["", "## ", "- "]))
    def test_of_escaped_lines(self, lines: list[str], start: str) -> None:
        assert_equal_if_plain(
            "\n\n".join(start + escape(re.sub(r"\s", " ", line)) for line in lines)
        )

    @settings(max_examples=400, deadline=None)
    @given(
        joined(
            (*"**|**|[خ](/x)|[خ ب](/x?a=b&c=d)|[خ](a**b)|&| & |خبر|!|*| |**خبر**".split("|"), " "),
            12,
        ),
        st.sampled_from(("قال", "قال ", "قال ", "خبر ", "شاهد أيضا: ", "«قد يهمك»: ", "")),
        st.sampled_from(("\n\n", "\n\n\n", "\n\n\n\n", "\n\n## خبر\n\n", "\n\n### خبر؟\n\n")),
    )
    @example("** أ**", "قال ", "\n\n")
    @example("**أ **", "قال ", "\n\n")
    @example("****", "قال ", "\n\n")
    @example("**أ****ب**", "قال ", "\n\n")
    @example("!" + "[خ](/x)", "قال ", "\n\n")
    @example("[خ](a**b) [خ](a**b)", "قال ", "\n\n")
    @example("& **&** [&](/&)", "قال ", "\n\n")
    def test_of_strong_words_links_and_ampersands(self, line: str, start: str, end: str) -> None:
        assert_equal_if_plain(f"{start}{line}{end}خبر")
        assert_equal_if_plain(f"{start}{line}{end}{start}{line}{end}- خبر\n- خبر")

    @pytest.mark.parametrize("line", LINES)
    def test_of_a_line_after_and_before_another(self, line: str) -> None:
        for text in (
            line,
            f"خبر\n{line}",
            f"{line}\nخبر",
            f"- خبر\n{line}",
            f"## خبر\n{line}\n## خبر",
        ):
            assert_equal_if_plain(text)

    def test_of_all_bodies_in_this_repository(self) -> None:
        for body in written_bodies():
            assert_equal_if_plain(body)


class TestShare:
    @pytest.mark.parametrize("seed", range(5))
    def test_a_body_of_news_is_plain(self, seed: int) -> None:
        assert plain_body(news(seed), "«»") == markdown_body(news(seed))

    def test_nearly_all_bodies_in_this_repository_are_plain(self) -> None:
        bodies = [body for body in written_bodies() if body.strip()]
        assert len(bodies) > 50
        plain = [body for body in bodies if plain_body(body, "«»")]  # others hold tables or code
        assert len(plain) > 0.95 * len(bodies)

    @pytest.mark.parametrize(
        "line",
        [
            *("2022. عام", "- شرطة", "[قوس]", "*نجمة*", "a_b", "C#", "`x`", "~~~", "| أ | ب |"),
            *(
                "{{ x }}",
                "3 < 4 > 2",
                "بحث & تطوير",
                "R&D",
                "أ\\ب",
                "![x](y)",
                "===",
                "+966",
                "<ع>",
            ),
        ],
    )
    def test_an_escaped_line_is_plain_in_every_place(self, line: str) -> None:
        for start in ("", "## ", "- ", "1. ", "شاهد أيضا: ", "خبر\n"):
            assert plain_body(start + escape(line), "«»") is not None

    def test_most_escaped_lines_of_any_signs_are_plain(self) -> None:
        chosen = random.Random(5)  # noqa: S311
        letters = "خبر عاجل aX1٢ " + PUNCTUATION
        lines = ["خ" + "".join(chosen.choices(letters, k=20)) for _ in range(400)]
        plain = [line for line in lines if plain_body(escape(line), "«»")]
        assert len(plain) > 0.6 * len(lines)


def written_bodies() -> Iterator[str]:
    """The bodies of content/, and those that an import makes of the documents of tests/cases."""
    for file in sorted((REPOSITORY / "content").rglob("*.md")):
        text = decode(file.read_bytes(), file.name)
        assert isinstance(text, str)
        yield body_of(text)
    for document in documents():
        draft = read_draft(document.text, document.name)
        assert isinstance(draft, Draft)
        yield body_of(to_content(draft, Given(seed=f"{document.name}.txt", slug="خبر")))


def body_of(content: str) -> str:
    parted = front_matter.split(content, "a.md")
    assert isinstance(parted, front_matter.SplitText)
    return parted.body


def test_the_documents_of_markdown_are_read_alike() -> None:
    text = (REPOSITORY / "tests" / "cases" / "markdown.md").read_text("utf-8")
    given = re.findall(r"^## .+\n\n````\n((?:.*\n)*?)````$", text, re.MULTILINE)
    plain = [case for case in given if plain_body(case, "«»")]
    assert len(plain) >= 8
    for case in plain:
        assert plain_body(case, "«»") == markdown_body(case)


@settings(max_examples=400, deadline=None)
@given(st.text() | joined((*SIGNS, *WORDS), 12))
@example("42,5 – شي: 2022، don't")
def test_the_id_of_a_heading_is_the_slug_of_its_words(words: str) -> None:
    made = slugify(ascii_digits(without_tashkeel(words)), allow_unicode=True) or "section"
    assert heading_id(words, set()) == made
    assert heading_id(words, {made, f"{made}-2"}) == f"{made}-3"


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        joined(
            ("خبر", "خبر", "خَبر", "latest", "section", "2", "-2", "؟", "!", ",", "é", " "), 4
        ).map(lambda words: " ".join(words.split())),
        max_size=6,
    )
)
@example(["خبر", "خبر", "خبر 2"])
@example(["content", "!"])
def test_headings_get_the_ids_together_that_they_get_one_by_one(headings: list[str]) -> None:
    taken = set(THEME_IDS)
    assert heading_ids(headings) == [heading_id(words, taken) for words in headings]


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x0c", "\x1f", "\x7f", "\x85"])
@pytest.mark.parametrize("text", ["خبر{}خبر", "خبر\n\n{}\n\nخبر", "- خ\n- {}ب\n\n\nخبر", "{}خ"])
def test_a_body_with_a_control_is_not_plain(text: str, control: str) -> None:
    assert plain_body(text.format(""), "«»") is not None
    assert plain_body(text.format(control), "«»") is None


@pytest.mark.parametrize("letter", ["\ud800", "\u061c", "\u200c", "\ufeff", "\U000e0001", "😀"])
def test_a_letter_that_is_not_printable_may_be_plain(letter: str) -> None:
    text = f"خبر {letter}خبر\n\n## خبر{letter}\n\n«خبر» {letter}\n"
    assert plain_body(text, "«»") == markdown_body(text)


def test_a_plain_body_is_read_without_importing_python_markdown() -> None:
    code = (
        "import sys\nfrom newsgen.language.markup import read_body\n"
        f"assert read_body({news(1)!r}).sections\n"
        "print({'markdown', 'slugify', 'xml', 'html'} & set(sys.modules))"
    )
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert made.stdout.strip() == "set()"


def test_a_body_that_is_not_plain_is_read_by_python_markdown() -> None:
    text = "خبر[^1]\n\n[^1]: هامش"
    assert plain_body(text, "«»") is None
    assert read_body(text) == parsed_body(text, "«»")
