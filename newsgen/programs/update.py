"""What `newsgen build` does, and `serve` after each change: import what is new, then build."""

from collections.abc import Callable

from newsgen.machine import cache
from newsgen.machine.locking import locked
from newsgen.programs.build import BuildOptions, Report, build
from newsgen.programs.importing import (
    Imported,
    ImportOptions,
    ImportReport,
    Listener,
    import_seeds,
)
from newsgen.programs.settings import Workplace, read_site_content


def update(
    place: Workplace,
    options: BuildOptions,
    *,
    imports: bool,
    uses_cache: bool = True,
    on_wait: Callable[[], None] = lambda: None,
    on_import: Callable[[Imported], None] = lambda _: None,
) -> Report:
    """Import the site's seeds if wanted, and build; one newsgen at a time.

    With wrong settings the seeds are read but not imported, for a slug is frozen once made.
    Without `uses_cache`, what earlier builds remembered is forgotten first. `on_import` hears of
    each article that is imported.
    """
    with locked(place.folders.cache, on_wait=on_wait):
        if not uses_cache:
            cache.forget(place.cache_folder)
        content = read_site_content(place)
        imported = ImportReport()
        if imports:
            is_dry_run = options.is_dry_run or bool(place.problems)
            listener = Listener() if is_dry_run else Listener(on_article=on_import)
            imported = import_seeds(place, ImportOptions(is_dry_run=is_dry_run), content, listener)
            if imported.has_written and not is_dry_run:
                content = read_site_content(place)
        return build(place, options, content, imported.problems)
