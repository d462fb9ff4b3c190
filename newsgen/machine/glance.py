"""Has anything changed since the last build? Told by stat alone, without reading a file.

After a build, the signatures of all that went in and of all that came out are remembered. When they
are as they were, and no article became due meanwhile, the site is what a build would make it.
"""

import os
import time
from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.machine.folders import RACY_NS, SiteFolders, scan, scan_static, settles_ns
from newsgen.words.model import Source

FOREVER = 1 << 62
_ALL_BITS = (1 << 64) - 1  # of a number in a signature: a time before 1970 is below zero
GONE, OTHER_HAND = "its file is gone", "its file was changed by another hand"


class Around(NamedTuple):
    """What lies in the folders beside content/ that a build reads: a digest of it, and the time
    after which none of it can change unnoticed. `links` are the folders that links among it lead
    to.
    """

    digest: bytes
    settles_ns: int
    has_seeds: bool
    links: tuple[str, ...] = ()


class Inputs(NamedTuple):
    """What lies in the folders that a build reads: a digest of content/, one of the others, and
    the time after which none of it can change unnoticed. What is read later than that is known
    for good, for a file that is written between look and reading has another signature. `links`
    are the folders that links in all these lead to.
    """

    content: tuple[Source, ...]
    content_digest: bytes
    others_digest: bytes
    settles_ns: int
    has_seeds: bool
    links: tuple[str, ...] = ()


class Span(NamedTuple):
    """The seconds in which the same articles are shown: from the first, short of the second."""

    start: int
    end: int


def look_around(folders: SiteFolders, theme_folders: Iterable[Path]) -> Around:
    """Look at everything that a build reads, content/ and the settings' text aside."""
    links: list[str] = []
    found = [scan(folders.seeds, links=links)]
    found += [scan_static(folder, links) for folder in theme_folders]
    digest, settles = b"".join(map(_digest, found)), max(map(_settle_ns, found))
    return Around(digest, settles, bool(found[0]), tuple(links))


def look(folders: SiteFolders, around: Around) -> Inputs:
    """Look at content/ as well."""
    links = list(around.links)
    content = scan(folders.content, links=links)
    settles = max(around.settles_ns, _settle_ns(content))
    return Inputs(content, _digest(content), around.digest, settles, around.has_seeds, tuple(links))


def _digest(sources: Sequence[Source]) -> bytes:
    paths = "\0".join([one.path for one in sources])
    digest = blake2b(f"{len(sources)} {len(paths)} ".encode(), digest_size=16)
    digest.update(paths.encode())
    digest.update(numbers_of(sources))
    return digest.digest()


def _settle_ns(sources: Sequence[Source]) -> int:
    """The time after which all have settled; 0 if they have already."""
    times = array("q", numbers_of(sources))
    young_ns = time.time_ns() - RACY_NS
    young = [
        one
        for one, written_ns, changed_ns in zip(sources, times[1::4], times[2::4], strict=True)
        if written_ns >= young_ns or changed_ns >= young_ns
    ]
    return max((settles_ns(one.signature) for one in young), default=0)


def numbers_of(sources: Iterable[Source]) -> bytes:
    """Size, the two times and inode of each source, 8 bytes each."""
    return b"".join([one.signature for one in sources])


def signatures(output: Path, paths: Iterable[str]) -> bytes:
    """Size, time and inode of each file, one after the other; of a missing file nothing."""
    base, found = f"{output}/", array("Q")
    add, lstat = found.extend, os.lstat
    for path in paths:
        try:
            stat = lstat(base + path)
        except OSError:
            continue
        add((stat.st_size, stat.st_mtime_ns & _ALL_BITS, stat.st_ino))
    return found.tobytes()


def damaged(output: Path, built: Iterable[tuple[str, tuple[int, ...]]]) -> dict[str, str]:
    """The built files that are not as the last build left them, and what became of them. They are
    given with size, time and inode.
    """
    base, found, lstat = f"{output}/", {}, os.lstat
    for path, signature in built:
        try:
            stat = lstat(base + path)
        except OSError:
            found[path] = GONE
            continue
        size, mtime_ns, inode = signature
        is_of_time = (stat.st_mtime_ns - mtime_ns) & _ALL_BITS == 0
        if not is_of_time or stat.st_ino != inode or stat.st_size != size:
            found[path] = OTHER_HAND
    return found


def is_empty(output: Path) -> bool:
    """True if nothing but newsgen's own folder lies in the output."""
    try:
        return all(name == ".newsgen" for name in os.listdir(output))
    except FileNotFoundError:
        return True


def stands_in_the_way(output: Path, path: str, owned: Mapping[str, Any]) -> bool:
    """True if a file of another hand stands where this one must go, or on the way there."""
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if (output / folder).is_symlink() or (output / folder).is_file():
            return folder not in owned
    target = output / path
    if target.is_dir() and not target.is_symlink():
        return any(
            f"{path}/{inner}" not in owned
            for inner in (file.relative_to(target).as_posix() for file in target.rglob("*"))
            if not (target / inner).is_dir()
        )
    return path not in owned and os.path.lexists(target)
