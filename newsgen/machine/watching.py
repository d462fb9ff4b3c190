"""Noticing edits: the system's notifications where there are any, else a look twice a second.

The system tells of a folder only while that very folder stands. So the places themselves (is
`templates/` there by now, is newsgen.yaml still the same file?) are looked at by stat as well, at
every tick; and so is what links to single files lead to, which lies in no folder of ours.
"""

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from newsgen.machine.folders import is_left_aside, scan_static
from newsgen.words.errors import NewsgenError

TICK_SECONDS = 0.25
POLL_SECONDS = 0.5
SETTLE_SECONDS = 0.05

IsDue = Callable[[], bool]
_Look = Mapping[str, bytes | tuple[int, ...]]


def _never() -> bool:
    return False


def watch(
    places: Iterable[Path],
    stop: threading.Event,
    *,
    polls: bool = False,
    is_due: IsDue = _never,
) -> Iterator[frozenset[Path]]:
    """Yield the paths that changed, a burst at a time, until `stop` is set.

    Places are folders, with all that is in them, and single files; they need not exist, and may
    come, go and come back. Watching begins with the call: what changes before the first item is
    asked for is in it. Hidden files and editors' left-overs never count. A burst of nothing comes
    whenever it `is_due`, which is asked several times a second.
    """
    watched = tuple(places)
    seen = _look(watched)
    if polls or find_spec("watchfiles") is None:
        return _polled(watched, seen, stop, is_due)
    return _notified(watched, seen, stop, is_due)


def _polled(
    places: tuple[Path, ...], seen: _Look, stop: threading.Event, is_due: IsDue
) -> Iterator[frozenset[Path]]:
    while not stop.wait(POLL_SECONDS):
        before, seen = seen, _look(places)
        changed = _differences(before, seen)
        if changed or is_due():
            yield frozenset(map(Path, changed))


def _notified(
    places: tuple[Path, ...], seen: _Look, stop: threading.Event, is_due: IsDue
) -> Iterator[frozenset[Path]]:
    names = frozenset(map(str, places))
    while not stop.is_set():
        stated = (*places, *_links(seen))
        tops, is_first = _tops(stated), True
        try:
            for events in _notifications(places, stop):
                changed = set(events)
                # A folder made anew may get the inode of the one before; then its end was told.
                is_moved = (
                    _tops(stated) != tops
                    or not names.isdisjoint(events)
                    or any(map(os.path.islink, events))
                )
                if is_moved:  # an editor that empties a file first fills it in a moment
                    stop.wait(SETTLE_SECONDS)
                if is_first or is_moved:  # what happened while nobody was there to tell
                    before, seen = seen, _look(places)
                    changed |= _differences(before, seen)
                    is_moved = is_moved or any(map(os.path.islink, changed))
                if changed or is_due():
                    yield frozenset(map(Path, changed))
                if is_moved:
                    break
                is_first = False
        except FileNotFoundError:  # a folder went away as we came
            stop.wait(TICK_SECONDS)
        # The system has no more notifications to give, or the library no way to name the place.
        except (OSError, RuntimeError, UnicodeEncodeError):
            yield from _polled(places, seen, stop, is_due)


def _notifications(places: tuple[Path, ...], stop: threading.Event) -> Iterator[set[str]]:
    """Changed paths in the folders that exist now; an empty set at each tick without any."""
    from watchfiles import watch as watchfiles_watch

    bursts = watchfiles_watch(
        *(place for place in places if place.is_dir()),
        watch_filter=lambda _, path: _counts(path, places),
        stop_event=stop,
        rust_timeout=int(TICK_SECONDS * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    for burst in bursts:
        yield {path for _, path in burst}


def _counts(path: str, places: tuple[Path, ...]) -> bool:
    """False for hidden files and left-overs below a place; the place itself may lie anywhere."""
    for place in places:
        if path.startswith(f"{place}{os.sep}"):
            return not is_left_aside(path.removeprefix(f"{place}{os.sep}"))
    return True


def _look(places: tuple[Path, ...]) -> _Look:
    """The signatures of the places, and of every file in them, by path."""
    found: dict[str, bytes | tuple[int, ...]]
    found = {str(place): top for place, top in _tops(places).items()}
    for place in places:
        try:
            found |= {f"{place}{os.sep}{file.path}": file.signature for file in scan_static(place)}
        except (OSError, NewsgenError) as error:  # the build tells of that, better than we could
            found[f"{place}{os.sep}"] = str(error).encode(errors="surrogateescape")
    return found


def _links(seen: _Look) -> list[Path]:
    """The files that are links to other files."""
    return [Path(path) for path in seen if os.path.islink(path)]


def _tops(places: tuple[Path, ...]) -> Mapping[Path, tuple[int, ...]]:
    return {place: _top(place) for place in places}


def _top(place: Path) -> tuple[int, ...]:
    """Which folder stands there, or the signature of a file; () for nothing."""
    try:
        found = place.stat()
    except OSError:
        return ()
    if stat.S_ISDIR(found.st_mode):
        return (found.st_dev, found.st_ino)
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _differences(before: _Look, now: _Look) -> set[str]:
    return {path for path, _ in before.items() ^ now.items()}
