"""The head of a content file: split it off, read it through a table, write it.

What newsgen writes is plain YAML that a person could have typed; every text that YAML might read as
something else is quoted.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsgen.language.arabic import clean
from newsgen.language.dates import end_of, moment
from newsgen.language.fields import Field, Place, Table, read_fields
from newsgen.language.images import is_of_the_site
from newsgen.language.slugs import SLUG_LIMIT_BYTES
from newsgen.language.values import one_of, prose_value, text_value, truth_value
from newsgen.words.problems import Problem, complaint

FLAG_KEYS = ("date", "category")  # what a flag of an import may say, for good
_OPENING_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING_FENCE = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_PLAIN = re.compile(r"[^\W\d_][\w \-،؛.()؟!%/«»]*")
_YAML_WORDS = frozenset("true false yes no on off null y n".split())
_RAW_IN_JSON = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NO_FOLDER_NAME = re.compile(r"[\s/\\?#%:*\"<>|]")
_TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:]+(?:Z|[+-]\d{2}:\d{2})?)?")


class SplitText(NamedTuple):
    """A content file in two: the YAML, and the body with the number of its first line."""

    head: str
    body: str
    body_line: int


def split(text: str, path: str) -> SplitText | Problem:
    """Split a file at its two `---` lines."""
    opening = _OPENING_FENCE.match(text)
    if not opening:
        if not text or text.isspace():
            return complaint(path, "empty-file", "the file is empty", hint="write it or delete it")
        return complaint(
            path,
            "no-front-matter",
            "the file does not start with front matter",
            line=1,
            column=1,
            hint="the first line must be ---, then 'title: …', then ---",
        )
    start = opening.end()
    closing = _CLOSING_FENCE.search(text, start - 1)  # the line feed before it may be the same
    if not closing:
        return complaint(
            path,
            "no-front-matter",
            "the front matter has no end",
            line=1,
            column=1,
            hint="close it with a line ---",
        )
    head = text[start : closing.start() + 1]
    return SplitText(head, text[closing.end() :], head.count("\n") + 3)


def slug_value(value: str) -> str:
    """A slug as it stands in an address: one folder name."""
    value = clean(value.strip())
    if not value or value[0] == "." or _NO_FOLDER_NAME.search(value):
        raise ValueError(f"'{value}' cannot be a folder name in an address")
    if len(value.encode()) > SLUG_LIMIT_BYTES * 2 - 40:
        raise ValueError(f"it is {len(value.encode())} bytes long; at most 200 fit a file name")
    return value


def alias_value(value: str) -> str:
    """An old address of a page within the site, such as /2019/05/summit.html.

    No part of it begins with a dot: such files are no pages, but rule their server.
    """
    path = clean(unquote(value.strip()))
    parts = path.strip("/").split("/")
    is_outside = any(not part or part[0] == "." for part in parts)
    if not path.startswith("/") or re.search(r"[?#\\\s]", path) or is_outside:
        raise ValueError(f"'{value}' is not a path within the site, such as /2019/summit/")
    return path


def other_name_value(value: str) -> str:
    """An old address of an article, which starts with a slash, or a title that it bore."""
    text = prose_value(value)
    if text.startswith("/"):
        return alias_value(value)
    if not text or ("/" in text and " " not in text):
        raise ValueError(f"'{text}' is neither a title nor a path, such as /2019/summit/")
    return text


def importance_value(value: str) -> int:
    """How much more a story matters than others of its day: -10 to 10."""
    if re.fullmatch(r"[+-]?[0-9]{1,2}", value) and -10 <= int(value) <= 10:
        return int(value)
    raise ValueError(f"'{value}' is not a whole number from -10 to 10")


# Terms stand in one article after the other, and are held in memory once.
_term_value = lru_cache(maxsize=4096)(prose_value)


def image_value(value: str) -> str:
    """The path of a picture: below static/, or beside the file that names it."""
    path = value.strip()
    if not is_of_the_site(path):
        raise ValueError(f"'{value}' is not a file of the site, and newsgen fetches nothing")
    return path


@lru_cache(maxsize=16)
def article_table(zone: ZoneInfo) -> Table:
    """The keys of an article's front matter."""

    def date(value: str) -> Any:
        return moment(value, zone)

    def until(value: str) -> int:
        return end_of(value, zone)

    corrections: Table = {
        "date": Field(date, required=True),
        "text": Field(prose_value, required=True),
    }

    return {
        "title": Field(prose_value, required=True),
        "summary": Field(prose_value),
        "date": Field(date),
        "updated": Field(date),
        "category": Field(_term_value),
        "tags": Field(_term_value, "list"),
        "author": Field(_term_value, "many"),
        "source": Field(_term_value),
        "story": Field(_term_value),
        "related": Field(prose_value, "list"),
        "slug": Field(slug_value),
        "aliases": Field(other_name_value, "list"),
        "images": Field(text_value, "list"),
        "image": Field(image_value),
        "image_alt": Field(prose_value),
        "image_caption": Field(prose_value),
        "image_credit": Field(prose_value),
        "weight": Field(importance_value),
        "pin_until": Field(until),
        "breaking_until": Field(until),
        "corrections": Field(dict, "list", items=corrections),
        "teaser": Field(text_value),
        "date_text": Field(prose_value),
        "seed": Field(text_value),
        "seed_flags": Field(one_of(*FLAG_KEYS), "list"),
        "seed_layout": Field(text_value),
        "seed_parts": Field(str, "list"),
        "import_digest": Field(text_value),
        "draft": Field(truth_value),
    }


PROFILE_TABLE: Table = {
    "title": Field(prose_value, required=True),
    "summary": Field(prose_value),
    "role": Field(prose_value),
}
PAGE_TABLE: Table = {
    "title": Field(prose_value, required=True),
    "summary": Field(prose_value),
    "slug": Field(slug_value),
    "aliases": Field(alias_value, "list"),
    "seed": Field(text_value),
    "import_digest": Field(text_value),
    "draft": Field(truth_value),
}


def read(head: str, table: Table, path: str) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a head, and its problems; the head starts on line 2 of its file."""
    return read_fields(head, table, Place(path, 2))


def line_of(head: str, key: str) -> int:
    """The line of its file on which a key of the head is given a value; 0 where none is."""
    found = re.search(rf"^{key}:[ \t]*\S", head, re.MULTILINE)
    return head.count("\n", 0, found.start()) + 2 if found else 0


def raw_values(text: str) -> dict[str, Any]:
    """What a content file's head says, unconverted; empty where it cannot be read."""
    parted = split(text, "")
    if isinstance(parted, Problem):
        return {}
    return read_fields(parted.head, _raw_table(), Place("", 2))[0]


@lru_cache(maxsize=1)
def _raw_table() -> Table:
    shapes = article_table(ZoneInfo("UTC"))
    return {
        key: Field(str if key == "seed_parts" else text_value, field.shape)
        for key, field in shapes.items()
        if isinstance(field, Field)
    }


def write(values: Mapping[str, str | bool | tuple[str, ...]]) -> str:
    """The YAML lines of the values in the order given; empty ones are left out."""
    return "".join(_lines(values))


def _lines(values: Mapping[str, str | bool | tuple[str, ...]]) -> Iterable[str]:
    for key, value in values.items():
        if value is True:
            yield f"{key}: true\n"
        elif isinstance(value, str) and value:
            is_date = key in ("date", "updated") and _TIMESTAMP.fullmatch(value)
            yield f"{key}: {value if is_date else scalar(value)}\n"
        elif isinstance(value, tuple) and value:
            yield f"{key}:\n"
            yield from (f"  - {scalar(item)}\n" for item in value)


def scalar(value: str) -> str:
    """A text as one YAML scalar: plain where nothing can be misread, else in double quotes."""
    is_word = _PLAIN.fullmatch(value) and value.lower() not in _YAML_WORDS
    if is_word and value == value.strip():
        return value
    # A JSON string is a YAML double-quoted scalar; what JSON leaves raw, YAML wants escaped.
    quoted = json.dumps(value, ensure_ascii=False)
    return _RAW_IN_JSON.sub(lambda char: f"\\u{ord(char[0]):04x}", quoted)
