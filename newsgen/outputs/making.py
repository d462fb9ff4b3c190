"""How a page is made: a path, a template, and a view whose every value is in its stamp."""

import hashlib
import marshal
import pickle
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from newsgen.words.model import Page

_PICKLE_VERSION = 5
_MARSHAL_VERSION = 2  # the last one whose bytes do not depend on how strings are shared in memory


# All fields of a page in order, unchecked: as in machine/records.py.
as_page: Callable[[tuple[Any, ...]], Page] = partial(tuple.__new__, Page)


class Ready:
    """A view that is made already, as a function."""

    def __init__(self, view: Mapping[str, object]) -> None:
        self.view = view

    def __call__(self) -> Mapping[str, object]:
        return self.view


def plain_view(page: Page) -> Callable[..., Mapping[str, Any]]:
    """What makes a page's view from the values of `plain_of`."""
    return pickle.loads if isinstance(page.view, Ready) else page.view


def plain_of(page: Page) -> tuple[Any, ...]:
    """The plain values that a page's view is made of. A view that is made already goes into bytes
    as well, or it would keep parts of the articles that it shows from being freed.
    """
    if isinstance(page.view, Ready):
        return (pickle.dumps(page.view.view, _PICKLE_VERSION),)
    return page.of


def page(path: str, kind: str, template: str, view: Mapping[str, object]) -> Page:
    """A page that shows exactly `view`: for the few pages that are cheap to lay out."""
    return Page(path, kind, template, stamp((kind, tuple(view.items()))), Ready(view))


def deferred(
    path: str,
    kind: str,
    template: str,
    parts: Any,
    view: Callable[..., Mapping[str, object]],
    *,
    of: tuple[Any, ...] = (),
    sources: tuple[str, ...] = (),
    has_body: bool = False,
    near: int = 0,
) -> Page:
    """A page whose view is made only when it is rendered. `parts` are plain values, digests for the
    most part, that tell all that the view can show.
    """
    made_of = plain_stamp((kind, parts))
    return as_page((path, kind, template, made_of, view, sources, has_body, "", near, of))


def stamp(value: object) -> bytes:
    """A digest of a value: equal values have equal stamps, in every process."""
    return plain_stamp(_plain(value))


def plain_stamp(value: Any) -> bytes:
    """The same for a value of plain tuples, texts, bytes and numbers."""
    return hashlib.blake2b(marshal.dumps(value, _MARSHAL_VERSION), digest_size=16).digest()


def _plain(value: Any) -> Any:
    """The value in plain tuples; one that carries a digest is told by it alone."""
    if isinstance(value, tuple):
        digest = getattr(value, "digest", None)
        return digest if digest is not None else tuple(map(_plain, value))
    return value
