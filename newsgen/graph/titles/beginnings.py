"""Whether a title that begins like the name may be the one that is meant.

A name is cut by a widget («…»), or by an editor who leaves out a second clause. What is left out
must not be what tells one story from another: its part, its round, its year, a denial.

A short name that nothing shows to be cut may well be a whole headline: «غارات على الضاحية الجنوبية
لبيروت» is another story than «… لبيروت بعد إنذار بالإخلاء». So it needs a sign that the rest adds
only a circumstance, «بتهمة الفساد», or a clause of its own, behind a mark.
"""

import re

from newsgen.graph.titles.numerals import numbers
from newsgen.language.arabic import fold, fold_words

LEAST_LETTERS = 25
LEAST_SHARE = 0.6
LEAST_LETTERS_UNMARKED = 55  # of a name that no mark or circumstance shows to be cut
_LEAST_WORDS_LEFT_OUT = 2  # after a preposition, else one more: «… وإثيوبيا» is another story
_PREPOSITIONS = frozenset(fold_words("في من على إلى عن مع بسبب خلال عبر ضد"))
# No headline ends in one of these.
_OPEN_ENDS = _PREPOSITIONS | frozenset(
    fold_words("بين بعد قبل منذ حول لدى حتى تحت فوق أمام أن إن الذي التي الذين لا لم لن و أو ثم")
)
_CIRCUMSTANCES = frozenset(
    fold_words(
        "بسبب بحضور برعاية بمشاركة بتهمة بتهم بدعوى بذريعة بحجة بهدف بغرض بغية إثر نتيجة جراء "
        "احتجاجا ردا تضامنا تنديدا دعما تمهيدا استعدادا تحسبا تزامنا لبحث لمناقشة لمواجهة للمطالبة"
    )
)
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
        "الماضي المقبلة القادمة الماضية هل يؤجل تأجيل إلغاء يلغي للسيدات للناشئين للشباب للناشئات "
        "للمحليين للصالات الأولمبي النسائي"
    )
)
# Which day, how many, which of two: what a clause of its own may hold, and the end of one may not.
_DETAILS = frozenset(
    fold_words(
        "بعد قبل عقب منذ ثم رغم السابقة الأسبق الأسبقين المستقيل المستقيلة المخلوع المعزول "
        "المنتخب المكلف الراحل الحالي الجديد الجديدة وآخر وأخرى وآخرين غدا اليوم أمس الليلة صباح "
        "مساء فجر السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس "
        "أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان "
        "أيار حزيران تموز آب أيلول تشرين واحد واحدة اثنان اثنين اثنتين ثلاث ثلاثة أربع أربعة خمس "
        "خمسة ست ستة سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرين عشرون ثلاثين ثلاثون "
        "أربعين أربعون خمسين خمسون ستين ستون سبعين سبعون ثمانين ثمانون تسعين تسعون مئة مائة مئتين "
        "مئات عشرات ألف ألفين آلاف مليون مليار يوما يومين شهرا شهرين عاما عامين مرتين"
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
    if tells_apart or is_cut or last in _OPEN_ENDS:
        return not tells_apart
    if any(word.isdigit() for word in words) or not (_TURNS | _ORDINALS).isdisjoint(words):
        return False
    if _is_clause(title, key):
        return True
    if not _DETAILS.isdisjoint(words):
        return False
    is_circumstance = words[0] in _CIRCUMSTANCES or words[:2] == ["عن", "عمر"]
    is_open = is_circumstance or words[0] in _PREPOSITIONS
    is_much = len(words) >= _LEAST_WORDS_LEFT_OUT + (not is_open)
    return is_much and (is_circumstance or len(key) >= LEAST_LETTERS_UNMARKED)


def _is_clause(title: str, key: str) -> bool:
    """True if a mark stands where the name ends."""
    return any(fold(title[: mark.start()]) == key for mark in _MARK.finditer(title))
