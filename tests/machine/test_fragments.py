"""Fragments: rendered once, whether they are held in memory or lie in a file."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from newsgen.machine import fragments as room
from newsgen.machine.fragments import Fragments
from newsgen.words.model import Card


class Counted:
    """Renders by telling the values, and counts how often."""

    def __init__(self) -> None:
        self.times: Counter[bytes] = Counter()

    def __call__(self, template: str, values: Mapping[str, Any]) -> bytes:
        html = f"{template} {sorted(values.items())}".encode()
        self.times[html] += 1
        return html


def card(number: int, title: str = "قمة") -> Card:
    return Card(title, "/a/", "", None, "", "", None, number.to_bytes(16, "big"))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "RECENT_BYTES", 1_000)


@pytest.mark.usefixtures("small")
def test_each_is_rendered_once_and_is_the_same_from_the_file(tmp_path: Path) -> None:
    counted = Counted()
    fragments = Fragments(counted, tmp_path)
    first = [fragments("card.html", card=card(number)).utf8 for number in range(200)]
    again = [fragments("card.html", card=card(number)).utf8 for number in range(200)]
    assert first == again
    assert len(set(first)) == 200
    assert set(counted.times.values()) == {1}
    assert list(tmp_path.iterdir()) == []  # the file has no name


def test_names_and_templates_tell_fragments_apart(tmp_path: Path) -> None:
    fragments = Fragments(Counted(), tmp_path)
    shown = {
        fragments("a.html", level=1, size=2).utf8,
        fragments("a.html", level=2, size=1).utf8,
        fragments("a.html", size=1, level=1).utf8,
        fragments("b.html", level=1, size=2).utf8,
        fragments("a.html").utf8,
    }
    assert len(shown) == 5


def test_values_that_are_equal_but_shown_otherwise_are_told_apart(tmp_path: Path) -> None:
    fragments = Fragments(Counted(), tmp_path)
    values = (1, True, 1.0, "<b>", Markup("<b>"))
    assert len({fragments("a.html", said=one).utf8 for one in values}) == len(values)


def test_a_card_is_told_by_its_digest(tmp_path: Path) -> None:
    counted = Counted()
    fragments = Fragments(counted, tmp_path)
    assert fragments("c.html", card=card(1)).utf8 == fragments("c.html", card=card(1)).utf8
    assert fragments("c.html", card=card(1)).utf8 != fragments("c.html", card=card(2)).utf8
    assert counted.times.total() == 2


@pytest.mark.usefixtures("small")
def test_a_forked_process_neither_reads_nor_spoils_what_its_parent_wrote(tmp_path: Path) -> None:
    fragments = Fragments(Counted(), tmp_path)
    before = [fragments("card.html", card=card(number)).utf8 for number in range(50)]
    child = os.fork()
    if child == 0:
        found = [fragments("card.html", card=card(number)).utf8 for number in range(200)]
        again = [fragments("card.html", card=card(number)).utf8 for number in range(200)]
        os._exit(0 if found == again and found[:50] == before else 1)
    assert os.waitpid(child, 0)[1] == 0
    for number in range(50, 150):
        fragments("card.html", card=card(number))
    assert [fragments("card.html", card=card(number)).utf8 for number in range(50)] == before


@pytest.mark.usefixtures("small")
def test_where_nothing_can_be_written_they_are_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    counted = Counted()
    fragments = Fragments(counted, tmp_path / "missing")
    shown = [fragments("card.html", card=card(number)).utf8 for number in range(100)]
    assert [fragments("card.html", card=card(number)).utf8 for number in range(100)] == shown
    assert max(counted.times.values()) == 2
