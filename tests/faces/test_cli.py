"""What a person types and sees: exit codes, located messages, nothing lost, no traceback."""

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sites import SETTINGS, article, build, newsgen, tree, write, write_site

from newsgen.machine.locking import locked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {"content/articles/a.md": article("خبر أول")})


BAD_ARTICLES = {
    "broken YAML": (
        "---\ntitle: [x\n---\n",
        "content/articles/bad.md:3:1: error: this is not YAML",
    ),
    "a colon": (
        "---\ntitle: شي: الصين\n---\n",
        "bad.md:2:10: error: this is not YAML: a value that holds a colon must be quoted (write",
    ),
    "a duplicate key": (
        '---\ntitle: "x"\ntitle: "y"\n---\n',
        "bad.md:3:1: error: the key 'title' stands twice, first on line 2",
    ),
    "a wrong date": (
        "---\ntitle: x\ndate: 2024-13-45\n---\n",
        "bad.md:3:7: error: date: '2024-13-45' is no day",
    ),
    "a clock for a date": (
        "---\ntitle: x\ndate: 12:30\n---\n",
        "bad.md:3:7: error: date: '12:30' is not a date",
    ),
    "an unknown key": (
        "---\ntitle: x\nsumary: y\n---\n",
        "bad.md:3:1: error: unknown key 'sumary' (did you mean 'summary'?)",
    ),
    "no for false": (
        "---\ntitle: x\ndraft: no\n---\n",
        "bad.md:3:8: error: draft: 'no' is neither",
    ),
    "no title": ("---\nsummary: x\n---\n", "bad.md:2:1: error: 'title' is missing"),
    "no front matter": ("نص\n", "bad.md:1:1: error: the file does not start with front matter"),
    "an open front matter": ("---\ntitle: x\n", "bad.md:1:1: error: the front matter has no end"),
    "an empty file": ("", "bad.md: error: the file is empty"),
    "a taken slug": (
        "---\ntitle: x\nslug: a\n---\n",
        "content/articles/a.md and content/articles/bad.md both want",
    ),
}


@pytest.mark.parametrize("what", BAD_ARTICLES)
def test_bad_content_is_one_located_message_and_the_old_site_stands(root: Path, what: str) -> None:
    text, message = BAD_ARTICLES[what]
    assert newsgen("build", cwd=root).returncode == 0
    before = tree(root / "public")
    write(root, {"content/articles/bad.md": text})
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    [line] = [line for line in done.stderr.splitlines() if ": error: " in line]
    assert message in line
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert tree(root / "public") == before


def test_bytes_that_are_not_utf_8_are_located(root: Path) -> None:
    (root / "content/articles/bad.md").write_bytes("---\ntitle: خب".encode() + b"\xe9\n---\n")
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    assert "content/articles/bad.md:2:10: error: byte 0xe9 is not UTF-8" in done.stderr


def test_all_problems_of_a_run_are_told_in_one_run(root: Path) -> None:
    write(
        root,
        {
            "content/articles/b.md": "---\ntitle: x\ndate: 2024-13-45\ntitel: y\n---\n",
            "content/pages/c.md": "نص",
            "templates/404.html": "سطر\n{% if x %}",
            "templates/strings/ar.yaml": "home: [x\n",
            "newsgen.yaml": SETTINGS + "listings: {page_size: 0}\n",
            "seeds/empty.txt": "",
        },
    )
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    for start in (
        "content/articles/b.md:3:7: error",
        "content/articles/b.md:4:1: error",
        "content/pages/c.md:1:1: error",
        "templates/404.html:2: error",
        "templates/strings/ar.yaml:2:1: error",
        "newsgen.yaml:4:23: error: page_size: '0' is not a whole number above 0",
        "seeds/empty.txt: error",
    ):
        assert start in done.stderr, start
    assert not (root / "public").exists()


def test_a_template_fault_names_template_and_line(root: Path) -> None:
    write(root, {"templates/page.html": "x"})
    write(root, {"templates/article.html": "{# #}\n<h1>{{ article.titel }}</h1>"})
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    assert "templates/article.html:2: error: " in done.stderr
    assert "titel" in done.stderr
    assert "Traceback" not in done.stderr


BAD_SETTINGS = {
    "site: {title: x, tilte: y}\n": "newsgen.yaml:1:18: error: unknown key 'site.tilte'",
    "site: {title: x, timezone: Mars/Base}\n": "newsgen.yaml:1:28: error: timezone: 'Mars/Base'",
    "site: {title: x, base_url: example.com}\n": "newsgen.yaml:1:28: error: base_url:",
    "site: {tagline: x}\n": "newsgen.yaml:1:1: error: 'site.title' is missing",
    "listings: {page_size: 3}\n": "newsgen.yaml:1:1: error: 'site' is missing",
    "": "newsgen.yaml:1:1: error: 'site' is missing",
    "- x\n": "newsgen.yaml:1:1: error: this must be lines of 'key: value'",
    "site: {title: x}\nsite: {title: y}\n": "newsgen.yaml:2:1: error: the key 'site' stands twice",
}


@pytest.mark.parametrize("text", BAD_SETTINGS)
def test_wrong_settings_are_located(root: Path, text: str) -> None:
    write(root, {"newsgen.yaml": text})
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    assert BAD_SETTINGS[text] in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_site_is_told_what_to_do(tmp_path: Path) -> None:
    done = newsgen("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "is not a newsgen site" in done.stderr
    assert "newsgen init" in done.stderr


def test_an_output_folder_of_another_hand_is_refused(root: Path) -> None:
    write(root, {"mine/thesis.txt": "years"})
    done = newsgen("build", "--output", "mine", cwd=root)
    assert done.returncode == 1
    assert "holds files that newsgen did not write, such as thesis.txt" in done.stderr
    assert tree(root / "mine") == {"thesis.txt": b"years"}


def test_an_unwritable_output_folder_is_one_message(root: Path) -> None:
    done = newsgen("build", "--output", "/proc/newsgen", cwd=root)
    assert done.returncode == 1
    assert "cannot write to /proc/newsgen" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "--colour"],
        ["build", "--jobs", "many"],
        ["build", "--at", "soon"],
        ["build", "--base-url", "example.com"],
        ["build", "--base-url", "https://..عربي"],
        ["init"],
    ],
)
def test_wrong_usage_exits_with_2(root: Path, arguments: list[str]) -> None:
    done = newsgen(*arguments, cwd=root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (root / "public").exists()


def test_an_unknown_command_gets_a_guess(root: Path) -> None:
    assert "did you mean 'build'?" in newsgen("biuld", cwd=root).stderr


def test_the_summary_says_what_was_done(root: Path) -> None:
    first = newsgen("build", cwd=root).stderr
    assert "1 article · pages " in first
    assert " rendered, 0 kept, 0 deleted · 0 problems · " in first
    assert "nothing changed" in newsgen("build", cwd=root).stderr
    assert newsgen("build", "--quiet", cwd=root).stderr == ""


def test_explain_gives_a_reason_for_each_output_on_stdout(root: Path) -> None:
    newsgen("build", cwd=root)
    write(root, {"content/articles/a.md": article("خبر أول", "نص جديد تمامًا.")})
    done = newsgen("build", "--explain", cwd=root)
    lines = done.stdout.splitlines()
    assert "render  articles/a/index.html  (articles/a.md or what it links to changed)" in lines
    assert "keep    robots.txt  (unchanged)" in lines


def test_verbose_tells_which_articles_are_held_and_why(root: Path) -> None:
    write(root, {"content/articles/d.md": article("مسودة", draft="true")})
    write(root, {"content/articles/f.md": article("غد", date="2999-01-01")})
    told = newsgen("build", "--verbose", cwd=root).stderr
    assert "held: content/articles/d.md (draft)" in told
    assert "held: content/articles/f.md (scheduled for 2999-01-01T00:00:00+03:00)" in told
    assert "1 article (2 held back)" in told
    shown = newsgen("build", "--drafts", "--future", cwd=root).stderr
    assert shown.startswith("3 articles · ")


def test_flags_go_before_the_environment_and_that_before_the_settings(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + "build: {output: from-settings}\n"})
    newsgen("build", cwd=root)
    newsgen("build", cwd=root, NEWSGEN_OUTPUT="from-environment")
    newsgen("build", "--output", "from-flag", cwd=root, NEWSGEN_OUTPUT="unused")
    made = {file.name for file in root.iterdir() if file.name.startswith(("from", "unused"))}
    assert made == {"from-settings", "from-environment", "from-flag"}


def test_source_date_epoch_is_the_moment_of_the_build(root: Path) -> None:
    write(root, {"content/articles/f.md": article("غد", date="2028-01-01")})
    told = newsgen("build", cwd=root, SOURCE_DATE_EPOCH="1861920000").stderr
    assert "2 articles" in told
    assert "1 article (1 held back)" in newsgen("build", "--at", "2027-12-31", cwd=root).stderr
    assert newsgen("build", cwd=root, SOURCE_DATE_EPOCH="soon").returncode == 2


@pytest.mark.parametrize("epoch", ["²", "١٢", "-1", "1.5", pytest.param("9" * 5000, id="huge")])
def test_a_moment_that_is_no_number_of_seconds_is_wrong_usage(root: Path, epoch: str) -> None:
    done = newsgen("build", cwd=root, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "check", "clean", "explain"])
def test_an_output_folder_that_is_a_link_to_itself_is_one_message(root: Path, command: str) -> None:
    (root / "public").symlink_to("public")
    arguments = ("a",) if command == "explain" else ()
    for more in ((), ("--output", "public"), ("--output", "public/below")):
        done = newsgen(command, *arguments, *more, cwd=root)
        assert (done.returncode, "is a link to itself" in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr


def test_a_site_that_is_a_link_to_itself_is_one_message(root: Path) -> None:
    (root / "me").symlink_to("me")
    done = newsgen("build", "--site", "me", cwd=root)
    assert (done.returncode, "me is a link to itself" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_folder_with_a_nul_is_one_message(root: Path) -> None:
    write(root, {"newsgen.yaml": SETTINGS + 'build: {output: "a\\0b"}\n'})
    done = newsgen("build", cwd=root)
    assert done.returncode == 1
    assert r"a\0b has a NUL in its name" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("build",), ("check",), ("clean",), ("explain", "a"), ("import",), ("threads",)],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_command_that_waits_for_another_says_so(root: Path, arguments: tuple[str, ...]) -> None:
    with locked(root / ".newsgen"):
        process = subprocess.Popen(
            [sys.executable, "-m", "newsgen", *arguments],
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        killer = threading.Timer(30, process.kill)  # or else it waits for a minute, and in silence
        killer.start()
        told = process.stderr.readline()
    process.communicate(timeout=60)
    killer.cancel()
    assert told == "waiting for another newsgen to finish …\n"
    assert process.returncode == 0


def test_no_cache_forgets_and_gives_the_same_site(root: Path) -> None:
    newsgen("build", cwd=root)
    before = tree(root / "public")
    told = newsgen("build", "--no-cache", cwd=root).stderr
    assert " 0 kept" in told
    assert tree(root / "public") == before


def test_clean_removes_what_newsgen_wrote_and_only_that(root: Path) -> None:
    newsgen("build", cwd=root)
    write(root, {"public/CNAME": "theirs"})
    done = newsgen("clean", cwd=root)
    assert done.returncode == 0
    assert tree(root / "public") == {"CNAME": b"theirs"}
    assert (root / "content/articles/a.md").exists()
    assert newsgen("clean", cwd=root).returncode == 0


def test_clean_removes_the_preview_and_what_others_put_there_stays(root: Path) -> None:
    preview = root / ".newsgen" / "preview"
    build(root, preview)
    assert (preview / "index.html").exists()
    write(preview, {"notes.txt": "theirs"})
    done = newsgen("clean", cwd=root)
    assert done.returncode == 0
    assert "files of the preview" in done.stderr
    assert [file.name for file in preview.rglob("*")] == ["notes.txt"]
    (preview / "notes.txt").unlink()
    for more in ((), ("--output", str(preview))):
        build(root, preview)
        assert newsgen("clean", *more, cwd=root).returncode == 0
        assert not preview.exists()


@pytest.mark.parametrize("command", ["build", "check", "clean"])
@pytest.mark.parametrize("written", [".", '""', "content"])
def test_an_output_folder_that_is_the_sites_own_is_refused_at_once(
    root: Path, command: str, written: str
) -> None:
    write(root, {"newsgen.yaml": f"{SETTINGS}build: {{output: {written}}}\n"})
    for arguments in ([], ["--output", "."]):
        started = time.monotonic()
        done = newsgen(command, *arguments, cwd=root)
        assert done.returncode == 1
        assert "the output folder" in done.stderr
        assert "choose another --output" in done.stderr
        assert time.monotonic() - started < 30


def test_clean_and_build_leave_the_folder_of_another_site_alone(root: Path, tmp_path: Path) -> None:
    newsgen("build", cwd=root)
    before = tree(root / "public")
    other = write_site(tmp_path / "other", {"content/articles/b.md": article("خبر آخر")})
    for command in ("build", "clean"):
        done = newsgen(command, "--output", str(root / "public"), cwd=other)
        assert done.returncode == 1
        assert f"holds the site of {root}" in done.stderr
    assert tree(root / "public") == before
    root.rename(tmp_path / "moved")
    assert newsgen("clean", cwd=tmp_path / "moved").returncode == 0


def test_a_site_that_was_copied_with_its_output_is_a_site_of_its_own(
    root: Path, tmp_path: Path
) -> None:
    newsgen("build", cwd=root)
    marker = root / "public/.newsgen/site"
    assert str(tmp_path) not in marker.read_text(encoding="utf-8")
    copy = shutil.copytree(root, tmp_path / "copy", symlinks=True)
    assert newsgen("build", "--output", str(copy / "public"), cwd=root).returncode == 1
    for command in ("build", "clean"):
        done = newsgen(command, cwd=copy)
        assert (done.returncode, "error" in done.stderr) == (0, False)
    marker.write_bytes(b"")  # as a lack of power can leave it
    assert newsgen("build", cwd=root).returncode == 0


def test_a_build_completes_a_killed_publish_before_anything_else(root: Path) -> None:
    newsgen("build", cwd=root)
    write(root, {"public/.newsgen/staging-1/index.html": "staged"})
    journal = '{"staging": "staging-1", "moves": ["index.html"], "deletions": []}'
    write(root, {"public/.newsgen/journal": journal})
    done = newsgen("clean", cwd=root)
    assert done.returncode == 0
    assert not (root / "public").exists()


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    assert newsgen("init", "site", cwd=tmp_path).returncode == 0
    done = newsgen("build", "--strict", cwd=tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "imported 2026-01-02-خبر-تجريبي.txt" in done.stderr
    front = (tmp_path / "site/public/index.html").read_text(encoding="utf-8")
    assert "خبر تجريبي من ملف نصي" in front
    assert newsgen("init", "site", cwd=tmp_path).returncode == 1


def test_no_import_leaves_the_seeds_alone(root: Path) -> None:
    write(root, {"seeds/x.txt": "عنوان جديد\n\nفقرة من كلمات."})
    assert "1 article ·" in newsgen("build", "--no-import", cwd=root).stderr
    told = newsgen("build", cwd=root).stderr
    assert "imported x.txt → content/articles/عنوان-جديد.md (new)" in told


def test_a_dry_run_tells_what_would_be_imported(root: Path) -> None:
    newsgen("build", cwd=root)
    assert "nothing changed" in newsgen("build", "--dry-run", cwd=root).stderr
    write(root, {"seeds/x.txt": "عنوان جديد\n\nفقرة من كلمات."})
    for _ in range(2):
        told = newsgen("build", "--dry-run", cwd=root).stderr
        assert "would be imported x.txt → content/articles/عنوان-جديد.md (new)" in told
        assert "nothing changed" not in told
        assert "kept, 0 deleted without the 1 article that would be imported" in told
    assert not (root / "content/articles/عنوان-جديد.md").exists()


def test_clean_says_why_it_removes_nothing(root: Path) -> None:
    newsgen("build", cwd=root)
    (root / "public/.newsgen/manifest").unlink()
    done = newsgen("clean", cwd=root)
    assert done.returncode == 1
    assert "has no manifest of newsgen, so nothing was removed" in done.stderr
    assert (root / "public/index.html").exists()


def test_a_killed_build_leaves_no_worker_and_a_site_that_the_next_one_completes(
    root: Path,
) -> None:
    write(root, {f"content/articles/n{n}.md": article(f"خبر {n}") for n in range(300)})
    for wait_seconds in (0.6, 1.0, 1.4):
        command = [sys.executable, "-m", "newsgen", "build", "--jobs", "2", "--no-cache"]
        process = subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL)
        time.sleep(wait_seconds)
        process.kill()
        process.wait()
        assert newsgen("build", cwd=root).returncode == 0
    deadline = time.monotonic() + 10
    while left := _at_work_in(root):
        assert time.monotonic() < deadline, f"still running: {left}"
        time.sleep(0.1)
    before = tree(root / "public")
    assert newsgen("build", "--no-cache", cwd=root).returncode == 0
    assert tree(root / "public") == before


def test_a_killed_build_that_nobody_has_asked_for_yet_holds_nothing(root: Path) -> None:
    """Who runs a build reads what it says before asking how it ended."""
    slow = "{% for _ in range(60000) %}{% endfor %}{{ super() }}"
    own = '{% extends "theme/article.html" %}{% block article_body %}' + slow + "{% endblock %}"
    files = {f"content/articles/n{n}.md": article(f"خبر {n}") for n in range(600)}
    write(root, {**files, "templates/article.html": own})
    command = [sys.executable, "-m", "newsgen", "build", "--jobs", "2"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 20
    while not list(root.glob("public/.newsgen/staging-*/articles/*")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert len(_at_work_in(root)) > 1
    process.kill()
    write(root, {"templates/article.html": own.replace("60000", "1")})
    assert newsgen("build", cwd=root).returncode == 0
    process.communicate(timeout=5)


def _at_work_in(root: Path) -> list[str]:
    """Processes whose working folder is the site's."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == root.resolve():
                found.append(process.name)
        except OSError:  # it ended as we look, or is not ours to look at
            continue
    return found
