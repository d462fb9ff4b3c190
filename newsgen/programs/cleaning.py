"""Cleaning: what newsgen wrote goes, and nothing else."""

from pathlib import Path

from newsgen.machine import cache
from newsgen.machine.locking import locked
from newsgen.machine.publishing import (
    refuse_another_site,
    refuse_wrong_place,
    remove_output,
    settled,
)
from newsgen.programs.settings import Workplace


def clean(place: Workplace, output: Path) -> int:
    """Delete the caches and the output files of the manifest; returns how many of these went.

    Raises OutputRefused for a folder that a build refuses as well: the site's own, another site's.
    """
    refuse_wrong_place(output, place.folders)  # whose lock could be the site's own
    refuse_another_site(output, place.folders)
    with locked(place.folders.cache), settled(output):
        cache.forget(place.cache_folder)
        return remove_output(output) if output.exists() else 0
