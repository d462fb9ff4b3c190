"""What the last build wrote, file by file, and what each file was made from.

A large site has more than a hundred thousand of these rows. In columns they take half the memory
that they take as values, and are read from disk in a tenth of the time.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from struct import Struct
from typing import NamedTuple

_SIGNATURE = Struct("=QQQ")  # size, time and inode
_ALL_BITS = (1 << 64) - 1  # of a time: one before 1970 is below zero
_DIGEST_BYTES = 16
_BETWEEN = "\0"  # stands in no path

Recipe = tuple[bytes, bytes, bytes]  # frame, template and view that a page was made from
# A file's size, time in nanoseconds since 1970 and inode. Out of columns, times count up to 2**64
# and begin anew: those before 1970 come last.
Signature = tuple[int, ...]


class Built(NamedTuple):
    """What the last build wrote at a path: what the page was made from, in the three parts that a
    reason can name; what tells the file, and its content's digest; and why it was rendered.
    """

    made_from: Recipe
    signature: Signature
    digest: bytes
    reason: str


class Columns(NamedTuple):
    """Many rows of `Built` in plain values: the paths in one text; frame, template and reason of
    each as a number of `kinds`, 4 bytes; and the others one after the other.
    """

    paths: str = ""
    kinds: Sequence[tuple[bytes, bytes, str]] = ()
    numbers: bytes = b""
    views: bytes = b""
    signatures: bytes = b""
    digests: bytes = b""

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.views) // _DIGEST_BYTES


def columns_of(rows: Iterable[tuple[str, Built]]) -> Columns:
    """The columns of rows by path; each is asked for once, and not kept."""
    kinds: dict[tuple[bytes, bytes, str], int] = {}
    paths: list[str] = []
    numbers, views, signatures, digests = array("I"), bytearray(), bytearray(), bytearray()
    for path, ((frame, template, view), signature, digest, reason) in rows:
        if len(view) != _DIGEST_BYTES or len(digest) != _DIGEST_BYTES:
            raise ValueError(f"{path}: a view or content is told by {_DIGEST_BYTES} bytes")
        paths.append(path)
        numbers.append(kinds.setdefault((frame, template, reason), len(kinds)))
        views += view
        signatures += _packed(signature)
        digests += digest
    joined = _BETWEEN.join(paths)
    told = (numbers.tobytes(), bytes(views), bytes(signatures), bytes(digests))
    return Columns(joined, tuple(kinds), *told)


class BuiltFiles(Mapping[str, Built]):
    """The rows of columns by path, and a few that took their places or came to them since. None
    stands for a row that is gone.
    """

    def __init__(self, columns: Columns, changes: Mapping[str, Built | None] | None = None) -> None:
        self._fill(columns.paths.split(_BETWEEN) if columns.size else [], columns, changes or {})

    def _fill(
        self, paths: list[str], columns: Columns, changes: Mapping[str, Built | None]
    ) -> None:
        self._paths = paths
        self._columns = columns._replace(paths="")
        self._numbers = memoryview(columns.numbers).cast("I")
        self._changes = changes
        self._changed = {path: row for path, row in changes.items() if row is not None}

    def with_changes(self, changes: Mapping[str, Built | None]) -> "BuiltFiles":
        """The same files, but for these."""
        again = object.__new__(BuiltFiles)
        again._fill(self._paths, self._columns, {**self._changes, **changes})
        return again

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __getitem__(self, path: str) -> Built:
        number = self._by_path.get(path)
        if number is None:
            return self._changed[path]
        columns = self._columns
        frame, template, reason = columns.kinds[self._numbers[number]]
        signature = _SIGNATURE.unpack_from(columns.signatures, number * _SIGNATURE.size)
        digest = _at(columns.digests, number)
        return Built((frame, template, _at(columns.views, number)), signature, digest, reason)

    @cached_property
    def paths(self) -> Sequence[str]:
        """All paths, in the order of `signatures`."""
        if not self._changes:
            return self._paths
        return [*compress(self._paths, self._stand()), *self._changed]

    def signatures(self) -> bytes:
        """Size, time and inode of each file, 8 bytes each, one after the other."""
        whole = self._columns.signatures
        if not self._changes:
            return whole
        size = _SIGNATURE.size
        numbers = compress(range(len(self._paths)), self._stand())
        found = [whole[number * size : (number + 1) * size] for number in numbers]
        found += [_packed(row.signature) for row in self._changed.values()]
        return b"".join(found)

    def standing(self) -> Iterator[tuple[str, Signature]]:
        """Each path with size, time and inode of its file."""
        return zip(self.paths, _SIGNATURE.iter_unpack(self.signatures()), strict=True)

    def recipe(self, path: str) -> Recipe | None:
        """What the page of a path was made from: frame, template and view; None if it is new."""
        number = self._by_path.get(path)
        if number is None:
            row = self._changed.get(path)
            return row and row.made_from
        frame, template, _ = self._columns.kinds[self._numbers[number]]
        return frame, template, _at(self._columns.views, number)

    def file(self, path: str) -> tuple[bytes, Signature] | None:
        """The digest of a file and its signature; None if it is new."""
        number, columns = self._by_path.get(path), self._columns
        if number is None:
            row = self._changed.get(path)
            return row and (row.digest, row.signature)
        signature = _SIGNATURE.unpack_from(columns.signatures, number * _SIGNATURE.size)
        return _at(columns.digests, number), signature

    def digest(self, path: str) -> bytes:
        """The digest of a file that was built."""
        number = self._by_path.get(path)
        return self._changed[path].digest if number is None else _at(self._columns.digests, number)

    @cached_property
    def _by_path(self) -> dict[str, int]:
        """The rows among the columns that still hold."""
        found = dict(zip(self._paths, range(len(self._paths)), strict=True))
        for path in self._changes:
            found.pop(path, None)
        return found

    def _stand(self) -> Iterator[bool]:
        """Of each row among the columns, whether it still holds."""
        changes = self._changes
        return (path not in changes for path in self._paths)


def _packed(signature: Signature) -> bytes:
    size, mtime_ns, inode = signature
    return _SIGNATURE.pack(size, mtime_ns & _ALL_BITS, inode)


def _at(column: bytes, number: int) -> bytes:
    return column[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES]
