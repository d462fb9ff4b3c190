"""A style sheet of the design tokens that newsgen.yaml sets, for a site that sets any."""

from collections.abc import Iterator

from newsgen.language.urls import tokens_path
from newsgen.outputs.making import page, stamp
from newsgen.outputs.shelf import Shelf
from newsgen.words.config import ThemeSettings
from newsgen.words.model import Page


def tokens(shelf: Shelf) -> Iterator[Page]:
    """One page, `light` and `dark` pairs of a token and its value, and the fonts."""
    settings = shelf.site.config.theme
    if has_tokens(settings):
        yield page(tokens_path(), "style", "tokens.css", _view(shelf))


def has_tokens(settings: ThemeSettings) -> bool:
    return settings._replace(logo="") != ThemeSettings()


def tokens_url(shelf: Shelf) -> str:
    """The address of the style sheet, another one for other tokens; "" where there are none."""
    if not has_tokens(shelf.site.config.theme):
        return ""
    digest = stamp(tuple(_view(shelf).items())).hex()[:8]
    return f"{shelf.site.addresses.url(tokens_path())}?v={digest}"


def _view(shelf: Shelf) -> dict[str, object]:
    settings, url = shelf.site.config.theme, shelf.site.addresses.url
    return {
        "light": tuple((name.replace("_", "-"), value) for name, value in settings.light),
        "dark": tuple((name.replace("_", "-"), value) for name, value in settings.dark),
        "headline_font": settings.headline_font,
        "headline_font_url": file_url(shelf, settings.headline_font_file),
        "text_font": settings.text_font,
        "text_font_url": file_url(shelf, settings.text_font_file),
        "url": url(tokens_path()),
    }


def file_url(shelf: Shelf, path: str) -> str:
    """The address of a file of static/; "" for none."""
    return shelf.site.addresses.url(path) if path else ""
