"""The output folder: owned file by file through a manifest, changed all at once.

Everything newsgen keeps about an output folder lies in its `.newsgen/`:

    manifest   the paths we wrote, with digests of their contents; only these are ever deleted
    site       the folder of the site that it belongs to
    staging-*  the files of a build that is not published yet
    journal    the publish under way: whoever comes next completes it before anything else

A build stages all its files, writes the journal, moves the files into place, deletes what is no
more, then replaces the manifest. Before the journal stands, the old site is untouched; after it,
the new site is certain.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from newsgen.machine.folders import SiteFolders, file_signature
from newsgen.words.errors import FolderUnwritable, OutputRefused

OUR_FOLDER = ".newsgen"
_HEADER = "newsgen manifest 2"
_HARMLESS = frozenset((".git", ".gitignore", ".gitkeep", ".DS_Store"))


class Manifest(NamedTuple):
    """The content digests of the files that newsgen wrote, by path."""

    digests: Mapping[str, bytes]


class Staged(NamedTuple):
    """A file ready to publish, or found to be in place already (`is_new` False)."""

    path: str
    digest: bytes
    signature: tuple[int, ...]
    is_new: bool


def open_output(output: Path, folders: SiteFolders, known: Iterable[str]) -> Manifest:
    """Check that the folder may be ours, complete what a killed publish left, read the manifest.

    `known` are paths that the site's own cache remembers writing, should the manifest be lost.
    Raises OutputRefused and FolderUnwritable.
    """
    _refuse_sources(output, folders)
    if output.exists() and not output.is_dir():
        raise OutputRefused(f"{output} is a file, not a folder", "choose another --output")
    _refuse_another_site(output, folders)
    recover(output)
    manifest = read_manifest(output)
    if manifest is None:
        manifest = Manifest(dict.fromkeys(known, b""))
        _refuse_foreign(output, manifest)
    try:
        ours = output / OUR_FOLDER
        for left in ours.glob("staging*"):
            shutil.rmtree(left, ignore_errors=True)  # a dying worker may still be writing there
        staging_folder(output).mkdir(parents=True)
        (ours / "site").write_text(str(folders.root), encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise FolderUnwritable(
            f"cannot write to {output}: {error.strerror}", "check its owner and permissions"
        ) from error
    return manifest


def _refuse_sources(output: Path, folders: SiteFolders) -> None:
    hint = "choose another --output"
    if output == folders.root or output in folders.root.parents:
        raise OutputRefused(f"the output folder {output} would hold the site itself", hint)
    for source in folders.sources:
        if output == source or source in output.parents:
            raise OutputRefused(f"the output folder {output} lies in the site's sources", hint)


def _refuse_another_site(output: Path, folders: SiteFolders) -> None:
    """Two sites in one folder would delete each other's files. A site that moved is no other."""
    try:
        named = (output / OUR_FOLDER / "site").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    other = SiteFolders(Path(named))
    if other.root != folders.root and other.settings.is_file():
        raise OutputRefused(
            f"{output} holds the site of {other.root}", "choose another folder with --output"
        )


def _refuse_foreign(output: Path, manifest: Manifest) -> None:
    tops = {path.partition("/")[0] for path in manifest.digests}
    foreign = sorted(
        name
        for name in (os.listdir(output) if output.exists() else ())
        if name not in _HARMLESS and name not in tops and name != OUR_FOLDER
    )
    if foreign:
        raise OutputRefused(
            f"{output} holds files that newsgen did not write, such as {foreign[0]}",
            "choose an empty folder with --output, or empty this one yourself",
        )


def staging_folder(output: Path, process_id: int | None = None) -> Path:
    """Where a build stages its files: each process has a folder of its own."""
    return output / OUR_FOLDER / f"staging-{process_id or os.getpid()}"


def stage(output: Path, staging: Path, path: str, content: bytes) -> Staged:
    """Write a file to the staging folder, unless the output folder already holds these bytes."""
    digest = hashlib.blake2b(content, digest_size=16).digest()
    target = output / path
    in_place = _signature_if_equal(target, content)
    if in_place:
        return Staged(path, digest, in_place, is_new=False)
    draft = staging / path
    try:
        file = open(draft, "wb")  # noqa: SIM115 (closed below, opened in a second try)
    except FileNotFoundError:
        draft.parent.mkdir(parents=True, exist_ok=True)
        file = open(draft, "wb")  # noqa: SIM115
    with file:
        file.write(content)
        file.flush()
        signature = file_signature(os.fstat(file.fileno()))
    return Staged(path, digest, signature, is_new=True)


def _signature_if_equal(target: Path, content: bytes) -> tuple[int, ...] | None:
    try:
        stat = os.lstat(target)
        if stat.st_size == len(content) and not os.path.islink(target):
            with open(target, "rb") as file:
                if file.read() == content:
                    return file_signature(stat)
    except OSError:
        return None
    return None


def publish(
    output: Path,
    staged: Iterable[Staged],
    deleted: Iterable[str],
    manifest: Manifest,
) -> None:
    """Move the staged files into place, delete, and replace the manifest: all of it, or nothing."""
    ours = output / OUR_FOLDER
    moves = [file.path for file in staged if file.is_new]
    # What is new to the site comes before what links to it.
    moves.sort(key=lambda path: ((output / path).exists(), path))
    deletions = sorted(deleted)
    text = _manifest_text(manifest)
    if not moves and not deletions and _read(ours / "manifest") == text:
        discard(output)
        return
    _write(ours / "manifest.new", text)
    told = {"staging": staging_folder(output).name, "moves": moves, "deletions": deletions}
    journal = json.dumps(told, ensure_ascii=False)
    _write(ours / "journal.new", journal)
    os.replace(ours / "journal.new", ours / "journal")
    recover(output)


def discard(output: Path) -> None:
    """Drop what was staged; an output folder that was made for it alone goes too."""
    shutil.rmtree(staging_folder(output), ignore_errors=True)
    if not (output / OUR_FOLDER / "manifest").exists():
        (output / OUR_FOLDER / "site").unlink(missing_ok=True)
    for folder in (output / OUR_FOLDER, output):
        try:
            folder.rmdir()
        except OSError:  # not empty: it holds a site
            return


def recover(output: Path) -> bool:
    """Complete the publish that the journal tells of; True if there was one.

    Every step may have happened already, so running this twice is running it once.
    """
    ours = output / OUR_FOLDER
    try:
        journal = json.loads((ours / "journal").read_text(encoding="utf-8"))
        staging = ours / journal["staging"]
        moves, deletions = list(journal["moves"]), list(journal["deletions"])
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (ValueError, KeyError, TypeError):
        # Damaged by another hand: what was moved is whole, and the next build finds the rest.
        (ours / "journal").unlink()
        return False
    for path in _in_the_way(moves, deletions):
        _delete(output, path)
    for path in moves:
        _move(staging / path, output / path)
    for path in deletions:
        _delete(output, path, keep=frozenset(moves))
    if (ours / "manifest.new").exists():
        os.replace(ours / "manifest.new", ours / "manifest")
    (ours / "journal").unlink()
    shutil.rmtree(staging, ignore_errors=True)
    return True


def _in_the_way(moves: Iterable[str], deletions: Iterable[str]) -> Iterable[str]:
    """Deletions that must come first: a file where a folder goes, or the reverse."""
    moved = set(moves)
    folders = {str(parent) for path in moved for parent in PurePosixPath(path).parents}
    for path in deletions:
        if path in folders or any(str(up) in moved for up in PurePosixPath(path).parents):
            yield path


def _move(draft: Path, target: Path) -> None:
    try:
        os.replace(draft, target)
    except FileNotFoundError:
        if draft.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft, target)


def _delete(output: Path, path: str, keep: frozenset[str] = frozenset()) -> None:
    """Delete one of our files, and the folders that it leaves empty."""
    if path in keep:
        return
    target = output / path
    if target.is_dir() and not target.is_symlink():
        return
    try:
        target.unlink(missing_ok=True)
    except NotADirectoryError:  # a file of the new site stands where its folder was
        return
    for folder in target.parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except OSError:  # not empty: somebody still lives there
            return


def read_manifest(output: Path) -> Manifest | None:
    """The manifest; None where there is none, or where it is damaged."""
    text = _read(output / OUR_FOLDER / "manifest")
    head, _, rest = (text or "").partition("\n")
    if head != f"{_HEADER} {_checksum(rest)}":
        return None
    rows = (line.split(" ", 1) for line in rest.split("\n") if line)
    return Manifest({json.loads(path): bytes.fromhex(digest) for digest, path in rows})


def remove_output(output: Path) -> int:
    """Delete every file that newsgen wrote and its folder; returns how many files went."""
    recover(output)
    manifest = read_manifest(output)
    if manifest is None:
        if (output / OUR_FOLDER).exists():
            raise OutputRefused(
                f"{output} has no manifest of newsgen, so nothing was removed",
                "build the site once more, or delete the folder yourself",
            )
        return 0
    count = 0
    for path in manifest.digests:
        count += (output / path).exists()
        _delete(output, path)
    shutil.rmtree(output / OUR_FOLDER)
    if not any(output.iterdir()):
        output.rmdir()
    return count


def _manifest_text(manifest: Manifest) -> str:
    rows = "".join(
        f"{digest.hex()} {json.dumps(path, ensure_ascii=False)}\n"
        for path, digest in sorted(manifest.digests.items())
    )
    return f"{_HEADER} {_checksum(rows)}\n{rows}"


def _checksum(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _write(file: Path, text: str) -> None:
    with open(file, "wb") as opened:
        opened.write(text.encode())
        opened.flush()
        os.fsync(opened.fileno())
