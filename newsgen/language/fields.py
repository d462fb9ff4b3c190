"""YAML read through a table of fields: every scalar stays a string until its field converts it.

PyYAML's nodes carry line and column, so each mistake is located; all mistakes of a text are told at
once. `no`, `12:30` and `2024-13-45` never turn into something else behind the writer's back.

A plain text without a mistake is read without PyYAML, which is imported for the others only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from newsgen.language.plain_front_matter import plain_scalars
from newsgen.words.problems import Problem, complaint, did_you_mean

# libyaml's loader recurses in C, and some 20,000 lists in lists end the process.
NESTING_LIMIT = 2000
_NESTING = re.compile(r"[\[{]|[-?] ")
_CUT_VALUE = re.compile(
    r"(\s*(?:- +|[^\s#:'\"\[{][^:'\"#]*: +)[^\s'\"\[{|>&*!%@`#].*?) +(#[^\s#].*)"
)
_ENTRY = re.compile(r"(\s*(?:- +|[^\s:][^:]*:\s+))(\S.*?)\s*")


class Field(NamedTuple):
    """How one key is read.

    `read` turns a scalar's text into a value, or raises ValueError with a sentence for the writer.
    `shape` is "one" (a scalar), "many" (a list, or one scalar), "list" (a list only). With `items`
    it is a list of mappings, each read through that table and given to `read` as a dict.
    """

    read: Callable[[Any], Any]
    shape: str = "one"
    required: bool = False
    items: "Table | None" = None


Table = Mapping[str, "Field | Table"]


class Place(NamedTuple):
    """The text's file and the line of it on which the YAML starts (1 for a whole file)."""

    path: str
    first_line: int = 1


def read_fields(text: str, table: Table, place: Place) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the keys that were given, and every problem found."""
    # Every match takes up a character, so a short text needs no counting.
    if len(text) > NESTING_LIMIT and len(_NESTING.findall(text)) > NESTING_LIMIT:
        message = f"this holds more than {NESTING_LIMIT} lists and list items"
        return {}, [complaint(place.path, "yaml-syntax", message, line=place.first_line, column=1)]
    values = _read_plain(text, table)
    return _read_yaml(text, table, place) if values is None else (values, [])


def _read_plain(text: str, table: Table) -> dict[str, Any] | None:
    """The values of a plain text without a mistake, the same as `_read_yaml` gives; else None."""
    scalars = plain_scalars(text)
    if scalars is None:
        return None
    values: dict[str, Any] = {}
    try:
        for key, given in scalars.items():
            field = table.get(key)
            if not isinstance(field, Field) or field.items is not None:
                return None
            read, shape, *_ = field
            if isinstance(given, str):
                if shape == "one":
                    values[key] = read(given)
                elif shape == "many":
                    values[key] = (read(given),)
                else:
                    return None
            elif given is not None:
                if shape == "one":
                    return None
                values[key] = tuple(map(read, given))
    except ValueError:
        return None
    for key, field in table.items():
        if isinstance(field, Field) and field.required and values.get(key, "") == "":
            return None
    return values


def _read_yaml(text: str, table: Table, place: Place) -> tuple[dict[str, Any], list[Problem]]:
    import yaml

    problems: list[Problem] = []
    try:
        node = _compose(text)
    except yaml.YAMLError as error:
        return {}, [_syntax_problem(error, text, place)]
    if node is None:
        node = yaml.MappingNode("", [], yaml.Mark("", 0, 0, 0, None, 0))
    values = _read_mapping(node, table, place, problems, "")
    problems.extend(_swallowed(text, place))
    return values, problems


def _swallowed(text: str, place: Place) -> Iterator[Problem]:
    """Values that YAML cuts at a #, such as «title: الحلقة #5»: what follows would just be gone."""
    for number, line in enumerate(text.split("\n")):
        found = _CUT_VALUE.fullmatch(line)
        if found:
            yield complaint(
                place.path,
                "yaml-comment",
                f"'{found[2]}' is a comment to YAML",
                line=place.first_line + number,
                column=found.start(2) + 1,
                hint="put the whole value in quotes, or a space after the #",
            )


def _compose(text: str) -> Any:
    """The one node of a text; raises YAMLError."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _read_mapping(
    node: Any, table: Table, place: Place, problems: list[Problem], within: str
) -> dict[str, Any]:
    if node.id != "mapping":
        what = f"'{within}'" if within else "this"
        problems.append(_at(node, place, "not-a-mapping", f"{what} must be lines of 'key: value'"))
        return {}
    values: dict[str, Any] = {}
    given: dict[str, tuple[Any, Any]] = {}
    for key_node, value_node in node.value:
        key = key_node.value if key_node.id == "scalar" else "(a complex key)"
        if key in given:
            first = place.first_line + given[key][0].start_mark.line
            message = f"the key '{key}' stands twice, first on line {first}"
            problems.append(_at(key_node, place, "duplicate-key", message, "keep one of them"))
            continue
        given[key] = key_node, value_node
        field = table.get(key)
        if field is None:
            message = f"unknown key '{_dotted(within, key)}'"
            problems.append(_at(key_node, place, "unknown-key", message, did_you_mean(key, table)))
        elif _is_empty(value_node):
            continue
        elif isinstance(field, Field):
            _read_field(key, field, value_node, place, problems, values)
        else:
            values[key] = _read_mapping(value_node, field, place, problems, key)
    for key, field in table.items():
        if isinstance(field, Field) and field.required:
            _, value_node = given.get(key, (None, None))
            is_item = within.endswith("]")  # which has a place of its own
            if value_node is None and is_item:
                message = f"'{_dotted(within, key)}' is missing"
                problems.append(_at(node, place, "missing-key", message))
            else:
                _require(_dotted(within, key), value_node, values.get(key), place, problems)
    return values


def _require(name: str, node: Any, value: Any, place: Place, problems: list[Problem]) -> None:
    if node is None:
        message = f"'{name}' is missing"
        problems.append(
            complaint(place.path, "missing-key", message, line=place.first_line, column=1)
        )
    elif value == "" or _is_empty(node):
        problems.append(_at(node, place, "missing-key", f"'{name}' is empty"))


def _dotted(within: str, key: str) -> str:
    return f"{within}.{key}" if within else key


def _is_empty(node: Any) -> bool:
    return node.id == "scalar" and node.value == "" and not node.style


def _read_field(
    key: str,
    field: Field,
    node: Any,
    place: Place,
    problems: list[Problem],
    values: dict[str, Any],
) -> None:
    if node.id == "sequence" and field.shape != "one":
        items = node.value
    elif node.id == "scalar" and field.shape != "list":
        items = [node]
    else:
        wanted, hint = (
            ("one value", "quote it if it holds [ ] or { }")
            if field.shape == "one"
            else ("a list", f"write {key}: [first, second]")
        )
        problems.append(_at(node, place, "wrong-type", f"'{key}' must be {wanted}", hint))
        return
    read: list[Any] = []
    for number, item in enumerate(items, 1):
        if field.items is not None:
            before = len(problems)
            found = _read_mapping(item, field.items, place, problems, f"{key}[{number}]")
            if len(problems) == before:
                read.append(field.read(found))
            continue
        if item.id == "scalar" and not item.tag.endswith(":str"):
            hint = "put it in quotes"
            problems.append(_at(item, place, "yaml-tag", f"'{item.tag}' is a tag to YAML", hint))
            continue
        if item.id != "scalar":
            message = f"an item of '{key}' must be text"
            problems.append(_at(item, place, "wrong-type", message, _item_hint(item)))
            continue
        try:
            read.append(field.read(item.value))
        except ValueError as reason:
            problems.append(_at(item, place, "wrong-value", f"{key}: {reason}"))
    if field.shape != "one":
        values[key] = tuple(read)
    elif read:
        values[key] = read[0]


def _at(node: Any, place: Place, code: str, message: str, hint: str = "") -> Problem:
    mark = node.start_mark
    return complaint(
        place.path,
        code,
        message,
        line=place.first_line + mark.line,
        column=mark.column + 1,
        hint=hint,
    )


def _item_hint(item: Any) -> str:
    """«- عنوان: فرعي» is a mapping to YAML; its writer meant a title with a colon."""
    parts = [part for pair in item.value for part in pair] if item.id == "mapping" else []
    is_line = all(part.id == "scalar" and part.style not in ("|", ">") for part in parts)
    if len(parts) == 2 and is_line:
        typed = ((part.style or "") + part.value + (part.style or "") for part in parts)
        return f"write {_quoted(': '.join(typed))}"
    return ""


def _syntax_problem(error: Exception, text: str, place: Place) -> Problem:
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
        place.path,
        "yaml-syntax",
        f"this is not YAML: {reason}",
        line=place.first_line + line,
        column=column + 1,
        hint=hint,
    )


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
        _compose("\n".join([*lines[:line], written]))
    except yaml.YAMLError:
        return ""
    return f"write {written.strip()}"


def _quoted(value: str) -> str:
    """A one-line text as a YAML scalar, in the quotes that leave it the most legible."""
    is_plain = '"' not in value and "\\" not in value
    return f'"{value}"' if is_plain else "'" + value.replace("'", "''") + "'"


def text_value(value: str) -> str:
    return value.strip()


def truth_value(value: str) -> bool:
    """`true` or `false`; other spellings mean different things to different tools."""
    if value in ("true", "false"):
        return value == "true"
    raise ValueError(f"'{value}' is neither true nor false")


def count_value(value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise ValueError(f"'{value}' is not a whole number above 0")


def size_value(value: str) -> int:
    if value.isascii() and value.isdigit():
        return int(value)
    raise ValueError(f"'{value}' is not a whole number")


def weight_value(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"'{value}' is not a number") from None
    if not 0 <= number <= 1000:
        raise ValueError(f"'{value}' is not between 0 and 1000")
    return number


def one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value in choices:
            return value
        raise ValueError(f"'{value}' is not one of {', '.join(choices)}")

    return read
