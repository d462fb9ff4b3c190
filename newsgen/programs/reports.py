"""What is asked of a build, and what it tells of itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from newsgen.decide.plan import Action, Plan, Step
from newsgen.words.model import Held, Visibility
from newsgen.words.problems import Problem

OnWait = Callable[[], None]


def in_silence() -> None:
    """Wait for another newsgen without telling anybody."""


class BuildOptions(NamedTuple):
    """What a run may choose. `jobs` 0 means: as many processes as the work is worth.

    With `tells_reasons` every page is looked at, so that the report can say of each what happened.
    `cluster` is the address of a Dask scheduler whose workers render. After a build that
    `ends_process` nothing it made is freed: the system does that at once.
    """

    output: Path
    visibility: Visibility
    jobs: int = 0
    is_strict: bool = False
    is_dry_run: bool = False
    tells_reasons: bool = False
    cluster: str = ""
    ends_process: bool = False


class Report(NamedTuple):
    """What a build did, or would do, for a face to tell. `unresolved` names lead to no article.
    From the second `until` on, a build would show other articles.
    """

    articles: int
    parsed: int
    plan: Plan
    held: tuple[Held, ...]
    problems: tuple[Problem, ...]
    until: int
    unresolved: int = 0

    @property
    def steps(self) -> Iterator[Step]:
        """Every path with what happened to it."""
        return self.plan.steps

    def number(self, action: Action) -> int:
        plan = self.plan
        return len({"render": plan.render, "keep": plan.kept, "delete": plan.delete}[action])
