"""Package files → the font files to ship, under their new names."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from fonts.characters import ARABIC, CONTROLS, LATIN, OPTIONAL
from fonts.families import FAMILIES, Family
from fonts.merging import merge_static, merge_variable
from fonts.subsetting import font_bytes, open_font, subset_font

LICENCE_NOTICE = "Licensed under the SIL Open Font License, Version 1.1."


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
