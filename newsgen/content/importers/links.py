"""Addresses that strangers wrote: which may become a link, and how one stands in Markdown."""

import re

from newsgen.language.arabic import clean

SAFE_SCHEMES = frozenset(("http", "https", "mailto"))
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_STRIPPED = re.compile("[\x00-\x1f\x7f]")
# Nothing of an address may end the link, be taken for an escape, or be decoded by the browser.
_ENCODED = {ord(char): f"%{ord(char):02X}" for char in " ()<>\"'`\\[]|{}*^"}
_ENTITY_START = re.compile(r"&(?=#|\w+;)")


def safe_url(url: str) -> str:
    """The address as a Markdown link holds it: http, https, mailto or relative; "" for others."""
    url = _STRIPPED.sub("", clean(_STRIPPED.sub("", url))).strip()
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return ""
    return _ENTITY_START.sub("%26", url.translate(_ENCODED))


def is_web(url: str) -> bool:
    """True for an address with a host, which anybody can follow."""
    return url.lower().startswith(("http://", "https://"))
