"""Where the writer of a YAML text slipped, and what to write instead.

Lines are counted from 1, from the first of the text; a hint is what makes the text YAML.
"""

import re
from collections.abc import Iterator
from typing import Any

from newsgen.words.problems import Problem, complaint

_CUT_VALUE = re.compile(
    r"(\s*(?:- +|[^\s#:'\"\[{][^:'\"#]*: +)[^\s'\"\[{|>&*!%@`#].*?) +(#[^\s#].*)"
)
_ENTRY = re.compile(r"(\s*(?:- +|[^\s:][^:]*:\s+))(\S.*?)\s*")


def compose(text: str) -> Any:
    """The one node of a text; raises YAMLError."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def cut_values(text: str, path: str) -> Iterator[Problem]:
    """Values that YAML cuts at a #, such as «title: الحلقة #5»: what follows would just be gone."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _CUT_VALUE.fullmatch(line)
        if found:
            yield complaint(
                path,
                "yaml-comment",
                f"'{found[2]}' is a comment to YAML",
                line=number,
                column=found.start(2) + 1,
                hint="put the whole value in quotes, or a space after the #",
            )


def syntax_problem(error: Exception, text: str, path: str) -> Problem:
    """What a YAMLError says, in the words of a writer."""
    from yaml.reader import ReaderError

    line, column = _error_place(error, text)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    content = text.split("\n")[line] if line <= text.count("\n") else ""
    hint = _quoting_hint(text, line)
    if isinstance(error, ReaderError):
        reason = f"the character U+{error.character:04X} is not allowed"
        hint = "delete it"
    elif reason.startswith("mapping values are not allowed"):
        reason = "a value that holds a colon must be quoted"
        hint = hint or "put the whole value in quotes"
    elif "\t" in content[: column + 1]:
        reason = "a tab cannot indent YAML"
        hint = "use spaces"
    return complaint(
        path,
        "yaml-syntax",
        f"this is not YAML: {reason}",
        line=line + 1,
        column=column + 1,
        hint=hint,
    )


def item_hint(item: Any) -> str:
    """«- عنوان: فرعي» is a mapping to YAML; its writer meant a title with a colon."""
    parts = [part for pair in item.value for part in pair] if item.id == "mapping" else []
    is_line = all(part.id == "scalar" and part.style not in ("|", ">") for part in parts)
    if len(parts) == 2 and is_line:
        typed = ((part.style or "") + part.value + (part.style or "") for part in parts)
        return f"write {_quoted(': '.join(typed))}"
    return ""


def _error_place(error: Exception, text: str) -> tuple[int, int]:
    """Line and column from 0."""
    from yaml.reader import Reader

    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if "end of stream" in str(getattr(error, "problem", "")):
        marks.reverse()  # a quote that nothing closes: tell where it opens
    mark = marks[0] or marks[1]
    if mark:
        return mark.line, mark.column
    bad = Reader.NON_PRINTABLE.search(text)
    before = text[: bad.start()] if bad else ""
    return before.count("\n"), len(before.rpartition("\n")[2])


def _quoting_hint(text: str, line: int) -> str:
    """What to write on a line so that YAML reads on beyond it; "" where quotes do not help."""
    import yaml

    lines = text.split("\n")
    entry = _ENTRY.fullmatch(lines[line]) if line < len(lines) else None
    if not entry:
        return ""
    written = entry[1] + _quoted(entry[2])
    try:
        compose("\n".join([*lines[:line], written]))
    except yaml.YAMLError:
        return ""
    return f"write {written.strip()}"


def _quoted(value: str) -> str:
    """A one-line text as a YAML scalar, in the quotes that leave it the most legible."""
    is_plain = '"' not in value and "\\" not in value
    return f'"{value}"' if is_plain else "'" + value.replace("'", "''") + "'"
