"""Real file systems for tests: scripts that may mount what they like, seen by nobody else."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

TESTS = Path(__file__).parent
_PRELUDE = """
import sys
sys.path.insert(0, {tests!r})
from mounts import mount
from pathlib import Path
folder = Path({folder!r})
"""


def in_own_mounts(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that knows `folder` and `mount` in a name space of its own."""
    reason = _refusal()
    if reason:
        pytest.skip(f"no file system can be mounted here: {reason}")
    text = _PRELUDE.format(tests=str(TESTS), folder=str(folder)) + dedent(script)
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", sys.executable, "-c", text],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def mount(place: Path, size: str) -> None:
    """A small file system in memory; `size` is such as 64k."""
    place.mkdir(parents=True, exist_ok=True)
    arguments = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    subprocess.run(["mount", *arguments], check=True)


def bind(place: Path, option: str) -> None:
    """Mount what lies there upon itself, `rw` or `ro`."""
    subprocess.run(["mount", "--bind", str(place), str(place)], check=True)
    subprocess.run(["mount", "-o", f"remount,bind,{option}", str(place)], check=True)


@cache
def _refusal() -> str:
    if not shutil.which("unshare"):
        return "unshare is not installed"
    tried = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        text=True,
        check=False,
    )
    return tried.stderr.strip()
