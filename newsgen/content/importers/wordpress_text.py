"""A WordPress post's text → plain HTML: blocks, shortcodes and paragraphs of the classic editor."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape as html_escape
from typing import NamedTuple

from newsgen.content.importers.raw import LeftOut

_SHORTCODE = re.compile(r"(?<!\[)\[(/?)([A-Za-z][\w-]*)((?:[\s=][^\[\]]*?)?)\s*/?\](?!\])")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_DOUBLED = re.compile(r"\[(\[[^\[\]]*\])\]")
_URL = re.compile(r"https?://[^\s\"'\]<>]+")
_DYNAMIC_BLOCK = re.compile(r"<!--\s*wp:([\w/-]+)[^>]*?/-->")
_NOTES_BLOCK = re.compile(r"<!--\s*wp:footnotes\b[^>]*?/-->")
_PRE = re.compile(r"(<pre\b.*?</pre\s*>|<!--.*?-->)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"(<[^<>]*>)")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|blockquote|figure|figcaption|"
    r"section|article|header|footer|aside|iframe|form|hr|dl|dt|dd|pre|script|style|br)\b",
    re.IGNORECASE,
)
_KNOWN = frozenset(
    "caption wp_caption gallery embed audio video playlist youtube soundcloud vimeo tweet".split()
)


class PostText(NamedTuple):
    """A post's HTML, and what of its text is none."""

    html: str
    left_out: tuple[LeftOut, ...]


class Attached(NamedTuple):
    """What an export holds for a post beside its text: addresses of images by their id, the ids of
    those that were uploaded to it, and its footnotes as the block editor keeps them, JSON.
    """

    image_urls: Mapping[str, str]
    own_ids: Sequence[str] = ()
    footnotes: str = ""


def post_html(text: str, attached: Attached) -> PostText:
    """The HTML that WordPress would make."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if notes := _footnotes(attached.footnotes):
        place = _NOTES_BLOCK.search(text)
        before, after = (text[: place.start()], text[place.end() :]) if place else (text, "")
        text = f"{before}\n{notes}{after}"
    left_out = [
        LeftOut(f"block {name}", "WordPress fills this block when it shows the page")
        for name in _DYNAMIC_BLOCK.findall(text)
    ]
    is_classic = "<!-- wp:" not in text
    html = _without_shortcodes(text, attached, left_out)
    return PostText(_with_paragraphs(html) if is_classic else html, tuple(left_out))


def has_footnotes(text: str) -> bool:
    """True for footnotes that can be read, and so are part of the text."""
    return bool(_footnotes(text))


def _footnotes(text: str) -> str:
    """The footnotes of a post as a list; "" for none, or for what is none."""
    try:
        notes = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ""
    listed = notes if isinstance(notes, list) else []
    texts = [note.get("content") for note in listed if isinstance(note, dict)]
    items = "".join(f"<li>{one}</li>" for one in texts if isinstance(one, str) and one.strip())
    return f"<ol>{items}</ol>" if items else ""


def _without_shortcodes(text: str, attached: Attached, left_out: list[LeftOut]) -> str:
    closed = {name for slash, name, _ in _SHORTCODE.findall(text) if slash}

    def replace(found: re.Match[str]) -> str:
        slash, name, given = found.groups()
        is_shortcode = name in _KNOWN or name in closed or "=" in given
        if not is_shortcode:
            return found[0]
        if name in ("caption", "wp_caption"):
            return "</figure>" if slash else _caption(given)
        if name == "gallery":
            return _gallery(found[0], given, attached, left_out)
        if slash:
            return "\n\n" if name == "embed" else ""
        urls = _URL.findall(given)
        if name == "embed" or (urls and name in _KNOWN):
            left_out.append(LeftOut(found[0], "an embed is left out; its address is kept"))
            return "".join(f"<p>{html_escape(url)}</p>" for url in urls) or "\n\n"
        left_out.append(LeftOut(found[0], "a shortcode of a WordPress plugin"))
        return ""

    return _DOUBLED.sub(r"\1", _SHORTCODE.sub(replace, text))


def _attributes(given: str) -> dict[str, str]:
    return {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(given)}


def _caption(given: str) -> str:
    """The opening of a captioned image; old ones name the caption as an attribute."""
    caption = _attributes(given).get("caption", "")
    return f"<figure>{html_escape(caption)}" if caption else "<figure>"


def _gallery(written: str, given: str, attached: Attached, left_out: list[LeftOut]) -> str:
    """The images that a gallery names, else those that were uploaded to its post."""
    image_urls = attached.image_urls
    said = _attributes(given)
    ids: Sequence[str] = re.findall(r"\d+", said.get("ids", "") or said.get("include", ""))
    if not ids:
        unwanted = re.findall(r"\d+", said.get("exclude", ""))
        ids = [name for name in attached.own_ids if name not in unwanted]
    missing = [name for name in ids if name not in image_urls]
    if missing or not ids:
        reason = "the export does not say which images these are"
        left_out.append(LeftOut(written, f"{reason}: {', '.join(missing)}".removesuffix(": ")))
    return "".join(
        f'<img src="{html_escape(image_urls[name])}" alt="">' for name in ids if name in image_urls
    )


def _with_paragraphs(text: str) -> str:
    """Paragraphs at blank lines and breaks at line ends, as the classic editor means them."""
    parts = _PRE.split(text)
    return "".join(part if at % 2 else _paragraphs(part) for at, part in enumerate(parts))


def _paragraphs(text: str) -> str:
    pieces = _TAGS.split(text)
    made = []
    for at, piece in enumerate(pieces):
        if at % 2:
            made.append(piece.replace("\n", " "))
            continue
        after_block = at > 0 and bool(_BLOCK_TAG.match(pieces[at - 1]))
        before_block = at + 1 < len(pieces) and bool(_BLOCK_TAG.match(pieces[at + 1]))
        made.append(_broken(piece, after_block=after_block, before_block=before_block))
    return "".join(made)


def _broken(text: str, *, after_block: bool, before_block: bool) -> str:
    """The line ends of a text between two tags; those beside a block mean nothing."""
    parted = re.split(r"\n[ \t]*\n\s*", text)
    lines = ["\n".join(line for line in paragraph.split("\n")) for paragraph in parted]
    if after_block:
        lines[0] = lines[0].removeprefix("\n")
    if before_block:
        lines[-1] = lines[-1].removesuffix("\n")
    kept = [line.replace("\n", "<br>") for line in lines]
    return "<p>".join(kept)
