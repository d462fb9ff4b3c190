"""A title without what newsrooms hang on it: «عاجل: …», «… (فيديو)», «… - اسم الموقع», «…»."""

import re
from itertools import islice
from typing import NamedTuple

from newsgen.language.arabic import fold

# They announce the same story in another form. «رأي», «تحليل» and «مباشر» announce another story.
_LABELS = frozenset(
    fold(label)
    for label in (
        *"عاجل فيديو بالفيديو صور بالصور شاهد خاص حصري حصريا محدث تحديث متابعة تقرير صورة".split(),
        *"إنفوغراف إنفوغرافيك إنفوجراف إنفوجرافيك بالإنفوغراف انفوغرافيك فيديوغراف".split(),
        *("خبر عاجل", "صور وفيديو", "فيديو وصور", "بالصور والفيديو", "بالفيديو والصور"),
        *("شاهد بالفيديو", "شاهد بالصور", "شاهد الفيديو", "شاهد الصور", "عاجل بالفيديو"),
    )
)
_LABELS_WITHOUT_MARK = frozenset(map(fold, ("عاجل", "بالفيديو", "بالصور")))
_SEPARATOR = re.compile(
    r"\s*(?:[:：|│¦•·/]|\.{2,}|…|[()\[\]{}«»<>]|\s[-–—ـ]+|[-–—ـ]+\s|[-–—]{2,})\s*"
)
_AFTER_DOTS = " \"'»”’)]"
_MOST_SEPARATORS = 4  # from either end; a house's name or a label holds no more
_LEAST_WORDS = 2


class Bare(NamedTuple):
    """A title, its folded form, the labels taken from it, and whether it ends in dots."""

    title: str
    key: str
    labels: frozenset[str]
    is_cut: bool


def bare(title: str, key: str, house_keys: frozenset[str]) -> Bare:
    """The title that is left when house names at the end and labels at both ends are gone.

    Each must be set off by a mark, so that «تاريخ اللغة العربية» keeps its last word in a house
    called «العربية». `key` is the folded title.
    """
    labels: set[str] = set()
    ends = tuple(house_keys)
    is_cut = ends_in_dots(title)
    before = ""
    while before != title and may_have_more(key, ends):
        before = title
        if key.rpartition(" ")[2] in _LAST_WORDS or key.endswith(ends):
            title = _without_end(title, house_keys, labels)
        if key.partition(" ")[0] in _FIRST_WORDS:
            title = _without_start(title, labels)
        is_cut = is_cut or ends_in_dots(title)
        key = fold(title)
    return Bare(title, key, frozenset(labels), is_cut)


def may_have_more(key: str, house_keys: tuple[str, ...]) -> bool:
    """True if a folded title begins or ends like one that `bare` would shorten; quick to ask."""
    return (
        key.partition(" ")[0] in _FIRST_WORDS
        or key.rpartition(" ")[2] in _LAST_WORDS
        or key.endswith(house_keys)
    )


def ends_in_dots(title: str) -> bool:
    """True for a title that somebody cut: «…», also before a quote that closes."""
    return title.rstrip(_AFTER_DOTS).endswith(("…", ".."))


_FIRST_WORDS = frozenset(label.partition(" ")[0] for label in _LABELS)
_LAST_WORDS = frozenset(label.rpartition(" ")[2] for label in _LABELS)


def _without_end(title: str, house_keys: frozenset[str], labels: set[str]) -> str:
    for mark in list(_SEPARATOR.finditer(title))[: -_MOST_SEPARATORS - 1 : -1]:
        end = fold(title[mark.end() :])
        rest = title[: mark.start()]
        if end in house_keys or end in _LABELS:
            if not _is_enough(rest):
                return title
            if end in _LABELS:
                labels.add(end)
            return rest
    return title


def _without_start(title: str, labels: set[str]) -> str:
    for mark in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        start = fold(title[: mark.start()])
        if start in _LABELS and _is_enough(title[mark.end() :]):
            labels.add(start)
            return title[mark.end() :]
    first, _, rest = title.strip().partition(" ")
    if fold(first) in _LABELS_WITHOUT_MARK and _is_enough(rest):
        labels.add(fold(first))
        return rest
    return title


def _is_enough(rest: str) -> bool:
    return fold(rest).count(" ") >= _LEAST_WORDS - 1
