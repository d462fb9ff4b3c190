"""A Markdown file, newsgen's or another generator's → an article."""

import re
from collections.abc import Iterator, Mapping
from typing import IO
from zoneinfo import ZoneInfo

from newsgen.content.decoding import decode_seed
from newsgen.content.importers.foreign_head import Entry, read_head
from newsgen.content.importers.links import is_web, safe_url
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    old_path,
    one_line,
    readable_slug,
    settled,
)
from newsgen.content.importers.safe_markdown import safe_markdown, without_comments
from newsgen.content.importers.status import Status, is_status, status_of, status_of_draft, together
from newsgen.content.importers.when import told_date, told_publication
from newsgen.language import front_matter
from newsgen.words.problems import Problem, complaint

# What newsgen calls a key, and what Hugo, Jekyll, Pelican and others certainly mean by theirs.
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("title",), "title"),
    **dict.fromkeys(("summary", "description", "excerpt"), "summary"),
    **dict.fromkeys(("date", "publishdate", "pubdate"), "date"),
    **dict.fromkeys(("updated", "lastmod", "modified", "last_modified_at"), "updated"),
    **dict.fromkeys(("author", "authors"), "authors"),
    **dict.fromkeys(("category", "categories"), "category"),
    **dict.fromkeys(("tags", "keywords"), "tags"),
    "source": "source",
    "story": "story",
    "slug": "slug",
    **dict.fromkeys(("aliases", "alias", "redirect_from", "url", "permalink"), "aliases"),
    **dict.fromkeys(("image", "images", "featured_image", "cover", "thumbnail"), "images"),
    "related": "related",
    "draft": "draft",
    **dict.fromkeys(("published", "publish", "status"), "status"),
}
_FIRST_HEADING = re.compile(r"\s*#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_FIRST_LINE = re.compile(r"\s*(.+?)[ \t]*(?:\n=+[ \t]*)?(?:\n|\Z)")
_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[*_`]+")
_STATUSES = {"draft": status_of_draft, "status": status_of}
_UTC = ZoneInfo("UTC")
_OF_NEWSGEN = {"seed": "it names another import", "import_digest": "it signs another import"}


def read(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    """The one article of a Markdown file."""
    text = decode_seed(stream.read(), path)
    if isinstance(text, Problem):
        yield text
        return
    head = read_head(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), path)
    if isinstance(head, Problem):
        yield head
        return
    article = _with_entries(head.entries)
    body, comments = without_comments(head.body)
    article = article._replace(left_out=(*article.left_out, *comments))
    if not article.title:
        title, body = _title_of(body)
        article = article._replace(title=title)
    if article.title:
        yield settled(article._replace(body=safe_markdown(body)))
    else:
        yield complaint(path, "missing-title", "the file has no title", line=1, column=1)


def _title_of(body: str) -> tuple[str, str]:
    """The first heading, or else the first line, and the body without it."""
    found = _FIRST_HEADING.match(body) or _FIRST_LINE.match(body)
    if not found:
        return "", body
    return _MARKS.sub(r"\1", found[1]), body[found.end() :]


def _with_entries(entries: tuple[Entry, ...]) -> RawArticle:
    article = RawArticle("", "")
    statuses: list[Status] = []
    for entry in entries:
        field = _field(entry)
        if entry.values == ():
            continue
        if not field or entry.values is None:
            article = _without(article, entry, _why_not(entry.key))
        elif field in _STATUSES:
            statuses += [_STATUSES[field](entry.key, value) for value in entry.values]
        elif field in _LISTS:
            article = _LISTS[field](article, entry.values)
        elif getattr(article, field, "") or len(entry.values) > 1:
            article = _without(article, entry, "the article has one of this already")
        else:
            article = _one(article, field, entry)
    status = together(statuses, article.date)
    left_out = (*article.left_out, *status.left_out)
    return article._replace(is_draft=status.is_draft, left_out=left_out)


def _why_not(key: str) -> str:
    """Why nothing is made of a key: newsgen knows it from articles, or not at all."""
    is_known = key in front_matter.article_table(_UTC)
    unknown = "no import writes this key" if is_known else "newsgen has no such key"
    return _OF_NEWSGEN.get(key, unknown)


def _field(entry: Entry) -> str:
    """What a key means; `published` tells a date, or whether the article is."""
    field = _NAMES.get(entry.key, "")
    is_date = entry.key == "published" and not any(map(is_status, entry.values or ()))
    return "date" if is_date else field


def _one(article: RawArticle, field: str, entry: Entry) -> RawArticle:
    (value,) = entry.values or ("",)
    if field == "date":
        date, date_text, left_out = told_publication(value, entry.key)
        if article.date_text and date:
            reason = "another key tells the date"
            left_out = (*left_out, LeftOut(f"date: {article.date_text}", reason))
        left_out = (*article.left_out, *left_out)
        return article._replace(date=date, date_text=date_text, left_out=left_out)
    if field == "updated":
        updated, left_out = told_date(value, entry.key)
        return article._replace(updated=updated, left_out=(*article.left_out, *left_out))
    if field == "slug":
        slug = readable_slug(value)
        return article._replace(slug=slug) if slug else _without(article, entry, "no readable name")
    return article._replace(**{field: value})  # type: ignore[arg-type]


def _without(article: RawArticle, entry: Entry, reason: str) -> RawArticle:
    return article._replace(
        left_out=(*article.left_out, LeftOut(f"{entry.key}: {entry.written}", reason))
    )


def _add_authors(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    return article._replace(authors=(*article.authors, *values))


def _add_category(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    first, *others = (article.category, *values) if article.category else values
    return article._replace(category=first, tags=(*article.tags, *others))


def _add_tags(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    split = (part for value in values for part in re.split(r"[,،;؛]", value))
    return article._replace(tags=(*article.tags, *split))


def _add_related(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    return article._replace(related=(*article.related, *values))


def _add_images(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    return _kept(article, values, [safe_url(value) for value in values], "images")


def _add_aliases(article: RawArticle, values: tuple[str, ...]) -> RawArticle:
    """Addresses, of which a pattern such as /:year/:title/ is none, and former titles."""
    names = ["" if "/:" in value else old_path(value) or _former_title(value) for value in values]
    return _kept(article, values, names, "aliases")


def _former_title(text: str) -> str:
    """A title that the article bore; one word alone is rather a path without its slash."""
    title = one_line(text)
    try:
        return front_matter.other_name_value(title) if " " in title and not is_web(title) else ""
    except ValueError:
        return ""


def _kept(article: RawArticle, values: tuple[str, ...], made: list[str], field: str) -> RawArticle:
    lost = (value for value, one in zip(values, made, strict=True) if not one)
    left_out = (LeftOut(value, f"it cannot be one of the {field}") for value in lost)
    kept = (*getattr(article, field), *filter(None, made))
    article = article._replace(left_out=(*article.left_out, *left_out))
    return article._replace(**{field: kept})  # type: ignore[arg-type]


_LISTS = {
    "authors": _add_authors,
    "category": _add_category,
    "tags": _add_tags,
    "related": _add_related,
    "images": _add_images,
    "aliases": _add_aliases,
}
