"""Lines of JSON, one object an article."""

import json
from collections.abc import Iterable, Iterator
from typing import IO

from newsgen.content.decoding import decode_seed
from newsgen.content.importers.raw import ColumnMapping, Found
from newsgen.content.importers.rows import Row, articles
from newsgen.words.problems import Problem, complaint

# How MongoDB writes what JSON has no type for: {"$date": {"$numberLong": "1728973800000"}}.
_TYPED = frozenset(("$date", "$numberLong", "$numberInt", "$numberDouble", "$oid"))

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    """The articles of a file, a line each; a line that cannot be read is a problem of its own."""
    yield from articles(lambda: _rows(stream, path), path, columns)


def _rows(stream: IO[bytes], path: str) -> Iterator[Row | Problem]:
    stream.seek(0)
    lines: Iterable[bytes] = stream
    is_wide = stream.read(2) in _WIDE
    stream.seek(0)
    if is_wide:  # a byte that ends a line elsewhere is half of a letter here
        whole = decode_seed(stream.read(), path)
        if isinstance(whole, Problem):
            yield whole
            return
        lines = (line.encode("utf-8", "surrogatepass") for line in whole.split("\n"))
    for number, line in enumerate(lines, 1):
        text = decode_seed(line, path)
        if isinstance(text, Problem):
            yield text._replace(line=number)
        elif text.strip().strip("\ufeff"):
            yield _row(text.strip().strip("\ufeff"), number, path)


def _row(text: str, number: int, path: str) -> Row | Problem:
    try:
        found = json.loads(text)
        if isinstance(found, dict):
            return Row({str(key): _values(value) for key, value in found.items()}, number)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg}"
        return complaint(path, "json-syntax", message, line=number, column=error.colno)
    except (RecursionError, ValueError) as error:
        return complaint(path, "json-syntax", f"this is not JSON: {error}", line=number)
    message = 'a line must be one object: {"title": …}'
    return complaint(path, "json-syntax", message, line=number, column=1)


def _values(value: object) -> tuple[str, ...]:
    """A text or a list of texts; an object stands for its name, or for what it holds."""
    if isinstance(value, list):
        return tuple(text for item in value for text in _values(item))
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= _TYPED:
        return _values(next(iter(value.values())))
    if isinstance(value, dict):
        named = value.get("name") or value.get("title") or value.get("url")
        return (named,) if isinstance(named, str) else (json.dumps(value, ensure_ascii=False),)
    if value is None:
        return ()
    return (str(value).lower() if isinstance(value, bool) else str(value),)
