"""What the operating system says, told in terms of the output folder."""

import errno
import os
from pathlib import Path

from newsgen.words.errors import FolderUnwritable

_FULL = (errno.ENOSPC, errno.EDQUOT)


def unwritable(error: OSError, path: str | Path) -> FolderUnwritable:
    """The error to raise for `path`, a place in the output folder and never one in staging."""
    hint = "check its owner and permissions"
    if error.errno in _FULL:
        hint = "free some space and run it again; the published site is as it was"
    return FolderUnwritable(f"cannot write to {path}: {_reason(error)}", hint)


def incomplete(error: OSError, output: Path) -> FolderUnwritable:
    """The error to raise when a publish stops half way, with its journal in place."""
    path = error.filename2 or error.filename or output
    return FolderUnwritable(
        f"cannot write to {path}: {_reason(error)}; the publish is incomplete",
        "mend the cause: the next newsgen command completes it before anything else",
    )


def access_fault(folder: str, told: str) -> FolderUnwritable:
    """The error to raise for a folder whose entries may not be changed."""
    is_read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    code = errno.EROFS if is_read_only else errno.EACCES
    return unwritable(OSError(code, os.strerror(code)), told)


def _reason(error: OSError) -> str:
    return "the disk is full" if error.errno in _FULL else error.strerror or str(error)
