"""The documents of tests/cases/seeds: raw texts, and how an editor reads each line.

A line is `ROLE | TEXT`. A role with a question mark (`heading? | …`) is one that newsgen is known
to miss, and the mark goes once it does not. After `====` stand the facts that the text tells, with
the same mark.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases" / "seeds"
HOUSE = ("خَبَرَيْن", "خبرين")


class Document(NamedTuple):
    """A document: roles and texts line by line, and the facts; missed ones end in "?"."""

    name: str
    roles: tuple[str, ...]
    texts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def documents() -> Iterator[Document]:
    for file in sorted(FOLDER.glob("*.md")):
        yield read(file)


def read(file: Path) -> Document:
    _, _, rest = file.read_text(encoding="utf-8").partition("\n\n")
    body, _, facts = rest.partition("\n====")
    rows = [row.partition("|") for row in body.split("\n") if row.strip()]
    return Document(
        file.name.removesuffix(".md"),
        tuple(role.strip() for role, _, _ in rows),
        tuple(text.removeprefix(" ") for _, _, text in rows),
        tuple(
            (key, value)
            for key, colon, value in (row.partition(": ") for row in facts.strip().split("\n"))
            if colon
        ),
    )
