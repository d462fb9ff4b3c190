"""newsgen.yaml: text → `Config`, with every problem found."""

import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

from newsgen.language.arabic import clean
from newsgen.language.dates import DIGIT_STYLES, MONTH_STYLES, end_of, moment
from newsgen.language.fields import Field, Place, Table, read_fields
from newsgen.language.slugs import STYLES
from newsgen.language.urls import addresses
from newsgen.language.values import (
    count_value,
    one_of,
    prose_value,
    size_value,
    text_value,
    truth_value,
    weight_value,
)
from newsgen.words.config import (
    BreakingLine,
    BuildSettings,
    Config,
    DateSettings,
    FeedSettings,
    FrontSettings,
    ImageSettings,
    ImportSettings,
    ListingSettings,
    Pin,
    RelatedSettings,
    SiteSettings,
    SlugSettings,
    ThemeSettings,
)
from newsgen.words.problems import Problem

_NEVER_IN_URLS = re.compile(r"""[\s\x00-\x1f\x7f"<>\\^`{|}]""")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\])(?::[0-9]*)?", re.IGNORECASE)


def base_url_value(value: str) -> str:
    """An address with scheme and host, without its last slash."""
    if found := _NEVER_IN_URLS.search(value):
        raise ValueError(f"'{value}' holds {found[0]!r}, which stands in no address")
    if "?" in value or "#" in value:
        raise ValueError(f"'{value}' holds ? or #, which no page can be put under")
    base = value.rstrip("/")
    try:
        parts = urlsplit(base)
        has_place = parts.scheme in ("http", "https") and _is_host(parts)
    except ValueError:  # of a port or of brackets, or letters that no host may have
        has_place = False
    if not has_place:
        raise ValueError(f"'{value}' is not an address such as https://example.com/news")
    folders = unquote(parts.path).split("/")[1:]
    if {"", ".", ".."}.intersection(folders):
        raise ValueError(f"'{value}' holds //, /. or /.., which a browser follows elsewhere")
    return base


def _is_host(parts: SplitResult) -> bool:
    """Whether a network can have such a host and port. Raises ValueError for some."""
    _ = parts.port  # which raises for one above 65535
    host = addresses(parts.geturl()).origin.partition("//")[2]
    return bool(_HOST.fullmatch(host))


def zone_value(value: str) -> str:
    """A name of the time zone database."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"'{value}' is not a time zone such as Asia/Riyadh") from None
    return value


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


def language_value(value: str) -> str:
    """A language, with a script and a region if need be: what every browser takes for one. It is
    spelt as BCP 47 does, for files are named after it: ar, ar-SA, ar-Arab-EG.
    """
    if _LANGUAGE.fullmatch(value):
        base, *others = value.lower().split("-")
        return "-".join([base, *[one.title() if len(one) == 4 else one.upper() for one in others]])
    raise ValueError(f"'{value}' is not a language code such as ar or en")


def date_value(value: str) -> str:
    """A date, still as it is written: the time zone that it is in may follow."""
    moment(value, ZoneInfo("UTC"))
    return value


_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]+|(?:rgb|hsl|oklch|oklab)\([0-9.,%/ deg-]+\)",
    re.IGNORECASE,
)
_FONT_NAME = re.compile(r"[\w -]+")
_STATIC_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*")


def colour_value(value: str) -> str:
    """A colour as CSS writes it, and nothing that could be more than a colour."""
    if _COLOUR.fullmatch(value.strip()):
        return value.strip()
    raise ValueError(f"'{value}' is not a colour such as #8a1c2b")


def font_value(value: str) -> str:
    if _FONT_NAME.fullmatch(value):
        return value
    raise ValueError(f"'{value}' is not the name of a font: letters, digits, spaces and hyphens")


def static_file_value(value: str) -> str:
    """The path of a file under static/."""
    path = clean(value).strip().removeprefix("static/")
    if _STATIC_FILE.fullmatch(path) and ".." not in path.split("/"):
        return path
    raise ValueError(f"'{value}' is not the path of a file under static/, such as images/logo.svg")


COLUMN_KEYS = (
    "name title summary body date updated category tags author source slug url image related draft"
).split()
TOKENS = "paper sheet ink ink_soft ink_faint line line_strong accent accent_soft on_accent".split()
_COLOURS: Table = {name: Field(colour_value) for name in TOKENS}
_PIN: Table = {
    "article": Field(text_value, required=True),
    "until": Field(date_value, required=True),
}
_BREAKING: Table = {
    "text": Field(prose_value, required=True),
    "until": Field(date_value, required=True),
}
GROUPS: dict[str, Field | Table] = {
    "site": {
        "title": Field(prose_value, required=True),
        "tagline": Field(prose_value),
        "description": Field(prose_value),
        "base_url": Field(base_url_value),
        "language": Field(language_value),
        "timezone": Field(zone_value),
        "aliases": Field(text_value, "many"),
    },
    "build": {
        "output": Field(text_value),
        "import_seeds": Field(truth_value),
        "publish": Field(one_of("move", "swap")),
    },
    "listings": {"page_size": Field(count_value)},
    "front": {
        "secondaries": Field(size_value),
        "latest": Field(size_value),
        "block": Field(size_value),
        "weight_hours": Field(weight_value),
        "quota": Field(size_value),
        "sections": Field(text_value, "list"),
        "pins": Field(dict, "list", items=_PIN),
        "breaking": Field(dict, "list", items=_BREAKING),
    },
    "theme": {
        "light": _COLOURS,
        "dark": _COLOURS,
        "logo": Field(static_file_value),
        "headline_font": Field(font_value),
        "headline_font_file": Field(static_file_value),
        "text_font": Field(font_value),
        "text_font_file": Field(static_file_value),
    },
    "lite": Field(truth_value),
    "search": Field(truth_value),
    "dates": {
        "months": Field(one_of(*MONTH_STYLES)),
        "digits": Field(one_of(*DIGIT_STYLES)),
        "hijri": Field(truth_value),
    },
    "slugs": {"style": Field(one_of(*STYLES))},
    "related": {
        "limit": Field(size_value),
        "backlinks": Field(size_value),
        "word_weight": Field(weight_value),
        "tag_weight": Field(weight_value),
        "category_weight": Field(weight_value),
        "author_weight": Field(weight_value),
        "recency_weight": Field(weight_value),
        "half_life_days": Field(count_value),
        "title_weight": Field(weight_value),
        "summary_weight": Field(weight_value),
        "heading_weight": Field(weight_value),
        "body_weight": Field(weight_value),
    },
    "feeds": {"limit": Field(count_value)},
    "images": {"social_cards": Field(truth_value)},
    "import": {"columns": {key: Field(text_value) for key in COLUMN_KEYS}},
}


def read_settings(text: str, path: str) -> tuple[Config, list[Problem]]:
    """The settings; where a problem stands, the default."""
    found, problems = read_fields(text, GROUPS, Place(path))
    if "site" not in found and not problems:
        problems.append(
            Problem(path, 1, 1, "missing-key", "'site' is missing", "write site: {title: …}")
        )

    def group(name: str) -> dict[str, Any]:
        return dict(found.get(name, {}))

    site = SiteSettings(**{"title": "", **group("site")})
    config = Config(
        site=site,
        build=BuildSettings(**group("build")),
        listings=ListingSettings(**group("listings")),
        dates=DateSettings(**group("dates")),
        slugs=SlugSettings(**group("slugs")),
        related=RelatedSettings(**group("related")),
        feeds=FeedSettings(**group("feeds")),
        images=ImageSettings(**group("images")),
        imports=ImportSettings(tuple(group("import").get("columns", {}).items())),
        front=_front(group("front"), ZoneInfo(site.timezone)),
        theme=_theme(group("theme")),
        lite=found.get("lite", False),
        search=found.get("search", False),
    )
    return config, problems


def _front(given: dict[str, Any], zone: ZoneInfo) -> FrontSettings:
    pins = [Pin(pin["article"], _until(pin["until"], zone)) for pin in given.pop("pins", ())]
    breaking = [
        BreakingLine(line["text"], _until(line["until"], zone))
        for line in given.pop("breaking", ())
    ]
    return FrontSettings(**given, pins=tuple(pins), breaking=tuple(breaking))


def _until(written: str, zone: ZoneInfo) -> int:
    """The end of a date, in seconds since 1970 UTC. What was over before the calendar of a zone
    begins is over.
    """
    try:
        return end_of(written, zone)
    except ValueError:
        return 0


def _theme(given: dict[str, Any]) -> ThemeSettings:
    light, dark = given.pop("light", {}), given.pop("dark", {})
    return ThemeSettings(tuple(light.items()), tuple(dark.items()), **given)
