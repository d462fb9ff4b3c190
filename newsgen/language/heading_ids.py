"""The ids of headings: made of their words, so that a link to one can be read."""

import re
from functools import lru_cache

from newsgen.language.arabic import ascii_digits, without_tashkeel

THEME_IDS = frozenset(("content", "latest", "related"))  # of the page around a body
# Where the library parts words too. Of letters, digits and these it makes simply the words, joined:
# there is no form to normalise, no entity, no apostrophe, and no comma, which it drops in numbers.
_BETWEEN_WORDS = re.compile('[-!"().:/?،؛؟«»–—…]')
_WORDS = re.compile("[ A-Za-z0-9ء-غف-ي]*")


def heading_id(words: str, taken: set[str]) -> str:
    """An id for a heading that none in `taken` has; it is added there."""
    base = _slug(words) or "section"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    taken.add(name)
    return name


@lru_cache(maxsize=8192)
def _slug(words: str) -> str:
    """What `slugify` makes of the words, without tashkeel and with ASCII digits."""
    plain = _BETWEEN_WORDS.sub(" ", words)
    if not _WORDS.fullmatch(plain):
        words = ascii_digits(without_tashkeel(words))
        plain = _BETWEEN_WORDS.sub(" ", words)
        if not _WORDS.fullmatch(plain):
            from slugify import slugify  # heavy, and seldom needed

            made: str = slugify(words, allow_unicode=True)
            return made
    return "-".join(plain.lower().split())
