"""The values of fields: what is read, and what is refused."""

import pytest

from newsgen.language.values import MOST, count_value, size_value, weight_value


@pytest.mark.parametrize("word", ["1", "20", "999"])
def test_counts_are_whole_numbers(word: str) -> None:
    assert count_value(word) == int(word)


@pytest.mark.parametrize("word", ["0", "-1", "1.5", "٢٠", "²", "", "1_000", "9" * 5000])
def test_what_is_no_count_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        count_value(word)


@pytest.mark.parametrize("word", ["0", "00", "7", str(MOST), "0" * 5000 + "7"])
def test_sizes_are_whole_numbers_and_may_be_nothing(word: str) -> None:
    assert size_value(word) == int(word[-7:])


@pytest.mark.parametrize("word", [str(MOST + 1), "9" * 20, "9" * 5000])
def test_a_number_that_no_site_needs_is_refused_in_a_few_words(word: str) -> None:
    for read in (count_value, size_value):
        with pytest.raises(ValueError, match=r"^a number above 1,000,000 is too large$"):
            read(word)


@pytest.mark.parametrize("word", ["0", "0.5", "1e3", "1000"])
def test_weights_are_numbers_up_to_a_thousand(word: str) -> None:
    assert weight_value(word) == float(word)


@pytest.mark.parametrize("word", ["nan", "inf", "-0.1", "1001", "ثقيل", ""])
def test_what_is_no_weight_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        weight_value(word)
