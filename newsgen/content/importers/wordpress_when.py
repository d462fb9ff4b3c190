"""The two clocks of a WordPress post: its site's, and Greenwich."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from newsgen.content.importers.raw import LeftOut
from newsgen.content.importers.when import told_date

_NEVER = "0000-00-00"
_OFFSET_LIMIT = timedelta(hours=15)


def post_dates(field: Callable[[str], str]) -> tuple[tuple[str, str], tuple[LeftOut, ...]]:
    """When a post appeared and when it changed; `field` gives the text of an element.

    The offset of the site is what lies between its two clocks. A draft has only the site's.
    """
    date, unread = _date(field("wp:post_date"), field("wp:post_date_gmt"), "date")
    if not date and not unread:
        date, unread = told_date(field("pubDate"), "pubDate")
    updated, unread_update = _date(
        field("wp:post_modified"), field("wp:post_modified_gmt"), "updated"
    )
    return (date, updated), (*unread, *unread_update)


def _date(local: str, greenwich: str, key: str) -> tuple[str, tuple[LeftOut, ...]]:
    local, greenwich = ("" if text.startswith(_NEVER) else text for text in (local, greenwich))
    try:
        site = datetime.fromisoformat(local)  # the offset is what we look for
        zero = datetime.fromisoformat(greenwich)
        offset = site - zero
    except (ValueError, TypeError):
        if greenwich and not local:
            return told_date(f"{greenwich}Z", key)
        return told_date(local, key)
    if abs(offset) > _OFFSET_LIMIT or offset.seconds % 60:
        return zero.replace(tzinfo=UTC).isoformat(), ()
    return site.replace(tzinfo=timezone(offset)).isoformat(), ()
