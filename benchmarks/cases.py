"""What is measured: a cold build, then one change after the other, each with a build."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks import corpus
from benchmarks.measure import Cost, Output, cost, output
from benchmarks.tools import (
    CHANGED,
    Tool,
    change_base,
    forget,
    lay_out,
    restore_base,
    write_article,
)

CASES = ("cold", "no-op", "edited body", "edited title", "new article", "template")
PAGES_APART, BYTES_APART = 0.02, 0.10  # of newsgen's, beyond which the work is not the same


class Site(NamedTuple):
    """A tool's site of `size` articles, in the folder `place`."""

    tool: Tool
    place: Path
    size: int


class Figures(NamedTuple):
    """What a tool wrote when it built the site, and what the runs of each case cost."""

    output: Output
    costs: dict[str, list[Cost]]


def is_same_work(ours: Output, theirs: Output) -> bool:
    """True when pages and bytes are as near as different templates can bring them."""
    return (
        abs(theirs.pages / ours.pages - 1) <= PAGES_APART
        and abs(theirs.html_bytes / ours.html_bytes - 1) <= BYTES_APART
    )


def measure_size(
    size: int,
    measured: Sequence[Tool],
    cases: Sequence[str],
    repeats: int,
    once_over: float,
    tmp: str,
) -> Mapping[str, Figures]:
    """Figures by tool. Tools take turns within each case, so that what disturbs the machine
    disturbs all; a case that took longer than `once_over` seconds is not repeated.
    """
    folder = Path(tempfile.mkdtemp(prefix="newsgen-bench-", dir=tmp))
    try:
        sites = [Site(tool, folder / tool.key, size) for tool in measured]
        _write(sites, size)
        found: dict[str, Figures] = {}
        for repeat in range(repeats):
            _measure_once(sites, cases, once_over, found)
            if not repeat:
                _tell_work(found)
        return found
    finally:
        shutil.rmtree(folder)


def _write(sites: Sequence[Site], size: int) -> None:
    for site in sites:
        lay_out(site.tool, site.place)
    for record in corpus.articles(size):
        for site in sites:
            write_article(site.tool, site.place, record)


def _measure_once(
    sites: Sequence[Site], cases: Sequence[str], once_over: float, found: dict[str, Figures]
) -> None:
    for site in sites:
        _restore(site)
    for case in CASES:
        for site in sites if case in cases else ():
            known = found[site.tool.key].costs.get(case, []) if site.tool.key in found else []
            if any(one.wall_seconds > once_over for one in known):
                continue
            spent = _cold(site, found, cases) if case == "cold" else _changed(site, case)
            found[site.tool.key].costs.setdefault(case, []).append(spent)
            _tell(site, case, spent)


def _cold(site: Site, found: dict[str, Figures], cases: Sequence[str]) -> Cost:
    """The cost of a cold build; the caches that later cases need are made outside the clock."""
    forget(site.tool, site.place)
    spent = cost(_filled(site.tool.cold_command, site), site.place)
    found.setdefault(site.tool.key, Figures(output(site.place / "public"), {}))
    if site.tool.is_primed and len(cases) > 1:
        cost(_filled(site.tool.command, site), site.place)
    return spent


def _changed(site: Site, case: str) -> Cost:
    """The cost of a build after one more change; the changes before it stay."""
    record, shown = corpus.article(site.size // 2), ""
    match case:
        case "edited body":
            record, shown = corpus.with_edited_body(record), corpus.ADDED_SENTENCE
        case "edited title":
            record = corpus.with_edited_title(corpus.with_edited_body(record))
            shown = f"<h1>{record.title}</h1>"
        case "new article":
            record = corpus.newest(site.size)
            shown = record.title
        case "template":
            change_base(site.tool, site.place)
            shown = CHANGED[1]
    if case in {"edited body", "edited title", "new article"}:
        write_article(site.tool, site.place, record)
    spent = cost(_filled(site.tool.command, site), site.place)
    page = site.place / "public" / "articles" / record.slug / "index.html"
    if shown not in page.read_text(encoding="utf-8").replace("<bdi>", "").replace("</bdi>", ""):
        raise SystemExit(f"{site.tool.name}: {page} does not show the {case}")
    return spent


def _restore(site: Site) -> None:
    """The site as it was laid out."""
    write_article(site.tool, site.place, corpus.article(site.size // 2))
    newest = corpus.newest(site.size)
    (site.place / site.tool.articles / f"{newest.slug}.md").unlink(missing_ok=True)
    restore_base(site.tool, site.place)


def _filled(command: Sequence[str], site: Site) -> tuple[str, ...]:
    return tuple(part.replace("{site}", str(site.place)) for part in command)


def _tell(site: Site, case: str, spent: Cost) -> None:
    click.echo(
        f"  {case:12} {site.tool.key:15} {spent.wall_seconds:8.2f} s {spent.cpu_seconds:8.2f} s CPU"
        f" {spent.pss_mib:6.0f} MiB",
        err=True,
    )


def _tell_work(found: Mapping[str, Figures]) -> None:
    """Say what each tool wrote, and where it was not newsgen's work."""
    ours = found.get("newsgen")
    for key, (wrote, _) in found.items():
        told = f"  wrote        {key:15} {wrote.pages:8,} pages {wrote.html_bytes / 1e6:8.1f} MB"
        is_other = ours and key != "newsgen-default" and not is_same_work(ours.output, wrote)
        click.echo(told + (": not the same work" if is_other else ""), err=True)
