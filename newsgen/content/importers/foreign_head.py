"""The head of another generator's Markdown file: its keys, values and lines, as they are written.

YAML between `---`, TOML between `+++`, or Pelican's lines of `Key: value`.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from newsgen.language.fields import Place, read_fields
from newsgen.words.problems import Problem, complaint

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_YAML_HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML_HEAD = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLAIN_KEY = re.compile(r"([A-Za-z][\w-]*):[ \t]+(\S.*)")
_PELICAN_KEYS = frozenset(
    "title date modified category tags author authors slug summary status".split()
)


class Entry(NamedTuple):
    """A key with its values: one text, a list of texts, or None for what is neither.

    `written` is the value as the file has it.
    """

    key: str
    values: tuple[str, ...] | None
    written: str


class Head(NamedTuple):
    """What a file says of itself, and the text that follows."""

    entries: tuple[Entry, ...]
    body: str


def read_head(text: str, path: str) -> Head | Problem:
    """A file in two; one without a head has no entries."""
    if found := _YAML_HEAD.match(text):
        entries = _yaml_entries(found[1], path)
        return entries if isinstance(entries, Problem) else Head(entries, text[found.end() :])
    if found := _TOML_HEAD.match(text):
        toml = _toml_entries(found[1], path)
        return toml if isinstance(toml, Problem) else Head(toml, text[found.end() :])
    plain = tuple(_plain_entries(text))
    if any(entry.key == "title" for entry in plain):
        return Head(plain, "\n".join(text.split("\n")[len(plain) :]))
    return Head((), text)


def _yaml_entries(text: str, path: str) -> tuple[Entry, ...] | Problem:
    _, problems = read_fields(text, {}, Place(path, 2))
    for problem in problems:
        if problem.code != "unknown-key":
            return problem
    node = yaml.compose(text, Loader=_Loader)
    pairs: list[tuple[Any, Any]] = node.value if isinstance(node, yaml.MappingNode) else []
    lines = text.split("\n")
    return tuple(
        Entry(str(key.value).lower(), _values(value), _between(lines, value))
        for key, value in pairs
    )


def _values(node: Any) -> tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return (node.value.strip(),) if node.value.strip() else ()
    items: list[Any] = node.value if isinstance(node, yaml.SequenceNode) else [None]
    if all(isinstance(item, yaml.ScalarNode) for item in items):
        return tuple(item.value.strip() for item in items)
    return None


def _between(lines: list[str], node: Any) -> str:
    """The words that YAML has for a value, on one line."""
    start, end = node.start_mark, node.end_mark
    within = lines[start.line : end.line + 1]
    if not within:
        return ""
    if start.line == end.line:
        return within[0][start.column : end.column]
    return " ".join([within[0][start.column :], *within[1:-1], within[-1][: end.column]]).strip()


def _toml_entries(text: str, path: str) -> tuple[Entry, ...] | Problem:
    try:
        parsed = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]) + 1, int(place[2])) if place else (1, 1)
        message = f"this is not TOML: {str(error).partition(' (at')[0]}"
        return complaint(path, "toml-syntax", message, line=line, column=column)
    return tuple(
        Entry(key.lower(), _toml_values(value), str(value)) for key, value in parsed.items()
    )


def _toml_values(value: object) -> tuple[str, ...] | None:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) for item in items):
        return None
    texts = (str(item).lower() if isinstance(item, bool) else str(item).strip() for item in items)
    return tuple(filter(None, texts))


def _plain_entries(text: str) -> Iterator[Entry]:
    """Pelican's head: lines of known keys from the first line on."""
    for line in text.split("\n"):
        found = _PLAIN_KEY.fullmatch(line.rstrip())
        if not found or found[1].lower() not in _PELICAN_KEYS:
            return
        key, value = found[1].lower(), found[2]
        is_many = key in ("tags", "authors")
        values = re.split(r"[,،;؛]", value) if is_many else [value]
        yield Entry(key, tuple(part.strip() for part in values if part.strip()), value)
