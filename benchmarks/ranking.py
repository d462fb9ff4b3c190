"""What a ranking costs, from nothing and after an edit: python -m benchmarks.ranking --help."""

import gc
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from math import log10
from typing import NamedTuple

import click

from benchmarks.stories import planted_features
from newsgen.graph.closeness import Memory
from newsgen.graph.features import Feature
from newsgen.graph.related import rank
from newsgen.machine.parallel import Serial, Spread, Workers
from newsgen.words.config import RelatedSettings

_CHUNK = 250


class Cost(NamedTuple):
    """Seconds, of this process and those that it started."""

    wall: float
    cpu: float


@click.command()
@click.option("--sizes", default="1000,10000,50000", show_default=True, help="Articles.")
@click.option("--processes", default="1,2", show_default=True, help="Processes that rank.")
@click.option("--repeats", default=3, show_default=True, help="Runs, of which the least counts.")
def main(sizes: str, processes: str, repeats: int) -> None:
    """Print seconds of wall and CPU time for the ranking alone, as a table of Markdown. Growth is
    what ten times the articles cost, over ten times the CPU time, by the first count of processes.
    """
    counts = [int(count) for count in processes.split(",")]
    heads = [*(f"{count} process(es)" for count in counts), "one edited", "an article", "growth"]
    click.echo(f"| articles | {' | '.join(heads)} |")
    click.echo(f"| --- |{' --- |' * len(heads)}")
    before: tuple[int, float] | None = None
    for size in map(int, sizes.split(",")):
        features = _features(size)
        found = [_cost(partial(_ranked, features, count), repeats) for count in counts]
        memory, first = found[0]
        edit = partial(rank, _edited(features), RelatedSettings(), memory)
        costs = [*(cost for _, cost in found), _cost(edit, repeats)[1]]
        figures = [f"{cost.wall:.2f} s ({cost.cpu:.2f} s CPU)" for cost in costs]
        growth = _growth(before, (size, first.cpu)) if before else ""
        figures += [f"{first.cpu / size * 1e6:.0f} µs CPU", growth]
        click.echo(f"| {size:,} | {' | '.join(figures)} |")
        before = size, first.cpu


def _growth(before: tuple[int, float], now: tuple[int, float]) -> str:
    """How far CPU time grew beyond the articles, per ten times the articles."""
    times = now[0] / before[0]
    beyond = now[1] / before[1] / times
    return f"{beyond ** (1 / log10(times)):.2f} ×"


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


def _cost(task: Callable[[], Memory], repeats: int) -> tuple[Memory, Cost]:
    """What the task gives, and the least that it cost."""
    costs = []
    gc.disable()  # as a build does
    for _ in range(repeats):
        wall, before = time.perf_counter(), os.times()
        memory = task()
        after = os.times()
        cpu = sum(after[:4]) - sum(before[:4])
        costs.append(Cost(time.perf_counter() - wall, cpu))
    gc.enable()
    return memory, Cost(*map(min, zip(*costs, strict=True)))


if __name__ == "__main__":
    main()
