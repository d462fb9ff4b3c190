"""What the figures were measured on, and with which versions."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from json import loads
from pathlib import Path
from subprocess import run

from benchmarks.corpus import SEED
from benchmarks.tools import HERE

_PACKAGES = ("hugo", "pelican")


def state(tmp: str) -> dict[str, object]:
    """Machine, versions, day, and how busy the machine was before the run."""
    packages = loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    node = run(["node", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": {
            "cpu": _field("/proc/cpuinfo", "model name"),
            "cores": len(os.sched_getaffinity(0)),
            "memory_gib": round(int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20),
            "kernel": platform.release(),
            "file_system": _file_system(tmp),
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {
            "newsgen": version("newsgen"),
            "python": platform.python_version(),
            **{name: version(name) for name in _PACKAGES},
            "eleventy": packages["@11ty/eleventy"],
            "node": node.strip().removeprefix("v"),
        },
        "seed": SEED,
    }


def _field(file: str, name: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _file_system(folder: str) -> str:
    """The type of the file system that holds a folder."""
    place = Path(folder).resolve()
    mounts = (line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines())
    holders = [(at, kind) for at, kind in mounts if place.is_relative_to(at)]
    return max(holders, key=lambda pair: len(pair[0]))[1]
