"""Article pages, pages of content/pages, and the page for what is not there."""

from collections.abc import Iterator
from functools import partial

from newsgen.language.urls import alias_path, article_path, page_path
from newsgen.outputs.making import page, plain_stamp, stamp
from newsgen.outputs.shelf import Pair, Shelf
from newsgen.words.model import Article, Page


def articles(shelf: Shelf) -> Iterator[Page]:
    """A page for each article: `article`, its terms, `see_also` in order, `related`."""
    site = shelf.site
    related, term_keys, link_keys = site.related, shelf.term_keys, shelf.link_keys
    prefix = site.addresses.prefix
    for article in site.articles:
        parts = (
            article.digest,
            article.source,
            prefix,
            term_keys(article),
            link_keys(_see_also(article, shelf)) if article.see_also else (),
            link_keys(related(article)),
        )
        yield Page(
            article_path(article.slug),
            "article",
            "article.html",
            plain_stamp(parts),
            partial(_article, shelf, article),
            (article.source,),
            has_body=True,
            near=article.published.epoch_seconds if article.published else 0,
        )


def _article(shelf: Shelf, article: Article) -> dict[str, object]:
    return {
        "title": article.title,
        "description": article.summary,
        "url": shelf.site.addresses.url(article_path(article.slug)),
        "article": article.shown(),
        "category": shelf.named("categories", (article.category,))[0] if article.category else None,
        "tags": shelf.named("tags", article.tags),
        "authors": shelf.named("authors", article.authors),
        "see_also": shelf.links(_see_also(article, shelf)),
        "related": shelf.links(shelf.site.related(article)),
    }


def _see_also(article: Article, shelf: Shelf) -> tuple[Pair, ...]:
    """The article's pointers; one that points to itself or to nothing is plain text."""
    found = [(named, shelf.site.find(named)) for named in article.see_also]
    return tuple(
        (target.title, target)
        if target and target.source != article.source
        else (named.title, None)
        for named, target in found
    )


def static_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each file of content/pages."""
    for static in shelf.site.pages:
        path = page_path(static.slug)
        view = {
            "title": static.title,
            "description": static.summary,
            "url": shelf.site.addresses.url(path),
        }
        made = page(path, "page", "page.html", view)
        yield made._replace(
            stamp=stamp((made.stamp, static.digest)), sources=(static.source,), has_body=True
        )


def aliases(shelf: Shelf) -> Iterator[Page]:
    """A redirect from each old address of an article or a page."""
    url = shelf.site.addresses.url
    targets = [(one.source, one.aliases, article_path(one.slug)) for one in shelf.site.articles]
    targets += [(one.source, one.aliases, page_path(one.slug)) for one in shelf.site.pages]
    for source, old_addresses, target in targets:
        for alias in old_addresses:
            path = alias_path(alias)
            view = {"url": url(path), "target": url(target)}
            if path != target:
                yield page(path, "alias", "redirect.html", view)._replace(sources=(source,))


def not_found(shelf: Shelf) -> Iterator[Page]:
    """404.html, which static hosts serve for any missing address."""
    newest = shelf.cards_of(shelf.site.articles[:5])
    yield page(
        "404.html",
        "404",
        "404.html",
        {"title": "", "description": "", "url": "", "latest": newest},
    )
