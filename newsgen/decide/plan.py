"""Compare the pages of a site with what the last build wrote: render the difference, say why.

There are no dirty flags. A page is stale when its fingerprint is not the one that its file was
rendered from, and a fingerprint covers all that a page shows.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from newsgen.words.model import Page

Action = Literal["render", "keep", "delete"]


class Fingerprint(NamedTuple):
    """What a page was made from, in the three parts that a reason can name."""

    frame: bytes
    template: bytes
    view: bytes


class Built(NamedTuple):
    """What the last build wrote at a path: fingerprint, file signature and content digest."""

    fingerprint: Fingerprint
    signature: tuple[int, ...]
    digest: bytes


class Step(NamedTuple):
    """What happens to one path, and why. `page` is None for a deletion."""

    path: str
    action: Action
    reason: str
    page: Page | None = None


class Plan(NamedTuple):
    """All steps, by path; `fingerprints` are those of the pages that the site now has."""

    steps: tuple[Step, ...]
    fingerprints: Mapping[str, Fingerprint]

    def of(self, action: Action) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.action == action)


def compare(
    pages: Iterable[Page],
    frame: bytes,
    template_digests: Mapping[str, bytes],
    built: Mapping[str, Built],
    present: Mapping[str, tuple[int, ...]],
    owned: Iterable[str],
) -> Plan:
    """The plan that turns the output folder into the site.

    `frame` is a digest of what all pages share. `present` are the signatures of the files now in
    the output folder, `owned` the paths that newsgen wrote there.
    """
    steps: list[Step] = []
    fingerprints: dict[str, Fingerprint] = {}
    for page in pages:
        template = template_digests.get(page.template, b"")
        fingerprint = Fingerprint(frame if page.template else b"", template, page.stamp)
        fingerprints[page.path] = fingerprint
        reason = _why_stale(page, fingerprint, built.get(page.path), present.get(page.path))
        steps.append(Step(page.path, "render" if reason else "keep", reason or "unchanged", page))
    steps.extend(
        Step(path, "delete", "no page of the site has this path any more")
        for path in owned
        if path not in fingerprints
    )
    return Plan(tuple(sorted(steps, key=lambda step: step.path)), fingerprints)


def _why_stale(
    page: Page, now: Fingerprint, built: Built | None, present: tuple[int, ...] | None
) -> str:
    if built is None:
        return "not built before"
    if present is None:
        return "its file is gone"
    if built.signature != present:
        return "its file was changed by another hand"
    then = built.fingerprint
    if then == now:
        return ""
    if then.view != now.view:
        shown = f"{page.sources[0]} or what it links to" if page.sources else "what it shows"
        return f"{shown} changed"
    if then.template != now.template:
        return f"template {page.template} or one it uses changed"
    return "settings, navigation or newsgen itself changed"
