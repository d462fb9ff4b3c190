"""What a command costs: wall time, processor time and peak memory of all its processes together.

Memory is sampled from /proc. A process's PSS counts a shared page in parts, one for each process
that has it, so that the sum over processes counts every page once; RSS counts it in each of them.
"""

import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_SAMPLE_SECONDS = 0.02
_PSS_SHARE = 0.02  # of one core: reading the PSS of a large process takes the system milliseconds
_KIB_A_PAGE = os.sysconf("SC_PAGE_SIZE") // 1024
_ERROR_SHOWN = 2_000
_READ_BYTES = 4_096  # each of these files is shorter
_PATIENCE_SECONDS = 10.0
_PR_SET_CHILD_SUBREAPER = 36  # of <linux/prctl.h>


class Cost(NamedTuple):
    """Of one run. `cpu_seconds` are user and system time of the command and all its descendants."""

    wall_seconds: float
    cpu_seconds: float
    pss_mib: float
    rss_mib: float


class Output(NamedTuple):
    """Of an output folder: HTML files, their bytes, and the bytes of all files."""

    pages: int
    html_bytes: int
    all_bytes: int


class _Peaks:
    """The highest sums seen, in KiB."""

    pss = 0
    rss = 0


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder and wait for it; SystemExit with its words if it fails."""
    peaks, stop = _Peaks(), threading.Event()
    _adopt_orphans()
    before = _children_seconds()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (our own table of commands)
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, stop))
        watcher.start()
        process.wait()
        wall = time.perf_counter() - started
        stop.set()
        watcher.join()
        _reap_orphans(command)
        said.seek(0)
        words = said.read().decode(errors="replace")[-_ERROR_SHOWN:]
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} in {folder}: exit {process.returncode}\n{words}")
    cpu = _children_seconds() - before
    return Cost(wall, cpu, peaks.pss / 1024, peaks.rss / 1024)


def output(folder: Path) -> Output:
    """What was written; newsgen's own records are not counted."""
    pages = html = everything = 0
    for here, folders, names in os.walk(folder):
        if ".newsgen" in folders:
            folders.remove(".newsgen")
        for name in names:
            size = (Path(here) / name).stat().st_size
            everything += size
            if name.endswith(".html"):
                pages += 1
                html += size
    return Output(pages, html, everything)


def _adopt_orphans() -> None:
    """Make this process the parent of descendants that outlive their own, so that their time is
    counted: a fork server ends after the command that started it, and its workers are its own.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "this process cannot adopt orphans")


def _reap_orphans(command: Sequence[str]) -> None:
    """Wait for what a command left behind; SystemExit if it does not end by itself."""
    limit = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < limit:
        try:
            found, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not found:
            time.sleep(_SAMPLE_SECONDS)
    raise SystemExit(f"{' '.join(command)} left a process running")


def _children_seconds() -> float:
    """User and system time of all descendants that have been waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(session: int, peaks: _Peaks, stop: threading.Event) -> None:
    """Sample RSS all the time, PSS as often as it may cost."""
    due = 0.0
    while not stop.wait(_SAMPLE_SECONDS):
        members = list(_members(session))
        peaks.rss = max(peaks.rss, sum(map(_rss_kib, members)))
        started = time.perf_counter()
        if started >= due:
            peaks.pss = max(peaks.pss, sum(map(_pss_kib, members)))
            ended = time.perf_counter()
            due = ended + (ended - started) / _PSS_SHARE


def _members(session: int) -> Iterator[int]:
    """The processes of a session; none is older than its leader, so smaller numbers are skipped."""
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) >= session and _session_of(int(name)) == session:
            yield int(name)


def _session_of(process: int) -> int:
    fields = _read(process, "stat").rpartition(") ")[2].split()
    return int(fields[3]) if len(fields) > 3 else 0


def _rss_kib(process: int) -> int:
    fields = _read(process, "statm").split()
    return int(fields[1]) * _KIB_A_PAGE if fields else 0


def _pss_kib(process: int) -> int:
    for line in _read(process, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(process: int, name: str) -> str:
    """A file of a process, "" when the process is gone."""
    try:
        with open(f"/proc/{process}/{name}", "rb", buffering=0) as file:
            return file.read(_READ_BYTES).decode(errors="replace")
    except OSError:
        return ""
