"""How the site looks: theme, templates, strings and static files, gathered for a build."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.language.strings import Catalogue
from newsgen.machine.assets import digests, read_assets
from newsgen.machine.folders import SETTINGS_FILE, Theme, theme
from newsgen.machine.render import Frame
from newsgen.machine.templates import Templates, read_strings, read_templates
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.making import stamp
from newsgen.programs.settings import Workplace, place_in_settings
from newsgen.words.model import Page
from newsgen.words.problems import Problem, complaint


class Look(NamedTuple):
    """The theme in effect. `assets` are the static files, as pages that are copied."""

    theme: Theme
    templates: Templates
    strings: Catalogue
    strings_digest: bytes
    assets: tuple[Page, ...]
    problems: tuple[Problem, ...]


def read_look(place: Workplace) -> Look:
    """Read the theme; only what changed since the last time is read in full."""
    found = theme(place.folders)
    root = place.folders.root
    assets = read_assets(found, place.cache_file("assets"), place.key)
    templates, template_problems = read_templates(
        found, digests(assets), place.cache_file("templates"), place.key, root
    )
    strings, strings_digest, string_problems = read_strings(
        found, place.config.site.language, place.cache_file("strings"), place.key, root
    )
    problems = (*template_problems, *string_problems, *_missing(place, assets))
    return Look(found, templates, strings, strings_digest, assets, problems)


def _missing(place: Workplace, assets: Sequence[Page]) -> Iterator[Problem]:
    """What newsgen.yaml asks for that is not there."""
    wanted = place.config.theme
    if any((wanted.logo, wanted.headline_font_file, wanted.text_font_file)):
        paths = {asset.path for asset in assets}
        for key in ("logo", "headline_font_file", "text_font_file"):
            path = getattr(wanted, key)
            if path and path not in paths:
                message = f"theme.{key}: static/{path} is not there"
                line, column = place_in_settings(place, "theme", key)
                yield complaint(SETTINGS_FILE, "file-missing", message, line=line, column=column)


def frame_of(place: Workplace, look: Look, chrome: Chrome) -> Frame:
    """What rendering needs besides the pages."""
    return Frame(
        theme=look.theme,
        chrome=chrome,
        strings=look.strings,
        assets=look.templates.assets,
        templates=stamp(tuple(sorted(look.templates.digests.items()))),
        sources=look.templates.sources,
        content=place.folders.content,
        root=place.folders.root,
        packs=place.packs,
        bytecode=place.cache_file("bytecode"),
        key=place.key,
    )


def frame_digest(place: Workplace, look: Look, chrome: Chrome) -> bytes:
    """A digest of what all pages share."""
    return stamp((place.key, look.strings_digest, chrome))
