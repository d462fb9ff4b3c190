"""Measure newsgen beside the others and keep the figures: python -m benchmarks.run --help."""

import compileall
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks import machine
from benchmarks.cases import CASES, Figures, measure_size
from benchmarks.measure import cost
from benchmarks.tools import HERE, Tool, tools

STARTS = 10
TOOLS = {tool.key: tool for tool in tools()}


def _chosen(_context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Some of the names that there are, split by commas."""
    known = tuple(TOOLS) if option.name == "keys" else CASES
    names = tuple(name.strip() for name in value.split(",")) if value else known
    if unknown := sorted(set(names) - set(known)):
        raise click.BadParameter(f"{', '.join(unknown)}: not one of {', '.join(known)}")
    if option.name == "cases":
        names = ("cold", *(name for name in names if name != "cold"))  # the others need its output
    return names


def _counts(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in value.split(","))
    except ValueError:
        raise click.BadParameter(f"'{value}' is not numbers split by commas") from None


@click.command()
@click.option(
    "--sizes",
    default="100,1000,10000",
    callback=_counts,
    show_default=True,
    help="Numbers of articles.",
)
@click.option("--tools", "keys", callback=_chosen, help=f"Of {', '.join(TOOLS)}. [default: all]")
@click.option("--cases", callback=_chosen, help=f"Cold, and of {', '.join(CASES[1:])}.")
@click.option("--repeats", default=3, show_default=True, help="Runs of each case.")
@click.option("--once-over", default=25.0, show_default=True, help="Seconds; see above.")
@click.option("--tmp", default="/dev/shm", show_default=True, help="Where to build.")  # noqa: S108
@click.option("--results", default=HERE / "results", type=click.Path(path_type=Path))
def main(
    sizes: Sequence[int],
    keys: Sequence[str],
    cases: Sequence[str],
    repeats: int,
    once_over: float,
    tmp: str,
    results: Path,
) -> None:
    """Build the same site with every tool and write what it cost to RESULTS, a file for each size.

    A case that took a tool longer than --once-over seconds is not repeated for it.
    """
    compile_newsgen()
    measured = [TOOLS[key] for key in keys]
    results.mkdir(parents=True, exist_ok=True)
    keep(results / "start-up.json", {**machine.state(tmp), "seconds": _start_ups(measured)})
    for size in sizes:
        click.echo(f"{size:,} articles", err=True)
        before = machine.state(tmp)
        found = measure_size(size, measured, cases, repeats, once_over, tmp)
        keep(results / f"{size}.json", {**before, "articles": size, "tools": _plain(found)})


def compile_newsgen() -> None:
    """Do for newsgen, which lies here as its source, what pip does for whatever it installs. An
    environment may keep Python from writing bytecode, and each command would compile it again.
    """
    if not compileall.compile_dir(HERE.parent / "newsgen", quiet=1):
        raise SystemExit("newsgen does not compile")


def _start_ups(measured: Sequence[Tool]) -> dict[str, list[float]]:
    """Wall seconds of commands that do nothing but start."""
    commands = {f"{tool.key} --version": tool.version for tool in measured if tool.version}
    if "newsgen" in (tool.key for tool in measured):
        commands["newsgen --help"] = (TOOLS["newsgen"].version[0], "--help")
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            found[name].append(cost(command, HERE).wall_seconds)
    return found


def _plain(found: Mapping[str, Figures]) -> dict[str, object]:
    return {
        key: {
            "output": wrote._asdict(),
            "cases": {case: [one._asdict() for one in runs] for case, runs in costs.items()},
        }
        for key, (wrote, costs) in found.items()
    }


def keep(file: Path, values: Mapping[str, object]) -> None:
    """Write a whole file or none, with four digits after each point: more are noise."""

    def rounded(digits: str) -> float:
        return round(float(digits), 4)

    shown: Any = json.loads(json.dumps(values), parse_float=rounded)
    unfinished = file.with_suffix(".new")
    unfinished.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(unfinished, file)


if __name__ == "__main__":
    main()
