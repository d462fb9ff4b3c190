"""Lines that announce what they are: bylines, dates, sources, sections, keywords.

A notice is known by its label and by its shape together: «المصدر: وكالات» is one, «المصدر الرئيسي
للدخل هو النفط» is prose.
"""

import re
from collections.abc import Callable, Iterable

from newsgen.content.structure import vocabulary
from newsgen.content.structure.dated_lines import read_date
from newsgen.content.structure.furniture import is_agencies, read_caption, read_noise
from newsgen.content.structure.lines import HEAD, Notice, Where
from newsgen.language.arabic import fold, fold_words

NAME_LIMIT_WORDS = 5
VALUE_LIMIT_WORDS = 9
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
_READERS: tuple[Callable[[str, Where], Notice | None], ...] = (
    read_date,
    read_noise,
    _author,
    _source,
    _category,
    _tags,
    read_caption,
)
