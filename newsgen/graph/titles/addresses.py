"""Names that are addresses: «/articles/قمة/», a full url of this site, an old address."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"https?://|//", re.IGNORECASE)


class Host(NamedTuple):
    """Where the site lives: its host in lower case, and the folder under it ("" or "project")."""

    name: str
    folder: str


def host(base_url: str) -> Host:
    """The host of a base url; ("", "") for a site that has none."""
    try:
        parts = urlsplit(base_url)
    except ValueError:
        return Host("", "")
    return Host(_host_name(parts.netloc), _tidy(parts.path))


def is_address(text: str) -> bool:
    """True for what can only be an address: it starts with a slash or a scheme."""
    return text.startswith("/") or _SCHEME.match(text) is not None


def address_key(text: str, home: Host) -> str | None:
    """The form in which addresses are compared; None for another site's, or for none at all.

    Percent-encoding, the host, a query, a fragment, `index.html` and slashes at the ends do not
    count, nor does the folder that the site lives in.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # «http://[»
        return None
    if parts.netloc and _host_name(parts.netloc) != home.name:
        return None
    path = _tidy(parts.path)
    if home.folder and (path == home.folder or path.startswith(f"{home.folder}/")):
        path = path[len(home.folder) :].strip("/")
    return path or None


def _tidy(path: str) -> str:
    path = unicodedata.normalize("NFC", unquote(path)).strip("/ ")
    return path.removesuffix("index.html").rstrip("/")


def _host_name(netloc: str) -> str:
    """A host as the network knows it, without a port of the web and without «www.»."""
    name = netloc.rpartition("@")[2].casefold().removesuffix(":443").removesuffix(":80")
    try:
        name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name
    return name.removeprefix("www.")
