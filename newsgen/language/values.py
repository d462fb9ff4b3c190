"""How the text of a field becomes a value; what cannot is a ValueError that tells its writer."""

from collections.abc import Callable

from newsgen.language.arabic import clean

MOST = 1_000_000  # of what is counted: more than any site has


def text_value(value: str) -> str:
    return value.strip()


def prose_value(value: str) -> str:
    """One line of clean text."""
    text = clean(value)  # whose white space is spaces and line feeds only
    is_one_line = "\n" not in text and "  " not in text and text.strip(" ") == text
    return text if is_one_line else " ".join(text.split())


def truth_value(value: str) -> bool:
    """`true` or `false`; other spellings mean different things to different tools."""
    if value in ("true", "false"):
        return value == "true"
    raise ValueError(f"'{value}' is neither true nor false")


def count_value(value: str) -> int:
    if not _is_whole(value) or not value.strip("0"):
        raise ValueError(f"'{value}' is not a whole number above 0")
    return _whole(value)


def size_value(value: str) -> int:
    if not _is_whole(value):
        raise ValueError(f"'{value}' is not a whole number")
    return _whole(value)


def weight_value(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"'{value}' is not a number") from None
    if not 0 <= number <= 1000:
        raise ValueError(f"'{value}' is not between 0 and 1000")
    return number


def one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value in choices:
            return value
        raise ValueError(f"'{value}' is not one of {', '.join(choices)}")

    return read


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit()


def _whole(digits: str) -> int:
    digits = digits.lstrip("0") or "0"
    if len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise ValueError(f"a number above {MOST:,} is too large")
    return int(digits)
