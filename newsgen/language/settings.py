"""newsgen.yaml: text → `Config`, with every problem found."""

from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsgen.language.dates import DIGIT_STYLES, MONTH_STYLES
from newsgen.language.fields import (
    Field,
    Place,
    Table,
    count_value,
    one_of,
    read_fields,
    size_value,
    text_value,
    truth_value,
    weight_value,
)
from newsgen.language.slugs import STYLES
from newsgen.words.config import (
    BuildSettings,
    Config,
    DateSettings,
    FeedSettings,
    ImageSettings,
    ImportSettings,
    ListingSettings,
    RelatedSettings,
    SiteSettings,
    SlugSettings,
)
from newsgen.words.problems import Problem


def base_url_value(value: str) -> str:
    """An address with scheme and host, without its last slash."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"'{value}' is not an address such as https://example.com/news")
    if parts.query or parts.fragment:
        raise ValueError(f"'{value}' holds ? or #, which no page can be put under")
    return value.rstrip("/")


def zone_value(value: str) -> str:
    """A name of the time zone database."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"'{value}' is not a time zone such as Asia/Riyadh") from None
    return value


def language_value(value: str) -> str:
    if value.isascii() and value.replace("-", "").isalpha():
        return value
    raise ValueError(f"'{value}' is not a language code such as ar or en")


COLUMN_KEYS = (
    "name title summary body date updated category tags author source slug url image related draft"
).split()
GROUPS: dict[str, Table] = {
    "site": {
        "title": Field(text_value, required=True),
        "tagline": Field(text_value),
        "description": Field(text_value),
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
    "dates": {"months": Field(one_of(*MONTH_STYLES)), "digits": Field(one_of(*DIGIT_STYLES))},
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

    config = Config(
        site=SiteSettings(**{"title": "", **group("site")}),
        build=BuildSettings(**group("build")),
        listings=ListingSettings(**group("listings")),
        dates=DateSettings(**group("dates")),
        slugs=SlugSettings(**group("slugs")),
        related=RelatedSettings(**group("related")),
        feeds=FeedSettings(**group("feeds")),
        images=ImageSettings(**group("images")),
        imports=ImportSettings(tuple(group("import").get("columns", {}).items())),
    )
    return config, problems
