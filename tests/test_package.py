"""The wheel brings all that a site needs: it builds one from an environment of its own."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from sites import REPOSITORY

THEME = ("templates", "static")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    run(*PIP, "wheel", *options, str(REPOSITORY), cwd=folder)
    (made,) = folder.glob("newsgen-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with that wheel.

    The libraries come from the environment of these tests, whose own newsgen is out of reach:
    it is an editable one, which another environment does not follow.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder.parent)
    python = folder / "bin" / "python"
    options = ("--no-index", "--no-deps", "--no-compile")
    run(*PIP, "--python", str(python), "install", *options, str(wheel), cwd=folder.parent)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def new_site(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that `newsgen init` makes, built by the installed command."""
    folder = tmp_path_factory.mktemp("elsewhere")
    newsgen = str(installed.with_name("newsgen"))
    run(newsgen, "init", "x", cwd=folder)
    run(newsgen, "build", cwd=folder / "x")
    return folder / "x" / "public"


def run(*command: str, cwd: Path) -> str:
    """What a command prints; it knows nothing of this checkout."""
    done = subprocess.run(
        command, cwd=cwd, env=clean(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(("NEWSGEN_", "PYTHON"))
    }


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_package_and_its_type_marker(wheel: Path) -> None:
    sources = {file.relative_to(REPOSITORY) for file in REPOSITORY.glob("newsgen/**/*.py")}
    assert {*map(Path.as_posix, sources), "newsgen/py.typed"} <= names(wheel)


def test_the_wheel_holds_the_whole_theme(wheel: Path) -> None:
    files = [file for folder in THEME for file in (REPOSITORY / folder).rglob("*")]
    theme = {
        f"newsgen/_theme/{file.relative_to(REPOSITORY).as_posix()}"
        for file in files
        if file.is_file()
    }
    assert theme <= names(wheel)
    assert "newsgen/_theme/templates/base.html" in theme
    assert {Path(name).suffix for name in theme} >= {".html", ".xml", ".css", ".woff2", ".txt"}


def test_the_wheel_holds_every_licence(wheel: Path) -> None:
    licences = {name.partition(".dist-info/licenses/")[2] for name in names(wheel)}
    fonts = {file.relative_to(REPOSITORY).as_posix() for file in REPOSITORY.glob("static/**/OFL*")}
    assert len(fonts) == 2
    assert {"LICENSE", *fonts} <= licences


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    stray = [name for name in names(wheel) if not name.startswith(("newsgen/", "newsgen-"))]
    assert stray == []


def test_the_installed_package_is_the_wheel_s(installed: Path, tmp_path: Path) -> None:
    found = run(str(installed), "-c", "import newsgen; print(newsgen.__file__)", cwd=tmp_path)
    assert Path(found.strip()).is_relative_to(installed.parent.parent)


def test_a_new_site_built_by_the_wheel_has_its_articles(new_site: Path) -> None:
    assert len(list(new_site.glob("articles/*/index.html"))) == 2
    assert "خبر تجريبي" in (new_site / "index.html").read_text(encoding="utf-8")


def test_a_new_site_built_by_the_wheel_has_its_style_and_fonts(new_site: Path) -> None:
    page = html.parse(new_site / "index.html")
    addresses = page.xpath("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")
    files = {address.partition("?")[0].lstrip("/") for address in addresses}
    assert {Path(file).suffix for file in files} == {".css", ".woff2", ".svg"}
    assert [file for file in files if not (new_site / file).stat().st_size] == []
