"""Names for addresses: readable in Arabic, safe for file systems, never empty."""

import hashlib
import re

from newsgen.language.arabic import ascii_digits, clean, without_tashkeel

SLUG_LIMIT_BYTES = 120  # an Arabic letter takes 2 in a file name, and 6 in an address
STYLES = ("arabic", "latin", "id")

# Letter by letter: the library's own transliteration drops alef, so that أخبار and خبر would meet.
_LATIN = (
    *zip("اأإآٱبتثجحخدذرز", "a a i aa a b t th j h kh d dh r z".split(), strict=True),
    *zip("سشصضطظعغفقكلمنه", "s sh s d t z a gh f q k l m n h".split(), strict=True),
    *zip("ويىةءؤئپچژگکی", "w y a a a u i p ch zh g k y".split(), strict=True),
)
# Where the library parts words too. Of letters, digits and these it makes simply the words, joined:
# there is no form to normalise, no entity, no apostrophe, and no comma, which it drops in numbers.
BETWEEN_WORDS = re.compile('[-!"().:/?،؛؟«»–—…]')
WORDS = re.compile(r"[ \nA-Za-z0-9ء-غف-ي]*")
_HEX_IDENTITY = re.compile(r"[0-9a-f]{8,}")


def slug(text: str, style: str = "arabic", *, fallback: str) -> str:
    """The slug of a title, at most `SLUG_LIMIT_BYTES` long, cut at a word.

    Tashkeel, tatweel and foreign digits are folded first, or the library would break words at
    them. `fallback` is returned when nothing is left, and for the style `id`.
    """
    if style == "id":
        return fallback
    if style == "latin":
        from slugify import slugify  # heavy, and seldom needed

        plain = ascii_digits(without_tashkeel(clean(text)))
        made: str = slugify(plain, replacements=_LATIN)
    else:
        made = slugified(clean(text))
    return _cut(made, SLUG_LIMIT_BYTES) or fallback


def slugified(words: str) -> str:
    """What `slugify` makes of the words, without tashkeel and with ASCII digits; "" if nothing."""
    plain = BETWEEN_WORDS.sub(" ", words)
    if not WORDS.fullmatch(plain):
        words = ascii_digits(without_tashkeel(words))
        plain = BETWEEN_WORDS.sub(" ", words)
        if not WORDS.fullmatch(plain):
            from slugify import slugify  # heavy, and seldom needed

            made: str = slugify(words, allow_unicode=True)
            return made
    return "-".join(plain.lower().split())


def with_suffix(base: str, suffix: str) -> str:
    """`base-suffix`, within the limit: how a slug that another article holds becomes free."""
    return f"{_cut(base, SLUG_LIMIT_BYTES - len(suffix.encode()) - 1)}-{suffix}"


def identity(name: str) -> str:
    """Eight characters that stay with a file: the hexadecimal part of its name, or its digest."""
    found = _HEX_IDENTITY.findall(name.rsplit("/", 1)[-1])
    return found[-1][:8] if found else hashlib.blake2b(name.encode(), digest_size=4).hexdigest()


def _cut(slug_text: str, limit_bytes: int) -> str:
    raw = slug_text.encode()
    if len(raw) <= limit_bytes:
        return slug_text
    head = raw[:limit_bytes].decode(errors="ignore")
    whole_words, _, _ = head.rpartition("-")
    return whole_words or head
