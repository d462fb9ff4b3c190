"""Invariant 4: whatever happens to a build, the output is the old site, or the new one, or a
publish that the next command completes; and every page is whole at any time.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from launching import Death, Launcher, kill_group
from mounts import in_own_mounts
from sites import SETTINGS, article, build, tree, write, write_site
from striking import kill, strike

from newsgen.machine.locking import locked
from newsgen.machine.publishing import Mode, settled

KILLS: dict[Mode, int] = {"move": 120, "swap": 80}
BUILD = ["build", "--at", "2030-01-01"]
NOBODY = 65534
SWAP = "build:\n  publish: swap\n"


@pytest.fixture
def root() -> Iterator[Path]:
    """A site's folder, in memory where that can be had, that any user may enter."""
    memory = "/dev/shm"  # noqa: S108 (the folder in it has a name that nobody can guess)
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    folder.chmod(0o755)
    yield folder / "site"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as launched:
        yield launched


def state(number: int, *, mode: Mode = "move") -> dict[str, str]:
    """One of two states of a site: they share no page, and each has an article of its own."""
    articles = {
        f"content/articles/{name}.md": article(
            f"خبر {name}", body=f"نص {number}.", category=f"قسم {(name + number) % 3}"
        )
        for name in range(8)
        if name != number
    }
    settings = SETTINGS.replace("الاختبار", f"الاختبار {number}")
    return {"newsgen.yaml": settings + (SWAP if mode == "swap" else ""), **articles}


def put(root: Path, files: dict[str, str]) -> None:
    shutil.rmtree(root / "content", ignore_errors=True)
    write(root, files)


def built_clean(root: Path, files: dict[str, str], launcher: Launcher) -> dict[str, bytes]:
    put(root, files)
    assert launcher.run(BUILD, root, root / "told") == 0, (root / "told").read_text("utf-8")
    return tree(root / "public")


def no_left_overs(output: Path) -> bool:
    """True if nothing of an unfinished build lies in the output folder or beside it."""
    beside = [name for name in os.listdir(output.parent) if name.startswith(".public")]
    return not beside and sorted(os.listdir(output / ".newsgen")) == ["lock", "manifest", "site"]


def start_and_kill(launcher: Launcher, root: Path, death: Death) -> None:
    """Kill a build some time after its start, or after the first change of a path with a sign."""
    process_id = launcher.start(BUILD, root, root / "told", death=death if death.sign else None)
    if not death.sign:
        time.sleep(death.seconds)
        kill_group(process_id)
    launcher.wait()


def completed(
    number: int, launcher: Launcher, root: Path, whole: dict[str, bytes]
) -> dict[str, bytes]:
    """The output after the next command, each in its turn; `whole` is what it should settle to."""
    output, told = root / "public", root / "told"
    if number % 2:
        assert launcher.run(BUILD, root, told) == 0, told.read_text("utf-8")
        assert no_left_overs(output)
        return tree(output)
    if number % 8 == 0:
        assert launcher.run(["clean"], root, told) == 0, told.read_text("utf-8")
        assert not output.exists()
        return {}
    with settled(output):  # what every command does that reads the output folder
        assert tree(output) == whole
        return whole


@pytest.mark.parametrize("mode", ["move", "swap"])
def test_killed_at_random_moments_a_site_is_whole_and_the_next_command_completes_it(
    root: Path, launcher: Launcher, mode: Mode
) -> None:
    chance = random.Random(KILLS[mode])  # noqa: S311
    output = root / "public"
    states = [state(number, mode=mode) for number in (0, 1)]
    sites = [built_clean(root.parent / f"clean-{at}", states[at], launcher) for at in (0, 1)]
    before = built_clean(root, states[0], launcher)
    started = time.monotonic()
    assert launcher.run(BUILD, root, root / "told") == 0
    whole_run = Death("", time.monotonic() - started)
    renders = Death("/staging-", 0.05)
    publishes = Death(".newsgen-next", 0.006) if mode == "swap" else Death("/journal", 0.0006)
    target, kills_in_publish = 1, 0
    for number in range(KILLS[mode]):
        put(root, states[target])
        sign, limit = (whole_run, publishes, renders, publishes)[number % 4]
        start_and_kill(launcher, root, Death(sign, chance.random() * limit))

        at_once, new = tree(output), sites[target]
        for path, content in at_once.items():
            assert content in (before.get(path), new.get(path)), f"{path} is not whole"
        has_journal = (output / ".newsgen/journal").exists()
        if mode == "swap" or not has_journal:
            assert at_once in (before, new), "neither the old site nor the new one"
        kills_in_publish += has_journal or (root / ".public.newsgen-next").exists()
        before = completed(number // 4, launcher, root, new if has_journal else at_once)
        if before == new:
            target = 1 - target
    assert kills_in_publish >= KILLS[mode] / 20, "hardly any kill came while publishing"


def kill_in_the_midst_of_a_publish(root: Path) -> None:
    """Begin to replace the site of one state by that of the other, and die on the way."""
    write_site(root, state(0))
    build(root)
    put(root, state(1))
    journal = root / "public/.newsgen/journal"
    for at_change in range(30, 400, 3):
        strike(lambda: build(root), root / "public", at_change, kill)
        if journal.exists():
            return
    pytest.fail("no build died while publishing")


@pytest.mark.parametrize("command", [["check"], ["serve", "--port", "0"]])
def test_a_command_that_writes_no_site_completes_an_interrupted_publish(
    root: Path, command: list[str]
) -> None:
    kill_in_the_midst_of_a_publish(root)
    with subprocess.Popen(
        [sys.executable, "-m", "newsgen", *command], cwd=root, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        next(process.stderr)  # what it tells when it is done, or ready
        process.terminate()
    assert no_left_overs(root / "public")
    clean = write_site(root.parent / "clean", state(1))
    build(clean)
    assert tree(root / "public") == tree(clean / "public")


FROM_HERE = "sys.path.insert(0, str(Path(sys.path[0]) / 'programs'))\n"
FULL_DISK = """
import os, shutil
from pathlib import Path
from sites import build, tree, write_site
from test_atomicity import no_left_overs, put, state
from newsgen.words.errors import FolderUnwritable

disk, root = folder / "disk", folder / "site"
mount(disk, "900k")
output = disk / "public"
write_site(root, state(0, mode={mode!r}))
build(root, output)
before = tree(output)
put(root, state(1, mode={mode!r}))

def build_with(free_kib):
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(bytes(max(0, free.f_bavail * free.f_bsize - free_kib * 1024)))
    try:
        build(root, output)
    except FolderUnwritable as error:
        told = str(error)
        assert "the disk is full" in told and str(output) in told, told
        assert "staging" not in told and "published site is as it was" in told, told
        assert tree(output) == before
        assert no_left_overs(output)
        return 0
    finally:
        filler.unlink()
    return 1

free = 0
while not build_with(free):
    free += 24
print("failed up to", free)
after = tree(output)
assert after != before
for step in range(1, 6):
    put(root, state(0, mode={mode!r}))
    build(root, output)
    before = tree(output)
    put(root, state(1, mode={mode!r}))
    print(build_with(free - 4 * step))
"""


@pytest.mark.parametrize("mode", ["move", "swap"])
def test_a_full_disk_is_told_and_leaves_the_old_site_whenever_it_fills(
    tmp_path: Path, mode: Mode
) -> None:
    """From no free block at all up to enough: it fills with pages, the manifest, the journal."""
    done = in_own_mounts(tmp_path, FROM_HERE + FULL_DISK.format(mode=mode))
    assert done.returncode == 0, done.stderr
    assert "0" in done.stdout.split()[4:], "the last steps never met a full disk"
    assert int(done.stdout.split()[3]) > 100


def test_a_read_only_folder_in_the_output_leaves_the_old_site(
    root: Path, launcher: Launcher
) -> None:
    told, output = root / "told", root / "public"
    before = built_clean(root, state(0), launcher)
    put(root, state(1))
    (output / "articles").chmod(0o555)
    assert launcher.run(BUILD, root, told, is_bound=True) == 1
    message = f"error: cannot write to {output}/articles: Permission denied"
    assert message in told.read_text("utf-8")
    assert tree(output) == before
    assert no_left_overs(output)
    (output / "articles").chmod(0o755)
    assert launcher.run(BUILD, root, told, is_bound=True) == 0


@pytest.mark.parametrize("next_command", ["build", "clean"])
def test_what_the_system_refuses_in_the_midst_is_completed_by_the_next_command(
    root: Path, launcher: Launcher, next_command: str
) -> None:
    """In a sticky folder of another user one may add files, but not replace those of others."""
    if os.getuid():
        pytest.skip("only root can give files to another user")
    told, output = root / "told", root / "public"
    built_clean(root, state(0), launcher)
    put(root, state(1))
    output.chmod(0o1777)
    for place in (output, output / "index.html"):
        os.chown(place, NOBODY, NOBODY)
    for command in (BUILD, [next_command]):
        assert launcher.run(command, root, told, is_bound=True) == 1
        message = f"error: cannot write to {output}/index.html: Operation not permitted; the publi"
        assert message in told.read_text("utf-8")
    os.chown(output, 0, 0)
    if next_command == "build":
        write(root, {"content/articles/bad.md": "no front matter"})
        assert launcher.run(BUILD, root, told, is_bound=True) == 1
        assert "content/articles/bad.md:1:1: error" in told.read_text("utf-8")
        assert tree(output) == built_clean(root.parent / "clean", state(1), launcher)
        assert no_left_overs(output)
    else:
        assert launcher.run(["clean"], root, told, is_bound=True) == 0
        assert not output.exists()


def test_a_template_fault_in_the_last_page_leaves_no_trace_in_the_output(
    root: Path, launcher: Launcher
) -> None:
    write_site(root, state(0))
    assert launcher.run(BUILD, root, root / "told") == 0
    before = tree(root / "public")
    put(root, state(1))
    broken = '{% extends "theme/article.html" %}{% block main %}{{ nothing.here }}{% endblock %}'
    write(root, {"templates/article.html": broken})
    assert launcher.run(BUILD, root, root / "told") == 1
    assert "templates/article.html:1: error" in (root / "told").read_text("utf-8")
    assert tree(root / "public") == before
    assert no_left_overs(root / "public")


def test_a_build_waits_for_who_holds_the_output_and_says_so(root: Path, launcher: Launcher) -> None:
    write_site(root, state(0))
    told = root / "told"
    told.touch()
    with locked(root / "public/.newsgen"):
        process_id = launcher.start(BUILD, root, told)
        while "waiting for another newsgen to finish" not in told.read_text("utf-8"):
            os.kill(process_id, 0)
            time.sleep(0.01)
        assert os.listdir(root / "public") == [".newsgen"]
    assert launcher.wait() == 0
    assert (root / "public/index.html").exists()


def test_of_two_sites_that_want_one_output_at_once_the_second_is_refused(root: Path) -> None:
    twins = [root.parent / name for name in ("a", "b")]
    for twin in twins:
        write_site(twin, state(0))
    output, tolds = root.parent / "public", [twin / "told" for twin in twins]
    with Launcher() as first, Launcher() as second:
        for launcher, twin, told in zip((first, second), twins, tolds, strict=True):
            launcher.start([*BUILD, "--output", str(output)], twin, told)
        codes = [first.wait(), second.wait()]
    assert sorted(codes) == [0, 1]
    winner, loser = codes.index(0), codes.index(1)
    assert f"{output} holds the site of {twins[winner]}" in tolds[loser].read_text("utf-8")
    build(twins[winner])
    assert tree(output) == tree(twins[winner] / "public")
    assert no_left_overs(output)


FULL_CACHE = """
import os
from sites import build, tree, write_site
from test_atomicity import put, state
from newsgen.words.errors import FolderUnwritable

root = folder / "site"
write_site(root, state(0))
mount(root / ".newsgen", "2m")
build(root)
before = tree(root / "public")
put(root, state(1))
filler = root / ".newsgen/filler"
free = os.statvfs(root / ".newsgen")
filler.write_bytes(bytes(free.f_bavail * free.f_bsize))
try:
    build(root)
except FolderUnwritable as error:
    told = str(error)
    assert "No space left" in told and str(root / ".newsgen/cache") in told, told
else:
    raise AssertionError("there was room")
filler.unlink()
assert [file.name for file in (root / ".newsgen").rglob("*.new")] == []
build(root)
clean = write_site(folder / "clean", state(1))
build(clean)
assert tree(root / "public") == tree(clean / "public")
"""


def test_a_full_disk_under_the_caches_is_told_and_leaves_no_drafts(tmp_path: Path) -> None:
    done = in_own_mounts(tmp_path, FROM_HERE + FULL_CACHE)
    assert done.returncode == 0, done.stderr


FULL_SITE = """
import os
from sites import build, write_site
from test_atomicity import put, state
from newsgen.programs.cleaning import clean
from newsgen.programs.settings import open_site

root = folder / "site"
write_site(root, state(0))
mount(root / ".newsgen", "2m")
build(root)
settings = root / "newsgen.yaml"
settings.write_text(settings.read_text() + "# read anew\\n")
free = os.statvfs(root / ".newsgen")
(root / ".newsgen/filler").write_bytes(bytes(free.f_bavail * free.f_bsize))
assert clean(open_site(root), root / "public").output > 10
assert not (root / "public").exists()
assert not (root / ".newsgen/cache").exists()
"""


def test_a_site_on_a_full_disk_can_be_cleaned(tmp_path: Path) -> None:
    done = in_own_mounts(tmp_path, FROM_HERE + FULL_SITE)
    assert done.returncode == 0, done.stderr


def test_drafts_of_a_build_that_was_killed_are_gone_after_the_next(root: Path) -> None:
    put(root, state(0))
    drafts = [root / f".newsgen/cache/{name}.1.new" for name in ("built", "bodies/a", "search/b")]
    build(root)
    for draft in drafts:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(b"half")
    put(root, state(1))
    build(root)
    assert not any(draft.exists() for draft in drafts)
