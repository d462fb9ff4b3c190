"""What articles are about: taken only of those that changed, and only where a ranking asks."""

import shutil
from pathlib import Path

import pytest
from sites import SETTINGS, article, build, write, write_site

from newsgen.content.terms import Terms
from newsgen.programs.contents import read_site_content, terms_reader
from newsgen.programs.settings import open_site

OIL = "رفعت أوبك سقف إنتاج النفط، والنفط يهبط."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "content/articles/a.md": article("سوق النفط", OIL),
        "content/articles/b.md": article("كأس العالم", "فاز المنتخب في كأس العالم."),
    }
    return write_site(tmp_path / "site", files)


class Taken:
    """Runs tasks here, and notes of how many articles terms were taken."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, task, shared, chunks) -> list:
        self.count += sum(map(len, chunks))
        return [task(shared, chunk) for chunk in chunks]


def terms(root: Path) -> tuple[dict[str, Terms], int, int]:
    """The terms of all articles; of how many they were taken while these were read, and later."""
    place = open_site(root)
    content = read_site_content(place)
    spread = Taken()
    found = dict(terms_reader(place, content, spread)(content.articles))
    return found, len(content.terms), spread.count


def test_terms_are_taken_once_while_an_article_is_read(root: Path) -> None:
    first, *taken = terms(root)
    assert taken == [2, 0]
    assert terms(root) == (first, 0, 0)
    write(root, {"content/articles/b.md": article("كأس العالم", "خسر المنتخب.")})
    second, *taken = terms(root)
    assert taken == [1, 0]
    assert second["articles/a.md"] == first["articles/a.md"]
    assert second["articles/b.md"] != first["articles/b.md"]


def test_other_weights_give_other_terms(root: Path) -> None:
    first, *_ = terms(root)
    write(root, {"newsgen.yaml": f"{SETTINGS}related: {{title_weight: 50}}\n"})
    second, *taken = terms(root)
    assert taken == [0, 2]
    assert second["articles/a.md"].ids == first["articles/a.md"].ids
    assert second["articles/a.md"].weights != first["articles/a.md"].weights


def test_a_lost_pack_changes_nothing(root: Path) -> None:
    first, *_ = terms(root)
    place = open_site(root)
    shutil.rmtree(place.packs)
    place.cache_file("terms").unlink()
    assert terms(root) == (first, 0, 2)


def test_of_an_article_that_names_enough_they_are_taken_when_a_ranking_asks(root: Path) -> None:
    write(root, {"newsgen.yaml": f"{SETTINGS}related: {{limit: 1}}\n"})
    named = article("كأس العالم", "فاز المنتخب في كأس العالم.", related="[سوق النفط]")
    write(root, {"content/articles/b.md": named})
    first, *taken = terms(root)
    assert taken == [1, 1]
    assert terms(root) == (first, 0, 0)


def test_a_site_whose_stories_name_enough_takes_none(root: Path) -> None:
    kept = open_site(root).cache_file("terms")
    write(root, {"newsgen.yaml": f"{SETTINGS}related: {{limit: 0}}\n"})
    build(root)
    assert not kept.exists()
    write(root, {"newsgen.yaml": f"{SETTINGS}related: {{limit: 2}}\n"})
    build(root)
    assert kept.exists()
