"""Whether a title that begins like the name may be the one that is meant.

A name is cut by a widget («…»), or by an editor who leaves out a second clause. What is left out
must not be what tells one story from another: its part, its round, its year, a denial.
"""

import re

from newsgen.graph.titles.numerals import numbers
from newsgen.language.arabic import fold, fold_words

LEAST_LETTERS = 25
LEAST_SHARE = 0.6
_LEAST_WORDS_LEFT_OUT = 2  # after a preposition, else one more: «… وإثيوبيا» is another story
_PREPOSITIONS = frozenset(fold_words("في من على إلى عن مع بسبب خلال عبر ضد"))
_PARTS = frozenset(
    fold_words(
        "الجزء جزء الحلقة حلقة الجولة جولة الموسم موسم الدورة دورة النسخة نسخة العدد عدد الفصل "
        "المرحلة مرحلة الأسبوع رقم الدفعة دفعة الحصة الطبعة طبعة الشوط الدور المجموعة الفئة ج ح"
    )
)
_ORDINALS = frozenset(
    prefix + fold(ordinal)
    for ordinal in (
        "أول أولى ثاني ثانية ثالث ثالثة رابع رابعة خامس خامسة سادس سادسة سابع سابعة ثامن ثامنة "
        "تاسع تاسعة عاشر عاشرة حادي حادية أخير أخيرة"
    ).split()
    for prefix in ("ال", "")
)
_TURNS = frozenset(
    fold_words(
        "لا لن لم ليس ليست ليسوا ما غير عدم دون بدون بلا لكن ولكن إلا نفي ينفي تنفي ينفون شائعة "
        "شائعات كذب كاذب كاذبة مفبرك إشاعة مجددا مرة للمرة ثانية أيضا سابقا السابق المقبل القادم "
        "الماضي المقبلة القادمة الماضية هل يؤجل تأجيل إلغاء يلغي للسيدات للناشئين للشباب"
    )
)
_MARK = re.compile(r"\s*(?:[:：|،؛,;.…!؟?()«»\"]|\s[-–—])")


def may_be_cut_to(name: str, key: str, title: str, title_key: str, *, is_cut: bool) -> bool:
    """True if `title` without its end is `name`; `is_cut` when the name ends in dots.

    The folded title must begin with the folded name.
    """
    if len(key) < max(LEAST_LETTERS, LEAST_SHARE * len(title_key)):
        return False
    left_out = title_key[len(key) :]
    is_at_word = left_out.startswith(" ")
    words = left_out.split()
    if not (is_at_word or (is_cut and not key[-1].isdigit())):
        return False
    if numbers(name) != numbers(title)[: len(numbers(name))]:
        return False
    last = key.rpartition(" ")[2]
    tells_apart = last in _PARTS or words[0] in _ORDINALS or not _PARTS.isdisjoint(words)
    if tells_apart or is_cut:
        return not tells_apart
    if any(word.isdigit() for word in words) or not (_TURNS | _ORDINALS).isdisjoint(words):
        return False
    is_long = len(words) >= _LEAST_WORDS_LEFT_OUT + (words[0] not in _PREPOSITIONS)
    return is_long or _is_clause(title, key)


def _is_clause(title: str, key: str) -> bool:
    """True if a mark stands where the name ends."""
    return any(fold(title[: mark.start()]) == key for mark in _MARK.finditer(title))
