"""Lines that announce what they are: bylines, dates, sources, sections, keywords.

A notice is known by its label and by its shape together: «المصدر: وكالات» is one, «المصدر الرئيسي
للدخل هو النفط» is prose.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.furniture import is_agencies, read_caption, read_noise
from newsgen.content.structure.lines import HEAD, Notice, Role, Where
from newsgen.language.arabic import fold, fold_words
from newsgen.language.written_dates import WrittenDate, find_date, find_hijri_date

NAME_LIMIT_WORDS = 5
STRAY_LIMIT_WORDS = 4  # beside the date of a line
VALUE_LIMIT_WORDS = 9
DATE_ALONE = "a date alone on its line"
PERHAPS_BYLINE = "perhaps a byline in the head or foot"
LONGEST_NOTICE = 260  # letters; beyond that a line is prose

_HONORIFIC = re.compile(r"\b[دأامن]\s*[./]\s*")
_LABELLED = re.compile(r"([^:：|]{1,40}?)\s*(?:[:：|]|\s[-–—/])\s*(\S.*)")
_LABEL_SHAPE = re.compile(r"[:：|،,]|\s[-–—/]|\d")  # what every label or date on its line has
_HASHTAGS = re.compile(r"(?:#[\w_]+[\s،,]*)+")
_VALUE_SEPARATORS = re.compile(r"\s*[،,؛;|/#•·]\s*|\s+[-–—]\s+|\s+و\s+")


def read_notice(line: str, where: Where) -> Notice | None:
    """What a line announces; None for prose.

    At the edge of a text, in its head or foot, notices need less of a label.
    """
    if len(line) > LONGEST_NOTICE:
        return None
    for read in _READERS:
        notice = read(line, where)
        if notice:
            return notice
    return None


def may_announce(line: str) -> bool:
    """True for a line that would be a notice beside the title, by its label."""
    is_in_shape = len(line) <= LONGEST_NOTICE // 2 and _LABEL_SHAPE.search(line)
    notice = read_notice(line, HEAD) if is_in_shape else None
    return notice is not None and notice.rule in _LABELLED_RULES


def may_date(line: str) -> bool:
    """True for a few words with a date that might be the article's: «سامي علي 7 مايو 2024»."""
    found = find_date(line) if len(line) <= LONGEST_NOTICE // 4 else None
    return found is not None and len(_beside_date(line) or ()) <= STRAY_LIMIT_WORDS


def is_lone_label(line: str) -> bool:
    """True for «الوسوم» alone on its line: the next line holds the value."""
    return (
        fold(line)
        in vocabulary.TAG_LABELS | vocabulary.SOURCE_LABELS - {"عن"} | vocabulary.CATEGORY_LABELS
        and len(line) < 30
    )


def is_trusted(label: str, where: Where) -> bool:
    """True unless titles and sentences begin with a label as well, and it stands among these."""
    return where.trusts_plain_labels or label not in vocabulary.PLAIN_LABELS


def labelled_summary(line: str) -> str:
    """The teaser of «ملخص: …»; "" for another line."""
    label, value = _label_and_value(line)
    return value if label in vocabulary.SUMMARY_LABELS else ""


def names(text: str) -> tuple[str, ...]:
    """The people of a byline: «أحمد علي وسارة حسن» are two."""
    found: list[str] = []
    for part in _VALUE_SEPARATORS.split(text):
        found.extend(_split_at_waw(part.strip(" .()")))
    return tuple(name for name in found if name)


def _split_at_waw(text: str) -> Iterable[str]:
    words = text.split()
    for index in range(2, len(words) - 1):
        word = words[index]
        if word.startswith("و") and len(word) > 3 and fold(word) not in vocabulary.WAW_NAMES:
            return (" ".join(words[:index]), " ".join((word[1:], *words[index + 1 :])))
    return (text,)


def _label_and_value(line: str) -> tuple[str, str]:
    match = _LABELLED.fullmatch(line.strip("[]()* "))
    return (fold(match[1]), match[2].strip(" :")) if match else ("", "")


def _author(line: str, where: Where) -> Notice | None:
    label, value = _label_and_value(line)
    is_label = label in vocabulary.AUTHOR_LABELS and is_trusted(label, where)
    if is_label and _is_names(value) and _may_be_people(value, label):
        return Notice("author", names(value), "a byline label and names")
    parts = re.split(r"\s+[-–—|/]\s+", line)
    if where.is_at_edge and len(parts) == 2:
        for place, name in (parts, parts[::-1]):
            is_name = 2 <= len(name.split()) <= 4 and _is_names(name) and len(names(name)) == 1
            if fold(place) in vocabulary.CITIES and is_name:
                return Notice("author", (name.strip(),), "a name and a city in the head or foot")
    if where.is_at_foot and re.fullmatch(r"[ء-ي]\s*\.\s*[ء-ي]{3,}(?:\s[ء-ي]{3,})?", line):
        return Notice("author", (line,), "an initial and a name in the foot")
    after_place = re.fullmatch(r"[^-–—:]{2,25}\s[-–—]\s(.*)", line)
    if after_place and where.is_at_edge:
        return _author(after_place[1], where._replace(is_at_foot=False))
    words = line.rstrip(": ").split()
    bare = " ".join(words[1:])
    label = fold(words[0]) if words else ""
    # Above all else «كتب مدرسية جديدة» is a title.
    is_sure = where.trusts_plain_labels or label == "بقلم"
    is_bare = label in vocabulary.BARE_AUTHOR_LABELS and where.is_at_edge and is_sure
    is_short = 2 <= len(words) <= NAME_LIMIT_WORDS + 1
    if is_bare and is_short and _is_names(bare) and _may_be_people(bare, label):
        if label not in vocabulary.PLAIN_LABELS:
            return Notice("author", names(bare), "a byline in the head or foot")
        if not bare.startswith("ال"):  # «إعداد الميزانية الجديدة»
            return Notice("author", names(bare), PERHAPS_BYLINE)
    return None


def _may_be_people(value: str, label: str) -> bool:
    """False after a plain label for words that no name holds: «من: القاهرة إلى دبي»."""
    is_plain = label in vocabulary.PLAIN_LABELS
    return not is_plain or not vocabulary.JOINING_WORDS.intersection(fold_words(value))


def _is_names(value: str) -> bool:
    """True for one name or several: few words, and none of the marks of a sentence."""
    value = _HONORIFIC.sub("", value).rstrip("*")
    if re.search(r"[\"«»“”؟?!:\d]", value) or re.search(r"\.(?=\s)", value):
        return False
    people = names(value)
    sizes = [len(name.split()) for name in people]
    return bool(people) and max(sizes) <= NAME_LIMIT_WORDS and len(people) <= 6


def _date(line: str, where: Where) -> Notice | None:
    found, hijri = find_date(line), find_hijri_date(line)
    if not found and not hijri:
        return None
    folded = _without_dates(line, found, hijri)
    told: list[str] = []
    for label in sorted(vocabulary.DATE_LABELS | vocabulary.UPDATED_LABELS, key=len, reverse=True):
        if f" {label} " in folded:
            folded = folded.replace(f" {label} ", " ", 1)
            told.append(label)
    rest = _without_fillers(folded)
    if not _is_of_article(line, told, rest, where):
        return None
    role: Role = (
        "updated"
        if told and told[0] in vocabulary.UPDATED_LABELS and _is_first(told, line)
        else "date"
    )
    values = (found.iso if found else "", line.strip() if hijri and not found else "")
    return Notice(role, values, DATE_ALONE if _PLAIN_DATES.issuperset(told) else "a date label")


def _is_of_article(line: str, told: Sequence[str], rest: Sequence[str], where: Where) -> bool:
    """True if a date tells when the article came out, and not of what it tells.

    `told` are the labels on its line, `rest` the words that are neither label nor date.
    """
    if not where.is_at_edge:
        return bool(told) and not rest and not any(label in _PLAIN_DATES for label in told)
    if any(word.removeprefix("و") in vocabulary.LIFE_WORDS for word in rest):
        return False
    if rest and (len(rest) > STRAY_LIMIT_WORDS or line.rstrip().endswith((".", "؟", "!"))):
        return False
    label = re.match(r"([^:\d]{2,40}):", line)
    if label and not set(fold_words(label[1])) <= _DATE_WORDS:
        return False  # «موعد المباراة: 12 مايو 2024»
    return not rest or not _PLAIN_DATES.issuperset(told) or _is_set_apart(line)


def _is_set_apart(line: str) -> bool:
    """«المرسى - السبت 6 مارس 2004», «القاهرة، 7 مايو 2024»; not «ثورة 23 يوليو 1952»."""
    parts = re.split(r"\s+[-–—|/]\s+|[،|]\s*", line)
    return all(set(words) <= _CITY_WORDS for words in map(_beside_date, parts) if words is not None)


def _beside_date(text: str) -> list[str] | None:
    """The words beside the date of a text that may stand there for anything; None for no date."""
    found, hijri = find_date(text), find_hijri_date(text)
    if not found and not hijri:
        return None
    return _without_fillers(_without_dates(text, found, hijri))


def _without_dates(text: str, found: WrittenDate | None, hijri: str) -> str:
    folded = f" {fold(text)} "
    for taken in (found.words if found else "", hijri):
        if taken:
            folded = folded.replace(f" {taken} ", " ", 1)
    return folded


def _without_fillers(folded: str) -> list[str]:
    return [
        word
        for word in folded.split()
        if word not in vocabulary.DATE_FILLERS and not word.isdigit()
    ]


def _is_first(told: Sequence[str], line: str) -> bool:
    """True if no label of a first publication stands before that of an update."""
    folded = fold(line)
    update = folded.find(told[0])
    return all(folded.find(label) >= update for label in told)


def is_bare_name(line: str) -> bool:
    """True for two or three words that may be a person's name, and nothing else."""
    words = line.split()
    return len(words) in (2, 3) and all(word.isalpha() for word in words) and _is_names(line)


def _source(line: str, where: Where) -> Notice | None:
    label, value = _label_and_value(line)
    words = len(fold_words(value))
    if (
        label in vocabulary.SOURCE_LABELS
        and is_trusted(label, where)
        and words <= VALUE_LIMIT_WORDS
        and not value.endswith(("؟", "!"))
    ):
        return Notice("source", (value.rstrip(". "),), "a source label and a name")
    is_agency = is_agencies(line.strip("()[]. "))
    if where.is_at_edge and is_agency and not (line.startswith("(") and line.endswith(")")):
        return Notice("source", (line.strip(" ."),), "an agency alone in the head or foot")
    return None


def _category(line: str, where: Where) -> Notice | None:
    label, value = _label_and_value(line)
    is_label = label in vocabulary.CATEGORY_LABELS and is_trusted(label, where)
    if is_label and len(value.split()) <= NAME_LIMIT_WORDS:
        name = re.split(r"\s*[>/»›،,|]\s*", value)[-1].strip(" .")
        return Notice("category", (name,), "a category label")
    crumbs = re.split(r"\s*[>»›/]\s*|\s+[-–|]\s+", line)
    if where.is_at_edge and len(crumbs) > 1 and fold(crumbs[0]) == "الرييسيه":
        return Notice("category", (crumbs[-1].strip(),), "a breadcrumb")
    return None


def _tags(line: str, where: Where) -> Notice | None:
    label, value = _label_and_value(line)
    is_label = label in vocabulary.TAG_LABELS and is_trusted(label, where)
    if is_label and not value.endswith(("؟", "!")):
        parts = [part.strip(" .#").replace("_", " ") for part in _split_tags(value)]
        if all(len(part.split()) <= NAME_LIMIT_WORDS for part in parts):
            return Notice("tags", tuple(filter(None, parts)), "a label of keywords")
    parts = re.split(r"\s*[،|]\s*", line)
    are_short = all(0 < len(part.split()) <= 3 for part in parts)
    if (
        where.is_at_foot
        and len(parts) > 2
        and are_short
        and not line.endswith((".", "؟", "!"))
        and ":" not in line  # «الدفاع: سالم، قدور، فارس»
    ):
        return Notice("tags", tuple(parts), "keywords alone in the foot")
    if _HASHTAGS.fullmatch(line) and (where.is_at_edge or line.count("#") > 1):
        found = re.findall(r"#([\w]+)", line)
        return Notice("tags", tuple(tag.replace("_", " ") for tag in found), "hashtags alone")
    return None


def _split_tags(value: str) -> list[str]:
    if "#" in value:
        return re.findall(r"#([^#،,؛;|\s]+)", value)
    return re.split(r"\s*[،,؛;|•·/]\s*|\s+[-–]\s+", value)


_LABELLED_RULES = (
    "a byline label and names",
    "a source label and a name",
    "a category label",
    "a label of keywords",
    "a caption label",
    "a date label",
)
_PLAIN_DATES = vocabulary.PLAIN_DATE_LABELS
_CITY_WORDS = frozenset(word for city in vocabulary.CITIES for word in city.split())
_DATE_WORDS = (vocabulary.DATE_FILLERS | _CITY_WORDS).union(
    *(label.split() for label in vocabulary.DATE_LABELS | vocabulary.UPDATED_LABELS)
)
_READERS: tuple[Callable[[str, Where], Notice | None], ...] = (
    _date,
    read_noise,
    _author,
    _source,
    _category,
    _tags,
    read_caption,
)
