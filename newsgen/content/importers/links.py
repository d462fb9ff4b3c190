"""Addresses that strangers wrote: which may become a link, and how one stands in Markdown."""

import re
from urllib.parse import urljoin, urlsplit

from newsgen.language.arabic import clean

SAFE_SCHEMES = frozenset(("http", "https", "mailto"))
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_STRIPPED = re.compile("[\x00-\x1f\x7f]")
# Nothing of an address may end the link, be taken for an escape, or be decoded by the browser.
_ENCODED = {ord(char): f"%{ord(char):02X}" for char in " ()<>\"'`\\[]|{}*^"}
_SAME_HOUSE = re.compile(r"^(?:www|m|amp)\.")
_ENTITY_START = re.compile(r"&(?=#|\w+;)")


def safe_url(url: str) -> str:
    """The address as a Markdown link holds it: http, https, mailto or relative; "" for others."""
    url = _STRIPPED.sub("", clean(_STRIPPED.sub("", url))).strip()
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return ""
    return _ENTITY_START.sub("%26", url.translate(_ENCODED))


def resolved(url: str, home: str) -> str:
    """The address as it is seen from the page that holds it; as it is where no page is known."""
    if not is_web(home) or not url.strip():
        return url
    try:
        return urljoin(home, url.strip())
    except ValueError:  # a host that is none
        return url


def is_elsewhere(url: str, home: str) -> bool:
    """True for an address that is certainly not of the house that `home` is an address of."""
    if not is_web(url):
        return url.lower().startswith("mailto:")
    house = _host(home)
    return bool(house) and _host(url) != house


def _host(url: str) -> str:
    try:
        return _SAME_HOUSE.sub("", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def is_web(url: str) -> bool:
    """True for an address with a host, which anybody can follow."""
    return url.lower().startswith(("http://", "https://"))
