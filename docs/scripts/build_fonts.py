# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1"]
# ///
"""Rebuild the two self-hosted web fonts of the theme.

The theme ships two fonts, both made from fonts under the SIL Open Font License:

* ``newsgen-sans.woff2`` for headlines, from IBM Plex Sans Arabic, weight 700;
* ``newsgen-naskh.woff2`` for body text, from Noto Naskh Arabic, weights 400-700.

Fontsource cuts each family into one file per script, so that no single file holds
both the Arabic letters and the digits, Latin letters and quotation marks that stand
between them. This script joins the Arabic and Latin files of a family again, keeps
only the characters that news in Arabic, Persian or Urdu needs, and keeps every
layout feature, so that text is shaped as it is by the original fonts. Hinting and
glyph names are dropped. A variable font is joined at both ends of its weight axis
and then interpolated anew: there is no design in between that could be lost, and no
point moves by more than half a unit of the 1000 in an em.

A modified font must not carry a reserved name, so both are renamed; the copyright
and licence stay in the font, and the licence texts are written next to it.

Run it from the root of the repository with exactly these versions::

    npm install --prefix build/fonts --no-save --ignore-scripts \
        @fontsource/ibm-plex-sans-arabic@5.3.0 \
        @fontsource-variable/noto-naskh-arabic@5.3.0
    uv run docs/scripts/build_fonts.py build/fonts/node_modules

Without uv, ``pip install fonttools==4.68.0 brotli==1.2.1`` and run it with python.
The same inputs give the same bytes; ``--check`` compares instead of writing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fonts.building import build_all

DEFAULT_OUTPUT = Path(__file__).resolve().parents[2] / "static" / "fonts"


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Rebuild the web fonts of the theme.")
    parser.add_argument(
        "packages",
        type=Path,
        help="node_modules folder that the two npm packages were installed in",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=DEFAULT_OUTPUT,
        help="folder to write to (default: static/fonts of this repository)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if a file in the output folder differs",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Build the files, then write them or compare them with those that are there."""
    options = parse_arguments(arguments)
    files = build_all(options.packages)
    stale = []
    if not options.check:
        options.output.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = options.output / name
        if not options.check:
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            stale.append(name)
        print(f"{name}: {len(data)} bytes")
    if stale:
        print(f"differs from a fresh build: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
