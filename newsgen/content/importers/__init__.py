"""Readers of seed formats: a file's bytes → articles or a plain text, one row a format.

A new format is one module with a `read`, and one line in `READERS`. The modules are imported when
a file of theirs is read, for some stand on heavy libraries.
"""

from collections.abc import Iterator
from typing import IO

from newsgen.content.decoding import decode_seed
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    RawText,
    Reader,
)
from newsgen.words.problems import Problem, complaint

__all__ = ["READERS", "ColumnMapping", "Found", "LeftOut", "RawArticle", "RawText", "Reader"]


def _text(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    text = decode_seed(stream.read(), path)
    yield text if isinstance(text, Problem) else RawText(text)


def _markdown(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.markdown_file import read

    return read(stream, path, columns)


def _html(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.html_page import read

    return read(stream, path, columns)


def _docx(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.word_file import read

    return read(stream, path, columns)


def _wordpress(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.wordpress import read

    return read(stream, path, columns)


def _feed(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.feed import read

    return read(stream, path, columns)


def _csv(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.csv_file import read

    return read(stream, path, columns)


def _json_lines(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    from newsgen.content.importers.json_lines import read

    return read(stream, path, columns)


def _xml(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    """A WordPress export or a feed, by what its first element says."""
    from newsgen.content.importers.xml_stream import kind_of

    kind = kind_of(stream)
    if kind == "wordpress":
        return _wordpress_reader(stream, path, columns)
    if kind == "feed":
        return _feed_reader(stream, path, columns)
    hint = "newsgen reads WordPress exports, RSS and Atom"
    return iter([complaint(path, "unknown-format", "no known kind of XML", hint=hint)])


def _needing(extra: str, read: Reader) -> Reader:
    """A reader that says which extra of newsgen is not installed."""

    def guarded(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
        try:
            return read(stream, path, columns)
        except ImportError as missing:
            message = f"a library that reads such files is not installed: {missing.name or missing}"
            hint = f"pip install 'newsgen[{extra}]'"
            return iter([complaint(path, "missing-library", message, hint=hint)])

    return guarded


_wordpress_reader = _needing("wordpress", _wordpress)
_feed_reader = _needing("feeds", _feed)

READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _needing("html", _html),
    ".htm": _needing("html", _html),
    ".docx": _needing("docx", _docx),
    ".xml": _xml,
    ".rss": _feed_reader,
    ".atom": _feed_reader,
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
