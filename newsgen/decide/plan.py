"""Compare the pages of a site with what the last build wrote: render the difference, say why.

There are no dirty flags. A page is stale when its fingerprint is not the one that its file was
rendered from, and a fingerprint covers all that a page shows.
"""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from newsgen.decide.built import Recipe
from newsgen.words.model import Page

Action = Literal["render", "keep", "delete"]
_RECIPES_TOGETHER = 500
_GONE = "no page of the site has this path any more"


class Step(NamedTuple):
    """What happens to one path, and why. `page` is None for a deletion."""

    path: str
    action: Action
    reason: str
    page: Page | None = None


class Plan(NamedTuple):
    """What to do, by path: pages to render, files to delete, and the paths that stay."""

    render: Sequence[Step]
    delete: tuple[Step, ...]
    kept: Sequence[str]

    @property
    def steps(self) -> Iterator[Step]:
        """Every path with what happens to it, in order."""
        kept = (Step(path, "keep", "unchanged") for path in self.kept)
        yield from sorted((*self.render, *self.delete, *kept), key=lambda step: step.path)


class Fingerprints(NamedTuple):
    """What pages depend on besides their views: what all share, and by template, all it uses."""

    frame: bytes
    templates: Mapping[str, bytes]

    def of(self, page: Page) -> Recipe:
        """A page's fingerprint: frame, template, view. A copied file has no frame."""
        template = self.templates.get(page.template, b"")
        return self.frame if page.template else b"", template, page.stamp


class Recipes(Sequence[Step]):
    """Pages to render, by path: what each is made from, and why. They are kept in bytes, so that
    the pages themselves can leave memory; the steps that are read here have no page.
    """

    def __init__(self, steps: Sequence[Step], fingerprints: Fingerprints) -> None:
        self._count = len(steps)
        self._packed = [
            marshal.dumps(
                [
                    (step.path, step.reason, fingerprints.of(step.page))
                    for step in steps[at : at + _RECIPES_TOGETHER]
                    if step.page
                ]
            )
            for at in range(0, len(steps), _RECIPES_TOGETHER)
        ]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Step:  # type: ignore[override]  # no slices
        if not 0 <= number < self._count:
            raise IndexError(number)
        part, at = divmod(number, _RECIPES_TOGETHER)
        path, reason, _ = self._rows(part)[at]
        return Step(path, "render", reason)

    def __iter__(self) -> Iterator[Step]:
        for path, reason, _ in self.made_from():
            yield Step(path, "render", reason)

    def made_from(self) -> Iterator[tuple[str, str, Recipe]]:
        """Path and reason of each page, and what it is made from."""
        for part in range(len(self._packed)):
            yield from self._rows(part)

    def _rows(self, part: int) -> list[tuple[str, str, Recipe]]:
        return marshal.loads(self._packed[part])  # type: ignore[no-any-return] # noqa: S302 (ours)


def compare(
    pages: Iterable[Page],
    fingerprints: Fingerprints,
    made_from: Callable[[str], Recipe | None],
    damaged: Mapping[str, str],
    owned: Iterable[str],
) -> Plan:
    """The plan that turns the output folder into the site.

    `made_from` tells what the last build made the file of a path from. `damaged` says of files that
    are not as that build left them what became of them, `owned` are the paths that newsgen wrote.
    """
    stale: list[Step] = []
    kept: list[str] = []
    paths: set[str] = set()
    frame, templates = fingerprints
    for page in pages:
        path = page.path
        paths.add(path)
        then = made_from(path)
        if (
            then is not None
            and then[2] == page.stamp
            and then[1] == templates.get(page.template, b"")
            and then[0] == (frame if page.template else b"")
            and path not in damaged
        ):
            kept.append(path)
        else:
            reason = _why_stale(page, fingerprints.of(page), then, damaged)
            stale.append(Step(path, "render", reason, page))
    gone = [Step(path, "delete", _GONE) for path in owned if path not in paths]
    return Plan(tuple(sorted(stale, key=_path)), tuple(sorted(gone, key=_path)), kept)


def _path(step: Step) -> str:
    return step.path


def _why_stale(
    page: Page,
    now: Recipe,
    then: Recipe | None,
    damaged: Mapping[str, str],
) -> str:
    if then is None:
        return "not built before"
    if page.path in damaged:
        return damaged[page.path]
    if then[2] != now[2]:
        shown = f"{page.sources[0]} or what it links to" if page.sources else "what it shows"
        return f"{shown} changed"
    if then[1] != now[1]:
        return f"template {page.template} or one it uses changed"
    return "settings, navigation or newsgen itself changed"
