"""Bytes of a seed → text, whatever editor saved them: UTF-8, UTF-16 or Windows-1256."""

import codecs

from newsgen.content.articles import decode
from newsgen.words.problems import Problem, complaint

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC = range(0x0600, 0x0700)
_CANDIDATES = ["cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864"]
UTF_16_SHARE = 0.9  # of a text's letters and spaces; the rest are typographic marks
ARABIC_SHARE = 0.5  # of the letters of a text that is taken for Arabic in an old encoding


def decode_seed(content: bytes, path: str) -> str | Problem:
    """The text of a seed, line ends as they are; a located problem where no encoding fits."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, path)
    if encoding := _unmarked_utf_16(content):
        return _strict(content, encoding, path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if _is_mostly_utf_8(content):
            return _located(content, path)
    guess = _guess(content)
    return guess if guess is not None else _located(content, path)


def _unmarked_utf_16(content: bytes) -> str:
    """The byte order of UTF-16 without a mark: every other byte is the block of a letter."""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        blocks = content[start::2]
        known = blocks.count(0x06) + blocks.count(0x00)
        if len(content) > 3 and known > UTF_16_SHARE * len(blocks):
            return encoding
    return ""


def _strict(content: bytes, encoding: str, path: str) -> str | Problem:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            return _located(content, path)
        line = content[: error.start].decode(encoding, errors="replace").count("\n") + 1
        return complaint(
            path, "undecodable", "the file breaks off within a UTF-16 letter", line=line
        )


def _located(content: bytes, path: str) -> Problem:
    found = decode(content, path)
    if isinstance(found, Problem):
        return found
    return complaint(path, "undecodable", "the file is in no encoding that newsgen knows")


def _is_mostly_utf_8(content: bytes) -> bool:
    """True for UTF-8 with a few damaged bytes, which an old encoding would turn into nonsense."""
    damaged = content.decode("utf-8", errors="replace")
    letters = sum(ord(char) in _ARABIC for char in damaged)
    return letters > damaged.count("\ufffd")


def _guess(content: bytes) -> str | None:
    """What the detector takes the bytes for, if the result reads as Arabic."""
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=_CANDIDATES).best()
    if best is None:
        return None
    text = str(best)
    letters = [char for char in text if char.isalpha()]
    arabic = sum(ord(char) in _ARABIC for char in letters)
    has_nulls = "\0" in text
    return text if letters and not has_nulls and arabic / len(letters) >= ARABIC_SHARE else None
