"""A record of the corpus as each tool wants its input: the same front matter, the same Markdown.

Only see-also pointers differ. newsgen finds the story by its title; for the others, which have no
such thing, the pointer is written as a ready link.
"""

from collections.abc import Mapping
from urllib.parse import quote

from benchmarks.corpus import Block, Record
from newsgen.content.importers.raw import RawArticle
from newsgen.content.seeds import Given, raw_to_content
from newsgen.language import front_matter

SEE_ALSO = "شاهد أيضًا"


def for_newsgen(record: Record) -> str:
    """The content file exactly as newsgen's own importer writes it."""
    raw = RawArticle(
        name="",
        title=record.title,
        summary=record.summary,
        date=record.date,
        authors=(record.author,),
        category=record.category,
        tags=record.tags,
        related=record.related,
        body=_body(record, is_linked=False),
    )
    return raw_to_content(raw, Given(seed="", slug=record.slug))


def for_hugo(record: Record) -> str:
    """YAML; each taxonomy is a list, and the archives of years and of months are two more."""
    terms = {
        "categories": (record.category,),
        "tags": record.tags,
        "authors": (record.author,),
        "archive": (record.date[:4],),
        "months": (record.date[:7],),
    }
    return _with_yaml(record, terms)


def for_eleventy(record: Record) -> str:
    """YAML."""
    terms: Mapping[str, str | tuple[str, ...]]
    terms = {"category": record.category, "tags": record.tags, "author": record.author}
    return _with_yaml(record, terms)


def for_pelican(record: Record) -> str:
    """Pelican's own head: one line a key."""
    head = {
        "Title": record.title,
        "Slug": record.slug,
        "Summary": record.summary,
        "Date": record.date,
        "Category": record.category,
        "Tags": ", ".join(record.tags),
        "Author": record.author,
        "Related": " | ".join(record.related),
    }
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"{lines}\n{_body(record, is_linked=True)}\n"


def _with_yaml(record: Record, terms: Mapping[str, str | tuple[str, ...]]) -> str:
    head = front_matter.write(
        {
            "title": record.title,
            "summary": record.summary,
            "date": record.date,
            **terms,
            "related": record.related,
            "slug": record.slug,
        }
    )
    return f"---\n{head}---\n\n{_body(record, is_linked=True)}\n"


def _body(record: Record, *, is_linked: bool) -> str:
    parts = []
    for section in record.sections:
        if section.heading:
            parts.append(f"## {section.heading}")
        parts += [_markdown(block, is_linked=is_linked) for block in section.blocks]
    return "\n\n".join(parts)


def _markdown(block: Block, *, is_linked: bool) -> str:
    if block.kind == "list":
        return "\n".join(f"- {line}" for line in block.lines)
    if block.kind == "pointer" and is_linked:
        return f"{SEE_ALSO}: [{block.lines[0]}](/articles/{quote(block.slug)}/)"
    if block.kind == "pointer":
        return f"{SEE_ALSO}: {block.lines[0]}"
    return block.lines[0]
