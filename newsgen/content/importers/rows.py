"""Rows of named values, of a table or of lines of JSON → articles."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.content.importers.links import safe_url
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
    well_formed,
)
from newsgen.content.importers.status import Status, is_status, status_of, status_of_draft, together
from newsgen.content.importers.when import told_date, told_publication
from newsgen.language.arabic import clean, fold
from newsgen.language.markup import escape
from newsgen.words.problems import Problem, complaint, warning

# Folded names under which columns are known without a mapping.
_NAMES: Mapping[str, str] = {
    fold(name): key
    for key, names in {
        "name": "id,key,guid,uuid,post_id,article_id,المعرف,الرقم,رقم الخبر",
        "title": "title,headline,العنوان,عنوان,عنوان الخبر",
        "summary": "summary,description,excerpt,lead,teaser,الملخص,ملخص,الوصف,المقدمة,المقتطف",
        "body": "body,text,content,html,article,body_html,النص,نص,المحتوى,المتن,نص الخبر",
        "date": "date,published,published_at,publish_date,published_date,pubdate,التاريخ,تاريخ,"
        "تاريخ النشر,created_at",
        "updated": "updated,updated_at,modified,lastmod,آخر تحديث,تاريخ التحديث,تاريخ التعديل",
        "author": "author,authors,byline,writer,الكاتب,كاتب,المؤلف,المحرر,الصحفي,بقلم",
        "category": "category,section,القسم,قسم,التصنيف,تصنيف,الفئة,الباب",
        "tags": "tags,keywords,الوسوم,وسوم,الكلمات المفتاحية,كلمات مفتاحية,الكلمات الدالة",
        "source": "source,المصدر,مصدر",
        "slug": "slug",
        "url": "url,link,permalink,alias,aliases,الرابط,رابط",
        "image": "image,images,image_url,thumbnail,الصورة,صورة,الصور",
        "related": "related,أخبار ذات صلة",
        "draft": "draft,is_draft,مسودة",
        "status": "status,post_status,is_published,الحالة,حالة,حالة النشر,منشور,منشورة",
    }.items()
    for name in names.split(",")
}
KEYS = frozenset(_NAMES.values())
_BETWEEN = re.compile(r"[,،;؛|]")
_HTML = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|strong|b|em|i|a|img|blockquote|table|span|figure|iframe)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# A text may be begun long before it is published.
_LAST = fold("created_at")
_EITHER = fold("published")
_STATUSES = {"draft": status_of_draft, "status": status_of}


class Row(NamedTuple):
    """The values of one article by column, and the line on which they start."""

    values: Mapping[str, tuple[str, ...]]
    line: int


Rows = Callable[[], Iterable[Row | Problem]]


def articles(rows: Rows, path: str, columns: ColumnMapping) -> Iterator[Found]:
    """An article a row; problems are passed on. `columns` names columns for front matter keys.

    The rows are read twice, so that all of one name are known, and none has to be kept.
    """
    chosen = {fold(column): key for key, column in columns.items()}
    claims = Counter(_name(row, chosen) for row in rows() if isinstance(row, Row))
    seen: set[str] = set()
    for row in rows():
        if isinstance(row, Problem):
            yield row
            continue
        article = _article(row, chosen)
        if not article.title:
            hint = "name the column in newsgen.yaml: import: {columns: {title: …}}"
            yield complaint(path, "missing-title", "no title", line=row.line, hint=hint)
            continue
        name = _name(row, chosen)
        if name in seen:
            message = f"a second row is called '{name}'"
            yield warning(path, "two-seeds", message, line=row.line, hint="give each an id")
        seen.add(name)
        own_name = name if claims[name] == 1 else f"{name}#{_digest(row)}"
        yield settled(article._replace(name=own_name))


def _name(row: Row, chosen: Mapping[str, str]) -> str:
    """What a row is known by from one import to the next: its id, its address or its title."""
    given = _by_key(row, chosen).values
    firsts = (one_line(text) for key in ("name", "url", "title") for text in given.get(key, ())[:1])
    return next(filter(None, firsts), "")


def _digest(row: Row) -> str:
    """Tells rows of one name apart, wherever they stand in their file."""
    values = repr(sorted(row.values.items())).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(values, digest_size=4).hexdigest()


def _article(row: Row, chosen: Mapping[str, str]) -> RawArticle:
    given, dates, statuses, others = _by_key(row, chosen)
    one = {key: values[0] for key, values in given.items() if values}
    date, date_text, undated = _publication(dates)
    status = together(statuses, date)
    updated, not_updated = told_date(one.get("updated", ""), "updated")
    category, *more_tags = given.get("category") or ("",)
    urls = given.get("url", ())
    images = given.get("image", ())
    body, beside = _body(one.get("body", ""), one.get("title", ""), one.get("url", ""))
    slug = readable_slug(one.get("slug", ""))
    lost = [url for url in urls if not old_path(url) and not lost_address(url)]
    lost += [image for image in images if not safe_url(image)]
    lost += [one["slug"]] if one.get("slug") and not slug else []
    return beside._replace(
        title=one_line(one.get("title", "")),
        summary=one.get("summary", ""),
        date=date,
        date_text=date_text,
        updated=updated,
        authors=_parted(given.get("author", ())),
        category=category,
        tags=(*more_tags, *_parted(given.get("tags", ()))),
        source=one.get("source", ""),
        slug=slug,
        aliases=tuple(map(old_path, urls)),
        images=(*map(safe_url, images), *beside.images),
        related=(*given.get("related", ()), *beside.related),
        is_draft=status.is_draft,
        body=body,
        left_out=(
            *(LeftOut(f"{column}: {text}", "no key of this name") for column, text in others),
            *(LeftOut(text, "no usable address") for text in lost),
            *(one for url in urls for one in lost_address(url)),
            *beside.left_out,
            *undated,
            *not_updated,
            *status.left_out,
        ),
    )


def _publication(dates: Sequence[tuple[str, str]]) -> tuple[str, str, tuple[LeftOut, ...]]:
    """The first date that can be read, else the first Hijri one as it is written."""
    read = [(f"{column}: {text}", *told_publication(text, column)) for column, text in dates]
    date = next((date for _, date, _, _ in read if date), "")
    date_text = "" if date else next((text for _, _, text, _ in read if text), "")
    left_out: list[LeftOut] = []
    is_chosen = False
    for written, day, text, unread in read:
        is_read = bool(day or text)
        if is_read and not is_chosen and (day, text) == (date, date_text):
            is_chosen = True
        else:
            left_out += unread or (LeftOut(written, "another column tells the date"),)
    return date, date_text, tuple(left_out)


class _Given(NamedTuple):
    """The values of a row by front matter key, and what counts together with others of its kind."""

    values: Mapping[str, tuple[str, ...]]
    dates: Sequence[tuple[str, str]]
    statuses: Sequence[Status]
    others: Sequence[tuple[str, str]]


def _by_key(row: Row, chosen: Mapping[str, str]) -> _Given:
    """The values by key; of two columns for one key the chosen or first one counts.

    Of dates each may turn out to be the first that can be read, unless one was chosen; of what
    says whether readers may see the article, all count.
    """
    given: dict[str, tuple[str, ...]] = {}
    made = _Given(given, dates := [], statuses := [], others := [])
    keys = {column: _key(column, values, chosen) for column, values in row.values.items()}
    by_choice = sorted(row.values.items(), key=lambda item: _rank(item[0], chosen))
    has_date = "date" in chosen.values()
    for column, values in by_choice:
        texts = tuple(text for value in values if (text := well_formed(value).strip()))
        key = keys[column]
        is_one = key in _SINGLE and len(texts) > 1
        if key in _STATUSES:
            statuses += [_STATUSES[key](column, text) for text in texts]
        elif key == "date" and (fold(column) in chosen or not has_date):
            dates += [(column, text) for text in texts]
        elif key and key != "date" and key not in given and not is_one:
            given[key] = texts
        else:
            others += [(column, text) for text in texts]
    return made


def _key(column: str, values: Sequence[str], chosen: Mapping[str, str]) -> str:
    """The front matter key of a column; one called «published» tells a date or whether it is so."""
    name = fold(column)
    key = chosen.get(name) or _NAMES.get(name, "")
    is_told = name == _EITHER and name not in chosen and any(map(is_status, values))
    return "status" if is_told else key


def _rank(column: str, chosen: Mapping[str, str]) -> tuple[bool, bool]:
    return fold(column) not in chosen, fold(column) == _LAST


def _parted(values: tuple[str, ...]) -> tuple[str, ...]:
    """A list as it is; one text that may hold several is parted at its commas."""
    return tuple(_BETWEEN.split(values[0])) if len(values) == 1 else values


def _body(text: str, title: str, home: str) -> tuple[str, RawArticle]:
    """The body, and an article with what stands beside it."""
    nothing = RawArticle("", "")
    if not _HTML.search(text):
        lines = (escape(line) for line in clean(text).split("\n") if line.strip())
        return "\n\n".join(lines), nothing
    try:
        from newsgen.content.importers.html_markdown import html_to_markdown
    except ImportError:
        lines = (escape(line) for line in clean(text).split("\n") if line.strip())
        reason = "its HTML is shown as text: pip install 'newsgen[html]'"
        return "\n\n".join(lines), nothing._replace(left_out=(LeftOut("body", reason),))
    made = html_to_markdown(text, title, home)
    return made.body, nothing._replace(
        images=made.images, related=made.related, left_out=made.left_out
    )


_SINGLE = KEYS - {"author", "category", "tags", "url", "image", "related"}
