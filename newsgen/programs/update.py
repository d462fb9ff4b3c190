"""What `newsgen build` does, and `serve` after each change: import what is new, then build.

When nothing changed, the heavy rooms below are not even imported.
"""

import gc
import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from newsgen.decide.plan import Plan
from newsgen.machine import cache, glance
from newsgen.machine.folders import theme
from newsgen.machine.glance import Inputs
from newsgen.machine.locking import locked
from newsgen.machine.traces import is_settled
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace
from newsgen.words.model import Held
from newsgen.words.problems import Problem

if TYPE_CHECKING:
    from newsgen.machine.sources import Content
    from newsgen.programs.build import Outcome
    from newsgen.programs.importing import Imported

POOL_FROM_ARTICLES = 200
_OURS = (".newsgen/manifest", ".newsgen/site")


def update(
    place: Workplace,
    options: BuildOptions,
    *,
    imports: bool,
    uses_cache: bool = True,
    on_wait: Callable[[], None] = lambda: None,
    on_import: Callable[["Imported"], None] = lambda _: None,
) -> Report:
    """Import the site's seeds if wanted, and build; one newsgen at a time on site and output.

    With wrong settings the seeds are read but not imported, for a slug is frozen once made.
    Without `uses_cache`, what earlier builds remembered is forgotten first. `on_import` hears of
    each article that is imported.
    """
    with locked(place.folders.cache, on_wait=on_wait):
        if not uses_cache:
            cache.forget(place.cache_folder)
        inputs = glance.look(place.folders, theme(place.folders))
        report = _unchanged(place, options, inputs, imports=imports)
        if report:
            return report
        from newsgen.machine.publishing import claimed

        with claimed(options.output, place.folders, on_wait=on_wait):
            outcome, has_imported = _build(place, options, inputs, imports, on_import)
            if inputs.is_settled and not has_imported and not options.is_dry_run:
                _remember(place, options, inputs, outcome, imports=imports)
        return outcome.report


def _build(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    imports: bool,  # noqa: FBT001 (an option passed on)
    on_import: Callable[["Imported"], None],
) -> tuple["Outcome", bool]:
    """Import and build; also whether an import wrote into content/."""
    from newsgen.machine.parallel import Serial, Workers, cores
    from newsgen.programs.build import build
    from newsgen.programs.contents import read_site_content

    gc.disable()  # a build makes many values and few circles, and ends soon
    is_large = len(inputs.content) >= POOL_FROM_ARTICLES
    processes = options.jobs or (cores() if is_large else 1)
    spread = Workers(processes) if processes > 1 else Serial()
    try:
        content = read_site_content(place, inputs.content, spread)
        problems: Sequence[Problem] = ()
        has_imported = False
        if imports and inputs.has_seeds:
            problems, has_imported = _import(place, options, content, on_import)
        if has_imported:
            content = read_site_content(place, spread=spread)
        return build(place, options, content, spread, problems), has_imported
    finally:
        spread.close()
        gc.enable()


def _import(
    place: Workplace,
    options: BuildOptions,
    content: "Content",
    on_import: Callable[["Imported"], None],
) -> tuple[Sequence[Problem], bool]:
    """Import the seeds; their problems, and whether anything was written."""
    from newsgen.programs.importing import ImportOptions, Listener, import_seeds

    is_dry_run = options.is_dry_run or bool(place.problems)
    listener = Listener() if is_dry_run else Listener(on_article=on_import)
    report = import_seeds(place, ImportOptions(is_dry_run=is_dry_run), content, listener)
    return report.problems, report.has_written and not is_dry_run


def _unchanged(
    place: Workplace, options: BuildOptions, inputs: Inputs, *, imports: bool
) -> Report | None:
    """The report of a build that finds nothing to do; None if there may be something."""
    if options.tells_reasons or options.is_dry_run or place.problems:
        return None
    key = _key(place, options, inputs, imports=imports)
    last = cache.load(place.output_file(options.output, "last"), key)
    if not last:
        return None
    span, paths, signatures, articles, held, problems = last
    is_due = not span[0] <= options.visibility.at_epoch_seconds < span[1]
    if is_due or (options.is_strict and problems):
        return None
    files = paths.split("\n") if paths else []
    if glance.signatures(options.output, (*_OURS, *files)) != signatures:
        return None
    if not is_settled(options.output):
        return None
    return Report(
        articles=articles,
        parsed=0,
        plan=Plan((), (), files),
        held=tuple(Held(*row) for row in held),
        problems=tuple(Problem(*row) for row in problems),
    )


def _remember(
    place: Workplace, options: BuildOptions, inputs: Inputs, outcome: "Outcome", *, imports: bool
) -> None:
    """Remember what this build was made from and what it left."""
    report, files = outcome.report, list(outcome.built)
    if any("\n" in path for path in files):
        return
    last: tuple[Any, ...] = (
        tuple(outcome.span),
        "\n".join(files),
        glance.signatures(options.output, _OURS) + glance.signatures_built(outcome.built.values()),
        report.articles,
        tuple(map(tuple, report.held)),
        tuple(map(tuple, report.problems)),
    )
    key = _key(place, options, inputs, imports=imports)
    cache.store(place.output_file(options.output, "last"), key, last)


def _key(place: Workplace, options: BuildOptions, inputs: Inputs, *, imports: bool) -> bytes:
    """What a build depends on, but for the moment and what stands in the output folder."""
    chosen = (place.config, place.has_base_url, options.visibility[1:], imports)
    found = hashlib.blake2b(place.key, digest_size=16)
    found.update(repr(chosen).encode())
    found.update(inputs.digest)
    return found.digest()
