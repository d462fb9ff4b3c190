"""A WordPress export (WXR) → its posts and pages, one at a time.

The file is read twice: first for the people and the addresses of images, which may stand anywhere
in it, then for the posts.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element

from newsgen.content.importers.html_markdown import html_to_markdown
from newsgen.content.importers.raw import (
    ColumnMapping,
    Found,
    LeftOut,
    RawArticle,
    lost_address,
    old_path,
    readable_slug,
    settled,
)
from newsgen.content.importers.tree import html_text
from newsgen.content.importers.wordpress_text import Attached, has_footnotes, post_html
from newsgen.content.importers.wordpress_when import post_dates
from newsgen.content.importers.xml_stream import (
    Piece,
    child_text,
    children,
    own_text,
    pieces,
)
from newsgen.words.problems import Problem, complaint, warning

_ARTICLES = frozenset(("post", "page"))
# What WordPress and its plugins keep as posts, though no reader ever sees it as an article: parts
# of a site's machinery, and what people sent to it in confidence.
_NO_ARTICLES = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request "
    "wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family "
    "wp_font_face acf-field acf-field-group acf-post-type acf-taxonomy elementor_library "
    "mc4wp-form scheduled-action amn_smtp custom-css comment wp_comment feedback shop_order "
    "shop_order_refund shop_order_placehold shop_subscription shop_coupon edd_payment "
    "edd_discount wpcf7_contact_form wpforms nf_sub jetpack_migration safecss".split()
)
_NO_ARTICLES_FROM = ("flamingo_",)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)(?:\?|$)", re.IGNORECASE)
_DEFAULT_CATEGORIES = frozenset(("uncategorized", "غير-مصنف"))


class Known(NamedTuple):
    """What the export says for all its posts: names by login, addresses of files by id, and the
    ids of the images that were uploaded to a post, by its id.
    """

    names: dict[str, str]
    images: dict[str, str]
    uploaded: dict[str, list[str]]


def read(stream: IO[bytes], path: str, _columns: ColumnMapping) -> Iterator[Found]:
    """The posts and pages in the order of the file; what is none is told in the end."""
    known = _known(stream, path)
    stream.seek(0)
    others: Counter[str] = Counter()
    held_back: Counter[str] = Counter()
    for piece in pieces(stream, path, {"item"}):
        if isinstance(piece, Problem):
            yield piece
            continue
        kind = child_text(piece.element, "wp:post_type") or "post"
        if kind in _NO_ARTICLES or kind.startswith(_NO_ARTICLES_FROM):
            others[kind] += 1
            continue
        post = _post(piece, kind, known, path)
        held_back[kind] += kind not in _ARTICLES and isinstance(post, RawArticle)
        yield post
    for kind, count in sorted(others.items()):
        if kind != "attachment":
            message = f"{count} of the kind '{kind}' are no articles and were left out"
            yield warning(path, "left-out", message)
    for kind, count in sorted((+held_back).items()):
        message = f"{count} of the kind '{kind}' are drafts: newsgen knows posts and pages only"
        hint = "take 'draft: true' out of those that readers may see"
        yield warning(path, "unknown-kind", message, hint=hint)


def _known(stream: IO[bytes], path: str) -> Known:
    known = Known({}, {}, {})
    post_id = parent = ""
    wanted = {"wp:author", "wp:post_id", "wp:post_parent", "wp:attachment_url"}
    for piece in pieces(stream, path, wanted):
        if isinstance(piece, Problem):
            break  # it is told when the posts are read
        element = piece.element
        if element.tag == "wp:post_id":
            post_id = own_text(element)
        elif element.tag == "wp:post_parent":
            parent = own_text(element)
        elif element.tag == "wp:attachment_url":
            known.images[post_id] = url = own_text(element)
            if _IMAGE.search(url):
                known.uploaded.setdefault(parent, []).append(post_id)
        else:
            login = child_text(element, "wp:author_login")
            known.names[login] = child_text(element, "wp:author_display_name") or login
    return known


def _post(piece: Piece, kind: str, known: Known, path: str) -> Found:
    item = piece.element
    name = child_text(item, "wp:post_id") or child_text(item, "guid")
    title = html_text(child_text(item, "title"))
    status = child_text(item, "wp:status") or "publish"
    if status == "trash":
        message = f"'{title}' is in the trash and was left out"
        return warning(path, "left-out", message, line=piece.line)
    if not title.strip():
        message = f"the post {name} has no title"
        hint = "give it one in WordPress, or here"
        return complaint(path, "missing-title", message, line=piece.line, hint=hint)
    return settled(_article(item, RawArticle(name, title), kind, status, known))


def _article(item: Element, bare: RawArticle, kind: str, status: str, known: Known) -> RawArticle:
    meta = _meta(item)
    own = known.uploaded.get(child_text(item, "wp:post_id"), ())
    attached = Attached(known.images, own, meta.get("footnotes", ""))
    text = post_html(child_text(item, "content:encoded"), attached)
    made = html_to_markdown(text.html, bare.title, child_text(item, "link"))
    dates, unread = post_dates(lambda key: child_text(item, key))
    category, tags, uncategorized = _terms(item)
    slug = child_text(item, "wp:post_name")
    is_locked = bool(child_text(item, "wp:post_password"))
    is_live = status == "publish" or (status == "future" and bool(dates[0]))
    featured = known.images.get(meta.get("_thumbnail_id", ""), "")
    return bare._replace(
        summary=html_text(child_text(item, "excerpt:encoded")),
        date=dates[0],
        updated=dates[1],
        authors=_authors(item, known),
        category=category,
        tags=tags,
        slug=readable_slug(slug),
        aliases=_aliases(item, meta),
        images=(featured, *made.images),
        related=made.related,
        is_page=kind == "page",
        is_draft=not is_live or is_locked or kind not in _ARTICLES,
        body=made.body,
        left_out=(
            *text.left_out,
            *made.left_out,
            *lost_address(child_text(item, "link")),
            *unread,
            *uncategorized,
            *_unkept(item, kind, "" if is_live else status, is_locked=is_locked),
        ),
    )


def _unkept(item: Element, kind: str, held_back: str, *, is_locked: bool) -> Iterator[LeftOut]:
    """What a post has besides its text, and newsgen has no place for.

    `held_back` is the status of a post that is no more than a draft.
    """
    if kind not in _ARTICLES:
        yield LeftOut(f"kind: {kind}", "it is a draft in newsgen")
    if held_back and held_back != "draft":
        yield LeftOut(f"status: {held_back}", "it is a draft in newsgen")
    if is_locked:
        yield LeftOut("a password", "a static site has none; the post is a draft")
    if comments := len(children(item, "wp:comment")):
        yield LeftOut(f"comments: {comments}", "newsgen shows no comments")
    keys = {child_text(meta, "wp:meta_key") for meta in children(item, "wp:postmeta")}
    if has_footnotes(_meta(item).get("footnotes", "")):
        keys.discard("footnotes")
    for key in sorted(key for key in keys if key and not key.startswith("_")):
        yield LeftOut(f"custom field {key}", "newsgen has no such field")


def _terms(item: Element) -> tuple[str, tuple[str, ...], tuple[LeftOut, ...]]:
    """The category, and as tags the other categories and the tags."""
    categories: list[str] = []
    tags: list[str] = []
    left_out: list[LeftOut] = []
    for term in children(item, "category"):
        name, domain = html_text(own_text(term)), term.get("domain", "")
        nicename = readable_slug(term.get("nicename", ""))
        if domain == "category" and nicename in _DEFAULT_CATEGORIES:
            left_out.append(LeftOut(f"category {name}", "it says that there is none"))
        elif domain == "category":
            categories.append(name)
        elif domain in ("post_tag", "tag"):
            tags.append(name)
        elif domain != "author":
            left_out.append(LeftOut(f"{domain} {name}", "newsgen has no such taxonomy"))
    first, *others = categories or [""]
    return first, (*others, *tags), tuple(left_out)


def _authors(item: Element, known: Known) -> tuple[str, ...]:
    """Those whom a co-author plugin names, else the one who owns the post."""
    together = [
        html_text(own_text(term))
        for term in children(item, "category")
        if term.get("domain") == "author"
    ]
    login = child_text(item, "dc:creator")
    return tuple(together) or (known.names.get(login, login),)


def _aliases(item: Element, meta: dict[str, str]) -> tuple[str, ...]:
    """Where the post was: at its link, and there under its older names."""
    link = old_path(child_text(item, "link"))
    if not link:
        return ()
    folder = link.rstrip("/").rpartition("/")[0]
    end = "/" if link.endswith("/") else ""
    old_slugs = [own_text(old) for old in children(item, "wp:old_slug")]
    old_slugs += meta.get("_wp_old_slug", "").split("\n")
    return (link, *(f"{folder}/{name}{end}" for old in old_slugs if (name := readable_slug(old))))


def _meta(item: Element) -> dict[str, str]:
    """The custom fields; the values of one key stand on lines of one text."""
    meta: dict[str, str] = {}
    for pair in children(item, "wp:postmeta"):
        key, value = child_text(pair, "wp:meta_key"), child_text(pair, "wp:meta_value")
        meta[key] = f"{meta[key]}\n{value}" if key in meta else value
    return meta
