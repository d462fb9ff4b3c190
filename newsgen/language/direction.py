"""What the language of a site decides: the direction of its text and its quotation marks."""

import re
from functools import cache

RTL_LANGUAGES = frozenset(("ar", "fa", "ur", "he", "ckb", "ps", "sd", "ug", "yi"))
_OTHER_QUOTES = frozenset(("he", "yi"))
_RIGHT = "\u0590-\u05ff\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT = "A-Za-z\u00c0-\u058f"
_NEUTRAL = "\\x20-@\\[-`{-~«»\u2013-\u2026\u060c\u061b\u061f\u0660-\u066d"
_LETTERS = {"rtl": f"[{_RIGHT}]", "ltr": f"[{_LEFT}]"}
_ANY_LETTER = f"[{_RIGHT}{_LEFT}]"
_ALL_OF_ONE = {
    "rtl": f"[{_RIGHT}](?:[{_RIGHT}{_NEUTRAL}]*[{_RIGHT}])?",
    "ltr": f"[{_LEFT}](?:[{_LEFT}{_NEUTRAL}]*[{_LEFT}])?",
}
RTL_QUOTES, LTR_QUOTES = "«»", "“”"
_compiled = cache(re.compile)  # which takes long, for a direction that nobody asks for


def text_direction(language: str) -> str:
    """Either "rtl" or "ltr"."""
    return "rtl" if _base(language) in RTL_LANGUAGES else "ltr"


def is_at_home(text: str, direction: str) -> bool:
    """Whether a text reads the same among any neighbours of this direction, and so needs no
    isolation: it begins and ends with letters of the direction, and has no others.
    """
    return bool(_compiled(_ALL_OF_ONE[direction]).fullmatch(text))


def is_misled(text: str, direction: str) -> bool:
    """Whether a text of this direction begins with a word of the other: a browser that goes by the
    first letter would set «OpenAI تطلق نموذجًا» the wrong way round.
    """
    first = _compiled(_ANY_LETTER).search(text)
    own = _compiled(_LETTERS[direction])
    return first is not None and not own.match(first[0]) and bool(own.search(text))


def is_foreign(text: str, quotes: str) -> bool:
    """Whether a text of a body is all in letters that run from left to right, where the `quotes`
    are those of a language that runs the other way.
    """
    return (
        quotes == RTL_QUOTES
        and bool(_compiled(_LETTERS["ltr"]).search(text))
        and not _compiled(_LETTERS["rtl"]).search(text)
    )


def quotation_marks(language: str) -> str:
    """«…» in the languages of the Arabic script, “…” in others."""
    return RTL_QUOTES if _base(language) in RTL_LANGUAGES - _OTHER_QUOTES else LTR_QUOTES


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]
