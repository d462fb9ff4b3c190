"""Seeds → content files: every word kept, nothing becomes markup, edits are noticed."""

import re
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from readings import read_article

from newsgen.content.articles import body_of
from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, is_unedited, to_content, to_text
from newsgen.language import front_matter
from newsgen.language.arabic import clean, guillemets
from newsgen.language.front_matter import article_table
from newsgen.language.markup import Body
from newsgen.words.model import Article
from newsgen.words.problems import Problem

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_5387420c12eebd77.txt"
RAW = SEED.read_text("utf-8")
GIVEN = Given(seed=SEED.name, slug="تعزيز-التعاون")
UTC = ZoneInfo("UTC")
HOUSE = ("خَبَرَيْن", "خبرين")
HEADINGS = (
    "تعزيز التعاون بين روسيا والصين في الدفاع|فهم مشترك بين وزيري الدفاع الروسي والصيني|"
    "أهمية الشراكة الاستراتيجية|زيارة بيلوسوف إلى الصين|التنسيق الأمني بين روسيا والصين|"
    "تعميق العلاقات العسكرية|محادثات بيلوسوف مع وزير الدفاع الصيني|"
    "الزيارة المرتقبة لشي جين بينغ إلى روسيا|أهمية قمة مجموعة بريكس|"
    "الدوريات المشتركة بين روسيا والصين|التجارة بين الصين وروسيا|"
    "أول دورية مشتركة في المحيط المتجمد الشمالي|التدريبات العسكرية المشتركة|التوترات حول تايوان"
).split("|")
FIGURE = '<bdi class="figure" dir="ltr">([^<>]+)</bdi>|<span class="figure">\u061c([^<>]+)</span>'
LINES = st.text() | st.sampled_from(
    [
        *(
            "",
            "---",
            "--- ",
            "----",
            "...",
            "title: x",
            "import_digest: 0",
            "import_digest: d03d0446cb246a88",
        ),
        *("عنوان قصير", "فقرة تنتهي بنقطة.", "هل من سؤال؟", "وقال الوزير نعم", "نص طويل " * 20),
        *(
            "شاهد أيضا: خبر",
            "شاهد أيضا:",
            "شاهد أيضا",
            "اقرأ أيضًا",
            "شاهد أيضا | خبر: آخر",
            "شاهد أيضا： خبر",
        ),
        *(
            "**شاهد أيضا**: خبر",
            "[شاهد أيضا]: خبر",
            "- شاهد أيضا: خبر",
            "# شاهد أيضا",
            "<شاهد> أيضا: خبر",
        ),
        *(
            "شاهد: أيضا",
            "شاهد أيضا:: خبر",
            "شاهد أيضا: |",
            "(شاهد أيضا)",
            "أخبار ذات صلة",
            "أخبار ذات صلة:",
        ),
        *(
            "<script>alert(1)</script>",
            "<div>",
            "</div>",
            "<!--",
            "-->",
            "{{ x }}",
            "[^1]: x",
            "[^1]",
            "| a | b |",
        ),
        *(
            "|---|---|",
            "# x",
            "C#",
            "2022. x",
            "- x",
            "    x",
            "```",
            "===",
            "R&amp;D",
            "a\\",
            '"قال"',
            'شاشة 12"',
        ),
        *(
            "\x00",
            "\ufffe",
            "\x85",
            "\u2028",
            "\ufeff",
            "\x1b[0m",
            "\u202eabc",
            "😀",
            "\x02\x03",
            "\x1c\x1d",
        ),
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


def draft_of(text: str) -> Draft:
    draft = read_draft(text, "seeds/a.txt", HOUSE)
    assert isinstance(draft, Draft)
    return draft


def content_of(text: str) -> str:
    return to_content(draft_of(text), GIVEN)


def parts(content: str) -> tuple[dict[str, object], Body]:
    """A content file as newsgen reads it back: its front matter and its body."""
    found = front_matter.split(content, "a.md")
    assert not isinstance(found, Problem)
    values, problems = front_matter.read(found.head, article_table(UTC), "a.md")
    assert not problems
    return values, body_of(content.encode(), "a.md")


def words(text: str) -> list[str]:
    return clean(text).split()


def told(body: Body) -> list[str]:
    """The words of a body in the order in which a reader meets them."""
    lines = []
    for section in body.sections:
        lines.append(section.heading)
        for block in section.blocks:
            label, title = block.pointer or ("", "")
            lines.append(f"{label} {title} {text_of(block.html)}")
    return " ".join(lines).split()


def text_of(markup: str) -> str:
    """The text of paragraphs and lists that hold no markup but that of figures."""
    shown = re.sub(FIGURE, r"\1\2", markup)
    shown = re.sub(r'</?(?:(?:p|li)(?: dir="ltr")?|[uo]l(?: start="\d+")?)>|<!-- -->', " ", shown)
    assert not set("<>") & set(shown)
    for name, sign in (("lt", "<"), ("gt", ">"), ("amp", "&")):
        shown = shown.replace(f"&{name};", sign)
    return shown


class TestTheGivenArticle:
    def test_its_parts_are_read(self) -> None:
        draft = draft_of(RAW)
        assert draft.title == "تعزيز التعاون الأمني بين الصين وروسيا"
        assert draft.summary.startswith("تعهد مسؤولو الدفاع الصينيون والروس")
        assert draft.summary.endswith("في خطوة تعكس توافقهما الاستراتيجي.")
        assert draft.teaser.endswith("في المقالة على خَبَرَيْن.")
        kinds = [block.kind for block in draft.blocks]
        assert (kinds.count("heading"), kinds.count("paragraph")) == (14, 15)
        assert kinds[-3:] == ["heading", "paragraph", "paragraph"]
        headings = [block.lines[0] for block in draft.blocks if block.kind == "heading"]
        assert headings == HEADINGS
        assert draft.related == tuple(filter(None, RAW.partition("أخبار ذات صلة\n")[2].split("\n")))
        assert len(draft.related) == 3

    def test_its_pointers_stand_in_the_sections_that_they_stood_in(self) -> None:
        _, body = parts(content_of(RAW))
        pointers = {
            section.heading: [b.pointer for b in section.blocks if b.pointer]
            for section in body.sections
        }
        xi = (
            'شي جين بينغ: الصين "لا تخاف" في أول تعليق علني على تصاعد الحرب التجارية '
            "مع الولايات المتحدة"
        )
        who = (
            "منظمة الصحة العالمية تطالب الصين بمشاركة بيانات أصول فيروس كورونا "
            "بعد خمس سنوات من ظهور الجائحة"
        )
        assert {heading: found[0].title for heading, found in pointers.items() if found} == {
            "زيارة بيلوسوف إلى الصين": xi,
            "التدريبات العسكرية المشتركة": who,
        }
        assert all(
            section.blocks[0].pointer for section in body.sections if pointers[section.heading]
        )

    def test_its_content_file_reads_back_as_the_same_sections(self) -> None:
        draft = draft_of(RAW)
        values, body = parts(to_content(draft, GIVEN))
        assert (values["title"], values["summary"], values["related"]) == (
            draft.title,
            draft.summary,
            draft.related,
        )
        assert list(body.headings) == HEADINGS
        paragraphs = [
            f"<p>{guillemets(block.lines[0])}</p>"
            for block in draft.blocks
            if block.kind == "paragraph"
        ]
        shown = [block.html for section in body.sections for block in section.blocks if block.html]
        assert "\n".join(shown) == "\n".join(paragraphs)
        assert body.sections[-1].blocks[0].html.count("<p>") == 2

    def test_every_word_of_it_is_kept_in_order(self) -> None:
        values, body = parts(content_of(RAW))
        label = ["أخبار", "ذات", "صلة"]
        kept = [*words(values["title"]), *words(values["teaser"]), *told(body), *label]
        kept += [word for title in values["related"] for word in words(title)]
        seed = " ".join(
            guillemets(line) if "شاهد" not in line else line for line in RAW.split("\n")
        )
        assert kept == words(seed.replace("شاهد ايضاً:", "شاهد ايضاً"))

    def test_it_is_given_back_byte_for_byte(self) -> None:
        assert to_text(content_of(RAW)) == RAW

    def test_it_is_an_article_without_date_author_category_or_tag(self) -> None:
        value, problems, _ = read_article(
            content_of(RAW).encode(), "articles/a.md", "content/articles/a.md", UTC
        )
        assert not problems
        assert isinstance(value, Article)
        assert (value.published, value.updated, value.category, value.tags, value.authors) == (
            None,
            None,
            "",
            (),
            (),
        )
        assert (value.seed, value.slug, value.draft) == (SEED.name, "تعزيز-التعاون", False)
        assert len(value.named) == 3
        assert len(value.see_also) == 2
        assert 500 < value.word_count < 700

    def test_its_content_file_is_legible_markdown(self) -> None:
        body = content_of(RAW).partition("\n---\n\n")[2]
        assert "\\" not in body
        assert body.startswith("## تعزيز التعاون بين روسيا والصين في الدفاع\n\nتعهد مسؤولو الدفاع")
        assert body.endswith("تحكم نفسها بنفسها.\n")


@pytest.mark.parametrize("text", ["", "\n\n", " \t\u00a0\n", "\ufeff", "\x00\x01", "\u200f\u200b"])
def test_only_a_text_without_any_words_is_a_problem(text: str) -> None:
    problem = read_draft(text, "seeds/a.txt", HOUSE)
    assert isinstance(problem, Problem)
    assert str(problem).startswith("seeds/a.txt: error: the file is empty")


def test_what_is_known_beside_the_text_goes_into_the_front_matter() -> None:
    known = Given(
        seed="a.txt",
        slug="خبر",
        date="2024-10-15",
        updated="2024-10-16T09:30:00Z",
        category="سياسة",
        tags=("الصين", "no"),
        authors=("ليلى",),
        source="رويترز: عاجل",
        draft=True,
    )
    values, _ = parts(to_content(draft_of("عنوان"), known))
    assert (values["seed"], values["slug"], values["category"], values["tags"]) == (
        "a.txt",
        "خبر",
        "سياسة",
        ("الصين", "no"),
    )
    assert (values["author"], values["source"], values["draft"]) == (
        ("ليلى",),
        "رويترز: عاجل",
        True,
    )
    assert values["date"].local == "2024-10-15T00:00:00+00:00"
    assert values["updated"].local == "2024-10-16T09:30:00+00:00"


@pytest.mark.parametrize(
    ("lines", "pointers"),
    [
        ("شاهد أيضا: أ: ب", [("شاهد أيضا", "أ: ب")]),
        ("شاهد أيضاً\nأ: ب", [("شاهد أيضاً", "أ: ب")]),
        ("شاهد أيضاً:\n\nأ", [("شاهد أيضاً", "أ")]),
        ("قد يهمك | أ", [("قد يهمك", "أ")]),
        ("**شاهد أيضا**: <b>أ</b>", [("شاهد أيضا**", "<b>أ</b>")]),
        ("- شاهد أيضا: أ", [("شاهد أيضا", "أ")]),
        ("(اقرأ أيضا: أ)", [("اقرأ أيضا", "أ")]),
        ("اقرأ أيضا.. أ", [("اقرأ أيضا", "أ")]),
        ("<<< شاهد أيضا - أ", [("شاهد أيضا", "أ")]),
        ("شاهد أيضا: R&amp;D #1", [("شاهد أيضا", "R&amp;D #1")]),
        ("شاهد أيضا:\nشاهد أيضا: أ", [("شاهد أيضا", "شاهد أيضا: أ")]),
        ("شاهد عيان: أ", []),
        ("شاهد: أيضا\nأ", []),
    ],
)
def test_a_pointer_of_a_seed_is_a_pointer_of_the_content_file(
    lines: str, pointers: list[tuple[str, str]]
) -> None:
    _, body = parts(content_of(f"عنوان\nملخص.\n\n\nفرعي\n{lines}\nفقرة تنتهي بنقطة."))
    assert list(body.pointers) == pointers


NUMBERED = "1. بند أول\n2. بند ثان"
BULLETS = "- نقطة أولى\n- نقطة ثانية"
RESTARTED = "1) بند ثالث\n2) بند رابع"


@pytest.mark.parametrize(
    ("lines", "lists"),
    [
        (f"{NUMBERED}\n\n{BULLETS}", ["ol", "ul"]),
        (f"{BULLETS}\n\n{NUMBERED}", ["ul", "ol"]),
        (f"{NUMBERED}\n{BULLETS}", ["ol", "ul"]),
        (f"{NUMBERED}\n\n{RESTARTED}", ["ol", "ol"]),
        (f"{NUMBERED}\n\n3. بند ثالث\n4. بند رابع", ["ol"]),
        (f"{BULLETS}\n\n• نقطة ثالثة\n• نقطة رابعة", ["ul"]),
        (f"{BULLETS}\n{NUMBERED}\n{RESTARTED}\n{BULLETS}", ["ul", "ol", "ol", "ul"]),
    ],
)
def test_lists_of_a_seed_stay_apart_where_their_kind_changes_or_their_numbers_begin_again(
    lines: str, lists: list[str]
) -> None:
    text = f"عنوان الخبر الكبير\n\nفقرة أولى تنتهي بنقطة.\n\n{lines}\n\nفقرة أخيرة تنتهي بنقطة."
    content = content_of(text)
    shown = "".join(block.html for one in parts(content)[1].sections for block in one.blocks)
    assert re.findall(r"<([uo]l)\b", shown) == lists
    assert shown.count("<li>") == len(re.findall(r"بند|نقطة (?=أ|ث|ر)", lines))
    assert "\n- " not in shown
    assert to_text(content) == text


def test_a_label_that_announces_nothing_stays_as_text() -> None:
    _, body = parts(content_of("عنوان\nفرعي\nفقرة طويلة.\nشاهد أيضا:"))
    assert body.pointers == ()
    assert told(body) == ["فرعي", "فقرة", "طويلة.", "شاهد", "أيضا:"]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("عنوان\nملخص.\n\n\n[شاهد أيضا]: خبر\nنص.")
@example("---\n---\n---")
@example("عنوان ---\nملخص ---.\n\nنص")
@example("عنوان\nشاهد أيضا | خبر: آخر")
@example("عنوان\n-0\n0")
@example("عنوان\nفاز 3-1 بلغة C++ عند -5%.\n- هاتف 05-123-4567\n- نص")
def test_any_text_keeps_every_word_and_makes_no_markup(text: str) -> None:
    draft = read_draft(text, "seeds/a.txt", HOUSE)
    if isinstance(draft, Problem):
        assume(not words(text))
        return
    values, body = parts(to_content(draft, GIVEN))
    assert values["title"] == " ".join(draft.title.split())
    assert values.get("related", ()) == tuple(" ".join(title.split()) for title in draft.related)
    for block in draft.blocks:
        for line in block.lines:
            assert " ".join(bare(line)) in " ".join(bare(" ".join(told(body))))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("عنوان\nشاهد أيضا:\nشاهد أيضا: أ\nشاهد أيضا")
@example("عنوان\nفقرة.\n- أ\n- ب\n1. ج\n2. د\nأخبار ذات صلة: ه\n• و")
def test_any_text_is_given_back_line_by_line(text: str) -> None:
    draft = read_draft(text, "seeds/a.txt", HOUSE)
    assume(isinstance(draft, Draft))
    cleaned = "\n".join(line.strip() for line in clean(text).split("\n"))
    assert to_text(to_content(draft, GIVEN)) == cleaned


def bare(text: str) -> list[str]:
    """Words without the signs that a pointer or a quotation may lose or change."""
    return re.sub(r'["«»“”:：|]', " ", text).split()


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_content_file_tells_whether_somebody_touched_it(text: str, data: st.DataObject) -> None:
    draft = read_draft(text, "seeds/a.txt", HOUSE)
    assume(isinstance(draft, Draft))
    content = to_content(draft, GIVEN)
    assert is_unedited(content)
    at = data.draw(st.integers(0, len(content) - 1))
    letter = data.draw(st.sampled_from("اa \n:-0\r") | st.characters(exclude_categories=["Cs"]))
    assert not is_unedited(content[:at] + letter + content[at:])
    assert not is_unedited(content[:at] + content[at + 1 :])
    assert (content[at] == letter) == is_unedited(content[:at] + letter + content[at + 1 :])


@pytest.mark.parametrize(
    "content", ["", "نص", "---\n---\n", "---\nimport_digest: x\n---\n", "import_digest: \n"]
)
def test_a_file_that_no_import_wrote_counts_as_edited(content: str) -> None:
    assert not is_unedited(content)


@pytest.mark.parametrize(
    "line", ["---", "title: x", "import_digest: 0", "import_digest: d03d0446cb246a88"]
)
def test_a_text_that_looks_like_a_content_file_is_still_signed(line: str) -> None:
    content = content_of(f"عنوان\n{line}\n{line}\nنص.\n{line}")
    assert is_unedited(content)
    assert parts(content)[0]["title"] == "عنوان"


def test_the_same_text_always_gives_the_same_file() -> None:
    assert content_of(RAW) == content_of("\ufeff" + RAW.replace("\n", "\r\n"))


def test_a_long_text_is_read_in_time_that_grows_with_its_length() -> None:
    def seconds(lines: int) -> float:
        start = time.process_time()
        read_draft("عنوان\n" + "سطر قصير بلا نقطة\nشاهد أيضا: خبر\n" * lines, "seeds/a.txt")
        return time.process_time() - start

    assert seconds(4000) < 40 * max(seconds(400), 0.005)


@settings(deadline=None)
@given(TEXTS)
@example("عنوان\nآخر تحديث: 12 مايو 2024\nنص.")
@example("عنوان\nنشر في: 12 مايو 2024\nآخر تحديث: 11 مايو 2024\nنص.")
def test_an_import_of_any_text_is_an_article_without_mistakes(text: str) -> None:
    draft = read_draft(text, "seeds/a.txt", HOUSE)
    assume(isinstance(draft, Draft))
    content = to_content(draft, GIVEN).encode()
    value, problems, _ = read_article(content, "articles/a.md", "a.md", UTC)
    assert not problems
    assert isinstance(value, Article)


def test_the_letters_of_clauses_are_shown() -> None:
    content = content_of(f"قواعد جديدة\n{'نص طويل ' * 20}.\nأ. تخفض الرسوم.\nب. تلغى الغرامات.")
    assert "- أ. تخفض الرسوم.\n- ب. تلغى الغرامات." in content
