"""How a page is made: a path, a template, and a view whose every value is in its stamp."""

import hashlib
import marshal
from collections.abc import Mapping
from typing import Any

from newsgen.words.model import Page

_MARSHAL_VERSION = 2  # the last one whose bytes do not depend on how strings are shared in memory


def page(
    path: str,
    kind: str,
    template: str,
    view: Mapping[str, object],
    *,
    sources: tuple[str, ...] = (),
    body: tuple[str, bytes] | None = None,
) -> Page:
    """A page that shows exactly `view`, and the body of a source if one is named."""
    shown = tuple(view.items())
    return Page(path, kind, template, shown, stamp((kind, shown, body)), sources, body)


def stamp(value: object) -> bytes:
    """A digest of a value: equal values have equal stamps, in every process."""
    return hashlib.blake2b(marshal.dumps(_plain(value), _MARSHAL_VERSION), digest_size=16).digest()


def _plain(value: Any) -> Any:
    """The value in plain tuples; one that carries a digest is told by it alone."""
    if isinstance(value, tuple):
        digest = getattr(value, "digest", None)
        return digest if digest is not None else tuple(map(_plain, value))
    return value
