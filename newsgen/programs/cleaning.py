"""Cleaning: what newsgen wrote goes, and nothing else."""

from pathlib import Path
from typing import NamedTuple

from newsgen.machine import cache
from newsgen.machine.folders import SiteFolders
from newsgen.machine.locking import locked
from newsgen.machine.publishing import (
    refuse_another_site,
    refuse_wrong_place,
    remove_output,
    settled,
)
from newsgen.programs.reports import OnWait, in_silence
from newsgen.programs.settings import Workplace


class Cleaned(NamedTuple):
    """How many files went from the output folder, and from the preview."""

    output: int
    preview: int


def clean(place: Workplace, output: Path, on_wait: OnWait = in_silence) -> Cleaned:
    """Delete the caches, and the files of the manifests of the output folder and of the preview.

    Raises OutputRefused for a folder that a build refuses as well: the site's own, another site's.
    """
    refuse_wrong_place(output, place.folders)  # whose lock could be the site's own
    refuse_another_site(output, place.folders)
    with locked(place.folders.cache, on_wait=on_wait):
        cache.forget(place.cache_folder)
        # One after the other: somebody may name the preview itself, whose lock is had but once.
        return Cleaned(_removed(output, on_wait), _removed(preview_folder(place.folders), on_wait))


def preview_folder(folders: SiteFolders) -> Path:
    """Where `newsgen serve` builds the site to, with whatever it was asked to show."""
    return folders.cache / "preview"


def _removed(output: Path, on_wait: OnWait) -> int:
    with settled(output, on_wait=on_wait):
        return remove_output(output) if output.exists() else 0
