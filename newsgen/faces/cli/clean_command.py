"""`newsgen clean`."""

from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, tell
from newsgen.programs.cleaning import clean
from newsgen.programs.settings import open_sound_site


@click.command()
@options.site_option
@options.output_option
def command(root: Path, output: Path | None) -> None:
    """Remove what newsgen wrote, and only that.

    Files in the output folder that newsgen did not write stay, and so does all content.
    """
    place = open_sound_site(root)
    folder = options.output_folder(place, output)
    tell(f"removed {counted(clean(place, folder), 'file')} from {folder}")
