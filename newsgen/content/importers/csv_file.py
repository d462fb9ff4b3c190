"""A table of articles, as spreadsheets and content systems save it: one row an article."""

import csv
import re
from collections.abc import Iterator
from typing import IO

from newsgen.content.decoding import decode_seed
from newsgen.content.importers.raw import ColumnMapping, Found
from newsgen.content.importers.rows import Row, articles
from newsgen.words.problems import Problem, complaint

_DELIMITERS = (",", ";", "\t", "|")
FIELD_LIMIT_LETTERS = 1 << 24
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"(?!")')


def read(stream: IO[bytes], path: str, columns: ColumnMapping) -> Iterator[Found]:
    """The articles of a table whose first row names its columns."""
    text = decode_seed(stream.read(), path)
    if isinstance(text, Problem):
        yield text
        return
    table = text.lstrip("\ufeff")
    yield from articles(lambda: _rows(table, path), path, columns)


def _rows(text: str, path: str) -> Iterator[Row | Problem]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(FIELD_LIMIT_LETTERS)
    lines = [f"{line}\n" for line in text.split("\n")]
    delimiter = _delimiter(text)
    reader = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            row = "".join(lines[line - 1 : reader.line_num])
            is_long = reader.line_num > line or reader.line_num == len(lines)
            if is_long and (opening := _open_quote(row, delimiter)):
                yield _unclosed(path, line + opening - 1)
                return  # where the next row begins, nobody knows
            if any(cell.strip() for cell in cells):
                if header:
                    yield _row(header, cells, line)
                else:
                    header = cells
            line = reader.line_num + 1
    except csv.Error as error:
        yield complaint(path, "csv-syntax", f"this is not CSV: {error}", line=line)
    if not header:
        yield complaint(path, "empty-file", "the file is empty", hint="write it or delete it")


def _unclosed(path: str, line: int) -> Problem:
    message = 'a cell opens with " here, and swallows the rows below: it has no closing one'
    hint = 'close the cell with ", and write each " within it twice; the rows from here on wait'
    return complaint(path, "csv-quote", message, line=line, hint=hint)


def _open_quote(row: str, delimiter: str) -> int:
    """The line of a row, from 1, on which a cell opens that does not close as it should; else 0.

    A cell that goes on over lines and closes before other letters was closed by the next quote
    that opens a cell.
    """
    at = 0
    while at < len(row):
        cell = _QUOTED.match(row, at)
        if row[at] == '"' and not cell:
            return row.count("\n", 0, at) + 1
        end = cell.end() if cell else at
        if cell and "\n" in cell[0] and row[end : end + 1] not in (delimiter, "\n", ""):
            return row.count("\n", 0, at) + 1
        ends = (row.find(mark, end) for mark in (delimiter, "\n"))
        at = min((end + 1 for end in ends if end >= 0), default=len(row))
    return 0


def _row(header: list[str], cells: list[str], line: int) -> Row:
    """The cells by column; those beyond the header by their number."""
    values: dict[str, tuple[str, ...]] = {}
    for at, cell in enumerate(cells):
        column = header[at].strip() if at < len(header) else ""
        name = column if column and column not in values else f"{column} {at + 1}".strip()
        values[name] = (cell,)
    return Row(values, line)


def _delimiter(text: str) -> str:
    """The mark that parts the column names, outside of quotes."""
    header = next((line for line in text.split("\n") if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)
