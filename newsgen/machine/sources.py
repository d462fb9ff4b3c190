"""The content folder as values: stat first, read what changed, remember the rest."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.articles import Reading, digest, read_article, read_page
from newsgen.graph.site import CONTENT_FOLDER
from newsgen.machine import cache
from newsgen.machine.folders import SiteFolders, is_settled, scan
from newsgen.words.model import Article, Moment, Named, Source, StaticPage
from newsgen.words.problems import Problem, warning

_KINDS = ("articles/", "pages/")


class Content(NamedTuple):
    """What was read: articles and pages by source path, all problems, and how many were parsed."""

    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]
    parsed: int

    @property
    def all(self) -> Iterator[Article | StaticPage]:
        """Articles and pages."""
        yield from self.pages
        yield from self.articles


def read_content(folders: SiteFolders, zone: ZoneInfo, key: bytes, cache_file: Path) -> Content:
    """Read content/; files whose signature or bytes are as remembered are not parsed again."""
    remembered: dict[str, Any] = cache.load(cache_file, key) or {}
    at_ns = time.time_ns()
    rows: dict[str, Any] = {}
    problems: list[Problem] = []
    parsed = 0
    for source in scan(folders.content):
        kind = _kind(source, problems)
        if not kind:
            continue
        row = remembered.get(source.path)
        if row is None or row[0] != source.signature:
            content = (folders.content / source.path).read_bytes()
            found = digest(content)
            trusted = source.signature if is_settled(source.signature, at_ns) else ()
            if row is not None and row[1] == found:
                row = (trusted, found, row[2])
            else:
                parsed += 1
                reading = _read(kind, content, source.path, zone)
                problems.extend(reading.problems)
                if reading.value is None:
                    continue
                row = (trusted, found, _plain(reading.value))
        rows[source.path] = row
    if rows != remembered:
        cache.store(cache_file, key, rows)
    articles, pages = (
        [row[2] for path, row in rows.items() if path.startswith(kind)] for kind in _KINDS
    )
    return Content(
        articles=tuple(map(_article, articles)),
        pages=tuple(StaticPage(*row) for row in pages),
        problems=tuple(problems),
        parsed=parsed,
    )


def _kind(source: Source, problems: list[Problem]) -> str:
    """The folder that a source belongs to; "" for one that is left aside."""
    kind = next((kind for kind in _KINDS if source.path.startswith(kind)), "")
    if source.path.endswith(".md"):
        if kind:
            return kind
        message = "this file is in neither content/articles nor content/pages, so it is not used"
        problems.append(warning(f"{CONTENT_FOLDER}/{source.path}", "stray-file", message))
    return ""


def _read(kind: str, content: bytes, source: str, zone: ZoneInfo) -> Reading:
    path = f"{CONTENT_FOLDER}/{source}"
    if kind == "articles/":
        return read_article(content, source, path, zone)
    return read_page(content, source, path)


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _article(row: tuple[Any, ...]) -> Article:
    article = Article(*row)
    return article._replace(
        published=_optional(Moment, article.published),
        updated=_optional(Moment, article.updated),
        named=_all(Named, article.named),
        see_also=_all(Named, article.see_also),
    )


def _optional(make: Callable[..., Moment], row: Any) -> Moment | None:
    return None if row is None else make(*row)


def _all(make: Callable[..., Named], rows: Iterable[Any]) -> tuple[Named, ...]:
    return tuple(make(*row) for row in rows)
