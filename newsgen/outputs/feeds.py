"""RSS 2.0: of the whole site, of each category, of each story. Undated articles are left out."""

from collections.abc import Iterator
from typing import NamedTuple

from newsgen.language.urls import article_path, feed_path, front_path, term_path
from newsgen.outputs.making import page
from newsgen.outputs.pictures import lead_picture
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import Article, Moment, Page, SocialPicture


class FeedItem(NamedTuple):
    """An article in a feed. `guid` stays when its address changes, for a reader's memory."""

    title: str
    permalink: str
    guid: str
    summary: str
    published: Moment
    category: str
    authors: tuple[str, ...]
    picture: SocialPicture | None


def feeds(shelf: Shelf) -> Iterator[Page]:
    site = shelf.site
    yield _feed(shelf, feed_path(), "", front_path(), site.articles)
    for term in (*site.taxonomies.categories, *site.taxonomies.stories):
        listing = term_path(term.taxonomy, term.slug)
        yield _feed(shelf, feed_path(listing), term.name, listing, term.articles)


def _feed(shelf: Shelf, path: str, name: str, listing: str, articles: tuple[Article, ...]) -> Page:
    permalink = shelf.site.addresses.permalink
    limit = shelf.site.config.feeds.limit
    dated = [(one, one.published) for one in articles[:limit] if one.published]
    changes = [article.updated or published for article, published in dated]
    return page(
        path,
        "feed",
        "feed.xml",
        {
            "title": name,
            "permalink": permalink(path),
            "link": permalink(listing),
            "changed": max(changes, default=None),
            "items": tuple(
                FeedItem(
                    article.title,
                    permalink(article_path(article.slug)),
                    article.seed or article.slug,
                    article.summary,
                    published,
                    article.category,
                    article.authors,
                    lead_picture(shelf, article),
                )
                for article, published in dated
            ),
        },
    )
