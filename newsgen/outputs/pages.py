"""Article pages, pages of content/pages, and the page for what is not there."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from newsgen.language.urls import alias_path, article_path, lite_path, page_path
from newsgen.outputs.making import as_page, page, plain_stamp, stamp
from newsgen.outputs.pictures import social_picture
from newsgen.outputs.shelf import Others, Shelf, StoryPlace, mentions
from newsgen.words.model import Page, StaticPage


def articles(shelf: Shelf) -> Iterator[Page]:
    """A page for each article."""
    site, view = shelf.site, partial(_article, shelf)
    for number, one in enumerate(site.articles):
        named, closing = site.named_by(one.source), site.closing(number)
        ranked = site.ranked(number, closing)
        others = (
            mentions(one.see_also, named.see_also, number) if one.see_also else (),
            closing,
            tuple(shelf.numbers_of(ranked)) if ranked else (),
            mentions(one.links, named.links, number) if one.links else (),
            tuple(site.backlinks.get(number, ())),
        )
        yield _made(shelf, number, others, view)


def article_page(shelf: Shelf, number: int, others: Others) -> Page:
    """The page of an article, by the article's number."""
    return _made(shelf, number, others, partial(_article, shelf))


def _made(
    shelf: Shelf, number: int, others: Others, view: Callable[..., dict[str, object]]
) -> Page:
    site, one, shelf.others[number] = shelf.site, shelf.site.articles[number], others
    see_also, named, ranked, links, backlinks = others
    related = (*named, *ranked)
    has_pictures = one.image or one.body_images
    social = social_picture(shelf, one) if one.image or shelf.gallery.social else ()
    place = shelf.story_places.get(one.source)
    parts = (
        one.digest,
        one.source,
        site.addresses.prefix,
        shelf.term_keys(one),
        see_also and shelf.link_keys(see_also),
        related and shelf.link_keys(related),
        shelf.picture_keys(one) if has_pictures else b"",
        tuple(social or ()),
        shelf.strip_key(place) if place else (),
        links and shelf.slugs_of(links),
        backlinks and shelf.link_keys(backlinks),
        site.config.lite,
    )
    return as_page(
        (
            article_path(one.slug),
            "article",
            "article.html",
            plain_stamp(parts),
            view,
            (one.source,),
            True,  # it has a body
            "",
            one.published.epoch_seconds if one.published else 0,
            (number, others, place),
        )
    )


def _article(
    shelf: Shelf, number: int, others: Others, story: StoryPlace | None
) -> dict[str, object]:
    """`article`, its terms, `see_also` and `links` in order, `related`, `backlinks`, `story`."""
    one = shelf.article(number)
    see_also, named, ranked, links, backlinks = others
    return {
        "title": one.title,
        "description": one.summary,
        "url": shelf.site.addresses.url(article_path(one.slug)),
        "article": one.shown(shelf.image(one)),
        "pictures": shelf.body_pictures(one),
        "social": social_picture(shelf, one),
        "category": shelf.named("categories", (one.category,))[0] if one.category else None,
        "tags": shelf.named("tags", one.tags),
        "authors": shelf.named("authors", one.authors),
        "lite": shelf.site.addresses.url(lite_path(one.slug)) if shelf.site.config.lite else "",
        "see_also": shelf.links(see_also),
        "related": shelf.links((*named, *ranked)),
        "story": shelf.strip(story),
        "links": shelf.urls(links),
        "backlinks": shelf.cards(backlinks),
    }


def static_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each file of content/pages."""
    for static in shelf.site.pages:
        path = page_path(static.slug)
        named = shelf.site.named_by(static.source)
        see_also = mentions(static.see_also, named.see_also)
        links = mentions(static.links, named.links)
        view = {
            "title": static.title,
            "description": static.summary,
            "url": shelf.site.addresses.url(path),
            "see_also": shelf.links(see_also),
            "links": shelf.urls(links),
        }
        made = page(path, "page", "page.html", view)
        yield made._replace(
            stamp=stamp((made.stamp, static.digest, shelf.body_keys(static))),
            view=partial(_static_page, shelf, static, view),
            sources=(static.source,),
            has_body=True,
        )


def _static_page(
    shelf: Shelf, static: StaticPage, view: Mapping[str, object]
) -> Mapping[str, object]:
    return {**view, "pictures": shelf.body_pictures(static)}


def aliases(shelf: Shelf) -> Iterator[Page]:
    """A redirect from each old address of an article or a page."""
    url = shelf.site.addresses.url
    articles, pages = shelf.site.articles, shelf.site.pages
    targets = [(one.source, one.aliases, article_path(one.slug)) for one in articles if one.aliases]
    targets += [(one.source, one.aliases, page_path(one.slug)) for one in pages if one.aliases]
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
