"""A font file → the part of it that is wanted, in memory."""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER

from fonts.characters import CONTROLS


def open_font(data: bytes) -> TTFont:
    """Open a font from memory, keeping the timestamps it has.

    Tables are packed by fontTools itself, so that HarfBuzz, if it is there, changes no byte.
    """
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    font.cfg[USE_HARFBUZZ_REPACKER] = False
    return font


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
    options.harfbuzz_repacker = False
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
