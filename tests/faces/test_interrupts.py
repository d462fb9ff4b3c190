"""Ctrl-C, by people in a hurry: a command ends in order, once, and soon."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sites import article, write_site

ENDS_WITHIN_SECONDS = 2.0  # a second, and one for a machine that does other things as well
ARTICLES = 600


@pytest.fixture
def root(tmp_path: Path) -> Path:
    texts = {
        f"content/articles/a{at}.md": article(f"خبر {at}", "نص الخبر كامل هنا.\n\n" * 8)
        for at in range(ARTICLES)
    }
    return write_site(tmp_path / "site", texts)


@pytest.mark.parametrize("whom", [os.kill, os.killpg], ids=["the command", "its whole group"])
@pytest.mark.parametrize("attempt", range(3))
def test_five_interrupts_end_a_build_as_one_does(root: Path, whom: object, attempt: int) -> None:
    """They come as workers start, which is the worst moment: an exception is lost in a callback, or
    finds a pool half made.
    """
    assert callable(whom)
    told = root.parent / "told"
    command = [sys.executable, "-m", "newsgen", "build", "--no-cache", "--jobs", "3"]
    with (
        told.open("wb") as stream,
        subprocess.Popen(
            command, cwd=root, stdout=stream, stderr=stream, start_new_session=True
        ) as process,
    ):
        _wait_for_a_worker(process)
        time.sleep(attempt * 0.002)
        started = time.monotonic()
        for _ in range(5):
            if process.poll() is None:
                whom(process.pid, signal.SIGINT)
            time.sleep(0.01)
        assert process.wait(30) == 130
        assert time.monotonic() - started < ENDS_WITHIN_SECONDS
    assert told.read_text("utf-8").lstrip() == "interrupted; the site is whole\n"


def _wait_for_a_worker(process: subprocess.Popen[bytes]) -> None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():
        pass
    assert process.poll() is None


def test_a_background_job_stays_deaf_to_interrupts(root: Path) -> None:
    with subprocess.Popen(
        ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-m", "newsgen", "build"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        time.sleep(0.4)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=60)[0].decode()
    assert process.returncode == 0, told
