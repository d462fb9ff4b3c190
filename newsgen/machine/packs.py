"""Bodies that were read once, kept on disk in packs: rendering need not read Markdown again.

A pack is one file with the bodies of many articles; where one lies in it is remembered beside the
article. Losing a pack only costs time. No body stays in memory.
"""

import hashlib
import marshal
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple
from zlib import crc32

from newsgen.language.body_parts import BodyParts, Part, body_parts
from newsgen.language.labels import Pointer
from newsgen.language.markup import Body, BodyLink
from newsgen.machine.cache import draft_of

PACKS_KEPT = 200
_SMALL_PACK_BYTES = 64_000
_CHECKSUM_BYTES = 4
_ROW = Struct("<IQQ")  # the number of a pack, where a body starts, its size
PLACE_BYTES = _ROW.size
packed_place = _ROW.pack
_READ = os.O_RDONLY | os.O_CLOEXEC


class BodyAt(NamedTuple):
    """Where a body lies: a file of the packs' folder, and the bytes of it; and the digest of the
    source that it was read from.
    """

    pack: str
    start: int
    size: int
    source_digest: bytes = b""


class Places(NamedTuple):
    """Where many bodies lie, in plain values: the names of packs; of each body the number of its
    pack, where it starts and its size; and the digests of the sources, one after the other.
    """

    packs: tuple[str, ...]
    rows: bytes
    digests: bytes

    def at(self, number: int) -> BodyAt:
        pack, start, size = _ROW.unpack_from(self.rows, number * _ROW.size)
        width = len(self.digests) * _ROW.size // len(self.rows)
        return BodyAt(
            self.packs[pack], start, size, self.digests[number * width : (number + 1) * width]
        )

    def moved(self, bodies: Mapping[int, BodyAt]) -> "Places":
        """The same, but for some bodies by number, which lie elsewhere now."""
        packs = {name: number for number, name in enumerate(self.packs)}
        rows, digests = bytearray(self.rows), bytearray(self.digests)
        for number, (pack, start, size, digest) in bodies.items():
            pack_number = packs.setdefault(pack, len(packs))
            _ROW.pack_into(rows, number * _ROW.size, pack_number, start, size)
            digests[number * len(digest) : (number + 1) * len(digest)] = digest
        return Places(tuple(packs), bytes(rows), bytes(digests))

    def sizes(self) -> dict[str, int]:
        """How many bytes of each pack are bodies."""
        sizes = [0] * len(self.packs)
        for pack, _, size in _ROW.iter_unpack(self.rows):
            sizes[pack] += size
        return {name: size for name, size in zip(self.packs, sizes, strict=True) if size}

    def compacted(self) -> "Places":
        """The same, without the names of packs that hold nothing any more."""
        used = self.sizes()
        if len(used) == len(self.packs):
            return self
        numbers = {name: number for number, name in enumerate(used)}
        now = [numbers.get(name, 0) for name in self.packs]
        rows = [_ROW.pack(now[pack], *at) for pack, *at in _ROW.iter_unpack(self.rows)]
        return Places(tuple(used), b"".join(rows), self.digests)


class Bodies(Mapping[str, BodyAt]):
    """Where the bodies of many sources lie: as values they would take five times as much."""

    def __init__(self, paths: Sequence[str], places: Places) -> None:
        """Of sources in the order of their paths."""
        self._paths = paths
        self.places = places

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __getitem__(self, path: str) -> BodyAt:
        at = bisect_left(self._paths, path)
        if at == len(self._paths) or self._paths[at] != path:
            raise KeyError(path)
        return self.places.at(at)


def write_pack(
    folder: Path, entries: Iterable[tuple[Body, bytes]], made_of: bytes = b""
) -> list[BodyAt]:
    """Keep some bodies in a pack of their own, each with what else is to be found beside it.

    `made_of` tells the sources that the entries were read from, and so the name of the pack; else
    the entries themselves do.
    """
    return _write(folder, [_packed(body, beside) for body, beside in entries], made_of)


def read_packed(folder: str, at: BodyAt) -> BodyParts | None:
    """A kept body; None if it is lost or damaged."""
    content = _bytes_at(folder, at)
    return _unpacked(content) if content else None


def read_beside(folder: str, at: BodyAt) -> bytes | None:
    """What was kept beside a body; None if it is lost or damaged."""
    content = _bytes_at(folder, at)
    return _loaded(content)[2] if content else None


def tidy(folder: Path, bodies: Bodies) -> dict[str, BodyAt]:
    """Delete packs that hold nothing any more; returns the new places of the bodies of small packs
    that became one, by their paths.
    """
    used = bodies.places.sizes()
    moved: dict[str, BodyAt] = {}
    if len(used) > PACKS_KEPT + 2 * sum(used.values()) // _SMALL_PACK_BYTES:
        small = {pack for pack, size in used.items() if size < _SMALL_PACK_BYTES}
        at_small = {path: at for path, at in bodies.items() if at.pack in small}
        kept = {path: _bytes_at(str(folder), at) for path, at in at_small.items()}
        found = {path: content for path, content in kept.items() if content}
        moved = dict(zip(found, _write(folder, list(found.values())), strict=True))
        used = {pack: size for pack, size in used.items() if pack not in small}
        used.update({at.pack: 0 for at in moved.values()})
    try:
        present = os.listdir(folder)
    except FileNotFoundError:
        return moved
    for name in present:
        if name not in used:
            (folder / name).unlink(missing_ok=True)
    return moved


def _write(folder: Path, contents: list[bytes], made_of: bytes = b"") -> list[BodyAt]:
    whole = b"".join(contents)
    name = hashlib.sha256(made_of or whole, usedforsecurity=False).hexdigest()[:16]
    with draft_of(folder / name) as opened:
        opened.write(whole)
    places, start = [], 0
    for content in contents:
        places.append(BodyAt(name, start, len(content)))
        start += len(content)
    return places


def _bytes_at(folder: str, at: BodyAt) -> bytes:
    """b"" for what is not there as it was written."""
    try:
        handle = os.open(f"{folder}/{at.pack}", _READ)
    except OSError:
        return b""
    try:
        content = os.pread(handle, at.size, at.start)
    finally:
        os.close(handle)
    checksum = crc32(content[_CHECKSUM_BYTES:]).to_bytes(_CHECKSUM_BYTES, "little")
    return content if len(content) == at.size and content.startswith(checksum) else b""


def _packed(body: Body, beside: bytes) -> bytes:
    parts, headings = body_parts(body)
    payload = marshal.dumps(([_plain(part) for part in parts], headings, beside))
    return crc32(payload).to_bytes(_CHECKSUM_BYTES, "little") + payload


def _unpacked(content: bytes) -> BodyParts:
    parts, headings, _ = _loaded(content)
    return BodyParts(tuple([_part(part) for part in parts]), headings)


def _plain(part: Part) -> bytes | tuple[str, ...] | list[str]:
    """What marshal can write: a pointer as a tuple, a link as a list."""
    if isinstance(part, bytes):
        return part
    return tuple(part) if isinstance(part, Pointer) else list(part)


def _part(plain: Any) -> Part:
    if isinstance(plain, bytes):
        return plain
    return Pointer(*plain) if isinstance(plain, tuple) else BodyLink(*plain)


def _loaded(content: bytes) -> tuple[list[Any], tuple[tuple[str, str], ...], bytes]:
    return marshal.loads(memoryview(content)[_CHECKSUM_BYTES:])  # type: ignore[no-any-return] # noqa: S302 (checked)
