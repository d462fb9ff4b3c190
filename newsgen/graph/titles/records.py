"""The values that title resolution takes and gives. They do not depend on `Article`."""

from typing import NamedTuple


class Titled(NamedTuple):
    """An article as far as its names go.

    `title_key` is the folded title. `path` is the address within the site, without the folder that
    the site lives in ("/articles/slug/"); `aliases` are its old addresses, `former_titles` the
    titles that it bore.
    """

    source: str
    title: str
    title_key: str
    slug: str = ""
    path: str = ""
    aliases: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """An article that may be meant. `score` runs from 0 to 100, where 100 is an equal name."""

    source: str
    title: str
    score: int
    path: str = ""


class Resolution(NamedTuple):
    """What a name leads to.

    With a source, `rule` is what decided: "title", "address", "slug", "former", "bare",
    "beginning" or "near". Without one it is "ambiguous" (several articles answer to the name),
    "close" (some come near it) or "unknown". Candidates stand best first; a link by an equal name
    has none.
    """

    source: str | None
    rule: str
    candidates: tuple[Candidate, ...] = ()


UNKNOWN = Resolution(None, "unknown")
