"""A content file's bytes → an `Article` or a `StaticPage`, and the problems found on the way.

Nothing here raises on content: a text that cannot be read is a list of problems.
"""

import hashlib
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.language import front_matter
from newsgen.language.arabic import fold_each
from newsgen.language.fields import Table
from newsgen.language.figures import with_figures
from newsgen.language.markup import Body, read_body
from newsgen.language.slugs import identity, slug
from newsgen.words.model import (
    Article,
    Correction,
    Moment,
    Named,
    Picture,
    Profile,
    StaticPage,
)
from newsgen.words.problems import Problem, complaint

NO_BODY = Body((), "")
_IMAGE_KEYS = frozenset(("image_alt", "image_caption", "image_credit"))


class Unread(NamedTuple):
    """A source to read, as `unread` makes it."""

    content: bytes
    source: str
    path: str
    digest: bytes


class Reading(NamedTuple):
    """What became of one source: a value with its body, or problems."""

    value: Article | StaticPage | Profile | None
    problems: tuple[Problem, ...]
    body: Body = NO_BODY


def digest(content: bytes) -> bytes:
    """What identifies a source's content: SHA-256, for which processors have instructions, cut."""
    return hashlib.sha256(content, usedforsecurity=False).digest()[:16]


def unread(content: bytes, source: str, path: str) -> Unread:
    """A source to read: its path under content/, and the path that problems name."""
    return Unread(content, source, path, digest(content))


def decode(content: bytes, path: str) -> str | Problem:
    """UTF-8, with or without a byte order mark; any line ends."""
    try:
        text = content.decode("utf-8-sig" if content.startswith(BOM_UTF8) else "utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the byte order mark
        return complaint(
            path,
            "not-utf-8",
            f"byte 0x{error.object[error.start]:02x} is not UTF-8",
            line=before.count(b"\n") + 1,
            column=len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1,
            hint="save the file as UTF-8",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_articles(every: Sequence[Unread], zone: ZoneInfo, quotes: str = "«»") -> list[Reading]:
    """Read articles. `quotes` are the two marks that balanced straight quotes of the body become.

    Each step is taken for all of them before the next, for a processor that still holds what a step
    needs takes it sooner: fifty articles are read in five sixths of the time of one by one.
    """
    table = front_matter.article_table(zone)
    heads = [_head(one, table) for one in every]
    bodies = [NO_BODY if head.problems else _read_body(head.body, quotes) for head in heads]
    return [
        Reading(None, head.problems)
        if head.problems
        else Reading(_article(head.values, body, one), (), body)
        for one, head, body in zip(every, heads, bodies, strict=True)
    ]


def read_page(one: Unread, quotes: str = "«»") -> Reading:
    """Read a page of content/pages, in the same way."""
    head = _head(one, front_matter.PAGE_TABLE)
    if head.problems:
        return Reading(None, head.problems)
    values, body = head.values, _read_body(head.body, quotes)
    page = StaticPage(
        source=one.source,
        slug=values.get("slug") or _file_slug(one.source),
        title=values["title"],
        summary=values.get("summary", ""),
        draft=values.get("draft", False),
        seed=values.get("seed", ""),
        aliases=values.get("aliases", ()),
        see_also=_named([pointer.title for pointer in body.pointers]),
        links=_named([link.name for link in body.links]),
        body_images=body.images,
        digest=one.digest,
    )
    return Reading(page, (), body)


def read_profile(one: Unread, quotes: str = "«»") -> Reading:
    """Read what is said of an author, a category or a tag, in the same way; the first folder of
    the source names the taxonomy.
    """
    head = _head(one, front_matter.PROFILE_TABLE)
    if head.problems:
        return Reading(None, head.problems)
    values, body = head.values, _read_body(head.body, quotes)
    profile = Profile(
        source=one.source,
        taxonomy=one.source.partition("/")[0],
        name=values["title"],
        summary=values.get("summary", ""),
        role=values.get("role", ""),
        see_also=_named([pointer.title for pointer in body.pointers]),
        links=_named([link.name for link in body.links]),
        body_images=body.images,
        digest=one.digest,
    )
    return Reading(profile, (), body)


def body_of(content: bytes, path: str, quotes: str = "«»") -> Body:
    """The body alone, for rendering a source that was read without problems before.

    `quotes` are the two marks that balanced straight quotes become.
    """
    parted = _parted(content, path)
    return NO_BODY if isinstance(parted, Problem) else _read_body(parted.body, quotes)


class _Head(NamedTuple):
    """What the front matter of a source says, if it has no problems, and its body as a text."""

    values: dict[str, Any]
    body: str
    problems: tuple[Problem, ...] = ()


def _head(one: Unread, table: Table) -> _Head:
    parted = _parted(one.content, one.path)
    if isinstance(parted, Problem):
        return _Head({}, "", (parted,))
    values, problems = front_matter.read(parted.head, table, one.path)
    problems.extend(_order_problems(values, parted.head, one.path))
    return _Head(values, parted.body, tuple(problems))


def _read_body(text: str, quotes: str) -> Body:
    """A body as pages show it."""
    return with_figures(read_body(text, quotes), text, quotes)


def _parted(content: bytes, path: str) -> front_matter.SplitText | Problem:
    text = decode(content, path)
    return text if isinstance(text, Problem) else front_matter.split(text, path)


def _order_problems(values: dict[str, Any], head: str, path: str) -> Iterator[Problem]:
    """An update comes after what it updates, and words about a picture need one."""
    for key in _IMAGE_KEYS & values.keys() if "image" not in values else ():
        line = front_matter.line_of(head, key)
        message = f"'{key}' is about a picture, and there is no 'image'"
        yield complaint(path, "missing-key", message, line=line, column=1)
    updated: Moment | None = values.get("updated")
    published: Moment | None = values.get("date")
    if updated and published and updated.epoch_seconds < published.epoch_seconds:
        line = front_matter.line_of(head, "updated")
        yield complaint(path, "wrong-date", "'updated' is before 'date'", line=line, column=1)


def _corrections(given: tuple[dict[str, Any], ...]) -> tuple[Correction, ...]:
    """In the order of their dates, however they were written down."""
    told = [Correction(one["date"], one["text"]) for one in given]
    return tuple(sorted(told, key=lambda one: one.when.epoch_seconds))


def _file_slug(source: str) -> str:
    stem = source.rsplit("/", 1)[-1].rpartition(".")[0]
    return slug(stem, fallback=identity(source))


def _article(values: dict[str, Any], body: Body, one: Unread) -> Article:
    title, summary = values["title"], values.get("summary", "")
    published: Moment | None = values.get("date")
    category = values.get("category", "")
    article_slug = values.get("slug") or _file_slug(one.source)
    related = dict.fromkeys(values.get("related", ()))
    pointers = [pointer.title for pointer in body.pointers]
    titles = [title, *related, *pointers, *[link.name for link in body.links]]
    own, *others = _named(titles)
    before_links = len(related) + len(pointers)
    aliases = values.get("aliases", ())
    shown_on_cards = (article_slug, title, summary, published.local if published else "", category)
    return Article(
        source=one.source,
        slug=article_slug,
        title=title,
        title_key=own.key,
        summary=summary,
        published=published,
        updated=values.get("updated"),
        category=category,
        tags=tuple(dict.fromkeys(values.get("tags", ()))),
        authors=values.get("author", ()),
        origin=values.get("source", ""),
        story=values.get("story", ""),
        named=tuple(others[: len(related)]),
        see_also=tuple(others[len(related) : before_links]),
        links=tuple(others[before_links:]),
        seed=values.get("seed", ""),
        aliases=tuple([name for name in aliases if name[0] == "/"]),
        former_titles=tuple([name for name in aliases if name[0] != "/"]),
        images=values.get("images", ()),
        weight=values.get("weight", 0),
        pinned_until=values.get("pin_until", 0),
        breaking_until=values.get("breaking_until", 0),
        corrections=_corrections(values["corrections"]) if "corrections" in values else (),
        image=_image(values) if "image" in values else None,
        body_images=body.images,
        draft=values.get("draft", False),
        word_count=body.text.count(" ") + 1 if body.text else 0,
        digest=one.digest,
        card_digest=digest("\0".join(shown_on_cards).encode()),
    )


def _named(titles: Sequence[str]) -> tuple[Named, ...]:
    return tuple(map(Named, titles, fold_each(titles)))


def _image(values: dict[str, Any]) -> Picture:
    """The lead picture, and what the front matter says of it."""
    said = (values.get(key, "") for key in ("image_alt", "image_caption", "image_credit"))
    return Picture(values["image"], *said)
