"""What lies in a folder: links are followed, but not in circles."""

from pathlib import Path

from sites import write

from newsgen.machine.folders import is_settled, scan


def paths(folder: Path) -> list[str]:
    return [one.path for one in scan(folder)]


def test_files_are_listed_by_path_and_left_overs_are_not(tmp_path: Path) -> None:
    names = ("b/x.md", "a.md", ".a.md.swp", "a.md~", "#a.md", ".git/x.md", "c.txt", "b/.x.md")
    write(tmp_path, dict.fromkeys(names, "x"))
    assert paths(tmp_path) == ["a.md", "b/x.md", "c.txt"]
    assert paths(tmp_path / "missing") == []


def test_a_linked_folder_is_read_and_a_circle_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"site/articles/a.md": "x", "elsewhere/b.md": "x"})
    articles = tmp_path / "site/articles"
    (articles / "more").symlink_to(tmp_path / "elsewhere")
    (articles / "circle").symlink_to(tmp_path / "site")
    (articles / "self.md").symlink_to(articles / "self.md")
    (articles / "nowhere.md").symlink_to(articles / "gone.md")
    assert paths(tmp_path / "site") == ["articles/a.md", "articles/more/b.md"]


def test_a_file_written_a_moment_ago_is_not_trusted_yet() -> None:
    second = 1_000_000_000
    at = 100 * second
    fine, coarse = at - second // 3, at - second
    assert not is_settled((1, at - 1, at - 1, 7), at)
    assert is_settled((1, fine, fine, 7), at)
    assert not is_settled((1, coarse, coarse, 7), at)
    assert is_settled((1, at - 3 * second, at - 3 * second, 7), at)
