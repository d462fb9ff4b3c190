"""YAML read through a table of fields: every scalar stays a string until its field converts it.

PyYAML's nodes carry line and column, so each mistake is located; all mistakes of a text are told at
once. `no`, `12:30` and `2024-13-45` never turn into something else behind the writer's back.

A plain text without a mistake is read without PyYAML, which is imported for the others only.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from newsgen.language.plain_front_matter import plain_scalars
from newsgen.words.problems import Problem, complaint, did_you_mean

# libyaml's loader recurses in C, and some 20,000 lists in lists end the process.
NESTING_LIMIT = 2000
_NESTING = re.compile(r"[\[{]|[-?] ")


class Field(NamedTuple):
    """How one key is read.

    `read` turns a scalar's text into a value, or raises ValueError with a sentence for the writer.
    `shape` is "one" (a scalar), "many" (a list, or one scalar), "list" (a list only); an item that
    says nothing is as if it were not there. With `items` it is a list of mappings, each read
    through that table and given to `read` as a dict.
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
    if deep := nesting_problem(text, place):
        return {}, [deep]
    values = _read_plain(text, table)
    return _read_yaml(text, table, place) if values is None else (values, [])


def nesting_problem(text: str, place: Place) -> Problem | None:
    """What is wrong with a text that could end the process that reads it."""
    # Every match takes up a character, so a short text needs no counting.
    if len(text) <= NESTING_LIMIT or len(_NESTING.findall(text)) <= NESTING_LIMIT:
        return None
    message = f"this holds more than {NESTING_LIMIT} lists and list items"
    return complaint(place.path, "yaml-syntax", message, line=place.first_line, column=1)


def problem_at(node: Any, place: Place, code: str, message: str, hint: str = "") -> Problem:
    """An error at the place where a node of the YAML begins."""
    mark = node.start_mark
    return complaint(
        place.path,
        code,
        message,
        line=place.first_line + mark.line,
        column=mark.column + 1,
        hint=hint,
    )


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
                    values[key] = _without_empty([read(given)])
                else:
                    return None
            elif given is not None:
                if shape == "one":
                    return None
                values[key] = _without_empty([read(item) for item in given])
    except ValueError:
        return None
    for key, field in table.items():
        if isinstance(field, Field) and field.required and values.get(key, "") == "":
            return None
    return values


def _read_yaml(text: str, table: Table, place: Place) -> tuple[dict[str, Any], list[Problem]]:
    import yaml

    from newsgen.language import yaml_slips

    problems: list[Problem] = []
    try:
        node = yaml_slips.compose(text)
    except yaml.YAMLError as error:
        return {}, [_in_file(yaml_slips.syntax_problem(error, text, place.path), place)]
    if node is None:
        node = yaml.MappingNode("", [], yaml.Mark("", 0, 0, 0, None, 0))
    values = _read_mapping(node, table, place, problems, "")
    problems.extend(_in_file(slip, place) for slip in yaml_slips.cut_values(text, place.path))
    return values, problems


def _in_file(slip: Problem, place: Place) -> Problem:
    return slip._replace(line=slip.line + place.first_line - 1)


def _read_mapping(
    node: Any, table: Table, place: Place, problems: list[Problem], within: str
) -> dict[str, Any]:
    if node.id != "mapping":
        what = f"'{within}'" if within else "this"
        problems.append(
            problem_at(node, place, "not-a-mapping", f"{what} must be lines of 'key: value'")
        )
        return {}
    values: dict[str, Any] = {}
    given: dict[str, tuple[Any, Any]] = {}
    for key_node, value_node in node.value:
        key = key_node.value if key_node.id == "scalar" else "(a complex key)"
        if key in given:
            first = place.first_line + given[key][0].start_mark.line
            message = f"the key '{key}' stands twice, first on line {first}"
            problems.append(
                problem_at(key_node, place, "duplicate-key", message, "keep one of them")
            )
            continue
        given[key] = key_node, value_node
        field = table.get(key)
        if field is None:
            message = f"unknown key '{_dotted(within, key)}'"
            problems.append(
                problem_at(key_node, place, "unknown-key", message, _meant_key(key, table))
            )
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
                problems.append(problem_at(node, place, "missing-key", message))
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
        problems.append(problem_at(node, place, "missing-key", f"'{name}' is empty"))


def _dotted(within: str, key: str) -> str:
    return f"{within}.{key}" if within else key


def _meant_key(key: str, table: Table) -> str:
    """A hint for an unknown key: what cannot be seen in it, or the closest known one."""
    from newsgen.language.arabic import clean  # seldom needed

    seen = clean(key).strip()
    if seen not in table:
        return did_you_mean(key, table)
    unseen = ", ".join(f"U+{ord(sign):04X}" for sign in key if sign not in seen)
    return f"it is '{seen}' with {unseen}, which cannot be seen: type it again"


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
        problems.append(problem_at(node, place, "wrong-type", f"'{key}' must be {wanted}", hint))
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
            problems.append(
                problem_at(item, place, "yaml-tag", f"'{item.tag}' is a tag to YAML", hint)
            )
            continue
        if item.id != "scalar":
            from newsgen.language.yaml_slips import item_hint

            message = f"an item of '{key}' must be text"
            problems.append(problem_at(item, place, "wrong-type", message, item_hint(item)))
            continue
        try:
            read.append(field.read(item.value))
        except ValueError as reason:
            problems.append(problem_at(item, place, "wrong-value", f"{key}: {reason}"))
    if field.shape != "one":
        values[key] = _without_empty(read)
    elif read:
        values[key] = read[0]


def _without_empty(items: list[Any]) -> tuple[Any, ...]:
    return tuple([item for item in items if item != ""] if "" in items else items)
