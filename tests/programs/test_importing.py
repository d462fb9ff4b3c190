"""Importing twice is importing once, and a person's edit is never overwritten unasked."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sites import SETTINGS, article, build, html, newsgen, write, write_site

from newsgen.content.seeds import sign
from newsgen.programs.contents import read_site_content
from newsgen.programs.importing import Imported, ImportOptions, Listener, import_seeds
from newsgen.programs.settings import open_site
from newsgen.words.errors import ProblemsFound

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


def run(root: Path, *inputs: Path, **options: object) -> list[Imported]:
    place = open_site(root)
    chosen = ImportOptions(tuple(inputs))._replace(**options)
    heard: list[Imported] = []
    report = import_seeds(place, chosen, read_site_content(place), Listener(heard.append))
    assert report.actions.total() == len(heard)
    return heard


def actions(imported: list[Imported]) -> list[str]:
    return [one.action for one in imported]


def contents(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in (root / "content").rglob("*.md")
    }


def test_a_seed_becomes_a_file_that_a_person_could_have_written(root: Path) -> None:
    done = run(root, date="2024-10-15", category="سياسة")
    assert actions(done) == ["new"]
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
        found.append({one.seed: one.path for one in run(root, *files)})
    assert found[0] == found[1]
    assert len(set(found[0].values())) == 2


def test_a_title_that_another_article_has_gets_the_seeds_identity(root: Path) -> None:
    write(root, {HOME: article("قمة في القاهرة")})
    [one] = run(root)
    assert one.path == "articles/قمة-في-القاهرة-5387420c.md"
    assert contents(root)[HOME] == article("قمة في القاهرة")


def test_a_dry_run_writes_nothing(root: Path) -> None:
    assert actions(run(root, is_dry_run=True)) == ["new"]
    assert contents(root) == {}


def test_a_date_in_the_seeds_name_is_its_date_and_no_other_is_invented(tmp_path: Path) -> None:
    names = ("2024-03-02-خبر.txt", "2024-13-45-آخر.txt", "ثالث.txt", "1446-04-12-رابع.txt")
    root = write_site(tmp_path, {f"seeds/{n}": SEED.replace("قمة", n[-8:-4], 1) for n in names})
    run(root)
    dates = [line for text in contents(root).values() for line in text.splitlines()]
    assert [line for line in dates if line.startswith("date:")] == ["date: 2024-03-02"]


def test_literal_text_stays_literal_on_the_page(root: Path) -> None:
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


def test_a_hijri_date_is_wrong_usage_and_told_where_it_stands_in_front_matter(root: Path) -> None:
    done = newsgen("import", "--date", "1446-04-12", cwd=root)
    assert done.returncode == 2
    assert "Hijri" in done.stderr
    write(root, {"content/articles/a.md": "---\ntitle: خبر\ndate: 1446-04-12\n---\n"})
    done = newsgen("build", "--no-import", cwd=root)
    assert "a.md:3:7: error: date: '1446-04-12' is no Gregorian date" in done.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("نشر في: 12/04/1446 هـ", 'date_text: "12/04/1446 هـ"'),
        ("نشر في: 1446-04-12", 'date_text: "1446-04-12"'),
        ("التاريخ: ١٤٤٦/٤/١٢هـ", 'date_text: "١٤٤٦/٤/١٢هـ"'),
        ("آخر تحديث: 12/04/1446", 'date_text: "12/04/1446"'),
        ("نشر في: 1446/4/12 هـ الموافق 15/10/2024", "date: 2024-10-15"),
        ("نشر في: 12/4/1446 | آخر تحديث: 15/10/2024", "updated: 2024-10-15"),
    ],
)
def test_a_hijri_date_in_figures_stays_text(root: Path, line: str, told: str) -> None:
    write(root, {f"seeds/{NAME}": f"قمة في القاهرة\n\n{line}\n\nيجتمع الوزراء اليوم في القاهرة.\n"})
    run(root)
    dates = re.findall(r"^(?:date|updated|date_text): .*$", contents(root)[HOME], re.MULTILINE)
    assert told in dates
    assert not [one for one in dates if one.startswith(("date: 1", "updated: 1"))]


def test_a_hijri_date_of_an_older_import_goes_with_the_next(root: Path) -> None:
    write(root, {f"seeds/{NAME}": f"{SEED.partition(chr(10))[0]}\nنشر في: 1446-04-12\n\nنص.\n"})
    run(root)
    text = contents(root)[HOME]
    unsigned = re.sub("import_digest: .*\n", "", text.replace('date_text: "1446', 'date: "1446'))
    write(root, {HOME: sign(unsigned)})
    assert actions(run(root)) == ["updated"]
    assert contents(root)[HOME] == text


def test_no_old_address_of_a_stranger_is_a_file_that_rules_the_server(root: Path) -> None:
    rows = "title,url,body\nخبر,https://old.example/.htaccess,نص\n"
    write(root, {"seeds/a.csv": rows, "seeds/b.csv": rows.replace("/.", "/%2e")})
    run(root)
    build(root)
    assert not list((root / "public").rglob(".htaccess"))
    assert not [text for text in contents(root).values() if "aliases" in text]


def test_settings_decide_the_style_of_slugs(tmp_path: Path) -> None:
    root = write_site(tmp_path, {f"seeds/{NAME}": SEED}, SETTINGS + "slugs: {style: id}\n")
    [one] = run(root)
    assert one.path == "articles/5387420c.md"


def test_a_sidecar_says_what_the_text_does_not(root: Path) -> None:
    beside = "date: 2024-10-15\ncategory: سياسة\ntags: [قمة, مصر]\nauthor: سارة حسن\n"
    write(root, {f"seeds/{NAME.replace('.txt', '.yaml')}": beside})
    run(root)
    text = contents(root)[HOME]
    for line in ("date: 2024-10-15", "category: سياسة", "  - قمة", "  - سارة حسن"):
        assert f"\n{line}\n" in text


def test_a_wrong_sidecar_is_told_with_its_place(root: Path) -> None:
    write(root, {f"seeds/{NAME.replace('.txt', '.yaml')}": "date: 2024-13-45\ncolour: x\n"})
    done = newsgen("import", cwd=root)
    assert done.returncode == 1
    assert "5387420c12eebd77.yaml:1:7: error: date: '2024-13-45'" in done.stderr
    assert "5387420c12eebd77.yaml:2:1: error: unknown key 'colour'" in done.stderr


def test_files_that_are_no_seeds_are_told_relative_to_the_site(root: Path) -> None:
    write(root, {"seeds/alone.yaml": "date: 2024-10-15\n", "seeds/a/b.pdf": "x"})
    done = newsgen("import", cwd=root)
    assert [line.split(": ")[:2] for line in done.stderr.splitlines() if "not-read" in line] == [
        ["seeds/a/b.pdf", "warning"],
        ["seeds/alone.yaml", "warning"],
    ]


@pytest.mark.parametrize(
    "beside", ["draft: yes\n", "draft: true\ntags: [\n", "draft: true\nx: y\n"]
)
def test_a_seed_with_a_wrong_sidecar_waits_until_that_is_right(root: Path, beside: str) -> None:
    sidecar = f"seeds/{NAME.replace('.txt', '.yaml')}"
    write(root, {sidecar: beside, "seeds/other.txt": SEED.replace("القاهرة", "بغداد")})
    assert [one.seed for one in run(root)] == ["other.txt"]
    assert HOME not in contents(root)
    write(root, {sidecar: "draft: true\n"})
    assert [one.seed for one in run(root) if one.action == "new"] == [NAME]
    assert "\ndraft: true\n" in contents(root)[HOME]


def test_an_article_stays_as_it_is_while_its_sidecar_is_wrong(root: Path) -> None:
    sidecar = f"seeds/{NAME.replace('.txt', '.yaml')}"
    write(root, {sidecar: "draft: true\n"})
    run(root)
    before = contents(root)
    write(root, {sidecar: "draft: yes\n", f"seeds/{NAME}": f"{SEED}خبر آخر\n"})
    assert run(root) == []
    assert contents(root) == before


def test_facts_in_the_text_go_to_the_front_matter_and_follow_the_text(root: Path) -> None:
    told = SEED.replace("القاهرة\n", "القاهرة\nكتب: أحمد علي\nنشر في: 12 مايو/أيار 2024\n", 1)
    write(root, {f"seeds/{NAME}": told})
    run(root)
    assert "\ndate: 2024-05-12\n" in contents(root)[HOME]
    assert "\nauthor:\n  - أحمد علي\n" in contents(root)[HOME]
    assert "كتب:" not in contents(root)[HOME].partition("\n---\n\n")[2]
    write(root, {f"seeds/{NAME}": told.replace("12 مايو/أيار", "13 مايو/أيار")})
    run(root)
    assert "\ndate: 2024-05-13\n" in contents(root)[HOME]


def test_what_a_flag_said_goes_before_the_text_for_good(root: Path) -> None:
    told = SEED.replace("القاهرة\n", "القاهرة\nنشر في: 12 مايو/أيار 2024\n", 1)
    write(root, {f"seeds/{NAME}": told})
    run(root, date="2020-01-01")
    assert "\ndate: 2020-01-01\n" in contents(root)[HOME]
    write(root, {f"seeds/{NAME}": told + "خبر آخر\n"})
    assert actions(run(root)) == ["updated"]
    assert "\ndate: 2020-01-01\n" in contents(root)[HOME]


AMBIGUOUS = """\
سوق المدينة يعود إلى الحياة
فتحت المتاجر أبوابها صباح اليوم بعد عامين من الإغلاق، وعاد الباعة إلى أماكنهم.
ما الذي تغير
أسعار الخضار في السوق الجديد أعلى قليلا مما كانت عليه قبل الإغلاق
وقال الباعة إن الزبائن عادوا سريعا، وإن الحركة لا تهدأ حتى المساء.
"""


def test_check_changes_nothing_and_exits_with_3_for_an_ambiguous_line(root: Path) -> None:
    assert newsgen("import", "--check", cwd=root).returncode == 0
    write(root, {"seeds/b.txt": AMBIGUOUS})
    done = newsgen("import", "--check", cwd=root)
    assert done.returncode == 3
    assert "seeds/b.txt:4: warning: this line was taken for a paragraph" in done.stderr
    assert contents(root) == {}


def test_json_tells_every_line_to_a_program(root: Path) -> None:
    done = newsgen("import", "--format", "json", "--dry-run", cwd=root)
    [told] = map(json.loads, done.stdout.splitlines())
    assert (told["seed"], told["path"], told["action"]) == (NAME, HOME, "new")
    assert [line["number"] for line in told["lines"]] == list(range(1, len(told["lines"]) + 1))
    assert told["lines"][6]["role"] == "see-also"
    assert [line["text"] for line in told["lines"]] == SEED.split("\n")


def test_export_gives_the_seeds_back_byte_for_byte(root: Path) -> None:
    run(root)
    one = newsgen("export", "قمة-في-القاهرة", cwd=root)
    assert one.stdout == SEED
    assert newsgen("export", "-o", "back", cwd=root).returncode == 0
    assert (root / "back" / NAME).read_text(encoding="utf-8") == SEED
    assert newsgen("export", "no-such", cwd=root).returncode == 1
    assert newsgen("export", cwd=root).returncode == 2


def test_seeds_of_other_formats_become_articles_as_well(root: Path) -> None:
    rows = '{"title": "خبر من سطر", "body": "نص أول.\\nنص ثان.", "date": "2024-03-01"}\n'
    write(root, {"seeds/feed.jsonl": rows, "seeds/note.md": "# عنوان من ماركداون\n\nنص.\n"})
    assert sorted(actions(run(root))) == ["new", "new", "new"]
    assert "\ndate: 2024-03-01\n" in contents(root)["content/articles/خبر-من-سطر.md"]
    assert "content/articles/عنوان-من-ماركداون.md" in contents(root)
    assert set(actions(run(root))) <= {"unchanged"}


def test_old_addresses_lead_to_the_article(tmp_path: Path) -> None:
    old = article("خبر", aliases="[/2019/05/old.html, /قديم/]")
    root = write_site(tmp_path, {"content/articles/a.md": old})
    build(root)
    for path in ("2019/05/old.html", "قديم/index.html"):
        assert 'url=/articles/a/"' in html(root, path)


def test_many_seeds_show_how_far_an_import_is(tmp_path: Path) -> None:
    seeds = {f"seeds/{number}.txt": f"عنوان {number}\n\nنص الخبر." for number in range(60)}
    root = write_site(tmp_path, seeds)
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "newsgen", "import", "--quiet"]
    process = subprocess.Popen(command, cwd=root, stderr=theirs, stdout=theirs)
    os.close(theirs)
    told = b""
    while process.poll() is None or select.select([mine], [], [], 0)[0]:
        try:
            told += os.read(mine, 4096)
        except OSError:  # the other end is closed
            break
    os.close(mine)
    assert process.wait() == 0
    assert "60/60" in told.decode()


@pytest.mark.parametrize("inputs", [["."], ["content"], ["content/articles/a.md"], ["static"]])
def test_the_site_is_no_folder_of_seeds(root: Path, inputs: list[str]) -> None:
    write(root, {"content/articles/a.md": article("خبر"), "static/x.html": "<p>x"})
    build(root)
    before = contents(root)
    newsgen("import", *inputs, cwd=root)
    assert contents(root) == before


def test_files_that_are_not_read_are_told(root: Path) -> None:
    write(root, {"seeds/UPPER.TXT": "عنوان بحروف كبيرة\n\nنص.", "seeds/old.doc": "?"})
    done = newsgen("import", cwd=root)
    assert "old.doc: warning: newsgen cannot read this kind of file" in done.stderr
    assert "content/articles/عنوان-بحروف-كبيرة.md" in contents(root)


def test_an_old_address_gives_way_to_a_page_of_today(root: Path) -> None:
    own = article("خبر", aliases="[/articles/a/, /about/, '/%D9%82%D9%85%D8%A9/']")
    pages = {"content/pages/about.md": "---\ntitle: من نحن\n---\n"}
    write(root, {"content/articles/a.md": own, **pages})
    report = build(root)
    assert [problem.code for problem in report.problems if problem.code != "undated"] == [
        "alias-taken"
    ]
    assert "من نحن" in html(root, "about/index.html")
    assert 'url=/articles/a/"' in html(root, "قمة/index.html")


def test_other_columns_and_names_of_the_house_are_heeded_by_all_seeds(tmp_path: Path) -> None:
    table = "id,العنوان,النص,الموجز\n7,قمة في الرياض,نص الخبر كامل هنا.,موجز الخبر\n"
    told = SEED.replace("\n\n\n", " صحيفة الخبر اليوم\n\n\n", 1)
    root = write_site(tmp_path / "site", {"seeds/a.csv": table, f"seeds/{NAME}": told})
    columns = "import: {columns: {title: العنوان, body: النص%s}}\n"
    for settings in (
        SETTINGS + columns % "",
        SETTINGS + columns % ", summary: الموجز",
        SETTINGS + "  aliases: [صحيفة الخبر اليوم]\n" + columns % ", summary: الموجز",
    ):
        write(root, {"newsgen.yaml": settings})
        time.sleep(0.15)  # for what was written just now is looked at again in any case
        build(root)
        once = contents(root)
        shutil.rmtree(root / ".newsgen")
        build(root)
        assert contents(root) == once


MONDAY = """\
خبر الاثنين في القاهرة

أعلنت الوزارة يوم الاثنين افتتاح خط جديد لقطار الأنفاق يربط شرق المدينة بغربها.
ويخدم الخط نحو مليون راكب في اليوم، وبلغت كلفته أربعة مليارات جنيه.
"""
TUESDAY = """\
حريق في سوق قديمة

التهم حريق فجر الثلاثاء عشرات المتاجر في سوق قديمة من دون أن يصاب أحد.
وقال الدفاع المدني إن النيران أخمدت بعد ثلاث ساعات وإن التحقيق مستمر.
"""
ROWS = "id,title,body\n1,{},{}\n"


def titles_of(root: Path) -> list[str]:
    return sorted(text.splitlines()[1] for text in contents(root).values())


@pytest.mark.parametrize("flags", [[], ["--force"], ["--check"], ["--dry-run"]])
def test_a_seed_from_outside_replaces_no_other_story(tmp_path: Path, flags: list[str]) -> None:
    root = write_site(tmp_path / "site", {})
    write(tmp_path, {"mon/خبر.txt": MONDAY, "tue/خبر.txt": TUESDAY, "tue/آخر.txt": SEED})
    assert newsgen("import", str(tmp_path / "mon/خبر.txt"), cwd=root).returncode == 0
    before = contents(root)
    done = newsgen("import", *flags, str(tmp_path / "tue"), cwd=root)
    assert done.returncode == 1
    [told] = [line for line in done.stderr.splitlines() if "[other-story]" in line]
    assert told.startswith(f"{tmp_path / 'tue/خبر.txt'}: error: ")
    [(path, _)] = before.items()
    assert path in told
    assert "خبر الاثنين في القاهرة" in told
    assert "rename the file" in told
    assert {key: text for key, text in contents(root).items() if key in before} == before
    is_written = flags in ([], ["--force"])
    assert ("content/articles/قمة-في-القاهرة.md" in contents(root)) == is_written


def test_a_row_from_outside_replaces_no_row_of_the_seeds_folder(tmp_path: Path) -> None:
    rows = ROWS.format("خبر الاثنين", "أعلنت الوزارة افتتاح خط جديد.")
    root = write_site(tmp_path / "site", {"seeds/news.csv": rows})
    others = ROWS.format("حريق في سوق", "التهم حريق عشرات المتاجر.") + "2,خبر ثالث,نص ثالث.\n"
    write(tmp_path, {"ext/news.csv": others})
    build(root)
    done = newsgen("import", str(tmp_path / "ext/news.csv"), cwd=root)
    assert done.returncode == 1
    assert "news.csv#1" in done.stderr
    assert titles_of(root) == ["title: خبر الاثنين", "title: خبر ثالث"]
    build(root)
    assert titles_of(root) == ["title: خبر الاثنين", "title: خبر ثالث"]


def test_a_story_from_outside_that_goes_on_is_renewed(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    for day, text, action in (
        ("mon", MONDAY, "new"),
        ("tue", MONDAY.replace("خبر الاثنين", "خط جديد"), "updated"),
        ("wed", f"{MONDAY}وقال الوزير إن التشغيل يبدأ الشهر المقبل.\n", "updated"),
        ("thu", f"{MONDAY}وقال الوزير إن التشغيل يبدأ الشهر المقبل.\n", "unchanged"),
    ):
        write(tmp_path, {f"{day}/خبر.txt": text})
        assert actions(run(root, tmp_path / day)) == [action]
    assert len(contents(root)) == 1


def test_a_story_that_was_edited_by_hand_is_no_other_one(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    write(tmp_path, {"mon/خبر.txt": MONDAY})
    [one] = run(root, tmp_path / "mon")
    file = root / "content" / one.path
    file.write_bytes(file.read_bytes().replace("مليون".encode(), "مليوني".encode()))
    assert actions(run(root, tmp_path / "mon")) == ["edited"]
    assert actions(run(root, tmp_path / "mon", is_forced=True)) == ["overwritten"]


def test_in_the_seeds_folder_the_path_is_the_identity(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"seeds/خبر.txt": MONDAY})
    run(root)
    write(root, {"seeds/خبر.txt": TUESDAY})
    assert actions(run(root)) == ["updated"]
    assert actions(run(root, root / "seeds/خبر.txt")) == ["unchanged"]


def test_a_strict_build_tells_doubtful_seeds_each_time(tmp_path: Path) -> None:
    doubtful = SEED.replace("\n\n\n", "\n\n\nتابعوا التفاصيل على الخليج اليوم مع المراسلين\n", 1)
    root = write_site(tmp_path / "site", {f"seeds/{NAME}": doubtful})
    time.sleep(0.15)  # for what was written just now is looked at again in any case

    def told(**options: object) -> int:
        try:
            problems = build(root, **options).problems
        except ProblemsFound as error:
            problems = error.problems
        return [problem.code for problem in problems].count("ambiguous-line")

    assert told(is_strict=True) > 0
    assert told(is_strict=True) > 0
    assert [told(), told()] == [0, 0]
    assert told(is_strict=True) > 0
