"""`newsgen check`: what is told, where, and what it exits with."""

import os
from pathlib import Path

import pytest
from sites import article, newsgen, tree, write, write_site

SUMMIT = article(
    "قمة في الرياض تبحث أسعار النفط",
    "نص [[سوق النّفط]] و[[لا شيء هنا|نص]] و[[قمة مرتقبة]].\n\nشاهد أيضًا: كأس العالم\n\n`[[رمز]]`",
    related='\n  - سوق النفط\n  - "قمة في الرياض تبحث أسعار الذهب"',
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "content/articles/summit.md": SUMMIT,
        "content/articles/oil.md": article("سوق النفط", aliases="[قمة مرتقبة]"),
        "content/articles/gold.md": article("سوق الذهب", aliases="[قمة مرتقبة]"),
        "content/pages/about.md": "---\ntitle: من نحن\n---\n\nنص [[لم يأت]].\n",
        "seeds/raw.txt": "عنوان خام\n\nنص خام طويل بما يكفي ليكون فقرة.\n",
    }
    return write_site(tmp_path / "site", files)


def test_names_without_an_article_are_told_with_place_and_candidates(root: Path) -> None:
    done = newsgen("check", cwd=root)
    near, link, ambiguous, pointer, page = done.stdout.splitlines()
    summit = "content/articles/summit.md"
    assert near.startswith(
        f"{summit}:6:6: warning: no article is titled 'قمة في الرياض تبحث أسعار الذهب'; near it: "
        "'قمة في الرياض تبحث أسعار النفط' (articles/summit.md, "
    )
    assert near.endswith("[near-title]")
    assert link.startswith(f"{summit}:9:20: warning: no article is titled 'لا شيء هنا'")
    assert ambiguous.startswith(
        f"{summit}:9:39: warning: several articles answer to 'قمة مرتقبة': "
        "'سوق الذهب' (articles/gold.md, 100); 'سوق النفط' (articles/oil.md, 100)"
    )
    assert pointer.startswith(f"{summit}:11:1: warning: no article is titled 'كأس العالم'")
    assert page.startswith("content/pages/about.md:5:4: warning: no article is titled 'لم يأت'")
    assert done.stderr == "3 articles · 0 errors · 5 warnings\n"
    assert done.returncode == 0


def test_a_name_of_a_held_article_says_so(root: Path) -> None:
    held = {"cup": {"date": "2131-01-01"}, "nothing": {"draft": "true"}}
    titles = {"cup": "كأس العالم", "nothing": "لا شيء هنا"}
    for name, front in held.items():
        write(root, {f"content/articles/{name}.md": article(titles[name], **front)})
    told = newsgen("check", cwd=root).stdout
    for name in held:
        assert f"(content/articles/{name}.md is held back) [unresolved-title]" in told
    told = newsgen("check", "--drafts", "--future", cwd=root).stdout
    assert "[unresolved-title]" in told
    assert "كأس العالم" not in told


def test_names_on_the_page_of_an_author_are_told_as_well(tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": article("خبر", author="سلمى"),
        "content/authors/salma.md": "---\ntitle: سلمى\n---\n\nكتبت [[خبر]] و[[لم يأت]].\n",
    }
    told = newsgen("check", cwd=write_site(tmp_path / "site", files)).stdout
    assert "content/authors/salma.md:5:15: warning: no article is titled 'لم يأت'" in told


def test_an_article_that_names_itself_is_told_so(tmp_path: Path) -> None:
    text = article("خبر", "نص [[a]].\n\nشاهد أيضًا: خبر", related="[خبر]")
    done = newsgen("check", cwd=write_site(tmp_path / "site", {"content/articles/a.md": text}))
    places = [line.partition(": warning: ") for line in done.stdout.splitlines()]
    assert [place for place, _, said in places if said.endswith("[names-itself]")] == [
        "content/articles/a.md:4:1",
        "content/articles/a.md:7:4",
        "content/articles/a.md:9:1",
    ]
    assert len(places) == 3


def test_a_former_title_that_another_article_bears_is_told(tmp_path: Path) -> None:
    files = {
        "content/articles/a.md": article("ألف", aliases="[باء, أَلِف, جيم]"),
        "content/articles/b.md": article("بَاء", related="[باء]"),
    }
    done = newsgen("check", cwd=write_site(tmp_path / "site", files))
    assert [line for line in done.stdout.splitlines() if "names-itself" not in line] == [
        (
            "content/articles/a.md: warning: the former title 'باء' is the title of "
            "content/articles/b.md (delete it: who names it means the other) [former-title-taken]"
        )
    ]


def test_articles_that_name_each_other_are_no_problem(tmp_path: Path) -> None:
    names = {"a": "[باء]", "b": "[جيم]", "c": "[ألف]"}
    titles = {"a": "ألف", "b": "باء", "c": "جيم"}
    files = {
        f"content/articles/{name}.md": article(titles[name], related=related)
        for name, related in names.items()
    }
    done = newsgen("check", "--strict", cwd=write_site(tmp_path / "site", files))
    assert (done.returncode, done.stdout) == (0, "")


def test_warnings_are_errors_when_that_is_asked_for(root: Path) -> None:
    assert newsgen("check", "--strict", cwd=root).returncode == 1
    for name in ("articles/summit", "pages/about"):
        (root / f"content/{name}.md").unlink()
    done = newsgen("check", "--strict", "--quiet", cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_kind_of_error_is_told_and_nothing_is_built(root: Path) -> None:
    assert newsgen("build", "--no-import", cwd=root).returncode == 0
    before, listed = tree(root / "public"), sorted(os.listdir(root / "public/.newsgen"))
    write(
        root,
        {
            "content/articles/bad.md": "---\nبلا: عنوان\n---\n",
            "content/articles/twin.md": article("خبر آخر", slug="oil"),
            "templates/article.html": "{% if %}",
        },
    )
    done = newsgen("check", cwd=root)
    assert done.returncode == 1
    for code in ("unknown-key", "path-collision", "template-syntax"):
        assert f"[{code}]" in done.stdout
    assert tree(root / "public") == before
    assert sorted(os.listdir(root / "public/.newsgen")) == listed
    assert not (root / "content/articles/عنوان-خام.md").exists(), "seeds are left alone"


def test_wrong_settings_are_told_with_the_rest(root: Path) -> None:
    write(root, {"newsgen.yaml": "site:\n  tilte: صحيفة\n", "content/articles/bad.md": "?"})
    done = newsgen("check", cwd=root)
    assert done.returncode == 1
    assert "newsgen.yaml:2:3: error: unknown key 'site.tilte'" in done.stdout
    assert "content/articles/bad.md:1:1: error" in done.stdout


def test_a_site_that_was_never_built_has_no_output_folder_after_a_check(root: Path) -> None:
    newsgen("check", cwd=root)
    assert not (root / "public").exists()


def test_a_build_tells_how_many_names_lead_nowhere_and_not_which(root: Path) -> None:
    for _ in range(2):
        done = newsgen("build", "--no-import", cwd=root)
        assert "· 0 problems · 5 unresolved titles ·" in done.stderr
        assert "warning" not in done.stderr


def test_a_picture_that_cannot_be_shown_is_told(root: Path) -> None:
    told = article("خبر مصور", "نص.", image="sea.jpg")
    write(root, {"content/articles/seen.md": told})
    missing = newsgen("check", cwd=root)
    assert missing.returncode == 1
    assert "content/articles/seen.md:" in missing.stdout
    (root / "content/articles/sea.jpg").write_bytes(b"no picture")
    broken = newsgen("check", cwd=root)
    assert broken.returncode == 1
    assert "sea.jpg" in broken.stdout
    assert missing.stdout != broken.stdout


def test_what_a_strict_policy_blocks_is_told_with_its_place(tmp_path: Path) -> None:
    text = (
        "نص `<script>` نص ![صورة](https://other.example/a.png).\n\n"
        '<IFRAME width="9" src="https://maps.example/?a=1&b=2"></IFRAME>\n\n'
        '<p onclick="go()" class="a">فقرة</p>\n\n<script>go()</script>\n\n[رابط](https://x.example)'
        "\n\n[أمر](JavaScript:go())"
    )
    summary = "'<script وonclick= في العنوان'"  # which the head may tell of
    files = {"content/articles/a.md": article("خبر", text, summary=summary)}
    root = write_site(tmp_path / "site", files)
    told = [line for line in newsgen("check", cwd=root).stdout.splitlines() if "blocked" in line]
    file = (root / "content/articles/a.md").read_text(encoding="utf-8").splitlines()
    wanted = (
        *("https://other.example/a.png", "https://maps.example/?a=1&b=2", "onclick", "<script"),
        "JavaScript:",
    )
    assert len(told) == len(wanted)
    for line, part in zip(told, wanted, strict=True):
        number, column = map(int, line.split(": ")[0].split(":")[1:])
        assert file[number - 1][column - 1 :].startswith(part)
        assert f"refuse {part} under" in line
