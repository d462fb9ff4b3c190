"""Small sites for tests: written to a folder, built in this process or through the command line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import open_site
from newsgen.programs.update import update
from newsgen.words.model import Visibility

REPOSITORY = Path(__file__).parent.parent
AT = 1_900_000_000  # 2030: later than any date in these tests
SETTINGS = """\
site:
  title: صحيفة الاختبار
  base_url: https://news.example
"""


def write_site(root: Path, files: Mapping[str, str], settings: str = SETTINGS) -> Path:
    write(root, {"newsgen.yaml": settings, **files})
    return root


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def article(title: str, body: str = "نص الخبر كامل هنا.", **front: str) -> str:
    """A content file; `front` are raw YAML values by key."""
    head = {"title": f'"{title}"', "date": "2024-05-01", **front}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items() if value)
    return f"---\n{lines}---\n\n{body}\n"


def build(root: Path, output: Path | None = None, at: int = AT, **options: object) -> Report:
    """Import and build in this process."""
    place = open_site(root)
    chosen = BuildOptions(output or root / "public", Visibility(at))
    return update(place, chosen._replace(**options), imports=True)


def built_anew(root: Path, at: int = AT) -> dict[str, bytes]:
    """What a clean build of the same site gives, as `tree` tells it."""
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("public", ".newsgen"))
    build(clean, at=at)
    return tree(clean / "public")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder but newsgen's own, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".newsgen" not in file.parts
    }


def html(root: Path, path: str = "index.html") -> str:
    return (root / "public" / path).read_text(encoding="utf-8")


def rendered(report: Report) -> set[str]:
    return {step.path for step in report.steps if step.action == "render"}


def newsgen(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "newsgen", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
