"""HTML that lies ready in bytes: a body, a card. A page takes it in as it is.

Half of what a site's pages hold is shown more than once, and the other half was encoded when it was
read. To templates it is safe HTML like any other; only who looks into it has it decoded.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from markupsafe import Markup


class ReadyHtml:
    """Safe HTML in UTF-8. Whatever is asked of it besides its bytes, its `Markup` answers."""

    __slots__ = ("utf8",)

    def __init__(self, utf8: bytes) -> None:
        self.utf8 = utf8

    def __html__(self) -> Markup:
        return Markup(self.utf8.decode())  # noqa: S704 (it is what this class holds)

    __str__ = __html__

    def __bool__(self) -> bool:
        return bool(self.utf8)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__html__(), name)


def _asked_of_markup(name: str) -> Callable[..., Any]:
    def method(ready: ReadyHtml, *others: Any) -> Any:
        plain = [one.__html__() if isinstance(one, ReadyHtml) else one for one in others]
        return getattr(ready.__html__(), name)(*plain)

    return method


# Python looks these up on the class alone.
for _name in (
    *("len", "iter", "contains", "getitem", "format", "hash", "repr"),
    *("add", "radd", "mul", "rmul", "mod", "eq", "ne", "lt", "le", "gt", "ge"),
):
    setattr(ReadyHtml, f"__{_name}__", _asked_of_markup(f"__{_name}__"))


def as_markup(work: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is given the `Markup` of whatever lies ready: for those that ask whether they
    have a text.
    """

    @wraps(work)  # with the marks that Jinja looks for
    def work_on_markup(*values: Any, **named: Any) -> Any:
        return work(*[one.__html__() if type(one) is ReadyHtml else one for one in values], **named)

    return work_on_markup


def for_json(value: object) -> str:
    """What JSON holds of a value that it does not know."""
    if isinstance(value, ReadyHtml):
        return value.__html__()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def joined(pieces: Iterable[Any]) -> Any:
    """What a part of a template gave piece by piece: Jinja's `concat`. It is a text, unless a part
    of it lies ready; then all of it does.
    """
    events = list(pieces)
    return ReadyHtml(bytes_of(events)) if ReadyHtml in map(type, events) else "".join(events)


def bytes_of(pieces: Iterable[Any]) -> bytes:
    """The same in UTF-8, with what lies ready as it is. Raises UnicodeEncodeError."""
    events = list(pieces)
    encoded: list[bytes] = []
    start = 0
    for at in [at for at, event in enumerate(events) if type(event) is ReadyHtml]:
        encoded.append("".join(events[start:at]).encode())
        encoded.append(events[at].utf8)
        start = at + 1
    encoded.append("".join(events[start:]).encode())
    return b"".join(encoded)
