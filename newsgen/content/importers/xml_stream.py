"""XML read in pieces: one element at a time, whatever the size of the file.

Documents that declare entities are refused, so that nothing can grow or reach outside.
"""

import re
from collections.abc import Collection, Iterator
from typing import IO, Literal, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from newsgen.words.problems import Problem, complaint

CHUNK_BYTES = 1 << 16
HEAD_BYTES = 1 << 14
# Exports of real sites hold such bytes, which XML does not allow.
_CONTROLS = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D))
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FIRST_TAG = re.compile(rb"<([A-Za-z][\w.:-]*)([^>]*)")
_FEEDS = frozenset((b"rss", b"feed", b"rdf:rdf"))


class Piece(NamedTuple):
    """An element that was asked for, with the line on which it starts.

    Names are written `prefix:name` as in the file, for exports name their prefixes alike.
    """

    element: Element
    line: int


def kind_of(stream: IO[bytes]) -> Literal["wordpress", "feed", ""]:
    """What an XML file is, by its head; the stream is back at its start afterwards."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if head.startswith(_UTF_16_MARKS):
        head = head.replace(b"\0", b"")
    without_comments = re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)
    found = _FIRST_TAG.search(without_comments)
    if not found or found[1].lower() not in _FEEDS:
        return ""
    is_export = b"//wordpress.org/export/" in head or b"<wp:wxr_version" in head
    return "wordpress" if is_export else "feed"


def pieces(stream: IO[bytes], path: str, names: Collection[str]) -> Iterator[Piece | Problem]:
    """The elements of these names in the order of the file; a problem ends them.

    An element within one that was asked for is a part of it.
    """
    gathered = _Gathered(names)
    parser = gathered.parser
    dropped = b""
    try:
        while chunk := stream.read(CHUNK_BYTES):
            if parser.CurrentByteIndex <= 0 and not chunk.startswith(_UTF_16_MARKS):
                dropped = _CONTROLS
            parser.Parse(chunk.translate(None, dropped))
            yield from gathered.taken()
        parser.Parse(b"", True)  # noqa: FBT003 # expat's own interface
        yield from gathered.taken()
    except expat.ExpatError as error:
        yield from gathered.taken()
        message = f"this is not XML: {expat.ErrorString(error.code)}"
        yield _problem(path, "xml-syntax", message, parser)
    except _Refused as reason:
        yield from gathered.taken()
        yield _problem(path, "xml-entities", str(reason), parser)


def children(element: Element, name: str) -> list[Element]:
    """The children of that name, prefix and all."""
    return [child for child in element if child.tag == name]


def child_text(element: Element, name: str) -> str:
    """The text of the first child of that name; "" where there is none."""
    return next((own_text(child) for child in element if child.tag == name), "")


def own_text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _problem(path: str, code: str, message: str, parser: expat.XMLParserType) -> Problem:
    line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
    return complaint(path, code, message, line=line, column=column)


class _Refused(Exception):
    """What the document asks for is not done."""


class _Gathered:
    """Builds the elements that were asked for, and forgets all else."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._line = 0
        self._ready: list[Piece] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._entity

    def taken(self) -> list[Piece]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._builder is None and name in self._names:
            self._builder = TreeBuilder()
            self._line = self.parser.CurrentLineNumber
            self._depth = 0
        if self._builder is not None:
            self._builder.start(name, attributes)
            self._depth += 1

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            self._depth -= 1
            if not self._depth:
                self._ready.append(Piece(self._builder.close(), self._line))
                self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _entity(self, name: str, *_declared: object) -> None:
        raise _Refused(f"the file uses an entity of its own, '{name}'; newsgen follows none")
