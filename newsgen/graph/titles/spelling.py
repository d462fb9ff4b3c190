"""How two folded words may differ and still be one word.

A *variant* is another spelling of the word, a *join* a «و» or «ال» more or less, a *slip* one
letter gone wrong in a long word. A changed letter often makes another word («احتفال» and «احتلال»,
«المحتج» and «المحتجز»), so a slip must neither look like an inflection nor give a word that is
known.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple

from newsgen.language.arabic import fold_words

Difference = Literal["variant", "join", "slip"]

LEAST_SLIP_LETTERS = 5
_LEAST_STEM_LETTERS = 4
_LONG_STEM_LETTERS = 6  # a vowel letter more or less is another form in a shorter word
_VERY_LONG_STEM_LETTERS = 8
_LEAST_JOINED_LETTERS = {"و": 4, "ال": 3}
# With «ال» they are people, clubs, parties and papers.
_NAMES_WITH_ARTICLE = frozenset(
    fold_words(
        "أسد شرع صدر حكيم حريري أهلي هلال نصر اتحاد شباب فتح وحدة وحدات سلام أمل نهضة وداد رجاء "
        "نجم ترجي أفريقي فيصلي شعب وطن دستور أمة عربية حرة جزيرة خليج منار ميادين مستقبل كتائب "
        "قوات قدس عدل إصلاح تجمع قاعدة شام عين جزائر مغرب كويت أردن سودان عراق يمن صين هند"
    )
)
VARIANTS = (
    ("اميرك", "امريك"),
    ("مسيول", "مسوول"),
    ("شيون", "شوون"),
    ("مايه", "ميه"),
    ("نتانياهو", "نتنياهو"),
    ("بدء", "بدا"),
    ("انكلترا", "انجلترا"),
    ("غراف", "جراف"),
    ("استوكهولم", "ستوكهولم"),
    ("ترمب", "ترامب"),
    ("زيلنسكي", "زيلينسكي"),
    ("كونج", "كونغ"),
    ("جوجل", "غوغل"),
    ("جرام", "غرام"),
    ("شولتز", "شولتس"),
    ("نيتانياهو", "نتنياهو"),
    ("انكليز", "انجليز"),
)
_RUN, _THREE = re.compile(r"(.)\1+"), re.compile(r"(.)\1\1")
_BROKEN_PLURAL = re.compile("..ا.ي.")  # «أقاليم» of «إقليم»
_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_VOWELS = frozenset("اوي")
_FIRST_LETTERS = frozenset("ايتنمسبلكوفء")  # of verbs' persons, of participles, of particles
_LAST_LETTERS = frozenset("هيانتوكمء")  # of gender, number, case, possession
_FEMININE_LETTERS = frozenset("هتيا")
_PERSON_LETTERS = frozenset("ايتن")
_FORM_LETTERS = frozenset("تنسم")  # by which one verb is made from another: نشر, انتشر
# Letters that are taken for each other: side by side on a keyboard, of one shape, or of one sound.
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "هوزظ")
_ALIKE = frozenset(
    frozenset(pair)
    for row in (
        *_ROWS,
        "جحخج",
        "بتثنبيتنيث",
        "ذدضظذز",
        "رز",
        "سشصسث",
        "طظ",
        "عغج",
        "فقك",
        "تطد",
        "اويا",
    )
    for pair in pairwise(row)
)


class Edit(NamedTuple):
    """One change between two words: what it is, where, and the letters on both sides."""

    kind: Literal["insert", "replace", "swap"]
    at: int
    before: str
    after: str


def difference(
    word: str, other: str, *, is_first: bool, is_known: Callable[[str], bool]
) -> Difference | None:
    """How `word`, as somebody named it, differs from `other`, which stands in a title.

    None if they are two words. At the beginning of a headline, «السعودية» is a country and «سعودية»
    a woman, so there the article counts. `is_known` tells of a word whether it is one, apart from
    this title.
    """
    if not (word.isalpha() and other.isalpha()):
        return None
    if _spelled(word) == _spelled(other) or _is_drawn_out(word, other):
        return "variant"
    if _is_join(word, other, is_first=is_first) or _is_join(other, word, is_first=is_first):
        return "join"
    edit = slip(word, other)
    if edit is None or (is_known(word) and (edit.kind == "replace" or is_known(other))):
        return None
    return "slip"


def slip(word: str, other: str) -> Edit | None:
    """The one letter of a long word that has gone wrong, unless an inflection would do that."""
    prefix, letters = _prefix(word), min(len(word), len(other))
    least = LEAST_SLIP_LETTERS
    if letters < least and _RUN.sub(r"\1", word) == _RUN.sub(r"\1", other):
        least -= 1  # «جننين»
    if prefix != _prefix(other) or letters < least:
        return None
    word, other = word[len(prefix) :], other[len(prefix) :]
    edit = one_edit(word, other)
    if edit is None or min(len(word), len(other)) < _LEAST_STEM_LETTERS:
        return None
    return None if _SHAPES[edit.kind](edit, max(word, other, key=len)) else edit


def _spelled(word: str) -> str:
    """One spelling for a word that newsrooms write in two ways."""
    for variant, usual in VARIANTS:
        word = word.replace(variant, usual)
    if word.endswith("يء") and len(word) >= LEAST_SLIP_LETTERS:  # «طارىء»
        word = word[:-1]
    return word if "اوروب" in word else word.replace("اورب", "اوروب")


def one_edit(word: str, other: str) -> Edit | None:
    """The one letter too many, replaced or swapped with its neighbour between two words."""
    if len(word) > len(other):
        word, other = other, word
    if word == other or len(other) - len(word) > 1:
        return None
    at = 0
    while at < len(word) and word[at] == other[at]:
        at += 1
    if len(word) < len(other):
        is_one = word[at:] == other[at + 1 :]
        return Edit("insert", at, "", other[at]) if is_one else None
    if word[at + 1 :] == other[at + 1 :]:
        return Edit("replace", at, word[at], other[at])
    is_swap = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    return Edit("swap", at, word[at], other[at]) if is_swap else None


def _prefix(word: str) -> str:
    return next((prefix for prefix in _PREFIXES if word.startswith(prefix)), "")


def _is_inflection_by_insert(edit: Edit, longer: str) -> bool:
    at, letter, last = edit.at, edit.after, len(longer) - 1
    if longer[at - 1 : at] == letter:  # «الصصين»; not «تتوقع», «تهدد»
        return (at < 2 and letter in _PERSON_LETTERS) or at == last
    return (
        at in (0, last)
        or (letter in _FORM_LETTERS and at <= 2)
        or (letter in _LAST_LETTERS and at == last - 1 and longer[last] in _FEMININE_LETTERS)
        or (letter == "ت" and at == last - 2)  # «لاعبين», «لاعبتين»
        or (letter in _VOWELS and len(longer) < _LONG_STEM_LETTERS)
        or (at == 2 and _BROKEN_PLURAL.fullmatch(longer) is not None)
    )


def _is_inflection_by_replace(edit: Edit, longer: str) -> bool:
    letters, at, last = {edit.before, edit.after}, edit.at, len(longer) - 1
    is_inner = at < last - 2 and len(longer) >= _VERY_LONG_STEM_LETTERS
    return (
        letters not in _ALIKE
        or (at == 0 and letters <= _FIRST_LETTERS)
        or (at >= last - 1 and letters <= _LAST_LETTERS)
        or (letters <= _VOWELS and not is_inner)
    )


def _is_inflection_by_swap(edit: Edit, longer: str) -> bool:
    letters = {edit.before, edit.after}
    # «كاتب» and «كتاب» are two; with «ي», «فيلم» and «فليم», one of the two is no word.
    return edit.at == 0 or (bool(letters & {"ا", "و"}) and len(longer) < _LONG_STEM_LETTERS)


_SHAPES: dict[str, Callable[[Edit, str], bool]] = {
    "insert": _is_inflection_by_insert,
    "replace": _is_inflection_by_replace,
    "swap": _is_inflection_by_swap,
}


def _is_drawn_out(word: str, other: str) -> bool:
    """True for «الموساااد»: a letter three times in one of two words that are equal but for it."""
    is_drawn = _THREE.search(word) or _THREE.search(other)
    return bool(is_drawn) and _RUN.sub(r"\1", word) == _RUN.sub(r"\1", other)


def _is_join(shorter: str, longer: str, *, is_first: bool) -> bool:
    for join, least in _LEAST_JOINED_LETTERS.items():
        if longer == join + shorter and len(shorter) >= least:
            return not is_first and not (join == "ال" and shorter in _NAMES_WITH_ARTICLE)
    return False
