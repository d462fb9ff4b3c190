"""Readers of seed formats: bytes → text, one row a format.

A new format is one reader and one line in `READERS`.
"""

from collections.abc import Callable

from newsgen.content.articles import decode
from newsgen.words.problems import Problem

Reader = Callable[[bytes, str], "str | Problem"]

READERS: dict[str, Reader] = {".txt": decode}
