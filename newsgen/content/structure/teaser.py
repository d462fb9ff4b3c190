"""The teaser: the first line of prose, if it is really one and not the report itself."""

import re
from collections.abc import Sequence

from newsgen.content.structure.lines import CLOSING, Ruling, Rulings, blank_lines_after
from newsgen.content.structure.notices import labelled_summary
from newsgen.language.arabic import fold, fold_words, stems, without_tashkeel
from newsgen.language.labels import is_related_label, is_see_also_label, see_also

TEASER_LIMIT_WORDS = 60
TEASER_SHARE = 0.5  # of a teaser's stems that the paragraph after it repeats
SHORT_BEFORE = "much shorter than the paragraphs, and before all of them"
_DATELINE = re.compile(
    r"[^\W\d]+(?:\s\w+){0,4}\s*[(][^()]{2,40}[)]\s*[-–—:]|[^\W\d]+(?:\s[^\W\d]+){0,2}\s*[-–—]{1,2}\s"
)


def read_teaser(
    texts: Sequence[str], body: Sequence[int], rulings: Rulings, house_names: Sequence[str]
) -> None:
    """The teaser, if the first line of prose is really one."""
    prose = [index for index in body if index not in rulings]
    if not prose:
        return
    first = prose[0]
    if labelled_summary(texts[first]):
        rulings[first] = Ruling("summary", "a label of a teaser")
        return
    rule = _why_teaser(texts, prose, rulings, house_names)
    if rule:
        rulings[first] = Ruling("summary", rule, is_doubtful=rule == SHORT_BEFORE)


def _why_teaser(
    texts: Sequence[str], prose: Sequence[int], rulings: Rulings, house_names: Sequence[str]
) -> str:
    first = prose[0]
    text = texts[first]
    words = len(fold_words(text))
    is_sentence = text.rstrip(CLOSING).endswith((".", "؟", "!", "…")) or words >= 10
    is_other = (
        see_also(text)
        or is_see_also_label(text)
        or is_related_label(text)
        or starts_with_dateline(text)
        or words > TEASER_LIMIT_WORDS
    )
    if is_other or not is_sentence or words < 5 or len(prose) < 2:
        return ""
    if _promotes(text, house_names):
        return "ends by promoting the house"
    if starts_with_dateline(texts[prose[1]]):
        return "the report itself starts after it, with a dateline"
    following = next(
        (texts[index] for index in prose[1:4] if len(fold_words(texts[index])) > 14), ""
    )
    if following and _share(text, following) >= TEASER_SHARE:
        return "the paragraph after it repeats it"
    if _is_followed_by_byline(prose, rulings):
        return "the byline or the date comes after it"
    if _is_short_before(text, [texts[index] for index in prose[1:]]):
        return SHORT_BEFORE
    gaps = [blank_lines_after(texts, index) for index in prose[1:-1] if index + 1 < len(texts)]
    typical = sorted(gaps)[len(gaps) // 2] if gaps else 0
    if blank_lines_after(texts, first) > max(typical, 0) and (
        typical or blank_lines_after(texts, first) > 1 or len(gaps) > 2
    ):
        return "set off from the body by blank lines"
    return ""


def _is_followed_by_byline(prose: Sequence[int], rulings: Rulings) -> bool:
    between = [rulings[index].role for index in range(prose[0] + 1, prose[1]) if index in rulings]
    return bool({"author", "date", "updated"} & set(between))


def _is_short_before(text: str, others: Sequence[str]) -> bool:
    """A line of a few words before longer paragraphs, or right before the first heading."""
    size = len(fold_words(text))
    sizes = [len(fold_words(other)) for other in others]
    stopped = sorted(
        count
        for count, other in zip(sizes, others, strict=True)
        if other.rstrip(CLOSING).endswith(".") or count > 14
    )
    typical = stopped[len(stopped) // 2] if stopped else 0
    is_headed = sizes[0] <= 12 and not others[0].rstrip(CLOSING).endswith((".", ":"))
    if is_headed:
        return size <= 18 and typical >= size
    return size <= 16 and sizes[0] >= max(16, 1.3 * size) and typical >= 16


def starts_with_dateline(text: str) -> bool:
    """«القاهرة (وكالات) - …» opens a report."""
    return bool(_DATELINE.match(without_tashkeel(text)))


def _promotes(text: str, house_names: Sequence[str]) -> bool:
    key = fold(text)
    return any(key.endswith(f" {fold(name)}") for name in house_names if fold(name))


def _share(text: str, other: str) -> float:
    own = set(stems(text))
    return len(own & set(stems(other))) / len(own) if own else 0.0
