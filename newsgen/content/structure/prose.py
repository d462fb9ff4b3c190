"""Headings, paragraphs and lists: told apart by how a line ends, how long it is, what follows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.content.structure import vocabulary
from newsgen.content.structure.frame import starts_with_dateline
from newsgen.content.structure.lines import Ruling
from newsgen.content.structure.wrapping import Unit
from newsgen.language.arabic import fold, fold_words

HEADING_LIMIT_WORDS = 22
UNBROKEN_LIMIT_WORDS = 28  # of a heading without a comma
QUESTION_LIMIT_WORDS = 26
SHORT_WORDS = 8
DOUBTFUL_WORDS = range(15, 29)  # of a line without a full stop: a long heading, or a paragraph
_CLOSING = "\"'»”’)]} "
_SENTENCE_END = re.compile(r"(?<!\.)[.!؟?…](?=\s)")
_QUOTED = re.compile(r"[\"«“].*[\"»”][.؟!…]*")
MARKER = re.compile(
    r"([•●▪◦‣·*٭✔✓✅➤►▶❖■◾▫○♦🔹🔸🔴🔵🟢📌👉⬅\ufe0f\-–—]+)\s*(?=\S)|([\d٠-٩]{1,2}|[أ-ي])\s*[-.)–/]\s+|\(?([\d٠-٩]{1,2})\)\s*"
)


class _Prose(NamedTuple):
    """A unit with what the rules look at: its words, how it ends, its neighbours, the style."""

    unit: Unit
    words: tuple[str, ...]
    ending: str
    has_inner_end: bool
    opens_prose: bool
    is_quoted: bool
    commas: int

    @property
    def text(self) -> str:
        return self.unit.text

    @property
    def size(self) -> int:
        return len(self.words)


def read_prose(found: Sequence[Unit], texts: Sequence[str]) -> dict[int, Ruling]:
    """Rulings on all lines of prose, by index."""
    prose = [_look(unit) for unit in found]
    known = {**_turns(prose), **_lists(prose)}
    style = _style(prose)
    verdicts: list[Ruling] = []
    for position, one in enumerate(prose):
        if position in known:
            verdicts.append(known[position])
            continue
        after = (prose[p] for p in range(position + 1, len(prose)) if not _is_item(known, p))
        setting = _Setting(next(after, None), _is_item(known, position + 1), style)
        verdicts.append(_verdict(one, setting))
    _settle_runs(prose, verdicts, texts)
    return dict(_spread(prose, verdicts))


def _is_item(known: Mapping[int, Ruling], position: int) -> bool:
    return position in known and known[position].role == "list"


def _look(unit: Unit) -> _Prose:
    text = unit.text.strip()
    words = tuple(fold_words(text))
    return _Prose(
        unit=unit,
        words=words,
        ending=_ending(text),
        has_inner_end=bool(_SENTENCE_END.search(text.rstrip(_CLOSING + ".!؟?…"))),
        opens_prose=_opens_prose(words) or starts_with_dateline(text),
        is_quoted=bool(_QUOTED.fullmatch(text)),
        commas=text.count("،") + text.count("؛"),
    )


def _ending(text: str) -> str:
    """How a line ends, closing quotes aside: stop, question, colon, comma or none."""
    bare = text.rstrip(_CLOSING)
    if bare.endswith(("..", "…")) and len(bare.split()) <= SHORT_WORDS + 4:
        return "dots"
    if bare.endswith((".", "…", "۔")):
        return "stop"
    if bare.endswith(("؟", "?", "!")):
        return "question"
    if bare.endswith((":", "：")):
        return "colon"
    return "comma" if bare.endswith(("،", ",", "؛", ";")) else "none"


def _opens_prose(words: Sequence[str]) -> bool:
    if not words:
        return False
    first = words[0]
    is_joined = first.startswith("و") and len(first) > 2 and not _is_radical(first)
    is_verbal = _is_verb(words)
    is_phrase = " ".join(words[:3]).startswith(vocabulary.PHRASES)
    return first in vocabulary.OPENERS or is_joined or is_verbal or is_phrase


def _is_verb(words: Sequence[str]) -> bool:
    """True if a line starts with a verb, as sentences do and headings hardly ever.

    Known verbs, words that begin with the ي of the present tense, and such as end in the ت of the
    past; a few nouns look like these.
    """
    first = words[0]
    if len(words) > 5 and first in vocabulary.STARTING_VERBS:
        return True
    is_past = first.endswith("ت") and not first.endswith(("ات", "يت", "وت")) and len(first) > 3
    is_present = first.startswith("ي") and len(first) > 3
    is_negated = first == "لا" and len(words) > 8 and words[1][:1] in ("ي", "ت", "ن")
    is_noun = first.startswith(("ال", *vocabulary.VERB_LIKE_NOUNS))
    return (is_past or is_present or is_negated) and not is_noun and len(words) > 3


def _is_radical(word: str) -> bool:
    """True if the و of a word is its own: وزير, and وزيرا, but not والوزير."""
    return any(
        word.startswith(known) and word[len(known) :] in vocabulary.ENDINGS
        for known in vocabulary.RADICAL_WAW
    )


class _Style(NamedTuple):
    """What a whole text does: whether it ends paragraphs with stops, whether it has any."""

    has_stops: bool
    has_paragraphs: bool


def _style(prose: Sequence[_Prose]) -> _Style:
    long = [one for one in prose if one.size >= 14]
    stopped = sum(one.ending in ("stop", "question") for one in long)
    return _Style(
        has_stops=stopped * 3 >= len(long) and stopped > 0,
        has_paragraphs=any(
            one.ending == "stop" or one.opens_prose or one.size > 22 for one in prose
        ),
    )


class _Setting(NamedTuple):
    """Where a unit stands: the next unit that is no list item, and the style of the whole."""

    following: _Prose | None
    is_before_list: bool
    style: _Style


def _verdict(one: _Prose, setting: _Setting) -> Ruling:
    for rule, applies in _PARAGRAPH_RULES:
        if applies(one, setting):
            is_near = rule == "too long for a heading" and one.size <= DOUBTFUL_WORDS.stop
            return Ruling("paragraph", rule, is_doubtful=is_near)
    is_long = one.size in DOUBTFUL_WORDS and one.ending == "none"
    return Ruling("heading", "no full stop, and text follows", is_doubtful=is_long)


def _is_short_and_marked(one: _Prose) -> bool:
    """A short question, or a short quotation: both may head an answer or an account."""
    is_question = one.ending == "question" and one.size <= 2 * SHORT_WORDS
    return is_question or (one.is_quoted and one.size <= SHORT_WORDS and not one.commas)


def _leads_in(one: _Prose, setting: _Setting) -> bool:
    """True for a line with a colon at its end, unless it is the short label of what follows."""
    following = setting.following
    is_short = one.size <= (6 if setting.is_before_list else 4)
    is_label = is_short and not one.opens_prose and not (following and following.is_quoted)
    is_followed = setting.is_before_list or following is not None
    return one.ending == "colon" and not (is_label and is_followed)


def _heads_nothing(_: _Prose, setting: _Setting) -> bool:
    is_last = setting.following is None and not setting.is_before_list
    return is_last and setting.style.has_paragraphs


def _is_quotation(one: _Prose, setting: _Setting) -> bool:
    return one.is_quoted and (one.size > SHORT_WORDS or setting.following is None)


def _is_too_long(one: _Prose, setting: _Setting) -> bool:
    """Too many words; where a text ends nothing with a full stop, few are too many."""
    if one.ending == "question":
        return one.size > QUESTION_LIMIT_WORDS
    if setting.style.has_stops or not setting.style.has_paragraphs:
        return one.size > (HEADING_LIMIT_WORDS if one.commas else UNBROKEN_LIMIT_WORDS)
    following = setting.following
    is_followed_by_less = following is not None and following.size < 1.5 * one.size
    return one.size > 10 or (one.size > 4 and is_followed_by_less)


# The first rule that applies makes a line a paragraph; a line that none applies to is a heading.
_PARAGRAPH_RULES: tuple[tuple[str, Callable[[_Prose, _Setting], bool]], ...] = (
    ("ends with a full stop", lambda one, _: one.ending == "stop"),
    ("ends in the middle of a sentence", lambda one, _: one.ending == "comma"),
    ("leads in to what follows", _leads_in),
    ("holds no Arabic word", lambda one, _: not any("ء" <= letter <= "ي" for letter in one.text)),
    ("nothing follows that it could head", _heads_nothing),
    (
        "opens like a sentence of a report",
        lambda one, _: one.opens_prose and not _is_short_and_marked(one),
    ),
    ("a quotation from end to end", _is_quotation),
    (
        "holds a full sentence",
        lambda one, _: one.has_inner_end and one.size > 10 and one.ending != "question",
    ),
    (
        "holds several clauses",
        lambda one, _: one.commas > 2 or (one.commas == 2 and one.size > 14),
    ),
    ("too long for a heading", _is_too_long),
)


def _lists(prose: Sequence[_Prose]) -> dict[int, Ruling]:
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


def _are_labelled(prose: Sequence[_Prose], run: range) -> bool:
    """True for lines such as «الدفاع: سالم، قدور»: short labels, and no sentences."""
    lines = [prose[position] for position in run]
    heads = [one.text.partition(":")[0].split() for one in lines]
    is_speech = any(_opens_prose(tuple(map(fold, head))) for head in heads)
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
    return first == second or (first.isalpha() and second.isalpha() and len(first + second) == 2)


def _turns(prose: Sequence[_Prose]) -> dict[int, Ruling]:
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


def _settle_runs(prose: Sequence[_Prose], verdicts: list[Ruling], texts: Sequence[str]) -> None:
    """Look again at heading-like lines in a row: two may be heading and text, three are a list."""
    start = 0
    while start < len(prose):
        end = start
        while end < len(prose) and verdicts[end].role == "heading":
            end += 1
        if end - start >= 2:
            _settle(prose, verdicts, range(start, end), texts)
        start = max(end, start + 1)


def _settle(
    prose: Sequence[_Prose], verdicts: list[Ruling], run: range, texts: Sequence[str]
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


def _are_alike(items: Sequence[_Prose]) -> bool:
    """Short lines of about one size, none of them a question or a quotation."""
    sizes = [one.size for one in items]
    return max(sizes) <= 9 and not any(
        one.ending != "none" or one.is_quoted or one.opens_prose for one in items
    )


def _differs(prose: Sequence[_Prose], items: Sequence[int], texts: Sequence[str]) -> bool:
    """True if the last of some short lines is set off from the others: it heads what follows."""
    if len(items) < 2:
        return True
    gaps = [_gap(texts, prose[position].unit.indices[0]) for position in items]
    if gaps[-1] != gaps[-2]:
        return gaps[-1] > gaps[-2]
    *others, last = (prose[position] for position in items)
    if last.ending in ("question", "colon"):
        return not all(other.ending == last.ending for other in others)
    have_article = all(one.words[0].startswith("ال") for one in others if one.words)
    return have_article and not last.words[0].startswith("ال")


def _gap(texts: Sequence[str], index: int) -> int:
    """Blank lines before a line."""
    count = 0
    while index - count > 0 and not texts[index - count - 1]:
        count += 1
    return count


def _spread(prose: Sequence[_Prose], verdicts: Sequence[Ruling]) -> Iterator[tuple[int, Ruling]]:
    for one, ruling in zip(prose, verdicts, strict=True):
        first, *others = one.unit.indices
        runs_on = bool(others) and ruling.role == "heading"
        yield first, Ruling("paragraph", "several lines that run on") if runs_on else ruling
        for index in others:
            yield index, Ruling("wrapped", "goes on with the line before it")
