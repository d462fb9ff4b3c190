"""A `Problem` is a located complaint about content, settings or templates.

Content mistakes are values, so that one run can tell all of them; exceptions are for the operator
(`newsgen.words.errors`).
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """What is wrong, where, and what to do about it.

    `path` is relative to the site's folder. `line` and `column` count from 1; 0 means that the
    problem belongs to the file as a whole.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity}: {self.message}{hint} [{self.code}]"


def complaint(
    path: str, code: str, message: str, *, line: int = 0, column: int = 0, hint: str = ""
) -> Problem:
    """An error: the build does not publish while one of these stands."""
    return Problem(path, line, column, code, message, hint)


def warning(
    path: str, code: str, message: str, *, line: int = 0, column: int = 0, hint: str = ""
) -> Problem:
    """Something to look at; the build goes on, unless it runs with `--strict`."""
    return Problem(path, line, column, code, message, hint, "warning")


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "error")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by place, each told once."""
    return tuple(sorted(set(problems)))


def did_you_mean(word: str, known: Iterable[str], most: int = 500) -> str:
    """A hint that names the closest known word, or lists them when none is close and there are no
    more than `most`.
    """
    from difflib import get_close_matches  # seldom needed

    candidates = sorted(known)
    close = get_close_matches(word, candidates, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(candidates)}" if 0 < len(candidates) <= most else ""
