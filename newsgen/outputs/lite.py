"""The text edition: a list of the newest stories, and each story without pictures or script."""

from collections.abc import Iterator
from functools import partial

from newsgen.language.urls import article_path, front_path, lite_path
from newsgen.outputs.making import deferred, page
from newsgen.outputs.shelf import NO_OTHERS, Shelf
from newsgen.words.model import Link, Mentions, Page, Reference

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
    view = partial(_article, shelf)
    for number, one in enumerate(shelf.site.articles):
        see_also, _, _, links, _ = shelf.others[number] or NO_OTHERS
        parts = (
            one.digest,
            one.source,
            shelf.site.addresses.prefix,
            shelf.term_keys(one),
            shelf.link_keys(see_also),
            shelf.slugs_of(links),
        )
        yield deferred(
            lite_path(one.slug),
            "lite",
            "lite/article.html",
            parts,
            view,
            of=(number, see_also, links),
            sources=(one.source,),
            has_body=True,
            near=one.published.epoch_seconds if one.published else 0,
        )


def _article(shelf: Shelf, number: int, see_also: Mentions, links: Mentions) -> dict[str, object]:
    url, one = shelf.site.addresses.url, shelf.article(number)
    return {
        "title": one.title,
        "url": url(article_path(one.slug)),
        "full": url(article_path(one.slug)),
        "article": one.shown(None),
        "category": shelf.named("categories", (one.category,))[0] if one.category else None,
        "authors": shelf.named("authors", one.authors),
        "see_also": tuple(
            Link(at, None) if isinstance(at, str) else _link(shelf, at) for at in see_also
        ),
        "links": tuple(slug and url(lite_path(slug)) for slug in shelf.slugs_of(links)),
    }


def _link(shelf: Shelf, number: int) -> Link:
    """A link that leads on to a page of this edition."""
    card, slug = shelf.card(number), shelf.article(number).slug
    url = shelf.site.addresses.url(lite_path(slug))
    # A digest of its own, or a fragment of one edition would be shown in the other.
    return Link(card.title, card._replace(url=url, digest=b"lite" + card.digest))
