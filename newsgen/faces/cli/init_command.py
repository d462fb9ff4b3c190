"""`newsgen init`."""

from pathlib import Path

import click

from newsgen.faces.cli.terminal import tell
from newsgen.programs.init import init


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make a small new site in DIR."""
    for path in init(folder):
        tell(f"wrote {folder / path}")
    tell(f"\nNow:  cd {folder} && newsgen serve")
