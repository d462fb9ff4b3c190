"""What `newsgen build` does, and `serve` after each change: import what is new, then build.

The least that is surely enough is done: nothing, a retouch of edited pages, or a build. The heavy
rooms are imported only where they are needed.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from newsgen.machine import cache, glance
from newsgen.machine.folders import theme
from newsgen.machine.glance import Inputs
from newsgen.machine.locking import locked
from newsgen.programs.built_files import Before, Remembered, remembered_built
from newsgen.programs.last_build import LastBuild, around, recalled, remember
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace
from newsgen.words.problems import Problem

if TYPE_CHECKING:
    from newsgen.machine.parallel import Spread
    from newsgen.machine.sources import Content
    from newsgen.programs.build import Given
    from newsgen.programs.importing import Imported

    OnImport = Callable[[Imported], None]

_unfreed: list[object] = []


def update(
    place: Workplace,
    options: BuildOptions,
    *,
    imports: bool,
    uses_cache: bool = True,
    on_wait: Callable[[], None] = lambda: None,
    on_import: "OnImport" = lambda _: None,
) -> Report:
    """Import the site's seeds if wanted, and build; one newsgen at a time on site and output.

    With wrong settings the seeds are read but not imported, for a slug is frozen once made.
    Without `uses_cache`, what earlier builds remembered is forgotten first. `on_import` hears of
    each article that is imported.
    """
    with _without_collecting(options), locked(place.folders.cache, on_wait=on_wait):
        if not uses_cache:
            cache.forget(place.cache_folder)
        beyond = glance.look_around(place.folders, theme(place.folders))
        built = remembered_built(place, options.output)
        with recalled(place, options, beyond, built, imports=imports) as then:
            inputs = glance.look(place.folders, beyond)
            if then.content_digest != inputs.content_digest:
                import newsgen.programs.retouch  # noqa: F401 (heavy: while the output is still looked at)
            last = then.last()
        if last and last.content_digest == inputs.content_digest:
            return last.report
        from newsgen.machine.publishing import claimed, refuse_link_to

        refuse_link_to(options.output, inputs.links)
        with claimed(options.output, place.folders, on_wait=on_wait):
            if last:
                report = _retouch(place, options, inputs, last, built, imports=imports)
                if report:
                    return report
            before = Before(built, is_untouched=last is not None)
            return _build(place, options, inputs, on_import, before, imports=imports)


@contextmanager
def _without_collecting(options: BuildOptions) -> Iterator[None]:
    """A build makes many values and few circles, and ends soon: there is nothing to collect."""
    gc.disable()
    try:
        yield
    finally:
        if not options.ends_process:
            gc.enable()


def _retouch(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    last: LastBuild,
    built: Remembered,
    *,
    imports: bool,
) -> Report | None:
    """Render what is surely all that an edit changed; None if that is not sure."""
    known = around(place, options, inputs, last, imports=imports)
    if not known:
        return None
    from newsgen.programs.memory import told_as_published
    from newsgen.programs.retouch import retouch
    from newsgen.programs.surroundings import Surroundings

    read_ns = time.time_ns()
    done = retouch(place, options, inputs, Surroundings(*known), last, built)
    if not done:
        return None
    report = last.report._replace(parsed=done.parsed, plan=done.plan)
    if inputs.settles_ns < read_ns:
        now = LastBuild(report, inputs.content_digest, last.span, done.built.state)
        with told_as_published():
            remember(place, options, inputs, now, done.known, imports=imports)
    return report


def _build(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    on_import: "OnImport",
    before: Before,
    *,
    imports: bool,
) -> Report:
    """Import and build, and remember what came of it."""
    from newsgen.programs.build import GIVES_BACK_FROM, build
    from newsgen.programs.contents import spread_for
    from newsgen.programs.memory import told_as_published
    from newsgen.programs.surroundings import surroundings

    if len(inputs.content) >= GIVES_BACK_FROM:
        import newsgen.machine.spare  # noqa: F401 (early: see there)
    cache.sweep(place.cache_folder)
    read_ns = time.time_ns()  # or later
    spread = spread_for(len(inputs.content), options.jobs)
    try:
        give = partial(_give, place, options, inputs, on_import, spread, imports=imports)
        outcome = build(place, options, give, spread, before)
        if options.ends_process:
            _unfreed.append(outcome)
        is_known = inputs.settles_ns < read_ns and not outcome.given.has_imported
        if is_known and not options.is_dry_run:
            known = surroundings(
                outcome.given.content, inputs, outcome.shelf, outcome.chrome, outcome.ranked_from
            )
            state = outcome.built.state
            now = LastBuild(outcome.report, inputs.content_digest, outcome.span, state)
            with told_as_published():
                remember(place, options, inputs, now, known, imports=imports)
        return outcome.report
    finally:
        spread.close()


def _give(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    on_import: "OnImport",
    spread: "Spread",
    *,
    imports: bool,
) -> "Given":
    """The content to build, after an import."""
    from newsgen.programs.build import Given
    from newsgen.programs.contents import read_site_content

    content = read_site_content(place, inputs.content, spread)
    if not (imports and inputs.has_seeds):
        return Given(content)
    problems, has_imported = _import(place, options, content, on_import)
    if has_imported:
        content = read_site_content(place, spread=spread)
    return Given(content, problems, has_imported)


def _import(
    place: Workplace, options: BuildOptions, content: "Content", on_import: "OnImport"
) -> tuple[Sequence[Problem], bool]:
    """Import the seeds; their problems, and whether anything was written. A dry run tells what
    would be imported.
    """
    from newsgen.programs.importing import ImportOptions, Listener, import_seeds

    is_dry_run = options.is_dry_run or bool(place.problems)
    listener = Listener() if place.problems else Listener(on_article=on_import)
    chosen = ImportOptions(is_dry_run=is_dry_run, is_strict=options.is_strict)
    report = import_seeds(place, chosen, content, listener)
    return report.problems, report.has_written and not is_dry_run
