"""`newsgen export`."""

from pathlib import Path

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, tell
from newsgen.machine.folders import write_whole
from newsgen.programs.exporting import export
from newsgen.programs.settings import open_sound_site


@click.command()
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path), metavar="[ARTICLES]...")
@options.site_option
@click.option(
    "--format", "kind", type=click.Choice(["txt"]), default="txt", show_default=True,
    help="The raw text that newsgen import reads.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write to.")
def command(articles: tuple[Path, ...], root: Path, kind: str, output: Path | None) -> None:
    """Give articles back as the raw texts that they were imported from.

    ARTICLES are files of content/articles or slugs; without them, all are exported. One article
    goes to standard output unless --output names a folder.
    """
    place = open_sound_site(root)
    if output is None and len(articles) != 1:
        raise click.UsageError("name one article, or a folder with --output")
    count = 0
    for exported in export(place, articles):
        if output is None:
            click.echo(exported.text, nl=False)
        else:
            write_whole(output / exported.name, exported.text.encode())
            count += 1
    if output is not None:
        tell(f"wrote {counted(count, f'{kind} file')} to {output}")
