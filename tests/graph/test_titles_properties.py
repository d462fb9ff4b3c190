"""What holds for any title and any set of titles."""

import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from titled import Record

from newsgen.graph.titles.equals import find_equal
from newsgen.graph.titles.known_names import Resolver, resolver
from newsgen.graph.titles.near import Places
from newsgen.graph.titles.numerals import numbers, tokens
from newsgen.graph.titles.resolving import find_each, resolve
from newsgen.graph.titles.spelling import one_edit, slip
from newsgen.language.arabic import clean, fold, fold_words

NEGATIONS = frozenset("لا لم لن ليس غير دون بدون عدم".split())
WORDS = (
    "الرئيس الأمريكي يوافق يرفض على إلى في من عن اتفاق غزة مصر إيران الصين مقتل أشخاص انفجار "
    "الحكومة اللبنانية تعلن ارتفاع انخفاض أسعار النفط القمة العربية الغربية احتلال احتفال آلاف "
    "المتظاهرين مستشفى مسؤول شؤون هيئة مئات لقاءات الثاني الثالث يونيو يوليو الأحد الجزء قبل بعد "
    "لا لم لن ليس غير دون بدون عدم و أن عاجل فيديو هل ماذا سلمان سلطان محمد محمود"
).split()
NUMERALS = ("5", "50", "15", "153", "2023", "2024", "3.5", "1,000", "1000", "3-1", "1-3", "20%")
TITLES = st.lists(st.sampled_from(WORDS) | st.sampled_from(NUMERALS), min_size=1, max_size=12).map(
    " ".join
)
HAMZAS = ("أإآاٱ", "ىي", "ةه", "ؤو", "ئي", "کك", "یي")
DIGITS = ("٠۰0", "١۱1", "٢۲2", "٣۳3", "٤۴4", "٥۵5", "٦۶6", "٧۷7", "٨۸8", "٩۹9")
MARKS = "\u064b\u064e\u0651\u0652\u0640"
FORMS: dict[str, list[str]] = {}
for code in (*range(0xFB50, 0xFDF0), *range(0xFE70, 0xFEFD)):
    FORMS.setdefault(unicodedata.normalize("NFKC", chr(code)), []).append(chr(code))


def among(titles: list[str]) -> Resolver[Record]:
    return resolver([Record(title, title, fold(title)) for title in titles], ["خبرين"])


def test_the_letters_have_presentation_forms() -> None:
    assert all(FORMS[letter] for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


@st.composite
def rewritten(draw: st.DrawFn, title: str) -> str:
    """The title with other hamzas, digits, marks, forms, quotes and spaces."""
    letters = []
    for letter in title:
        kin = [group for group in (*HAMZAS, *DIGITS) if letter in group]
        written = draw(st.sampled_from(kin[0])) if kin else letter
        if draw(st.integers(0, 3)) == 0 and written in FORMS:
            written = draw(st.sampled_from(FORMS[written]))
        if letter.isalpha() and draw(st.integers(0, 3)) == 0:
            written += draw(st.sampled_from(MARKS))
        letters.append(written + draw(st.sampled_from(" \u00a0")) * (letter == " "))
    words = "".join(letters).split(" ")
    at = draw(st.integers(0, len(words) - 1))
    opening, closing = draw(st.sampled_from(("«»", '""', "“”", "''", "()")))
    if words[at] and not any(letter.isdigit() for letter in words[at]):
        words[at] = f"{opening}{words[at]}{closing}"
    return " ".join(words) + draw(st.sampled_from(("", "!", "؟", " .", " –")))


@settings(deadline=None)
@given(st.lists(TITLES, min_size=1, max_size=8, unique_by=fold), st.data())
def test_another_way_to_write_a_title_finds_it(titles: list[str], data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(titles))
    name = data.draw(rewritten(title))
    assert resolve(name, fold(name), among(titles)).source == title


@settings(deadline=None)
@given(TITLES, st.data())
def test_the_house_and_its_labels_do_not_matter(title: str, data: st.DataObject) -> None:
    assume(len(fold_words(title)) >= 2)
    name = data.draw(
        st.sampled_from(("{} - خبرين", "{} | خَبَرَيْن", "عاجل: {}", "{} (فيديو)", "صور.. {} – خبرين"))
    ).format(title)
    found = resolve(name, fold(name), among([title]))
    labels = {"عاجل", "فيديو"} & set(title.split())
    assert found.source == title or labels


@settings(deadline=None)
@given(st.lists(TITLES, max_size=8), st.lists(TITLES, min_size=1, max_size=3))
def test_a_title_with_other_numbers_or_another_denial_is_never_meant(
    titles: list[str], names: list[str]
) -> None:
    there = among(titles)
    for name in names:
        found = resolve(name, fold(name), there)
        if found.source is not None:
            said, meant = (
                [word for word in fold_words(title) if word in NEGATIONS]
                for title in (name, found.source)
            )
            assert said == meant
            assert numbers(name) == numbers(found.source)


@settings(deadline=None)
@given(TITLES, st.data())
def test_one_word_put_in_taken_out_or_replaced_changes_no_number_and_no_denial(
    title: str, data: st.DataObject
) -> None:
    words = title.split()
    at = data.draw(st.integers(0, len(words) - 1))
    put_in = data.draw(st.sampled_from((*sorted(NEGATIONS), *NUMERALS, "قبل", "بعد", "هل", "قد")))
    for changed in (
        [*words[:at], put_in, *words[at:]],
        [*words[:at], put_in, *words[at + 1 :]],
    ):
        other = " ".join(changed)
        if tokens(other) != tokens(title):
            assert resolve(other, fold(other), among([title])).source is None
            assert resolve(title, fold(title), among([other])).source is None


@st.composite
def changed(draw: st.DrawFn, title: str) -> str:
    """The title with a few words changed as people change them, and as they should not."""
    words = title.split()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words) - 1))
        word, cut = words[at], draw(st.integers(0, len(words[at])))
        variants = (f"ال{word}", f"و{word}", word.removeprefix("ال"), word[:cut] + word[cut + 1 :])
        repeated = f"{word[:cut]}{word[cut : cut + 1] * 3}{word[cut + 1 :]}"
        loose = draw(st.sampled_from(("في", "و", "أن", "عام", "عن", "%", "بالمئة", "بـ", "من")))
        others = (repeated, f"{loose} {word}", f"{word} {word}", "", word.replace("ئ", "ؤ"))
        words[at] = draw(st.sampled_from((*variants, *others)))
    return draw(st.sampled_from(("", "عاجل: "))) + draw(st.sampled_from((" ", " ", ""))).join(words)


NOWHERE = tuple([f"اسم كتب {'ه' * letters} ولم يقد إلى خبر" for letters in range(12)])


@settings(deadline=None)
@given(st.lists(TITLES, min_size=1, max_size=6), st.data())
def test_what_is_found_soon_is_what_the_rules_say(titles: list[str], data: st.DataObject) -> None:
    articles = among(list(dict.fromkeys(titles)))
    name = data.draw(changed(titles[0]))
    names = (*titles, name, f"{name} - خبرين", name[: len(name) * 2 // 3])
    for others in ((), NOWHERE):  # few names are all looked at closely
        soon = find_each([(named, fold(named)) for named in (*names, *others)], articles)
        for named in names:
            found = soon.get((named, fold(named)))
            assert (found.source if found else None) == resolve(named, fold(named), articles).source


@settings(deadline=None)
@given(st.lists(TITLES, min_size=1, max_size=12), st.data())
def test_the_order_of_the_articles_does_not_matter(titles: list[str], data: st.DataObject) -> None:
    numbered = [Record(f"{at}.md", title, fold(title)) for at, title in enumerate(titles)]
    shuffled = data.draw(st.permutations(numbered))
    for name in (*titles, data.draw(TITLES), f"{titles[0]}…"):
        key = fold(name)
        assert resolve(name, key, resolver(numbered)) == resolve(name, key, resolver(shuffled))


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=80), st.text(max_size=40))
def test_any_text_may_be_a_name_and_a_title(titles: list[str], name: str, base_url: str) -> None:
    titled = [
        Record(f"{at}.md", clean(title), fold(title), title, (title,), (title,))
        for at, title in enumerate(titles)
    ]
    articles = resolver(titled, [name], base_url)
    found = resolve(name, fold(name), articles)
    for named in (name, *titles, *map(clean, titles)):
        pair = (named, fold(named))
        soon = find_equal(*pair, articles.equals) or find_each([pair], articles).get(pair)
        assert (soon.source if soon else None) == resolve(*pair, articles).source
    assert found.source is None or found.source in {one.source for one in titled}
    assert (found.source is None) == (found.rule in ("ambiguous", "close", "unknown"))


@settings(deadline=None)
@given(st.text("ابتيونم", max_size=9), st.text("ابتيونم", max_size=9))
def test_a_slip_is_one_edit_whichever_way_it_is_read(word: str, other: str) -> None:
    assert (slip(word, other) is None) == (slip(other, word) is None)
    assert slip(word, other) is None or one_edit(word, other) is not None
    assert one_edit(word, word) is None


@given(st.lists(st.lists(st.sampled_from("في ان قمه 12 قم".split()), max_size=5), max_size=8))
def test_a_word_is_found_wherever_it_stands_as_often_as_it_stands_there(
    titles: list[list[str]],
) -> None:
    places = Places([" ".join(words) for words in titles])
    asked = ["في", "قمه", "ال", "12", *map(str, range(100)), "في", "قم", "12"]  # ever more words
    for word in asked:
        held = [at for at, words in enumerate(titles) for one in words if one == word]
        assert list(places.of(word)) == held
