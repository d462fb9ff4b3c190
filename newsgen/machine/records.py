"""Articles, pages and profiles as plain tuples and bytes, for caches and other processes."""

import hashlib
import marshal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from newsgen.words.model import (
    Article,
    Correction,
    Moment,
    Named,
    Picture,
    Profile,
    StaticPage,
)

SHAPE_BYTES = 8
_Other = TypeVar("_Other", StaticPage, Profile)

# The fields of an article that hold named tuples, which cannot be marshalled: two moments, three
# tuples of titles, corrections, and a picture.
_WHEN = Article._fields.index("published")
_NAMED = Article._fields.index("named")
_CORRECTIONS = Article._fields.index("corrections")
_IMAGE = Article._fields.index("image")
_BODY_IMAGES = -2  # of a page and a profile
_MOMENTS = (_WHEN, _WHEN + 1)
_NAMES = (_NAMED, _NAMED + 1, _NAMED + 2)
_OWN = len(("word_count", "digest"))  # its last ones: those that its own page alone shows


def value_of(packed: bytes) -> tuple[Any, ...]:
    """The plain value that was packed."""
    seen, own = marshal.loads(packed)  # noqa: S302 (ours, and checked)
    return (*marshal.loads(seen), *own)  # noqa: S302 (as above)


def pack_value(value: Article | StaticPage | Profile) -> tuple[bytes, bytes]:
    """A value in bytes; and its shape, a digest of what other pages than its own could show."""
    if not isinstance(value, Article):
        return marshal.dumps((marshal.dumps(_plain(value)), ())), bytes(SHAPE_BYTES)
    plain = _plain(value)
    # Of this version, equal values have equal bytes.
    seen = marshal.dumps(plain[:-_OWN], 2)
    shape = hashlib.blake2b(seen, digest_size=SHAPE_BYTES).digest()
    return marshal.dumps((seen, plain[-_OWN:])), shape


def _plain(value: Article | StaticPage | Profile) -> tuple[Any, ...]:
    if not isinstance(value, Article):
        see_also, links = (tuple(map(tuple, names)) for names in (value.see_also, value.links))
        return tuple(value._replace(see_also=see_also, links=links))  # type: ignore[arg-type]
    return (
        *value[:_WHEN],
        value.published and tuple(value.published),
        value.updated and tuple(value.updated),
        *value[_WHEN + 2 : _NAMED],
        tuple(map(tuple, value.named)),
        tuple(map(tuple, value.see_also)),
        tuple(map(tuple, value.links)),
        *value[_NAMED + 3 : _CORRECTIONS],
        tuple([(tuple(when), text) for when, text in value.corrections]),
        *value[_CORRECTIONS + 1 : _IMAGE],
        value.image and tuple(value.image),
        *value[_IMAGE + 1 :],
    )


def shown_pictures(row: tuple[Any, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The addresses of the lead picture, "" for none, and of those in the body; None where a plain
    value has neither.
    """
    is_article = len(row) == len(Article._fields)
    image, body = (row[_IMAGE], row[_IMAGE + 1]) if is_article else (None, row[_BODY_IMAGES])
    return (image[0] if image else "", body) if image or body else None


def articles_of(sources: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[Article]:
    """The articles of plain values, given with their sources, which are held once; equal names of
    others are one in memory.
    """
    named_as = _NamedOnce().__getitem__
    for source, row in zip(sources, rows, strict=False):  # others than articles follow
        made = [source, *row[1:]]
        for at in _MOMENTS:
            if when := row[at]:
                made[at] = _as_moment(when)
        for at in _NAMES:
            if names := row[at]:
                made[at] = tuple(map(named_as, names))
        if row[_CORRECTIONS]:
            made[_CORRECTIONS] = tuple(map(_as_correction, row[_CORRECTIONS]))
        if row[_IMAGE]:
            made[_IMAGE] = Picture(*row[_IMAGE])
        yield _as_article(made)


def page_of(row: tuple[Any, ...]) -> StaticPage:
    """The page of a plain value."""
    return _with_names(StaticPage(*row))


def profile_of(row: tuple[Any, ...]) -> Profile:
    """The profile of a plain value."""
    return _with_names(Profile(*row))


def _with_names(one: _Other) -> _Other:
    see_also, links = (tuple(map(_as_named, names)) for names in (one.see_also, one.links))
    return one._replace(see_also=see_also, links=links)


def _as_correction(row: tuple[Any, ...]) -> Correction:
    return Correction(_as_moment(row[0]), row[1])


class _NamedOnce(dict[tuple[str, str], Named]):
    """Gives one name for all pairs that are equal."""

    def __missing__(self, pair: tuple[str, str]) -> Named:
        made = self[pair] = _as_named(pair)
        return made


class Once(dict[Any, Any]):
    """Gives the first of equal values for all: what many articles say is held in memory once, and
    in the cache as well, so that it stays so when it is read again.
    """

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value

    def row(self, row: tuple[Any, ...], source: str, digest: bytes) -> tuple[Any, ...]:
        """An article's row with its texts held once, `source` and `digest` among them."""
        if len(row) != len(Article._fields):
            return row
        found = [source, *row[1:-1], digest]
        once = self.__getitem__
        for at in _SHARED_TEXTS:
            found[at] = once(found[at])
        for at in _SHARED_LISTS:
            found[at] = once(tuple(map(once, found[at])))
        for at in range(_NAMED, _NAMED + 3):
            if found[at]:
                found[at] = tuple([once((once(title), once(key))) for title, key in found[at]])
        return tuple(found)


_SHARED_TEXTS = tuple(
    map(Article._fields.index, ("title", "title_key", "category", "story", "origin"))
)
_SHARED_LISTS = tuple(map(Article._fields.index, ("tags", "authors")))

# These check nothing, and take a third of the time of the constructors that do.
_as_article: Callable[[Any], Article] = partial(tuple.__new__, Article)
_as_moment: Callable[[Any], Moment] = partial(tuple.__new__, Moment)
_as_named: Callable[[Any], Named] = partial(tuple.__new__, Named)
