"""What the search finds an article by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.articles import body_of
from newsgen.content.search_terms import Names, SearchTerms, numbers_in, search_terms, term_number
from newsgen.language.arabic import stems
from newsgen.language.body_parts import BodyParts, body_parts

NOBODY = BodyParts((), ())


def terms(
    title: str = "", summary: str = "", names: tuple[str, ...] = (), text: str = ""
) -> tuple[set[int], ...]:
    body = body_parts(body_of(f"---\ntitle: x\n---\n{text}".encode(), "a.md", "«»"))
    found = search_terms(Names(title, summary, names), body)
    return tuple(set(numbers_in(packed)) for packed in found)


def numbers(text: str) -> set[int]:
    return {term_number(one) for one in stems(text)}


def test_a_stem_counts_where_it_weighs_most() -> None:
    title, heads, text = terms(
        "جامعات الشمال", "الجامعة تكبر", ("تعليم",), "والجامعات في التعليم.\n\n## منح\n\nسفر"
    )
    assert title == numbers("جامعات الشمال")
    assert heads == numbers("تكبر تعليم منح")
    assert text == numbers("سفر")


def test_whatever_a_reader_reads_of_the_text_is_found() -> None:
    body = "نص **غامق** و[رابط](https://example.com/hidden) و[[خبر آخر|كلمات]].\n\n- بند"
    assert terms(text=body)[2] == numbers("نص غامق رابط خبر كلمات بند") - numbers("خبر")


def test_the_titles_that_a_text_points_to_are_not_its_own() -> None:
    found = terms(text="متن.\n\nشاهد أيضًا: سوق النفط\n\nنهاية.")[2]
    assert found == numbers("متن نهاية")


def test_words_that_tell_nothing_and_single_letters_are_no_terms() -> None:
    assert terms("من إلى ب و", "the and", text="في على 5") == (set(), set(), set())


def test_an_article_without_words_has_no_terms() -> None:
    assert search_terms(Names("؟!", "", ("",)), NOBODY) == SearchTerms()


@settings(deadline=None)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_has_terms_in_order_and_in_one_place_each(
    title: str, summary: str, names: list[str]
) -> None:
    found = search_terms(Names(title, summary, tuple(names)), NOBODY)
    places = [list(numbers_in(packed)) for packed in found]
    for place in places:
        assert place == sorted(set(place))
    every = [number for place in places for number in place]
    assert len(every) == len(set(every))
    assert set(every) == numbers("\n".join((title, summary, *names)))
