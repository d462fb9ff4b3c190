"""What newsgen.yaml says, as frozen values with their defaults.

The groups here are the groups of the file; `newsgen.language.settings` reads it.
"""

from typing import Literal, NamedTuple


class SiteSettings(NamedTuple):
    """Who publishes: all optional but the title."""

    title: str
    tagline: str = ""
    description: str = ""
    base_url: str = ""
    language: str = "ar"
    timezone: str = "Asia/Riyadh"
    aliases: tuple[str, ...] = ()


class BuildSettings(NamedTuple):
    """Where the site goes, whether seeds/ is imported first, and how it is published.

    Publish: move (file by file, completed after a crash) or swap (all in one step).
    """

    output: str = "public"
    import_seeds: bool = True
    publish: Literal["move", "swap"] = "move"


class ListingSettings(NamedTuple):
    """Articles on a numbered page of a listing."""

    page_size: int = 20


class DateSettings(NamedTuple):
    """Month names: gregorian, levant, maghreb or dual. Digits: western or arabic."""

    months: str = "gregorian"
    digits: str = "western"


class SlugSettings(NamedTuple):
    """Style: arabic, latin or id."""

    style: str = "arabic"


class RelatedSettings(NamedTuple):
    """How many links close an article, how many articles that point to it are told after them, and
    what makes two articles close.

    Nearness in time halves with every `half_life_days` between the dates of the two.
    """

    limit: int = 6
    backlinks: int = 5
    word_weight: float = 1.0
    tag_weight: float = 0.5
    category_weight: float = 0.1
    author_weight: float = 0.05
    recency_weight: float = 0.05
    half_life_days: int = 90


class ImportSettings(NamedTuple):
    """How tables are imported: pairs of a front matter key and the column that holds it."""

    columns: tuple[tuple[str, str], ...] = ()


class FeedSettings(NamedTuple):
    """Articles in a feed."""

    limit: int = 30


class ImageSettings(NamedTuple):
    """Whether each story has a picture of its headline, which other sites show with a link."""

    social_cards: bool = False


class Config(NamedTuple):
    """The whole of newsgen.yaml."""

    site: SiteSettings
    build: BuildSettings = BuildSettings()
    listings: ListingSettings = ListingSettings()
    dates: DateSettings = DateSettings()
    slugs: SlugSettings = SlugSettings()
    related: RelatedSettings = RelatedSettings()
    feeds: FeedSettings = FeedSettings()
    imports: ImportSettings = ImportSettings()
    images: ImageSettings = ImageSettings()

    @property
    def house_names(self) -> tuple[str, ...]:
        """The names under which the publisher appears in its own texts."""
        return (self.site.title, *self.site.aliases)
