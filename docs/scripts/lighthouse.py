"""Judge the front page and the seed's story by Lighthouse, as a phone sees them on a static host.

    npm install --prefix build/lighthouse --no-save --ignore-scripts lighthouse@12.8.2
    python docs/scripts/lighthouse.py build/lighthouse

Builds the repository's own site and serves it compressed, as static hosts do. Prints the four
scores of each page and what cost points; exits with 1 where one is below 100. A machine that is
busy with other things costs points, so a page that falls short is judged up to three times.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = {"front": "/", "story": quote("/articles/تعزيز-التعاون-الأمني-بين-الصين-وروسيا/")}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
TRIALS = 3
TEXTS = (".html", ".css", ".js", ".svg", ".xml", ".txt")


class CompressingHost(SimpleHTTPRequestHandler):
    """Serves a folder with gzip, long-lived assets and a strict policy."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        if path.suffix in TEXTS:
            content = gzip.compress(content, 9)
            self.send_header("Content-Encoding", "gzip")
        is_kept = "?v=" in self.path or path.parent.name in ("fonts", "images")
        age = 31_536_000 if is_kept else 0
        self.send_header("Cache-Control", f"public, max-age={age}")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # a browser may not want the rest
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


def main() -> None:
    lighthouse = Path(sys.argv[1], "node_modules/lighthouse/cli/index.js")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "public")
        subprocess.run(
            [sys.executable, "-m", "newsgen", "build", "-q", "--output", str(site)],
            cwd=REPOSITORY,
            check=True,
        )
        handler = partial(CompressingHost, directory=str(site))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        is_perfect = True
        for name, path in PAGES.items():
            for _ in range(TRIALS):
                report = judged(lighthouse, address + path, Path(folder, f"{name}.json"))
                scores = scores_of(report)
                print(name, scores)
                for line in costly(report):
                    print("   ", line)
                if set(scores.values()) == {100}:
                    break
            is_perfect = is_perfect and set(scores.values()) == {100}
        server.shutdown()
    sys.exit(0 if is_perfect else 1)


def judged(lighthouse: Path, url: str, output: Path) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(
        [
            *("node", str(lighthouse), url, "--quiet", "--output=json"),
            *(f"--output-path={output}", f"--chrome-flags={FLAGS}"),
        ],
        env={"CHROME_PATH": chromium, **os.environ},
        check=True,
    )
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return report


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    return {key: round(100 * one["score"]) for key, one in report["categories"].items()}


def costly(report: dict[str, Any]) -> list[str]:
    """The audits that weigh in a score and are not perfect."""
    found = []
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    return found


if __name__ == "__main__":
    main()
