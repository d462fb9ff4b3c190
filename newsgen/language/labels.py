"""The house words of Arabic newsrooms: how a pointer to another story is announced.

Labels are compared folded, so one spelling here covers ايضا, أيضاً and أيضًا.
"""

import re
from typing import NamedTuple

from newsgen.language.arabic import fold

SEE_ALSO_LABELS = frozenset(
    fold(f"{verb} {rest}")
    for verb in ("شاهد", "اقرأ", "إقرأ", "طالع", "تابع", "انظر")
    for rest in ("أيضا",)
) | frozenset(
    map(
        fold,
        (
            "اقرأ المزيد",
            "شاهد المزيد",
            "قد يهمك",
            "قد يهمك أيضا",
            "قد يعجبك",
            "قد يعجبك أيضا",
            "للمزيد",
            "لمزيد من التفاصيل",
            "موضوع ذو صلة",
        ),
    )
)
RELATED_LABELS = frozenset(
    map(
        fold,
        (
            "أخبار ذات صلة",
            "مواضيع ذات صلة",
            "موضوعات ذات صلة",
            "مقالات ذات صلة",
            "تقارير ذات صلة",
            "أخبار متعلقة",
            "أخبار مشابهة",
            "المزيد من الأخبار",
        ),
    )
)
LONGEST_LABEL = 40  # letters, generously; a longer head before a colon is never a label
_HEAD = re.compile(rf"([^:：|\n]{{3,{LONGEST_LABEL}}}?)\s*[:：|]\s*(.*)", re.DOTALL)


class Pointer(NamedTuple):
    """A see-also line in two: its label as written, and the title it names ("" if none)."""

    label: str
    title: str


def see_also(line: str) -> Pointer | None:
    """Read «شاهد ايضاً: عنوان»; None for a line that only begins like one."""
    match = _HEAD.fullmatch(line.strip())
    if match and fold(match[1]) in SEE_ALSO_LABELS:
        return Pointer(match[1].strip(), match[2].strip())
    return None


def is_see_also_label(line: str) -> bool:
    """True for a label that stands alone on its line, with or without a colon."""
    found = see_also(line) or see_also(f"{line}:")
    return bool(found and not found.title)


def is_related_label(line: str) -> bool:
    """True for «أخبار ذات صلة» and its kin, alone on the line."""
    return len(line) <= LONGEST_LABEL and fold(line) in RELATED_LABELS
