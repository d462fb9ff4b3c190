"""The kept results, read back: medians, ratios, and the budgets they are held to."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.cases import CASES
from benchmarks.measure import Output

RELATED = "related.json"


class Results(NamedTuple):
    """All that was kept: by number of articles, the starts of commands in seconds, and what related
    stories took.
    """

    sizes: Mapping[int, Mapping[str, Any]]
    start_up: Mapping[str, Any]
    related: Mapping[str, Any]

    def wall(self, size: int, tool: str, case: str) -> float | None:
        return self._median(size, tool, case, "wall_seconds")

    def cpu(self, size: int, tool: str, case: str) -> float | None:
        return self._median(size, tool, case, "cpu_seconds")

    def peak(self, size: int, tool: str) -> float | None:
        """MiB of PSS, all processes together, in the case that takes most."""
        peaks = (self._median(size, tool, case, "pss_mib") for case in CASES)
        return max((peak for peak in peaks if peak is not None), default=None)

    def output(self, size: int, tool: str) -> Output | None:
        found = self.sizes.get(size, {}).get("tools", {}).get(tool)
        return Output(**found["output"]) if found else None

    def start(self, command: str) -> float | None:
        found = self.start_up.get("seconds", {}).get(command)
        return median(found) if found else None

    def related_share(self, size: int) -> float | None:
        """What related stories take of a cold build of so many articles, to the rest of it."""
        rounds = self.related.get("rounds") if self.related.get("articles") == size else None
        return median(related_to_rest(**one) for one in rounds) if rounds else None

    def _median(self, size: int, tool: str, case: str, key: str) -> float | None:
        cases = self.sizes.get(size, {}).get("tools", {}).get(tool, {}).get("cases", {})
        runs = cases.get(case)
        return median(run[key] for run in runs) if runs else None


class Budget(NamedTuple):
    """What is promised: at most `limit` of what `measured` finds (None: not measured)."""

    what: str
    limit: float
    unit: str
    measured: Callable[[Results], float | None]


def read_results(folder: Path) -> Results:
    sizes = {
        int(file.stem): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.glob("*.json")
        if file.stem.isdigit()
    }
    start_up, related = (_kept(folder / name) for name in ("start-up.json", RELATED))
    return Results(dict(sorted(sizes.items())), start_up, related)


def related_to_rest(build: float, reading_alone: float, reading: float, ranking: float) -> float:
    """Taking terms, which is what reading takes longer with them, and ranking, to the rest of the
    build; seconds.
    """
    related = reading - reading_alone + ranking
    return related / (build - related)


def _kept(file: Path) -> Mapping[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def ratio(ours: float | None, theirs: float | None) -> float | None:
    return ours / theirs if ours is not None and theirs else None


def _to(tool: str, size: int, case: str) -> Callable[[Results], float | None]:
    """Our wall time as a share of another tool's."""
    return lambda found: ratio(found.wall(size, "newsgen", case), found.wall(size, tool, case))


def _wall(size: int, case: str) -> Callable[[Results], float | None]:
    return lambda found: found.wall(size, "newsgen", case)


def _peak(size: int) -> Callable[[Results], float | None]:
    return lambda found: found.peak(size, "newsgen")


def _cpu_to_hugo(found: Results) -> float | None:
    return ratio(found.cpu(10_000, "newsgen", "cold"), found.cpu(10_000, "hugo", "cold"))


def _template_to_cold(found: Results) -> float | None:
    return ratio(found.wall(10_000, "newsgen", "template"), found.wall(10_000, "newsgen", "cold"))


def _related_to_rest(found: Results) -> float | None:
    return found.related_share(10_000)


def _growth(small: int) -> Callable[[Results], float | None]:
    """How many times longer ten times as many articles take."""
    return lambda found: ratio(
        found.wall(10 * small, "newsgen", "cold"), found.wall(small, "newsgen", "cold")
    )


BUDGETS = (
    Budget("cold, 10,000 articles, wall", 0.5, "× Hugo", _to("hugo", 10_000, "cold")),
    Budget("cold, 10,000 articles, CPU", 0.5, "× Hugo", _cpu_to_hugo),
    Budget("cold, 10,000 articles, wall", 1 / 15, "× Pelican", _to("pelican", 10_000, "cold")),
    Budget("cold, 1,000 articles, wall", 0.8, "× Hugo", _to("hugo", 1_000, "cold")),
    Budget("edited body, 10,000 articles", 1 / 25, "× Hugo", _to("hugo", 10_000, "edited body")),
    Budget("edited body, 10,000 articles", 0.5, "s", _wall(10_000, "edited body")),
    Budget("edited title, 10,000 articles", 0.1, "× Hugo", _to("hugo", 10_000, "edited title")),
    Budget("new article, 10,000 articles", 0.1, "× Hugo", _to("hugo", 10_000, "new article")),
    Budget("no-op, 10,000 articles", 0.3, "s", _wall(10_000, "no-op")),
    Budget("no-op, 100,000 articles", 1.5, "s", _wall(100_000, "no-op")),
    Budget("changed base template, 10,000 articles", 0.6, "× cold", _template_to_cold),
    Budget("related stories, 10,000 articles", 1 / 3, "× the rest", _related_to_rest),
    Budget("peak memory, 10,000 articles", 150, "MiB", _peak(10_000)),
    Budget("peak memory, 50,000 articles", 350, "MiB", _peak(50_000)),
    Budget("peak memory, 100,000 articles", 600, "MiB", _peak(100_000)),
    Budget("growth of cold, 1,000 to 10,000 articles", 11.5, "×", _growth(1_000)),
    Budget("growth of cold, 10,000 to 100,000 articles", 11.5, "×", _growth(10_000)),
    Budget("`newsgen --version`", 0.12, "s", lambda found: found.start("newsgen --version")),
    Budget("`newsgen --help`", 0.12, "s", lambda found: found.start("newsgen --help")),
)
