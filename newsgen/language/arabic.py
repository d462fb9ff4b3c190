"""Three forms of a string: *clean* is stored and shown, *fold* is compared, *stem* is ranked.

The rules are those of the Arabic note in docs/content-format.md; `tests/vectors/arabic.json` holds
examples that every implementation must agree on.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsgen.language.direction import LTR_QUOTES, is_foreign

TATWEEL = "\u0640"
RLM = "\u200f"

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\u000b\u000c\u0085\u2028\u2029"
# Of what is left, XML forbids some, and HTML all; a feed with one of them cannot be read at all.
_CONTROLS = [
    code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in f"\t\n{_LINE_ENDS}"
]
_NONCHARACTERS = [*range(0xFDD0, 0xFDF0)] + [
    plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
]
_CLEAN = {
    **dict.fromkeys(_CONTROLS + _NONCHARACTERS),
    **dict.fromkeys(map(ord, _BIDI_CONTROLS + "\ufeff\u200b")),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
}
# Ligatures that stand for a whole formula are shown as they are; the rest are letters in disguise.
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdf9\ufdfc\ufe70-\ufefc]")
_PRESENTATION_FORMS = re.compile(_PRESENTATION_FORM.pattern + "+")
_TASHKEEL = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]")
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_TO_ASCII_DIGITS = str.maketrans(_ARABIC_DIGITS + _PERSIAN_DIGITS, "0123456789" * 2)
_TO_ARABIC_DIGITS = str.maketrans("0123456789", _ARABIC_DIGITS)
# NFKD splits أ into ا and a mark, so only the letters that it leaves whole are named here.
_FOLD: dict[int, int | str | None] = {
    **{code: None for code in range(0x0300, 0x20F1) if unicodedata.combining(chr(code))},
    **str.maketrans("ٱىةیکہە", "ايهيكهه"),
    **_TO_ASCII_DIGITS,
    ord(TATWEEL): None,
}
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def clean(text: str) -> str:
    """The form to store and show: NFC, real letters, plain spaces, no controls, stray bidi marks or
    noncharacters.

    Tashkeel and tatweel stay, for they are the author's. Line ends become a line feed.
    """
    if _is_clean(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    text = _PRESENTATION_FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text)


def _is_clean(text: str) -> bool:
    """True for most texts that `clean` leaves as they are, which is told far sooner than done."""
    # What is printable is no control and no foreign space.
    if not text.isprintable() and not text.replace("\n", " ").isprintable():
        return False
    # NFKC holds no presentation form, but an ellipsis is none of it either.
    return unicodedata.is_normalized("NFKC", text) or (
        not _PRESENTATION_FORM.search(text) and unicodedata.is_normalized("NFC", text)
    )


@lru_cache(maxsize=8192)  # an importer's rules look at one line again and again
def fold(text: str) -> str:
    """The form to compare: letters and digits only, one spelling each, words split by one space."""
    try:
        return " ".join(_fold_usual(text).split())
    except UnicodeEncodeError:  # a letter that news are seldom written with
        lines = text.split("\n")
    folded = map(fold.__wrapped__, lines) if len(lines) > 1 else _fold_any(text)
    return " ".join(filter(None, folded))


def fold_each(lines: Sequence[str]) -> list[str]:
    """The folded form of each line; a few together take half the time."""
    text = "\n".join(lines)
    if text.count("\n") != len(lines) - 1:
        return [fold(line) for line in lines]
    try:
        folded = _fold_usual(text)
    except UnicodeEncodeError:
        return [fold(line) for line in lines]
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return [line.strip(" ") for line in folded.split("\n")]


def word_codes(text: str) -> list[bytes]:
    """The folded words of a long text, which is not remembered, as bytes: equal words of a text
    have equal bytes, and `word_of` reads them. What only counts words need not make them.
    """
    try:
        return _folded_codes(text).split()
    except UnicodeEncodeError:
        words = fold.__wrapped__(text).split()
        return [_OTHER_WORD + word.encode("utf-8", "surrogatepass") for word in words]


def word_of(code: bytes) -> str:
    """A word that `word_codes` gave."""
    if code.startswith(_OTHER_WORD):
        return code.removeprefix(_OTHER_WORD).decode("utf-8", "surrogatepass")
    return codecs.charmap_decode(code, "strict", _LETTERS)[0]


def fold_words(text: str) -> list[str]:
    """The words of the folded form; a word is all letters or all digits."""
    return fold(text).split()


def _fold_any(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_FOLD)
    return _WORDS.findall(text.casefold())


# Nearly all text is of these letters, each of which folds to one letter, to a space or to nothing
# whatever stands beside it. As bytes of a code page of our own they fold ten times as fast.
_USUAL = "".join(
    dict.fromkeys(
        [
            *map(chr, range(128)),
            *"«»“”‘’–—…•،؛؟٪٫٬\u00a0\u061c\u200c\u200f",
            *map(chr, range(0x0621, 0x0656)),
            *"\u0670ٱپچژڤگکیہەھڭ",
            *_ARABIC_DIGITS,
            *_PERSIAN_DIGITS,
        ]
    )
)
_USUAL_FOLDED = [unicodedata.normalize("NFKD", char).translate(_FOLD).casefold() for char in _USUAL]
_CODE_PAGE = codecs.charmap_build(_USUAL.ljust(256, "\ufffe"))
_LETTERS = _USUAL.ljust(256)
_DROPPED = bytes(code for code, folded in enumerate(_USUAL_FOLDED) if not folded)
_TO_FOLDED = bytes(
    _USUAL.index(to) if to.isalnum() or to == "\n" else 0x20 for to in _USUAL_FOLDED
).ljust(256)
_KINDS = bytes(b" 0a"[char.isalnum() + char.isalpha()] for char in _LETTERS)
_LETTER = re.escape(bytes(code for code, char in enumerate(_LETTERS) if char.isalpha()))
_BETWEEN_CODES = re.compile(b"(?<=[%b])(?=[0-9])|(?<=[0-9])(?=[%b])" % (_LETTER, _LETTER))
_OTHER_WORD = b"\0"  # stands in no word of usual letters


def _folded_codes(text: str) -> bytes:
    """A text of usual letters folded, in our code page, with its line feeds and any number of
    spaces between words; raises UnicodeEncodeError for any other letter.
    """
    codes = codecs.charmap_encode(text, "strict", _CODE_PAGE)[0].translate(_TO_FOLDED, _DROPPED)
    return _BETWEEN_CODES.sub(b" ", codes) if _has_mixed_word(codes) else codes


def _has_mixed_word(codes: bytes) -> bool:
    """Whether a digit stands beside a letter: digits are few, and soon found."""
    kinds = codes.translate(_KINDS)
    at = kinds.find(b"0")
    while at >= 0:
        if b"a" in kinds[max(0, at - 1) : at + 2]:
            return True
        at = kinds.find(b"0", at + 1)
    return False


def _fold_usual(text: str) -> str:
    return codecs.charmap_decode(_folded_codes(text), "strict", _LETTERS)[0]


_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def stem(word: str) -> str:
    """A folded word without its clitics, in the manner of light10: والصين → صين, جامعات → جامع.

    The joining و goes before and after the article alike, and only from longer words, so that
    وزير and الوزير meet, and وزارة and الوزارة.
    """
    word = _without_waw(word)
    if word.startswith(_ARTICLES):
        for prefix in _ARTICLES:
            if word.startswith(prefix) and len(word) - len(prefix) >= 2:
                word = _without_waw(word[len(prefix) :])
                break
    if word.endswith(_SUFFIXES):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
    return word


def _without_waw(word: str) -> str:
    is_joined = word.startswith("و") and len(word) >= 5 and not word.startswith("وال")
    return word[1:] if is_joined else word


def stems(text: str) -> Iterator[str]:
    """The stems of the words that carry meaning, in order."""
    for word in fold_words(text):
        if len(word) > 1 and word not in STOP_WORDS:
            yield stem(word)


def without_tashkeel(text: str) -> str:
    """The text as an unvocalised word would be typed: no tashkeel, no tatweel."""
    return _TASHKEEL.sub("", text).replace(TATWEEL, "")


def ascii_digits(text: str) -> str:
    return text.translate(_TO_ASCII_DIGITS)


def arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC_DIGITS)


def guillemets(text: str, marks: str = "«»") -> str:
    """Balanced straight double quotes as «…», or as the `marks` of another language. A text without
    an Arabic letter is quoted as English is.

    An odd one out leaves the text as it is, and so does a mark that stands for inches.
    """
    pieces = text.split('"')
    if len(pieces) == 1 or len(pieces) % 2 == 0 or _is_nested(pieces) or _is_measured(pieces):
        return text
    marks = LTR_QUOTES if is_foreign(text, marks) else marks
    return "".join(
        piece + mark for piece, mark in zip(pieces, marks * (len(pieces) // 2) + "\0", strict=False)
    ).removesuffix("\0")


def _is_nested(pieces: list[str]) -> bool:
    """True if a mark that should close stands where only one that opens can: after a space."""
    return any(piece[-1:].isspace() and not piece[:1].isspace() for piece in pieces[1::2])


def _is_measured(pieces: list[str]) -> bool:
    """True if a mark that should open stands where none can: after 55 in «شاشة 55" وأخرى 65"»."""
    return any(
        before[-1:].isalnum() and (quoted[:1].isspace() or quoted[:1] in ("،", "؛"))
        for before, quoted in zip(pieces[::2], pieces[1::2], strict=False)
    )


def plural_form(count: int) -> str:
    """The CLDR plural category of a counted noun in Arabic.

    zero 0 · one 1 · two 2 · few 3-10, 103-110 … · many 11-99, 111-199 … · other 100-102, 200 …
    """
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    rest = count % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


# Words that say nothing about a story's subject. Folded, as `fold_words` gives them.
STOP_WORDS = frozenset(
    fold_words(
        """
        في من على إلى عن مع بين حتى منذ خلال بعد قبل عند حول دون ضد عبر نحو أمام خلف فوق تحت لدى
        ما ماذا لماذا كيف متى أين هل كم أي أية الذي التي الذين اللذان اللتان اللواتي هذا هذه ذلك تلك
        هؤلاء أولئك هنا هناك هو هي هم هن هما أنا نحن أنت أنتم إن أن لأن كأن لكن ولكن ليت لعل إذا إذ
        لو لولا كي لكي قد لقد سوف لن لم لا ليس ليست كان كانت كانوا يكون تكون وكان وكانت كما كل بعض
        جميع غير سوى أكثر أقل جدا أيضا فقط ثم أو أم بل و ف ب ل ك وفي ومن وعلى وإلى وعن ومع وهو وهي
        وهم وقد ولم ولا وما وأن وإن الى انه انها انهم بأن بها به بهم له لها لهم فيه فيها منه منها
        منهم عليه عليها عليهم إليه إليها عنه عنها كذلك حيث حين حينما بينما أما إما مثل قال
        قالت وقال وقالت أضاف وأضاف أوضح وأوضح أكد وأكد يوم عام سنة أحد إحدى يمكن يجب
        the of and to in a is for on with as by at from an
        """
    )
)
