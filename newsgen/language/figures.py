"""What a line that runs from right to left would turn round or break: numbers with signs in them,
Latin names that end in one, and headings and cells that are all in Latin letters.

After Arabic letters a browser lays out «05-123-4567» group by group from the right, «-5» as «5-»
and «C++» as «++C». Telephone numbers, dates in figures, signed numbers and such names are isolated.
Scores and ranges («3-1», «2019-2020») are read from the right, as the text is, also where no Arabic
letter stands before them, in a cell or at the start of a headline; and no line ends within one.
"""

import re

from newsgen.language.bodies import Body, Section
from newsgen.language.direction import RTL_QUOTES, is_foreign

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_SIGNS = "-+\u2013\u2212"
_SIGN_BEFORE = r"./=?&#%@+\-\u2013\u2212"
# No part of an address, nor of a longer word; but Arabic writes و and ب in one with what follows.
_ALONE = rf"(?<![A-Za-z_{_D[1:-1]}{_SIGN_BEFORE}])"
_ENDS = r"(?![\w/@=])(?![-.+]\w)"
_PIECE = re.compile(
    r"<(?P<tag>/?[A-Za-z]*)[^>]*>?|&[#A-Za-z0-9]{1,32};"
    rf"|{_ALONE}(?:"
    rf"(?P<abroad>\+(?=(?:[ ()-]*{_D}){{7}}){_D}+(?:[ -]\(?{_D}+\)?|\({_D}+\))*)"
    rf"|(?P<groups>{_D}+(?:[-\u2013]{_D}+)+)"
    rf"|(?<!\w)(?P<signed>[+\-\u2212]{_D}+(?:[.,\u066b]{_D}+)?[%\u066a]?)"
    rf"){_ENDS}"
    rf"|{_ALONE}(?P<name>[A-Za-z][A-Za-z0-9.]*(?:\+\+?|\#))(?![\w+\#])"
)
_FROM_LEFT = ' dir="ltr"'
_AS_TYPED = frozenset("code pre script style textarea svg math bdi".split())
_GROUP = re.compile(f"{_D}+")
_DATE = re.compile(rf"{_D}{{4}}-{_D}{{1,2}}-{_D}{{1,2}}")
_ALM = "\u061c"  # seen by nobody, and read as an Arabic letter
_PHONE_DIGITS, _PHONE_GROUPS, _YEAR_DIGITS = 7, 3, 4
_CELL = re.compile(r"<(h[3-6]|th|td)\b([^>]*)>((?:(?!</?(?:h[3-6]|th|td)\b).)+)</\1>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


def with_figures(body: Body, text: str, quotes: str) -> Body:
    """The body that was read of a text, for pages with these quotation marks."""
    if quotes != RTL_QUOTES:
        return body
    has_figures = may_hold_figures(text)
    has_cells = "|" in text or "###" in text
    if not (has_figures or has_cells or any(map(_may_be_foreign, body.sections))):
        return body

    def set_html(html: str) -> str:
        html = _CELL.sub(_cell, html) if has_cells else html
        return set_figures(html) if has_figures else html

    return body._replace(
        sections=tuple(
            section._replace(
                heading_html=set_html(_isolated(section.heading_html, section.heading)),
                blocks=tuple(
                    [block._replace(html=set_html(block.html)) for block in section.blocks]
                ),
            )
            for section in body.sections
        )
    )


def may_hold_figures(text: str) -> bool:
    """Quickly told: whether a sign stands before a digit, or one where a Latin name may end."""
    for sign in _SIGNS:
        if sign in text and any(piece[:1].isdigit() for piece in text.split(sign)[1:]):
            return True
    for sign in "+#":
        if sign in text and any(_may_end_a_name(piece) for piece in text.split(sign)[:-1]):
            return True
    return False


def set_figures(html: str) -> str:
    """HTML with its figures as they are to be read from right to left."""
    within = ""  # the element in which all is left as it was typed, or runs from the left

    def figure(found: re.Match[str]) -> str:
        nonlocal within
        kind, shown = found.lastgroup, found[0]
        if kind == "tag":
            name = found["tag"].lower()
            if not within and (name in _AS_TYPED or _FROM_LEFT in shown):
                within = name
            elif within and name == f"/{within}":
                within = ""
            return shown
        if within or not kind:
            return shown
        if kind == "groups" and not _is_read_from_left(shown):
            return f'<span class="figure">{_ALM}{shown}</span>'
        return f'<bdi class="figure" dir="ltr">{shown}</bdi>'

    return _PIECE.sub(figure, html)


def _is_read_from_left(number: str) -> bool:
    """Whether groups of digits are a date or a telephone number, and no range or score."""
    sizes = [len(group) for group in _GROUP.findall(number)]
    if _DATE.fullmatch(number):
        return True
    is_long = len(sizes) >= _PHONE_GROUPS and sum(sizes) >= _PHONE_DIGITS
    return is_long and set(sizes) != {_YEAR_DIGITS}


def _may_be_foreign(section: Section) -> bool:
    return section.heading_html[:1] < "\u0590" and section.heading_html != ""


def _cell(found: re.Match[str]) -> str:
    tag, attributes, inner = found.groups()
    return f"<{tag}{attributes}>{_isolated(inner, _TAG.sub('', inner))}</{tag}>"


def _isolated(html: str, text: str) -> str:
    """A heading or cell, its signs at their place if it is all in Latin letters."""
    return f"<bdi>{html}</bdi>" if is_foreign(text, RTL_QUOTES) else html


def _may_end_a_name(piece: str) -> bool:
    last = piece[-1:]
    return last.isascii() and (last.isalnum() or last == ".")
