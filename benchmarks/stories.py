"""Stories of which it is known what is related to each: planted topics, hand-made judgements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import yaml

from benchmarks.corpus import SEED, Record, Section, article, articles
from benchmarks.headlines import subject, topic_of
from benchmarks.writers import for_newsgen
from newsgen.content.articles import read_articles, unread
from newsgen.content.terms import Terms, terms_of_read
from newsgen.graph.features import Feature, feature
from newsgen.language.markup import Body
from newsgen.words.model import Article

HERE = Path(__file__).parent
CONTENT = HERE.parent / "content/articles"
JUDGEMENTS = HERE / "judgements/content.yaml"
_ZONE = ZoneInfo("Asia/Riyadh")


class Story(NamedTuple):
    """An article that names no others, its body, the names of those that are related to it, and
    what it is about.
    """

    name: str
    article: Article
    body: Body
    related: frozenset[str]
    terms: Terms


def planted(count: int) -> list[Story]:
    """Articles of the corpus; related are those of one topic."""
    topics: defaultdict[int, set[str]] = defaultdict(set)
    for index in range(count):
        topics[topic_of(index, SEED)].add(str(index))
    return [
        _story(str(index), for_newsgen(_silent(record)), topics[topic_of(index, SEED)])
        for index, record in enumerate(articles(count))
    ]


def planted_features(_: None, chunk: tuple[int, int]) -> list[tuple[str, Feature]]:
    """What a ranking looks at of some articles of the corpus."""
    made = [(str(index), for_newsgen(_silent(article(index)))) for index in range(*chunk)]
    stories = [_story(name, text, ()) for name, text in made]
    return [(one.name, feature(one.article, one.terms)) for one in stories]


def judged() -> list[Story]:
    """The articles of this repository's own site; related are those that a reader chose."""
    judgements: Mapping[str, Sequence[str]] = yaml.safe_load(JUDGEMENTS.read_text("utf-8"))
    files = sorted(CONTENT.glob("*.md"))
    unknown = {*judgements, *(name for names in judgements.values() for name in names)}
    if unknown - {file.stem for file in files} or len(judgements) < len(files):
        raise SystemExit(f"{JUDGEMENTS} does not tell of the articles that {CONTENT} holds")
    return [_story(file.stem, file.read_text("utf-8"), judgements[file.stem]) for file in files]


def without_terms(stories: Iterable[Story]) -> list[Story]:
    """The same as raw texts are imported: without category, tags and authors."""
    return [
        one._replace(article=one.article._replace(category="", tags=(), authors=()))
        for one in stories
    ]


def republished(count: int, twins: int) -> tuple[list[Story], dict[str, str]]:
    """Planted stories of which the first few stand there again, as an agency's text does in two
    newsrooms: under another title of the same subject, with half of the summary, and with a
    sentence more at the top. And the pairs.
    """
    stories, pairs = planted(count), {}
    for index in range(twins):
        record = _silent(article(index))
        half = record.summary[: len(record.summary) // 2]
        title = f"{subject(topic_of(index, SEED))}: ما نعرفه حتى الآن"
        again = record._replace(title=title, summary=half, sections=_edited(record))
        pairs[f"{index}b"] = str(index)
        stories.append(_story(f"{index}b", for_newsgen(again), ()))
    return stories, pairs


def _edited(record: Record) -> tuple[Section, ...]:
    added = "وهذه جملة أضافها محرر آخر قبل أن ينشر الخبر من جديد."
    lead, *others = record.sections
    blocks = [one._replace(lines=(f"{one.lines[0]} {added}",)) for one in lead.blocks]
    return (lead._replace(blocks=tuple(blocks)), *others)


def _silent(record: Record) -> Record:
    """The record without the titles that it names, which would tell what is to be found."""
    sections = [
        one._replace(blocks=tuple(block for block in one.blocks if block.kind != "pointer"))
        for one in record.sections
    ]
    return record._replace(related=(), sections=tuple(sections))


def _story(name: str, text: str, related: Iterable[str]) -> Story:
    source = f"articles/{name}.md"
    (found,) = read_articles([unread(text.encode(), source, source)], _ZONE)
    if not isinstance(found.value, Article):
        raise SystemExit(f"{source}: {found.problems}")
    one = found.value._replace(slug=name, named=(), see_also=())
    terms = terms_of_read(one.title, one.summary, found.body)
    return Story(name, one, found.body, frozenset(related) - {name}, terms)
