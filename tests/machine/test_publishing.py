"""The output folder: all or nothing, and only ours."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from mounts import in_own_mounts
from published import (
    NEW,
    OLD,
    every_change,
    files,
    open_output,
    publish,
    signatures,
    stage,
    stage_new,
)
from striking import NEVER, fail, interrupt, kill, strike

from newsgen.machine import publishing
from newsgen.machine.folders import SiteFolders
from newsgen.machine.publishing import InPlace, Manifest, Staged, publication, recover
from newsgen.machine.publishing.journal import Journal, journal_bytes
from newsgen.machine.publishing.manifest import manifest_bytes, read_manifest
from newsgen.words.errors import Busy, FolderUnwritable, OutputRefused


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "public"


def test_what_is_published_is_what_the_folder_holds(output: Path) -> None:
    publish(output, {"index.html": "1", "خبر/index.html": "2", "old/x.html": "3"})
    publish(output, {"index.html": "1", "خبر/index.html": "changed"})
    assert files(output) == {"index.html": "1", "خبر/index.html": "changed"}
    assert not (output / "old").exists(), "an emptied folder is left behind"


def test_an_unchanged_file_keeps_its_bytes_and_time(output: Path) -> None:
    publish(output, {"a.html": "same", "b.html": "1"})
    before = (output / "a.html").stat()
    publish(output, {"a.html": "same", "b.html": "2"})
    after = (output / "a.html").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_foreign_files_stay(output: Path) -> None:
    publish(output, {"old/index.html": "ours"})
    (output / "old/notes.txt").write_text("theirs", encoding="utf-8")
    (output / "CNAME").write_text("theirs", encoding="utf-8")
    publish(output, {"index.html": "new"})
    assert files(output) == {"index.html": "new", "old/notes.txt": "theirs", "CNAME": "theirs"}
    publishing.remove_output(output)
    assert files(output) == {"old/notes.txt": "theirs", "CNAME": "theirs"}


def test_a_folder_that_newsgen_did_not_make_is_refused(output: Path) -> None:
    output.mkdir(parents=True)
    (output / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputRefused, match=r"thesis\.doc"):
        open_output(output)
    assert files(output) == {"thesis.doc": "years of work"}
    assert not (output / ".newsgen").exists()


def test_a_git_worktree_without_a_site_is_accepted(output: Path) -> None:
    (output / ".git").mkdir(parents=True)
    publish(output, {"index.html": "1"})
    assert files(output) == {"index.html": "1"}


@pytest.mark.parametrize("place", ["", "content", "content/x", "static", "../.."])
def test_an_output_folder_among_the_sources_is_refused(tmp_path: Path, place: str) -> None:
    root = tmp_path / "a" / "site"
    for folder in ("content", "static"):
        (root / folder).mkdir(parents=True)
    with pytest.raises(OutputRefused):
        publishing.open_output((root / place).resolve(), SiteFolders(root), known=())


def test_a_file_in_the_folders_place_is_refused(output: Path) -> None:
    output.parent.mkdir(parents=True)
    output.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputRefused, match="is a file"):
        open_output(output)


def test_a_folder_that_cannot_be_written_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable, match="cannot write"):
        publishing.open_output(Path("/proc/newsgen"), SiteFolders(tmp_path), known=())


def test_a_file_may_become_a_folder_and_a_folder_a_file(output: Path) -> None:
    publish(output, {"a": "file", "b/c": "in folder"})
    publish(output, {"a/index.html": "in folder", "b": "file"})
    assert files(output) == {"a/index.html": "in folder", "b": "file"}


def test_killed_before_any_of_its_changes_a_publish_is_completed_or_never_was(
    tmp_path: Path,
) -> None:
    in_window = 0
    for output, struck in every_change(tmp_path, kill):
        assert struck.is_killed or struck.is_spared
        for path, text in files(output).items():
            assert text in (OLD.get(path), NEW.get(path)), "a page is not whole"
        has_journal = (output / ".newsgen/journal").exists()
        in_window += has_journal
        before = files(output)
        assert recover(output) == has_journal
        assert files(output) == (NEW if has_journal else before)
        assert files(output) in (OLD, NEW)
        manifest = open_output(output)
        assert set(manifest.digests) == set(files(output))
        assert [file.name for file in output.parent.iterdir()] == ["public"]
    assert in_window > 5


def test_interrupted_anywhere_a_publish_is_whole_at_once(tmp_path: Path) -> None:
    for output, struck in every_change(tmp_path, interrupt):
        assert struck.error.startswith("KeyboardInterrupt") or struck.is_spared
        assert files(output) in (OLD, NEW)
        assert not (output / ".newsgen/journal").exists()


def test_a_fault_in_the_midst_is_told_with_its_place_and_mended_by_the_next_command(
    tmp_path: Path,
) -> None:
    incomplete = 0
    for output, struck in every_change(tmp_path, fail):
        if not struck.error:  # what could not be swept away does no harm
            assert files(output) == NEW
            continue
        assert struck.error.startswith(f"FolderUnwritable: cannot write to {output}")
        assert "staging" not in struck.error
        if "the publish is incomplete\n  mend the cause: the next newsgen" in struck.error:
            incomplete += 1
            recover(output)
            assert files(output) == NEW
        assert files(output) in (OLD, NEW)
    assert incomplete > 5


def test_a_build_killed_before_its_journal_leaves_the_old_site(output: Path) -> None:
    publish(output, {"index.html": "old"})
    open_output(output)
    stage(output, "index.html", b"new")
    assert files(output) == {"index.html": "old"}
    open_output(output)
    assert files(output) == {"index.html": "old"}
    assert list(publishing.staging_folder(output).iterdir()) == []


def test_a_lost_manifest_is_replaced_by_what_the_cache_knows(output: Path) -> None:
    publish(output, {"index.html": "1", "old.html": "2"})
    (output / ".newsgen/manifest").unlink()
    with pytest.raises(OutputRefused):
        open_output(output)
    known = ("index.html", "old.html")
    manifest = publishing.open_output(output, SiteFolders(output.parent), known)
    assert set(manifest.digests) == set(known)


def test_a_damaged_manifest_counts_as_none(output: Path) -> None:
    publish(output, {"index.html": "1"})
    file = output / ".newsgen/manifest"
    file.write_bytes(file.read_bytes().replace(b"index", b"indez"))
    assert publishing.read_manifest(output) is None


def test_the_manifest_is_the_same_wherever_the_site_lies(output: Path, tmp_path: Path) -> None:
    publish(output, {"a": "1", "ب": "2"})
    twin = tmp_path / "twin" / "public"
    publish(twin, {"ب": "2", "a": "1"})
    first, second = ((folder / ".newsgen/manifest").read_bytes() for folder in (output, twin))
    assert first == second


def test_staging_says_whether_a_file_is_new(output: Path) -> None:
    publish(output, {"a": "1"})
    open_output(output)
    kept, changed = (stage(output, "a", text) for text in (b"1", b"2"))
    assert isinstance(kept, Staged)
    assert (kept.is_new, changed.is_new) == (False, True)
    shutil.rmtree(output)


@pytest.mark.parametrize("damage", ["{}", "{bad", '{"moves": 3}', ""])
def test_a_damaged_journal_stops_nobody(output: Path, damage: str) -> None:
    publish(output, {"index.html": "old"})
    (output / ".newsgen/journal").write_text(damage, encoding="utf-8")
    publish(output, {"index.html": "new"})
    assert files(output) == {"index.html": "new"}


def test_names_with_line_ends_are_kept_apart(output: Path) -> None:
    strange = {"a\nb.txt": "1", "c\u2028d": "2", 'e "f" \\': "3"}
    publish(output, strange)
    publish(output, {**strange, "g": "4"})
    assert files(output) == {**strange, "g": "4"}
    publish(output, {"g": "4"})
    assert files(output) == {"g": "4"}


def test_the_output_of_another_site_is_refused_and_that_of_a_moved_one_is_not(
    output: Path, tmp_path: Path
) -> None:
    publish(output, {"index.html": "ours"})
    (output.parent / "newsgen.yaml").write_text("site: {title: x}", encoding="utf-8")
    other = SiteFolders(tmp_path / "other")
    with pytest.raises(OutputRefused, match="holds the site of"):
        publishing.open_output(output, other, known=())
    output.parent.rename(tmp_path / "other")
    manifest = publishing.open_output(tmp_path / "other" / "public", other, known=())
    assert set(manifest.digests) == {"index.html"}


def test_a_manifest_of_another_form_counts_as_none(output: Path) -> None:
    publish(output, {"index.html": "1"})
    file = output / ".newsgen/manifest"
    file.write_text(file.read_text(encoding="utf-8").replace("manifest 3", "manifest 2"))
    assert publishing.read_manifest(output) is None
    with pytest.raises(OutputRefused):
        open_output(output)


def test_a_new_folder_is_put_in_place_as_a_whole(output: Path) -> None:
    publish(output, {"index.html": "1"})
    open_output(output)
    staging = publishing.staging_folder(output)
    staged = [stage_new(output, path, b"new") for path in ("articles/a/x", "articles/b/x")]
    made = (staging / "articles").stat().st_ino
    manifest = Manifest({"index.html": b"", **{file.path: file.digest for file in staged}})
    assert publishing.publish(output, staged, (), manifest) > 0
    assert (output / "articles").stat().st_ino == made
    assert files(output) == {"index.html": "1", "articles/a/x": "new", "articles/b/x": "new"}


def test_the_signature_of_a_staged_file_is_that_of_the_published_one(output: Path) -> None:
    open_output(output)
    staged = stage_new(output, "a/b", b"new")
    publishing.publish(output, [staged], (), Manifest({"a/b": staged.digest}))
    assert signatures(output)["a/b"] == staged.signature


def test_a_manifest_that_is_known_is_not_read(output: Path) -> None:
    publish(output, {"a": "1", "b": "2"})
    folders = SiteFolders(output.parent)
    known = publishing.open_output(output, folders, ("known",), is_known=True)
    assert known.digests == {"known": b""}
    assert set(publishing.open_output(output, folders, ("known",)).digests) == {"a", "b"}


def test_what_lies_behind_a_link_is_not_ours(output: Path, tmp_path: Path) -> None:
    publish(output, {"index.html": "1", "photos/a.jpg": "ours"})
    (output / "photos").rename(tmp_path / "elsewhere")
    (output / "photos").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputRefused, match=f"newsgen did not write all of {output}/photos"):
        publish(output, {"index.html": "2", "photos/a.jpg": "changed"})
    publish(output, {"index.html": "2"})
    assert (tmp_path / "elsewhere/a.jpg").read_text(encoding="utf-8") == "ours"
    assert (output / "photos").is_symlink()


def test_an_empty_folder_of_another_hand_where_a_page_goes_is_refused_in_time(
    output: Path,
) -> None:
    publish(output, {"index.html": "1"})
    (output / "b.html").mkdir()
    with pytest.raises(OutputRefused, match=f"all of {output}/b.html"):
        publish(output, {"index.html": "2", "a.html": "2", "b.html": "2"})
    assert files(output) == {"index.html": "1"}
    assert sorted(os.listdir(output / ".newsgen")) == ["lock", "manifest", "site"]


def test_a_second_publisher_waits_and_says_so(output: Path) -> None:
    folders, waits = SiteFolders(output.parent), []
    with publishing.claimed(output, folders):
        with (
            pytest.raises(Busy, match=f"another newsgen is working on {output}"),
            publishing.claimed(output, folders, 0.1, lambda: waits.append("told")),
        ):
            pass
        with pytest.raises(Busy), publishing.settled(output, 0.0):
            pass
    assert waits == ["told"]
    assert not output.exists(), "a folder that was made for nothing stays"


def test_a_dead_process_holds_no_lock(output: Path) -> None:
    def die() -> None:
        with publishing.claimed(output, SiteFolders(output.parent)):
            kill()

    publish(output, {"a": "1"})
    assert strike(die, output, NEVER, kill).is_killed
    assert (output / ".newsgen/lock").exists()
    with publishing.claimed(output, SiteFolders(output.parent), wait_seconds=0.0):
        pass


def test_a_lock_that_its_holder_removes_is_none_for_who_waits(output: Path) -> None:
    """A waits for B, which cleans the folder away; C, which comes then, must wait for A."""
    publish(output, {"a": "1"})
    with publishing.settled(output):
        waiting = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(output)], stdout=subprocess.PIPE, text=True
        )
        assert waiting.stdout
        assert waiting.stdout.readline() == "waits\n"
        publishing.remove_output(output)
    assert waiting.stdout.readline() == "holds\n"
    with pytest.raises(Busy), publishing.settled(output, 0.0):
        pass
    waiting.communicate(timeout=20)


HOLD = """
import sys, time
from pathlib import Path
from newsgen.machine.locking import locked
with locked(Path(sys.argv[1]) / ".newsgen", 20, lambda: print("waits", flush=True)):
    print("holds", flush=True)
    time.sleep(1)
"""


def test_a_folder_that_is_not_ours_is_left_without_a_trace(output: Path) -> None:
    output.mkdir(parents=True)
    (output / "thesis.doc").write_text("years of work", encoding="utf-8")
    with publishing.settled(output):
        assert os.listdir(output) == ["thesis.doc"]
    folders = SiteFolders(output.parent)
    with pytest.raises(OutputRefused), publishing.claimed(output, folders):
        open_output(output)
    assert os.listdir(output) == ["thesis.doc"]


def test_a_folder_on_another_file_system_is_refused_in_time(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(output, {"index.html": "1", "media/a": "1"})
    done = in_own_mounts(
        tmp_path,
        """
        from published import publish
        mount(folder / "public/media", "64k")
        publish(folder / "public", {"index.html": "2", "media/a": "2"})
        """,
    )
    assert f"OutputRefused: {output}/media lies on another file system" in done.stderr
    assert files(output) == {"index.html": "1", "media/a": "1"}


def test_a_read_only_folder_is_refused_in_time(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(output, OLD)
    done = in_own_mounts(
        tmp_path,
        """
        from mounts import bind
        from published import NEW, publish
        bind(folder / "public/gone", "ro")
        publish(folder / "public", NEW)
        """,
    )
    assert f"cannot write to {output}/gone: Read-only file system" in done.stderr
    assert files(output) == OLD
    assert sorted(os.listdir(output / ".newsgen")) == ["lock", "manifest", "site"]


def test_a_read_only_folder_with_a_file_to_replace_is_refused_in_time(tmp_path: Path) -> None:
    output = tmp_path / "public"
    old = {"index.html": "1", "news/a/index.html": "1"}
    publish(output, old)
    done = in_own_mounts(
        tmp_path,
        """
        from mounts import bind
        from published import publish
        bind(folder / "public/news", "ro")
        publish(folder / "public", {"index.html": "2", "news/a/index.html": "2"})
        """,
    )
    assert f"cannot write to {output}/news: Read-only file system" in done.stderr
    assert files(output) == old
    assert sorted(os.listdir(output / ".newsgen")) == ["lock", "manifest", "site"]


def test_a_folder_that_became_a_link_is_refused_whoever_owns_what_is_behind(
    output: Path, tmp_path: Path
) -> None:
    publish(output, {"news/a/index.html": "1"})
    (output / "news").rename(tmp_path / "elsewhere")
    (output / "news").symlink_to(tmp_path / "elsewhere")
    for mode in ("move", "swap"):
        with pytest.raises(OutputRefused, match=f"newsgen did not write all of {output}/news,"):
            publish(output, {"news/a/index.html": "2"}, mode)
    assert (tmp_path / "elsewhere/a/index.html").read_text(encoding="utf-8") == "1"


def test_what_is_known_to_be_in_place_is_compared_by_its_digest_and_not_read(
    output: Path,
) -> None:
    written = stage(output, "a.html", "قمة".encode())
    known = InPlace(written.digest, written.signature)
    same = stage(output, "b.html", "قمة".encode(), known)
    other = stage(output, "c.html", "قمتان".encode(), known)
    assert same == written._replace(path="b.html", is_new=False)
    assert (other.is_new, other.replaces) == (True, True)
    staging = publishing.staging_folder(output)
    assert sorted(os.listdir(staging)) == [".newsgen", "a.html"]
    assert len(os.listdir(staging / ".newsgen")) == 1


def test_a_publish_of_many_replaced_files_is_completed_wherever_it_was_killed(
    output: Path,
) -> None:
    """Also where folders went meanwhile, and the longest names that a file system takes."""
    longest = "/".join(["ق" * 127] * 3) + "/index.html"
    old = {f"articles/{number}/index.html": "old" for number in range(6)} | {longest: "old"}
    new = dict.fromkeys(old, "new")
    completed = 0
    for at_change in count():
        publish(output, old)
        struck = strike(lambda: publish(output, new), output, at_change, kill)
        if (output / ".newsgen/journal").exists():
            if files(output)["articles/3/index.html"] == "old":
                shutil.rmtree(output / "articles/3")
            completed += recover(output)
            assert files(output) == new
        assert files(output) in (old, new)
        if struck.is_spared:
            break
    assert completed > len(old)


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A file of somebody else, beside the site."""
    file = tmp_path / "precious/file"
    file.parent.mkdir()
    file.write_text("theirs", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "path", ["../../precious/file", "{}", "a/../../../precious/file", "./index.html", "a//b", ""]
)
def test_a_manifest_from_elsewhere_deletes_nothing_elsewhere(
    output: Path, precious: Path, path: str
) -> None:
    publish(output, {"index.html": "1", ".well-known/a..b/...c": "2"})
    assert read_manifest(output)
    found = Manifest({path.format(precious): bytes(16), "index.html": bytes(16)})
    (output / ".newsgen/manifest").write_bytes(manifest_bytes(found))
    assert read_manifest(output) is None
    with pytest.raises(OutputRefused):
        publishing.remove_output(output)
    assert precious.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize(
    "told",
    [
        Journal("move", "../../../precious", ()),
        Journal("move", "staging-7", ("../../precious/file",)),
        Journal("move", "staging-8", ()),  # a link
        Journal("swap", "staging-7", ("../../precious/file",)),
        Journal("copy", "staging-7", ()),  # type: ignore[arg-type]
        Journal("move", 7, ()),  # type: ignore[arg-type]
    ],
)
def test_a_journal_from_elsewhere_moves_and_deletes_nothing_elsewhere(
    output: Path, precious: Path, told: Journal
) -> None:
    publish(output, {"index.html": "1"})
    (output / ".newsgen/staging-8").symlink_to(precious.parent)
    (output / ".newsgen/journal").write_bytes(journal_bytes(told))
    assert not recover(output)
    publish(output, {"index.html": "2"})
    assert files(output) == {"index.html": "2"}
    assert precious.read_text(encoding="utf-8") == "theirs"


def test_no_alarm_cuts_short_what_completes_an_interrupted_publish(output: Path) -> None:
    publish(output, {"index.html": "old"})
    names = [f"{number}.txt" for number in range(3000)]
    staging = output / ".newsgen/staging-7"
    staging.mkdir()
    for name in names:
        (staging / name).write_text(name, encoding="utf-8")
    (output / ".newsgen/journal").write_bytes(journal_bytes(Journal("move", staging.name, ())))

    def cut(*_: object) -> None:
        raise AssertionError("it was cut short")

    before = signal.signal(signal.SIGALRM, cut)
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    try:
        with suppress(AssertionError):  # it may come as soon as all is done
            publication._finish(output)
            assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(files(output)) == 3001
    assert not (output / ".newsgen/journal").exists()
