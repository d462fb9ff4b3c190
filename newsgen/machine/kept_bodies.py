"""The body of a source, from the pack that keeps it, or, where that was lost, from the source."""

from pathlib import Path

from newsgen.content.articles import body_of, digest
from newsgen.language.body_parts import BodyParts, body_parts
from newsgen.machine.packs import BodyAt, read_packed
from newsgen.words.errors import RUN_AGAIN, SourceChanged
from newsgen.words.model import CONTENT_FOLDER


def kept_body(packs: Path, content: Path, source: str, at: BodyAt | None, quotes: str) -> BodyParts:
    """The body of a source that was read before, without problems; `at` is where it was kept.

    Raises SourceChanged where it was lost, and the source is not as it was.
    """
    packed = read_packed(str(packs), at) if at else None
    return packed or _reread(content, source, at, quotes)


def _reread(content: Path, source: str, at: BodyAt | None, quotes: str) -> BodyParts:
    path = f"{CONTENT_FOLDER}/{source}"
    whole = (content / source).read_bytes()
    if at and digest(whole) != at.source_digest:
        raise SourceChanged(f"{path} was edited during the build", RUN_AGAIN)
    return body_parts(body_of(whole, path, quotes))
