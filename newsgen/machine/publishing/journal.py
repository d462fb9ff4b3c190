"""The journal of a publish under way: whoever comes next completes it before anything else."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from newsgen.machine.publishing.manifest import lies_within
from newsgen.machine.traces import OUR_FOLDER

Mode = Literal["move", "swap"]
_HEADER = b"newsgen journal 2 "
_STAGING = re.compile(r"staging-[0-9]+")


class Journal(NamedTuple):
    """What is left to do. The files to move are those that still lie in the staging folder.

    `staging` is its name in `.newsgen/`; `deletions` are paths in the output folder.
    """

    mode: Mode
    staging: str
    deletions: tuple[str, ...]


def journal_file(output: Path) -> Path:
    return output / OUR_FOLDER / "journal"


def read_journal(output: Path) -> Journal | None:
    """The journal; None where there is none. A damaged one is removed, and one that names what lies
    elsewhere: what was moved is whole, and the next build finds the rest.
    """
    file = journal_file(output)
    try:
        head, _, told = file.read_bytes().partition(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    journal = _parse(told) if head == _head(told) else None
    if journal is None:
        file.unlink()
    return journal


def _parse(told: bytes) -> Journal | None:
    """None for what no publish wrote: a folder can come from anywhere, with a journal in it."""
    try:
        values = json.loads(told)
        journal = Journal(values["mode"], values["staging"], tuple(values["deletions"]))
        is_ours = journal.mode in get_args(Mode) and _STAGING.fullmatch(journal.staging)
        return journal if is_ours and all(map(lies_within, journal.deletions)) else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def journal_bytes(journal: Journal) -> bytes:
    """The content of the journal's file."""
    told = json.dumps(journal._asdict(), ensure_ascii=False).encode()
    return _head(told) + b"\n" + told


def write_synced(file: Path, content: bytes) -> None:
    """Write a small file through to the disk. Raises OSError, which names it."""
    try:
        with open(file, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _head(told: bytes) -> bytes:
    return _HEADER + hashlib.blake2b(told, digest_size=8).hexdigest().encode()
