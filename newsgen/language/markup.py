"""An article's body: Markdown in, sections of blocks out.

Most bodies of news are plain enough for `plain_markup`, which is many times faster; any other goes
to Python-Markdown whole, in `parsed_markup`. Both give the same, or a property test fails. Neither
knows of links to other stories: `body_links` holds them meanwhile.
"""

from newsgen.language.bodies import SLOT, Block, Body, BodyLink, Section
from newsgen.language.escaping import escape, literal
from newsgen.language.heading_ids import THEME_IDS
from newsgen.language.plain_markup import plain_body

__all__ = [
    "SLOT",
    "THEME_IDS",
    "Block",
    "Body",
    "BodyLink",
    "Section",
    "escape",
    "literal",
    "read_body",
]


def read_body(text: str, quotes: str = "«»") -> Body:
    """Read a Markdown body. Any text is a body; there is nothing to complain of.

    `quotes` are the two marks that balanced straight quotes become.
    """
    if not text.strip():
        return Body((), "")
    if "[[" in text:
        from newsgen.language.body_links import hold, release

        held = hold(text)
        if held:
            return release(_read(held.text, quotes), held)
    return _read(text, quotes)


def _read(text: str, quotes: str) -> Body:
    body = plain_body(text, quotes)
    if body is None:
        from newsgen.language.parsed_markup import parsed_body  # heavy, and seldom needed

        body = parsed_body(text, quotes)
    if "](http" in text or "<http" in text or "]: http" in text:
        from newsgen.language.link_cards import with_link_cards

        body = with_link_cards(body)
    return body
