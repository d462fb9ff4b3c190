"""An edit that moves related stories renders the pages that show others now, and no more."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from opening import opened
from sites import article, build, built_anew, rendered, tree, write, write_site

from newsgen.words.errors import ProblemsFound

STORIES, EDITS = 60, 14
SUBJECTS = (
    "مصفاة خام أنبوب ناقلة برميل عقود بئر",
    "هدف مدرب ملعب حكم دوري نجم كرة",
    "وزير برلمان قانون حكومة رئيس تصويت دستور",
    "مطر سيول رياح غبار موجة حرارة عاصفة",
    "مشفى لقاح جراحة مرض علاج طبيب دواء",
)
SETTLED_SECONDS = 0.15


def text(chance: random.Random) -> str:
    """Some words of one subject, and a few of another."""
    words = [*chance.choices(chance.choice(SUBJECTS).split(), k=9)]
    words += chance.choices(chance.choice(SUBJECTS).split(), k=3)
    return " ".join(words)


def newsroom(chance: random.Random) -> dict[str, str]:
    """Stories on a few subjects. Some name others, some point to others in the text, some bear one
    title, and some say what another says.
    """
    files: dict[str, str] = {}
    texts: list[str] = []
    for at in range(STORIES):
        front = {
            "category": chance.choice(("اقتصاد", "رياضة", "")),
            "date": f"2024-05-{at % 28 + 1:02}",
        }
        body = chance.choice(texts) if texts and chance.random() < 0.15 else text(chance)
        texts.append(body)
        if chance.random() < 0.3:
            front["related"] = f"[خبر رقم {chance.randrange(STORIES)}, خبر لم يأت]"
        if chance.random() < 0.3:
            body += f"\n\nشاهد أيضًا: خبر رقم {chance.randrange(STORIES)}"
        title = "خبر بلا رقم" if chance.random() < 0.1 else f"خبر رقم {at}"
        files[f"content/articles/n{at}.md"] = article(title, body, **front)
    return files


def edit(root: Path, name: str, words: str) -> None:
    file = root / f"content/articles/{name}.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}.\n", encoding="utf-8")
    time.sleep(SETTLED_SECONDS)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_moves_the_site_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    root = write_site(tmp_path / "site", newsroom(chance))
    time.sleep(SETTLED_SECONDS)
    build(root)
    moved = 0
    for _ in range(EDITS):
        name = f"n{chance.randrange(STORIES)}"
        edit(root, name, text(chance))
        opened.clear()
        report = build(root)
        is_retouched = not any("/cache/terms" in file for file in opened)
        pages = {path for path in rendered(report) if path.startswith("articles/")}
        moved += is_retouched and len(pages) > 1
        assert f"articles/{name}/index.html" in pages
        assert tree(root / "public") == built_anew(root)
    assert moved > EDITS // 4, "nearly all was left to a build"
    assert rendered(build(root, tells_reasons=True)) == set(), "a full look finds more to do"


def dry_run(root: Path) -> None:
    build(root, is_dry_run=True)


def fail(root: Path) -> None:
    write(root, {"templates/article.html": "{{ nobody.knows }}"})
    with pytest.raises(ProblemsFound):
        build(root)
    (root / "templates/article.html").unlink()
    time.sleep(SETTLED_SECONDS)


def lose_the_last_changes(root: Path) -> None:
    build(root)
    (file,) = (root / ".newsgen/cache").glob("related-*-changes")
    file.unlink()


@pytest.mark.parametrize("befall", [dry_run, fail, lose_the_last_changes])
def test_a_ranking_of_other_content_than_what_was_published_moves_nothing(
    tmp_path: Path, befall: Callable[[Path], None]
) -> None:
    chance = random.Random(3)  # noqa: S311
    root = write_site(tmp_path / "site", newsroom(chance))
    time.sleep(SETTLED_SECONDS)
    build(root)
    for at in range(3):
        edit(root, f"n{at}", f"{text(chance)} [[خبر رقم 9]]")  # which takes a build
        befall(root)
        build(root)
        edit(root, f"n{at + 10}", text(chance))
        build(root)
        assert tree(root / "public") == built_anew(root)
        edit(root, f"n{at + 20}", text(chance))
        build(root)
        assert tree(root / "public") == built_anew(root)
