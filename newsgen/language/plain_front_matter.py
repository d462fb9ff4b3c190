"""The heads that newsgen writes, and most that people do, read line by line.

A head is read here only where YAML can mean nothing else by it: keys at the margin, each with a
scalar on its line, a short `[list]`, or a list of scalars below it. Whatever is less certain than
that, and every mistake, is left to a real reader of YAML, which takes several times as long.
"""

import json
import re

Scalars = dict[str, "str | list[str] | None"]

# Of what is not printable, YAML takes these as breaks, as a mark, as a tab or not at all.
_NO_LETTER = re.compile("[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY_LIMIT = 200  # YAML looks for the colon of a key within 1024 characters
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_ESCAPED = re.compile(
    r'"[^"\\]*(?:\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})[^"\\]*)+"'  # JSON is YAML here
)
_FLOW_ITEM = r""" *("[^"\\]*" *|'[^']*' *|[^][{},:#"'?&*!|>%@` -][^][{},:#"'?]*)"""
_FLOW_LIST = re.compile(rf"\[(?: *|{_FLOW_ITEM}(?:,{_FLOW_ITEM})*)\]")
_FLOW_ITEMS = re.compile(_FLOW_ITEM)


def plain_scalars(head: str) -> Scalars | None:
    """The texts of a head by key, unconverted, in their order; None for a key without a value.

    None instead of them all where a reader of YAML might see something else, or a mistake.
    """
    lines = head.split("\n")
    if not "".join(lines).isprintable() and _NO_LETTER.search(head):
        return None
    found: Scalars = {}
    items: list[str] | None = None  # of the last key, where a list may stand below it
    key = indent = ""
    for line in lines:
        if not line:
            continue
        if line[0] in "- ":
            before, dash, text = line.partition("- ")
            if not dash and not line.strip(" "):
                continue
            item = _value(text.strip(" "))
            if items is None or not isinstance(item, str):
                return None
            if not items:
                found[key], indent = items, before
            if before != indent or before.strip(" "):
                return None
            items.append(item)
        else:
            key, colon, text = line.partition(":")
            if not (colon and key.isidentifier()) or len(key) > _KEY_LIMIT or key in found:
                return None
            if text and text[0] != " ":
                return None
            text = text.strip(" ")
            found[key] = value = _value(text)
            if value is None and text:
                return None
            items = None if text else []
    return found


def _value(text: str) -> str | list[str] | None:
    """What a text between spaces says; None for nothing, and for what is not certain."""
    if not text:
        return None
    if text[0] in _INDICATORS:
        return _flow_list(text) if text[0] == "[" else _quoted(text)
    # One letter is found sooner than two.
    if ":" in text and (": " in text or text[-1] == ":"):
        return None
    if "#" in text and " #" in text:
        return None
    return text


def _quoted(text: str) -> str | None:
    mark, inner = text[:1], text[1:-1]
    if mark not in ("'", '"') or len(text) < 2 or text[-1] != mark:
        return None
    if "\\" in inner and mark == '"':
        return str(json.loads(text)) if _ESCAPED.fullmatch(text) else None
    return None if mark in inner else inner


def _flow_list(text: str) -> list[str] | None:
    if not _FLOW_LIST.fullmatch(text):
        return None
    items = (item.strip(" ") for item in _FLOW_ITEMS.findall(text[1:-1]))
    return [item[1:-1] if item[0] in "\"'" else item for item in items]
