"""Two fonts of one design → one font, static or with a weight axis."""

from __future__ import annotations

from io import BytesIO

from fontTools import varLib
from fontTools.designspaceLib import (
    AxisDescriptor,
    DesignSpaceDocument,
    SourceDescriptor,
)
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

from fonts.subsetting import add_controls, font_bytes, open_font


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
