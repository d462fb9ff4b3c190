"""The values that travel through a build, frozen.

They are NamedTuples: cheap to make by the ten thousand, comparable, picklable. A value that a page
may show carries a `digest`, so that a page's fingerprint costs a few joins and one hash.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

CONTENT_FOLDER = "content"


class Moment(NamedTuple):
    """An instant: seconds since 1970 UTC, and ISO 8601 in the site's time zone."""

    epoch_seconds: int
    local: str

    @property
    def year(self) -> str:
        return self.local[:4]

    @property
    def month(self) -> str:
        return self.local[5:7]


class Source(NamedTuple):
    """A file under content/: its path relative to content/, and what a stat says of it, packed."""

    path: str
    signature: bytes


class Named(NamedTuple):
    """What a text names another article by, a title for the most part, as written; and its folded
    form to find the article by.
    """

    title: str
    key: str


class Correction(NamedTuple):
    """What was wrong in an article, told to its readers, and when it was put right."""

    when: Moment
    text: str


class PictureSource(NamedTuple):
    """The files of a picture in one format: a media type, and a `srcset`."""

    type: str
    srcset: str


class Picture(NamedTuple):
    """What an article says of a picture: the path as it is written, and texts; and, once the files
    are known, what a page shows it by. Width and height are those of the largest file.
    """

    path: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    src: str = ""
    srcset: str = ""
    sources: tuple[PictureSource, ...] = ()


class SocialPicture(NamedTuple):
    """What other sites show with a link to a page: a picture's permalink, size, text and type."""

    permalink: str
    width: int
    height: int
    alt: str
    type: str = "image/jpeg"


class Article(NamedTuple):
    """All that is known of an article except its body, which stays on disk.

    `digest` covers the whole source file; `card_digest` covers what a listing shows of it.
    `named` are the titles in `related` of its front matter, `see_also` those of the pointers in its
    body, `links` those of the «[[…]]» there, in reading order. `aliases` are old addresses.
    `image` is its lead picture, `body_images` the addresses of those in its body as they stand in
    the HTML; `images` are addresses that its import found, and no page shows them.

    `weight` is how much more it matters on the front page than others of its day; it is pinned to
    the top, or told as breaking news, until a moment in seconds since 1970 UTC, 0 for never.
    """

    source: str
    slug: str
    title: str
    title_key: str
    summary: str
    published: Moment | None
    updated: Moment | None
    category: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    origin: str
    story: str
    named: tuple[Named, ...]
    see_also: tuple[Named, ...]
    links: tuple[Named, ...]
    seed: str
    aliases: tuple[str, ...]
    former_titles: tuple[str, ...]
    images: tuple[str, ...]
    weight: int
    pinned_until: int
    breaking_until: int
    corrections: tuple[Correction, ...]
    image: Picture | None
    body_images: tuple[str, ...]
    draft: bool
    card_digest: bytes
    word_count: int
    digest: bytes

    def shown(self, image: Picture | None) -> "Article":
        """The article with the files of its picture, and without what only newsgen looks at."""
        if not self.card_digest and not self.title_key and self.image == image:
            return self  # as `ShownArticles` gives it
        return self._replace(
            title_key="",
            named=(),
            see_also=(),
            links=(),
            former_titles=(),
            image=image,
            card_digest=b"",
        )


# What a text names, as pages show it: articles by number, and titles where these lead to none.
Mentions = Sequence[int | str]


class StaticPage(NamedTuple):
    """A page from content/pages, such as «من نحن»; what its body names and shows is told as that of
    an article.
    """

    source: str
    slug: str
    title: str
    summary: str
    draft: bool
    seed: str
    aliases: tuple[str, ...]
    see_also: tuple[Named, ...]
    links: tuple[Named, ...]
    body_images: tuple[str, ...]
    digest: bytes


class Profile(NamedTuple):
    """What content/ says of an author, a category or a tag; its body tells more.

    `taxonomy` is "authors", "categories" or "tags", and `name` the name of the term.
    """

    source: str
    taxonomy: str
    name: str
    summary: str
    role: str
    see_also: tuple[Named, ...]
    links: tuple[Named, ...]
    body_images: tuple[str, ...]
    digest: bytes


class Pictured(NamedTuple):
    """The pictures that a source shows: the address of its lead picture, "" for none, and those in
    its body.
    """

    source: str
    lead: str
    body: tuple[str, ...]


class Visibility(NamedTuple):
    """What a build shows: the moment it is made for, and whether held articles show as well."""

    at_epoch_seconds: int
    with_drafts: bool = False
    with_future: bool = False


class Held(NamedTuple):
    """An article that is not shown, and why: "draft" or "scheduled", and for when."""

    source: str
    reason: str
    due: str = ""


class Term(NamedTuple):
    """One category, tag, author or story: a folded key, the name it is shown by, and its articles.

    `taxonomy` is "categories", "tags", "authors" or "stories". Articles stand newest first.
    """

    taxonomy: str
    key: str
    name: str
    slug: str
    articles: tuple[Article, ...]


class Archive(NamedTuple):
    """The articles of a year, or of a month of it (`month` is "" for the year)."""

    year: str
    month: str
    articles: tuple[Article, ...]


class Card(NamedTuple):
    """What a listing shows of an article."""

    title: str
    url: str
    summary: str
    published: Moment | None
    category: str
    category_url: str
    image: Picture | None
    digest: bytes


class Link(NamedTuple):
    """A title shown with an article; without a card it is plain text."""

    title: str
    card: Card | None


class Reference(NamedTuple):
    """A name with its address: a category, a tag, an author, a menu entry.

    `size` is the number of its articles, where it is shown.
    """

    name: str
    url: str
    size: int = 0


class StoryStrip(NamedTuple):
    """What an article shows of the story that it belongs to: the name, the address, the number of
    its articles, and the cards of those before and after it in time.
    """

    name: str
    url: str
    size: int
    older: Card | None
    newer: Card | None


class Page(NamedTuple):
    """One output file as a value, with all that it shows.

    `path` is relative to the output folder. `stamp` is a digest of everything that `view` gives:
    what the template sees, name by name. The view is made only for a page that is rendered, from
    the plain values `of`, which a page can keep in bytes: `view(*of)`.
    `sources` are the files that the page is made for; a page with a `body` shows that of the first
    one as well, and its stamp covers it. A page without a template is a copy of `origin`, a file;
    that of a picture or a social card is made for it and named within their cache.
    `near` is a time: pages of one time show the same cards, and are rendered together.
    """

    path: str
    kind: str
    template: str
    stamp: bytes
    view: Callable[..., Mapping[str, object]] = dict
    sources: tuple[str, ...] = ()
    has_body: bool = False
    origin: str = ""
    near: int = 0
    of: tuple[Any, ...] = ()
