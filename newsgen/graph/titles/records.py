"""The values that title resolution takes and gives."""

from typing import NamedTuple, Protocol

from newsgen.language.urls import article_path


class Titled(Protocol):
    """An article as far as its names go.

    `title_key` is the folded title. `aliases` are its old addresses within the site, without the
    folder that the site lives in; `former_titles` the titles that it bore.
    """

    @property
    def source(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def title_key(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def former_titles(self) -> tuple[str, ...]: ...


def path_of(one: Titled) -> str:
    """The address of an article within the site, as a person writes it: «/articles/slug/»."""
    return f"/{article_path(one.slug).removesuffix('index.html')}" if one.slug else ""


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
