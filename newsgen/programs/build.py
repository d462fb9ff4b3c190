"""The build: content → site → pages → the difference → published, or nothing at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newsgen.decide.built import Built, BuiltFiles
from newsgen.decide.plan import Fingerprints, Plan, Recipes, compare
from newsgen.machine import glance, publishing
from newsgen.machine.beside import beside
from newsgen.machine.glance import Span
from newsgen.machine.parallel import Spread
from newsgen.machine.publishing import Manifest, Staged
from newsgen.machine.sources import Content
from newsgen.machine.writing import Jobs, Standing, write_pages
from newsgen.machine.writing import Outcome as Written
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.shelf import Shelf
from newsgen.programs.built_files import Before, Remembered, remember_built
from newsgen.programs.last_build import FILES_FOR_TWO
from newsgen.programs.last_layout import SETTLES_FROM
from newsgen.programs.laying_out import Laid, lay_out_site, with_copied
from newsgen.programs.look import Look, frame_digest, frame_of, read_look
from newsgen.programs.memory import RankingMemory, told_as_published
from newsgen.programs.pictures import tidy
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace, advice, with_places
from newsgen.words.errors import ProblemsFound
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
    it knew of the site, without its articles, and what tells the content that its ranking is of.
    """

    report: Report
    span: Span
    built: Remembered
    given: Given
    shelf: Shelf
    chrome: Chrome
    ranked_from: bytes


def build(
    place: Workplace,
    options: BuildOptions,
    give: Callable[[], Given],
    spread: Spread,
    before: Before,
) -> Outcome:
    """Bring the output folder up to date with the content that `give` gives, all at once.

    Nobody else holds the content, so that articles leave memory when all pages are laid out.

    Raises ProblemsFound when content, settings or templates hold errors, and the errors of
    `newsgen.words.errors` that concern the machine; the old site then stays as it was.
    """
    look = read_look(place)  # before the articles, among which its values would lie scattered
    files, is_untouched = before.built.files, before.is_untouched
    with _whether_whole(options.output, files, is_untouched=is_untouched) as is_whole:
        given = give()
        _check_settings(place, given, look)
        ranking = RankingMemory(place, options.output)
        ours = files if is_untouched else _still_ours(options.output, files)
        manifest = publishing.open_output(
            options.output, place.folders, ours, is_known=is_untouched
        )

        laid = lay_out_site(place, options, given.content, look, ranking, spread)
    given = given._replace(content=given.content.without_articles())
    frame = frame_of(place, look, laid.chrome)
    fingerprints = Fingerprints(frame_digest(place, look, laid.chrome), look.templates.digests)
    damage = {} if is_whole() else glance.damaged(options.output, files.standing())
    plan = compare(laid.pages, fingerprints, files.recipe, damage, manifest.digests)
    is_empty = not manifest.digests and glance.is_empty(options.output)
    blocked = () if is_empty else tuple(_blocked(plan, manifest, options.output))

    # Pages that want one path cannot be staged beside each other, nor faulty templates rendered.
    is_renderable = not options.is_dry_run and not errors_among(
        (*look.problems, *laid.problems, *blocked)
    )
    stale = [step.page for step in plan.render if step.page] if is_renderable else []
    stale = with_copied(stale, laid, place, options, given.content, look, spread)
    jobs = Jobs(stale, given.content.bodies, _standing(files, damage))
    is_settled = _is_settled(laid, len(stale))
    # From here on pages are known by their jobs and recipes alone; so those leave memory first.
    recipes = Recipes(plan.render, fingerprints)
    plan, stale = plan._replace(render=recipes), []
    laid = laid._replace(pages=[page for page in laid.pages if page.kind == "social"])
    if is_settled:
        _settle(laid)
    write = _writer(options.cluster)
    outcome = write(jobs, frame, options.output, spread, is_empty=is_empty)

    problems = _all_problems(place, given, look, laid, (*blocked, *_once_a_place(outcome.problems)))
    if errors_among(problems) or (options.is_strict and problems):
        publishing.discard(options.output)
        raise ProblemsFound(problems)
    built = before.built
    if options.is_dry_run:
        publishing.discard(options.output)
    else:
        built = _publish(place, options.output, plan, recipes, outcome.staged, before.built)
        with told_as_published():
            if laid.ranking:
                ranking.remember(laid.ranking, laid.ranked_from)
            tidy(laid.pages, laid.pictures, place, look)
    report = _report(given, laid, plan, problems)
    return Outcome(report, laid.span, built, given, laid.shelf, laid.chrome, laid.ranked_from)


def _check_settings(place: Workplace, given: Given, look: Look) -> None:
    """Raises ProblemsFound where settings are wrong, with all that is known by then."""
    if place.problems:
        known = (*place.problems, *given.problems, *given.content.problems, *look.problems)
        raise ProblemsFound(in_order(known))


@contextmanager
def _whether_whole(
    output: Path, built: BuiltFiles, *, is_untouched: bool
) -> Iterator[Callable[[], bool]]:
    """What tells whether all files are as they were left; they are looked at meanwhile, in a
    process beside this one, if that is worth it.
    """
    if is_untouched:
        yield lambda: True
        return
    worth = len(built) >= FILES_FOR_TWO
    with beside(lambda: not glance.damaged(output, built.standing()), worth=worth) as answer:
        yield answer


def _still_ours(output: Path, built: BuiltFiles) -> Iterator[str]:
    """The built files that are as they were left, found out if somebody asks: should the manifest
    be lost, what stands at the place of another was perhaps not written by us.
    """
    damaged = glance.damaged(output, built.standing())
    yield from (path for path in built if path not in damaged)


def _standing(built: BuiltFiles, damage: Mapping[str, str]) -> Callable[[str], Standing | None]:
    """What tells the files that are as they were left."""
    if not damage:
        return built.file
    return lambda path: None if path in damage else built.file(path)


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


def _is_settled(laid: Laid, stale: int) -> bool:
    """Whether so many pages are better rendered without their articles in memory."""
    is_small = laid.is_recalled and laid.articles < SETTLES_FROM
    return stale * SETTLED_SHARE >= len(laid.pages) and not is_small


def _settle(laid: Laid) -> None:
    """Let go of the articles, and give a large site's memory back."""
    laid.shelf.settle()
    if laid.articles >= GIVES_BACK_FROM:
        from newsgen.machine.spare import give_back

        give_back()


def _writer(cluster: str) -> Callable[..., Written]:
    """What renders the pages: this machine, or a cluster by its address."""
    if not cluster:
        return write_pages
    from newsgen.machine.cluster import write_on_cluster

    return partial(write_on_cluster, cluster)


def _all_problems(
    place: Workplace, given: Given, look: Look, laid: Laid, others: Iterable[Problem]
) -> tuple[Problem, ...]:
    """Those of the whole build, in order."""
    return in_order(
        (
            *given.problems,
            *given.content.problems,
            *look.problems,
            *with_places(place, laid.problems),
            *others,
            *advice(place),
        )
    )


def _once_a_place(problems: Iterable[Problem]) -> Iterable[Problem]:
    """One fault of a template shows on many pages; it is told for the first of them."""
    seen: set[tuple[str, int, str]] = set()
    for problem in sorted(problems):
        place = (problem.path, problem.line, problem.message)
        if place not in seen:
            seen.add(place)
            yield problem


def _publish(
    place: Workplace,
    output: Path,
    plan: Plan,
    recipes: Recipes,
    staged: Iterable[Staged],
    before: Remembered,
) -> Remembered:
    """Publish what was rendered, and remember what it was made from."""
    files = {file.path: file for file in staged}
    digests = {path: before.files.digest(path) for path in plan.kept}
    digests.update({path: file.digest for path, file in files.items()})
    deleted = [step.path for step in plan.delete]
    mode = place.config.build.publish
    publishing.publish(output, files.values(), deleted, Manifest(digests), mode)
    with told_as_published():
        return remember_built(place, output, before, plan, _made(recipes, files))


def _made(recipes: Recipes, files: Mapping[str, Staged]) -> Iterator[tuple[str, Built]]:
    """What is remembered of each file that was staged."""
    for path, reason, made_from in recipes.made_from():
        file = files[path]
        yield path, Built(made_from, file.signature, file.digest, reason)


def _report(given: Given, laid: Laid, plan: Plan, problems: tuple[Problem, ...]) -> Report:
    return Report(
        articles=laid.articles,
        parsed=given.content.parsed,
        plan=plan,
        held=laid.shelf.site.held,
        problems=problems,
        unresolved=laid.unresolved,
        until=laid.span.end,
    )
