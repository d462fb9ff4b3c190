"""Sources read one at a time."""

from zoneinfo import ZoneInfo

from newsgen.content import articles
from newsgen.content.articles import Reading, unread


def read_article(
    content: bytes, source: str, path: str, zone: ZoneInfo, quotes: str = "«»"
) -> Reading:
    (reading,) = articles.read_articles([unread(content, source, path)], zone, quotes)
    return reading


def read_page(content: bytes, source: str, path: str) -> Reading:
    return articles.read_page(unread(content, source, path))


def read_profile(content: bytes, source: str, path: str) -> Reading:
    return articles.read_profile(unread(content, source, path))
