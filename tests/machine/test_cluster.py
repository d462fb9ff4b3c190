"""A cluster renders what this machine would have rendered, whatever becomes of its workers."""

import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import REPOSITORY, article, build, newsgen, tree, write, write_site

from newsgen.machine import cluster
from newsgen.machine.render import Frame, Job
from newsgen.words.errors import NewsgenError, ProblemsFound

if TYPE_CHECKING:
    from distributed import Client

ARTICLES = 400
WAIT_SECONDS = 20
LULL_SECONDS = 0.5
STAGED = "public/.newsgen/staging-*/articles/n*"
SLOW = """{% extends "theme/article.html" %}
{% block article_body %}{% for _ in range(60000) %}{% endfor %}{{ super() }}{% endblock %}"""


class Machines:
    """A scheduler and workers, each a process in a folder of its own; they end with `stack`."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        folder.mkdir()
        self.scheduler = self._start(
            "scheduler", "--port", "0", "--scheduler-file", str(folder / "file")
        )
        wait_for((folder / "file").is_file)
        self.address = str(json.loads((folder / "file").read_text())["address"])

    def add_worker(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        options = "--no-nanny", "--nthreads", "1", "--name", name, "--local-directory", "."
        return self._start("worker", self.address, *options, **environment)

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        place = self.folder / f"{kind}-{len(list(self.folder.iterdir()))}"
        place.mkdir()
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *options]
        with open(place / "log", "wb") as log:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"],
                cwd=place,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
        self.stack.callback(end, process)
        return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def wait_for(condition: Callable[[], object]) -> None:
    limit = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with ExitStack() as stack:
        found = Machines(tmp_path_factory.mktemp("far") / "away", stack)
        found.add_worker("first")
        found.add_worker("second")
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with everything that a page may show: see-also links, headings, terms, a template."""
    body = "تمهيد.\n\nشاهد أيضًا: خبر {other}\n\n## عنوان {number}\n\n**نص** الخبر."
    stories = {
        f"content/articles/n{number}.md": article(
            f"خبر {number}",
            body.format(number=number, other=(number * 7) % ARTICLES),
            date=f"2024-{1 + number % 12:02}-{1 + number % 28:02}",
            category=f"قسم {number % 5}",
            tags=f"[وسم {number % 40}, خبر]",
        )
        for number in range(ARTICLES)
    }
    override = '{% extends "theme/article.html" %}{% block related %}{% include "own.html" %}'
    override += "{{ super() }}{% endblock %}"
    own = {
        "templates/article.html": override,
        "templates/own.html": "<p>\r\nوداعًا</p>\n",
        "static/own.css": "p { color: red }",
    }
    root = tmp_path_factory.mktemp("here") / "site"
    write_site(root, {**stories, **own})
    build(root, root / "local")
    return root


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A site to change, with what the local build remembered, but nothing built."""
    return Path(shutil.copytree(site, tmp_path / "copy", ignore=shutil.ignore_patterns("local")))


def test_a_cluster_gives_the_same_bytes_as_this_machine(site: Path, machines: Machines) -> None:
    report = build(site, site / "far", cluster=machines.address)
    assert report.number("render") > ARTICLES
    assert tree(site / "far") == tree(site / "local")


def test_bodies_whose_packs_were_lost_are_read_again(
    site: Path, copy: Path, machines: Machines
) -> None:
    shutil.rmtree(copy / ".newsgen/cache/bodies")
    build(copy, cluster=machines.address)
    assert tree(copy / "public") == tree(site / "local")


def test_only_what_changed_is_sent_to_a_cluster(copy: Path, machines: Machines) -> None:
    build(copy, cluster=machines.address)
    write(copy, {"content/articles/n3.md": article("خبر 3", "نص آخر.", date="2024-04-04")})
    build(copy, cluster=machines.address)
    assert "نص آخر." in (copy / "public/articles/n3/index.html").read_text(encoding="utf-8")
    again = build(copy, cluster="no-such-place")
    assert again.number("render") == 0, "a build without changes needs no cluster"


def test_a_fault_of_a_template_is_the_same_problem(
    site: Path, copy: Path, machines: Machines
) -> None:
    write(copy, {"templates/own.html": "\n\n{{ no_such_thing }}"})
    told = []
    for address in ("", machines.address):
        with pytest.raises(ProblemsFound) as failure:
            build(copy, cluster=address)
        told.append(failure.value.problems)
    [problem] = told[0]
    assert (problem.path, problem.line) == ("templates/own.html", 3)
    assert told[1] == told[0]
    assert not (copy / "public/index.html").exists()


def test_a_worker_that_is_killed_takes_no_page_with_it(copy: Path, tmp_path: Path) -> None:
    write(copy, {"templates/article.html": SLOW})
    build(copy, tmp_path / "expected")
    with ExitStack() as stack:
        machines = Machines(tmp_path / "machines", stack)
        victim = machines.add_worker("victim")
        machines.add_worker("survivor")
        command = [sys.executable, "-m", "newsgen", "build", "--at", "2030-03-17"]
        command += ["--cluster", machines.address]
        builder = subprocess.Popen(command, cwd=copy, stderr=subprocess.PIPE)
        stack.callback(end, builder)
        wait_for(lambda: list(copy.glob(STAGED)))
        victim.kill()
        assert builder.poll() is None, "the build was over before the worker was killed"
        _, said = builder.communicate(timeout=60)
    assert builder.returncode == 0, said.decode()
    assert tree(copy / "public") == tree(tmp_path / "expected")


def test_what_came_from_a_worker_is_kept_when_it_is_killed(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask calls a result lost as soon as its worker is, though it has been fetched."""
    from distributed import Client

    build(copy, tmp_path / "expected")
    packed, number = cluster._packed, itertools.count(1)
    with ExitStack() as stack:
        machines = Machines(tmp_path / "machines", stack)
        victim = machines.add_worker("victim")
        watcher = stack.enter_context(Client(machines.address, set_as_default=False))

        def kill_before_the_third(frame: Frame, jobs: Iterable[Job]) -> bytes:
            if next(number) == 3:
                time.sleep(LULL_SECONDS)
                wait_for(lambda: states_of_chunks(watcher) <= {"memory"})
                time.sleep(LULL_SECONDS)  # by then two are here, and wait to be written
                victim.kill()
                wait_for(lambda: "memory" not in states_of_chunks(watcher))
                time.sleep(LULL_SECONDS)
                machines.add_worker("survivor")
            return packed(frame, jobs)

        monkeypatch.setattr(cluster, "_packed", kill_before_the_third)
        build(copy, cluster=machines.address)
    assert next(number) > 3, "no worker was killed"
    assert tree(copy / "public") == tree(tmp_path / "expected")


def states_of_chunks(client: "Client") -> set[str]:
    states: dict[str, str] = client.run_on_scheduler(
        lambda dask_scheduler: {key: task.state for key, task in dask_scheduler.tasks.items()}
    )
    return {state for key, state in states.items() if key.startswith("newsgen-chunk-")}


def test_a_build_whose_scheduler_is_gone_leaves_the_old_site(copy: Path, tmp_path: Path) -> None:
    build(copy)
    before = tree(copy / "public")
    write(copy, {"templates/article.html": SLOW})
    with ExitStack() as stack:
        machines = Machines(tmp_path / "machines", stack)
        machines.add_worker("only")
        threading.Thread(target=kill_once_staged, args=(machines.scheduler, copy)).start()
        with pytest.raises(NewsgenError, match="was lost during the build"):
            build(copy, cluster=machines.address)
    assert tree(copy / "public") == before


def test_a_build_whose_workers_are_all_gone_leaves_the_old_site(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(copy)
    before = tree(copy / "public")
    write(copy, {"templates/article.html": SLOW})
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 1)
    with ExitStack() as stack:
        machines = Machines(tmp_path / "machines", stack)
        worker = machines.add_worker("only")
        threading.Thread(target=kill_once_staged, args=(worker, copy)).start()
        with pytest.raises(NewsgenError, match="has no workers"):
            build(copy, cluster=machines.address)
    assert tree(copy / "public") == before
    assert not list(copy.glob("public/.newsgen/staging-*/*")), "it left what it had staged"


def kill_once_staged(worker: subprocess.Popen[bytes], site: Path) -> None:
    wait_for(lambda: list(site.glob(STAGED)))
    worker.kill()


def test_ctrl_c_ends_the_build_and_leaves_the_cluster_idle(copy: Path, machines: Machines) -> None:
    from distributed import Client

    write(copy, {"templates/article.html": SLOW.replace("60000", "600000")})
    builder = subprocess.Popen(
        [sys.executable, "-m", "newsgen", "build", "--cluster", machines.address],
        cwd=copy,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(lambda: list(copy.glob(STAGED)))
        builder.send_signal(signal.SIGINT)
        _, said = builder.communicate(timeout=5)
    finally:
        end(builder)
    assert builder.returncode == 130, said.decode()
    assert said.decode().splitlines()[-1:] == ["interrupted; the site is whole"]
    with Client(machines.address, set_as_default=False) as client:
        wait_for(lambda: not client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.tasks))


def test_an_address_that_does_not_answer_is_told(copy: Path) -> None:
    done = newsgen("build", "--cluster", "127.0.0.1:1", cwd=copy)
    assert done.returncode == 1
    assert "error: no Dask scheduler answers at 127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["no-port", "moon://host:1", "tls://127.0.0.1:1", "{silent}"])
def test_a_wrong_address_is_told(copy: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        wrong = address.replace("{silent}", f"127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(NewsgenError, match=f"no Dask scheduler answers at {wrong}: ."):
            build(copy, cluster=wrong)


def test_without_the_extra_a_build_says_what_to_install(copy: Path, tmp_path: Path) -> None:
    write(tmp_path, {"without/distributed.py": "raise ImportError('not here')"})
    done = newsgen("build", "--cluster", "x:1", cwd=copy, PYTHONPATH=str(tmp_path / "without"))
    assert done.returncode == 1
    assert "pip install 'newsgen[cluster]'" in done.stderr


def test_a_worker_with_another_newsgen_is_refused(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(REPOSITORY / "newsgen", other / "newsgen")
    with open(other / "newsgen/words/model.py", "a", encoding="utf-8") as source:
        source.write("# a change\n")
    with ExitStack() as stack:
        machines = Machines(tmp_path / "machines", stack)
        machines.add_worker("other", PYTHONPATH=str(other))
        with pytest.raises(NewsgenError, match=r"1 of 1 workers .* hold another newsgen"):
            build(copy, cluster=machines.address)
    assert not (copy / "public/index.html").exists()
