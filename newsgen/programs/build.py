"""The build: content → site → pages → the difference → published, or nothing at all."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.decide.plan import Fingerprints, Plan, Recipes, compare
from newsgen.graph.closeness import Memory
from newsgen.graph.front import turning_points
from newsgen.graph.references import unresolved
from newsgen.graph.site import assemble
from newsgen.machine import glance, publishing
from newsgen.machine.glance import FOREVER, Span
from newsgen.machine.parallel import Spread
from newsgen.machine.publishing import Manifest, Mode, Staged
from newsgen.machine.sources import Content
from newsgen.machine.spare import give_back
from newsgen.machine.writing import Jobs, write_pages
from newsgen.machine.writing import Outcome as Written
from newsgen.outputs.chrome import Chrome, chrome
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.contents import terms_reader
from newsgen.programs.look import Look, frame_digest, frame_of, read_look
from newsgen.programs.memory import RankingMemory, remember_built, remembered_built
from newsgen.programs.pictures import Pictures, copied, made, read_gallery, tidy
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace, advice
from newsgen.words.config import FrontSettings
from newsgen.words.errors import ProblemsFound
from newsgen.words.model import Article, Page, Visibility
from newsgen.words.problems import Problem, complaint, errors_among, in_order

GIVES_BACK_FROM = 20_000  # articles: for fewer, what there is to give back is not worth the time
SETTLED_SHARE = 4  # a build that renders a quarter of a site lets go of its articles first


class Given(NamedTuple):
    """The content of a site, with the problems that an import before found; `has_imported` says
    that the import wrote files.
    """

    content: Content
    problems: Sequence[Problem] = ()
    has_imported: bool = False


class Outcome(NamedTuple):
    """A build's report; when its articles are the same; the files that it left, by path; and what
    it knew of the site, without its articles.
    """

    report: Report
    span: Span
    built: Mapping[str, tuple[Any, ...]]
    given: Given
    shelf: Shelf
    chrome: Chrome


class _Laid(NamedTuple):
    """A site that is laid out, and what is told of it. `unresolved` names lead nowhere."""

    shelf: Shelf
    pages: Sequence[Page]
    chrome: Chrome
    pictures: Pictures
    problems: tuple[Problem, ...]
    ranking: Memory | None
    articles: int
    unresolved: int
    span: Span


def build(
    place: Workplace,
    options: BuildOptions,
    give: Callable[[], Given],
    spread: Spread,
    *,
    is_untouched: bool = False,
) -> Outcome:
    """Bring the output folder up to date with the content that `give` gives, all at once.

    Nobody else holds the content, so that articles leave memory when all pages are laid out.
    `is_untouched` says that the output was just seen to be as the last build left it.

    Raises ProblemsFound when content, settings or templates hold errors, and the errors of
    `newsgen.words.errors` that concern the machine; the old site then stays as it was.
    """
    look = read_look(place)  # before the articles, among which its values would lie scattered
    given = give()
    if place.problems:
        known = (*place.problems, *given.problems, *given.content.problems, *look.problems)
        raise ProblemsFound(in_order(known))
    before = remembered_built(place, options.output)
    built = before.rows
    ranking = RankingMemory(place, options.output)
    manifest = publishing.open_output(options.output, place.folders, built)

    laid = _lay_out(place, options, given.content, look, ranking, spread)
    content = given.content._replace(articles=())
    given = given._replace(content=content)
    frame = frame_of(place, look, laid.chrome)
    fingerprints = Fingerprints(frame_digest(place, look, frame.chrome), look.templates.digests)
    damage = {} if is_untouched else glance.damaged(options.output, built)
    plan = compare(laid.pages, fingerprints, built, damage, manifest.digests)
    is_empty = not manifest.digests and glance.is_empty(options.output)
    blocked = () if is_empty else tuple(_blocked(plan, manifest, options.output))
    # Pages that want one path cannot be staged beside each other, nor faulty templates rendered.
    is_renderable = not options.is_dry_run and not errors_among(
        (*look.problems, *laid.problems, *blocked)
    )
    stale = [step.page for step in plan.render if step.page] if is_renderable else []
    stale = _with_copied(stale, place, options, content, look, laid, spread)
    whole = {path: row for path, row in built.items() if path not in damage} if damage else built
    jobs = Jobs(stale, content.bodies, whole)
    recipes = Recipes(plan.render, fingerprints)
    is_settled = len(stale) * SETTLED_SHARE >= len(laid.pages)
    # From here on pages are known by their jobs and recipes alone; so those leave memory first.
    plan, stale = plan._replace(render=recipes), []
    laid = laid._replace(pages=[page for page in laid.pages if page.kind == "social"])
    if is_settled:
        laid.shelf.settle()
        if laid.articles >= GIVES_BACK_FROM:
            give_back()
    write = _writer(options.cluster)
    outcome = write(jobs, frame, options.output, spread, is_empty=is_empty)
    problems = in_order(
        (
            *given.problems,
            *content.problems,
            *look.problems,
            *laid.problems,
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
        changes = _publish(plan, recipes, options.output, outcome.staged, built, mode, whole)
        remember_built(place, options.output, before, changes)
        if laid.ranking:
            ranking.remember(laid.ranking)
        tidy(laid.pages, laid.pictures, place, look)
    report = Report(
        articles=laid.articles,
        parsed=content.parsed,
        plan=plan,
        held=laid.shelf.site.held,
        problems=problems,
        unresolved=laid.unresolved,
    )
    return Outcome(report, laid.span, built, given, laid.shelf, frame.chrome)


def _lay_out(
    place: Workplace,
    options: BuildOptions,
    content: Content,
    look: Look,
    ranking: RankingMemory,
    spread: Spread,
) -> _Laid:
    """All pages of the site, and all that is told of it later, when its articles may be gone."""
    site, problems = assemble(
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
        from newsgen.programs.searching import read_words

        words = read_words(place, site, content, spread)
    pages, collisions = lay_out(shelf, (*copied(look, pictures), *words))
    return _Laid(
        shelf=shelf,
        pages=pages,
        chrome=chrome(shelf),
        pictures=pictures,
        problems=(*problems, *pictures.problems, *collisions),
        ranking=site.ranking.made,
        articles=len(site.articles),
        unresolved=unresolved(site.references),
        span=_span(content.articles, options.visibility, place.config.front),
    )


def _with_copied(
    stale: Sequence[Page],
    place: Workplace,
    options: BuildOptions,
    content: Content,
    look: Look,
    laid: _Laid,
    spread: Spread,
) -> list[Page]:
    """The stale pages, with what they copy in place: shards of words, and pictures."""
    if place.config.search:
        from newsgen.programs.searching import mend_words

        mend_words(stale, place, laid.shelf.site, content, spread)
    return made(stale, laid.pictures, place, look, options)


def _writer(cluster: str) -> Callable[..., Written]:
    """What renders the pages: this machine, or a cluster by its address."""
    if not cluster:
        return write_pages
    from newsgen.machine.cluster import write_on_cluster

    return partial(write_on_cluster, cluster)


def _publish(
    plan: Plan,
    recipes: Recipes,
    output: Path,
    staged: Iterable[Staged],
    built: Mapping[str, tuple[Any, ...]],
    mode: Mode,
    whole: Container[str],
) -> dict[str, tuple[Any, ...] | None]:
    """Publish what was rendered; returns the rows of `Built` that changed by it. The files at the
    paths of `whole` are known to stand.
    """
    files = {file.path: file for file in staged}
    changes: dict[str, tuple[Any, ...] | None] = {step.path: None for step in plan.delete}
    for path, reason, *made_from in recipes.made_from():
        file = files[path]
        changes[file.path] = (*made_from, *file.signature, file.digest, reason)
    digests = {path: built[path][6] for path in plan.kept}
    digests.update({path: file.digest for path, file in files.items()})
    deleted = [step.path for step in plan.delete]
    publishing.publish(output, files.values(), deleted, Manifest(digests), mode, whole)
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
