"""The numbers of a title, read so that 1,000 and 1000 are one, and 3.5 and 3-5 are not."""

import re
import unicodedata
from functools import lru_cache

from newsgen.language.arabic import ascii_digits, fold_words

PERCENT = "%"
_PERCENT_SIGNS = str.maketrans({"٪": " % ", "%": " % ", "﹪": " % "})
_NUMERIC = re.compile(
    r"[\d%٪﹪²³¹\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u3220-\u33ff]"
)
_GROUPED = re.compile(r"\d{1,3}(?:[,٬.]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,٫]\d+")
# A minus only where a value is expected: «كوفيد -19» and «بين 3 -5» have none.
_NUMBER = re.compile(
    rf"(?P<sign>(?<=(?:إلى|الى|عند|حتى|نحو) )[-−])?"
    rf"(?P<value>(?:{_GROUPED.pattern}|{_DECIMAL.pattern})(?![.,٫٬]?\d)|\d+)|(?P<percent>%)"
)
PERCENT_WORDS = frozenset(("الميه", "المايه", "بالميه", "بالمايه"))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Folded words, numbers in one spelling, and PERCENT for «%», «بالمئة» and «في المئة».

    The text is a clean one.
    """
    if not _NUMERIC.search(text):
        return tuple(fold_words(text))
    text = ascii_digits(unicodedata.normalize("NFKC", text)).translate(_PERCENT_SIGNS)
    found: list[str] = []
    end = 0
    for number in _NUMBER.finditer(text):
        found += fold_words(text[end : number.start()])
        found.append(PERCENT if number["percent"] else (number["sign"] or "") + _value(number))
        end = number.end()
    found += fold_words(text[end:])
    return tuple(_with_percents(found))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers in their order; percent signs do not count."""
    return tuple(token for token in tokens(text) if is_number(token))


def is_number(token: str) -> bool:
    return token[-1].isdigit()


def _value(number: re.Match[str]) -> str:
    text = number["value"]
    if _GROUPED.fullmatch(text):
        text = re.sub("[,٬.]", "", text)
    return re.sub("[,٫]", ".", text)


def _with_percents(found: list[str]) -> list[str]:
    """The words «في المئة» after a number as the sign."""
    result: list[str] = []
    for word in found:
        if word in PERCENT_WORDS and result:
            after = result[-2:] if result[-1] == "في" else result[-1:]
            if is_number(after[0]):
                result[len(result) - len(after) + 1 :] = [PERCENT]
                continue
        result.append(word)
    return result
