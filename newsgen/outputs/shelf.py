"""A site with what its pages share: cards, links and references, each with a key that tells it."""

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from newsgen.graph.references import Targets
from newsgen.graph.site import Site, bare_site
from newsgen.language.urls import article_path, term_path
from newsgen.outputs.gallery import EMPTY, Gallery, Original, shown
from newsgen.outputs.making import plain_stamp
from newsgen.outputs.shown import ShownArticles
from newsgen.words.model import (
    Article,
    Card,
    Link,
    Mentions,
    Named,
    Picture,
    Profile,
    Reference,
    StaticPage,
    StoryStrip,
    Term,
)

CARDS_KEPT = 1 << 14


# What the page of an article shows of others, by their numbers; what is none of them is a title.
# In order: the pointers in its text, what it names for its end and the closest others there, the
# links in its text, and those that point to it.
Others = tuple[Mentions, Mentions, Sequence[int], Mentions, Sequence[int]]
NO_OTHERS: Others = ((), (), (), (), ())


# Where an article stands in its story: name, address and size of the story, and the numbers of the
# articles before and after it.
StoryPlace = tuple[str, str, int, int | None, int | None]


class Shelf:
    """A site, ready for the makers of pages. Cards are made when they are first shown.

    Articles go by number, their place on the site, and so do the views of most pages: the articles
    themselves can be let go of (`settle`) before pages are rendered. A key is a digest of what a
    card or reference shows: pages are told apart by the keys of what they hold, and no card is made
    for a page that is kept.
    """

    def __init__(self, site: Site, gallery: Gallery = EMPTY) -> None:
        self.site = site
        self.gallery = gallery
        self.numbers = {one.source: number for number, one in enumerate(site.articles)}
        # What the page of each article shows of others, as soon as it is laid out.
        self.others: list[Others | None] = [None] * len(site.articles)
        self._cards: dict[int, Card] = {}
        self._shown: ShownArticles | None = None
        self._sources, self._others = "", b""
        self._is_ranked = False
        self._references = {
            (taxonomy, spelling): self.reference(term)._replace(size=0)
            for (taxonomy, spelling), term in site.taxonomies.by_spelling.items()
        }
        self._term_keys: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
        for (taxonomy, spelling), reference in self._references.items():
            key = plain_stamp((reference.name, reference.url, site.addresses.prefix))
            self._term_keys[taxonomy][spelling] = key
        # By source, the articles of all stories that have more than one.
        self.story_places = dict(self._places(site.taxonomies.stories))
        self._bare_key = plain_stamp(site.addresses.prefix)
        self.keys = [self._key(one) for one in site.articles]

    def settle(self, articles: Iterable[Article] | None = None) -> None:
        """Let go of the articles, once all pages are laid out; what they show is kept in bytes. A
        site that was recalled without its articles is given them here, in any order, with others.
        """
        if self._shown:
            return
        site = self.site
        self.recall(*self.packed_others(), is_ranked=self.is_ranked)
        if articles is None:
            self._shown = ShownArticles(zip(site.articles, self.keys, strict=True))
        else:
            sources = self._sources.split("\0")
            numbers = {source: number for number, source in enumerate(sources)}
            slots = array("I", bytes(4 * len(numbers)))
            self._shown = ShownArticles(self._met(articles, numbers, slots), slots)
        self.keys, self.numbers, self.others = [], {}, []
        self._cards.clear()
        self.site = bare_site(
            site.config,
            site.taxonomies.by_spelling,
            pages=site.pages,
            profiles=site.profiles,
            held=site.held,
        )

    def recall(self, sources: str, others: bytes, *, is_ranked: bool) -> None:
        """Take over what `packed_others` and `is_ranked` told of pages that are laid out."""
        self._sources, self._others, self._is_ranked = sources, others, is_ranked

    @property
    def is_ranked(self) -> bool:
        """Whether a page that was laid out had room for stories that nobody named."""
        return self._is_ranked or self.site.ranking.made is not None

    def packed_others(self) -> tuple[str, bytes]:
        """The sources of all articles by number, in one text with zeros between, and what their
        pages show of others, in the same order, marshalled. All pages are laid out by then.
        """
        if not self._others:
            self._sources, self._others = "\0".join(self.numbers), marshal.dumps(self.others, 2)
        return self._sources, self._others

    def article(self, number: int) -> Article:
        """An article by its number, with all that its own page shows."""
        shown = self._shown
        return shown.article(number) if shown else self.site.articles[number]

    def numbers_of(self, articles: Iterable[Article]) -> "array[int]":
        """The numbers of articles, in their order."""
        numbers = self.numbers
        return array("I", [numbers[one.source] for one in articles])

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

    def body_pictures(self, one: Article | StaticPage | Profile) -> dict[str, Picture]:
        """The pictures of a body with their files, by the addresses that stand in its HTML."""
        return {
            address: shown(original, Picture(address), self.site.addresses)
            for address, original in self.gallery.body(one)
        }

    def picture_keys(self, article: Article) -> bytes:
        """What tells the pictures of an article and of its body from others."""
        return plain_stamp((self.image_key(article), *self.body_keys(article)))

    def body_keys(self, one: Article | StaticPage | Profile) -> tuple[bytes, ...]:
        return tuple([original.key for _, original in self.gallery.body(one)])

    def card(self, number: int) -> Card:
        made = self._cards.get(number)
        if made is None:
            if len(self._cards) >= CARDS_KEPT:  # pages of one time are rendered together
                self._cards.clear()
            made = self._cards[number] = self._card(number)
        return made

    def cards(self, numbers: Iterable[int]) -> tuple[Card, ...]:
        return tuple([self.card(number) for number in numbers])

    def cards_of(self, articles: Iterable[Article]) -> tuple[Card, ...]:
        return self.cards(self.numbers_of(articles))

    def keys_of(self, numbers: Iterable[int]) -> bytes:
        """The keys of the articles' cards, which are all of one length."""
        keys = self.keys
        return b"".join([keys[number] for number in numbers])

    def links(self, mentions: Mentions) -> tuple[Link, ...]:
        """Titles with the cards of their articles; without one a title is plain text."""
        return tuple([self._link(one) for one in mentions])

    def _link(self, one: int | str) -> Link:
        if isinstance(one, str):
            return Link(one, None)
        card = self.card(one)
        return Link(card.title, card)

    def link_keys(self, mentions: Mentions) -> tuple[object, ...]:
        """What tells such links from others: the keys of the cards, or the titles."""
        keys = self.keys
        return tuple([one if isinstance(one, str) else keys[one] for one in mentions])

    def strip(self, place: StoryPlace | None) -> StoryStrip | None:
        """What an article shows of its story; nothing where it is the only one so far."""
        if not place:
            return None
        name, url, size, older, newer = place
        around = [None if one is None else self.card(one) for one in (older, newer)]
        return StoryStrip(name, url, size, *around)

    def strip_key(self, place: StoryPlace) -> tuple[object, ...]:
        """What tells such a strip from others: the story, its size, the keys of the two cards."""
        return (*place[:3], *[b"" if one is None else self.keys[one] for one in place[3:]])

    def urls(self, mentions: Mentions) -> tuple[str, ...]:
        """The urls of the articles; "" where there is none."""
        return tuple(["" if isinstance(one, str) else self.card(one).url for one in mentions])

    def slugs_of(self, mentions: Mentions) -> tuple[str, ...]:
        """All that a page shows of the articles that are linked within its text."""
        return tuple(["" if isinstance(one, str) else self.article(one).slug for one in mentions])

    def reference(self, term: Term) -> Reference:
        """A term with its address and the number of its articles."""
        url = self.site.addresses.url(term_path(term.taxonomy, term.slug))
        return Reference(term.name, url, len(term.articles))

    def named(self, taxonomy: str, spellings: tuple[str, ...]) -> tuple[Reference, ...]:
        """Name and address of terms, without their counts: an article does not show those."""
        references = self._references
        found = [references[taxonomy, spelling] for spelling in spellings]
        return tuple(dict.fromkeys(found) if len(found) > 1 else found)

    def term_keys(self, article: Article) -> bytes:
        """What tells the category, tags and authors of an article as it shows them."""
        keys = self._term_keys
        found = [*map(keys["tags"].__getitem__, article.tags), b"."]
        found += map(keys["authors"].__getitem__, article.authors)
        category = article.category
        return b"".join([keys["categories"][category], *found] if category else found)

    def _met(
        self, articles: Iterable[Article], numbers: Mapping[str, int], slots: "array[int]"
    ) -> Iterator[tuple[Article, bytes]]:
        """The articles of the site with their keys. By number of each, its place among these is
        written down in `slots`.
        """
        slot = 0
        for one in articles:
            number = numbers.get(one.source)
            if number is not None:
                slots[number] = slot
                slot += 1
                yield one, self._key(one)

    def _key(self, article: Article) -> bytes:
        """What tells an article's card from others: its digest, its lead picture and category."""
        told = article.card_digest
        if article.image:
            told = plain_stamp((told, self.image_key(article)))
        return told + self._term_keys["categories"].get(article.category, self._bare_key)

    def _places(self, stories: Iterable[Term]) -> Iterator[tuple[str, StoryPlace]]:
        for term in stories:
            told, among = self.reference(term), (None, *self.numbers_of(term.articles), None)
            if len(term.articles) > 1:
                for at, one in enumerate(term.articles, start=1):
                    yield one.source, (*told, among[at + 1], among[at - 1])

    def _card(self, number: int) -> Card:
        if self._shown:
            slug, title, summary, published, category, said, key = self._shown.card(number)
        else:
            one = self.site.articles[number]
            slug, title, summary, published = one.slug, one.title, one.summary, one.published
            category, said, key = one.category, one.image, self.keys[number]
        section = self._references.get(("categories", category))
        return Card(
            title=title,
            url=self.site.addresses.url(article_path(slug)),
            summary=summary,
            published=published,
            category=section.name if section else "",
            category_url=section.url if section else "",
            image=self.image(self.article(number)) if said else None,
            digest=key,
        )


def mentions(names: Iterable[Named], targets: Targets, itself: int | None = None) -> Mentions:
    """What a text names; a name of nothing, or of the text `itself`, is plain text."""
    if None not in targets and itself not in targets:
        return cast("Mentions", targets)  # held once
    return tuple(
        [
            named.title if at is None or at == itself else at
            for named, at in zip(names, targets, strict=True)
        ]
    )
