"""What the language of a site decides: the direction of its text and its quotation marks."""

RTL_LANGUAGES = frozenset(("ar", "fa", "ur", "he", "ckb", "ps", "sd", "ug", "yi"))
_OTHER_QUOTES = frozenset(("he", "yi"))


def text_direction(language: str) -> str:
    """Either "rtl" or "ltr"."""
    return "rtl" if _base(language) in RTL_LANGUAGES else "ltr"


def quotation_marks(language: str) -> str:
    """«…» in the languages of the Arabic script, “…” in others."""
    return "«»" if _base(language) in RTL_LANGUAGES - _OTHER_QUOTES else "“”"


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]
