"""What `newsgen build` does, and `serve` after each change: import what is new, then build."""

from collections.abc import Callable

from newsgen.machine import cache
from newsgen.machine.locking import locked
from newsgen.programs.build import BuildOptions, Report, build
from newsgen.programs.importing import ImportOptions, ImportReport, import_seeds
from newsgen.programs.settings import Workplace, read_site_content


def update(
    place: Workplace,
    options: BuildOptions,
    *,
    imports: bool,
    uses_cache: bool = True,
    on_wait: Callable[[], None] = lambda: None,
    on_import: Callable[[ImportReport], None] = lambda _: None,
) -> Report:
    """Import the site's seeds if wanted, and build; one newsgen at a time.

    With wrong settings the seeds are read but not imported, for a slug is frozen once made.
    Without `uses_cache`, what earlier builds remembered is forgotten first. `on_import` hears of
    the import even when the build then fails.
    """
    with locked(place.folders.cache, on_wait=on_wait):
        if not uses_cache:
            cache.forget(place.cache_folder)
        content = read_site_content(place)
        imported = ImportReport()
        if imports:
            is_dry_run = options.is_dry_run or bool(place.problems)
            imported = import_seeds(place, ImportOptions(is_dry_run=is_dry_run), content)
            if not is_dry_run:
                on_import(imported)
                content = read_site_content(place) if imported.has_written else content
        return build(place, options, content, imported.problems)
