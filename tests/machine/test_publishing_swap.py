"""`publish: swap`: a whole new tree takes the place of the old one in one step."""

import os
from pathlib import Path

import pytest
from kernels import refuse_exchange
from mounts import in_own_mounts
from published import NEW, OLD, every_change, files, open_output, publish, signatures, stage
from striking import NEVER, fail, interrupt, kill, strike

from newsgen.machine import publishing
from newsgen.machine.publishing import Manifest, recover
from newsgen.machine.publishing.journal import Journal, journal_bytes
from newsgen.machine.traces import next_folder
from newsgen.words.errors import OutputRefused


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "public"


def test_a_first_site_and_the_next_are_what_the_folder_holds(output: Path) -> None:
    publish(output, OLD, "swap")
    assert files(output) == OLD
    publish(output, NEW, "swap")
    assert files(output) == NEW
    assert not (output / "gone").exists(), "an emptied folder is left behind"
    assert os.listdir(output.parent) == ["public"]
    assert sorted(os.listdir(output / ".newsgen")) == ["lock", "manifest", "site"]


def test_move_and_swap_may_take_turns(output: Path) -> None:
    for mode, texts in (("swap", OLD), ("move", NEW), ("swap", OLD), ("swap", OLD), ("move", OLD)):
        publish(output, texts, mode)
        assert files(output) == texts


def test_what_did_not_change_keeps_bytes_time_and_inode(output: Path) -> None:
    publish(output, OLD)
    before = signatures(output)
    publish(output, NEW, "swap")
    after = signatures(output)
    assert after["kept.html"] == before["kept.html"]
    assert after["index.html"] != before["index.html"]
    assert (output / "kept.html").stat().st_nlink == 1, "the old tree is still somewhere"


def test_what_is_staged_keeps_its_signature(output: Path) -> None:
    publish(output, OLD)
    open_output(output)
    staged = stage(output, "index.html", b"2")
    manifest = Manifest({**dict.fromkeys(OLD, b"0" * 16), "index.html": staged.digest})
    assert publishing.publish(output, [staged], (), manifest, "swap") == 0
    assert signatures(output)["index.html"] == staged.signature


def test_foreign_files_links_and_empty_folders_stay(output: Path, tmp_path: Path) -> None:
    publish(output, OLD)
    (output / "CNAME").write_text("theirs", encoding="utf-8")
    (output / "gone/notes.txt").write_text("theirs", encoding="utf-8")
    (output / "empty/within").mkdir(parents=True)
    (output / "shared").mkdir(mode=0o2770)
    (output / "shared").chmod(0o2770)
    (output / "shared/x").write_text("theirs", encoding="utf-8")
    os.symlink("../nowhere", output / "broken")
    os.symlink(tmp_path, output / "folder-link")
    before = signatures(output)
    publish(output, NEW, "swap")
    theirs = {"CNAME", "gone/notes.txt", "shared/x", "broken", "folder-link"}
    after = signatures(output)
    assert {path: after[path] for path in theirs} == {path: before[path] for path in theirs}
    assert set(after) - theirs - set(NEW) == {".newsgen/lock", ".newsgen/manifest", ".newsgen/site"}
    assert os.readlink(output / "broken") == "../nowhere"
    assert (output / "empty/within").is_dir()
    assert (output / "shared").stat().st_mode & 0o7777 == 0o2770


def test_killed_before_any_of_its_changes_the_folder_is_one_site_at_once(tmp_path: Path) -> None:
    seen = []
    for output, struck in every_change(tmp_path, kill, "swap"):
        assert struck.is_killed or struck.is_spared
        at_once = files(output)
        assert at_once in (OLD, NEW)
        has_journal = (output / ".newsgen/journal").exists()
        assert at_once == NEW or not has_journal
        assert recover(output) == has_journal
        open_output(output)
        assert files(output) == at_once
        assert os.listdir(output.parent) == ["public"], "the next command leaves no tree behind"
        seen.append(at_once)
    assert seen == sorted(seen, key=lambda texts: texts == NEW), "a step back"
    assert seen.count(NEW) > 3


def test_interrupted_anywhere_the_folder_is_one_site_and_tidy(tmp_path: Path) -> None:
    for output, struck in every_change(tmp_path, interrupt, "swap"):
        assert struck.error.startswith("KeyboardInterrupt") or struck.is_spared
        assert files(output) in (OLD, NEW)
        assert not (output / ".newsgen/journal").exists()


def test_a_fault_anywhere_leaves_one_site_and_names_a_place_in_it(tmp_path: Path) -> None:
    for output, struck in every_change(tmp_path, fail, "swap"):
        assert files(output) in (OLD, NEW)
        assert not struck.error or struck.error.startswith("FolderUnwritable: cannot ")
        assert "staging" not in struck.error
        publish(output, NEW, "swap")
        assert files(output) == NEW


def test_what_another_hand_writes_meanwhile_is_brought_along(output: Path) -> None:
    publish(output, OLD)
    (output / "note.txt").write_text("first", encoding="utf-8")
    publish(output, NEW, "swap")
    old = next_folder(output)  # as if the process had died just after the exchange
    for path, text in {"note.txt": "second", "new/note.txt": "new", **OLD}.items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text(text, encoding="utf-8")
    (old / ".newsgen").mkdir()
    journal = Journal("swap", "staging-1", ("gone/index.html", "to/file"))
    (output / ".newsgen/journal").write_bytes(journal_bytes(journal))
    assert recover(output)
    assert files(output) == {**NEW, "note.txt": "second", "new/note.txt": "new"}
    assert os.listdir(output.parent) == ["public"]


def test_a_folder_of_another_hand_beside_is_not_removed(output: Path) -> None:
    publish(output, OLD)
    thesis = next_folder(output) / "thesis.doc"
    thesis.parent.mkdir()
    thesis.write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputRefused, match="is in the way"):
        publish(output, NEW, "swap")
    assert thesis.exists()
    assert files(output) == OLD


def test_who_waits_for_the_lock_does_so_across_the_exchange(output: Path) -> None:
    publish(output, OLD)
    before = (output / ".newsgen/lock").stat().st_ino
    publish(output, NEW, "swap")
    assert (output / ".newsgen/lock").stat().st_ino == before


def test_an_output_that_is_a_mount_is_told_what_to_do(tmp_path: Path) -> None:
    done = in_own_mounts(
        tmp_path,
        """
        from published import NEW, OLD, files, publish
        mount(folder / "public", "400k")
        publish(folder / "public", OLD)
        try:
            publish(folder / "public", NEW, "swap")
        finally:
            print(files(folder / "public") == OLD)
        """,
    )
    told = f"FolderUnwritable: cannot exchange {tmp_path}/public as a whole: it is a file system of"
    assert told in done.stderr
    assert "write publish: move" in done.stderr
    assert done.stdout == "True\n"
    assert os.listdir(tmp_path) == ["public"]


def test_where_the_system_cannot_exchange_the_error_says_so(output: Path) -> None:
    def swap() -> None:
        refuse_exchange()
        publish(output, NEW, "swap")

    publish(output, OLD)
    told = strike(swap, output, NEVER, kill).error
    assert f"cannot exchange {output} as a whole: the system does not offer it here" in told
    assert "write publish: move" in told
    assert files(output) == OLD
    assert os.listdir(output.parent) == ["public"]


def test_a_parent_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    done = in_own_mounts(
        tmp_path,
        """
        from mounts import bind
        from published import NEW, OLD, files, publish
        home = folder / "home"
        publish(home / "public", OLD)
        bind(home, "ro")
        bind(home / "public", "rw")
        try:
            publish(home / "public", NEW, "swap")
        finally:
            print(files(home / "public") == OLD)
        """,
    )
    assert f"FolderUnwritable: cannot write to {tmp_path}/home: Read-only file" in done.stderr
    assert done.stdout == "True\n"
