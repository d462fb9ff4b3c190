"""The folders of a site, and what lies in them: scanned by stat, without reading."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from newsgen.words.errors import FolderUnwritable, NewsgenError, NotASite
from newsgen.words.model import Source

SETTINGS_FILE = "newsgen.yaml"
_COARSE_NS = 1_000_000_000
_RACY_NS, _COARSE_RACY_NS = 100_000_000, 2_000_000_000


class SiteFolders(NamedTuple):
    """Where a site keeps its things. Only `root` and the settings file must exist."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / SETTINGS_FILE

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def cache(self) -> Path:
        return self.root / ".newsgen"

    @property
    def sources(self) -> tuple[Path, ...]:
        return (self.content, self.seeds, self.templates, self.static)


def site_folders(root: Path) -> SiteFolders:
    """The folders of the site at `root`; raises NotASite where there is none."""
    folders = SiteFolders(root.resolve())
    if not folders.settings.is_file():
        raise NotASite(
            f"{folders.root} is not a newsgen site: it has no {SETTINGS_FILE}",
            "go to the site's folder, or make one with: newsgen init DIR",
        )
    return folders


def scan(folder: Path, suffixes: tuple[str, ...] = ()) -> tuple[Source, ...]:
    """The files under a folder by path, hidden ones and editors' left-overs aside."""
    try:
        stat = folder.stat()
    except OSError:
        return ()
    above = frozenset([(stat.st_dev, stat.st_ino)])
    return tuple(sorted(_scan(str(folder), "", suffixes, above)))


def is_left_aside(name: str) -> bool:
    """True for hidden files and what editors leave behind."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))


def signatures(folder: Path) -> dict[str, tuple[int, ...]]:
    """Size, time and inode of every file under a folder, by path."""
    return dict(_signatures(str(folder), ""))


def is_settled(signature: tuple[int, ...], at_ns: int) -> bool:
    """True if a file cannot have changed since without its signature changing.

    A file written in the clock tick of a look at it may be written again within that tick.
    """
    changed_ns = max(signature[1], signature[2])
    is_coarse = signature[1] % _COARSE_NS == 0
    return changed_ns < at_ns - (_COARSE_RACY_NS if is_coarse else _RACY_NS)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it. Raises FolderUnwritable."""
    draft = file.with_name(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        raise FolderUnwritable(
            f"cannot write {file}: {error.strerror}", "check the folder's owner and permissions"
        ) from error


def _scan(
    folder: str,
    prefix: str,
    suffixes: tuple[str, ...],
    above: frozenset[tuple[int, int]] = frozenset(),
) -> Iterator[Source]:
    """`above` are the folders that lead here, for a link may lead back to one of them."""
    for entry in _entries(folder):
        name = entry.name
        if is_left_aside(name):
            continue
        try:
            stat = entry.stat()
        except OSError:  # a link to nowhere or to itself, or deleted as we look
            continue
        if entry.is_dir():
            here = (stat.st_dev, stat.st_ino)
            if here not in above:
                yield from _scan(entry.path, f"{prefix}{name}/", suffixes, above | {here})
        elif S_ISREG(stat.st_mode) and (not suffixes or name.lower().endswith(suffixes)):
            _refuse_unreadable_name(entry.path)
            signature = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            yield Source(prefix + name, signature)


def _refuse_unreadable_name(path: str) -> None:
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode(errors="backslashreplace")
        raise NewsgenError(f"the name of {shown} is not UTF-8", "rename the file") from None


def _signatures(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _signatures(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, file_signature(entry.stat(follow_symlinks=False))


def file_signature(stat: os.stat_result) -> tuple[int, ...]:
    """What tells an output file from a changed one: it survives a rename."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
