"""Lists and turns of a conversation: lines that stand in a row and look alike."""

import re
from collections.abc import Iterator, Sequence

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import Ruling, blank_lines_before
from newsgen.content.structure.looks import Prose, opens_prose
from newsgen.language.arabic import fold

MARKER = re.compile(
    r"([•●▪◦‣·*٭✔✓✅➤►▶❖■◾▫○♦🔹🔸🔴🔵🟢📌👉⬅\ufe0f\-–—]+)\s*(?=\S)|([\d٠-٩]{1,2}|[أ-ي])\s*[-.)–/]\s+|\(?([\d٠-٩]{1,2}|(?<=\()[أ-ي])\)\s*"
)

LABEL_LIMIT_WORDS = 4
# By which `prose` tells single lines, as if they were not in a row.
_GUESSES = (
    "no full stop, and text follows",
    "too long for a heading",
    "nothing follows that it could head",
)


def read_lists(prose: Sequence[Prose]) -> dict[int, Ruling]:
    """Rulings on the items of lists that have markers: at least two in a row."""
    marks = [_mark(one.text) for one in prose]
    found: dict[int, Ruling] = {}
    for kind, shape in _SHAPES:
        for run in _runs([bool(shape.match(one.text)) and one.size <= 30 for one in prose]):
            if len(run) >= 3 and (kind == "a time" or _are_labelled(prose, run)):
                ruling = Ruling("list", f"starts with {kind}, like the lines beside it")
                found.update(dict.fromkeys(run, ruling))
    dialogue = {
        position
        for run in _runs([mark.startswith(("-", "–", "—")) for mark in marks])
        for position in run
        if any(prose[turn].ending == "question" for turn in run)
    }
    found.update(dict.fromkeys(dialogue, Ruling("paragraph", "a turn of a dialogue")))
    for position in range(len(prose) - 1):
        if position not in dialogue and _go_on(marks[position], marks[position + 1]):
            ruling = Ruling("list", "a marker, and another in the line beside it")
            found[position] = found[position + 1] = ruling
    return found


_SHAPES = (
    (
        "a time",
        re.compile(r"(?:الدقيقة |د\s?)?[\d٠-٩]{1,3}(?:[:.][\d٠-٩]{2})?['’]?\s*[|:\-–]\s*\S"),
    ),
    ("a label", re.compile(r"[^:،.؟!\"«»]{2,28}:\s+\S")),
)


def _runs(marked: Sequence[bool]) -> Iterator[range]:
    start = 0
    for position in range(len(marked) + 1):
        if position == len(marked) or not marked[position]:
            if position > start:
                yield range(start, position)
            start = position + 1


def _are_labelled(prose: Sequence[Prose], run: range) -> bool:
    """True for lines such as «الدفاع: سالم، قدور»: short labels, and no sentences."""
    lines = [prose[position] for position in run]
    heads = [one.text.partition(":")[0].split() for one in lines]
    is_speech = any(opens_prose(tuple(map(fold, head))) for head in heads)
    are_short = all(len(head) <= 3 for head in heads) and all(one.size <= 16 for one in lines)
    are_turns = {fold(head[0]) for head in heads if head} <= vocabulary.TURNS
    return (
        are_short
        and not is_speech
        and not are_turns
        and not any(one.ending in ("stop", "question") for one in lines)
    )


def _mark(text: str) -> str:
    """The kind of marker that a line starts with: a bullet, a number, an ordinal word, or ""."""
    match = MARKER.match(text)
    if match:
        return match[1] or match[2] or match[3]
    head, colon, _ = text.partition(":")
    key = fold(head or text.split(" ", 1)[0])
    return key if colon and key in vocabulary.ORDINALS else ""


_BULLETS = "•●▪◦‣·■◾▫○♦❖➤►▶"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def _go_on(mark: str, following: str) -> bool:
    """True if the second marker continues the first: the same bullet, or the next number."""
    if not mark or not following:
        return False
    first, second = mark.translate(_DIGITS), following.translate(_DIGITS)
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    if first in vocabulary.ORDINALS:
        return second in vocabulary.ORDINALS
    are_bullets = first[0] in _BULLETS and second[0] in _BULLETS  # «•», and «◦» for what is in it
    return (
        first == second
        or are_bullets
        or (first.isalpha() and second.isalpha() and len(first + second) == 2)
    )


def read_turns(prose: Sequence[Prose]) -> dict[int, Ruling]:
    """Questions and answers marked «س:» and «ج:»: long answers are headed by their questions."""
    marked = {
        position: "question" if one.words[:1] in (("س",), ("سوال",), ("السوال",)) else "answer"
        for position, one in enumerate(prose)
        if one.words
        and one.words[0] in vocabulary.TURNS
        and re.match(r"\S+(?:\s*\d+)?\s*[:\-–]", one.text)
    }
    answers = [prose[position].size for position, kind in marked.items() if kind == "answer"]
    if not answers or len(marked) < 2:
        return {}
    are_long = sum(answers) >= 14 * len(answers)
    return {
        position: Ruling("heading", "a question, and a long answer follows")
        if kind == "question" and are_long
        else Ruling("paragraph", "a turn of an interview")
        for position, kind in marked.items()
    }


def settle_runs(prose: Sequence[Prose], verdicts: list[Ruling], texts: Sequence[str]) -> None:
    """Look again at heading-like lines in a row: two may be heading and text, three are a list."""
    start = 0
    while start < len(prose):
        end = start
        while end < len(prose) and verdicts[end].role == "heading":
            if end > start and prose[end].ending == "colon":
                break  # «المقادير:» leads in to the lines after it
            end += 1
        end = max(end, _end_of_items(prose, verdicts, start))
        if end - start >= 2:
            _settle(prose, verdicts, range(start, end), texts)
        start = max(end, start + 1)


def _end_of_items(prose: Sequence[Prose], verdicts: Sequence[Ruling], start: int) -> int:
    """Where three short lines or more end that a short label with a colon leads in to."""
    end = start + 1
    if prose[start].ending == "colon" and prose[start].size <= LABEL_LIMIT_WORDS:
        while end < len(prose) and verdicts[end].rule in _GUESSES and _are_alike([prose[end]]):
            end += 1
    return end if end - start > 3 else start


def _settle(
    prose: Sequence[Prose], verdicts: list[Ruling], run: range, texts: Sequence[str]
) -> None:
    first, last = run[0], run[-1]
    is_led_in = first > 0 and prose[first - 1].ending == "colon"
    if not is_led_in and prose[first].ending == "colon" and len(run) > 2:
        is_led_in, run = True, run[1:]
        first = run[0]
    goes_on = last + 1 < len(prose)
    if len(run) == 2:
        one, two = prose[first], prose[last]
        if two.size >= 10 and two.size >= 1.8 * one.size and two.ending == "none":
            verdicts[last] = Ruling(
                "paragraph", "much longer than the heading before it", is_doubtful=True
            )
        elif is_led_in:
            for position in run if not goes_on else run[:1]:
                verdicts[position] = Ruling("list", "follows a lead-in", is_doubtful=True)
        return
    if all(prose[position].ending == "question" for position in run):
        return
    is_only_headings = not any(ruling.role == "paragraph" for ruling in verdicts)
    if is_only_headings and not is_led_in:
        return
    items = list(run)
    is_doubtful = not is_led_in
    if not is_led_in:
        items = items[1:]
        if len(items) < 3 or not _are_alike([prose[position] for position in items]):
            return
    if goes_on and _differs(prose, items, texts):
        items = items[:-1]
    if len(items) < 2:
        return
    for position in items:
        verdicts[position] = Ruling("list", "one of several short lines in a row", is_doubtful)


def _are_alike(items: Sequence[Prose]) -> bool:
    """Short lines of about one size, none of them a question or a quotation."""
    sizes = [one.size for one in items]
    return max(sizes) <= 9 and not any(
        one.ending != "none" or one.is_quoted or one.opens_prose for one in items
    )


def _differs(prose: Sequence[Prose], items: Sequence[int], texts: Sequence[str]) -> bool:
    """True if the last of some short lines is set off from the others: it heads what follows."""
    if len(items) < 2:
        return True
    gaps = [blank_lines_before(texts, prose[position].unit.indices[0]) for position in items]
    if gaps[-1] != gaps[-2]:
        return gaps[-1] > gaps[-2]
    *others, last = (prose[position] for position in items)
    if last.ending in ("question", "colon"):
        return not all(other.ending == last.ending for other in others)
    have_article = all(one.words[0].startswith("ال") for one in others if one.words)
    return have_article and not last.words[0].startswith("ال")
