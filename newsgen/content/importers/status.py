"""What other programs say of whether readers may see an article.

A word that nobody knows is taken for «not yet»: a draft that should be shown is seen by its
newsroom, and one that is shown by mistake is seen by everybody.
"""

from collections.abc import Iterable
from typing import NamedTuple

from newsgen.content.importers.raw import LeftOut
from newsgen.language.arabic import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split(",")))


_YES = _folded("true,yes,y,on,1,نعم")
_NO = _folded("false,no,n,off,0,لا")
_SHOWN = _folded("publish,published,live,public,online,منشور,منشورة,نشر,تم النشر")
_SCHEDULED = _folded("future,scheduled,مجدول,مجدولة")
_DRAFT = _folded("draft,مسودة")
_HELD_BACK = _folded(
    "pending,private,hidden,unpublished,archived,review,خاص,قيد المراجعة,غير منشور"
)
_KNOWN = _YES | _NO | _SHOWN | _SCHEDULED | _DRAFT | _HELD_BACK


class Status(NamedTuple):
    """Whether an article is a draft, and what of that is to be told.

    One that is scheduled is shown on its day, and must have one.
    """

    is_draft: bool = False
    is_scheduled: bool = False
    left_out: tuple[LeftOut, ...] = ()


def is_status(text: str) -> bool:
    """True for a text that says whether an article is shown, and so is no date."""
    return fold(text) in _KNOWN


def status_of(key: str, text: str) -> Status:
    """What `published: false`, `status: pending` or «الحالة: منشور» say."""
    word = fold(text)
    if not text.strip() or word in _YES | _SHOWN:
        return Status()
    if word in _SCHEDULED:
        return Status(is_scheduled=True)
    if word in _NO | _DRAFT:
        return Status(is_draft=True)
    return Status(is_draft=True, left_out=(LeftOut(f"{key}: {text}", "it is a draft in newsgen"),))


def status_of_draft(key: str, text: str) -> Status:
    """The same for a key that asks whether an article is a draft: its yes is a no here."""
    word = fold(text)
    if word in _YES:
        return Status(is_draft=True)
    return Status() if word in _NO else status_of(key, text)


def together(statuses: Iterable[Status], date: str) -> Status:
    """One status of several: whatever holds an article back counts."""
    statuses = tuple(statuses)
    is_scheduled = any(one.is_scheduled for one in statuses)
    undated: tuple[LeftOut, ...] = ()
    if is_scheduled and not date:
        undated = (LeftOut("scheduled", "nobody knows for when, so it is a draft in newsgen"),)
    return Status(
        is_draft=bool(undated) or any(one.is_draft for one in statuses),
        is_scheduled=is_scheduled,
        left_out=(*(told for one in statuses for told in one.left_out), *undated),
    )
