"""The text edition: a list of the newest stories, and each story without pictures or script."""

from collections.abc import Iterator
from functools import partial

from newsgen.language.urls import article_path, front_path, lite_path
from newsgen.outputs.making import deferred, page
from newsgen.outputs.shelf import Shelf, slugs_of
from newsgen.words.model import Article, Link, Page, Reference

NEWEST = 60


def lite(shelf: Shelf) -> Iterator[Page]:
    """Pages under /lite/, for a site that wants them."""
    if not shelf.site.config.lite:
        return
    url = shelf.site.addresses.url
    newest = shelf.site.articles[:NEWEST]
    yield page(
        lite_path(),
        "lite",
        "lite/index.html",
        {
            "title": "",
            "url": url(lite_path()),
            "full": url(front_path()),
            "stories": tuple(
                (Reference(one.title, url(lite_path(one.slug))), one.published) for one in newest
            ),
        },
    )
    for one in shelf.site.articles:
        others = shelf.others[one.source]
        parts = (
            one.digest,
            one.source,
            shelf.site.addresses.prefix,
            shelf.term_keys(one),
            shelf.link_keys(others.see_also),
            slugs_of(others.links),
        )
        yield deferred(
            lite_path(one.slug),
            "lite",
            "lite/article.html",
            parts,
            partial(_article, shelf, one),
            sources=(one.source,),
            has_body=True,
            near=one.published.epoch_seconds if one.published else 0,
        )


def _article(shelf: Shelf, one: Article) -> dict[str, object]:
    url = shelf.site.addresses.url
    see_also, _, links, _ = shelf.others[one.source]
    return {
        "title": one.title,
        "url": url(article_path(one.slug)),
        "full": url(article_path(one.slug)),
        "article": one.shown(None),
        "category": shelf.named("categories", (one.category,))[0] if one.category else None,
        "authors": shelf.named("authors", one.authors),
        "see_also": tuple(
            Link(one, None)
            if isinstance(one, str)
            else Link(one.title, shelf.card(one)._replace(url=url(lite_path(one.slug))))
            for one in see_also
        ),
        "links": tuple("" if isinstance(one, str) else url(lite_path(one.slug)) for one in links),
    }
