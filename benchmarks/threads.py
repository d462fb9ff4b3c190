"""How well `newsgen threads` finds the planted topics: `python -m benchmarks.threads [COUNT]`.

The corpus says which topic each article is about. News of one topic that comes in time, so many
articles and no longer pause than newsgen allows, is a run. Told are, for bars of closeness: the
proposals; purity, the share of their articles that are of the topic of most; reach, the share of
the articles of all runs that stand in a proposal of their topic; and the proposals for each run
that was found, which is 1 where none is torn.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.corpus import SEED, article
from benchmarks.headlines import topic_of
from benchmarks.writers import for_newsgen
from newsgen.content.articles import read_articles, unread
from newsgen.content.terms import Terms, terms_of_read
from newsgen.graph.threads import CLOSE_ENOUGH, DAYS, LEAST, Proposal, propose
from newsgen.words.model import Article

COUNT = 5_000
_BARS = (0.1, 0.125, 0.15, 0.175, 0.2)
_ZONE = ZoneInfo("Asia/Riyadh")


class Quality(NamedTuple):
    """See the module."""

    proposals: int
    purity: float
    reach: float
    torn: float


def main() -> None:
    """Print a line for each bar; the one that newsgen uses is marked."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    articles, terms, topics = corpus(count)
    print(f"{count} articles, {len(runs(articles, topics))} runs")  # noqa: T201
    for bar in sorted({*_BARS, CLOSE_ENOUGH}):
        found = quality(propose(articles, terms, close_enough=bar), articles, topics)
        mark = "*" if bar == CLOSE_ENOUGH else " "
        print(  # noqa: T201
            f"{mark} {bar:.2f}: {found.proposals} proposals, purity {found.purity:.3f}, "
            f"reach {found.reach:.3f}, {found.torn:.2f} a run"
        )


def corpus(count: int) -> tuple[Sequence[Article], Mapping[str, Terms], Mapping[str, int]]:
    """The first articles, newest first; and by source their terms, and the topic of each."""
    read: list[Article] = []
    terms: dict[str, Terms] = {}
    topics: dict[str, int] = {}
    for index in range(count):
        source = f"articles/{index}.md"
        content = for_newsgen(article(index)).encode()
        ((value, _, body),) = read_articles([unread(content, source, source)], _ZONE)
        if isinstance(value, Article):
            read.append(value)
            terms[source] = terms_of_read(value.title, value.summary, body)
            topics[source] = topic_of(index, SEED)
    read.sort(key=_seconds, reverse=True)
    return read, terms, topics


def quality(
    proposals: Sequence[Proposal], articles: Sequence[Article], topics: Mapping[str, int]
) -> Quality:
    """How well proposals tell the runs of the topics."""
    right, placed = 0, 0
    at_home: dict[str, int] = {}
    for number, proposal in enumerate(proposals):
        told = Counter(topics[one.source] for one in proposal.articles)
        ((topic, most),) = told.most_common(1)
        right, placed = right + most, placed + len(proposal.articles)
        at_home |= {one.source: number for one in proposal.articles if topics[one.source] == topic}
    known = runs(articles, topics)
    told_runs = [{at_home[one] for one in run if one in at_home} for run in known]
    found = [numbers for numbers in told_runs if numbers]
    in_runs = [one for run in known for one in run]
    return Quality(
        len(proposals),
        right / max(1, placed),
        sum(one in at_home for one in in_runs) / max(1, len(in_runs)),
        sum(map(len, found)) / max(1, len(found)),
    )


def runs(articles: Sequence[Article], topics: Mapping[str, int]) -> list[list[str]]:
    """The sources of each run of news of one topic."""
    by_topic = defaultdict[int, list[Article]](list)
    for one in articles:
        by_topic[topics[one.source]].append(one)
    found: list[list[str]] = []
    for among in by_topic.values():
        run = [among[0].source]
        for newer, older in pairwise(among):
            if _seconds(newer) - _seconds(older) > DAYS * 24 * 60 * 60:
                found.append(run)
                run = []
            run.append(older.source)
        found.append(run)
    return [run for run in found if len(run) >= LEAST]


def _seconds(one: Article) -> int:
    return one.published.epoch_seconds if one.published else 0


if __name__ == "__main__":
    main()
