"""How long a publish takes, and for how long a reader may see files of both sites.

    python -m benchmarks.window --pages 14500 --folder /dev/shm

Pages of 15 kB, each in a folder of its own, are published for the first time, with one changed,
and with all changed; by `move` and by `swap`. Nothing is rendered. The figures are medians.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click

from newsgen.machine.folders import SiteFolders, file_signature
from newsgen.machine.publishing import (
    InPlace,
    Manifest,
    Mode,
    claimed,
    open_output,
    publish,
    read_manifest,
    stage,
    staging_folder,
    staging_in,
)

PAGE_BYTES = 15_000
MODES: tuple[Mode, ...] = ("move", "swap")


class Times(NamedTuple):
    """Seconds: to stage all changed pages, to publish them, and of these, the window."""

    stage: float
    publish: float
    window: float


@click.command()
@click.option("--pages", default=14_500, show_default=True)
@click.option("--repeat", default=5, show_default=True)
@click.option("--folder", help="Where to work: its file system makes a difference.")
def main(pages: int, repeat: int, folder: str | None) -> None:
    """Measure, and print a Markdown table."""
    click.echo(f"{pages:,} pages\n")
    click.echo("| publish | change | stage µs a page | publish ms | of which mixed ms |")
    click.echo("| --- | --- | --- | --- | --- |")
    for mode in MODES:
        runs: dict[str, list[Times]] = {}
        for _ in range(repeat):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                for change, changed, times in measured(Path(place), pages, mode):
                    each = times._replace(stage=times.stage / changed)
                    runs.setdefault(change, []).append(each)
        for change, found in runs.items():
            row = [median(column) for column in zip(*found, strict=True)]
            click.echo(
                f"| {mode} | {change} | {row[0] * 1e6:.0f} "
                f"| {row[1] * 1e3:.2f} | {row[2] * 1e3:.2f} |"
            )


def measured(folder: Path, pages: int, mode: Mode) -> Iterator[tuple[str, int, Times]]:
    """The times of a first publish, of one page changed, and of all."""
    paths = [f"articles/{number:06}-خبر-من-القاهرة/index.html" for number in range(pages)]
    yield "first", pages, _publish(folder, paths, b"1", mode)
    yield "one page", 1, _publish(folder, paths[-1:], b"2", mode)
    yield "all pages", pages, _publish(folder, paths, b"3", mode)


def _publish(folder: Path, changed: list[str], content: bytes, mode: Mode) -> Times:
    output, site = folder / "public", SiteFolders(folder)
    with claimed(output, site):
        before = read_manifest(output)
        known = open_output(output, site, ()).digests
        places = _in_place(output, before, changed)
        page = content * PAGE_BYTES
        started = time.perf_counter()
        with staging_in(output, staging_folder(output)) as staging:
            staged = [stage(staging, path, page, known) for path, known in places.items()]
        rendered = time.perf_counter()
        manifest = Manifest({**known, **{file.path: file.digest for file in staged}})
        window = publish(output, staged, (), manifest, mode)
        ended = time.perf_counter()
    if (output / changed[0]).read_bytes() != page:
        raise SystemExit(f"{changed[0]} was not published")
    return Times(rendered - started, ended - rendered, window)


def _in_place(output: Path, before: Manifest | None, paths: list[str]) -> dict[str, InPlace | None]:
    """What a build knows of the files that stand at these paths."""
    if not before:
        return dict.fromkeys(paths)
    return {
        path: InPlace(before.digests[path], file_signature((output / path).lstat()))
        for path in paths
    }


if __name__ == "__main__":
    main()
