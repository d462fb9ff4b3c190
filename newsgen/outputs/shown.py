"""Articles as pages show them, in bytes, each made again when it is asked for.

Rendering is done by several processes that share what lies in memory, as long as nobody writes to
it; and Python writes to whatever it looks at, for it counts references. What lies in large
pieces of bytes is looked at without being written to, so that it is held once for all.
"""

import marshal
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from newsgen.words.model import Article, Correction, Moment, Picture

_TOGETHER = 64
_VERSION = 2  # the last one that does not look whether a text is the same as an earlier one


class ShownArticles:
    """The articles that were given with the keys of their cards, by number: their place among those
    given, or where their number is another one, the place that `slots` tells of it.
    """

    def __init__(
        self, articles: Iterable[tuple[Article, bytes]], slots: Sequence[int] | None = None
    ) -> None:
        self._slots = slots
        # Of an article's card and of the rest of it, by turns: where they begin in their block.
        self._starts = array("I")
        self._blocks: list[bytes] = []
        articles = iter(articles)
        while block := list(islice(articles, _TOGETHER)):
            rows, at = [], 0
            for one, key in block:
                for plain in (_card_of(one, key), _rest_of(one)):
                    self._starts.append(at)
                    rows.append(marshal.dumps(plain, _VERSION))
                    at += len(rows[-1])
            self._blocks.append(b"".join(rows))

    def card(self, number: int) -> tuple[Any, ...]:
        """Slug, title, summary, publication, category, lead picture, and the key of the card."""
        slug, title, summary, published, category, image, key = self._load(number, 0)
        when = published and _as_moment(published)
        return slug, title, summary, when, category, image and Picture(*image), key

    def article(self, number: int) -> Article:
        """The article without what only newsgen looks at."""
        slug, title, summary, published, category, image, _ = self.card(number)
        source, updated, tags, authors, origin, story, seed, *rest = self._load(number, 1)
        aliases, images, weight, pinned, breaking, corrections, *last = rest
        body_images, draft, word_count, digest = last
        when = tuple([Correction(Moment(*at), text) for at, text in corrections])
        # In the order of the fields: by their names it takes twice as long.
        return Article(
            source,
            slug,
            title,
            "",  # title_key
            summary,
            published,
            updated and _as_moment(updated),
            category,
            tags,
            authors,
            origin,
            story,
            (),  # named
            (),  # see_also
            (),  # links
            seed,
            aliases,
            (),  # former_titles
            images,
            weight,
            pinned,
            breaking,
            when,
            image,
            body_images,
            draft,
            b"",  # card_digest
            word_count,
            digest,
        )

    def _load(self, number: int, part: int) -> Any:
        at = 2 * (self._slots[number] if self._slots else number) + part
        block = memoryview(self._blocks[at // (2 * _TOGETHER)])
        return marshal.loads(block[self._starts[at] :])  # noqa: S302 (our own, of this build)


def _card_of(one: Article, key: bytes) -> tuple[Any, ...]:
    return (
        one.slug,
        one.title,
        one.summary,
        one.published and tuple(one.published),
        one.category,
        one.image and tuple(one.image),
        key,
    )


def _rest_of(one: Article) -> tuple[Any, ...]:
    return (
        one.source,
        one.updated and tuple(one.updated),
        one.tags,
        one.authors,
        one.origin,
        one.story,
        one.seed,
        one.aliases,
        one.images,
        one.weight,
        one.pinned_until,
        one.breaking_until,
        tuple([(tuple(when), text) for when, text in one.corrections]),
        one.body_images,
        one.draft,
        one.word_count,
        one.digest,
    )


_as_moment: Callable[[Any], Moment] = partial(tuple.__new__, Moment)  # as in machine/records.py
