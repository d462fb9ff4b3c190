"""An article's body as values: sections of blocks."""

from typing import NamedTuple

from newsgen.language.labels import Pointer

SLOT = "\U0010fffd"  # where a link stands in HTML; of private use, and in no body that has links


class BodyLink(NamedTuple):
    """A link to another story: what it names that by, and the words that it shows, as HTML."""

    name: str
    html: str


class Block(NamedTuple):
    """A run of HTML, or a see-also pointer (then `html` is "").

    In the HTML of a body that has links, a slot stands for each of them, in order.
    """

    html: str
    pointer: Pointer | None = None


class Section(NamedTuple):
    """A heading with what follows it; the text before the first heading has none."""

    id: str
    heading: str
    heading_html: str
    blocks: tuple[Block, ...]


class Body(NamedTuple):
    """A body in sections. `text` is what a reader reads, for counting and ranking; `links` are
    those to other stories, in the order of their slots; `images` are the addresses of its pictures,
    as they stand in the HTML. `shows_text` says that this shows the words of `text`, and no others.
    """

    sections: tuple[Section, ...]
    text: str
    links: tuple[BodyLink, ...] = ()
    images: tuple[str, ...] = ()
    shows_text: bool = False

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        return tuple(
            block.pointer for section in self.sections for block in section.blocks if block.pointer
        )

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(section.heading for section in self.sections if section.heading)
