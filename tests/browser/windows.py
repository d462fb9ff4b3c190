"""A strict static host for a site, and windows of a real Chromium on it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Route, ViewportSize

BROWSERS = (
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
POLICY = "default-src 'self'"
# Violations are told to the page only, so the page keeps them for us.
WATCH_POLICY = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event =>
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class Window(NamedTuple):
    """An open page, and what went wrong while it loaded."""

    page: Page
    status: int
    complaints: list[str]


class _StaticHost(SimpleHTTPRequestHandler):
    """Serves a folder as a static host does: with a policy, and with its own page for 404."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_StaticHost, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def opened(
    chromium: Browser,
    host: str,
    path: str,
    width: int = 1280,
    scheme: str = "light",
    *,
    runs_script: bool = True,
    late_ms: int = 0,
) -> Iterator[Window]:
    """A path of a host in a window of its own, where fonts and script come as late as this."""
    context = chromium.new_context(
        base_url=host,
        viewport=ViewportSize(width=width, height=900),
        color_scheme=scheme,
        is_mobile=width < 600,
        has_touch=width < 600,
        locale="ar",
        java_script_enabled=runs_script,
    )
    with context:
        context.add_init_script(WATCH_POLICY)
        if late_ms:
            for late in ("**/*.woff2", "**/*.js?*"):
                context.route(late, partial(_later, late_ms))
        page = context.new_page()
        complaints: list[str] = []
        _collect(page, complaints)
        response = page.goto(path)
        if runs_script:
            page.evaluate("document.fonts.ready.then(() => true)")
        yield Window(page, response.status if response else 0, complaints)


def _later(wait_ms: int, route: Route) -> None:
    time.sleep(wait_ms / 1000)
    route.continue_()


def _collect(page: Page, complaints: list[str]) -> None:
    """Console messages, exceptions, and requests that fail; the page's own status aside."""

    def on_console(message: Any) -> None:
        is_status = message.text.startswith("Failed to load resource")
        is_the_page_s_own = is_status and message.location["url"] == page.url
        if message.type in ("error", "warning") and not is_the_page_s_own:
            complaints.append(f"{message.type}: {message.text}")

    def on_response(response: Any) -> None:
        is_the_page_s_own = response.request.is_navigation_request()
        if response.status >= HTTPStatus.BAD_REQUEST and not is_the_page_s_own:
            complaints.append(f"{response.status}: {response.url}")

    def on_failure(request: Any) -> None:
        # A picture is dropped where the browser turns to another width of it.
        if request.resource_type != "image" or request.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
