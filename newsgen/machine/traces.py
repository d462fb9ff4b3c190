"""What newsgen keeps in an output folder and beside it, told by name alone.

Apart from `publishing`, which a build that finds nothing to do has no time to load.
"""

import os
from pathlib import Path

from newsgen.machine.locking import LOCK_FILE

OUR_FOLDER = ".newsgen"
_LASTING = frozenset((LOCK_FILE, "manifest", "site"))


def next_folder(output: Path) -> Path:
    """Where `publish: swap` makes the new tree; after the exchange the old one lies there."""
    return output.parent / f".{output.name}.newsgen-next"


def is_settled(output: Path) -> bool:
    """True if no build left anything to complete or to sweep away."""
    try:
        found = os.listdir(output / OUR_FOLDER)
    except OSError:
        return False
    return _LASTING.issuperset(found) and not os.path.lexists(next_folder(output))
