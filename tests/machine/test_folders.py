"""What lies in a folder: links are followed, but not in circles."""

import os
from pathlib import Path

from mounts import in_own_mounts
from sites import write

from newsgen.machine.folders import (
    is_left_aside,
    is_settled,
    scan,
    scan_static,
    source_signature,
)


def signed(size: int, written_ns: int, changed_ns: int) -> bytes:
    told = (0, 7, 0, 1, 0, 0, size, 0, 0, 0)
    times = {"st_mtime_ns": written_ns, "st_ctime_ns": changed_ns}
    return source_signature(os.stat_result(told, times))


def paths(folder: Path) -> list[str]:
    return [one.path for one in scan(folder)]


def test_files_are_listed_by_path_and_left_overs_are_not(tmp_path: Path) -> None:
    names = ("b/x.md", "a.md", ".a.md.swp", "a.md~", "#a.md", ".git/x.md", "c.txt", "b/.x.md")
    write(tmp_path, dict.fromkeys(names, "x"))
    assert paths(tmp_path) == ["a.md", "b/x.md", "c.txt"]
    assert paths(tmp_path / "missing") == []


def test_of_hidden_files_only_those_that_sites_publish_are_static(tmp_path: Path) -> None:
    published = (".htaccess", ".nojekyll", ".well-known/acme/x", ".well-known/security.txt")
    others = (".env", ".git/x", ".DS_Store", ".newsgen/x", "a/.htaccess", ".well-known/.x", "a~")
    write(tmp_path, dict.fromkeys((*published, *others, "a/b.css"), "x"))
    assert [one.path for one in scan_static(tmp_path)] == [*published, "a/b.css"]
    assert paths(tmp_path) == ["a/b.css"]
    assert not any(map(is_left_aside, published))
    assert all(map(is_left_aside, others))


def test_a_linked_folder_is_read_and_a_circle_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"site/articles/a.md": "x", "elsewhere/b.md": "x"})
    articles = tmp_path / "site/articles"
    (articles / "more").symlink_to(tmp_path / "elsewhere")
    (articles / "circle").symlink_to(tmp_path / "site")
    (articles / "self.md").symlink_to(articles / "self.md")
    (articles / "nowhere.md").symlink_to(articles / "gone.md")
    assert paths(tmp_path / "site") == ["articles/a.md", "articles/more/b.md"]


def test_a_time_of_another_age_is_no_trouble() -> None:
    far = 13_569_465_600 * 1_000_000_000  # in 2400, as a camera or a broken clock may say
    at = 1_700_000_000 * 1_000_000_000
    assert not is_settled(signed(1, far, at - 10**10), at)
    assert is_settled(signed(1, -far, at - 10**10), at)
    assert signed(1, far, 1) != signed(2, far, 1)


def test_a_file_written_a_moment_ago_is_not_trusted_yet() -> None:
    second = 1_000_000_000
    at = 100 * second
    fine, coarse = at - second // 3, at - second
    assert not is_settled(signed(1, at - 1, at - 1), at)
    assert is_settled(signed(1, fine, fine), at)
    assert not is_settled(signed(1, coarse, coarse), at)
    assert is_settled(signed(1, at - 3 * second, at - 3 * second), at)


FULL = """
import os
from newsgen.machine.folders import write_whole
from newsgen.words.errors import FolderUnwritable

mount(folder / "disk", "64k")
try:
    write_whole(folder / "disk/a/article.md", bytes(1 << 18))
except FolderUnwritable as error:
    assert error.hint == "free some space", error
else:
    raise AssertionError("there was room")
assert os.listdir(folder / "disk/a") == []
"""


def test_a_file_that_a_full_disk_does_not_take_leaves_no_draft(tmp_path: Path) -> None:
    done = in_own_mounts(tmp_path, FULL)
    assert done.returncode == 0, done.stderr
