"""The only place where an output path or an address is made.

A *path* is relative to the output folder ("articles/قمة/index.html"). A *url* is absolute within
the host and percent-encoded ("/sub/articles/%D9…/"). A *permalink* adds the host.
"""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

_SAFE = "/-._~!$'()*,;=:@"


class Addresses(NamedTuple):
    """Where the site lives: the host, and the folder under it ("" or "/project")."""

    origin: str
    prefix: str

    def url(self, path: str) -> str:
        """The url of an output path; `index.html` is left out."""
        # The words of slugs come again and again.
        return f"{self.prefix}/{'-'.join(map(_quoted, _without_index(path).split('-')))}"

    def permalink(self, path: str) -> str:
        return self.origin + self.url(path)


def addresses(base_url: str) -> Addresses:
    """Split a base url: https://host/project → origin https://host, prefix /project.

    A host in Arabic letters is written as the network writes it: https://xn--…. Raises UnicodeError
    for letters that no host may have.
    """
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{_ascii_host(parts.netloc)}" if parts.netloc else ""
    return Addresses(origin, quote(parts.path.rstrip("/"), safe=_SAFE + "%"))


def article_path(slug: str) -> str:
    return f"articles/{slug}/index.html"


def page_path(slug: str) -> str:
    return f"{slug}/index.html"


def front_path() -> str:
    return "index.html"


def articles_path() -> str:
    """The listing of all articles."""
    return "articles/index.html"


def term_path(taxonomy: str, slug: str) -> str:
    """Taxonomy is "categories", "tags", "authors" or "stories"; slug "" is the list of terms."""
    return f"{taxonomy}/{slug}/index.html" if slug else f"{taxonomy}/index.html"


def archive_path(year: str = "", month: str = "") -> str:
    parts = ("archive", year, month, "index.html")
    return "/".join(part for part in parts if part)


def alias_path(alias: str) -> str:
    """The path that serves an old address: /old/ and /old are folders, /old.html is a file."""
    path = alias.strip("/")
    is_file = "." in path.rpartition("/")[2] and not alias.endswith("/")
    return path if is_file else f"{path}/index.html"


def numbered_path(listing_path: str, number: int) -> str:
    """The path of page `number` of a listing, counted from its oldest articles."""
    folder = listing_path.removesuffix("index.html")
    return f"{folder}page/{number}/index.html"


def lite_path(slug: str = "") -> str:
    """The text edition, or a story in it."""
    return f"lite/articles/{slug}/index.html" if slug else "lite/index.html"


def article_folder() -> str:
    """What the path of every article begins with."""
    return "articles/"


def search_path() -> str:
    return "search/index.html"


def search_shard_path(kind: str, shards: int, number: int | None = None) -> str:
    """A shard of the search, "words" or "stories"; without its number, what its path begins with.

    Another number of shards has other paths, so that no page asks for what it does not know.
    """
    return f"search/{shards}/{kind}-" + ("" if number is None else f"{number}.json")


def tokens_path() -> str:
    """The style sheet of what newsgen.yaml says of colours and fonts."""
    return "css/tokens.css"


def picture_path(name: str, digest: str, width: int, suffix: str) -> str:
    """One size of a picture; the address is another when the file is."""
    return f"images/{name}-{digest}-{width}.{suffix}"


def social_card_path(slug: str, digest: str) -> str:
    """The picture that other sites show of a story."""
    return f"cards/{slug}-{digest}.jpg"


def feed_path(listing_path: str = "index.html") -> str:
    return listing_path.removesuffix("index.html") + "feed.xml"


def _ascii_host(written: str) -> str:
    if written.isascii():
        return written
    # Digits at the end of a name from right to left are a mistake, and those of a port are not.
    name, colon, port = written.partition(":")
    return name.encode("idna").decode() + colon + port


@lru_cache(maxsize=1 << 13)
def _quoted(word: str) -> str:
    return quote(word, safe=_SAFE)


def _without_index(path: str) -> str:
    if path == "index.html" or path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path
