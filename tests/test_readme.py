"""Every command that the README shows is run as it is printed, in order, on a scratch site."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sysconfig
import threading
from collections.abc import Iterable
from pathlib import Path
from urllib.request import urlopen

import pytest
from sites import REPOSITORY

README = REPOSITORY / "README.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
OWN_SITE = ("newsgen.yaml", "content", "seeds", "templates", "static")
RUN_SECONDS = 120
# Lines that are tested elsewhere, whole; anything that is not listed here is run.
ELSEWHERE = {"pip install .": "tests/test_package.py"}


def test_the_readme_s_commands_work_as_printed(tmp_path: Path) -> None:
    shown = commands(README.read_text(encoding="utf-8"))
    assert {"make site", "make test"} <= set(shown)
    folder = copy_of_own_site(tmp_path / "site")
    for line in shown:
        folder = follow(line, folder)


def test_the_readme_has_no_commands_that_this_test_would_overlook() -> None:
    languages = {language for language, _ in FENCE.findall(README.read_text(encoding="utf-8"))}
    assert not languages & {"", "bash", "console", "shell", "zsh"}


def test_commands_are_joined_over_lines_and_comments_left_out() -> None:
    text = (
        "```sh\n# first\nnewsgen build \\\n  --quiet   # how\n\nmake site\n```\n```text\nno\n```\n"
    )
    assert commands(text) == ["newsgen build --quiet", "make site"]


@pytest.mark.parametrize("line", ["newsgen frobnicate", "no-such-program", "make nonsense"])
def test_a_command_that_does_not_work_is_noticed(line: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=line):
        follow(line, tmp_path)


def commands(text: str) -> list[str]:
    """The command lines of all sh blocks, without comments."""
    blocks = (block for language, block in FENCE.findall(text) if language == "sh")
    lines = (line for block in blocks for line in re.sub(r"\\\n\s*", "", block).splitlines())
    return [command for line in lines if (command := re.sub(r"(^|\s+)#.*", "", line).strip())]


def copy_of_own_site(folder: Path) -> Path:
    for name in OWN_SITE:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder)
    return folder


def follow(line: str, folder: Path) -> Path:
    """Do what a line of the README says; returns the folder that one is in afterwards."""
    if line in ELSEWHERE:
        assert (REPOSITORY / ELSEWHERE[line]).is_file()
        return folder
    if line.startswith("make "):
        check_targets(line)
        return folder
    if "newsgen serve" in line:
        check_server(line, folder)
        return folder
    return run(line, folder)


def check_targets(line: str) -> None:
    """The Makefile has these targets, and something to do for each."""
    plan = subprocess.run(
        ["make", "--dry-run", "--always-make", *shlex.split(line)[1:]],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert plan.returncode == 0, f"{line}: {plan.stderr}"
    assert "Nothing to be done" not in plan.stdout, line


def check_server(line: str, folder: Path) -> None:
    """The server tells its address, answers there, and stops when it is asked to."""
    with subprocess.Popen(
        ["sh", "-ec", line],
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        watchdog = threading.Timer(RUN_SECONDS, os.killpg, (server.pid, signal.SIGKILL))
        watchdog.start()
        try:
            address = address_in(server.stderr or (), line)
            with urlopen(address, timeout=10) as answer:
                assert answer.status == 200, line
        finally:
            watchdog.cancel()
            os.killpg(server.pid, signal.SIGINT)
            if server.stderr:
                server.stderr.read()  # its last words; they would find nobody there to be told
    assert server.returncode in (0, 130, -signal.SIGINT), line


def address_in(told: Iterable[str], line: str) -> str:
    seen = ""
    for message in told:
        seen += message
        if found := ADDRESS.search(message):
            return found[0]
    raise AssertionError(f"{line} told no address:\n{seen}")


def run(line: str, folder: Path) -> Path:
    """Run a line in a shell; returns the folder that it ends in."""
    done = subprocess.run(
        ["sh", "-ec", f"{line}\nprintf '\\n%s' \"$PWD\""],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    return Path(done.stdout.rpartition("\n")[2])


def environment() -> dict[str, str]:
    """The user's, with this newsgen first on the PATH and no browser window to open."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSGEN_")}
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{kept['PATH']}"
    return {**kept, "PATH": path, "BROWSER": "true"}
