"""`newsgen clean`."""

from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, tell, tell_wait
from newsgen.programs.cleaning import clean
from newsgen.programs.settings import open_sound_site


@click.command()
@options.site_option
@options.output_option
def command(root: Path, output: Path | None) -> None:
    """Remove what newsgen wrote, and only that.

    The site in the output folder goes, and so do the preview of newsgen serve and all that newsgen
    remembered. Files that newsgen did not write stay, and so does all content.
    """
    place = open_sound_site(root)
    folder = options.output_folder(place, output)
    cleaned = clean(place, folder, tell_wait)
    tell(f"removed {counted(cleaned.output, 'file')} from {folder}")
    if cleaned.preview:
        tell(f"removed {counted(cleaned.preview, 'file')} of the preview")
