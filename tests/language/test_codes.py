"""Numbers in letters: in their order, and each with its own."""

from hypothesis import given
from hypothesis import strategies as st

from newsgen.language.codes import ALPHABET, coded


def number_of(text: str) -> int:
    number = 0
    for letter in text:
        number = 64 * number + ALPHABET.index(letter)
    return number


@given(st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 64**n - 1))))
def test_letters_tell_the_number(given: tuple[int, int]) -> None:
    letters, number = given
    assert len(coded(number, letters)) == letters
    assert number_of(coded(number, letters)) == number


@given(st.integers(0, 2**30 - 1), st.integers(0, 2**30 - 1))
def test_texts_stand_in_the_order_of_numbers(first: int, second: int) -> None:
    assert (coded(first, 5) < coded(second, 5)) == (first < second)
