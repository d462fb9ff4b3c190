"""`newsgen theme`."""

from collections.abc import Iterator
from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.machine.anatomy import Part
from newsgen.programs.settings import open_sound_site
from newsgen.programs.theming import Anatomy, anatomy


@click.command()
@options.site_option
def command(root: Path) -> None:
    """List templates, their blocks and the static files, and where each comes from.

    What stands under theme/ is newsgen's. A template of the site that is named like one of them
    takes its place; it may extend theme/NAME and change one block of it.
    """
    click.echo("\n".join(_lines(anatomy(open_sound_site(root)))))


def _lines(found: Anatomy) -> Iterator[str]:
    width = max((len(part.name) for part in found.templates + found.static_files), default=0)
    yield "templates"
    for part in found.templates:
        yield f"  {part.name:{width}}  {_origin(part)}{part.fault and f': {part.fault}'}"
        for block, where in part.blocks:
            is_own = where == part.name
            yield f"    {block:{width - 2}}  {'' if is_own else f'from {where}'}".rstrip()
    yield "static"
    for part in found.static_files:
        yield f"  {part.name:{width}}  {_origin(part)}"
    if found.tokens:
        yield "tokens of newsgen.yaml"
        for scheme, name, value in found.tokens:
            yield f"  {f'{scheme}.{name}':{width}}  {value}"


def _origin(part: Part) -> str:
    if part.covers:
        return "the site's, over newsgen's"
    return "the site's" if part.is_the_site_s else "newsgen's"
