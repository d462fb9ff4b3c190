"""The list of the files that newsgen wrote: what makes an output folder ours.

The file is text: a line with a checksum of the rest, then for each path, in order, the digest of
its content and the path itself, ended by a NUL (a path may hold line ends) and a line end.

An output folder can come from anywhere, so a manifest may only name what lies in it.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from newsgen.machine.traces import OUR_FOLDER

DIGEST_BYTES = 16
_HEADER = b"newsgen manifest 3 "
_HEX = 2 * DIGEST_BYTES
_ROW_END = "\0\n"
# One of these stands in every row of which the path could lead out of the folder.
_DOUBTFUL = (" /", " .", "/.", "//", f"/{_ROW_END}", f" {_ROW_END}")


class Manifest(NamedTuple):
    """The content digests of the files that newsgen wrote, by path: 16 bytes each."""

    digests: Mapping[str, bytes]


def read_manifest(output: Path, name: str = "manifest") -> Manifest | None:
    """The manifest; None where there is none, and where it is damaged or names what lies elsewhere.
    By another name, the one that is to take its place.
    """
    try:
        with open(f"{output}/{OUR_FOLDER}/{name}", "rb") as file:
            head, rows = file.readline(), file.read()
        if head != _head(rows):
            return None
        return _parse(rows.decode())
    except (OSError, UnicodeDecodeError):
        return None


def manifest_bytes(manifest: Manifest) -> bytes:
    """The content of the manifest's file: the same wherever the site lies."""
    digests = manifest.digests
    rows = "".join([f"{digests[path].hex()} {path}{_ROW_END}" for path in sorted(digests)]).encode()
    return _head(rows) + rows


def _head(rows: bytes) -> bytes:
    return _HEADER + hashlib.blake2b(rows, digest_size=8).hexdigest().encode() + b"\n"


def lies_within(path: str) -> bool:
    """Whether a path cannot lead out of the folder that it starts from."""
    return not any(part in ("", ".", "..") for part in path.split("/"))


def _parse(text: str) -> Manifest | None:
    """All digests are read at once: a call a file would take longer than all the rest."""
    rows = text.split(_ROW_END)[:-1]
    if any(sign in text for sign in _DOUBTFUL) and not all(
        lies_within(row[_HEX + 1 :]) for row in rows
    ):
        return None
    joined = bytes.fromhex("".join([row[:_HEX] for row in rows]))
    digests = [joined[at : at + DIGEST_BYTES] for at in range(0, len(joined), DIGEST_BYTES)]
    return Manifest(dict(zip([row[_HEX + 1 :] for row in rows], digests, strict=True)))
