"""What a cluster brings: one site rendered here, and by 1, 2 and 4 workers of a Dask cluster.

    python -m benchmarks.cluster --articles 100000 --tmp /dev/shm

Scheduler and workers run on this machine, so they take their processors from the builder. What it
would need beside a cluster of other machines is its own CPU time. Content is read in a build that
nobody times; with --cold, each build reads it anew. The outputs must be equal.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.corpus import articles
from benchmarks.measure import output
from benchmarks.writers import for_newsgen

# Without related stories, for rendering alone is measured.
SETTINGS = "site:\n  title: جريدة\n  base_url: https://bench.example\nrelated:\n  limit: 0\n"
START_SECONDS = 30.0


class Spent(NamedTuple):
    """Of one build: seconds; the builder's peak memory; and what went over the loopback device."""

    wall_seconds: float
    builder_seconds: float
    cluster_seconds: float
    builder_mib: float
    sent_bytes: int


@click.command()
@click.option("--articles", "count", default=2_000, show_default=True, help="Size of the site.")
@click.option("--workers", default="1,2,4", show_default=True, help="Sizes of the cluster.")
@click.option("--cold", is_flag=True, help="Forget all that was read before each build.")
@click.option("--tmp", default="/dev/shm", show_default=True, help="Where to build.")  # noqa: S108
def main(count: int, workers: str, cold: bool, tmp: str) -> None:  # noqa: FBT001 (click's)
    """Measure, and print a Markdown table."""
    folder = Path(tempfile.mkdtemp(prefix="newsgen-cluster-", dir=tmp))
    try:
        _write_site(folder, count)
        if not cold:
            _build(folder, "", is_cold=True)
        spent = _build(folder, "", is_cold=cold)
        wrote, manifest = output(folder / "public"), _manifest(folder)
        click.echo(f"{count:,} articles, {wrote.pages:,} pages, {wrote.all_bytes / 1e6:,.0f} MB\n")
        click.echo("| workers | wall s | builder CPU s | others' CPU s | builder MiB | sent MB |")
        click.echo("| --- | --- | --- | --- | --- | --- |")
        _tell("none", spent)
        for number in map(int, workers.split(",")):
            with _cluster(folder, number) as (address, processes):
                before = _seconds(processes)
                spent = _build(folder, address, is_cold=cold)
                others = _seconds(processes) - before
            _tell(str(number), spent._replace(cluster_seconds=others))
            if _manifest(folder) != manifest:
                raise SystemExit("the output is not that of a build without a cluster")
    finally:
        shutil.rmtree(folder)


def _tell(workers: str, spent: Spent) -> None:
    wall, builder, others, memory, sent = spent
    figures = f"{wall:.1f} | {builder:.1f} | {others:.1f} | {memory:,.0f} | {sent / 1e6:,.0f}"
    click.echo(f"| {workers} | {figures} |")


def _write_site(folder: Path, count: int) -> None:
    (folder / "newsgen.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "content/articles").mkdir(parents=True)
    for record in articles(count):
        file = folder / "content/articles" / f"{record.slug}.md"
        file.write_text(for_newsgen(record), encoding="utf-8")


def _manifest(folder: Path) -> bytes:
    """The paths of all files with digests of their contents."""
    return (folder / "public/.newsgen/manifest").read_bytes()


def _build(folder: Path, address: str, *, is_cold: bool) -> Spent:
    """Build into an empty folder; `cluster_seconds` is left at 0."""
    shutil.rmtree(folder / "public", ignore_errors=True)
    if is_cold:
        shutil.rmtree(folder / ".newsgen", ignore_errors=True)
    command = [sys.executable, "-m", "newsgen", "build", "--quiet", "--at", "2030-01-01"]
    if address:
        command += ["--cluster", address]
    sent, started = _loopback_bytes(), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder)  # noqa: S603 (our own command)
    _, status, usage = os.wait4(process.pid, 0)  # with the processes that it waited for
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Spent(wall, cpu, 0.0, usage.ru_maxrss / 1024, _loopback_bytes() - sent)


@contextmanager
def _cluster(folder: Path, number: int) -> Iterator[tuple[str, Sequence[int]]]:
    """A scheduler and workers of one thread each: the address, and the numbers of the processes."""
    place = Path(tempfile.mkdtemp(prefix="dask-", dir=folder.parent))
    processes = [_dask(place, "scheduler", "--port", "0", "--scheduler-file", "at")]
    try:
        limit = time.monotonic() + START_SECONDS
        while not (place / "at").is_file():
            if time.monotonic() > limit:
                raise SystemExit((place / "scheduler.log").read_text())
            time.sleep(0.05)
        address = str(json.loads((place / "at").read_text())["address"])
        options = (address, "--no-nanny", "--nthreads", "1", "--local-directory", ".")
        processes += [_dask(place, "worker", *options) for _ in range(number)]
        _await_workers(address, number)
        yield address, [process.pid for process in processes]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()
        shutil.rmtree(place)


def _dask(place: Path, kind: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--no-dashboard"]
    command += ["--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1"]
    with open(place / f"{kind}.log", "ab") as log:
        return subprocess.Popen(command, cwd=place, stdout=log, stderr=log)  # noqa: S603


def _await_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=START_SECONDS)


def _seconds(processes: Sequence[int]) -> float:
    """User and system time of running processes."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _loopback_bytes() -> int:
    lines = Path("/proc/net/dev").read_text().splitlines()
    [line] = [line for line in lines if line.strip().startswith("lo:")]
    return int(line.partition(":")[2].split()[0])


if __name__ == "__main__":
    main()
