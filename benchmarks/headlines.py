"""Topics, and headlines that are never the same twice."""

from typing import NamedTuple

from benchmarks.vocabulary import (
    CATEGORIES,
    FAMILY_NAMES,
    FIRST_NAMES,
    PLACES,
    QUALITIES,
    SUBJECTS,
    TAGS,
    words,
)

TOPICS = 300
_OWN_WORDS = 20
_OPENERS = (
    "جدل واسع بعد,ترقب كبير قبل,خبراء يناقشون,الحكومة تعلن,لجنة مستقلة تراجع,تقرير جديد يكشف,"
    "دراسة حديثة تدعم,نقابيون ينتقدون,سكان يطالبون بـ,وزراء يبحثون,مجلس المدينة يؤجل,"
    "صحفيون يتابعون,باحثون يشرحون,مصادر تؤكد,هيئة رقابية تطلب,شركات تنتظر,مزارعون يرحبون بـ,"
    "معلمون يدعون إلى,أطباء يحذرون من,مهندسون يراجعون,نواب يصوتون على,محكمة تنظر في,"
    "قضاة يدرسون,طلاب يشاركون في,متطوعون يدعمون,رياضيون يحتفلون بـ,علماء يختبرون,"
    "كتاب يعلقون على,فنانون يقدمون,رواد يمولون,بلدية تبدأ,جامعة تقود,مستشفى يعتمد,مصنع يجرب,"
    "ميناء يستقبل,نادي المدينة ينظم,معهد البحوث يقيم,اتحاد المدن يقترح,منظمة دولية تمول,"
    "بنك التنمية يساند,قمة عربية تناقش,مؤتمر صحفي عن,اجتماع طارئ حول,حوار مفتوح عن,"
    "نظرة قريبة على,قصة طويلة خلف,أسئلة صعبة عن,أرقام جديدة عن"
).split(",")
_OBJECTS = (
    "تأجيل خطة,إقرار مشروع,تعديل قانون,افتتاح مركز,توسيع برنامج,تمويل مبادرة,إلغاء قرار,"
    "مراجعة عقود,نتائج اختبار,تكاليف إصلاح,مستقبل قطاع,أزمة إدارة,موسم معارض,أسعار خدمات,"
    "شروط منح,حملة دعم,جائزة أبحاث,خريطة مواقع,أرشيف وثائق,ترميم مباني,تدريب فرق,سباق تطوير,"
    "حماية مصادر,مخاطر إهمال,قواعد تنظيم,ميزانية صيانة,شبكة محطات,أسطول شركة,سجل زوار,"
    "معايير جودة,رسوم استخدام,جدول مواعيد,نظام حجز,منصة بيانات,صندوق دعم,مجلس أمناء,"
    "اتفاق شراكة,مسودة ميثاق,ورشة عمل,لائحة عقوبات,مهرجان أفلام,مسابقة تصميم,بعثة استكشاف,"
    "دورة تأهيل,رابطة أصدقاء,مختبر فحص,معرض صور,وحدة طوارئ"
).split(",")
HEADLINES = len(_OPENERS) * len(_OBJECTS) * len(PLACES)
_SPREAD = 48_271  # a prime, and no factor of HEADLINES: neighbours differ in all their parts
_GOLDEN = 2_654_435_761  # 2**32 divided by the golden ratio: fills an interval evenly
_LARGE = 1.6  # above 1: some topics have many stories, most have few


class Topic(NamedTuple):
    """What related stories share: a category, tags, a subject, and rare words of their own."""

    category: str
    tags: tuple[str, ...]
    subject: str
    people: tuple[str, ...]
    places: tuple[str, ...]
    own_words: tuple[str, ...]


def topic_of(index: int, seed: int) -> int:
    """The number of the topic that an article is about."""
    share = ((index + 1) * _GOLDEN + seed * 97) % 2**32 / 2**32
    return int(TOPICS * share**_LARGE)


def topic(number: int) -> Topic:
    """Topic `number`, of `TOPICS`."""
    rarest = len(words()) - _OWN_WORDS * (number + 1)
    return Topic(
        category=CATEGORIES[number % len(CATEGORIES)],
        tags=tuple(TAGS[(7 * number + step) % len(TAGS)] for step in (0, 131, 262)),
        subject=subject(number),
        people=(_person(3 * number), _person(3 * number + 1)),
        places=(PLACES[number % len(PLACES)], PLACES[(11 * number + 5) % len(PLACES)]),
        own_words=words()[rarest : rarest + _OWN_WORDS],
    )


def subject(number: int) -> str:
    """What headlines of topic `number` are about."""
    return f"{SUBJECTS[number % len(SUBJECTS)]} {QUALITIES[number // 7 % len(QUALITIES)]}"


def headline(index: int, seed: int) -> str:
    """The title of article `index`; no two below `HEADLINES` are equal."""
    rest, opener = divmod((index * _SPREAD + seed) % HEADLINES, len(_OPENERS))
    place, kind = divmod(rest, len(_OBJECTS))
    what = f"{_OBJECTS[kind]} {subject(topic_of(index, seed))}"
    said = f"{_OPENERS[opener]} {what}".replace("بـ ", "ب")
    return f"{PLACES[place]}: {said}" if index % 6 == 5 else f"{said} في {PLACES[place]}"


def slug_of(title: str) -> str:
    return title.replace(":", "").replace(" ", "-")


def _person(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    return f"{first} {FAMILY_NAMES[7 * number % len(FAMILY_NAMES)]}"
