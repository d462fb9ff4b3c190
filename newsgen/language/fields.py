"""YAML read through a table of fields: every scalar stays a string until its field converts it.

PyYAML's nodes carry line and column, so each mistake is located; all mistakes of a text are told at
once. `no`, `12:30` and `2024-13-45` never turn into something else behind the writer's back.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml

from newsgen.words.problems import Problem, complaint, did_you_mean

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Field(NamedTuple):
    """How one key is read.

    `read` turns a scalar's text into a value, or raises ValueError with a sentence for the writer.
    `shape` is "one" (a scalar), "many" (a list, or one scalar), "list" (a list only).
    """

    read: Callable[[str], Any]
    shape: str = "one"
    required: bool = False


Table = Mapping[str, "Field | Table"]


class Place(NamedTuple):
    """The text's file and the line of it on which the YAML starts (1 for a whole file)."""

    path: str
    first_line: int = 1


def read_fields(text: str, table: Table, place: Place) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the keys that were given, and every problem found."""
    problems: list[Problem] = []
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return {}, [_syntax_problem(error, text, place)]
    if node is None:
        node = yaml.MappingNode("", [], yaml.Mark("", 0, 0, 0, None, 0))
    values = _read_mapping(node, table, place, problems, "")
    return values, problems


def _read_mapping(
    node: Any, table: Table, place: Place, problems: list[Problem], within: str
) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        what = f"'{within}'" if within else "this"
        problems.append(_at(node, place, "not-a-mapping", f"{what} must be lines of 'key: value'"))
        return {}
    values: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "(a complex key)"
        if key in given:
            first = place.first_line + given[key].start_mark.line
            message = f"the key '{key}' stands twice, first on line {first}"
            problems.append(_at(key_node, place, "duplicate-key", message, "keep one of them"))
            continue
        given[key] = value_node
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
            _require(key, given.get(key), place, problems, within)
    return values


def _require(key: str, node: Any, place: Place, problems: list[Problem], within: str) -> None:
    name = _dotted(within, key)
    if node is None:
        message = f"'{name}' is missing"
        problems.append(
            complaint(place.path, "missing-key", message, line=place.first_line, column=1)
        )
    elif isinstance(node, yaml.ScalarNode) and not node.value.strip():
        problems.append(_at(node, place, "missing-key", f"'{name}' is empty"))


def _dotted(within: str, key: str) -> str:
    return f"{within}.{key}" if within else key


def _is_empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _read_field(
    key: str,
    field: Field,
    node: Any,
    place: Place,
    problems: list[Problem],
    values: dict[str, Any],
) -> None:
    if isinstance(node, yaml.SequenceNode) and field.shape != "one":
        items = node.value
    elif isinstance(node, yaml.ScalarNode) and field.shape != "list":
        items = [node]
    else:
        wanted, hint = (
            ("one value", "quote it if it holds [ ] or { }")
            if field.shape == "one"
            else ("a list", f"write {key}: [first, second]")
        )
        problems.append(_at(node, place, "wrong-type", f"'{key}' must be {wanted}", hint))
        return
    read = []
    for item in items:
        if not isinstance(item, yaml.ScalarNode):
            problems.append(_at(item, place, "wrong-type", f"an item of '{key}' must be text"))
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


def _syntax_problem(error: yaml.YAMLError, text: str, place: Place) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    content = lines[line] if line < len(lines) else ""
    hint = ""
    if reason.startswith("mapping values are not allowed"):
        reason = "a value that holds a colon must be quoted"
        key, _, value = content.partition(":")
        quote = "'" if '"' in value else '"'
        hint = f"write {key.strip()}: {quote}{value.strip()}{quote}"
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
