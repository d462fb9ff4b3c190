"""HTML in a text that browsers neither run nor load under the policy that a site is served with.

Writers may put HTML of their own into a text. Scripts, styles within it and what other hosts hold
are refused by `default-src 'self'`, so a reader sees a gap there; the writer should hear of it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsgen.language.body_parts import BodyParts, Part

_ELEMENT = r"<(?:script|style|object|embed|base|form)\b"
_ATTRIBUTE = r"<[a-z][^<>]*?\s(?P<attribute>on[a-z]+\s*=|style\s*=)"
_FOREIGN = (
    r"<(?:img|iframe|video|audio|source|track|link)\b[^<>]*?\s(?:src|srcset|href|poster)\s*=\s*"
    r"[\"']?(?P<address>(?:https?:)?//[^\s\"'<>]+)"
)
_SCRIPT_LINK = r"<[a-z][^<>]*?\s(?:href|src|action)\s*=\s*[\"']?\s*(?P<script>javascript:)"
_NO_CODE = r"(?<![`\\])"
_BLOCKED = re.compile(f"{_ELEMENT}|{_ATTRIBUTE}|{_SCRIPT_LINK}|{_FOREIGN}", re.IGNORECASE)


class Blocked(NamedTuple):
    """What is blocked, as it is written, and where: 0 where that cannot be told."""

    written: str
    line: int
    column: int


def blocked_html(body: BodyParts, text: str, start: int = 0) -> Iterator[Blocked]:
    """All that is blocked in a body; `text` is the file that it was read from, where it begins at
    `start`.

    What a text shows as code is no HTML, so the body is looked at, not the text.
    """
    starts: dict[str, int] = {}
    lowered = text.lower()
    for part in body.parts:
        for found in _BLOCKED.finditer(_html_of(part)):
            written = found["attribute"] or found["script"] or found["address"] or found[0]
            told = written.replace("&amp;", "&").lower()
            place = re.compile(_NO_CODE + re.escape(told)).search(lowered, starts.get(told, start))
            if place:
                at = place.end() - len(told)
                starts[told] = at + 1
                line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
                yield Blocked(written.rstrip("= "), line, column)
            else:
                yield Blocked(written.rstrip("= "), 0, 0)


def _html_of(part: Part) -> str:
    return part.decode() if isinstance(part, bytes) else getattr(part, "html", "")
