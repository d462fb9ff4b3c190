"""Article pages, pages of content/pages, and the page for what is not there."""

from collections.abc import Iterator

from newsgen.language.urls import alias_path, article_path, page_path
from newsgen.outputs.chrome import Shelf
from newsgen.outputs.making import page
from newsgen.words.model import Article, Link, Page


def articles(shelf: Shelf) -> Iterator[Page]:
    """A page for each article: `article`, its terms, `see_also` in order, `related`."""
    site = shelf.site
    for article in site.articles:
        path = article_path(article.slug)
        yield page(
            path,
            "article",
            "article.html",
            {
                "title": article.title,
                "description": article.summary,
                "url": site.addresses.url(path),
                "article": article,
                "category": next(iter(shelf.named("categories", (article.category,))), None)
                if article.category
                else None,
                "tags": shelf.named("tags", article.tags),
                "authors": shelf.named("authors", article.authors),
                "see_also": _see_also(article, shelf),
                "related": tuple(shelf.link(*pair) for pair in site.related[article.source]),
            },
            sources=(article.source,),
            body=(article.source, article.digest),
        )


def _see_also(article: Article, shelf: Shelf) -> tuple[Link, ...]:
    found = ((named, shelf.site.find(named)) for named in article.see_also)
    return tuple(
        shelf.link(target.title if target else named.title, target)
        if target is None or target.source != article.source
        else Link(named.title, None)
        for named, target in found
    )


def static_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each file of content/pages."""
    for static in shelf.site.pages:
        path = page_path(static.slug)
        yield page(
            path,
            "page",
            "page.html",
            {
                "title": static.title,
                "description": static.summary,
                "url": shelf.site.addresses.url(path),
            },
            sources=(static.source,),
            body=(static.source, static.digest),
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
                yield page(path, "alias", "redirect.html", view, sources=(source,))


def not_found(shelf: Shelf) -> Iterator[Page]:
    """404.html, which static hosts serve for any missing address."""
    newest = shelf.cards_of(shelf.site.articles[:5])
    yield page(
        "404.html",
        "404",
        "404.html",
        {"title": "", "description": "", "url": "", "latest": newest},
    )
