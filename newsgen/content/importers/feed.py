"""RSS and Atom → the articles of the feed."""

from collections.abc import Iterator
from typing import IO, Any

import feedparser  # type: ignore[import-untyped]

from newsgen.content.importers.html_markdown import (
    Converted,
    html_to_markdown,
    plain_to_markdown,
)
from newsgen.content.importers.links import resolved, safe_url
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    lost_address,
    old_path,
    one_line,
    readable_slug,
    settled,
)
from newsgen.content.importers.tree import html_text
from newsgen.content.importers.when import told_date, told_publication
from newsgen.content.importers.xml_stream import pieces
from newsgen.words.problems import Problem, complaint, warning

_MARKUP = frozenset(("text/html", "application/xhtml+xml"))


def read(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    """The articles in the order of the feed. A feed that is broken is read as far as it goes."""
    broken = next((one for one in pieces(stream, path, ()) if isinstance(one, Problem)), None)
    if broken and broken.code == "xml-entities":
        yield broken
        return
    stream.seek(0)
    # The library would take text for an address or a file's name; a stream is only read.
    feed = feedparser.parse(stream, resolve_relative_uris=False, sanitize_html=False)
    if broken:
        yield broken._replace(severity="warning" if feed.entries else "error")
    elif not feed.entries:
        yield warning(path, "empty-file", "the feed holds no articles")
    for entry in feed.entries:
        yield _found(entry, feed, path)


def _found(entry: Any, feed: Any, path: str) -> Found:
    title = _literal(dict.get(entry, "title_detail"))
    name = one_line(dict.get(entry, "id") or dict.get(entry, "link") or title)
    if not one_line(title):
        return complaint(path, "missing-title", f"the entry {name} has no title")
    return settled(_article(entry, feed, RawArticle(name, title)))


def _article(entry: Any, feed: Any, bare: RawArticle) -> RawArticle:
    link = resolved(dict.get(entry, "link") or "", dict.get(feed.feed, "link") or "")
    made, summary = _texts(entry, bare.title, link)
    published = dict.get(entry, "published") or dict.get(entry, "updated") or ""
    date, date_text, undated = told_publication(published, "published")
    updated, not_updated = told_date(dict.get(entry, "updated") or "", "updated")
    category, *tags = [
        html_text(tag.get("label") or tag.get("term") or "")
        for tag in dict.get(entry, "tags") or ()
    ] or [""]
    alias = old_path(link)
    source = dict.get(entry, "source") or {}
    return bare._replace(
        summary=summary,
        date=date,
        date_text=date_text,
        updated=updated,
        authors=_authors(entry) or _authors(feed.feed),
        category=category,
        tags=tuple(tags),
        source=html_text(dict.get(source, "title") or ""),
        slug=readable_slug(alias.rstrip("/").rpartition("/")[2]),
        aliases=(alias,),
        images=(*_images(entry, link), *made.images),
        related=made.related,
        body=made.body,
        left_out=(*made.left_out, *lost_address(link), *undated, *not_updated, *_enclosures(entry)),
    )


def _texts(entry: Any, title: str, home: str) -> tuple[Converted, str]:
    """The body, and the summary where it is another text."""
    summary = dict.get(entry, "summary_detail")
    contents = dict.get(entry, "content") or ()
    content = max(contents, key=lambda one: len(one.get("value") or ""), default=None)
    if content is None:
        return _body(summary, title, home), ""
    told = _literal(summary)
    is_same = summary is not None and summary.get("value") == content.get("value")
    return _body(content, title, home), "" if is_same else told


def _body(detail: Any, title: str, home: str) -> Converted:
    if not detail:
        return Converted("")
    if detail.get("type") in _MARKUP:
        return html_to_markdown(detail["value"], title, home)
    return Converted(plain_to_markdown(detail["value"]))


def _literal(detail: Any) -> str:
    if not detail:
        return ""
    is_markup = detail.get("type") in _MARKUP
    return html_text(detail["value"]) if is_markup else str(detail["value"])


def _authors(entry: Any) -> tuple[str, ...]:
    people = dict.get(entry, "authors") or ()
    names = [person.get("name") or person.get("email") or "" for person in people]
    return tuple(html_text(name) for name in names if name)


def _images(entry: Any, home: str) -> tuple[str, ...]:
    media = [*(dict.get(entry, "media_content") or ()), *(dict.get(entry, "media_thumbnail") or ())]
    urls = [one.get("url", "") for one in media if one.get("medium", "image") == "image"]
    urls += [one.get("href", "") for one in _attached(entry) if _is_image(one)]
    return tuple(safe_url(resolved(url, home)) for url in urls)


def _enclosures(entry: Any) -> Iterator[LeftOut]:
    for one in _attached(entry):
        if not _is_image(one):
            yield LeftOut(f"enclosure {one.get('href', '')}", "newsgen carries images only")


def _attached(entry: Any) -> list[Any]:
    return [link for link in dict.get(entry, "links") or () if link.get("rel") == "enclosure"]


def _is_image(link: Any) -> bool:
    return str(link.get("type", "")).startswith("image/")
