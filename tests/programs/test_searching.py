"""The search of a site: its index holds what is shown, exactly, and follows every edit."""

import json
import random
import time
from pathlib import Path

import pytest
from opening import opened
from sites import (
    AT,
    SETTINGS,
    article,
    build,
    built_anew,
    html,
    newsgen,
    rendered,
    tree,
    write,
    write_site,
)

from newsgen.content.search_terms import term_number
from newsgen.language.arabic import stems
from newsgen.language.codes import coded
from newsgen.words.model import Visibility

SEARCH = SETTINGS + "search: true\n"
SETTLED_SECONDS = 0.15
WORDS = "ميناء نهر جبل مدرسة طريق كتاب سفينة مطار حديقة متحف قطار سوق".split()


def shards(root: Path, kind: str) -> dict[str, object]:
    """All shards of a kind in one."""
    found: dict[str, object] = {}
    for file in sorted((root / "public/search").glob(f"*/{kind}-*.json")):
        found.update(json.loads(file.read_text(encoding="utf-8")))
    return found


def found_by(root: Path, word: str) -> list[tuple[str, int]]:
    """The slugs of the articles with a word, newest first, and the place where each has it."""
    words, stories = shards(root, "words"), shards(root, "stories")
    (stem,) = stems(word)
    places = str(words.get(coded(term_number(stem), 6), ",,")).split(",")
    rows = [
        (told[at : at + 5], place)
        for place, told in enumerate(places)
        for at in range(0, len(told), 5)
    ]
    return [(stories[code][1], place) for code, place in sorted(rows, reverse=True)]  # type: ignore[index]


def let_settle() -> None:
    time.sleep(SETTLED_SECONDS)


def is_like_a_clean_build(root: Path, at: int = AT) -> bool:
    return tree(root / "public") == built_anew(root, at)


def many(count: int) -> dict[str, str]:
    """Articles enough for several shards."""
    chance = random.Random(3)  # noqa: S311
    return {
        f"content/articles/n{number}.md": article(
            f"خبر {number}",
            " ".join(chance.choices(WORDS, k=30)) + ".",
            date=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        )
        for number in range(count)
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built site of five shards, known to be as it was built."""
    site = write_site(tmp_path / "site", many(80), SEARCH)
    let_settle()
    build(site)
    return site


def test_an_article_is_found_where_its_words_stand_newest_first(tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": article("والجامعات تكبر", date="2024-01-01"),
        "content/articles/b.md": article("خبر", "نص عن الجامعة.", date="2024-03-01"),
        "content/articles/c.md": article("خبر", date="2024-02-01", tags="[جامعات]"),
        "content/articles/d.md": article("خبر", date="", summary="«جامعتان» في المدينة"),
        "content/articles/e.md": article("خبر", "نص.\n\nشاهد أيضًا: والجامعات تكبر\n\nنص."),
    }
    root = write_site(tmp_path, files, SEARCH)
    build(root)
    assert found_by(root, "جامعة") == [("b", 2), ("c", 1), ("a", 0)]
    assert found_by(root, "جَامِعَـات") == found_by(root, "للجامعات") == found_by(root, "جامعة")


def test_a_site_without_a_search_has_nothing_of_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"content/articles/a.md": article("خبر")})
    build(root)
    assert not (root / "public/search").exists()
    assert not (root / ".newsgen/cache/search").exists()
    assert "search" not in html(root).replace("/search.", "")


def test_what_is_held_back_is_in_no_byte_of_it(tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": article("خبر"),
        "content/articles/d.md": article("مسودة", "سري جدا.", draft="true"),
        "content/articles/f.md": article("غدا", "سري جدا.", date="2031-01-01", tags="[غيب]"),
    }
    root = write_site(tmp_path, files, SEARCH)
    build(root)
    for word in ("مسودة", "سري", "غدا", "غيب"):
        assert found_by(root, word) == []
    assert len(shards(root, "stories")) == 1
    build(root, at=2_000_000_000)
    assert found_by(root, "غيب") == [("f", 1)]
    build(root)
    assert found_by(root, "غيب") == []
    assert is_like_a_clean_build(root)


def test_an_edited_body_renders_its_page_and_the_shards_of_its_words(root: Path) -> None:
    file = root / "content/articles/n7.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nمنطاد.\n", encoding="utf-8")
    let_settle()
    opened.clear()
    report = build(root)
    assert report.parsed == 1
    assert not [name for name in opened if "/related-" in name], "it was a whole build"
    term = term_number("منطاد") * 4 >> 32
    assert rendered(report) == {"articles/n7/index.html", f"search/4/words-{term}.json"}
    assert found_by(root, "المنطاد") == [("n7", 2)]
    file.write_text(file.read_text(encoding="utf-8") + "\nمنطاد ومنطاد.\n", encoding="utf-8")
    let_settle()
    assert rendered(build(root)) == {"articles/n7/index.html"}, "it has that word already"
    assert is_like_a_clean_build(root)


def test_a_build_with_drafts_to_another_folder_leaves_no_trace(root: Path) -> None:
    # It comes before another article of its day, whose number in the index it moves.
    draft = article("أول", "زرافة.", draft="true", date="2024-08-08")
    write(root, {"content/articles/zz.md": draft})
    let_settle()
    build(root)
    with_drafts = Visibility(AT, with_drafts=True)
    build(root, output=root.parent / "preview", visibility=with_drafts)
    file = root / "content/articles/n7.md"
    assert "2024-08-08" in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + "\nمنطاد.\n", encoding="utf-8")
    let_settle()
    build(root)
    assert found_by(root, "زرافة") == []
    assert found_by(root, "منطاد") == [("n7", 2)]
    assert is_like_a_clean_build(root)


def test_a_new_a_renamed_and_a_deleted_article_are_followed(root: Path) -> None:
    write(root, {"content/articles/new.md": article("زرافة", date="2024-05-01")})
    build(root)
    assert found_by(root, "زرافة") == [("new", 0)]
    assert is_like_a_clean_build(root)
    (root / "content/articles/new.md").rename(root / "content/articles/old.md")
    build(root)
    assert found_by(root, "زرافة") == [("old", 0)]
    assert is_like_a_clean_build(root)
    (root / "content/articles/old.md").unlink()
    build(root)
    assert found_by(root, "زرافة") == []
    assert is_like_a_clean_build(root)


def test_with_more_articles_come_more_shards_and_the_old_ones_go(root: Path) -> None:
    assert {file.name for file in (root / "public/search").iterdir()} == {"4", "index.html"}
    write(root, {f"content/articles/m{number}.md": article(f"م {number}") for number in range(60)})
    build(root)
    assert {file.name for file in (root / "public/search").iterdir()} == {"8", "index.html"}
    assert is_like_a_clean_build(root)
    assert len(list((root / ".newsgen/cache/search").glob("words-*"))) == 8
    for number in range(60):
        (root / f"content/articles/m{number}.md").unlink()
    build(root)
    assert len(list((root / ".newsgen/cache/search").glob("words-*"))) == 4
    assert is_like_a_clean_build(root)


@pytest.mark.parametrize("kept", ["head", "words-*", "terms-*"])
@pytest.mark.parametrize("accident", ["lost", "damaged", "old"])
def test_a_store_that_is_not_as_it_was_left_only_costs_time(
    root: Path, kept: str, accident: str
) -> None:
    store = root / ".newsgen/cache/search"
    before = {file: file.read_bytes() for file in store.glob(kept)}
    assert before
    for edit in ("منطاد", "زورق"):
        file = root / "content/articles/n7.md"
        file.write_text(file.read_text(encoding="utf-8") + f"\n{edit} {WORDS[0]}.\n", "utf-8")
        let_settle()
        build(root)
        for file, content in before.items():
            if accident == "lost":
                file.unlink(missing_ok=True)
            elif accident == "damaged":
                file.write_bytes(content[:-3] + b"x" + content[-2:])
            else:
                file.write_bytes(content)
    write(root, {"content/articles/new.md": article("زرافة", date="2024-05-01")})
    let_settle()
    build(root)
    assert found_by(root, "زورق") == [("n7", 2)]
    assert is_like_a_clean_build(root)


def test_a_shard_that_was_lost_from_the_output_comes_back(root: Path) -> None:
    file = root / "public/search/4/words-2.json"
    content = file.read_bytes()
    file.unlink()
    (root / ".newsgen/cache/search/words-2.json").write_text("{}")
    build(root)
    assert file.read_bytes() == content


def test_hostile_words_harm_nothing(tmp_path: Path) -> None:
    title = "</script><img src=x onerror=alert(1)> ' & \\"
    files = {
        "content/articles/a.md": article(title.replace("\\", "\\\\")),
        "content/articles/b.md": article("\u202eمقلوب\u2066", "ا" * 5000 + "\n\n" + "a1" * 3000),
        "content/articles/c.md": article("؟!", "..."),
        "content/articles/d.md": article("مكرر", slug="x"),
        "content/articles/e.md": article("مكرر", slug="y"),
    }
    root = write_site(tmp_path, files, SEARCH)
    build(root)
    told = (root / "public/search/1/stories-0.json").read_text(encoding="utf-8")
    assert "<" not in told
    assert "\u202e" not in told
    assert [row[0] for row in shards(root, "stories").values() if row[1] == "a"] == [title]  # type: ignore[index]
    assert found_by(root, "مكرر") == [("x", 0), ("y", 0)]
    assert found_by(root, "onerror") == [("a", 0)]


def test_it_works_under_a_sub_path(tmp_path: Path) -> None:
    settings = SEARCH.replace("news.example", "news.example/a/b")
    root = write_site(tmp_path, {"content/articles/a.md": article("خبر")}, settings)
    build(root)
    page = html(root, "search/index.html")
    assert 'data-words="/a/b/search/1/words-"' in page
    assert 'data-stories="/a/b/search/1/stories-"' in page
    assert 'data-articles="/a/b/articles/"' in page
    assert 'action="/a/b/search/"' in html(root)


def test_a_page_of_the_site_that_wants_the_address_is_told(tmp_path: Path) -> None:
    files = {"content/pages/search.md": "---\ntitle: بحث\n---\nنص\n"}
    root = write_site(tmp_path, files, SEARCH)
    told = newsgen("build", cwd=root).stderr
    assert "content/pages/search.md" in told
    assert "both want the output search/index.html" in told


def test_an_empty_site_can_be_searched(tmp_path: Path) -> None:
    root = write_site(tmp_path, {}, SEARCH)
    build(root)
    assert shards(root, "words") == shards(root, "stories") == {}
