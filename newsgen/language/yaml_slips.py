"""Where the writer of a YAML text slipped, and what to write instead.

Lines are counted from 1, from the first of the text; a hint is what makes the text YAML.
"""

import re
from collections.abc import Iterator
from typing import Any

from newsgen.words.problems import Problem, complaint

_BEFORE_VALUE = r"\s*(?:- +|[^\s#:'\"\[{][^:'\"#]*: +)"
# What YAML leaves out of a value, as a group; how it takes it, and what to do.
_LOST = (
    (
        re.compile(_BEFORE_VALUE + r"[^\s'\"\[{|>&*!%@`#].*? +(#[^\s#].*)"),
        "yaml-comment",
        "a comment",
        "put the whole value in quotes, or a space after the #",
    ),
    (
        re.compile(_BEFORE_VALUE + r"(&\S+) +[^\s#\[{\"'|>&*!].*"),
        "yaml-anchor",
        "a name for this value",
        "put the whole value in quotes",
    ),
)
_ENTRY = re.compile(r"(\s*(?:- +|[^\s:][^:]*:\s+))(\S.*?)\s*")
# What looks like a key with its colon, and is none to YAML.
_LOOKS_LIKE_KEY = re.compile(r"\s*(?:- +)?([a-z_]+)[ \t]*(?:([\ufe13\ufe55\uff1a])|:([^ \t/]))")


def compose(text: str) -> Any:
    """The one node of a text; raises YAMLError."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def cut_values(text: str, path: str) -> Iterator[Problem]:
    """Values that YAML cuts at a #, such as «title: الحلقة #5»: what follows would just be gone, as
    would a word that begins with an &.
    """
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, code, taken_as, hint in _LOST:
            if found := pattern.fullmatch(line):
                message, column = f"'{found[1]}' is {taken_as} to YAML", found.start(1) + 1
                yield complaint(path, code, message, line=number, column=column, hint=hint)


def syntax_problem(error: Exception, text: str, path: str) -> Problem:
    """What a YAMLError says, in the words of a writer."""
    from yaml.reader import ReaderError

    line, column = _error_place(error, text)
    if slip := _no_colon(text, line, path):
        return slip
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


def _no_colon(text: str, last: int, path: str) -> Problem | None:
    """A sign that looks like the colon of a key, or like the space after it, on a line up to that
    of an error (from 0).
    """
    for number, line in enumerate(text.split("\n")[: last + 1], 1):
        found = _LOOKS_LIKE_KEY.match(line)
        if not found:
            continue
        at = 2 if found[2] else 3
        sign = f"U+{ord(found[at]):04X}"
        if found[2]:
            message = f"{sign} is no colon to YAML"
        elif found[3].isspace() or not found[3].isprintable():
            message = f"{sign} is no space to YAML"
        else:
            message = "a space must follow the colon"
        hint = f"write '{found[1]}: …', with a plain colon and a plain space"
        column = found.start(at) + 1
        return complaint(path, "yaml-syntax", message, line=number, column=column, hint=hint)
    return None


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
    value = entry[2]
    if value[0] in "\"'" and value[0] == value[-1] and len(value) > 1:
        value = value[1:-1]  # they were meant to hold the value: «"خبر "عاجل" هنا"»
    written = entry[1] + _quoted(value)
    try:
        compose("\n".join([*lines[:line], written]))
    except yaml.YAMLError:
        return ""
    return f"write {written.strip()}"


def _quoted(value: str) -> str:
    """A one-line text as a YAML scalar, in the quotes that leave it the most legible."""
    is_plain = '"' not in value and "\\" not in value
    return f'"{value}"' if is_plain else "'" + value.replace("'", "''") + "'"
