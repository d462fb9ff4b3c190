"""The preview server: shows a folder as a web site, and reloads the browser when it changes.

It knows nothing of the builder; it is given a function that rebuilds, and the occasions to call
it. Files go out as they are, but for one script tag that HTML gets on its way.
"""

import html
import json
import math
import mimetypes
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from newsgen.faces.overlay import OVERLAY_CSS, RELOAD_SCRIPT

PING_SECONDS = 15.0
_EVENTS = "/_newsgen/events"
_SCRIPT_TAG = b'<script src="/_newsgen/reload.js" defer></script>'
_HTML = "text/html; charset=utf-8"
_STANDARD_TYPES = mimetypes.MimeTypes()  # Python's own table: the system's differs by machine
_TYPES = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Preview(NamedTuple):
    """What is shown now.

    `prefix` is the percent-encoded path that the site lives under, "" or "/news". `problems` are
    lines that lie over every page until they are mended. `notes` are lines already told that stop
    nothing. `version` grows with each change of the pages. At `due_at`, in seconds of the epoch, it
    is to be made again, whether or not anything changes until then.
    """

    prefix: str = ""
    problems: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    version: int = 0
    due_at: float = math.inf


class Answer(NamedTuple):
    """A response, before it has a wire to go over."""

    status: HTTPStatus
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""


def serve(
    server: "PreviewServer",
    rebuild: Callable[[Preview], Preview],
    changes: Iterable[object],
    on_ready: Callable[[Preview], None],
) -> None:
    """Show what `rebuild` makes, now and after each change; returns when the changes end.

    `rebuild` gets what is shown so far, and tells of problems in its result. What it raises ends
    the server.
    """
    with server:
        server.show(rebuild(server.preview))
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        try:
            on_ready(server.preview)
            for _ in changes:
                server.show(rebuild(server.preview))
        finally:
            server.shutdown()


def answer(target: str, preview: Preview, folder: Path) -> Answer:
    """The response to a request for `target`, the path and query of the request line."""
    path, _, query = target.partition("?")
    if path == "/_newsgen/reload.js":
        script = RELOAD_SCRIPT.replace("VERSION", str(preview.version))
        return Answer(HTTPStatus.OK, content_type(path), script.encode())
    if path == "/_newsgen/overlay.css":
        return Answer(HTTPStatus.OK, content_type(path), OVERLAY_CSS.encode())
    asked, home = unquote(path), unquote(preview.prefix) + "/"
    if asked != home and asked in ("/", home.rstrip("/")):
        return _redirect(home, query)
    file = _locate(folder, asked.removeprefix(home)) if asked.startswith(home) else None
    if file is None:
        return _missing(folder, preview)
    if file.is_dir():
        return _redirect(f"{asked}/", query)
    try:
        return _page(HTTPStatus.OK, content_type(file.name), file.read_bytes())
    except OSError:  # gone since, or not ours to read
        return _missing(folder, preview)


def event(before: Preview, now: Preview) -> str:
    """What a page that shows `before` is told, as a server-sent event; a ping if nothing is new."""
    if now.problems and now.problems != before.problems:
        return f"event: problems\ndata: {json.dumps(now.problems, ensure_ascii=False)}\n\n"
    is_mended = bool(before.problems and not now.problems)
    if is_mended or (not now.problems and now.version != before.version):
        return f"event: reload\ndata: {now.version}\n\n"
    return ": ping\n\n"


def content_type(name: str) -> str:
    """The content type of a file, with the encoding where it is text."""
    kind, encoding = _STANDARD_TYPES.guess_type(name)
    known = "application/octet-stream" if encoding or not kind else kind
    known = _TYPES.get(PurePosixPath(name).suffix.lower(), known)
    return f"{known}; charset=utf-8" if known.startswith("text/") or "xml" in known else known


def with_script(page: bytes) -> bytes:
    """The page with our script tag before the end of its body."""
    end = page.lower().rfind(b"</body>")
    return page + _SCRIPT_TAG if end < 0 else page[:end] + _SCRIPT_TAG + page[end:]


def _page(status: HTTPStatus, kind: str, body: bytes) -> Answer:
    return Answer(status, kind, with_script(body) if kind.startswith("text/html") else body)


def _redirect(path: str, query: str) -> Answer:
    """Temporary, for browsers never forget the other sort."""
    location = quote(path) + (f"?{query}" if query else "")
    return Answer(HTTPStatus.FOUND, location=location)


def _locate(folder: Path, path: str) -> Path | None:
    """The file of a decoded path, or the folder that it names without its last slash.

    None for what is not there, what a name starting with a dot hides, save /.well-known/, and
    whatever lies outside of the folder once links are followed.
    """
    *parents, name = path.split("/")
    if not all(parents) or _is_hidden((*parents, name)):
        return None
    found = folder / path
    if not name:
        found /= "index.html"
    try:
        inside = found.resolve().relative_to(folder.resolve())
        is_there = found.is_file() or (found / "index.html").is_file()
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, a NUL, or outside
        return None
    return found if is_there and not _is_hidden(inside.parts) else None


def _is_hidden(parts: Sequence[str]) -> bool:
    shown = parts[1:] if parts[:1] == (".well-known",) else parts
    return any(part.startswith(".") for part in shown)


def _missing(folder: Path, preview: Preview) -> Answer:
    """The site's own page for what is not there; ours while the site has none."""
    try:
        return _page(HTTPStatus.NOT_FOUND, _HTML, (folder / "404.html").read_bytes())
    except OSError:
        lines = "\n".join(preview.problems) or "Not found"
        status = HTTPStatus.SERVICE_UNAVAILABLE if preview.problems else HTTPStatus.NOT_FOUND
        page = (
            '<!doctype html>\n<html lang="en" dir="ltr">\n<meta charset="utf-8">\n'
            f"<title>newsgen</title>\n<body>\n<pre>{html.escape(lines)}</pre>\n</body>\n</html>\n"
        )
        return _page(status, _HTML, page.encode())


class PreviewServer(ThreadingHTTPServer):
    """Listens from the moment it is made, on `host` and `port` (0: any free one); raises OSError.

    `preview` is what all its threads show; it is replaced as a whole, never changed.
    """

    allow_reuse_port = False
    block_on_close = False
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, folder: Path, host: str, port: int) -> None:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        self.address_family, *_, address = found[0]
        self.folder = folder
        self.preview = Preview(version=time.time_ns() // 1_000_000)
        self._shown = threading.Condition()
        super().__init__((str(address[0]), int(address[1])), _RequestHandler)

    def server_bind(self) -> None:
        """As the parent's, but without asking the network for our name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def show(self, preview: Preview) -> None:
        """Replace what is shown, and tell every open page."""
        with self._shown:
            self.preview = preview
            self._shown.notify_all()

    def other_than(self, shown: Preview, wait_seconds: float) -> Preview:
        """What is shown as soon as it is something else, or the same when the time is up."""
        with self._shown:
            self._shown.wait_for(lambda: self.preview != shown, wait_seconds)
            return self.preview

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _RequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # with the buffer, thirty times the requests a second
    wbufsize = 65536
    timeout = 60
    server: PreviewServer

    def do_GET(self) -> None:
        if self.path.partition("?")[0] == _EVENTS:
            self._stream()
        else:
            self._send(answer(self.path, self.server.preview, self.server.folder))

    do_HEAD = do_GET  # noqa: N815 (http.server calls it so)

    def _send(self, response: Answer) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.kind)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Cache-Control", "no-store")
        if response.location:
            self.send_header("Location", response.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _stream(self) -> None:
        """Events for as long as the page is open; the page tells the version that it `seen`."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        now = self.server.preview
        seen = self.path.partition("?seen=")[2]
        shown = Preview(version=now.version if seen in ("", str(now.version)) else 0)
        self.wfile.write(b"retry: 1000\n")
        while True:
            self.wfile.write(event(shown, now).encode())
            self.wfile.flush()
            shown, now = now, self.server.other_than(now, PING_SECONDS)

    def log_message(self, *_: object) -> None:
        """Requests are not told; problems are."""
