"""What the last build left in an output folder, remembered for the next: losing it only costs time.

The rows lie in columns in one file, and a few that changed since beside them.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from newsgen.decide.built import Built, BuiltFiles, Columns, columns_of
from newsgen.decide.plan import Plan
from newsgen.machine import cache
from newsgen.programs.settings import Workplace


class Remembered(NamedTuple):
    """The files of the last build, and what tells them from any other state of the folder. `whole`
    tells the rows in columns, `size` is their number, and `changes` are the others.
    """

    files: BuiltFiles
    state: bytes = b""
    whole: bytes = b""
    size: int = 0
    changes: Mapping[str, Built | None] = {}


class Before(NamedTuple):
    """What a build begins with: the files of the last one, and whether the output was just seen to
    be as that one left it.
    """

    built: Remembered
    is_untouched: bool


def remembered_built(place: Workplace, output: Path) -> Remembered:
    """What is remembered of this folder; nothing if it is lost."""
    stored = cache.load_stored(_file(place, output), place.key)
    if not stored:
        return Remembered(BuiltFiles(Columns()))
    columns = Columns(*stored.value)
    changes = {path: row and Built(*row) for path, row in stored.changes.items()}
    files = BuiltFiles(columns, changes)
    return Remembered(files, stored.state, stored.whole, columns.size, changes)


def remember_built(
    place: Workplace,
    output: Path,
    before: Remembered,
    plan: Plan,
    made: Iterable[tuple[str, Built]],
) -> Remembered:
    """Remember what was published: the files that the plan keeps, and those that were made."""
    file, key = _file(place, output), place.key
    size = len(plan.kept) + len(plan.render)
    changed = len(plan.render) + len(plan.delete)
    if before.whole and not changed and len(before.files) == size:
        return before
    if before.whole and cache.are_few(len(before.changes) + changed, before.size):
        now: dict[str, Built | None] = {step.path: None for step in plan.delete}
        now.update(made := list(made))
        files, changes = before.files.with_changes(now), {**before.changes, **now}
        if len(files) == size:  # else there are rows of files that are ours no more
            rows = {path: row and tuple(row) for path, row in changes.items()}
            state = cache.store_beside(file, key, before.whole, rows)
            return before._replace(files=files, state=state, changes=changes)
    columns = columns_of(_rows(before.files, plan, made))
    whole = cache.store(file, key, tuple(columns))
    return Remembered(BuiltFiles(columns), whole, whole, columns.size)


def _rows(
    before: BuiltFiles, plan: Plan, made: Iterable[tuple[str, Built]]
) -> Iterator[tuple[str, Built]]:
    for path in plan.kept:
        yield path, before[path]
    yield from made


def _file(place: Workplace, output: Path) -> Path:
    return place.output_file(output, "built")
