"""sitemap.xml, split and indexed where a site has many addresses, and robots.txt that names it.

The oldest articles come first, so that only the last part changes with a new one.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from newsgen.language.urls import (
    archive_path,
    article_path,
    articles_path,
    front_path,
    page_path,
    term_path,
)
from newsgen.outputs.making import deferred, page
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Article, Moment, Page

# A search engine takes 50,000 addresses, and 50 MB, which as many long ones in Arabic letters would
# come near; of smaller parts, the one that changes is rendered sooner.
SITEMAP_LIMIT = 5_000
_TOGETHER = 500
_BETWEEN = "\0"  # stands in no path

# In parts of _TOGETHER: the paths of pages in one text, and when each last changed in another.
_Packed = tuple[tuple[str, str], ...]


class SitemapEntry(NamedTuple):
    """An address and when it last changed, as far as articles tell ("" if they do not)."""

    permalink: str
    changed: str


class Entries(Sequence[SitemapEntry]):
    """The entries of a sitemap, each made as it is shown: tens of thousands of them are much."""

    def __init__(self, permalink: Callable[[str], str], count: int, packed: "_Packed") -> None:
        """Of so many pages."""
        self._permalink = permalink
        self._count = count
        self._packed = packed

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> SitemapEntry:  # type: ignore[override]  # no slices
        if not 0 <= number < self._count:
            raise IndexError(number)
        part, at = divmod(number, _TOGETHER)
        return next(islice(self._part(part), at, None))

    def __iter__(self) -> Iterator[SitemapEntry]:
        for part in range(len(self._packed)):
            yield from self._part(part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds, in tests alone

    def _part(self, part: int) -> Iterator[SitemapEntry]:
        paths, changes = (joined.split(_BETWEEN) for joined in self._packed[part])
        for path, changed in zip(paths, changes, strict=True):
            yield SitemapEntry(self._permalink(path), changed)


def sitemaps(shelf: Shelf) -> Iterator[Page]:
    entries = _entries(shelf)
    parts = [
        entries[start : start + SITEMAP_LIMIT] for start in range(0, len(entries), SITEMAP_LIMIT)
    ]
    if len(parts) == 1:
        yield _sitemap(shelf, "sitemap.xml", "sitemap.xml", parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield _sitemap(shelf, name, "sitemap.xml", part)
        index = tuple(
            (name, max(changed for _, changed in part))
            for name, part in zip(names, parts, strict=True)
        )
        yield _sitemap(shelf, "sitemap.xml", "sitemap-index.xml", index)


def _sitemap(shelf: Shelf, path: str, template: str, entries: Sequence[tuple[str, str]]) -> Page:
    address = (shelf.site.addresses.origin, shelf.site.addresses.prefix)
    parts = [entries[at : at + _TOGETHER] for at in range(0, len(entries), _TOGETHER)]
    packed = tuple(
        (_BETWEEN.join([path for path, _ in part]), _BETWEEN.join([at for _, at in part]))
        for part in parts
    )
    made = deferred(path, "sitemap", template, (address, packed), partial(_view, shelf))
    return made._replace(of=(len(entries), packed))


def _view(shelf: Shelf, count: int, packed: _Packed) -> dict[str, object]:
    return {"entries": Entries(shelf.site.addresses.permalink, count, packed)}


def robots(shelf: Shelf) -> Iterator[Page]:
    sitemap = shelf.site.addresses.permalink("sitemap.xml")
    yield page("robots.txt", "robots", "robots.txt", {"sitemap": sitemap})


def _entries(shelf: Shelf) -> list[tuple[str, str]]:
    """The path of each page with the time of its last change."""
    articles = shelf.site.articles
    changed = [one.updated or one.published or _NEVER for one in articles]
    told = [(article_path(one.slug), at.local) for one, at in zip(articles, changed, strict=True)]
    return [*reversed(told), *_listed(shelf)]


def _listed(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The same of all pages but those of articles."""
    site = shelf.site
    is_any_updated = any(one.updated for one in site.articles)

    def last(*lists: Sequence[Article]) -> str:
        """The last change in lists that each begin with the newest article."""
        among = lists if is_any_updated else [articles[:1] for articles in lists]
        return max([_changed(one) for found in among for one in found], default=_NEVER).local

    newest = last(site.articles)
    yield front_path(), newest
    yield articles_path(), newest
    for static in site.pages:
        yield page_path(static.slug), ""
    known = site.taxonomies
    for terms in (known.categories, known.tags, known.authors, known.stories):
        for term in terms:
            yield term_path(term.taxonomy, term.slug), last(term.articles)
    if known.stories:
        yield term_path("stories", ""), last(*[term.articles for term in known.stories])
    for archive in site.archives:
        yield archive_path(archive.year, archive.month), last(archive.articles)


def _changed(article: Article) -> Moment:
    return article.updated or article.published or _NEVER


_NEVER = Moment(-(1 << 62), "")
