"""Memory that was freed, and that the C library or Python keeps for later.

A build of a large site imports this before it reads anything: what is imported later lies among
what goes, and keeps the system from having back what lies around it.
"""

import ctypes
import sys
from collections.abc import Iterable
from functools import lru_cache

_MANY = 1024  # values that a function may remember
_Remembering = type(lru_cache(id))


def give_back() -> None:
    """Give free memory back to the system, where the C library can do so on demand (glibc can).

    It does so by itself only for what lies at the end of its heap. Texts that went lie among others
    that stay, and what a worker then takes of their places, it takes as a copy. What functions of
    newsgen remember of the texts that they met goes first, for it lies scattered all over.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("newsgen."):
            _forget(vars(module).values())
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _forget(values: Iterable[object]) -> None:
    for value in list(values):
        if isinstance(value, _Remembering) and (value.cache_parameters()["maxsize"] or 0) >= _MANY:
            value.cache_clear()
