"""An article's body as values: sections of blocks."""

from typing import NamedTuple

from newsgen.language.labels import Pointer


class Block(NamedTuple):
    """A run of HTML, or a see-also pointer (then `html` is "")."""

    html: str
    pointer: Pointer | None = None


class Section(NamedTuple):
    """A heading with what follows it; the text before the first heading has none."""

    id: str
    heading: str
    heading_html: str
    blocks: tuple[Block, ...]


class Body(NamedTuple):
    """A body in sections. `text` is what a reader reads, for counting and ranking; `images` are
    the addresses of its pictures, as they stand in the HTML.
    """

    sections: tuple[Section, ...]
    text: str
    images: tuple[str, ...] = ()

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        return tuple(
            block.pointer for section in self.sections for block in section.blocks if block.pointer
        )

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(section.heading for section in self.sections if section.heading)
