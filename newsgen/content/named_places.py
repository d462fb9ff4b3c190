"""Where in a content file its names of other articles stand: for messages alone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from newsgen.content.articles import decode
from newsgen.language import front_matter
from newsgen.language.arabic import fold
from newsgen.language.labels import see_also
from newsgen.language.wiki_links import wiki_links
from newsgen.words.model import Article, Named, Profile, StaticPage
from newsgen.words.problems import Problem

_RELATED = re.compile(r"^[\"']?related[\"']?[ \t]*:", re.MULTILINE)


class NamedPlace(NamedTuple):
    """A name in a file, and the line and column of it; 0 where they cannot be told."""

    named: Named
    line: int
    column: int


def named_places(content: bytes, one: Article | StaticPage | Profile) -> Iterator[NamedPlace]:
    """The names of an article, a page or a profile: in `related`, in pointers, and in links, each
    in order.

    `content` is the file that it was read from.
    """
    text = decode(content, "")
    parted = text if isinstance(text, Problem) else front_matter.split(text, "")
    if isinstance(parted, Problem):
        return
    if isinstance(one, Article):
        for named in one.named:
            yield NamedPlace(named, *_related_place(parted.head, named.key))
    for named in one.see_also:
        yield NamedPlace(named, *_pointer_place(parted.body, parted.body_line, named.key))
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for link in wiki_links(parted.body) if one.links else ():
        before = parted.body[: link.start]
        column = link.start - (before.rfind("\n") + 1) + 1
        places[link.target].append((parted.body_line + before.count("\n"), column))
    for named in one.links:
        waiting = places[named.title]
        yield NamedPlace(named, *(waiting.pop(0) if waiting else (0, 0)))


def _related_place(head: str, key: str) -> tuple[int, int]:
    """The item's line, or that of the whole list where it is written on one line."""
    found = _RELATED.search(head)
    if not found:
        return 0, 0
    start = head.count("\n", 0, found.start()) + 2
    for number, line in enumerate(head.split("\n")[start - 2 :], start):
        if fold(line) == key:
            return number, len(line) - len(line.lstrip(" -\"'")) + 1
    return start, 1


def _pointer_place(body: str, first_line: int, key: str) -> tuple[int, int]:
    """The line of a pointer; of one that goes on in the next line, its beginning."""
    for number, line in enumerate(body.split("\n"), first_line):
        pointer = see_also(line)
        if pointer and (title := fold(pointer.title)) and key.startswith(title):
            return number, 1
    return 0, 0
