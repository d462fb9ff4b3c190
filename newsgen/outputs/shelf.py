"""A site with what its pages share: cards, links and references, each with a key that tells it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from newsgen.graph.references import Targets
from newsgen.graph.site import Site
from newsgen.language.urls import article_path, term_path
from newsgen.outputs.gallery import EMPTY, Gallery, Original, shown
from newsgen.outputs.making import plain_stamp
from newsgen.words.model import (
    Article,
    Card,
    Link,
    Mention,
    Named,
    Picture,
    Reference,
    StaticPage,
    StoryStrip,
    Term,
)

Mentions = Sequence[Mention]
CARDS_KEPT = 1 << 14


class Others(NamedTuple):
    """What the page of an article shows of others.

    In order: the pointers in its text, what closes it, the links in its text, and those that point
    to it.
    """

    see_also: Mentions = ()
    related: Mentions = ()
    links: Mentions = ()
    backlinks: Sequence[Article] = ()


class StoryPlace(NamedTuple):
    """Where an article stands in its story, a reference with the number of its articles."""

    story: Reference
    older: Article | None
    newer: Article | None


class Shelf:
    """A site, ready for the makers of pages. Cards are made when they are first shown.

    A key is a digest of what a card or reference shows: pages are told apart by the keys of what
    they hold, and no card is made for a page that is kept.
    """

    def __init__(self, site: Site, gallery: Gallery = EMPTY) -> None:
        self.site = site
        self.gallery = gallery
        self._cards: dict[str, Card] = {}
        self.others: dict[str, Others] = {}  # by source
        self._references = {
            (taxonomy, spelling): self.reference(term)._replace(size=0)
            for (taxonomy, spelling), term in site.taxonomies.by_spelling.items()
        }
        self._reference_keys = {
            where: plain_stamp((reference.name, reference.url, site.addresses.prefix))
            for where, reference in self._references.items()
        }
        # By source, the articles of all stories that have more than one.
        self.story_places = dict(self._places(site.taxonomies.stories))
        bare = plain_stamp(site.addresses.prefix)
        by_category = {
            spelling: key
            for (taxonomy, spelling), key in self._reference_keys.items()
            if taxonomy == "categories"
        }
        self.keys = {
            one.source: one.card_digest + by_category.get(one.category, bare)
            for one in site.articles
        }
        for one in site.articles:
            if one.image:
                told = plain_stamp((one.card_digest, self.image_key(one)))
                self.keys[one.source] = told + by_category.get(one.category, bare)

    def image(self, article: Article) -> Picture | None:
        """The lead picture of an article, with its files."""
        said, original = article.image, self.original(article)
        return shown(original, said, self.site.addresses) if said and original else None

    def original(self, article: Article) -> Original | None:
        """What was made of the lead picture of an article."""
        said = article.image
        return self.gallery.originals.get((article.source, said.path)) if said else None

    def image_key(self, article: Article) -> bytes:
        """What tells the lead picture of an article from others; b"" where it has none."""
        said, original = article.image, self.original(article)
        return plain_stamp((original.key, *said[:4])) if said and original else b""

    def body_pictures(self, one: Article | StaticPage) -> dict[str, Picture]:
        """The pictures of a body with their files, by the addresses that stand in its HTML."""
        return {
            address: shown(original, Picture(address), self.site.addresses)
            for address, original in self.gallery.body(one)
        }

    def picture_keys(self, article: Article) -> bytes:
        """What tells the pictures of an article and of its body from others."""
        if not (article.image or article.body_images):
            return b""
        return plain_stamp((self.image_key(article), *self.body_keys(article)))

    def body_keys(self, one: Article | StaticPage) -> tuple[bytes, ...]:
        return tuple([original.key for _, original in self.gallery.body(one)])

    def card(self, article: Article) -> Card:
        made = self._cards.get(article.source)
        if made is None:
            if len(self._cards) >= CARDS_KEPT:  # pages of one time are rendered together
                self._cards.clear()
            made = self._cards[article.source] = self._card(article)
        return made

    def cards_of(self, articles: Iterable[Article]) -> tuple[Card, ...]:
        return tuple([self.card(article) for article in articles])

    def keys_of(self, articles: Iterable[Article]) -> bytes:
        """The keys of the articles' cards, which are all of one length."""
        keys = self.keys
        return b"".join([keys[article.source] for article in articles])

    def links(self, mentions: Mentions) -> tuple[Link, ...]:
        """Titles with the cards of their articles; without one a title is plain text."""
        return tuple(
            [
                Link(one, None) if isinstance(one, str) else Link(one.title, self.card(one))
                for one in mentions
            ]
        )

    def link_keys(self, mentions: Mentions) -> tuple[object, ...]:
        """What tells such links from others: the keys of the cards, or the titles."""
        keys = self.keys
        return tuple([one if isinstance(one, str) else keys[one.source] for one in mentions])

    def strip(self, article: Article) -> StoryStrip | None:
        """What an article shows of its story; nothing where it is the only one so far."""
        place = self.story_places.get(article.source)
        if not place:
            return None
        older, newer = place.older, place.newer
        return StoryStrip(*place.story, older and self.card(older), newer and self.card(newer))

    def strip_key(self, article: Article) -> tuple[object, ...]:
        """What tells such a strip from others: the story, its size, the keys of the two cards."""
        place = self.story_places.get(article.source)
        if not place:
            return ()
        around = (place.older, place.newer)
        return (*place.story, *[self.keys[one.source] if one else b"" for one in around])

    def urls(self, mentions: Mentions) -> tuple[str, ...]:
        """The urls of the articles; "" where there is none."""
        url = self.site.addresses.url
        return tuple(
            ["" if isinstance(one, str) else url(article_path(one.slug)) for one in mentions]
        )

    def reference(self, term: Term) -> Reference:
        """A term with its address and the number of its articles."""
        url = self.site.addresses.url(term_path(term.taxonomy, term.slug))
        return Reference(term.name, url, len(term.articles))

    def named(self, taxonomy: str, spellings: tuple[str, ...]) -> tuple[Reference, ...]:
        """Name and address of terms, without their counts: an article does not show those."""
        return tuple(dict.fromkeys(self._references[taxonomy, spelling] for spelling in spellings))

    def term_keys(self, article: Article) -> bytes:
        """What tells the category, tags and authors of an article as it shows them."""
        keys = self._reference_keys
        return b"".join(
            [
                keys["categories", article.category] if article.category else b"",
                *[keys["tags", name] for name in article.tags],
                b".",
                *[keys["authors", name] for name in article.authors],
            ]
        )

    def _places(self, stories: Iterable[Term]) -> Iterator[tuple[str, StoryPlace]]:
        for term in stories:
            told, among = self.reference(term), (None, *term.articles, None)
            if len(term.articles) > 1:
                for at, one in enumerate(term.articles, start=1):
                    yield one.source, StoryPlace(told, older=among[at + 1], newer=among[at - 1])

    def _card(self, article: Article) -> Card:
        category = self._references.get(("categories", article.category))
        return Card(
            title=article.title,
            url=self.site.addresses.url(article_path(article.slug)),
            summary=article.summary,
            published=article.published,
            category=category.name if category else "",
            category_url=category.url if category else "",
            image=self.image(article),
            digest=self.keys[article.source],
        )


def mentions_of(source: str, names: Sequence[Named], targets: Targets) -> Mentions:
    """What a text names; a name of nothing, or of the text itself, is plain text."""
    mentions = tuple(
        [
            target if target and target.source != source else named.title
            for named, target in zip(names, targets, strict=True)
        ]
    )
    return cast("Mentions", targets) if mentions == targets else mentions  # held once


def slugs_of(links: Mentions) -> tuple[str, ...]:
    """All that a page shows of the articles that are linked within its text."""
    return tuple(["" if isinstance(one, str) else one.slug for one in links])
