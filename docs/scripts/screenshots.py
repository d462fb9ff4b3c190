"""Renew the pictures of the sample site in docs/images/.

Builds the repository's own site, serves it, and takes each page on a desk and on a phone, in light
and in dark, in the Chromium that `make browser` finds. `make screenshots` runs it.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "browser")]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from sites import newsgen  # noqa: E402
from windows import ARGUMENTS, BROWSERS, served  # noqa: E402

IMAGES = REPOSITORY / "docs" / "images"
PAGES = {
    "front": "/",
    "section": quote("/categories/علوم/"),
    "story": quote("/articles/تعزيز-التعاون-الأمني-بين-الصين-وروسيا/"),
    "archive": "/archive/",
    "timeline": quote("/stories/التوتر-بين-الصين-والغرب/"),
    "author": quote("/authors/قسم-العلوم/"),
    "not-found": "/no/such/page",
}
SIZES = {"desk": (1440, 1100), "phone": (360, 780)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        done = newsgen("build", "--output", folder + "/public", cwd=REPOSITORY)
        if done.returncode:
            raise SystemExit(done.stderr)
        with served(Path(folder, "public")) as host, sync_playwright() as playwright:
            found = next(filter(None, map(shutil.which, BROWSERS)), None)
            browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
            for name, path in PAGES.items():
                for size in SIZES:
                    take(browser, host + path, f"{name}-{size}.jpg", size, "light")
            take(browser, host + "/", "front-dark.jpg", "desk", "dark")
            take(browser, host + PAGES["story"], "story-dark.jpg", "phone", "dark")
            browser.close()


def take(browser: Browser, url: str, name: str, size: str, scheme: str) -> None:
    """Take what a window of this size first shows of a page."""
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type] # one of two words
        device_scale_factor=1 if size == "desk" else 2,
    )
    page.goto(url)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.reload()  # fonts that come late are shown from the second page on
    page.screenshot(path=IMAGES / name, type="jpeg", quality=80)
    page.close()
    print(f"docs/images/{name}")


if __name__ == "__main__":
    main()
