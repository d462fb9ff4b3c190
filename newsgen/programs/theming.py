"""What the site's look is made of, and where each part comes from."""

from typing import NamedTuple

from newsgen.machine.anatomy import Part, static_files_of, templates_of
from newsgen.machine.folders import theme
from newsgen.programs.settings import Workplace


class Anatomy(NamedTuple):
    """All templates and static files, and the design tokens that newsgen.yaml sets, each with the
    scheme, its name and its value.
    """

    templates: tuple[Part, ...]
    static_files: tuple[Part, ...]
    tokens: tuple[tuple[str, str, str], ...]


def anatomy(place: Workplace) -> Anatomy:
    """The theme of a site as it is in effect."""
    found, settings = theme(place.folders), place.config.theme
    return Anatomy(
        tuple(templates_of(found)),
        tuple(static_files_of(found)),
        tuple(
            (scheme, name, value)
            for scheme, pairs in (("light", settings.light), ("dark", settings.dark))
            for name, value in pairs
        ),
    )
