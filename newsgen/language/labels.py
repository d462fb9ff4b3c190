"""The house words of Arabic newsrooms: how a pointer to another story is announced.

Labels are compared folded, so one spelling here covers ايضا, أيضاً and أيضًا.
"""

import re
from typing import NamedTuple

from newsgen.language.arabic import fold

SEE_ALSO_LABELS = frozenset(
    fold(f"{verb} {rest}")
    for verb in (
        "شاهد شاهدي شاهدوا اقرأ إقرأ اقرئي اقرأوا اقرؤوا طالع طالعي طالعوا تابع تابعي تابعوا "
        "انظر انظري انظروا اطلع".split()
    )
    for rest in ("أيضا", "كذلك", "المزيد")
) | frozenset(
    map(
        fold,
        (
            "قد يهمك",
            "قد يهمك أيضا",
            "قد يهمكم",
            "قد يهمكم أيضا",
            "قد يعجبك",
            "قد يعجبك أيضا",
            "ربما يهمك",
            "ربما يعجبك",
            "للمزيد",
            "للمزيد اقرأ",
            "لمزيد من التفاصيل",
            "للمزيد من التفاصيل",
            "للتفاصيل",
            "موضوع ذو صلة",
            "خبر ذو صلة",
            "مقال ذو صلة",
            "تقرير ذو صلة",
            "مادة ذات صلة",
        ),
    )
)
RELATED_LABELS = frozenset(
    fold(f"{what} {how}")
    for what in "أخبار مواضيع موضوعات مقالات تقارير قصص مواد عناوين روابط تدوينات حلقات".split()
    for how in ("ذات صلة", "متعلقة", "مشابهة", "مرتبطة", "قد تهمك", "قد تعجبك", "لها صلة")
) | frozenset(map(fold, ("المزيد من الأخبار", "المزيد من المواضيع", "ذات صلة")))
LONGEST_LABEL = 40  # letters, generously; a longer head before a separator is never a label
_SEPARATOR = r"\s*(?:[:：|]|(?:\.{2,}|…|\s[-–—]|[>»←]+)\s*[:：|]?)\s*"
_HEAD = re.compile(rf"([^:：|\n]{{3,{LONGEST_LABEL}}}?){_SEPARATOR}(.*)", re.DOTALL)
_DECORATION = re.compile(r"[\s<>«»*•■►➤←→()\[\]\-–—]+(?=\w)")


class Pointer(NamedTuple):
    """A see-also line in two: its label as written, and the title it names ("" if none)."""

    label: str
    title: str


def see_also(line: str) -> Pointer | None:
    """Read «شاهد ايضاً: عنوان»; None for a line that only begins like one."""
    return _pointer(line, SEE_ALSO_LABELS)


def is_see_also_label(line: str) -> bool:
    """True for a label that stands alone on its line, with or without a colon."""
    found = see_also(line) or see_also(f"{line}:")
    return bool(found and not found.title)


def is_related_label(line: str) -> bool:
    """True for «أخبار ذات صلة» and its kin, alone on the line."""
    found = _pointer(line, RELATED_LABELS) or _pointer(f"{line}:", RELATED_LABELS)
    return bool(found and not found.title)


def related_title(line: str) -> str:
    """The title of «أخبار ذات صلة: عنوان»; "" for another line."""
    found = _pointer(line, RELATED_LABELS)
    return found.title if found else ""


def _pointer(line: str, labels: frozenset[str]) -> Pointer | None:
    match = _HEAD.fullmatch(_bare(line))
    if match and (fold(match[1]) in labels or _names_a_place(match[1], labels)):
        return Pointer(match[1].strip(), match[2].strip())
    return None


def _names_a_place(head: str, labels: frozenset[str]) -> bool:
    """True for a label that says where: «اقرأ أيضًا في المدونة», «اقرأ أيضًا ص 5»."""
    words = fold(head).split()
    is_place = len(words) in (4, 5) and words[2] in ("في", "على", "علي", "ص", "من", "عن")
    return is_place and "ايضا" in words[1] and " ".join(words[:2]) in labels


def _bare(line: str) -> str:
    """A line without the brackets around it and the ornaments before it."""
    line = line.strip()
    if line[:1] in "([" and line[-1:] in ")]":
        line = line[1:-1].strip()
    ornament = _DECORATION.match(line)
    return line[ornament.end() :] if ornament else line
