"""The folders of a site, and what lies in them: scanned by stat, without reading."""

import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from struct import Struct
from struct import error as struct_error
from typing import Any, NamedTuple

from newsgen.words.errors import FolderUnwritable, NewsgenError, NotASite
from newsgen.words.model import Source

SETTINGS_FILE = "newsgen.yaml"
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_HIDDEN, _LEFT_OVER = (".", "#"), ("~", ".swp", ".tmp")
# What servers and hosts look for at the top of a site. Any other hidden file may be a secret.
PUBLISHED_HIDDEN = frozenset((".well-known", ".htaccess", ".nojekyll"))
_COARSE_NS = 1_000_000_000
_RACY_NS, _COARSE_RACY_NS = 100_000_000, 2_000_000_000
_SIGNATURE = Struct("=qqqQ")
SIGNATURE_BYTES = _SIGNATURE.size
_LAST_NS = (1 << 63) - 1  # in the year 2262
RACY_NS = _COARSE_RACY_NS  # what is older has settled on any file system


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


class Theme(NamedTuple):
    """The template and static folders, the site's before the default theme's."""

    site_templates: Path
    default_templates: Path
    site_static: Path
    default_static: Path


def site_folders(root: Path) -> SiteFolders:
    """The folders of the site at `root`; raises NotASite where there is none."""
    folders = SiteFolders(root.resolve())
    if not folders.settings.is_file():
        raise NotASite(
            f"{folders.root} is not a newsgen site: it has no {SETTINGS_FILE}",
            "go to the site's folder, or make one with: newsgen init DIR",
        )
    return folders


def theme(folders: SiteFolders) -> Theme:
    """The theme of a site, over the default one that newsgen carries."""
    default = _default_theme_folder()
    return Theme(folders.templates, default / "templates", folders.static, default / "static")


def _default_theme_folder() -> Path:
    """Inside the installed package; in a checkout, the folder that holds the package."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "_theme"
    return carried if carried.is_dir() else package.parent


def scan(
    folder: Path, admitted: Container[str] = (), links: list[str] | None = None
) -> tuple[Source, ...]:
    """The files under a folder by path, hidden ones and editors' left-overs aside, but for those
    that are `admitted` at its top. The folders that links lead to are added to `links`, by their
    whole path.
    """
    try:
        stat = folder.stat()
    except OSError:
        return ()
    found: list[Source] = []
    above = frozenset([(stat.st_dev, stat.st_ino)])
    _scan(str(folder), "", found, above, [] if links is None else links, admitted)
    _refuse_unreadable_names(folder, found)
    return tuple(sorted(found))


def scan_static(folder: Path, links: list[str] | None = None) -> tuple[Source, ...]:
    """The files under a folder of static files, with the hidden ones that are published."""
    return scan(folder, PUBLISHED_HIDDEN, links)


def is_left_aside(path: str) -> bool:
    """True for a path that `scan_static` does not tell."""
    top, *below = path.split(os.sep)
    names = below if top in PUBLISHED_HIDDEN else (top, *below)
    return any(name.startswith(_HIDDEN) or name.endswith(_LEFT_OVER) for name in names)


def source_signature(stat: os.stat_result) -> bytes:
    """What tells a source from a changed one: size, the two times and inode, 8 bytes each. Packed,
    for those of all sources are in memory as long as a build runs.
    """
    try:
        return _SIGNATURE.pack(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    except struct_error:  # a file may bear any time; one in the future has never settled
        times = [max(-_LAST_NS, min(at, _LAST_NS)) for at in (stat.st_mtime_ns, stat.st_ctime_ns)]
        return _SIGNATURE.pack(stat.st_size, *times, stat.st_ino)


def is_settled(signature: bytes, at_ns: int) -> bool:
    """True if a file that is read at that time cannot change afterwards without its signature
    changing.
    """
    return settles_ns(signature) < at_ns


def settles_ns(signature: bytes) -> int:
    """The time after which no change of a file leaves its signature as it is.

    A file that was just written may be written again within the same tick of the clock.
    """
    written_ns: int
    changed_ns: int
    _, written_ns, changed_ns, _ = _SIGNATURE.unpack(signature)
    is_coarse = written_ns % _COARSE_NS == 0
    return max(written_ns, changed_ns) + (_COARSE_RACY_NS if is_coarse else _RACY_NS)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it. Raises FolderUnwritable."""
    draft = file.with_name(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):  # perhaps its folder could not even be made
            draft.unlink(missing_ok=True)
        is_full = error.errno in (ENOSPC, EDQUOT)
        hint = "free some space" if is_full else "check the folder's owner and permissions"
        raise FolderUnwritable(f"cannot write {file}: {error.strerror}", hint) from error


@contextmanager
def opened_folder(folder: Path | str) -> Iterator[int]:
    """A handle of a folder, from which the system finds what lies in it sooner. Raises OSError."""
    handle = os.open(folder, _OPEN_FOLDER)
    try:
        yield handle
    finally:
        os.close(handle)


def _scan(
    folder: str,
    prefix: str,
    found: list[Source],
    above: frozenset[tuple[int, int]],
    links: list[str],
    admitted: Container[str] = (),
) -> None:
    """`above` are the folders that lead here, for a link may lead back to one of them."""
    try:
        opened = os.open(folder, _OPEN_FOLDER)
    except (FileNotFoundError, NotADirectoryError):
        return
    below: list[tuple[str, frozenset[tuple[int, int]]]] = []
    try:
        with os.scandir(opened) as entries:  # the system then finds each by its name alone
            for entry in entries:
                name = entry.name
                is_aside = name.startswith(_HIDDEN) or name.endswith(_LEFT_OVER)
                if is_aside and name not in admitted:
                    continue
                try:
                    stat = entry.stat()
                except OSError:  # a link to nowhere or to itself, or deleted as we look
                    continue
                if S_ISREG(stat.st_mode):
                    found.append(_as_source((prefix + name, source_signature(stat))))
                elif S_ISDIR(stat.st_mode):
                    here = (stat.st_dev, stat.st_ino)
                    if here not in above:
                        below.append((name, above | {here}))
                    if entry.is_symlink():
                        links.append(f"{folder}/{name}")
    finally:
        os.close(opened)
    for name, ways in below:
        _scan(f"{folder}/{name}", f"{prefix}{name}/", found, ways, links)


def _refuse_unreadable_names(folder: Path, found: Iterable[Source]) -> None:
    try:
        "".join([source.path for source in found]).encode()
    except UnicodeEncodeError as error:
        paths = (source.path for source in found)
        at, path = 0, ""
        while at <= error.start:
            path = next(paths)
            at += len(path)
        shown = os.fsencode(folder / path).decode(errors="backslashreplace")
        raise NewsgenError(f"the name of {shown} is not UTF-8", "rename the file") from None


_as_source: Callable[[Any], Source] = partial(tuple.__new__, Source)  # as in machine/records.py


def file_signature(stat: os.stat_result) -> tuple[int, ...]:
    """What tells an output file from a changed one: it survives a rename."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ino)
