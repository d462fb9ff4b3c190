"""An edit of bodies alone: the commonest of all, and quicker than a build.

After a build, what the page of each article shows of others is remembered, in `surroundings`. When
nothing changed but a few articles, and nothing in them that another page could show, their pages
alone are rendered, and those of which the related stories are others now, by the same functions and
with the same result as in a build. In any doubt the answer is None, and a build decides.
"""

import marshal
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgen.decide.built import Built, BuiltFiles
from newsgen.decide.plan import Fingerprints, Plan, Step
from newsgen.machine import cache, publishing
from newsgen.machine.glance import Inputs
from newsgen.machine.known_sources import Row
from newsgen.machine.packs import BodyAt
from newsgen.machine.parallel import Serial
from newsgen.machine.publishing import Manifest, Staged
from newsgen.machine.records import value_of
from newsgen.machine.sources import article_beside, read_chunk
from newsgen.machine.writing import Jobs, write_pages
from newsgen.programs.built_files import Remembered, remember_built
from newsgen.programs.contents import reader_of
from newsgen.programs.last_build import LastBuild
from newsgen.programs.look import Look, frame_digest, frame_of, read_look
from newsgen.programs.memory import told_as_published
from newsgen.programs.reports import BuildOptions
from newsgen.programs.reranking import Edited, Reranked, ranks_alike, reranked
from newsgen.programs.settings import Workplace
from newsgen.programs.surroundings import (
    Opened,
    Surroundings,
    changed_sources,
    chrome_of,
    is_shown_alone,
    opened,
    page_among,
    place_of,
    renewed,
)
from newsgen.words.model import CONTENT_FOLDER, Article, Page

EDITS_AT_MOST = 8
_ARTICLES = "articles/"


class Retouched(NamedTuple):
    """What was done, how many articles were read, the files that it left, and what the next retouch
    needs to know.
    """

    plan: Plan
    parsed: int
    built: Remembered
    known: Surroundings


class Edit(NamedTuple):
    """An edited article with the number of its source, and what is to be remembered of it."""

    number: int
    article: Article
    row: Row

    @property
    def source(self) -> str:
        return self.article.source

    @property
    def body_at(self) -> BodyAt:
        return BodyAt(*self.row.body_at, self.row.digest)


def retouch(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    known: Surroundings,
    last: LastBuild,
    built: Remembered,
) -> Retouched | None:
    """Render and publish the pages of the edited articles alone. None where a build must look at
    more; nothing is done then.
    """
    if place.config.lite:  # another page shows the text as well
        return None
    sources = known.sources()
    changed = _changed(known, inputs, sources)
    if not changed:
        return None
    look = read_look(place)
    edits = _edits(place, inputs, changed, sources, known) if not look.problems else None
    if not edits or _are_told_of(edits, last):
        return None
    around = opened(known)
    moved = _moved(place, options.output, around, edits)
    shown = _pages(place, look, around, edits, moved) if moved else None
    if moved is None or shown is None:
        return None
    files = built.files
    words = _words(place, edits, files)
    if words is None:
        return None
    chrome = chrome_of(known)
    frame = frame_of(place, look, chrome)
    bodies = {source: place_of(known, sources.index(source)) for source in shown}
    bodies |= {edit.source: edit.body_at for edit in edits}
    stale = [*shown.values(), *words]
    outcome = write_pages(Jobs(stale, bodies), frame, options.output, Serial(), is_empty=False)
    if outcome.problems or any(files.recipe(page.path) is None for page in stale):
        publishing.discard(options.output)
        return None
    steps = tuple([Step(page.path, "render", _reason(page), page) for page in stale])
    fingerprints = Fingerprints(frame_digest(place, look, chrome), look.templates.digests)
    rows = _rows(steps, fingerprints, outcome.staged)
    plan = Plan(steps, (), [path for path in files if path not in rows])
    now_built = _publish(place, options.output, outcome.staged, plan, rows, built)
    if moved.ranking:
        moved.memory.remember(moved.ranking, moved.ranked_from)
    _remember_read(place, edits)
    places = {edit.number: edit.body_at for edit in edits}
    now = renewed(around, inputs, places, moved.others)._replace(ranked_from=moved.ranked_from)
    return Retouched(plan, len(edits), now_built, now)


def _changed(known: Surroundings, inputs: Inputs, sources: Sequence[str]) -> list[int]:
    """The numbers of the sources that changed; none where it is not a few edited articles."""
    changed = changed_sources(known, inputs)
    is_small = len(changed) <= EDITS_AT_MOST
    return changed if is_small and all(sources[at].startswith(_ARTICLES) for at in changed) else []


def _edits(
    place: Workplace,
    inputs: Inputs,
    changed: Sequence[int],
    sources: Sequence[str],
    known: Surroundings,
) -> list[Edit] | None:
    """The edited articles; None if one of them has problems, or if others could show the change.
    Those that hold what they held are none.
    """
    reader = reader_of(place)
    is_settled = inputs.settles_ns < time.time_ns()
    packed, problems = read_chunk(reader, [(sources[number], b"") for number in changed])
    if any(problems):
        return None
    edits: list[Edit] = []
    signatures = {one.path: one.signature for one in inputs.content} if is_settled else {}
    for number, found in zip(changed, marshal.loads(packed), strict=True):  # noqa: S302 (ours)
        content_digest, body_at, packed, shape, _ = found
        if not is_shown_alone(known, number, shape):
            return None
        if content_digest == place_of(known, number).source_digest:
            continue  # touched, or saved as it was
        article = article_beside(reader.packs, BodyAt(*body_at))
        if article is None:
            return None
        signature = signatures.get(sources[number], b"")
        row = Row(signature, content_digest, body_at, value_of(packed), shape)
        edits.append(Edit(number, article, row))
    return edits


def _are_told_of(edits: Sequence[Edit], last: LastBuild) -> bool:
    """Whether the last build told a problem of one of them: its line may be another one now."""
    told = {problem.path for problem in last.report.problems}
    return any(f"{CONTENT_FOLDER}/{edit.source}" in told for edit in edits)


def _moved(
    place: Workplace, output: Path, around: Opened, edits: Sequence[Edit]
) -> Reranked | None:
    """What pages show of other stories now; None if only a build can tell."""
    known = around.known
    edited = [
        Edited(edit.article, place_of(known, edit.number), edit.body_at)
        for edit in edits
        if known.is_ranked
    ]
    telling = [one for one in edited if not ranks_alike(place, one)]
    return reranked(place, output, around, telling)


def _pages(
    place: Workplace, look: Look, around: Opened, edits: Sequence[Edit], moved: Reranked
) -> dict[str, Page] | None:
    """The pages to render, by their articles' sources; None if what they show cannot be found."""
    edited = {around.places[edit.source]: edit.article for edit in edits}
    found: dict[str, Page] = {}
    for at in edited.keys() | moved.others.keys():
        article = edited.get(at) or around.article(at, place.packs)
        shown = moved.others.get(at, around.others[at])
        page = page_among(around, at, article, shown, place, look) if article else None
        if article is None or page is None:
            return None
        found[article.source] = page
    return found


def _words(place: Workplace, edits: Sequence[Edit], built: BuiltFiles) -> list[Page] | None:
    """What changes of the search; None if only a build can tell."""
    if not place.config.search:
        return []
    from newsgen.programs.searching import amend_words

    return amend_words(place, [(edit.article, edit.body_at) for edit in edits], built)


def _reason(page: Page) -> str:
    return f"{page.sources[0] if page.sources else 'what it shows'} changed"


def _rows(
    steps: Iterable[Step], fingerprints: Fingerprints, staged: Iterable[Staged]
) -> dict[str, Built]:
    """What is remembered of the rendered pages."""
    files = {file.path: file for file in staged}
    rows: dict[str, Built] = {}
    for path, _, reason, page in steps:
        if page:
            file = files[path]
            rows[path] = Built(fingerprints.of(page), file.signature, file.digest, reason)
    return rows


def _publish(
    place: Workplace,
    output: Path,
    staged: Sequence[Staged],
    plan: Plan,
    rows: Mapping[str, Built],
    before: Remembered,
) -> Remembered:
    """Publish what was rendered among all that was built, and remember it."""
    digests = {path: before.files.digest(path) for path in plan.kept}
    digests.update({path: row.digest for path, row in rows.items()})
    publishing.publish(output, staged, (), Manifest(digests), place.config.build.publish)
    with told_as_published():
        return remember_built(place, output, before, plan, rows.items())


def _remember_read(place: Workplace, edits: Iterable[Edit]) -> None:
    reader = reader_of(place)
    cache.amend(reader.cache_file, reader.key, {edit.source: tuple(edit.row) for edit in edits})
