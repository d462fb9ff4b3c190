"""What a ranking costs, from nothing and after an edit: python -m benchmarks.ranking --help."""

import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import click

from benchmarks.stories import planted_features
from newsgen.graph.closeness import Memory
from newsgen.graph.features import Feature
from newsgen.graph.related import rank
from newsgen.machine.parallel import Serial, Spread, Workers
from newsgen.words.config import RelatedSettings

_CHUNK = 250


@click.command()
@click.option("--sizes", default="1000,10000,50000", show_default=True, help="Articles.")
@click.option("--processes", default="1,2", show_default=True, help="Processes that rank.")
def main(sizes: str, processes: str) -> None:
    """Print seconds of wall and CPU time for the ranking alone, as a table of Markdown."""
    counts = [int(count) for count in processes.split(",")]
    click.echo(f"| articles |{''.join(f' {count} process(es) |' for count in counts)} one edited |")
    click.echo(f"| --- |{' --- |' * (len(counts) + 1)}")
    for size in map(int, sizes.split(",")):
        features = _features(size)
        found = [_cost(partial(_ranked, features, count)) for count in counts]
        memory = found[0][0]
        _, edited = _cost(partial(rank, _edited(features), RelatedSettings(), memory))
        figures = [*(figure for _, figure in found), edited]
        click.echo(f"| {size:,} | {' | '.join(figures)} |")


def _features(size: int) -> dict[str, Feature]:
    """What counts of each article; made in all processors, for the corpus is the longest part."""
    starts = range(0, size, _CHUNK)
    chunks = [(start, min(start + _CHUNK, size)) for start in starts]
    workers = Workers(os.cpu_count() or 1)
    try:
        return {
            name: one for found in workers(planted_features, None, chunks) for name, one in found
        }
    finally:
        workers.close()


def _ranked(features: Mapping[str, Feature], processes: int) -> Memory:
    spread: Spread = Workers(processes) if processes > 1 else Serial()
    try:
        return rank(features, RelatedSettings(), spread=spread)
    finally:
        spread.close()


def _edited(features: Mapping[str, Feature]) -> dict[str, Feature]:
    """One article takes over what another is about."""
    first, *_, last = features
    return {**features, first: features[last]._replace(slug=features[first].slug)}


def _cost(task: Callable[[], Any]) -> tuple[Any, str]:
    wall, before = time.perf_counter(), os.times()
    result = task()
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    return result, f"{time.perf_counter() - wall:.2f} s ({cpu:.2f} s CPU)"


if __name__ == "__main__":
    main()
