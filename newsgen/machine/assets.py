"""Static files: the theme's, with the site's over them, copied to the output as they are."""

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newsgen.machine import cache
from newsgen.machine.folders import Theme, is_settled, scan_static
from newsgen.words.model import Page


def read_assets(found: Theme, cache_file: Path, key: bytes) -> tuple[Page, ...]:
    """A page for each static file, which is read only when its signature changed."""
    origins: dict[str, tuple[Path, bytes]] = {}
    for folder in (found.default_static, found.site_static):
        for source in scan_static(folder):
            origins[source.path] = (folder / source.path, source.signature)
    remembered: dict[str, Any] = cache.load(cache_file, key) or {}
    at_ns = time.time_ns()
    rows: dict[str, tuple[str, bytes, bytes]] = {}
    for path, (origin, signature) in origins.items():
        row = remembered.get(path)
        if row and row[0] == str(origin) and row[1] == signature:
            rows[path] = row
        else:
            digest = asset_digest(origin.read_bytes())
            trusted = signature if is_settled(signature, at_ns) else b""
            rows[path] = (str(origin), trusted, digest)
    if rows != remembered:
        cache.store(cache_file, key, rows)
    return tuple(
        Page(path, "file", "", digest, origin=origin)
        for path, (origin, _, digest) in sorted(rows.items())
    )


def asset_digest(content: bytes) -> bytes:
    """What tells a static file from what it was."""
    return hashlib.blake2b(content, digest_size=16).digest()


def digests(assets: tuple[Page, ...]) -> Mapping[str, bytes]:
    return {asset.path: asset.stamp for asset in assets}
