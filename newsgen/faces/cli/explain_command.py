"""`newsgen explain`."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import unquote

import click

from newsgen.faces.cli import options
from newsgen.faces.cli.terminal import counted, tell_wait
from newsgen.programs.closeness_told import Closeness
from newsgen.programs.explaining import Explanation, Origin, Rendered, explain
from newsgen.programs.links_told import LinkTold
from newsgen.words.model import CONTENT_FOLDER

REJECTED_TOLD, WORDS_TOLD, PAGES_TOLD = 5, 5, 6
_VERDICTS = {
    "below-limit": "not among the first",
    "already-shown": "shown already",
    "same-title": "has the title of {because}",
    "near-duplicate": "says nearly the same as {because}",
}
_NO_LINK = {
    "no-article": "no article has this title",
    "several": "several articles answer to it",
    "itself": "the article itself",
}
_RULES = {
    "address": "by its address",
    "former": "by a former title",
    "bare": "but for a label or the house's name",
    "beginning": "by its beginning",
    "near": "by a near title",
}


@click.command()
@click.argument("article")
@options.asked_options("Explain")
@click.option("--json", "is_json", is_flag=True, help="Tell all of it as JSON.")
def command(asked: options.Asked, article: str, is_json: bool) -> None:
    """Tell why the page of ARTICLE is as it is, without building.

    ARTICLE is a file of content/articles, a slug, an address or a title. Told are where its address
    and date come from, where each of its links comes from and how close it is, which close articles
    are left out and why, which pages show it, and why its page was last rendered.
    """
    place, chosen = options.opened(asked)
    told = explain(place, chosen, article, tell_wait)
    if is_json:
        click.echo(json.dumps(_plain(told), ensure_ascii=False, indent=2))
    else:
        for line in _lines(told):
            click.echo(line)


def _plain(value: Any) -> Any:
    """Named tuples as objects."""
    if hasattr(value, "_asdict"):
        return {key: _plain(each) for key, each in value._asdict().items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _lines(told: Explanation) -> Iterator[str]:
    yield f"{told.title}"
    yield f"  source    {CONTENT_FOLDER}/{told.source}"
    yield f"  address   {unquote(told.url.value)} ({_origin(told.url)})"
    yield f"  date      {told.date.value or 'none, so it stands in no feed or archive'}" + (
        f" ({_origin(told.date)})" if told.date.value else ""
    )
    if told.seed:
        yield f"  imported  from {told.seed}"
    if told.held:
        yield f"  held      {told.held}: it is on no page"
        return
    if told.rendered:
        yield f"  page      {told.page}"
        yield from (f"            {line}" for line in _rendered(told.rendered))
    yield from _links("links", told.links)
    yield from _links("left out", told.rejected[:REJECTED_TOLD])
    if len(told.rejected) > REJECTED_TOLD:
        yield f"  … and {len(told.rejected) - REJECTED_TOLD} less close; --json tells all"
    yield from _pages(told)


def _origin(one: Origin) -> str:
    return f"{one.origin}, line {one.line}" if one.line else f"from the {one.origin}"


def _rendered(one: Rendered) -> Iterator[str]:
    if one.at:
        yield f"rendered {one.at}: {one.reason}"
    if one.action == "keep":
        yield "as it should be: a build keeps it"
    else:
        yield f"a build would render it: {one.action_reason}"


def _links(name: str, links: tuple[LinkTold, ...]) -> Iterator[str]:
    if links:
        yield f"{name}:"
    for one in links:
        score = f"{one.closeness.score:.3f}" if one.closeness else "–    "
        why = _why(one)
        yield f"  {one.origin:<8}  {score}  {one.title}{f' ({why})' if why else ''}"
        if one.closeness:
            yield f"                   {_parts(one.closeness)}"
        for other in one.candidates:
            where = f"{CONTENT_FOLDER}/{other.source}, {other.score}"
            yield f"                   near: {other.title} ({where})"


def _why(one: LinkTold) -> str:
    """Why it is no link or no other one; of a link by name, how the name led to it."""
    if one.verdict in _NO_LINK:
        return _NO_LINK[one.verdict]
    if one.rule in _RULES:
        return f"{_RULES[one.rule]}, '{one.name}'"
    return _VERDICTS.get(one.verdict, "").format(because=f"{CONTENT_FOLDER}/{one.because}")


def _parts(one: Closeness) -> str:
    """The parts of a score that are more than nothing, with the words and tags behind them."""
    words = ", ".join(each.name for each in one.shared_words[:WORDS_TOLD])
    tags = ", ".join(each.name for each in one.shared_tags)
    parts = (
        ("words", one.words, words),
        ("tags", one.tags, tags),
        ("category", one.category, ""),
        ("author", one.author, ""),
        ("recency", one.recency, ""),
    )
    told = [f"{name} {score:.3f}{f' ({of})' if of else ''}" for name, score, of in parts if score]
    return " + ".join(told) or "nothing in common"


def _pages(told: Explanation) -> Iterator[str]:
    """The pages that show it, by kind."""
    if told.pages:
        yield f"shown on {counted(len(told.pages), 'other page')}:"
    for kind, group in groupby(told.pages, key=lambda pair: pair[0]):
        paths = [path for _, path in group]
        yield f"  {kind} ({len(paths)})"
        yield from (f"    {path}" for path in paths[:PAGES_TOLD])
        if len(paths) > PAGES_TOLD:
            yield f"    … and {len(paths) - PAGES_TOLD} more; --json tells all"
