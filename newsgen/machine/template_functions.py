"""The functions and filters that templates have: pure, so that a page is a function of its view."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup, escape

from newsgen.language import dates
from newsgen.language.arabic import guillemets
from newsgen.language.direction import (
    is_at_home,
    is_foreign,
    is_misled,
    quotation_marks,
    text_direction,
)
from newsgen.language.figures import may_hold_figures, set_figures
from newsgen.language.strings import Catalogue
from newsgen.language.urls import Addresses
from newsgen.machine.ready_html import ReadyHtml
from newsgen.machine.shown_bodies import beginning
from newsgen.outputs.chrome import Chrome
from newsgen.words.model import Moment

WORDS_A_MINUTE = 180
_ACTIVE = re.compile(
    r"<(script|style|object|iframe|video|audio)\b.*?</\1\s*>|<(?:embed|link)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_PLAYED = re.compile(
    r"<(?:iframe|video|audio|source|embed)\b[^>]*?\ssrc=(?:\"([^\"]*)\"|'([^'\"]*)')", re.IGNORECASE
)
_RELATIVE = re.compile(r"(<a\b[^>]*?\shref=[\"'])(?![a-z][a-z0-9+.-]*:|[/#?\"'])", re.IGNORECASE)
_PICTURE = re.compile(r'<img\b(?:[^>]*?\balt="([^"]*)")?[^>]*>')


def functions(
    strings: Catalogue, chrome: Chrome, assets: Mapping[str, bytes]
) -> dict[str, Callable[..., Any]]:
    """What templates call by name; `assets` are digests of static files by path."""
    url = Addresses(chrome.origin, chrome.prefix).url

    @cache
    def asset(path: str) -> str:
        return f"{url(path)}?v={assets[path].hex()[:8]}"

    plain = lru_cache(maxsize=None)(strings.text)

    def words(key: str, **values: object) -> str:
        return strings.text(key, **values) if values else plain(key)

    def counted(key: str, count: int) -> str:
        return strings.counted(key, count, dates.digits(str(count), chrome.dates))

    def month(number: int) -> str:
        return dates.month_name(number, chrome.language, chrome.dates)

    return {
        "asset": asset,
        "t": words,
        "counted": counted,
        "plural_forms": strings.forms,
        "month_name": month,
        "range": range,
    }


def foreknown(chrome: Chrome) -> bytes:
    """What filters tell constants by: Jinja puts them through when it compiles a template."""
    return repr((chrome.language, chrome.dates)).encode()


def filters(chrome: Chrome) -> dict[str, Callable[..., Any]]:
    """What templates put values through, after `|`."""
    language, settings = chrome.language, chrome.dates
    direction, marks = text_direction(language), quotation_marks(language)

    @lru_cache(maxsize=1024)  # a page shows its title and summary several times
    def quotes(text: str) -> Markup:
        """A title or summary with the quotation marks of the language."""
        return escape(guillemets(text, marks))

    @lru_cache(maxsize=1024)
    def isolated(text: str) -> Markup:
        """The same for a title or name that may hold words of the other direction: neither these
        nor what stands beside it moves the other's signs, as «C++» would become «++C».
        """
        shown = with_figures(text)
        return shown if is_at_home(text, direction) else in_isolation(text, shown)

    @lru_cache(maxsize=1024)
    def prose(text: str) -> Markup:
        """The same for a text with nothing beside it, which needs isolation more seldom."""
        shown = with_figures(text)
        is_turned = is_misled(text, direction) or is_foreign(text, marks)
        return in_isolation(text, shown) if is_turned else shown

    def with_figures(text: str) -> Markup:
        shown = quotes(text)
        is_turned = direction == "rtl" and not is_foreign(text, marks)
        has_figures = is_turned and may_hold_figures(text)
        return Markup(set_figures(shown)) if has_figures else shown  # noqa: S704 (escaped)

    def in_isolation(text: str, shown: Markup) -> Markup:
        way = Markup(' dir="{}"').format(direction) if is_misled(text, direction) else ""
        return Markup("<bdi{}>{}</bdi>").format(way, shown)

    def day(when: Moment) -> str:
        return dates.day_text(when, language, settings)

    def without_pictures(html: ReadyHtml | Markup, url: str = "") -> Markup:
        """HTML of a text, for the text edition: a picture is its words, if it has any, what plays
        is a link to it, and what runs is left out. Links that start at the page of the text, at
        this `url`, lead on from there.
        """
        shown = _PICTURE.sub(r"\1", _ACTIVE.sub(_as_link, str(html.__html__())))
        if url:
            shown = _RELATIVE.sub(lambda link: link[1] + str(escape(url)), shown)
        return Markup(shown)  # noqa: S704 (an attribute is escaped as it was)

    def hijri(when: Moment) -> str:
        return dates.hijri_text(when, language, settings) if settings.hijri else ""

    def weekday(when: Moment) -> str:
        return dates.weekday_text(when, language)

    def clock(when: Moment) -> str:
        return dates.clock_text(when, settings)

    def number(value: int | str) -> str:
        return dates.digits(str(value), settings)

    def minutes(word_count: int) -> int:
        return max(1, round(word_count / WORDS_A_MINUTE))

    # The origin is another in each preview, and templates are not to be compiled anew for it: what
    # wants a context waits for it.
    @pass_context
    def absolute(_: object, url: str) -> str:
        return chrome.origin + url

    return {
        "quotes": quotes,
        "isolated": isolated,
        "prose": prose,
        "day": day,
        "clock": clock,
        "hijri": hijri,
        "without_pictures": without_pictures,
        "beginning": beginning,
        "weekday": weekday,
        "number": number,
        "minutes": minutes,
        "rfc822": dates.rfc822,
        "absolute": absolute,
    }


def _as_link(active: re.Match[str]) -> str:
    """What leads to something that plays; nothing for what runs."""
    played = _PLAYED.search(active[0])
    address = played and (played[1] or played[2])
    return f'<a href="{address}">{address}</a>' if address else ""
