"""The words of the corpus: plausible Arabic word forms, the commonest first, and planted names.

Forms are made as Arabic makes them: roots are poured into patterns, then take prefixes and
suffixes. Everything is a function of the tables here; there is no chance and no hash order in it.
"""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, product

_ROOTS = (
    "كتب درس علم عمل خرج دخل نظر سمع قرأ فتح غلق رفع نزل حمل نقل وصل قطع جمع فرق حكم "
    "عدل ظلم صدر ورد نشر خبر بحث كشف حفظ ضبط ربط شرح وضح فهم ذكر نسي شكر مدح نقد رفض "
    "قبل طلب سأل جوب حدث قدم أخر سبق لحق تبع قاد رأس ملك حرر سجن حبس طلق سكن بني هدم "
    "زرع حصد غرس سقي مطر غيم برد حرق طبخ أكل شرب نوم صحو ركض مشي سير ركب سفر رحل عبر "
    "رجع هجر وطن سلم حرب قتل جرح شفي مرض طبب علج صنع تجر باع شري ربح خسر كسب دفع قبض "
    "صرف حسب عدد قيس وزن كيل قرض دين ضمن أمن خوف شجع نصر هزم فوز لعب سبح قفز رمي ضرب "
    "مسك ترك أخذ عطي وهب منح سرق نهب حرس رقب فحص ختم وقع عقد شرط لزم وعد نذر حلف كذب "
    "صدق ثبت نفي شهد حضر غيب قرب بعد طول قصر كبر صغر كثر قلل زيد نقص شدد خفف ثقل سرع "
    "بطأ عجل صبر غضب رضي فرح حزن بكي ضحك حلم فكر عقل ذهن نفس روح جسم قلب عين لسن يدي"
).split()
# Patterns of derivation over the letters of a root: 1, 2 and 3.
_PATTERNS = (
    "123 1ا23 م12و3 12ا3 12ي3 ت12ي3 ا1ت2ا3 ان12ا3 است12ا3 م1ا2 1ا2ا3 ي123 ت123 ن123 "
    "أ12ا3 12و3 م123 م12ا3 12ا3ة م1ا23ة است123 ان123 ا1ت23 ت1ا23 يت123 يست123 م1ت23 مست123 12لان"
).split()
_PREFIXES = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "ك", "س", "فال", "كال", "أ")
_SUFFIXES = ("", "ة", "ات", "ين", "ون", "ي", "ية", "ه", "ها", "هم", "نا", "ان", "تها", "وا")
_PARTICLES = (
    "في من على إلى أن عن مع التي الذي هذا هذه بعد قبل بين كان كانت لم لا قد كما أو ثم حيث خلال "
    "عند حتى منذ ذلك كل بعض غير أكثر أيضا لكن إن ما هو هي وهو وهي حول عبر نحو ضد دون فيما بينما"
).split()
FIRST_NAMES = (
    "أحمد محمود خالد سامي ليلى هدى نورة فاطمة يوسف كريم طارق رامي سلمى دينا مها ريم عمر زياد "
    "باسل نادر سعاد أمل حسان وليد ماجد رشا منى جمال عادل هيثم شادي نجلاء بشير عماد لبنى صفاء"
).split()
FAMILY_NAMES = (
    "الحداد النجار الخطيب العطار الصباغ القاسمي الزهراني الشامي المصري البغدادي التونسي الفاسي "
    "الحلبي الدمشقي المكي اليماني العماني الكويتي النابلسي المقدسي الأندلسي الجزائري الليبي "
    "السوداني الموصلي البصري الحمصي الطرابلسي الصيداوي القدسي العدني الصنعاني الرباطي المراكشي"
).split()
PLACES = (
    "القاهرة بغداد دمشق بيروت عمان الرياض جدة الدوحة مسقط المنامة الكويت صنعاء عدن الخرطوم طرابلس "
    "تونس الجزائر الرباط فاس مراكش وهران قسنطينة صفاقس بنغازي الإسكندرية أسوان الأقصر المنصورة "
    "حلب حمص اللاذقية الموصل البصرة كركوك أربيل النجف صور صيدا نابلس الخليل رفح غزة إربد العقبة "
    "الزرقاء تبوك أبها الدمام حائل صلالة نزوى الشارقة دبي أبوظبي نواكشوط مقديشو جيبوتي بورتسودان"
).split()
SUBJECTS = (
    "الاقتصاد التعليم القضاء الإعلام الإسكان النقل الغاز النفط القمح السياحة المناخ الفضاء الدواء "
    "اللقاح الاستثمار التصدير الاستيراد التأمين المسرح الشعر الفيلم المتحف التراث الملعب المنتخب "
    "الدوري الماراثون السباق الطيران الميناء القطار الجسر السد النهر البحر الجفاف الزلزال البركان "
    "الحاسوب الاتصال"
).split()
QUALITIES = "الرقمي المحلي الدولي الجديد الوطني العربي الحديث الشعبي البحري الصناعي".split()
CATEGORIES = (
    "سياسة",
    "اقتصاد",
    "رياضة",
    "علوم",
    "تكنولوجيا",
    "صحة",
    "ثقافة",
    "منوعات",
    "تعليم",
    "بيئة",
    "سفر",
    "مجتمع",
)
TAGS = tuple(f"{subject} {quality}" for quality in QUALITIES for subject in SUBJECTS)
AUTHORS = tuple(
    f"{first} {FAMILY_NAMES[(5 * place) % len(FAMILY_NAMES)]}"
    for place, first in enumerate(FIRST_NAMES[:30])
)
WORDS_KEPT = 40_000
_PLAIN_AFFIXES, _ALL_AFFIXES = 4, 12  # pairs: of the commoner half of the words; of all
_STRIDE = 7_919  # a prime: walks through all forms, neighbours far apart


@cache
def words() -> tuple[str, ...]:
    """All words of running text, the commonest first: particles, then `WORDS_KEPT` forms."""
    stems = tuple(dict.fromkeys(_poured(*pair) for pair in product(_PATTERNS, _ROOTS)))
    affixes = sorted(
        product(_PREFIXES, _SUFFIXES),
        key=lambda pair: _PREFIXES.index(pair[0]) + _SUFFIXES.index(pair[1]),
    )
    forms = dict.fromkeys((*_PARTICLES, *_walk(stems, affixes[:_PLAIN_AFFIXES])))
    forms.update(dict.fromkeys(_walk(stems, affixes[_PLAIN_AFFIXES:_ALL_AFFIXES])))
    return tuple(forms)[: len(_PARTICLES) + WORDS_KEPT]


@cache
def weights() -> tuple[float, ...]:
    """Cumulative Zipf weights of `words()`: the word of rank r comes up 1 / (r + 2.7) as often."""
    return tuple(accumulate(1 / (rank + 2.7) for rank in range(1, len(words()) + 1)))


def _walk(stems: tuple[str, ...], affixes: list[tuple[str, str]]) -> Iterator[str]:
    """Every stem with every pair of affixes once, in an order that mixes them."""
    total = len(stems) * len(affixes)
    for step in range(total):
        pair, stem = divmod(step * _STRIDE % total, len(stems))
        prefix, suffix = affixes[pair]
        yield f"{prefix}{stems[stem]}{suffix}"


def _poured(pattern: str, root: str) -> str:
    return pattern.replace("1", root[0]).replace("2", root[1]).replace("3", root[2])
