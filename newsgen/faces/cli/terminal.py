"""How things are told: messages and problems on stderr, data on stdout."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from newsgen.words.errors import NewsgenError, ProblemsFound
from newsgen.words.problems import Problem, errors_among

if TYPE_CHECKING:
    from newsgen.programs.importing import Imported

WARNINGS_SHOWN = 10
_COLOURS = {"error": "red", "warning": "yellow"}


def tell(message: str) -> None:
    """A message for the person at the terminal."""
    click.echo(message, err=True)


def tell_wait() -> None:
    """Another newsgen holds the site or the output folder; this one will get it in its turn."""
    tell("waiting for another newsgen to finish …")


def show_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line."""
    for problem in problems:
        tell(problem_line(problem))


def problem_line(problem: Problem) -> str:
    """Place: severity: message (hint) [code]."""
    place, _, rest = str(problem).partition(f": {problem.severity}: ")
    severity = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
    return f"{place}: {severity}: {rest}"


def show_some(problems: tuple[Problem, ...], *, shows_all: bool) -> None:
    """Every error; of many warnings the first ones, unless all are asked for."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    shown = warnings if shows_all else warnings[:WARNINGS_SHOWN]
    show_problems([*errors_among(problems), *shown])
    if len(shown) < len(warnings):
        tell(f"… and {len(warnings) - len(shown):,} more warnings; --verbose tells them all")


def show_error(error: NewsgenError) -> None:
    """An error that ends the command, with all of its problems."""
    if isinstance(error, ProblemsFound):
        show_problems(error.problems)
        errors = sum(problem.severity == "error" for problem in error.problems)
        warnings = len(error.problems) - errors
        what = ", ".join(
            f"{count} {name}{'s' if count > 1 else ''}"
            for count, name in ((errors, "error"), (warnings, "warning"))
            if count
        )
        tell(f"{what}; nothing was written, the last good site stands")
    else:
        tell(f"{click.style('error', fg='red', bold=True)}: {error.message}")
        if error.hint:
            tell(f"  {error.hint}")


def is_news(one: "Imported") -> bool:
    """Whether an article of a seed is written by an import."""
    return one.action in ("new", "updated")


def tell_import(one: "Imported", *, tells_all: bool = False, would: str = "") -> None:
    """An article that a build imported first, or `would`, if it was written or all are told."""
    if tells_all or is_news(one):
        tell(f"{would}imported {one.seed} → content/{one.path} ({one.action})")


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
