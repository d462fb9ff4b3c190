"""What `newsgen build` does, and `serve` after each change: import what is new, then build."""

from collections.abc import Callable
from typing import NamedTuple

from newsgen.machine.locking import locked
from newsgen.programs.build import BuildOptions, Report, build
from newsgen.programs.importing import ImportOptions, ImportReport, import_seeds
from newsgen.programs.settings import Workplace


class Update(NamedTuple):
    """The reports of an import, which may have been left out, and of a build."""

    imported: ImportReport
    built: Report


def update(
    place: Workplace,
    options: BuildOptions,
    *,
    imports: bool,
    on_wait: Callable[[], None] = lambda: None,
) -> Update:
    """Import the site's seeds if wanted, and build; one newsgen at a time."""
    with locked(place.folders.cache, on_wait=on_wait):
        imported = ImportReport(())
        if imports:
            imported = import_seeds(place, ImportOptions(is_dry_run=options.is_dry_run))
        return Update(imported, build(place, options))
