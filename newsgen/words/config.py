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
    """Month names: gregorian, levant, maghreb or dual. Digits: western or arabic.

    With `hijri` the front page tells the date in the Umm al-Qura calendar as well.
    """

    months: str = "gregorian"
    digits: str = "western"
    hijri: bool = False


class SlugSettings(NamedTuple):
    """Style: arabic, latin or id."""

    style: str = "arabic"


PLACE_WEIGHTS = (4.0, 2.0, 2.0, 1.0)  # of a word in title, summary, headings, body


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
    title_weight: float = PLACE_WEIGHTS[0]
    summary_weight: float = PLACE_WEIGHTS[1]
    heading_weight: float = PLACE_WEIGHTS[2]
    body_weight: float = PLACE_WEIGHTS[3]

    @property
    def place_weights(self) -> tuple[float, ...]:
        """What a word counts in title, summary, headings and body."""
        return (self.title_weight, self.summary_weight, self.heading_weight, self.body_weight)


class ImportSettings(NamedTuple):
    """How tables are imported: pairs of a front matter key and the column that holds it."""

    columns: tuple[tuple[str, str], ...] = ()


class Pin(NamedTuple):
    """A story at the top of the front page until a moment, in seconds since 1970 UTC."""

    slug: str
    until: int


class BreakingLine(NamedTuple):
    """A line of breaking news that has no story of its own yet, shown until a moment."""

    text: str
    until: int


class FrontSettings(NamedTuple):
    """How many stories each part of the front page holds, and the rules that choose them.

    A weight of 1 makes a story stand as if it were `weight_hours` newer. At most `quota` stories of
    one category are among the lead and the secondaries, 0 for any number. `sections` names the
    categories of navigation and blocks in their order; the largest come first without it.
    """

    secondaries: int = 4
    latest: int = 8
    block: int = 5
    weight_hours: float = 12.0
    quota: int = 2
    sections: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    breaking: tuple[BreakingLine, ...] = ()


class ThemeSettings(NamedTuple):
    """What a site changes of the default theme without a style sheet of its own: design tokens by
    name, in light and dark; the files of a logo and of fonts, under static/.
    """

    light: tuple[tuple[str, str], ...] = ()
    dark: tuple[tuple[str, str], ...] = ()
    logo: str = ""
    headline_font: str = ""
    headline_font_file: str = ""
    text_font: str = ""
    text_font_file: str = ""


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
    front: FrontSettings = FrontSettings()
    theme: ThemeSettings = ThemeSettings()
    lite: bool = False
    search: bool = False
    images: ImageSettings = ImageSettings()

    @property
    def house_names(self) -> tuple[str, ...]:
        """The names under which the publisher appears in its own texts."""
        return (self.site.title, *self.site.aliases)
