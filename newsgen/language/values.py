"""How the text of a field becomes a value; what cannot is a ValueError that tells its writer."""

from collections.abc import Callable


def text_value(value: str) -> str:
    return value.strip()


def truth_value(value: str) -> bool:
    """`true` or `false`; other spellings mean different things to different tools."""
    if value in ("true", "false"):
        return value == "true"
    raise ValueError(f"'{value}' is neither true nor false")


def count_value(value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise ValueError(f"'{value}' is not a whole number above 0")


def size_value(value: str) -> int:
    if value.isascii() and value.isdigit():
        return int(value)
    raise ValueError(f"'{value}' is not a whole number")


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
