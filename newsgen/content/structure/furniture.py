"""Lines of the page around an article, which say nothing of it: captions, counters, buttons."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsgen.content.structure import furniture_words, vocabulary
from newsgen.content.structure.lines import CLOSING, Notice, Where
from newsgen.language.arabic import fold, fold_words

NUMBER_ALONE = "a number alone"
FURNITURE_AT_EDGE = "site furniture at the edge"
CAPTION_LIMIT_WORDS = 30
BUTTON_LIMIT_WORDS = 25
NOTICE_LIMIT_WORDS = 12  # with a full stop, or with nothing but a platform to tell it by

_NOISE_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:قراءه )?(?:في )?(?:دقيقه|دقيقتان|دقيقتين|\d+ (?:دقيقه|دقايق|د))(?: قراءه| للقراءه)?",
        r"انتهي(?: \d+)?(?: \w{1,2}){0,2}",
        r"(?:a ?){2,}|ا ا(?: ا)?",
    )
)
_INITIALS = re.compile(r"[(\[]?(?:[ء-ي]ـ?\s*[./\-]\s*)+(?:[ء-ي]ـ?)?\.?[)\]]?")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


def read_caption(line: str, where: Where) -> Notice | None:
    """The caption or credit of a picture."""
    match = re.fullmatch(r"\(?\[?([^:：،,|\-–]{2,25}?)\s*([:：،,|\-–])\s*(\S.*)", line)
    is_short = len(line.split()) <= CAPTION_LIMIT_WORDS
    label = fold(match[1]) if match else ""
    is_trusted = where.trusts_plain_labels or label not in vocabulary.PLAIN_LABELS
    # «الصورة، كما يقول، قاتمة.»
    is_sentence = match and match[2] not in ":：|" and " " not in label and is_stopped(line)
    if label in vocabulary.CAPTION_LABELS and is_trusted and is_short and not is_sentence:
        return Notice("caption", (line,), "a caption label")
    if line.startswith("©"):
        return Notice("caption", (line,), "a credit sign")
    _, *tail = re.split(r"\s[-–—]\s+(?=[^-–—]+$)", line)
    if tail and is_short and _is_credit(tail[0]):
        return Notice("caption", (line,), "a credit after a dash")
    in_brackets = re.fullmatch(r"[(\[]([^()\[\]]{2,60})[)\]]", line)
    if in_brackets and _is_credit(in_brackets[1]):
        return Notice("caption", (line,), "a credit in brackets")
    credit = re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]{2,40})[)\]]", line)
    if credit and is_short and _is_credit(credit[2]) and not re.search(r"[.؟!]\s*$", credit[1]):
        return Notice("caption", (line,), "a credit in brackets at the end")
    if where.is_at_edge and re.fullmatch(r"\[[^\[\]]{8,120}\]", line):
        return Notice("caption", (line,), "in square brackets in the head or foot")
    if line.isascii() and fold(line) in vocabulary.AGENCIES:
        return Notice("caption", (line,), "a photo agency")
    return None


def read_noise(line: str, where: Where) -> Notice | None:
    """What a page holds beside its articles: buttons, counters, addresses, lines without words."""
    words = fold_words(line)
    folded = " ".join(words)
    if not words:
        return Notice("noise", (line,), "no words")
    is_copyright = "©" in line and ("حقوق" in folded or "copyright" in folded or len(words) < 3)
    if is_copyright or folded in furniture_words.NOISE_LINES:
        return Notice("noise", (line,), "site furniture")
    is_sharing = words[0] in furniture_words.SHARE_HEADS and all(
        word in furniture_words.SHARE_WORDS or word.removeprefix("و") in furniture_words.SHARE_WORDS
        for word in words
    )
    if is_sharing and len(words) <= 14:
        return Notice("noise", (line,), "sharing buttons")
    if _is_furniture(line, words, where):
        return Notice("noise", (line,), "site furniture")
    is_counter = any(word.isdigit() for word in words) and all(
        word.isdigit() or word in furniture_words.COUNTERS for word in words
    )
    if is_counter and all(
        word.isdigit() or word in furniture_words.PLAIN_COUNTERS for word in words
    ):
        return Notice("noise", (line,), NUMBER_ALONE) if where.is_at_edge else None
    if is_counter or any(pattern.fullmatch(folded) for pattern in _NOISE_PATTERNS):
        return Notice("noise", (line,), "a counter")
    if _INITIALS.fullmatch(line):
        return Notice("noise", (line,), "initials of the desk")
    if where.is_at_edge and (
        folded.startswith(furniture_words.FOOT_HEADS)
        or (folded.startswith(furniture_words.PLAIN_FOOT_HEADS) and not is_stopped(line))
    ):
        return Notice("noise", (line,), FURNITURE_AT_EDGE)
    beside = _URL.sub("", line).strip(" :-،()[]")
    if not beside or (
        where.is_at_edge and beside != line.strip(" :-،()[]") and len(beside.split()) <= 4
    ):
        return Notice("noise", (line,), "an address alone")
    return None


def is_agencies(text: str) -> bool:
    """True for the names of news or photo agencies, and nothing else."""
    parts = [fold(part) for part in re.split(r"[،,/+|\-–]| و", text) if part.strip()]
    return bool(parts) and ":" not in text and all(part in vocabulary.AGENCIES for part in parts)


def is_stopped(line: str) -> bool:
    """True for a line that ends with a full stop, closing quotes aside."""
    return line.rstrip(CLOSING).endswith(".")


def _is_credit(text: str) -> bool:
    if set(fold_words(text)) <= vocabulary.MEDIA_WORDS:
        return False
    first = fold(re.split(r"[:\-–،,/]", text)[0])
    known = vocabulary.CAPTION_LABELS | vocabulary.AGENCIES
    return is_agencies(text) or first in known or first.split(" ")[0] in known


def _is_furniture(line: str, words: Sequence[str], where: Where) -> bool:
    """True for a line that starts as buttons do and, where sentences do so as well, says more."""
    folded = " ".join(words)
    has_stop = is_stopped(line)
    if folded.startswith(furniture_words.NOISE_HEADS):
        return len(words) <= (NOTICE_LIMIT_WORDS if has_stop else BUTTON_LIMIT_WORDS)
    if rest := _after(furniture_words.COUNTER_HEADS, folded):
        return all(word.isdigit() or word in furniture_words.COUNTERS for word in rest)
    rest = _after(furniture_words.PLAIN_NOISE_HEADS, folded)
    if rest is None or len(words) > BUTTON_LIMIT_WORDS:
        return False
    return _offers(rest, has_stop=has_stop, where=where)


def _after(heads: tuple[str, ...], folded: str) -> Sequence[str] | None:
    """The words after one of the heads; None for a line that starts otherwise."""
    if not folded.startswith(heads):
        return None
    padded = f"{folded} "
    found = [head for head in heads if padded.startswith(f"{head} ")]
    return folded[len(max(found, key=len)) :].split() if found else None


def _offers(rest: Sequence[str], *, has_stop: bool, where: Where) -> bool:
    """True if a site speaks of itself: of its letter, of a platform, or of its news at an edge."""
    if any(word in furniture_words.OWN_WORDS for word in rest):
        return not has_stop or len(rest) <= NOTICE_LIMIT_WORDS
    names_platform = any(
        before in ("علي", "عبر") and word in furniture_words.PLATFORMS
        for before, word in pairwise(rest)
    )
    is_short = not has_stop and len(rest) <= NOTICE_LIMIT_WORDS
    is_offer = where.is_at_edge and any(word in furniture_words.OFFERED_WORDS for word in rest[:3])
    return is_short and (names_platform or is_offer)
