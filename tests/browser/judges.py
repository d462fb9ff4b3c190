"""What judges pages and style sheets: axe, the Nu checker and stylelint, as `make browser` installs
them beside this file.
"""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
# axe takes joined Arabic letters for the ligatures of an icon font and does not look at their
# contrast, unless each letter adds its own width to a text.
LETTERS_STAND_APART = """
    CanvasRenderingContext2D.prototype.measureText = text => ({width: String(text).length * 20});
"""
RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html}`));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on a page that keeps somebody from reading it."""
    page.evaluate(LETTERS_STAND_APART)
    page.evaluate(installed("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def markup_problems(folder: Path) -> list[str]:
    """What the Nu HTML checker finds in the pages of a folder, warnings as well."""
    jar = installed("vnu-jar/build/dist/vnu.jar")
    return _complaints(
        ["java", "-jar", str(jar), "--Werror", "--skip-non-html", "--format", "gnu", str(folder)]
    )


def style_problems(*files: Path) -> list[str]:
    """What stylelint finds in style sheets, by the rules in package.json."""
    command = installed("stylelint/bin/stylelint.mjs")
    options = ("--formatter", "unix", "--config", str(HERE / "package.json"))
    return _complaints(
        ["node", str(command), *options, "--config-basedir", str(HERE), *map(str, files)]
    )


def installed(path: str) -> Path:
    file = MODULES / path
    if not file.is_file():
        pytest.fail(f"{path} is not installed: run make browser", pytrace=False)
    return file


def _complaints(command: list[str]) -> list[str]:
    done = subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=200, check=False
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert lines or done.returncode == 0
    return lines
