"""A link that is a paragraph of its own: shown as a card with its host, in place of what others
embed with a script of theirs.
"""

import html
import re
from urllib.parse import urlsplit

from newsgen.language.bodies import Body, Section

_START = '><a href="http'
_ALONE = re.compile(
    r'<p(?: dir="ltr")?><a href="(https?://[^"]+)">((?:(?!</?a[ >]).)*?)</a></p>', re.DOTALL
)


def with_link_cards(body: Body) -> Body:
    """The body with each link that stands alone as a card."""
    if not any(_may_hold_one(section) for section in body.sections):
        return body
    sections = tuple(
        section._replace(
            blocks=tuple(
                block._replace(html=_ALONE.sub(_card, block.html)) for block in section.blocks
            )
        )
        for section in body.sections
    )
    return body._replace(sections=sections, shows_text=False)


def _may_hold_one(section: Section) -> bool:
    """Most links stand within a sentence, and to look for a text is quicker than to match."""
    return any(_START in block.html for block in section.blocks)


def _card(found: re.Match[str]) -> str:
    address, words = found.groups()
    host = _host(html.unescape(address))
    if not host:
        return found[0]
    is_address = words == address
    shown = f'<span dir="ltr">{words}</span>' if is_address else words
    name = html.escape(host)
    return (
        f'<p class="embed"><a href="{address}"><span class="embed-words">{shown}</span> '
        f'<span class="embed-host" dir="ltr">{name}</span></a></p>'
    )


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
