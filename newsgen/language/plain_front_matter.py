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
    if not head.replace("\n", " ").isprintable() and _NO_LETTER.search(head):
        return None
    found: Scalars = {}
    value: str | list[str] | None
    items: list[str] | None = None  # of the last key, where a list may stand below it
    key = indent = ""
    # A call for each value would take a third longer, so only those with a sign are looked into.
    for line in head.split("\n"):
        if not line.strip(" "):
            continue
        if line[0] in "- ":
            before, _, text = line.partition("- ")
            value = text = text.strip(" ")
            if not text or text[0] in _INDICATORS or ":" in text or "#" in text:
                value = _value(text)
            if items is None or not isinstance(value, str):
                return None
            if not items:
                found[key], indent = items, " " * len(before)
            if before != indent:
                return None
            items.append(value)
        else:
            key, colon, text = line.partition(":")
            is_key = colon and key.isidentifier() and len(key) <= _KEY_LIMIT and key not in found
            if not is_key or (text and text[0] != " "):
                return None
            value = text = text.strip(" ")
            if not text or text[0] in _INDICATORS or ":" in text or "#" in text:
                value = _value(text)
            if text and value is None:
                return None
            found[key] = value
            items = None if text else []
    return found


def _value(text: str) -> str | list[str] | None:
    """What a text between spaces says; None for nothing, and for what is not certain."""
    if not text:
        return None
    if text[0] in _INDICATORS:
        return _flow_list(text) if text[0] == "[" else _quoted(text)
    return None if ": " in text or text[-1] == ":" or " #" in text else text


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
