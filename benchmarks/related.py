"""What related stories take of a cold build: python -m benchmarks.related --help.

A build takes the terms of articles while it reads them, where they cannot be timed by themselves:
so content is read once with them and once without. Each step has a process of its own, as a build.
"""

import gc
import multiprocessing
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks import corpus, machine
from benchmarks.figures import RELATED, related_to_rest
from benchmarks.measure import cost
from benchmarks.run import compile_newsgen, keep
from benchmarks.tools import HERE, forget, lay_out, tools, write_article
from newsgen.graph.ranking import Ranking
from newsgen.machine.folders import scan
from newsgen.machine.sources import read_content
from newsgen.programs.contents import reader_of, spread_for, terms_reader
from newsgen.programs.settings import open_site

TOOL = next(tool for tool in tools() if tool.key == "newsgen-default")


class Round(NamedTuple):
    """Seconds of wall time: of a whole cold build, of reading without terms and with them, and of
    ranking what was read.
    """

    build: float
    reading_alone: float
    reading: float
    ranking: float


@click.command()
@click.option("--articles", default=10_000, show_default=True, help="Their number.")
@click.option("--repeats", default=5, show_default=True, help="Rounds, of which the median counts.")
@click.option("--tmp", default="/dev/shm", show_default=True, help="Where to build.")  # noqa: S108
@click.option("--results", default=HERE / "results", type=click.Path(path_type=Path))
def main(articles: int, repeats: int, tmp: str, results: Path) -> None:
    """Build a site with the default theme, and write to RESULTS what its related stories took."""
    compile_newsgen()
    before = machine.state(tmp)
    folder = Path(tempfile.mkdtemp(prefix="newsgen-bench-", dir=tmp))
    try:
        place = folder / TOOL.key
        lay_out(TOOL, place)
        for record in corpus.articles(articles):
            write_article(TOOL, place, record)
        rounds = [_round(place) for _ in range(repeats)]
    finally:
        shutil.rmtree(folder)
    results.mkdir(parents=True, exist_ok=True)
    keep(
        results / RELATED,
        {**before, "articles": articles, "rounds": [one._asdict() for one in rounds]},
    )


def _round(place: Path) -> Round:
    forget(TOOL, place)
    build = cost(TOOL.cold_command, place).wall_seconds
    steps: list[float] = []
    for step in (_read_alone, _read_and_rank):
        forget(TOOL, place)
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as processes:
            steps += processes.submit(step, place).result()
    found = Round(build, *steps)
    told = " ".join(f"{name} {seconds:.2f} s" for name, seconds in found._asdict().items())
    click.echo(f"  {told}: {related_to_rest(*found):.2f} × the rest", err=True)
    return found


def _read_alone(folder: Path) -> tuple[float]:
    """Seconds: of reading all content without taking terms."""
    place = open_site(folder)
    sources = scan(place.folders.content)
    reader = reader_of(place)._replace(related_limit=0)
    gc.disable()  # as a build does
    started = time.perf_counter()
    read_content(sources, reader, spread_for(len(sources)))
    return (time.perf_counter() - started,)


def _read_and_rank(folder: Path) -> tuple[float, float]:
    """Seconds: of reading all content, and of ranking it."""
    place = open_site(folder)
    sources = scan(place.folders.content)
    spread = spread_for(len(sources))
    gc.disable()
    started = time.perf_counter()
    content = read_content(sources, reader_of(place), spread)
    read = time.perf_counter()
    articles = list(content.articles)
    terms_of = terms_reader(place, content, spread)
    made = time.perf_counter()
    memory = Ranking(articles, place.config.related, terms_of, spread=spread).memory
    ranked = time.perf_counter()
    if len(memory.close) != len(articles):
        raise SystemExit("not all articles were ranked")
    return read - started, ranked - made


if __name__ == "__main__":
    main()
