"""How the tests of the readers read: bytes or a sample file in, what was found out."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from newsgen.content.importers import READERS, Found, RawArticle
from newsgen.language.arabic import fold_words
from newsgen.language.markup import read_body
from newsgen.words.problems import Problem

SAMPLES = Path(__file__).parent.parent / "data" / "importers"

WXR_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
)
WXR_TAIL = "</channel></rss>"


def found(
    content: bytes | str, suffix: str, columns: Mapping[str, str] | None = None
) -> list[Found]:
    raw = content.encode() if isinstance(content, str) else content
    return list(READERS[suffix](io.BytesIO(raw), f"seeds/a{suffix}", columns or {}))


def sample(name: str) -> list[Found]:
    file = SAMPLES / name
    return found(file.read_bytes(), file.suffix)


def articles(of: Iterable[Found]) -> list[RawArticle]:
    return [one for one in of if isinstance(one, RawArticle)]


def problems(of: Iterable[Found]) -> list[Problem]:
    return [one for one in of if isinstance(one, Problem)]


def only(of: Iterable[Found]) -> RawArticle:
    (article,) = of
    assert isinstance(article, RawArticle), article
    return article


def reasons(article: RawArticle) -> dict[str, str]:
    return {one.what: one.reason for one in article.left_out}


def wxr(*items: Mapping[str, str]) -> str:
    """An export whose items have these elements, every text escaped."""
    made = "".join(
        "<item>"
        + "".join(f"<{name}>{xml(text)}</{name}>" for name, text in item.items())
        + "</item>"
        for item in items
    )
    return f"{WXR_HEAD}{made}{WXR_TAIL}"


def xml(text: str) -> str:
    """A text as XML holds it; what XML cannot hold is dropped."""
    return html.escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))


def table(header: list[str], *rows: list[str]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows([header, *rows])
    return lines.getvalue()


def json_line(**values: object) -> str:
    return json.dumps(values) + "\n"


def shown_html(body: str) -> str:
    """The HTML of a body as the site will show it."""
    return "".join(block.html for section in read_body(body).sections for block in section.blocks)


def shown_words(body: str) -> list[str]:
    read = read_body(body)
    labels = [pointer.label for pointer in read.pointers]
    return fold_words(" ".join([read.text, *labels]))


def missing_words(visible: str, article: RawArticle) -> Counter[str]:
    """The words of a text that are neither in the article nor in what was left out of it.

    What was left out, and each related title, is told once, however often it stands on a page.
    """
    kept = [article.title, article.summary, article.category, article.source]
    kept += [*article.authors, *article.tags]
    once = [*article.related, *(one.what for one in article.left_out)]
    told = set(fold_words(" ".join(once)))
    words = Counter(word for word in fold_words(visible) if word not in told)
    return words - Counter(fold_words(" ".join(kept))) - Counter(shown_words(article.body))


_HARMLESS_SCHEMES = ("http:", "https:", "mailto:")


def dangers(body: str) -> list[str]:
    """Whatever in a body's HTML a browser might run, follow or load by itself."""
    shown = shown_html(body)
    if not shown.strip():
        return []
    root = etree.fromstring(f"<body>{shown}</body>".encode(), etree.HTMLParser(encoding="utf-8"))
    bad = []
    for node in root.iter():
        if node.tag is etree.Comment and node.text == " ":
            continue  # newsgen's own divider of two lists
        if not isinstance(node.tag, str) or node.tag in _DANGEROUS:
            bad.append(str(node.tag))
            continue
        for key, value in node.attrib.items():
            plain = re.sub("[\x00-\x20]", "", str(value)).lower()
            has_scheme = re.match(r"[a-z][a-z0-9+.\-]*:", plain)
            is_link = key in ("href", "src")
            if is_link and has_scheme and not plain.startswith(_HARMLESS_SCHEMES):
                bad.append(f"{key!s}={value!s}")
            if str(key).startswith("on") or key in ("srcdoc", "formaction"):
                bad.append(str(key))
    return bad


_DANGEROUS = frozenset(
    "script style iframe object embed form input svg math base meta link template noscript "
    "textarea select button video audio".split()
)
