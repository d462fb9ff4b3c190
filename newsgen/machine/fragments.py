"""Small templates that many pages show, such as cards: each is rendered once for the same values.

A site has too many cards to hold them all, and pages that show the same one are rendered far apart.
So what does not fit in memory lies in a file without a name, which is gone with the process.
"""

import os
import weakref
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

from newsgen.machine.ready_html import ReadyHtml
from newsgen.words.model import Card

RECENT_BYTES = 1 << 23  # so much HTML is held in memory, in each process
PLACES_KEPT = 1 << 17  # of so many fragments it is known where they lie
_SIZE_BITS = 24  # of a place; above them stands where it starts
_SIZE_LIMIT = 1 << _SIZE_BITS


class Fragments:
    """`fragments(template, **values)` is the HTML of a template that sees these values alone."""

    def __init__(self, render: Callable[[str, Mapping[str, Any]], bytes], folder: Path) -> None:
        self.render = render
        self.folder = folder  # of the file, where there is one
        self.recent: dict[Hashable, bytes] = {}
        self.recent_size = 0
        self.written: _Written | None = None

    def __call__(self, template: str, /, **values: Any) -> ReadyHtml:
        # The digest of a card tells all that it shows, and is sooner compared.
        told = [one.digest if type(one) is Card else one for one in values.values()]
        # To Python, 1 equals True and a text equals the HTML of the same letters.
        key = (template, *values, *map(type, values.values()), *told)
        html = self.recent.get(key)
        if html is None and self.written:
            html = self.written.get(key)
        if html is None:
            html = self.render(template, values)
            self._keep(key, html)
        return ReadyHtml(html)

    def _keep(self, key: Hashable, html: bytes) -> None:
        self.recent[key] = html
        self.recent_size += len(html)
        if self.recent_size < RECENT_BYTES:
            return
        try:
            if self.written is None or self.written.process_id != os.getpid():
                self.written = _Written(self.folder)
            self.written.add(self.recent)
        except OSError:  # a full disk; what is forgotten is rendered again
            self.written = None
        self.recent.clear()
        self.recent_size = 0


class _Written:
    """HTML in a nameless file of this process. One that is forked makes a file of its own, or both
    would write to the same place.
    """

    def __init__(self, folder: Path) -> None:
        from tempfile import mkstemp

        self.process_id = os.getpid()
        self.places: dict[Hashable, int] = {}
        self.end = 0
        is_there = folder.is_dir()  # it may not be on another machine of a cluster
        self.handle, name = mkstemp(dir=folder if is_there else None)
        weakref.finalize(self, os.close, self.handle)
        os.unlink(name)

    def add(self, found: Mapping[Hashable, bytes]) -> None:
        if len(self.places) > PLACES_KEPT:
            self.places.clear()
        with open(self.handle, "wb", closefd=False) as file:
            file.write(b"".join(found.values()))
        for key, html in found.items():
            if len(html) < _SIZE_LIMIT:
                self.places[key] = self.end << _SIZE_BITS | len(html)
            self.end += len(html)

    def get(self, key: Hashable) -> bytes | None:
        place = self.places.get(key)
        if place is None or self.process_id != os.getpid():
            return None
        return os.pread(self.handle, place & (_SIZE_LIMIT - 1), place >> _SIZE_BITS)
