"""Three forms of a string: what is shown, what is compared, what is ranked."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.language import arabic
from newsgen.language.arabic import (
    ascii_digits,
    clean,
    fold,
    fold_each,
    fold_words,
    guillemets,
    plural_form,
    stem,
    stems,
    without_tashkeel,
    word_codes,
    word_of,
)

USUAL = st.text(arabic._USUAL)
VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "arabic.json").read_bytes())
LETTERS = "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءآأؤإئٱیکہەـًٌٍَُِّْٰ٠١٥۴۶ﷺﻻﺍﲣabZİß153\"'.,-_؟،«» \n\t\r"
TEXTS = st.text() | st.text(
    LETTERS + "\u200f\u200e\u202b\u2067\u200b\u200c\ufeff\u2028\u00a0\u0301"
)


def clean_by_the_rules(text: str) -> str:
    """Every rule in its turn, whether a text needs it or not."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(arabic._CLEAN)
    text = re.sub(
        "[\ufb50-\ufdf9\ufdfc\ufe70-\ufefc]+",
        lambda run: unicodedata.normalize("NFKC", run[0]),
        text,
    )
    return unicodedata.normalize("NFC", text)


def words_by_the_rules(text: str) -> list[str]:
    """The folded words of any text, without a code page."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(arabic._FOLD)
    return re.findall(r"[^\W\d_]+|\d+", text.casefold())


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: ascii(row["text"]))
def test_the_vectors_that_every_implementation_shares_hold(row: dict[str, object]) -> None:
    text = str(row["text"])
    assert clean(text) == row["clean"]
    assert fold(text) == row["fold"]
    assert list(stems(text)) == row["stems"]


def test_the_vectors_are_many_and_no_text_stands_twice() -> None:
    texts = [row["text"] for row in VECTORS]
    assert len(texts) == len(set(texts)) >= 60


class TestClean:
    def test_decomposed_letters_are_composed(self) -> None:
        assert clean("ا\u0654خبار") == "أخبار"
        assert clean("e\u0301") == "é"

    def test_marks_in_the_order_of_typing_get_the_order_of_unicode(self) -> None:
        assert clean("مَّ") == clean("م\u0651\u064e") == clean("م\u064e\u0651")

    def test_presentation_forms_become_letters(self) -> None:
        assert clean("\ufee3\ufeae\ufea3\ufe92\ufe8e") == "مرحبا"
        assert clean("\ufefb") == "لا"
        assert clean("\ufdf2") == "الله"

    @pytest.mark.parametrize("formula", ["\ufdfa", "\ufdfb", "\ufdfd"])
    def test_a_formula_that_is_one_sign_is_kept(self, formula: str) -> None:
        assert clean(f"محمد {formula}") == f"محمد {formula}"

    @pytest.mark.parametrize("control", list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
    def test_stray_bidi_marks_and_embeddings_are_dropped(self, control: str) -> None:
        assert clean(f"{control}قمة{control} بريكس{control}") == "قمة بريكس"

    @pytest.mark.parametrize(
        "control",
        [
            *"\u2066\u2067\u2068\u2069\ufeff\u200b\x00\x01\x1b\x7f\x80\x84\x86\x9f",
            *"\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff",
        ],
    )
    def test_isolates_byte_order_marks_and_controls_are_dropped(self, control: str) -> None:
        assert clean(f"{control}قمة{control}") == "قمة"

    def test_no_clean_text_holds_what_xml_forbids(self) -> None:
        text = clean("".join(map(chr, range(0x11000))))
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", text)
        assert "\ue000" in text  # of private use: a font may know it

    def test_joiners_that_persian_is_written_with_stay(self) -> None:
        assert clean("می\u200cخواهم") == "می\u200cخواهم"

    @pytest.mark.parametrize("space", list("\t\u00a0\u202f\u2003\u3000"))
    def test_every_space_is_a_plain_space(self, space: str) -> None:
        assert clean(f"قمة{space}بريكس") == "قمة بريكس"

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85", "\v", "\f"])
    def test_every_line_end_is_one_line_feed(self, end: str) -> None:
        assert clean(f"سطر{end}ثان") == "سطر\nثان"

    def test_what_the_author_chose_stays(self) -> None:
        chosen = "خَبَرَيْن عـــاجل «بـ 153» ١٥٣ آلاف، C++!"
        assert clean(chosen) == chosen

    @settings(deadline=None, max_examples=400)
    @given(TEXTS | st.text(LETTERS + "…é½\ue000\u0653\u0654\U0001f600"))
    def test_what_is_clean_is_told_without_a_change_of_the_rules(self, text: str) -> None:
        assert clean(text) == clean_by_the_rules(text)

    def test_every_character_is_cleaned_by_the_rules(self) -> None:
        for char in map(chr, range(0x11000)):
            assert clean(f"ا{char}ب") == clean_by_the_rules(f"ا{char}ب"), ascii(char)

    @settings(deadline=None)
    @given(TEXTS)
    def test_clean_text_is_clean_already(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not set(once) & set("\t\r\u00a0\u200e\u200f\u2028\u2029\x00")


class TestFold:
    @settings(deadline=None, max_examples=400)
    @given(USUAL | TEXTS | st.text(arabic._USUAL + "éǅſß½²\u0653\ufe20\n\ue000"))
    def test_the_code_page_changes_no_rule(self, text: str) -> None:
        assert fold_words(text) == words_by_the_rules(text)
        assert [word_of(code) for code in word_codes(text)] == fold_words(text)

    @settings(deadline=None)
    @given(st.lists(USUAL | TEXTS | st.text("ابé1 .:\n")))
    def test_lines_fold_together_as_each_alone(self, lines: list[str]) -> None:
        assert fold_each(lines) == [" ".join(words_by_the_rules(line)) for line in lines]

    def test_every_character_is_folded_by_the_rules_whatever_stands_beside_it(self) -> None:
        for char in map(chr, range(0x11000)):
            text = f"ا{char}ب a{char}1{char} \n{char}"
            assert fold.__wrapped__(text) == " ".join(words_by_the_rules(text)), ascii(char)

    def test_the_code_page_has_room_for_its_letters_and_folds_each_to_one(self) -> None:
        assert len(arabic._USUAL) == len(set(arabic._USUAL)) <= 256
        for char in arabic._USUAL:
            assert [len(word) for word in words_by_the_rules(char)] in ([], [1])

    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("أحمد إلى آخر ٱسم", "احمد الي اخر اسم"),
            ("خَبَرَيْنِ مُحَمَّدٌ أيضاً", "خبرين محمد ايضا"),
            ("هٰذا", "هذا"),
            ("عـــاجل", "عاجل"),
            ("مدرسة", "مدرسه"),
            ("مستشفى", "مستشفي"),
            ("مسؤول", "مسوول"),
            ("شئون", "شيون"),
            ("کتابی", "كتابي"),
            ("ہجری", "هجري"),
            ("١٥٣ ۱۵۳ 153 \uff11\uff15\uff13", "153 153 153 153"),
            ("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"),
            ("«قمة»، بريكس: 5%!", "قمه بريكس 5"),
            ("#هاشتاغ_عربي", "هاشتاغ عربي"),
            ("COVID-19", "covid 19"),
            ("\ufdf2 \ufefb", "الله لا"),
            ("\ufdfa", "صلي الله عليه وسلم"),
            ("…؟!", ""),
            ("", ""),
        ],
    )
    def test_one_spelling_for_all(self, written: str, folded: str) -> None:
        assert fold(written) == folded

    def test_a_number_joined_to_a_letter_is_a_word_of_its_own(self) -> None:
        assert fold("ب153") == fold("بـ 153") == fold("بـ153") == fold("بِـ ١٥٣") == "ب 153"

    def test_different_numbers_stay_different(self) -> None:
        assert fold("3-1") != fold("1-3")
        assert fold("5%") != fold("50%")

    def test_a_negation_stays(self) -> None:
        assert fold("لا يعلن") != fold("يعلن")

    @settings(deadline=None)
    @given(TEXTS)
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @settings(deadline=None)
    @given(TEXTS)
    def test_a_folded_word_is_all_letters_or_all_digits(self, text: str) -> None:
        for word in fold_words(text):
            assert word.isdecimal() or not any(char.isdecimal() for char in word)
            assert word
            assert " " not in word

    @settings(deadline=None)
    @given(st.text("أبتثجحخدذرزسشصضطظعغفقكلمنهويىةؤئ ٠١٢3", min_size=1), st.data())
    def test_marks_and_tatweel_anywhere_make_no_difference(
        self, text: str, data: st.DataObject
    ) -> None:
        at = data.draw(st.integers(1, len(text)))
        mark = data.draw(st.sampled_from("ًٌٍَُِّْٰ") | st.just("ـ"))
        assert fold(text[:at] + mark + text[at:]) == fold(text)


class TestStem:
    @pytest.mark.parametrize(
        "family",
        [
            "صين الصين والصين بالصين",
            "وزير الوزير ووزير والوزير",
            "وزارة الوزارة والوزارة بالوزارة للوزارة",
            "جامعة الجامعة جامعات الجامعات والجامعات",
            "بكين وبكين",
            "وطن الوطن والوطن",
            "اقتصاد الاقتصاد اقتصادي الاقتصادية",
            "مفاوض مفاوضون مفاوضين المفاوضات",
        ],
    )
    def test_a_family_of_words_meets_in_one_stem(self, family: str) -> None:
        assert len(set(stems(family))) == 1

    @pytest.mark.parametrize(
        ("word", "expected"),
        [("والصين", "صين"), ("وزير", "وزير"), ("بكين", "بكين"), ("جامعات", "جامع"), ("كره", "كره")],
    )
    def test_a_stem_is_a_word_that_one_recognizes(self, word: str, expected: str) -> None:
        assert stem(word) == expected

    def test_families_that_only_look_alike_stay_apart(self) -> None:
        assert len(set(stems("الصين صحن بكين وزير وزارة"))) == 5

    def test_words_that_say_nothing_and_single_letters_have_no_stem(self) -> None:
        assert list(stems("في من على إلى ب 3 وقال أيضًا the")) == []

    @settings(deadline=None)
    @given(TEXTS)
    def test_a_stem_is_never_empty_nor_longer_than_its_word(self, text: str) -> None:
        for word in fold_words(text):
            assert 1 <= len(stem(word)) <= len(word)
            assert stem(word) in word


class TestGuillemets:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ('قال "نعم" ثم "لا".', "قال «نعم» ثم «لا»."),
            ('""', "«»"),
            ('"أ" 12" شاشة', '"أ" 12" شاشة'),
            ('شاشة 12"', 'شاشة 12"'),
            ("«نعم» 'لا' “ربما”", "«نعم» 'لا' “ربما”"),
            ("", ""),
        ],
    )
    def test_only_balanced_straight_quotes_turn(self, typed: str, shown: str) -> None:
        assert guillemets(typed) == shown

    @settings(deadline=None)
    @given(st.text('خبر" «»'))
    def test_nothing_but_quotes_ever_changes(self, text: str) -> None:
        turned = guillemets(text)
        assert len(turned) == len(text)
        assert all(
            new == old or (old == '"' and new in "«»")
            for old, new in zip(text, turned, strict=True)
        )
        assert turned == text or '"' not in turned
        assert turned == text or text.count('"') % 2 == 0

    def test_quotes_within_quotes_stay_as_they_are(self) -> None:
        nested = 'وقال "إنه "متداخل" هنا".'
        assert guillemets(nested) == nested
        assert guillemets('قال "نعم" و"لا"') == "قال «نعم» و«لا»"
        assert guillemets('قال " نعم "') == "قال « نعم »"

    @pytest.mark.parametrize(
        "text",
        [
            'شاشة 55" وأخرى 65" في الأسواق',
            'شاشتا 55"، 65" معًا',
            'عرض "نعم" وشاشة ٥٥" وأخرى ٦٥" اليوم',
            'شاشة 55"\nوأخرى 65"',
        ],
    )
    def test_inches_are_no_quotes(self, text: str) -> None:
        assert guillemets(text) == text

    def test_a_quote_may_touch_the_word_before_it_and_end_in_a_number(self) -> None:
        assert guillemets('وال"نعم" و"5" و"شاشة 55" اليوم') == "وال«نعم» و«5» و«شاشة 55» اليوم"


class TestPluralForm:
    @pytest.mark.parametrize(
        ("form", "counts"),
        [
            ("zero", [0]),
            ("one", [1]),
            ("two", [2]),
            ("few", [3, 10, 103, 110, 1003]),
            ("many", [11, 99, 111, 199, 1011]),
            ("other", [100, 101, 102, 200, 202, 1000, 1001, 1002]),
        ],
    )
    def test_the_six_forms_are_those_of_cldr(self, form: str, counts: list[int]) -> None:
        assert {count: plural_form(count) for count in counts} == dict.fromkeys(counts, form)


def test_without_tashkeel_a_word_is_as_one_types_it() -> None:
    assert without_tashkeel("خَبَرَيْن عـــاجل هٰذا أخبار") == "خبرين عاجل هذا أخبار"


def test_digits_of_every_arabic_script_are_read() -> None:
    assert ascii_digits("٢٠٢٤ ۲۰۲۴ 2024") == "2024 2024 2024"
