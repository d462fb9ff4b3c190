"""A raw article text → a `Draft`: its parts, what it says of itself, every line with its role."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.content.structure import Line, read_structure
from newsgen.content.structure.frame import SHORT_LINE_ABOVE
from newsgen.content.structure.lines import FOOT, HEAD
from newsgen.content.structure.lists import MARKER
from newsgen.content.structure.notices import labelled_summary, read_notice
from newsgen.language.arabic import TATWEEL, fold
from newsgen.language.labels import related_title, see_also
from newsgen.language.written_dates import find_date, find_hijri_date
from newsgen.words.problems import Problem, complaint, warning

_HIJRI_FIGURES = re.compile(r"\d{1,4} ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,4}(?:\s?هـ?)?")
_HIJRI_WORDS = re.compile(r"\d{1,2}\s+\D{3,20}\d{4}(?:\s?هـ?)?")
MARKER_LIMIT = 8  # letters of a list marker with its space


class Block(NamedTuple):
    """A part of a body: "heading", "paragraph", "item" or "pointer".

    `lines` are clean lines of text: one for a heading, several for a wrapped paragraph. An item has
    its `marker` cut off; a pointer has its label as the marker.
    """

    kind: str
    lines: tuple[str, ...]
    marker: str = ""


class Draft(NamedTuple):
    """An article that was read from a raw text.

    `teaser` is the summary as it stands in the text, with the house's promotion. Dates are as front
    matter writes them; `date_text` is one that cannot be, such as a Hijri date.
    """

    title: str
    summary: str
    teaser: str
    blocks: tuple[Block, ...]
    related: tuple[str, ...]
    date: str
    updated: str
    date_text: str
    authors: tuple[str, ...]
    source: str
    category: str
    tags: tuple[str, ...]
    lines: tuple[Line, ...]


def read_draft(text: str, path: str, house_names: Sequence[str] = ()) -> Draft | Problem:
    """Read a raw text; only one without any words is a problem."""
    lines = read_structure(text, house_names)
    title = next((line.text for line in lines if line.role == "title"), "")
    if not title:
        return complaint(path, "empty-file", "the file is empty", hint="write it or delete it")
    teaser = next((line.text for line in lines if line.role == "summary"), "")
    facts = _facts(lines)
    return Draft(
        title=title,
        summary=_without_promotion(labelled_summary(teaser) or teaser, house_names),
        teaser=teaser,
        blocks=tuple(_blocks(lines)),
        related=tuple(story_title(line.text) for line in lines if line.role == "related"),
        date=_one(facts, "date"),
        updated=_one(facts, "updated"),
        date_text=_one(facts, "date_text"),
        authors=tuple(dict.fromkeys(facts["author"])),
        source="، ".join(dict.fromkeys(facts["source"])),
        category=_one(facts, "category"),
        tags=tuple(dict.fromkeys(facts["tags"])),
        lines=lines,
    )


def doubts(draft: Draft, path: str) -> Iterator[Problem]:
    """A warning for each line that could as well have been something else."""
    for line in draft.lines:
        if line.is_doubtful:
            yield warning(
                path,
                "ambiguous-line",
                f"this line was taken for a {line.role}: {line.rule}",
                line=line.number,
                hint="look at it in the article",
            )


def story_title(line: str) -> str:
    """The title that a line of a related block names, without its bullet or label."""
    return related_title(line) or split_marker(line)[1]


def _one(facts: dict[str, list[str]], key: str) -> str:
    return facts[key][0] if facts[key] else ""


def _facts(lines: Sequence[Line]) -> dict[str, list[str]]:
    """What the notices of a text say, by kind, in order."""
    kinds = ("date", "updated", "date_text", "author", "source", "category", "tags")
    facts: dict[str, list[str]] = {kind: [] for kind in kinds}
    label = ""
    for line in lines:
        if line.role not in kinds:
            continue
        notice = read_notice(f"{label}{line.text}", FOOT)
        if line.rule == "a label alone on its line":
            label = f"{line.text.rstrip(': ')}: "
            continue
        label = ""
        if line.role in ("date", "updated"):
            _add_dates(line, facts)
        elif notice and notice.role == line.role:
            facts[line.role].extend(value.replace(TATWEEL, "") for value in notice.values)
        elif line.role == "author":
            facts["author"].append(re.split(r"\s[-–—|/]\s", line.text)[-1].strip())
        elif line.role == "category" and line.rule != SHORT_LINE_ABOVE:
            facts["category"].append(line.text.replace(TATWEEL, "").strip())
    return facts


def _add_dates(line: Line, facts: dict[str, list[str]]) -> None:
    """A line may tell both dates: «نشر في … | آخر تحديث …»."""
    notice = read_notice(line.text, HEAD)
    if notice and notice.values[-1]:
        facts["date_text"].append(_hijri_words(notice.values[-1]))
    for index, part in enumerate(_dated_parts(line.text)):
        found = find_date(part)
        if found:
            is_update = index > 0 or line.role == "updated"
            facts["updated" if is_update else "date"].append(found.iso)


def _hijri_words(text: str) -> str:
    """«١٢ رمضان ١٤٤٥ هـ» or «12/9/1445» without the label before it."""
    found = _HIJRI_FIGURES.search(text) or _HIJRI_WORDS.search(text)
    return found[0].strip() if found else text


def _dated_parts(text: str) -> tuple[str, ...]:
    """The text cut at the label of an update, if something dated stands before it."""
    for label in ("آخر تحديث", "اخر تحديث", "تم التحديث", "تحديث", "آخر تعديل"):
        before, found, after = text.partition(label)
        is_dated = find_date(before) or find_hijri_date(before)
        if found and is_dated and find_date(after):
            return (before, after)
    return (text,)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    waiting: list[str] = []  # lines of a paragraph or an item that may go on
    marker = ""
    kind = "paragraph"
    label = written = ""

    def closed() -> Iterator[Block]:
        if waiting:
            yield Block(kind, tuple(waiting), marker)
            waiting.clear()

    for line in lines:
        if line.role == "wrapped":
            waiting.append(line.text)
            continue
        if line.role == "see-also":
            yield from closed()
            pointer = see_also(line.text) or see_also(f"{line.text}:")
            if label:
                yield Block("pointer", (line.text,), label)
                label = ""
            elif pointer and pointer.title:
                yield Block("pointer", (pointer.title,), pointer.label)
            else:
                label, written = pointer.label if pointer else line.text, line.text
            continue
        if line.role in ("heading", "paragraph", "list"):
            yield from closed()
            if label:  # it announced nothing
                yield Block("paragraph", (written,))
                label = ""
            marker, text = split_marker(line.text) if line.role == "list" else ("", line.text)
            kind = "item" if line.role == "list" else line.role
            waiting.append(text)
    yield from closed()
    if label:
        yield Block("paragraph", (written,))


def split_marker(text: str) -> tuple[str, str]:
    """A list item in two: «• » and its text. A letter or an ordinal word is part of the text."""
    match = MARKER.match(text)
    is_letter = match is not None and (match[2] or match[3] or "").isalpha()
    if match and not is_letter and match.end() <= MARKER_LIMIT and match.end() < len(text):
        return text[: match.end()], text[match.end() :]
    return "", text


def _without_promotion(teaser: str, house_names: Sequence[str]) -> str:
    """The teaser without a last sentence that ends in the house's name."""
    head, last = _last_sentence(teaser)
    key = fold(last)
    is_promotion = any(key.endswith(f" {fold(name)}") for name in house_names if fold(name))
    return head if is_promotion and head else teaser


def _last_sentence(text: str) -> tuple[str, str]:
    bare = text.rstrip(" .!؟…")
    cut = max(bare.rfind(mark) for mark in (". ", "؟ ", "! ", "… "))
    return (text[: cut + 1].strip(), text[cut + 1 :].strip()) if cut > 0 else ("", text)
