"""What a shell or a scheduler gives a command to start with, made fit to work in."""

import os
import sys

_UTF8_MODE = "PYTHONUTF8"
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def open_streams() -> None:
    """Open the null device for each of the three streams that we were started without: the next
    file that is opened would take its number, and get what is told.
    """
    for name, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (for good)


def speak_utf8() -> None:
    """Begin anew with UTF-8 for the names of files and for what is told, in a locale that has
    another encoding: the same site has the same bytes wherever it is built. Returns if there is
    nothing to do; otherwise this process goes on as a Python that never heard of the locale.
    """
    is_told = os.environ.get(_UTF8_MODE) == "1"  # and did not listen: it was started with -E or -I
    if sys.getfilesystemencoding() == "utf-8" or is_told or not sys.executable:
        return
    os.execve(  # noqa: S606 (the very command that we are)
        sys.executable, sys.orig_argv, {**os.environ, _UTF8_MODE: "1"}
    )
