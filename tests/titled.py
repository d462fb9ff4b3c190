"""Articles as far as their names go, for tests of `newsgen.graph.titles`."""

from typing import NamedTuple


class Record(NamedTuple):
    source: str
    title: str
    title_key: str
    slug: str = ""
    aliases: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
