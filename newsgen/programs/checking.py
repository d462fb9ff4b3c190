"""Checking: all that is doubtful about a site, told without building it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from newsgen.content.articles import decode
from newsgen.content.blocked_html import blocked_html
from newsgen.content.list_slips import list_slips
from newsgen.content.named_places import named_places
from newsgen.graph.ranking import no_terms
from newsgen.graph.site import Site, assemble
from newsgen.graph.titles.known_names import resolver
from newsgen.graph.titles.records import Resolution
from newsgen.graph.titles.reports import names_itself
from newsgen.graph.titles.reports import problems as problems_of
from newsgen.graph.titles.resolving import find_each, resolve
from newsgen.language.arabic import fold
from newsgen.language.direction import quotation_marks
from newsgen.language.front_matter import SplitText, split
from newsgen.machine.folders import scan
from newsgen.machine.kept_bodies import kept_body
from newsgen.machine.locking import locked
from newsgen.machine.publishing import refuse_wrong_place, settled
from newsgen.machine.sources import Content
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.contents import read_site_content, spread_for
from newsgen.programs.look import read_look
from newsgen.programs.pictures import copied, read_gallery
from newsgen.programs.reports import OnWait, in_silence
from newsgen.programs.settings import Workplace, advice, with_places
from newsgen.words.model import CONTENT_FOLDER, Article, Named, Profile, StaticPage, Visibility
from newsgen.words.problems import Problem, in_order, warning


class Checked(NamedTuple):
    """What a check found; the number of articles that show is 0 where the settings are wrong."""

    articles: int
    problems: tuple[Problem, ...]


def check(
    place: Workplace, output: Path, visibility: Visibility, on_wait: OnWait = in_silence
) -> Checked:
    """Every problem of settings, content, templates and strings, and every name that leads to no
    article. Seeds are left alone; the output folder is only settled: what a killed publish left
    there is completed. Raises OutputRefused where no site can be built.
    """
    refuse_wrong_place(output, place.folders)  # whose lock could be the site's own
    with locked(place.folders.cache, on_wait=on_wait), settled(output, on_wait=on_wait):
        content = _read(place)
        look = read_look(place)
        pictures = read_gallery(place, look, content.pictured)
        written = tuple(_written(place, content))
    known = (*place.problems, *content.problems, *look.problems, *pictures.problems, *written)
    if place.problems:
        return Checked(0, in_order(known))
    links_only = place.config.related._replace(limit=0)  # nothing asks for the ranking then
    config = place.config._replace(related=links_only)
    site, doubts = assemble(
        content.articles,
        content.pages,
        config,
        visibility,
        no_terms,
        profiles=content.profiles,
    )
    _, collisions = lay_out(Shelf(site, pictures.gallery), copied(look, pictures))
    names = (*_former_titles_in_use(site), *_names_without_article(place, site, content.articles))
    return Checked(
        len(site.articles),
        in_order((*known, *with_places(place, (*doubts, *collisions)), *names, *advice(place))),
    )


def _read(place: Workplace) -> Content:
    sources = scan(place.folders.content)
    spread = spread_for(len(sources))
    try:
        return read_site_content(place, sources, spread)
    finally:
        spread.close()


def _written(place: Workplace, content: Content) -> Iterator[Problem]:
    """What is not shown as it looks in the texts: lists, and what browsers refuse under a strict
    policy.
    """
    folder, quotes = place.folders.content, quotation_marks(place.config.site.language)
    for source, at in content.bodies.items():
        path = f"{CONTENT_FOLDER}/{source}"
        text = decode((folder / source).read_bytes(), path)
        if isinstance(text, Problem):
            continue
        parted = split(text, path)
        if isinstance(parted, Problem):
            continue
        yield from _list_problems(parted, path)
        start = len(text) - len(parted.body)
        body = kept_body(place.packs, folder, source, at, quotes)
        for written, line, column in blocked_html(body, text, start):
            yield warning(
                path,
                "blocked-html",
                f"browsers refuse {written} under the policy default-src 'self'",
                line=line,
                column=column,
                hint="put pictures beside the article, styles and scripts into the theme, "
                "and a plain link where something of another site is shown",
            )


def _list_problems(parted: SplitText, path: str) -> Iterator[Problem]:
    for line, column, becomes in list_slips(parted.body, parted.body_line):
        what = "one of the outer list" if becomes == "item" else "a paragraph after the list"
        message, hint = (
            f"to Markdown this is {what}",
            "indent what belongs to an item by four spaces",
        )
        yield warning(path, "list-indent", message, line=line, column=column, hint=hint)


def _former_titles_in_use(site: Site) -> Iterator[Problem]:
    """Former titles that are the title of another article now: a name of them leads there."""
    titles = {one.title_key: one for one in site.articles}
    for one in site.articles:
        for title in one.former_titles:
            other = titles.get(fold(title), one)
            if other != one:
                yield warning(
                    f"{CONTENT_FOLDER}/{one.source}",
                    "former-title-taken",
                    f"the former title '{title}' is the title of {CONTENT_FOLDER}/{other.source}",
                    hint="delete it: who names it means the other",
                )


def _names_without_article(
    place: Workplace, site: Site, articles: Sequence[Article]
) -> Iterator[Problem]:
    """Only the files that hold such a name are read again, to tell the place of it. A name of one
    of the `articles` that is held back says so.
    """
    house_names, base_url = site.config.house_names, site.config.site.base_url
    titles = resolver(site.articles, house_names, base_url)
    shown = {one.source for one in site.articles}
    held = resolver([one for one in articles if one.source not in shown], house_names, base_url)
    told: dict[Named, Resolution] = {}
    numbers = {one.source: number for number, one in enumerate(site.articles)}
    sources: list[Article | StaticPage | Profile] = [
        *site.articles,
        *site.pages,
        *site.profiles.values(),
    ]
    for one in sources:
        found = set(chain(*site.named_by(one.source)))
        if None not in found and numbers.get(one.source) not in found:
            continue
        path = f"{CONTENT_FOLDER}/{one.source}"
        for named, line, column in named_places(_bytes_of(place, one), one):
            if named not in told:
                told[named] = resolve(named.title, named.key, titles)
            if told[named].source == one.source:
                yield names_itself(named.title, path, line, column)
            waiting = find_each([named], held).get(named)
            for problem in problems_of(named.title, told[named], path, line, column):
                hint = (
                    f"{CONTENT_FOLDER}/{waiting.source} is held back" if waiting else problem.hint
                )
                yield problem._replace(hint=hint)


def _bytes_of(place: Workplace, one: Article | StaticPage | Profile) -> bytes:
    try:
        return (place.folders.content / one.source).read_bytes()
    except FileNotFoundError:  # just now
        return b""
