"""An Arabic newspaper of any size: the same articles for the same seed, on every machine.

`article(index)` depends on nothing but its arguments, so a corpus of 100 is the beginning of one of
10,000. Records are neutral; `benchmarks.writers` turns them into each tool's input.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from benchmarks.headlines import Topic, headline, slug_of, topic, topic_of
from benchmarks.vocabulary import AUTHORS, TAGS, weights, words

SEED = 1
RELATED = 3
WORDS_LEAST, WORDS_MOST = 450, 700
SECTIONS_LEAST, SECTIONS_MOST = 8, 12
SMALLEST = 10  # the first articles name the ones after them
ADDED_SENTENCE = "وهذه جملة أضافها المحرر."
_ZONE = timezone(timedelta(hours=3))
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=_ZONE)
_MINUTES = 5 * 365 * 24 * 60
_SEARCHED = 4_000  # how far back an article looks for others of its topic
_SAYINGS = "وقال وأضاف وأوضح وأكد وذكر وأشار وتابع وبين".split()


class Block(NamedTuple):
    """A part of a section: "paragraph" or "list" with lines of Markdown, or a "pointer", whose one
    line is the title of another article and `slug` that article's.
    """

    kind: str
    lines: tuple[str, ...]
    slug: str = ""


class Section(NamedTuple):
    """A headed part of an article; the first has no heading."""

    heading: str
    blocks: tuple[Block, ...]


class Record(NamedTuple):
    """An article. `date` is ISO 8601 with an offset; `related` are titles of other articles."""

    title: str
    slug: str
    summary: str
    date: str
    category: str
    tags: tuple[str, ...]
    author: str
    related: tuple[str, ...]
    sections: tuple[Section, ...]


def articles(count: int, seed: int = SEED) -> Iterator[Record]:
    """The first `count` articles, at least `SMALLEST`."""
    return (article(index, seed) for index in range(count))


def article(index: int, seed: int = SEED) -> Record:
    """Article `index` of the corpus."""
    chance = random.Random(f"{seed}/{index}")  # noqa: S311 (repeatable on purpose)
    about = _topic(topic_of(index, seed))
    title = headline(index, seed)
    others = _others(index, seed)
    minute = chance.randrange(_MINUTES)
    return Record(
        title=title,
        slug=slug_of(title),
        summary=_sentence(chance, _draw(chance, chance.randint(16, 26), about)),
        date=(_FIRST_DAY + timedelta(minutes=minute)).isoformat(),
        category=about.category,
        tags=tuple(dict.fromkeys((*about.tags[: chance.randint(2, 3)], _any_tag(chance)))),
        author=AUTHORS[int(len(AUTHORS) * chance.random() ** 3)],
        related=others[:RELATED],
        sections=_sections(chance, about, others[RELATED]),
    )


def newest(count: int, seed: int = SEED) -> Record:
    """The article that arrives after the first `count`, with a date after all of theirs."""
    arrived = _FIRST_DAY + timedelta(minutes=_MINUTES + count)
    return article(count, seed)._replace(date=arrived.isoformat())


def with_edited_body(record: Record) -> Record:
    """The article with a sentence more in its first paragraph."""
    lead, *others = record.sections
    first, *blocks = lead.blocks
    edited = first._replace(lines=(f"{first.lines[0]} {ADDED_SENTENCE}",))
    return record._replace(sections=(lead._replace(blocks=(edited, *blocks)), *others))


def with_edited_title(record: Record) -> Record:
    """The article under another title, at the same address."""
    return record._replace(title=f"تحديث: {record.title}")


_topic = lru_cache(maxsize=None)(topic)


def _others(index: int, seed: int) -> tuple[str, ...]:
    """Titles to name: of the last articles on the same topic, then of the nearest of all."""
    wanted = topic_of(index, seed)
    found: list[int] = []
    for other in range(index - 1, max(-1, index - _SEARCHED), -1):
        if topic_of(other, seed) == wanted:
            found.append(other)
            if len(found) > RELATED:
                break
    near = range(index - 1, index - 5, -1) if index > RELATED else range(index + 1, index + 5)
    chosen = tuple(dict.fromkeys((*found, *near)))[: RELATED + 1]
    return tuple(headline(other, seed) for other in chosen)


def _any_tag(chance: random.Random) -> str:
    return TAGS[int(len(TAGS) * chance.random() ** 1.4)]


def _sections(chance: random.Random, about: Topic, see_also: str) -> tuple[Section, ...]:
    headings = [
        " ".join(_draw(chance, chance.randint(3, 5), about))
        for _ in range(chance.randint(SECTIONS_LEAST, SECTIONS_MOST))
    ]
    counts = [1, *chance.choices((1, 2, 3), (5, 4, 1), k=len(headings))]
    total = chance.randint(WORDS_LEAST + 20, WORDS_MOST - 30)
    total -= sum(len(heading.split()) for heading in headings)
    sizes = _sizes(chance, total, sum(counts))
    with_list = chance.randrange(3 * len(headings))
    with_pointer = chance.randrange(2 * len(headings))
    sections = []
    for place, (heading, count) in enumerate(zip(("", *headings), counts, strict=True)):
        blocks = [_paragraph(chance, next(sizes), about) for _ in range(count)]
        if place and place == with_list:
            blocks.append(_list(chance, about))
        if place and place == with_pointer:
            blocks.append(Block("pointer", (see_also,), slug_of(see_also)))
        sections.append(Section(heading, tuple(blocks)))
    return tuple(sections)


def _sizes(chance: random.Random, total: int, count: int) -> Iterator[int]:
    """Split `total` words over `count` paragraphs, some of them up to twice as long as others."""
    shares = [2 + 2 * chance.random() for _ in range(count)]
    return iter([int(total * share / sum(shares)) for share in shares])


def _paragraph(chance: random.Random, size: int, about: Topic) -> Block:
    drawn = _draw(chance, size, about)
    if chance.random() < 0.3:
        drawn[:3] = [chance.choice(_SAYINGS), *chance.choice(about.people).split()]
    if size > 8 and chance.random() < 0.1:
        drawn[4:6] = [f"**{drawn[4]}", f"{drawn[5]}**"]
    if size > 8 and chance.random() < 0.08:
        address = f"https://www.example.org/{chance.randrange(10_000)}/"
        drawn[6:8] = [f"[{drawn[6]}", f"{drawn[7]}]({address})"]
    if chance.random() < 0.04:
        drawn[2] = "&"
    cut, lines = 0, []
    while cut < size:
        length = chance.randint(8, 16)
        end = size if size - cut - length < 6 else cut + length
        lines.append(_sentence(chance, drawn[cut:end]))
        cut = end
    return Block("paragraph", (" ".join(lines),))


def _list(chance: random.Random, about: Topic) -> Block:
    return Block("list", tuple(" ".join(_draw(chance, 4, about)) for _ in range(3)))


def _sentence(chance: random.Random, drawn: list[str]) -> str:
    """The words with a comma somewhere past the fifth, if there are so many, and a full stop."""
    if len(drawn) > 10:
        place = chance.randrange(5, len(drawn) - 3)
        drawn = [*drawn[:place], f"{drawn[place]}،", *drawn[place + 1 :]]
    return " ".join(drawn) + "."


def _draw(chance: random.Random, count: int, about: Topic) -> list[str]:
    """Running words, about one in ten of them the topic's own."""
    drawn = chance.choices(words(), cum_weights=weights(), k=count)
    for place in range(3, count, 10):
        kind = chance.random()
        if kind < 0.6:
            drawn[place] = chance.choice(about.own_words)
        elif kind < 0.8:
            drawn[place] = chance.choice(about.places)
        elif kind < 0.9:
            drawn[place] = str(chance.randrange(2, 3000))
    return drawn
