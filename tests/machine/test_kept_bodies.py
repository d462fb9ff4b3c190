"""A body is the same from its pack and from its source, unless the source was edited meanwhile."""

import shutil
from pathlib import Path

import pytest
from sites import article, write, write_site

from newsgen.language.body_parts import BodyParts
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.packs import BodyAt
from newsgen.programs.contents import read_site_content, reader_of
from newsgen.programs.settings import open_site
from newsgen.words.errors import SourceChanged

SOURCE = "articles/a.md"
TEXT = '## السوق\n\nقال "نعم" في [[القمة]].\n\nشاهد أيضًا: القمة'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {f"content/{SOURCE}": article("سوق النفط", TEXT)})


def kept_at(root: Path) -> BodyAt:
    return read_site_content(open_site(root)).bodies[SOURCE]


def kept(root: Path, at: BodyAt | None) -> BodyParts:
    reader = reader_of(open_site(root))
    return kept_body(reader.packs, reader.folder, SOURCE, at, reader.quotes)


def test_a_body_is_the_same_from_its_source_where_its_pack_is_lost(root: Path) -> None:
    at = kept_at(root)
    packed = kept(root, at)
    assert "«نعم»".encode() in b"".join(part for part in packed.parts if isinstance(part, bytes))
    shutil.rmtree(open_site(root).packs)
    assert kept(root, at) == kept(root, None) == packed


def test_a_source_that_was_edited_meanwhile_is_not_taken_for_it(root: Path) -> None:
    at = kept_at(root)
    write(root, {f"content/{SOURCE}": article("سوق النفط", "نص آخر.")})
    kept(root, at)
    shutil.rmtree(open_site(root).packs)
    with pytest.raises(SourceChanged, match="was edited during the build"):
        kept(root, at)
