"""The build: content → site → pages → the difference → published, or nothing at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.decide.plan import Fingerprints, Plan, compare
from newsgen.graph.front import turning_points
from newsgen.graph.references import unresolved
from newsgen.graph.site import assemble
from newsgen.machine import glance, publishing
from newsgen.machine.glance import FOREVER, Span
from newsgen.machine.parallel import Spread
from newsgen.machine.publishing import Manifest, Mode, Staged
from newsgen.machine.sources import Content
from newsgen.machine.writing import Outcome as Written
from newsgen.machine.writing import write_pages
from newsgen.outputs.chrome import Chrome, chrome
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.contents import terms_reader
from newsgen.programs.look import frame_digest, frame_of, read_look
from newsgen.programs.memory import RankingMemory, remember_built, remembered_built
from newsgen.programs.pictures import copied, made, read_gallery, tidy
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace, advice
from newsgen.words.config import FrontSettings
from newsgen.words.errors import ProblemsFound
from newsgen.words.model import Article, Page, Visibility
from newsgen.words.problems import Problem, complaint, errors_among, in_order


class Outcome(NamedTuple):
    """A build's report; when its articles are the same; the files that it left, by path; and what
    it knew of the site.
    """

    report: Report
    span: Span
    built: Mapping[str, tuple[Any, ...]]
    content: Content
    shelf: Shelf
    chrome: Chrome


def build(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    spread: Spread,
    earlier: Iterable[Problem] = (),
    *,
    is_untouched: bool = False,
) -> Outcome:
    """Bring the output folder up to date with `content`, all at once.

    `earlier` are problems that an import before it found; `is_untouched` says that the output was
    just seen to be as the last build left it.

    Raises ProblemsFound when content, settings or templates hold errors, and the errors of
    `newsgen.words.errors` that concern the machine; the old site then stays as it was.
    """
    look = read_look(place)
    if place.problems:
        known = (*place.problems, *earlier, *content.problems, *look.problems)
        raise ProblemsFound(in_order(known))
    before = remembered_built(place, options.output)
    built = before.rows
    ranking = RankingMemory(place, options.output)
    manifest = publishing.open_output(options.output, place.folders, built)

    site, site_problems = assemble(
        content.articles,
        content.pages,
        place.config,
        options.visibility,
        terms_reader(place, content, spread),
        ranking.recall,
        spread,
        profiles=content.profiles,
    )
    pictures = read_gallery(place, look, content.all, options.jobs)
    shelf = Shelf(site, pictures.gallery)
    words: Sequence[Page] = ()
    if place.config.search:
        from newsgen.programs.searching import mend_words, read_words

        words = read_words(place, site, content, spread)
    pages, collisions = lay_out(shelf, (*copied(look, pictures), *words))
    frame = frame_of(place, look, chrome(shelf))
    fingerprints = Fingerprints(frame_digest(place, look, frame.chrome), look.templates.digests)
    plan = compare(
        pages,
        fingerprints,
        built,
        {} if is_untouched else glance.damaged(options.output, built),
        manifest.digests,
    )
    is_empty = not manifest.digests and glance.is_empty(options.output)
    blocked = () if is_empty else tuple(_blocked(plan, manifest, options.output))
    # Pages that want one path cannot be staged beside each other, nor faulty templates rendered.
    is_renderable = not options.is_dry_run and not errors_among(
        (*look.problems, *pictures.problems, *collisions, *blocked)
    )
    stale = [step.page for step in plan.render if step.page] if is_renderable else []
    if words:
        mend_words(stale, place, site, content, spread)
    ready = made(stale, pictures, place, look, options)
    write = _writer(options.cluster)
    outcome = write(ready, frame, content.bodies, options.output, spread, is_empty=is_empty)
    problems = in_order(
        (
            *earlier,
            *content.problems,
            *look.problems,
            *pictures.problems,
            *site_problems,
            *collisions,
            *blocked,
            *_once_a_place(outcome.problems),
            *advice(place),
        )
    )
    is_refused = bool(errors_among(problems) or (options.is_strict and problems))
    if is_refused or options.is_dry_run:
        publishing.discard(options.output)
    if is_refused:
        raise ProblemsFound(problems)
    if not options.is_dry_run:
        mode = place.config.build.publish
        changes = _publish(plan, fingerprints, options.output, outcome.staged, built, mode)
        remember_built(place, options.output, before, changes)
        if site.ranking.made:
            ranking.remember(site.ranking.made)
        tidy(pages, pictures, place, look)
    report = Report(
        articles=len(site.articles),
        parsed=content.parsed,
        plan=plan,
        held=site.held,
        problems=problems,
        unresolved=unresolved(site.references),
    )
    span = _span(content.articles, options.visibility, place.config.front)
    return Outcome(report, span, built, content, shelf, frame.chrome)


def _writer(cluster: str) -> Callable[..., Written]:
    """What renders the pages: this machine, or a cluster by its address."""
    if not cluster:
        return write_pages
    from newsgen.machine.cluster import write_on_cluster

    return partial(write_on_cluster, cluster)


def _publish(
    plan: Plan,
    fingerprints: Fingerprints,
    output: Path,
    staged: Iterable[Staged],
    built: Mapping[str, tuple[Any, ...]],
    mode: Mode,
) -> dict[str, tuple[Any, ...] | None]:
    """Publish what was rendered; returns the rows of `Built` that changed by it."""
    files = {file.path: file for file in staged}
    changes: dict[str, tuple[Any, ...] | None] = {step.path: None for step in plan.delete}
    for step in plan.render:
        if step.page:
            file = files[step.path]
            made_from = fingerprints.of(step.page)
            changes[step.path] = (*made_from, *file.signature, file.digest, step.reason)
    digests = {path: built[path][6] for path in plan.kept}
    digests.update({path: file.digest for path, file in files.items()})
    deleted = [step.path for step in plan.delete]
    publishing.publish(output, files.values(), deleted, Manifest(digests), mode)
    return changes


def _span(articles: Sequence[Article], visibility: Visibility, front: FrontSettings) -> Span:
    """When a build would show the same articles in the same places."""
    moments = turning_points(articles, front)
    if not visibility.with_future:
        moments |= {one.published.epoch_seconds for one in articles if one.published}
    at = visibility.at_epoch_seconds
    return Span(
        max((moment for moment in moments if moment <= at), default=-FOREVER),
        min((moment for moment in moments if moment > at), default=FOREVER),
    )


def _blocked(plan: Plan, manifest: Manifest, output: Path) -> Iterable[Problem]:
    """Files of another hand in the output folder that stand where a page must go."""
    for step in plan.render:
        if step.path not in manifest.digests and glance.stands_in_the_way(
            output, step.path, manifest.digests
        ):
            yield complaint(
                f"{output.name}/{step.path}",
                "foreign-file",
                "newsgen did not write what stands here, and a page needs the place",
                hint="move it away, for example to static/",
            )


def _once_a_place(problems: Iterable[Problem]) -> Iterable[Problem]:
    """One fault of a template shows on many pages; it is told for the first of them."""
    seen: set[tuple[str, int, str]] = set()
    for problem in sorted(problems):
        place = (problem.path, problem.line, problem.message)
        if place not in seen:
            seen.add(place)
            yield problem
