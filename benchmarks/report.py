"""Renew the figures of docs/performance.md from the kept results: python -m benchmarks.report."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from benchmarks.cases import CASES, is_same_work
from benchmarks.figures import BUDGETS, Budget, Results, ratio, read_results
from benchmarks.measure import Output
from benchmarks.plot import draw
from benchmarks.tools import HERE, tools

DOCS = HERE.parent / "docs"
BEGIN, END = "<!-- figures: make bench writes from here -->", "<!-- figures: to here -->"
NAMES = {tool.key: tool.name for tool in tools()}


@click.command()
@click.option("--results", default=HERE / "results", type=click.Path(path_type=Path))
@click.option("--docs", default=DOCS, type=click.Path(path_type=Path))
def main(results: Path, docs: Path) -> None:
    """Write the tables and the picture between the two marks of performance.md."""
    found = read_results(results)
    if not found.sizes:
        raise click.ClickException(f"{results} holds no results; python -m benchmarks.run first")
    draw(found, docs / "images" / "performance.svg", NAMES)
    page = docs / "performance.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{figures(found)}\n{END}{after}", encoding="utf-8")
    for line in _budgets(found):
        click.echo(line)


def figures(found: Results) -> str:
    """The generated part, as Markdown."""
    parts = [
        "\n".join(_state(found)),
        "![Build times by number of articles](images/performance.svg)",
        "## Budgets",
        "\n".join(_budgets(found)),
        *("\n".join(_size(found, size)) for size in found.sizes),
        "## Start-up",
        "\n".join(_start_up(found)),
    ]
    return "\n\n".join(parts) + "\n"


def _state(found: Results) -> Iterator[str]:
    """One line for each machine and day; files of several runs may differ."""
    told: dict[str, list[str]] = {}
    for size, result in found.sizes.items():
        on, of = result["machine"], result["versions"]
        versions = ", ".join(f"{name} {number}" for name, number in of.items())
        line = (
            f"{on['cores']} cores of {on['cpu']}, {on['memory_gib']} GiB, Linux {on['kernel']}, "
            f"output on {on['file_system']}, {result['date']}; {versions}."
        )
        told.setdefault(line, []).append(f"{size:,} (load before: {on['load']})")
    for line, sizes in told.items():
        yield f"{' and '.join(sizes)} articles: {line}"


def _budgets(found: Results) -> Iterator[str]:
    rows = (_budget_row(budget, budget.measured(found)) for budget in BUDGETS)
    yield from _table(("what", "budget", "measured", "kept"), rows)


def _budget_row(budget: Budget, value: float | None) -> tuple[str, ...]:
    limit = f"{_short(budget.limit)} {budget.unit}"
    if value is None:
        return budget.what, limit, "not measured", ""
    return budget.what, limit, f"{_short(value)} {budget.unit}", _yes(value <= budget.limit)


def _size(found: Results, size: int) -> Iterator[str]:
    """What one number of articles cost every tool: seconds of wall time, and shares of Hugo's."""
    outputs = ((tool, found.output(size, tool)) for tool in NAMES)
    measured = {tool: output for tool, output in outputs if output}
    yield f"## {size:,} articles"
    yield ""
    head = ("tool", "pages", "MB", "same work", "cold, CPU", *CASES, "peak MiB")
    yield from _table(head, (_row(found, size, *pair) for pair in measured.items()))
    if "hugo" in measured:
        others = (tool for tool in measured if tool != "hugo")
        yield ""
        yield from _table(
            ("× Hugo's wall time", *CASES), (_shares_row(found, size, tool) for tool in others)
        )


def _shares_row(found: Results, size: int, tool: str) -> tuple[str, ...]:
    shares = (ratio(found.wall(size, tool, case), found.wall(size, "hugo", case)) for case in CASES)
    return NAMES[tool], *map(_short, shares)


def _row(found: Results, size: int, tool: str, output: Output) -> tuple[str, ...]:
    ours = found.output(size, "newsgen")
    same = "" if not ours or tool.startswith("newsgen") else _yes(is_same_work(ours, output))
    return (
        NAMES[tool],
        f"{output.pages:,}",
        f"{output.html_bytes / 1e6:.1f}",
        same,
        _short(found.cpu(size, tool, "cold")),
        *(_short(found.wall(size, tool, case)) for case in CASES),
        _short(found.peak(size, tool)),
    )


def _yes(holds: bool) -> str:  # noqa: FBT001 (it is the value that is told)
    return "yes" if holds else "**no**"


def _start_up(found: Results) -> Iterator[str]:
    commands = found.start_up.get("seconds", {})
    rows = ((f"`{name}`", _short(found.start(name))) for name in commands)
    yield from _table(("command", "seconds"), rows)


def _table(
    head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]
) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _short(value: float | None) -> str:
    """Two or three digits that tell something."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


if __name__ == "__main__":
    main()
