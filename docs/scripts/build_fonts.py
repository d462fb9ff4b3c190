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
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset, varLib
from fontTools.designspaceLib import (
    AxisDescriptor,
    DesignSpaceDocument,
    SourceDescriptor,
)
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

DEFAULT_OUTPUT = Path(__file__).resolve().parents[2] / "static" / "fonts"

LICENCE_NOTICE = "Licensed under the SIL Open Font License, Version 1.1."

# Joiners and direction marks: invisible, and given an empty glyph if a font has none,
# so that a browser never looks for them in another font in the middle of a word.
CONTROLS = frozenset(range(0x200C, 0x2010))

# Characters that are kept where the font has them.
OPTIONAL = frozenset({0xFDFA})

ARABIC = frozenset(
    {
        0x0020,
        0x00A0,
        *(0x060C, 0x061B, 0x061F, 0x06D4),  # comma, semicolon, question mark, full stop
        *(0x066A, 0x066B, 0x066C),  # percent sign, decimal and thousands separators
        *range(0x0621, 0x063B),  # hamza to ghain
        *range(0x0640, 0x0656),  # tatweel, feh to yeh, tashkeel
        *range(0x0660, 0x066A),  # Arabic-Indic digits
        0x0670,  # superscript alef
        0x0671,  # alef wasla
        *map(ord, "پچژکگیۀ"),  # Persian
        *map(ord, "ٹڈڑںھہۂۃےۓ"),  # Urdu
        *range(0x06F0, 0x06FA),  # extended Arabic-Indic digits
    }
)

LATIN = frozenset(
    {
        *range(0x0020, 0x007F),
        0x00A0,
        *(0x00AB, 0x00BB, 0x2039, 0x203A),  # double and single angle quotation marks
        *(0x2018, 0x2019, 0x201C, 0x201D),  # single and double quotation marks
        *(0x2013, 0x2014, 0x2026),  # en dash, em dash, ellipsis
        *(0x00B7, 0x2022, 0x00D7, 0x20AC),  # middle dot, bullet, multiplication, euro
    }
)


@dataclass(frozen=True)
class Family:
    """A font to build and the package files it is built from."""

    output: str
    licence_output: str
    package: str
    arabic_file: str
    latin_file: str
    name: str
    style: str
    old_postscript_name: str

    @property
    def postscript_name(self) -> str:
        """Family name as PostScript names spell it."""
        return self.name.replace(" ", "")


FAMILIES = (
    Family(
        output="newsgen-sans.woff2",
        licence_output="OFL-IBM-Plex.txt",
        package="@fontsource/ibm-plex-sans-arabic",
        arabic_file="ibm-plex-sans-arabic-arabic-700-normal.woff2",
        latin_file="ibm-plex-sans-arabic-latin-700-normal.woff2",
        name="Newsgen Sans Arabic",
        style="Bold",
        old_postscript_name="IBMPlexSansArabic",
    ),
    Family(
        output="newsgen-naskh.woff2",
        licence_output="OFL-Noto-Naskh.txt",
        package="@fontsource-variable/noto-naskh-arabic",
        arabic_file="noto-naskh-arabic-arabic-wght-normal.woff2",
        latin_file="noto-naskh-arabic-latin-wght-normal.woff2",
        name="Newsgen Naskh Arabic",
        style="Regular",
        old_postscript_name="NotoNaskhArabic",
    ),
)


def open_font(data: bytes) -> TTFont:
    """Open a font from memory, keeping the timestamps it has."""
    return TTFont(BytesIO(data), recalcTimestamp=False)


def font_bytes(font: TTFont, flavor: str | None = None) -> bytes:
    """Serialise a font, as plain TrueType unless a flavor is given."""
    buffer = BytesIO()
    font.flavor = flavor
    font.save(buffer)
    return buffer.getvalue()


def subset_font(font: TTFont, codepoints: frozenset[int]) -> TTFont:
    """Keep these characters and everything that shaping can reach from them."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.layout_scripts = ["*"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    return open_font(font_bytes(font))


def add_controls(font: TTFont) -> None:
    """Map the joiners and direction marks the font lacks to one empty glyph."""
    missing = CONTROLS - font.getBestCmap().keys()
    if not missing:
        return
    name = "emptycontrol"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = Glyph()
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["hmtx"][name] = (0, 0)
    for table in font["cmap"].tables:
        table.cmap.update(dict.fromkeys(sorted(missing), name))


def script_languages(font: TTFont, table: str) -> dict[str, set[str]]:
    """List the languages that each script of a layout table has rules for."""
    return {
        script.ScriptTag: {entry.LangSysTag for entry in script.Script.LangSysRecord}
        for script in font[table].table.ScriptList.ScriptRecord
    }


def share_languages(font: TTFont, other: TTFont) -> None:
    """Spell out the default rules for languages only the other font has rules for.

    A shaper that finds a language uses its rules instead of the default ones. After
    a merge, that would switch off the default rules of the font that has none.
    """
    for table in ("GSUB", "GPOS"):
        if table not in font or table not in other:
            continue
        theirs = script_languages(other, table)
        ours = script_languages(font, table)
        for record in font[table].table.ScriptList.ScriptRecord:
            tag, script = record.ScriptTag, record.Script
            if script.DefaultLangSys is None:
                continue
            for language in sorted(theirs.get(tag, set()) - ours[tag]):
                added = otTables.LangSysRecord()
                added.LangSysTag = language
                added.LangSys = script.DefaultLangSys
                script.LangSysRecord.append(added)
            script.LangSysRecord.sort(key=lambda entry: str(entry.LangSysTag))
            script.LangSysCount = len(script.LangSysRecord)


def merge_static(arabic: TTFont, latin: TTFont) -> TTFont:
    """Join two fonts of one design, taking metrics and dates from the first."""
    share_languages(arabic, latin)
    share_languages(latin, arabic)
    parts = [BytesIO(font_bytes(font)) for font in (arabic, latin)]
    merged = Merger().merge(parts)
    merged.recalcTimestamp = False
    merged["head"].created = arabic["head"].created
    merged["head"].modified = arabic["head"].modified
    add_controls(merged)
    return open_font(font_bytes(merged))


def axis_end(font: TTFont, weight: float) -> TTFont:
    """Cut one weight out of a variable font."""
    return instancer.instantiateVariableFont(
        font, {"wght": weight}, overlap=instancer.OverlapMode.KEEP_AND_DONT_SET_FLAGS
    )


def check_two_ends(font: TTFont) -> None:
    """Refuse a font that the two ends of the weight axis do not describe fully."""
    axes = [axis.axisTag for axis in font["fvar"].axes]
    peaks = {
        peak
        for variations in font["gvar"].variations.values()
        for variation in variations
        for _, peak, _ in variation.axes.values()
    }
    if axes != ["wght"] or peaks != {1.0} or "avar" in font:
        message = f"expected one linear weight axis, found {axes} with peaks {peaks}"
        raise ValueError(message)


def merge_variable(arabic: TTFont, latin: TTFont) -> TTFont:
    """Join two variable fonts of one design, keeping their weight axis."""
    for font in (arabic, latin):
        check_two_ends(font)
    weight = arabic["fvar"].axes[0]
    axis = AxisDescriptor(
        tag="wght",
        name="Weight",
        minimum=weight.minValue,
        default=weight.defaultValue,
        maximum=weight.maxValue,
    )
    design = DesignSpaceDocument()
    design.addAxis(axis)
    for value in (weight.minValue, weight.maxValue):
        master = merge_static(axis_end(arabic, value), axis_end(latin, value))
        design.addSource(SourceDescriptor(font=master, location={"Weight": value}))
    merged, _, _ = varLib.build(design)
    for tag in ("fvar", "STAT", "name"):
        merged[tag] = arabic[tag]
    return open_font(font_bytes(merged))


def rename(font: TTFont, family: Family) -> None:
    """Give the font its new name, leaving copyright, version and licence in place."""
    names = font["name"]
    version = names.getDebugName(5).removeprefix("Version ")
    full_postscript_name = f"{family.postscript_name}-{family.style}"
    new_names = {
        1: family.name,
        2: family.style,
        3: f"{version};{full_postscript_name}",
        4: f"{family.name} {family.style}",
        6: full_postscript_name,
        13: LICENCE_NOTICE,
        16: family.name,
        17: family.style,
    }
    for record in names.names:
        text = record.toUnicode()
        record.string = text.replace(family.old_postscript_name, family.postscript_name)
    for name_id, text in new_names.items():
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)


def check_coverage(font: TTFont) -> None:
    """Refuse a font in which a wanted character is missing."""
    missing = (ARABIC | LATIN | CONTROLS) - font.getBestCmap().keys()
    if missing:
        listed = " ".join(f"U+{codepoint:04X}" for codepoint in sorted(missing))
        message = f"missing characters: {listed}"
        raise ValueError(message)


def build(family: Family, arabic_data: bytes, latin_data: bytes) -> bytes:
    """Build one web font from the Arabic and the Latin file of its family."""
    arabic_characters = ARABIC | CONTROLS | OPTIONAL
    arabic = subset_font(open_font(arabic_data), arabic_characters)
    # A character in both files would be taken for two designs, so take it once.
    latin_characters = LATIN - arabic.getBestCmap().keys()
    latin = subset_font(open_font(latin_data), latin_characters)
    merge = merge_variable if "fvar" in arabic else merge_static
    merged = merge(arabic, latin)
    check_coverage(merged)
    rename(merged, family)
    # Drops what the merge left unused, such as the second .notdef.
    result = subset_font(merged, arabic_characters | LATIN)
    return font_bytes(result, flavor="woff2")


def build_all(packages: Path) -> dict[str, bytes]:
    """Build every file to ship, by name, from the unpacked npm packages."""
    files: dict[str, bytes] = {}
    for family in FAMILIES:
        package = packages / family.package
        files[family.output] = build(
            family,
            (package / "files" / family.arabic_file).read_bytes(),
            (package / "files" / family.latin_file).read_bytes(),
        )
        files[family.licence_output] = (package / "LICENSE").read_bytes()
    return files


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
