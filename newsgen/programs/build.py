"""The build: content → site → pages → the difference → published, or nothing at all."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.decide.plan import Action, Built, Fingerprint, Plan, Step, compare
from newsgen.graph.site import Held, Visibility, assemble
from newsgen.machine import cache, publishing
from newsgen.machine.folders import SETTINGS_FILE, signatures
from newsgen.machine.parallel import render_all
from newsgen.machine.publishing import Manifest, Staged
from newsgen.machine.sources import Content
from newsgen.outputs.chrome import chrome, shelf
from newsgen.outputs.layout import lay_out
from newsgen.outputs.making import stamp
from newsgen.programs.look import frame_of, read_look
from newsgen.programs.settings import DEFAULT_BASE_URL, Workplace
from newsgen.words.errors import ProblemsFound
from newsgen.words.problems import Problem, complaint, errors_among, in_order, warning


class BuildOptions(NamedTuple):
    """What a run may choose. `jobs` 0 means: as many processes as the work is worth."""

    output: Path
    visibility: Visibility
    jobs: int = 0
    is_strict: bool = False
    is_dry_run: bool = False


class Report(NamedTuple):
    """What a build did, or would do, for a face to tell."""

    articles: int
    parsed: int
    steps: tuple[Step, ...]
    held: tuple[Held, ...]
    problems: tuple[Problem, ...]

    def number(self, action: Action) -> int:
        return sum(step.action == action for step in self.steps)


def build(
    place: Workplace, options: BuildOptions, content: Content, earlier: Iterable[Problem] = ()
) -> Report:
    """Bring the output folder up to date with `content`, all at once.

    `earlier` are problems that an import before it found.

    Raises ProblemsFound when content, settings or templates hold errors, and the errors of
    `newsgen.words.errors` that concern the machine; the old site then stays as it was.
    """
    look = read_look(place)
    if place.problems:
        known = (*place.problems, *earlier, *content.problems, *look.problems)
        raise ProblemsFound(in_order(known))
    built = _load_built(place, options)
    manifest = publishing.open_output(options.output, place.folders, built)
    present = signatures(options.output)

    site, site_problems = assemble(
        content.articles, content.pages, place.config, options.visibility
    )
    laid = shelf(site)
    pages, collisions = lay_out(laid, look.assets)
    frame = frame_of(place, look, chrome(laid))
    frame_digest = stamp((place.key, look.strings_digest, frame.chrome))
    plan = compare(pages, frame_digest, look.templates.digests, built, present, manifest.digests)
    blocked = tuple(_blocked(plan, present, manifest, options.output))
    # Pages that want one path cannot be staged beside each other, nor faulty templates rendered.
    is_renderable = not options.is_dry_run and not errors_among(
        (*look.problems, *collisions, *blocked)
    )
    stale = [step.page for step in plan.of("render") if step.page] if is_renderable else []
    outcome = render_all(stale, frame, options.output, options.jobs)

    problems = in_order(
        (
            *earlier,
            *content.problems,
            *look.problems,
            *site_problems,
            *collisions,
            *blocked,
            *_once_a_place(outcome.problems),
            *_advice(place),
        )
    )
    is_refused = bool(errors_among(problems) or (options.is_strict and problems))
    if is_refused or options.is_dry_run:
        publishing.discard(options.output)
    if is_refused:
        raise ProblemsFound(problems)
    if not options.is_dry_run:
        _publish(place, options, plan, outcome.staged, built)
    return Report(
        articles=len(site.articles),
        parsed=content.parsed,
        steps=plan.steps,
        held=site.held,
        problems=problems,
    )


def _publish(
    place: Workplace,
    options: BuildOptions,
    plan: Plan,
    staged: Iterable[Staged],
    built: Mapping[str, Built],
) -> None:
    """Publish what was rendered, then remember what every file was made from."""
    files = {file.path: file for file in staged}
    now: dict[str, Built] = {}
    for path, fingerprint in plan.fingerprints.items():
        if path in files:
            now[path] = Built(fingerprint, files[path].signature, files[path].digest)
        else:
            now[path] = built[path]
    manifest = Manifest({path: made.digest for path, made in now.items()})
    deleted = [step.path for step in plan.of("delete")]
    publishing.publish(options.output, files.values(), deleted, manifest)
    if now != built:
        rows = {path: (tuple(made.fingerprint), *made[1:]) for path, made in now.items()}
        cache.store(_built_file(place, options), place.key, rows)


def _load_built(place: Workplace, options: BuildOptions) -> Mapping[str, Built]:
    rows: dict[str, Any] = cache.load(_built_file(place, options), place.key) or {}
    return {path: Built(Fingerprint(*row[0]), *row[1:]) for path, row in rows.items()}


def _built_file(place: Workplace, options: BuildOptions) -> Path:
    name = hashlib.blake2b(str(options.output).encode(), digest_size=6).hexdigest()
    return place.cache_file(f"built-{name}")


def _blocked(
    plan: Plan, present: Iterable[str], manifest: Manifest, output: Path
) -> Iterable[Problem]:
    """Files of another hand in the output folder that stand where a page must go."""
    foreign = {path for path in present if path not in manifest.digests}
    if not foreign:
        return
    taken = foreign | {parent for path in foreign for parent in _parents(path)}
    for step in plan.of("render"):
        if step.path in taken or any(parent in foreign for parent in _parents(step.path)):
            yield complaint(
                f"{output.name}/{step.path}",
                "foreign-file",
                "newsgen did not write what stands here, and a page needs the place",
                hint="move it away, for example to static/",
            )


def _parents(path: str) -> Iterable[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _once_a_place(problems: Iterable[Problem]) -> Iterable[Problem]:
    """One fault of a template shows on many pages; it is told for the first of them."""
    seen: set[tuple[str, int, str]] = set()
    for problem in sorted(problems):
        place = (problem.path, problem.line, problem.message)
        if place not in seen:
            seen.add(place)
            yield problem


def _advice(place: Workplace) -> Iterable[Problem]:
    if not place.has_base_url:
        message = f"site.base_url is missing, so feeds and the sitemap name {DEFAULT_BASE_URL}"
        yield warning(SETTINGS_FILE, "no-base-url", message, hint="or build with --base-url")
