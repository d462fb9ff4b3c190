"""The values of fields: what is read, and what is refused."""

import pytest

from newsgen.language.values import count_value, weight_value


@pytest.mark.parametrize("word", ["1", "20", "999"])
def test_counts_are_whole_numbers(word: str) -> None:
    assert count_value(word) == int(word)


@pytest.mark.parametrize("word", ["0", "-1", "1.5", "٢٠", "²", "", "1_000", "9" * 5000])
def test_what_is_no_count_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        count_value(word)


@pytest.mark.parametrize("word", ["0", "0.5", "1e3", "1000"])
def test_weights_are_numbers_up_to_a_thousand(word: str) -> None:
    assert weight_value(word) == float(word)


@pytest.mark.parametrize("word", ["nan", "inf", "-0.1", "1001", "ثقيل", ""])
def test_what_is_no_weight_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        weight_value(word)
