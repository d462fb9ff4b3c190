"""Listings whose numbered pages never change.

Pages are counted from the oldest articles: page 1 holds the oldest, and stays as it is when news
arrives. The listing's own address shows the newest: at least one page's worth, less than two. The
number after the last page redirects there, so that "newer" on any page is an address for good.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Sheet(NamedTuple):
    """A page of a listing: its number (0 for the listing's own address) and its articles, a part of
    what was cut.

    `older` and `newer` are numbers, None where there is nothing.
    """

    number: int
    articles: Sequence[Any]
    older: int | None
    newer: int | None


def sheets(articles: Sequence[Any], size: int) -> tuple[Sheet, ...]:
    """Cut a listing (newest first) into its sheets: the newest first, then numbered downwards."""
    full = max(0, len(articles) // size - 1)
    newest = len(articles) - full * size
    first = Sheet(0, articles[:newest], full or None, None)
    return (
        first,
        *(
            Sheet(
                number,
                articles[newest + (full - number) * size : newest + (full - number + 1) * size],
                number - 1 or None,
                number + 1,
            )
            for number in range(full, 0, -1)
        ),
    )
