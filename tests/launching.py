"""newsgen in processes that start at once: forked from one that has it loaded already."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


class Death(NamedTuple):
    """The system ends a process so long after it made a folder or renamed a file of this path.

    `sign` is a part of the path. The end comes as suddenly as by SIGKILL.
    """

    sign: str
    seconds: float


class Launcher:
    """Starts one command after the other; each leads a process group of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.process.communicate(timeout=60)

    def start(
        self,
        arguments: list[str],
        folder: Path,
        told: Path,
        *,
        is_bound: bool = False,
        death: Death | None = None,
    ) -> int:
        """Returns the process id; messages go to the file `told`.

        With `is_bound` the permissions of files bind the process, even if root runs the tests.
        """
        assert self.process.stdin
        order = (arguments, str(folder), str(told), is_bound, death)
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def wait(self) -> int:
        """The exit code of what was started last, or minus the signal that killed it."""
        return self._answer()

    def run(self, arguments: list[str], folder: Path, told: Path, *, is_bound: bool = False) -> int:
        self.start(arguments, folder, told, is_bound=is_bound)
        return self.wait()

    def _answer(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())


def kill_group(process_id: int) -> None:
    """Kill a command and all that it started, without a moment to tidy up."""
    with contextlib.suppress(ProcessLookupError):  # done already
        os.killpg(process_id, signal.SIGKILL)


def _launch() -> None:
    _load_all()
    for line in sys.stdin:
        arguments, folder, told, is_bound, death = json.loads(line)
        process_id = os.fork()
        if not process_id:
            _prepare(folder, told, is_bound=is_bound, death=death and Death(*death))
            _become_newsgen(arguments)
        with contextlib.suppress(OSError):  # both sides, so that neither can be too late
            os.setpgid(process_id, process_id)
        _tell(process_id)
        _tell(os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1]))


def _load_all() -> None:
    """Build a site once, for newsgen loads its rooms when they are needed."""
    from sites import article, build, write_site

    with tempfile.TemporaryDirectory() as folder:
        build(write_site(Path(folder), {"content/articles/a.md": article("خبر")}))


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _prepare(folder: str, told: str, *, is_bound: bool, death: Death | None) -> None:
    from kernels import bow_to_permissions

    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    file = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.chdir(folder)
    if is_bound:
        bow_to_permissions()
    if death:
        _arm(death)


def _become_newsgen(arguments: list[str]) -> None:
    from newsgen.faces.cli import main

    sys.argv = ["newsgen", *arguments]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    sys.stderr.flush()
    os._exit(code)


def _arm(death: Death) -> None:
    """A timer of the system, for another process would look too late."""
    is_armed = False

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal is_armed
        if is_armed or event not in ("os.mkdir", "os.rename"):
            return
        if death.sign in f"{arguments[0]} {arguments[1]}":
            is_armed = True
            signal.setitimer(signal.ITIMER_REAL, max(death.seconds, 1e-6))

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    sys.addaudithook(on_event)


if __name__ == "__main__":
    _launch()
