"""The preview: what it sends, what it refuses, how it follows edits and faults."""

import contextlib
import http.client
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest
import watchfiles
from sites import article, write

from newsgen.faces.cli import serve_command
from newsgen.faces.server import Preview, PreviewServer, answer, content_type, event, with_script
from newsgen.machine import watching as watching_room
from newsgen.machine.locking import locked
from newsgen.machine.watching import watch
from newsgen.programs.init import init
from newsgen.words.errors import NewsgenError

DEADLINE_SECONDS = 15
SCRIPT = b'<script src="/_newsgen/reload.js" defer></script>'
WELCOME = "content/articles/أهلا-بكم.md"


class Got(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Running(NamedTuple):
    root: Path
    process: subprocess.Popen[str]
    told: list[str]
    port: int

    @property
    def preview(self) -> Path:
        return self.root / ".newsgen" / "preview"

    def get(self, path: str, method: str = "GET") -> Got:
        with contextlib.closing(self.connect()) as connection:
            connection.request(method, path)
            response = connection.getresponse()
            return Got(response.status, response.headers, response.read())

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)

    @contextlib.contextmanager
    def events(self, query: str = "") -> Iterator[Iterator[tuple[str, str]]]:
        """Names and data of the events from now on; what stands already comes first."""
        with contextlib.closing(self.connect()) as connection:
            connection.request("GET", f"/_newsgen/events{query}")
            with connection.getresponse() as response:
                assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
                yield named_events(response)


def named_events(response: http.client.HTTPResponse) -> Iterator[tuple[str, str]]:
    name = ""
    while line := response.readline().decode():
        key, _, value = line.rstrip("\n").partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            yield name, value


@contextlib.contextmanager
def serving(root: Path, *options: str, **environment: str) -> Iterator[Running]:
    command = [sys.executable, "-m", "newsgen", "serve", "-s", str(root), "-p", "0", *options]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=serve_environment(environment)
    ) as process:
        told: list[str] = []
        assert process.stderr
        reader = threading.Thread(target=told.extend, args=(process.stderr,))
        reader.start()
        try:
            until(lambda: process.poll() is not None or any(", serving at" in x for x in told))
            found = re.search(r"serving at http://127\.0\.0\.1:(\d+)/", "".join(told))
            assert found, told
            yield Running(root, process, told, int(found[1]))
        finally:
            process.kill()
            reader.join()


def serve_environment(more: dict[str, str]) -> dict[str, str]:
    """Ours, but the moment is the real one."""
    return {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | more


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A new site; without its seed, unless a test puts one there, so that one build is enough."""
    init(tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "seeds")
    return tmp_path / "site"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all tests that only ask."""
    root = tmp_path_factory.mktemp("asked") / "site"
    init(root)
    with serving(root, "--no-import") as served:
        yield served


# What it sends.


def test_html_gets_the_script_on_its_way_and_the_file_does_not(running: Running) -> None:
    got = running.get("/")
    on_disk = (running.preview / "index.html").read_bytes()
    assert got.status == 200
    assert got.body == with_script(on_disk)
    assert got.body.count(SCRIPT) == 1
    assert not [
        file
        for file in running.preview.rglob("*")
        if file.is_file() and b"_newsgen/" in file.read_bytes()
    ]


def test_what_is_no_html_is_sent_as_it_is(running: Running) -> None:
    for path in ("feed.xml", "robots.txt"):
        assert running.get(f"/{path}").body == (running.preview / path).read_bytes()


def test_nothing_is_cached_by_the_browser(running: Running) -> None:
    for path in ("/", "/feed.xml", "/nothing", "/about", "/_newsgen/reload.js", "/_newsgen/events"):
        assert running.get(path, "HEAD").headers["Cache-Control"] == "no-store"


def test_the_script_and_the_overlay_hold_under_a_strict_policy(running: Running) -> None:
    script, style = running.get("/_newsgen/reload.js"), running.get("/_newsgen/overlay.css")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    for forbidden in (b"innerHTML", b".style", b"eval(", b"VERSION"):
        assert forbidden not in script.body
    assert b"textContent" in script.body


def test_what_is_missing_gets_the_page_of_the_site_and_404(running: Running) -> None:
    got = running.get("/" + quote("لا شيء/هنا"))
    assert got.status == 404
    assert got.body == with_script((running.preview / "404.html").read_bytes())


def test_a_folder_is_its_index_and_is_never_listed(running: Running) -> None:
    assert running.get("/about/").body == with_script(
        (running.preview / "about" / "index.html").read_bytes()
    )
    assert running.get("/css/").status == 404
    assert running.get("/css").status == 404


def test_a_folder_without_its_slash_is_redirected_with_its_query(running: Running) -> None:
    article = quote("articles/أهلا-بكم")
    got = running.get(f"/{article}?a=b")
    assert (got.status, got.headers["Location"]) == (302, f"/{article}/?a=b")


def test_head_has_the_head_of_get_and_no_body(running: Running) -> None:
    for path in ("/", "/feed.xml", "/nothing", "/about"):
        got, head = running.get(path), running.get(path, "HEAD")
        assert (head.status, head.body) == (got.status, b"")
        for name in ("Content-Length", "Content-Type", "Location"):
            assert head.headers[name] == got.headers[name]


def test_one_connection_serves_many_requests(running: Running) -> None:
    with contextlib.closing(running.connect()) as connection:
        for path in ("/", "/about", "/nothing", "/"):
            connection.request("GET", path)
            connection.getresponse().read()
            assert connection.sock is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a/feed.xml", "application/xml; charset=utf-8"),
        ("robots.TXT", "text/plain; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("a.woff2", "font/woff2"),
        ("a.avif", "image/avif"),
        ("a.webp", "image/webp"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.jpg", "image/jpeg"),
        ("sitemap.xml.gz", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_has_the_content_type_of_its_name(name: str, kind: str) -> None:
    assert content_type(name) == kind


def test_the_script_goes_before_the_last_end_of_a_body() -> None:
    assert with_script(b"<p></body> \xd9\x85</BODY></html>") == (
        b"<p></body> \xd9\x85" + SCRIPT + b"</BODY></html>"
    )
    assert with_script(b"<p>no end") == b"<p>no end" + SCRIPT


# What it refuses.


@pytest.mark.parametrize(
    "target",
    [
        "/../newsgen.yaml",
        "/../../newsgen.yaml",
        "/%2e%2e/%2e%2e/newsgen.yaml",
        "/..%2f..%2fnewsgen.yaml",
        "/about/../../../newsgen.yaml",
        "/about%2f..%2f..%2f..%2fnewsgen.yaml",
        "/%252e%252e/%252e%252e/newsgen.yaml",
        "/..\\..\\newsgen.yaml",
        "//etc/passwd",
        "/%2Fetc/passwd",
        "/.newsgen/manifest",
        "/%2enewsgen/manifest",
        "/about/./index.html",
        "/about//index.html",
        "/feed.xml/",
        "/index.html%00",
        "/%ff%fe",
        f"/{'a' * 5000}",
        "http://127.0.0.1/../../newsgen.yaml",
        "newsgen.yaml",
        "*",
    ],
)
def test_nothing_outside_of_the_site_is_sent(running: Running, target: str) -> None:
    with socket.create_connection(("127.0.0.1", running.port), DEADLINE_SECONDS) as raw:
        raw.sendall(f"GET {target} HTTP/1.0\r\n\r\n".encode())
        with raw.makefile("rb") as file:
            response = file.read()
    assert response.split()[1] == b"404"
    for secret in (b"timezone", b"root:", b"newsgen manifest"):
        assert secret not in response


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, secret = tmp_path / "shown", tmp_path / "secret"
    for place in (folder / ".newsgen", secret):
        place.mkdir(parents=True)
        (place / "index.html").write_text("secret")
    (folder / "real.txt").write_text("real")
    (folder / "file.html").symlink_to(secret / "index.html")
    (folder / "out").symlink_to(secret)
    (folder / "ours").symlink_to(folder / ".newsgen")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "fine.txt").symlink_to(folder / "real.txt")
    for path in ("/file.html", "/out/", "/out", "/out/index.html", "/ours/", "/ours", "/loop"):
        got = answer(path, Preview(), folder)
        assert got.status == 404, path
        assert b"secret" not in got.body
    assert answer("/fine.txt", Preview(), folder).body == b"real"


def test_what_every_site_tells_machines_is_shown_and_nothing_else_that_hides(
    tmp_path: Path,
) -> None:
    told = (".well-known/security.txt", ".well-known/.secret", "a/.well-known/x", ".env")
    write(tmp_path, dict.fromkeys(told, "x"))
    found = [answer(f"/{path}", Preview(), tmp_path).status for path in told]
    assert found == [200, 404, 404, 404]


def test_a_redirect_never_leads_to_another_host_or_splits_a_header(tmp_path: Path) -> None:
    for name in ("evil.example", "a\r\nSet-Cookie: b=c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("x")
    assert answer("//evil.example", Preview(), tmp_path).status == 404
    assert answer("/%2Fevil.example", Preview(), tmp_path).status == 404
    got = answer("/a%0D%0ASet-Cookie:%20b=c", Preview(), tmp_path)
    assert got.status == 302
    assert not re.search(r"\s", got.location)


def test_a_port_that_is_taken_is_an_error(root: Path, running: Running) -> None:
    command = [sys.executable, "-m", "newsgen", "serve", "-s", str(root), "-p", str(running.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert f"port {running.port} is taken" in done.stderr
    assert "--port" in done.stderr


def test_the_next_port_is_tried_if_none_was_asked_for(
    tmp_path: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve_command, "DEFAULT_PORT", running.port)
    with serve_command._listen(tmp_path, "127.0.0.1", None) as server:
        assert running.port < server.server_port < running.port + 20


def test_a_host_that_is_not_ours_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError, match=r"192\.0\.2\.1"):
        serve_command._listen(tmp_path, "192.0.2.1", 0)


def test_a_folder_that_is_no_site_and_a_wrong_moment_end_the_command(root: Path) -> None:
    command = [sys.executable, "-m", "newsgen", "serve", "-p", "0", "-s"]
    done = subprocess.run([*command, str(root.parent)], capture_output=True, check=False)
    assert (done.returncode, b"newsgen.yaml" in done.stderr) == (1, True)
    done = subprocess.run([*command, str(root), "--at", "soon"], capture_output=True, check=False)
    assert (done.returncode, b"'soon'" in done.stderr) == (2, True)


# How it follows.


@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_an_edit_is_rendered_and_reloads_the_page(root: Path, way: tuple[str, ...]) -> None:
    with serving(root, *way) as served, served.events() as events:
        replace(root / WELCOME, "موقعكم الجديد", "موقعكم الأجدّ")
        assert next(events)[0] == "reload"
        assert "موقعكم الأجدّ" in served.get("/").body.decode()
        assert "rendered" in served.told[-1]
    assert not (root / "public").exists()


def test_problems_lie_over_the_last_good_site_until_they_are_mended(root: Path) -> None:
    with serving(root) as served, served.events() as events:
        good = served.get("/").body
        replace(root / WELCOME, "date: 2026-01-01", "date: قريبًا")
        name, lines = next(events)
        assert name == "problems"
        assert json.loads(lines)[0].startswith(f"{WELCOME}:4:")
        assert served.get("/").body == good
        with served.events() as of_a_later_page:
            assert next(of_a_later_page) == (name, lines)
        until(lambda: any(f"{WELCOME}:4:" in line for line in served.told))
        replace(root / WELCOME, "date: قريبًا", "date: 2026-01-01")
        assert next(events)[0] == "reload"
        assert served.get("/").body == good


def test_a_site_that_never_was_built_is_served_and_recovers(root: Path) -> None:
    replace(root / "newsgen.yaml", "base_url: https://example.com", "base_url: https://a.example/n")
    replace(root / "newsgen.yaml", "timezone:", "timezoen:")
    with serving(root) as served, served.events() as events:
        name, lines = next(events)
        assert name == "problems"
        assert "timezoen" in lines
        got = served.get("/")
        assert got.status == 503
        assert SCRIPT in got.body
        assert "timezoen" in got.body.decode()
        replace(root / "newsgen.yaml", "timezoen:", "timezone:")
        assert next(events)[0] == "reload"
        assert served.get("/n/").status == 200


def test_a_site_under_a_path_stays_there_while_its_settings_are_broken(root: Path) -> None:
    settings = root / "newsgen.yaml"
    replace(settings, "https://example.com", f"https://example.com/{quote('أخبار')}/x")
    home = f"/{quote('أخبار')}/x/"
    with serving(root) as served, served.events() as events:
        assert f"http://127.0.0.1:{served.port}{home} " in served.told[-1]
        for path in ("/", home.rstrip("/")):
            got = served.get(path)
            assert (got.status, got.headers["Location"]) == (302, home)
        page = served.get(home)
        assert page.status == 200
        for link in re.findall(r'(?:href|src)="([^"]+)"', page.body.decode()):
            here = urlsplit(link)
            if here.netloc in ("", f"127.0.0.1:{served.port}") and not link.startswith("#"):
                if not link.startswith("/_newsgen/"):
                    assert here.path.startswith(home)
                assert served.get(here.path).status == 200, link
        assert served.get("/about/").status == 404
        settings.write_text("site: [", encoding="utf-8")
        assert next(events)[0] == "problems"
        assert served.get(home).status == 200


def test_a_page_is_told_if_it_is_older_than_the_site(running: Running) -> None:
    script = running.get("/_newsgen/reload.js").body.decode()
    found = re.search(r"events(\?seen=(\d+))", script)
    assert found
    with running.events("?seen=1") as events:
        assert next(events) == ("reload", found[2])
    with running.events("?seen=x") as events:
        assert next(events) == ("reload", found[2])
    with contextlib.closing(running.connect()) as connection:
        connection.request("GET", f"/_newsgen/events{found[1]}")
        with connection.getresponse() as response:
            assert [response.readline() for _ in range(2)] == [b"retry: 1000\n", b": ping\n"]


def test_a_seed_is_imported_once_and_the_rebuilding_ends(root: Path) -> None:
    with serving(root) as served, served.events() as events:
        (root / "seeds").mkdir()
        (root / "seeds" / "2026-01-02-خبر.txt").write_text("عنوان الخبر\nموجز الخبر.\n\nنص.\n")
        assert next(events)[0] == "reload"
        until(lambda: any("nothing changed" in line for line in served.told))
        assert len([line for line in served.told if line.startswith("imported ")]) == 1
        count = len(served.told)
        time.sleep(0.6)
        assert len(served.told) == count


def test_templates_and_files_that_come_later_are_noticed(root: Path) -> None:
    with serving(root) as served, served.events() as events:
        (root / "static").mkdir()
        (root / "static" / "ملف.txt").write_text("نص", encoding="utf-8")
        assert next(events)[0] == "reload"
        assert served.get(f"/{quote('ملف.txt')}").body.decode() == "نص"
        (root / "templates").mkdir()
        (root / "templates" / "404.html").write_text("{{ nothing.at.all }}")
        assert next(events)[0] == "problems"
        shutil.rmtree(root / "templates")
        assert next(events)[0] == "reload"


def test_the_moment_and_the_drafts_shown_are_those_asked_for(root: Path) -> None:
    replace(root / WELCOME, "date: 2026-01-01", "date: 2026-01-01\ndraft: true")
    article = f"/{quote('articles/أهلا-بكم')}/"
    with serving(root, "--drafts", "--at", "2026-02-01") as served:
        assert served.get(article).status == 200
    with serving(root, "--drafts", "--at", "2025-02-01") as served:
        assert served.get(article).status == 404


@pytest.mark.parametrize("folder", ["static", "content", "seeds"])
@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_a_name_that_is_not_utf_8_is_told_until_the_file_is_gone(
    root: Path, way: tuple[str, ...], folder: str
) -> None:
    (root / folder).mkdir(exist_ok=True)
    with serving(root, *way) as served, served.events() as events:
        file = os.fsencode(root / folder) + b"/\xce\xc8\xd1.txt"
        with open(file, "wb"):
            pass
        name, lines = next(events)
        assert name == "problems"
        assert r"\xce\xc8\xd1.txt is not UTF-8" in json.loads(lines)[0]
        assert served.get("/").status == 200
        os.unlink(file)
        assert next(events)[0] == "reload"
        replace(root / WELCOME, "موقعكم الجديد", "موقعكم الأجدّ")
        assert next(events)[0] == "reload"


@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_links_to_themselves_are_no_end_of_the_preview(root: Path, way: tuple[str, ...]) -> None:
    (root / "public").symlink_to("public")
    (root / "static").mkdir()
    (root / "static" / "me").symlink_to("me")
    with serving(root, *way) as served, served.events() as events:
        assert any("public is a link to itself" in line for line in served.told)
        (root / "content" / "me").symlink_to("me")
        replace(root / WELCOME, "موقعكم الجديد", "موقعكم الأجدّ")
        assert next(events)[0] == "reload"


def test_what_nobody_foresaw_is_told_over_the_last_good_site(root: Path, tmp_path: Path) -> None:
    """Here it is a bug, brought in by what Python runs as it starts."""
    bug = """
import newsgen.programs.look as room

read = room.read_assets

def read_assets(*given):
    found = read(*given)
    if any(one.path == "bug.txt" for one in found):
        raise ZeroDivisionError("of a bug")
    return found

room.read_assets = read_assets
"""
    write(tmp_path / "bug", {"sitecustomize.py": bug})
    paths = os.pathsep.join((str(tmp_path / "bug"), os.environ.get("PYTHONPATH", "")))
    with serving(root, PYTHONPATH=paths) as served, served.events() as events:
        good = served.get("/").body
        write(root, {"static/bug.txt": "x"})
        name, lines = next(events)
        assert name == "problems"
        assert "ZeroDivisionError: of a bug" in lines
        until(lambda: any("error: ZeroDivisionError: of a bug" in line for line in served.told))
        assert not any("Traceback" in line for line in served.told)
        assert served.get("/").body == good
        (root / "static/bug.txt").unlink()
        assert next(events)[0] == "reload"


def test_a_rebuild_that_another_newsgen_kept_waiting_comes_later(
    root: Path, tmp_path: Path
) -> None:
    """The minute that it waits is made a moment, by what Python runs as it starts."""
    hurry = "import newsgen.machine.locking as room\nroom.WAIT_SECONDS = 0.2\n"
    write(tmp_path / "hurry", {"sitecustomize.py": hurry})
    paths = os.pathsep.join((str(tmp_path / "hurry"), os.environ.get("PYTHONPATH", "")))
    with serving(root, PYTHONPATH=paths) as served:
        with locked(root / ".newsgen"):
            replace(root / WELCOME, "موقعكم الجديد", "موقعكم الأجدّ")
            until(lambda: any("another newsgen is working" in line for line in served.told))
            assert "waiting for another newsgen to finish …\n" in served.told
        until(lambda: "موقعكم الأجدّ" in served.get("/").body.decode())


@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_a_story_is_shown_when_its_moment_comes(root: Path, way: tuple[str, ...]) -> None:
    due = datetime.fromtimestamp(time.time() + 4, UTC).isoformat(timespec="seconds")
    write(root, {"content/articles/due.md": article("حان وقته", date=due)})
    with serving(root, *way) as served:
        assert served.get("/articles/due/").status == 404
        until(lambda: served.get("/articles/due/").status == 200)
        until(lambda: "rendered" in served.told[-1])
        count = len(served.told)
        time.sleep(1)
        assert len(served.told) == count  # and then it rests


def test_a_moment_that_was_asked_for_does_not_pass(root: Path) -> None:
    write(root, {"content/articles/due.md": article("حان وقته", date="2026-01-01T00:00:01Z")})
    with serving(root, "--at", "2026-01-01T00:00:00Z") as served:
        count = len(served.told)
        time.sleep(1.5)
        assert len(served.told) == count
        assert served.get("/articles/due/").status == 404


@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_edits_behind_a_link_to_a_file_are_rendered(
    root: Path, tmp_path: Path, way: tuple[str, ...]
) -> None:
    old, late = tmp_path / "elsewhere" / "old.md", tmp_path / "elsewhere" / "late.md"
    write(old.parent, {"old.md": article("قديم"), "late.md": article("جديد")})
    (root / "content/articles/old.md").symlink_to(old)
    with serving(root, *way) as served:

        def shows(text: str, slug: str) -> bool:
            return text in served.get(f"/articles/{slug}/").body.decode()

        time.sleep(0.6)  # a first look sees anything, and so may one after another change
        replace(old, "قديم", "أقدم")
        until(lambda: shows("أقدم", "old"))
        (root / "content/articles/late.md").symlink_to(late)
        until(lambda: shows("جديد", "late"))
        time.sleep(0.6)
        replace(late, "جديد", "أجدّ")
        until(lambda: shows("أجدّ", "late"))


def test_the_browser_is_opened_at_the_site(root: Path, tmp_path: Path) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.new && mv {opened}.new {opened}\n')
    browser.chmod(0o755)
    with serving(root, "--open", BROWSER=f"{browser} %s") as served:
        until(opened.exists)
        assert opened.read_text() == f"http://127.0.0.1:{served.port}/"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("way", [(), ("--poll",)], ids=["notified", "polling"])
def test_it_ends_at_once_and_in_peace(
    root: Path, number: signal.Signals, way: tuple[str, ...]
) -> None:
    with serving(root, *way) as served, served.events():
        started = time.monotonic()
        for _ in range(5):
            served.process.send_signal(number)
        assert served.process.wait(DEADLINE_SECONDS) == 0
        assert time.monotonic() - started < 1
        until(lambda: served.told[-1] == "stopped\n")


def test_a_page_hears_only_what_is_new_to_it() -> None:
    fine, newer = Preview(version=1), Preview(version=2)
    broken, worse = fine._replace(problems=("أ", 'ب\n"')), fine._replace(problems=("ج",))
    assert event(fine, fine) == event(broken, broken) == ": ping\n\n"
    assert event(fine, newer) == event(broken, newer) == "event: reload\ndata: 2\n\n"
    assert event(broken, fine) == "event: reload\ndata: 1\n\n"
    assert event(fine, broken) == 'event: problems\ndata: ["أ", "ب\\n\\""]\n\n'
    assert event(broken, worse) == 'event: problems\ndata: ["ج"]\n\n'


def test_a_page_waits_for_what_is_new_and_is_pinged_meanwhile(tmp_path: Path) -> None:
    with PreviewServer(tmp_path, "127.0.0.1", 0) as server:
        before = server.preview
        assert server.other_than(before, 0.01) is before
        newer = before._replace(version=before.version + 1)
        threading.Timer(0.05, server.show, (newer,)).start()
        assert server.other_than(before, DEADLINE_SECONDS) == newer


# How it notices.


@pytest.fixture
def is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_room, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(watching_room, "TICK_SECONDS", 0.1)


@contextlib.contextmanager
def watching(*places: Path, polls: bool = False) -> Iterator["queue.Queue[frozenset[Path]]"]:
    stop, seen = threading.Event(), queue.Queue[frozenset[Path]]()
    changes = watch(places, stop, polls=polls)
    thread = threading.Thread(target=lambda: deque(map(seen.put, changes), maxlen=0))
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join(2)
        assert not thread.is_alive()


def noticed(seen: "queue.Queue[frozenset[Path]]", path: Path) -> frozenset[Path]:
    """Everything that was seen until this path was."""
    found: frozenset[Path] = frozenset()
    while path not in found:
        found |= seen.get(timeout=DEADLINE_SECONDS)
    return found


@pytest.mark.usefixtures("is_quick")
@pytest.mark.parametrize("polls", [False, True], ids=["notified", "polling"])
def test_left_overs_and_hidden_files_are_no_changes(tmp_path: Path, polls: bool) -> None:  # noqa: FBT001
    place = tmp_path / ".hidden" / "content"  # the place itself may lie anywhere
    (place / ".git").mkdir(parents=True)
    with watching(place, polls=polls) as seen:
        for name in (".a.md", "a.md~", "a.md.swp", "a.tmp", "#a.md#", ".git/a.md"):
            (place / name).write_text("x")
        (tmp_path / ".hidden" / "beside.md").write_text("x")
        (place / "real.md").write_text("x")
        assert noticed(seen, place / "real.md") == {place / "real.md"}


@pytest.mark.usefixtures("is_quick")
@pytest.mark.parametrize("polls", [False, True], ids=["notified", "polling"])
def test_hidden_files_that_are_published_are_changes(tmp_path: Path, polls: bool) -> None:  # noqa: FBT001
    (tmp_path / ".well-known").mkdir()
    with watching(tmp_path, polls=polls) as seen:
        for path in (".htaccess", ".well-known/security.txt"):
            write(tmp_path, {path: "x"})
            noticed(seen, tmp_path / path)


@pytest.mark.usefixtures("is_quick")
@pytest.mark.parametrize("polls", [False, True], ids=["notified", "polling"])
def test_places_come_and_go_and_come_back(tmp_path: Path, polls: bool) -> None:  # noqa: FBT001
    settings, content = tmp_path / "newsgen.yaml", tmp_path / "content"
    with watching(settings, content, polls=polls) as seen:
        for text in ("one", "two"):
            (content / "a" / "b").mkdir(parents=True)
            (content / "a" / "b" / "c.md").write_text(text)
            noticed(seen, content / "a" / "b" / "c.md")
            settings.write_text(text)
            noticed(seen, settings)
            shutil.rmtree(content)
            noticed(seen, content / "a" / "b" / "c.md")


@pytest.mark.usefixtures("is_quick")
@pytest.mark.parametrize("polls", [False, True], ids=["notified", "polling"])
def test_an_edit_between_the_call_and_the_first_look_is_seen(tmp_path: Path, polls: bool) -> None:  # noqa: FBT001
    changes = watch([tmp_path], threading.Event(), polls=polls)
    (tmp_path / "early.md").write_text("x")
    assert tmp_path / "early.md" in next(changes)


@pytest.mark.usefixtures("is_quick")
@pytest.mark.parametrize("fault", [OSError("no watches left"), RuntimeError("no instances left")])
def test_a_system_that_notifies_no_more_is_polled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with watching(tmp_path) as seen:
        (tmp_path / "a.md").write_text("x")
        assert noticed(seen, tmp_path / "a.md") == {tmp_path / "a.md"}
