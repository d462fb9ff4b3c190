from newsgen.language.direction import is_at_home, is_misled, quotation_marks, text_direction


def test_arabic_and_its_neighbours_are_written_from_right_to_left() -> None:
    assert [text_direction(one) for one in ("ar", "ar-EG", "fa", "he", "en", "tr")] == [
        *["rtl"] * 4,
        *["ltr"] * 2,
    ]
    assert [quotation_marks(one) for one in ("ar", "ur-PK", "he", "en")] == [
        "«»",
        "«»",
        "“”",
        "“”",
    ]


def test_a_text_of_one_script_needs_no_isolation() -> None:
    for text in ("سياسة", "لُغَةٌ", "قال «نعم» (أو 3.5) ومضى", "ا"):
        assert is_at_home(text, "rtl")
        assert not is_at_home(text, "ltr")
    assert is_at_home("Harbour, reopened (2 of 3) today", "ltr")


def test_words_of_the_other_direction_and_signs_at_an_end_need_it() -> None:
    for text in ("C++", "لغة C++ اليوم", "متى؟", "2026", "من 3", "«نعم» قال", "", "عربي 中文 عربي"):
        assert not is_at_home(text, "rtl")
    for text in ("لغة", "ends.", "C++", "the لغة word"):
        assert not is_at_home(text, "ltr")


def test_an_arabic_headline_that_begins_with_a_latin_name_is_told() -> None:
    assert is_misled("OpenAI تطلق نموذجًا", "rtl")
    assert is_misled("«iPhone 17» في الأسواق", "rtl")
    assert is_misled("عمان hosts the summit", "ltr")


def test_a_text_that_begins_in_its_own_script_or_holds_none_of_it_is_not() -> None:
    for text in ("تطلق OpenAI نموذجًا", "NATO summit ends", "2026", "", "5 أخبار"):
        assert not is_misled(text, "rtl")
    for text in ("Oman hosts عمان", "قمة"):
        assert not is_misled(text, "ltr")
