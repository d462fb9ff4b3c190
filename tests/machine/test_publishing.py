"""The output folder: all or nothing, and only ours."""

import json
import shutil
from pathlib import Path

import pytest

from newsgen.machine import publishing
from newsgen.machine.folders import SiteFolders
from newsgen.machine.publishing import Manifest, Staged
from newsgen.words.errors import FolderUnwritable, OutputRefused


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "public"


def open_output(output: Path) -> Manifest:
    return publishing.open_output(output, SiteFolders(output.parent), known=())


def publish(output: Path, files: dict[str, str]) -> None:
    """Publish exactly these files, as a build would."""
    before = open_output(output)
    staged = [
        publishing.stage(output, publishing.staging_folder(output), path, text.encode())
        for path, text in files.items()
    ]
    deleted = [path for path in before.digests if path not in files]
    manifest = Manifest({file.path: file.digest for file in staged})
    publishing.publish(output, staged, deleted, manifest)


def files(output: Path) -> dict[str, str]:
    return {
        file.relative_to(output).as_posix(): file.read_text(encoding="utf-8")
        for file in output.rglob("*")
        if file.is_file() and ".newsgen" not in file.parts
    }


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


def journal_of_a_publish(output: Path) -> tuple[list[str], list[str]]:
    """Prepare a publish up to its journal: what a process killed at the worst moment leaves."""
    publish(output, {"index.html": "old", "kept.html": "kept", "gone/index.html": "old"})
    open_output(output)
    new = {"index.html": "new", "kept.html": "kept", "fresh/index.html": "new"}
    staged = [
        publishing.stage(output, publishing.staging_folder(output), path, text.encode())
        for path, text in new.items()
    ]
    manifest = Manifest({file.path: file.digest for file in staged})
    ours = output / publishing.OUR_FOLDER
    text = publishing._manifest_text(manifest)
    (ours / "manifest.new").write_text(text, encoding="utf-8")
    moves = [file.path for file in staged if file.is_new]
    staging = publishing.staging_folder(output).name
    journal = {"staging": staging, "moves": moves, "deletions": ["gone/index.html"]}
    (ours / "journal").write_text(json.dumps(journal), encoding="utf-8")
    return moves, ["gone/index.html"]


@pytest.mark.parametrize("done", range(5))
def test_a_killed_publish_is_completed_by_whoever_comes_next(output: Path, done: int) -> None:
    """The process dies after `done` of its steps; the next command finishes the work."""
    moves, deletions = journal_of_a_publish(output)
    steps = [
        *(
            lambda path=path: publishing._move(
                publishing.staging_folder(output) / path, output / path
            )
            for path in moves
        ),
        *(lambda path=path: publishing._delete(output, path) for path in deletions),
        lambda: (output / ".newsgen/manifest.new").replace(output / ".newsgen/manifest"),
    ]
    for step in steps[:done]:
        step()
    manifest = open_output(output)
    assert files(output) == {"index.html": "new", "kept.html": "kept", "fresh/index.html": "new"}
    assert set(manifest.digests) == set(files(output))
    assert not (output / ".newsgen/journal").exists()


def test_a_build_killed_before_its_journal_leaves_the_old_site(output: Path) -> None:
    publish(output, {"index.html": "old"})
    open_output(output)
    publishing.stage(output, publishing.staging_folder(output), "index.html", b"new")
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
    kept, changed = (
        publishing.stage(output, publishing.staging_folder(output), "a", text)
        for text in (b"1", b"2")
    )
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
    file.write_text(file.read_text(encoding="utf-8").replace("manifest 2", "manifest 1"))
    assert publishing.read_manifest(output) is None
    with pytest.raises(OutputRefused):
        open_output(output)
