"""Wherever a command is started: in whatever locale, and without the streams that most have."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import article, newsgen, tree, write, write_site

# Of a Python that takes the locale C at its word; every system has it.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CHARMAPS = Path("/usr/share/i18n/charmaps")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "موقع", {"content/articles/خبر-أول.md": article("خبر أول")})
    write(root, {"static/ملف.txt": "نص", "seeds/2026-01-02-خبر.txt": "عنوان\nموجز.\n\nنص.\n"})
    return root


@pytest.fixture(params=["ISO-8859-1", "ISO-8859-6"])
def other_locale(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a real locale that is not of UTF-8."""
    charmap = request.param
    if not shutil.which("localedef") or not (CHARMAPS / f"{charmap}.gz").exists():
        pytest.skip("localedef has nothing here to make a locale from")  # ASCII is tried anywhere
    name = "ar_SA" if charmap == "ISO-8859-6" else "en_US"
    made = tmp_path / "locales" / name
    made.parent.mkdir()
    subprocess.run(["localedef", "-i", name, "-f", charmap, made], check=True)
    return {"LOCPATH": str(made.parent), "LC_ALL": name, "PYTHONUTF8": "0"}


def test_an_ascii_locale_gives_the_same_site(root: Path) -> None:
    _assert_same(root, ASCII)


def test_a_locale_of_another_encoding_gives_the_same_site(
    root: Path, other_locale: dict[str, str]
) -> None:
    _assert_same(root, other_locale)


def _assert_same(root: Path, environment: dict[str, str]) -> None:
    anew = shutil.copytree(root, root.parent / "site-anew")
    done = newsgen("build", "-o", "مكان", cwd=anew, **environment)
    assert done.returncode == 0, done.stderr
    assert newsgen("build", "-o", "مكان", cwd=root).returncode == 0
    assert tree(anew / "مكان") == tree(root / "مكان")
    given = newsgen("export", "خبر-أول", cwd=anew, **environment)
    assert given.stdout == newsgen("export", "خبر-أول", cwd=root).stdout != ""


def test_a_python_that_does_not_listen_is_not_asked_for_ever(root: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv.pop()); from newsgen.faces.cli import main; "
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1"}
    repository = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8=0", "-c", f"{code}main()", "-V", repository],
        env=environment,
        cwd=root,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith(b"newsgen"), done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error_and_get_no_file_instead(root: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m newsgen build --explain {closed}', sys.executable],
        cwd=root,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert (root / "public" / "index.html").exists()
    assert (root / ".newsgen" / "lock").read_bytes() == b""
