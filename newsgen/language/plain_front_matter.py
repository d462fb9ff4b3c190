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
# A key (YAML looks for its colon within 1024 characters) or an item's indent, and what follows.
_LINE = re.compile(r"^(?:([^\W\d]\w{0,200}):|( *)-)(?![^ \n]) *(.*)$", re.MULTILINE)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
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
    lines = _LINE.findall(head)
    count = head.count("\n") + (head[-1:] != "\n")
    if len(lines) < count and len(lines) < _count_written(head):
        return None
    found: Scalars = {}
    items: list[str] = []
    list_key = list_indent = ""
    for key, indent, text in lines:
        value = _value(text)
        if key:
            if key in found or (text and value is None):
                return None
            found[key] = value
            list_key, items = "" if text else key, []
        else:
            if not list_key or not isinstance(value, str) or (items and indent != list_indent):
                return None
            if not items:
                found[list_key], list_indent = items, indent
            items.append(value)
    return found


def _count_written(head: str) -> int:
    """The number of lines that are not blank."""
    return sum(1 for line in head.split("\n") if line.strip(" "))


def _value(text: str) -> str | list[str] | None:
    """What the rest of a line holds; None for nothing, and for what is not certain."""
    if not text or text[0] in _INDICATORS:
        return _flow_list(text) if text[:1] == "[" else _quoted(text.rstrip(" "))
    # One letter is found sooner than two.
    if ":" in text and (": " in text or text[-1] == ":"):
        return None
    if "#" in text and " #" in text:
        return None
    return text.rstrip(" ")


def _quoted(text: str) -> str | None:
    mark, inner = text[:1], text[1:-1]
    if mark not in ("'", '"') or len(text) < 2 or text[-1] != mark:
        return None
    if "\\" in inner and mark == '"':
        return str(json.loads(text)) if _ESCAPED.fullmatch(text) else None
    return None if mark in inner else inner


def _flow_list(text: str) -> list[str] | None:
    text = text.rstrip(" ")
    if not _FLOW_LIST.fullmatch(text):
        return None
    items = (item.strip(" ") for item in _FLOW_ITEMS.findall(text[1:-1]))
    return [item[1:-1] if item[0] in "\"'" else item for item in items]
