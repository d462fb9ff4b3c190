# /// script
# requires-python = ">=3.11"
# dependencies = ["pillow==13.0.0"]
# ///
"""Draw the pictures of the sample stories: abstract, and the project's own.

Each picture is a few shapes in few colours, after a word of its story. Run from the root of the
repository; the same Pillow gives the same bytes, and ``--check`` compares instead of writing::

    python docs/scripts/draw_pictures.py
    python docs/scripts/draw_pictures.py --check
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from drawing.canvas import Canvas
from drawing.culture import arches, battuta, caravans, coffee, pen
from drawing.nature import birds, camels, ocean, sky, tides, water
from drawing.play import chess, cup, marathon, sleep
from drawing.works import cables, canal, orbits, passwords, rates

FOLDER = Path(__file__).resolve().parents[2] / "content" / "articles" / "pictures"

PICTURES: dict[str, Callable[[], Canvas]] = {
    "ocean": ocean,
    "tides": tides,
    "sky": sky,
    "birds": birds,
    "battuta": battuta,
    "pen": pen,
    "chess": chess,
    "marathon": marathon,
    "camels": camels,
    "cup": cup,
    "water": water,
    "sleep": sleep,
    "coffee": coffee,
    "arches": arches,
    "caravans": caravans,
    "canal": canal,
    "cables": cables,
    "passwords": passwords,
    "rates": rates,
    "orbits": orbits,
}


def main() -> int:
    """Write the pictures, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    is_check = parser.parse_args().check
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, draw in PICTURES.items():
        file, content = FOLDER / f"{name}.jpg", draw().encoded()
        if is_check and (not file.is_file() or file.read_bytes() != content):
            changed.append(file.name)
        elif not is_check:
            file.write_bytes(content)
    print(f"differ: {', '.join(changed)}" if changed else f"{len(PICTURES)} pictures")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
