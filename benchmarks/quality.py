"""How good the related stories are, beside Hugo's and TF-IDF: python -m benchmarks.quality."""

from collections.abc import Mapping, Sequence

import click

from benchmarks.rankers import BEST, RANKERS, Found, newsgen
from benchmarks.stories import Story, judged, planted, republished, without_terms

_TWINS = 100


def precision(found: Found, stories: Sequence[Story]) -> float:
    """Precision at three: the share of right ones among the first three links of all stories that
    have three to find. Of a story that has fewer, as many links are looked at as it has.
    """
    right = wanted = 0
    for one in stories:
        room = min(BEST, len(one.related))
        right += len(one.related.intersection(found.get(one.name, ())[:room]))
        wanted += room
    return right / wanted


def twins_shown(found: Found, pairs: Mapping[str, str]) -> float:
    """The share of stories published twice that one of their links leads to their twin."""
    shown = [one in found[other] or other in found[one] for one, other in pairs.items()]
    return sum(shown) / len(shown)


@click.command()
@click.option("--articles", default=1000, show_default=True, help="Planted articles.")
def main(articles: int) -> None:
    """Print precision at three as a table of Markdown."""
    topics, chosen = planted(articles), judged()
    sets = {
        f"planted, {articles:,} articles": topics,
        "the same, texts only": without_terms(topics),
        f"judged by hand, {len(chosen)} articles": chosen,
        "the same, texts only ": without_terms(chosen),
    }
    click.echo(f"| precision at {BEST} | {' | '.join(sets)} |")
    click.echo(f"| --- |{' --- |' * len(sets)}")
    for name, ranker in RANKERS.items():
        figures = [f"{precision(ranker(stories), stories):.3f}" for stories in sets.values()]
        click.echo(f"| {name} | {' | '.join(figures)} |")
    stories, pairs = republished(articles, _TWINS)
    shown = twins_shown(newsgen(stories), pairs)
    click.echo(f"\nof {_TWINS} stories published twice, {shown:.0%} link to their other self")


if __name__ == "__main__":
    main()
