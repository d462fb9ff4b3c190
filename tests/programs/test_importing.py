"""Importing twice is importing once, and a person's edit is never overwritten unasked."""

from pathlib import Path

import pytest
from sites import SETTINGS, article, newsgen, write, write_site

from newsgen.programs.importing import ImportOptions, ImportReport, import_seeds
from newsgen.programs.settings import open_site, read_site_content

SEED = """\
قمة في القاهرة
يجتمع الوزراء اليوم في القاهرة لبحث الملفات المشتركة.


ملفات القمة
يبحث الوزراء ملفات الطاقة والمياه.
شاهد ايضاً: سوق النفط: ماذا بعد؟
وتستمر القمة يومين.
أخبار ذات صلة

نتائج القمة السابقة
"""
NAME = "000_5387420c12eebd77.txt"
HOME = "content/articles/قمة-في-القاهرة.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {f"seeds/{NAME}": SEED})


def run(root: Path, *inputs: Path, **options: object) -> ImportReport:
    place = open_site(root)
    chosen = ImportOptions(tuple(inputs))._replace(**options)
    return import_seeds(place, chosen, read_site_content(place))


def actions(report: ImportReport) -> list[str]:
    return [one.action for one in report.imported]


def contents(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in (root / "content").rglob("*.md")
    }


def test_a_seed_becomes_a_file_that_a_person_could_have_written(root: Path) -> None:
    report = run(root, date="2024-10-15", category="سياسة")
    assert actions(report) == ["new"]
    text = contents(root)[HOME]
    assert text.startswith("---\ntitle: قمة في القاهرة\nsummary: ")
    assert "\ndate: 2024-10-15\ncategory: سياسة\nrelated:\n  - نتائج القمة السابقة\n" in text
    assert f'\nslug: قمة-في-القاهرة\nseed: "{NAME}"\n' in text
    assert "\n\n## ملفات القمة\n\nيبحث الوزراء ملفات الطاقة والمياه.\n\n" in text
    assert "\n\nشاهد ايضاً: سوق النفط: ماذا بعد؟\n\nوتستمر القمة يومين.\n" in text


def test_importing_again_changes_nothing_and_keeps_what_the_flags_said(root: Path) -> None:
    run(root, date="2024-10-15", category="سياسة")
    before = contents(root)
    for _ in range(3):
        assert set(actions(run(root))) <= {"unchanged"}
        assert contents(root) == before


def test_a_changed_seed_updates_an_unedited_article_and_keeps_its_address(root: Path) -> None:
    run(root, date="2024-10-15")
    changed = SEED.replace("قمة في القاهرة", "قمة عاجلة في القاهرة").replace("يومين", "ثلاثة أيام")
    write(root, {f"seeds/{NAME}": changed})
    assert actions(run(root)) == ["updated"]
    assert list(contents(root)) == [HOME], "the file moved"
    text = contents(root)[HOME]
    assert "title: قمة عاجلة في القاهرة" in text
    assert "slug: قمة-في-القاهرة\n" in text
    assert "date: 2024-10-15\n" in text
    assert "ثلاثة أيام" in text


def test_an_article_edited_by_hand_is_overwritten_only_by_force(root: Path) -> None:
    run(root)
    file = root / HOME
    edited = file.read_text(encoding="utf-8").replace("الطاقة", "الكهرباء")
    file.write_text(edited, encoding="utf-8")
    write(root, {f"seeds/{NAME}": SEED + "عنوان جديد\n"})
    assert actions(run(root)) == ["edited"]
    assert file.read_text(encoding="utf-8") == edited
    assert actions(run(root, is_forced=True)) == ["overwritten"]
    assert "الكهرباء" not in file.read_text(encoding="utf-8")


def test_a_broken_edit_is_still_an_edit(root: Path) -> None:
    run(root)
    file = root / HOME
    broken = file.read_text(encoding="utf-8").replace("title: ", "title: [")
    file.write_text(broken, encoding="utf-8")
    assert actions(run(root)) == ["edited"]
    assert contents(root) == {HOME: broken}


def test_a_moved_article_is_found_again(root: Path) -> None:
    run(root)
    (root / "content/articles/2024").mkdir()
    (root / HOME).rename(root / "content/articles/2024/x.md")
    assert actions(run(root)) == ["unchanged"]
    assert list(contents(root)) == ["content/articles/2024/x.md"]


def test_two_seeds_of_one_title_get_addresses_that_do_not_depend_on_their_order(
    tmp_path: Path,
) -> None:
    found = []
    for names in (["a.txt", "b.txt"], ["b.txt", "a.txt"]):
        root = write_site(tmp_path / names[0], {f"seeds/{name}": SEED for name in names})
        files = [root / "seeds" / name for name in names]
        report = run(root, *files)
        found.append({one.seed: one.path for one in report.imported})
    assert found[0] == found[1]
    assert len(set(found[0].values())) == 2


def test_a_title_that_another_article_has_gets_the_seeds_identity(root: Path) -> None:
    write(root, {HOME: article("قمة في القاهرة")})
    [one] = run(root).imported
    assert one.path == "articles/قمة-في-القاهرة-5387420c.md"
    assert contents(root)[HOME] == article("قمة في القاهرة")


def test_a_dry_run_writes_nothing(root: Path) -> None:
    assert actions(run(root, is_dry_run=True)) == ["new"]
    assert contents(root) == {}


def test_a_date_in_the_seeds_name_is_its_date_and_no_other_is_invented(tmp_path: Path) -> None:
    names = ("2024-03-02-خبر.txt", "2024-13-45-آخر.txt", "ثالث.txt")
    root = write_site(tmp_path, {f"seeds/{n}": SEED.replace("قمة", n[-8:-4], 1) for n in names})
    run(root)
    dates = [line for text in contents(root).values() for line in text.splitlines()]
    assert [line for line in dates if line.startswith("date:")] == ["date: 2024-03-02"]


def test_literal_text_stays_literal_on_the_page(root: Path) -> None:
    from sites import build, html

    hostile = [
        "# ليس عنوانًا، *ولا تشديدًا* و`لا رمزًا`.",
        "<script>alert(1)</script> و <b>نص</b> و &amp; كما هي.",
        "{{ site.name }} و {% include 'x' %} ليست قالبًا.",
        "1. ليست قائمة.",
        "[رابط](javascript:alert(1)) و ![صورة](x.png).",
    ]
    write(root, {f"seeds/{NAME}": "عنوان {{ 7*7 }} <i>\n\nفقرة أولى هنا.\n" + "\n".join(hostile)})
    build(root)
    page = next((root / "public/articles").glob("*/index.html")).read_text(encoding="utf-8")
    for line in hostile:
        escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"<p>{escaped}</p>" in page
    assert "عنوان {{ 7*7 }} &lt;i&gt;" in page
    assert "<script>alert" not in html(root)


def test_the_command_explains_every_line(root: Path) -> None:
    done = newsgen("import", "--explain", "--dry-run", cwd=root)
    assert done.returncode == 0
    told = [line.split()[:2] for line in done.stdout.splitlines()[1:]]
    assert told[0] == ["1", "title"]
    assert [number for number, _ in told] == [str(n + 1) for n in range(len(told))]
    assert ["7", "see-also"] in told


def test_unreadable_seeds_are_told_and_the_others_imported(root: Path) -> None:
    (root / "seeds/bad.txt").write_bytes("خبر\n".encode() + b"\xff\xfe")
    (root / "seeds/empty.txt").write_bytes(b"")
    done = newsgen("import", cwd=root)
    assert done.returncode == 1
    assert "seeds/bad.txt:2:1: error: byte 0xff is not UTF-8" in done.stderr
    assert "seeds/empty.txt: error: the file is empty" in done.stderr
    assert HOME in contents(root)


def test_a_wrong_path_or_format_is_told(root: Path) -> None:
    write(root, {"notes.xyz": "?"})
    done = newsgen("import", "missing.txt", "notes.xyz", cwd=root)
    assert done.returncode == 1
    assert "missing.txt: error: there is no such file" in done.stderr
    assert "notes.xyz: error: newsgen cannot read this kind of file" in done.stderr


def test_a_wrong_date_is_wrong_usage(root: Path) -> None:
    done = newsgen("import", "--date", "2024-13-45", cwd=root)
    assert done.returncode == 2
    assert "2024-13-45" in done.stderr
    assert contents(root) == {}


def test_settings_decide_the_style_of_slugs(tmp_path: Path) -> None:
    root = write_site(tmp_path, {f"seeds/{NAME}": SEED}, SETTINGS + "slugs: {style: id}\n")
    [one] = run(root).imported
    assert one.path == "articles/5387420c.md"
