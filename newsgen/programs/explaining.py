"""Why an article's page is as it is: what `newsgen explain` tells. Nothing is built or written but
newsgen's own memory of the content.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from typing import NamedTuple

from newsgen.content.articles import decode
from newsgen.decide.built import BuiltFiles
from newsgen.decide.plan import Fingerprints, compare
from newsgen.graph.site import Site, assemble
from newsgen.language import front_matter
from newsgen.language.urls import article_path, page_path, term_path
from newsgen.machine import glance
from newsgen.machine.locking import locked
from newsgen.machine.sources import Content
from newsgen.outputs.chrome import chrome
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.programs.built_files import remembered_built
from newsgen.programs.contents import read_site_content, terms_reader
from newsgen.programs.finding import find_article
from newsgen.programs.links_told import LinkTold, links_told, rejected
from newsgen.programs.look import frame_digest, read_look
from newsgen.programs.memory import RankingMemory
from newsgen.programs.pictures import read_gallery
from newsgen.programs.reports import BuildOptions, OnWait, in_silence
from newsgen.programs.settings import Workplace
from newsgen.words.errors import NewsgenError, ProblemsFound
from newsgen.words.model import CONTENT_FOLDER, Article, Moment, Page
from newsgen.words.problems import Problem

_TOUCHED = Moment((1 << 62) - 1, "")


class Origin(NamedTuple):
    """A value and where it comes from: "front matter" with its line, "file name" or "none"."""

    value: str
    origin: str
    line: int = 0


class Rendered(NamedTuple):
    """What became of a page: when it was last rendered ("" if it never was) and why, and what a
    build would do with it now, and why.
    """

    at: str
    reason: str
    action: str
    action_reason: str


class Explanation(NamedTuple):
    """All that is told of an article. `held` says why it is not shown; then it has no links and no
    pages. `pages` are those that show anything of it besides its own: pairs of kind and path.
    """

    source: str
    title: str
    url: Origin
    date: Origin
    seed: str
    held: str
    links: tuple[LinkTold, ...] = ()
    rejected: tuple[LinkTold, ...] = ()
    page: str = ""
    rendered: Rendered | None = None
    pages: tuple[tuple[str, str], ...] = ()


def explain(
    place: Workplace, options: BuildOptions, wanted: str, on_wait: OnWait = in_silence
) -> Explanation:
    """Explain the article of this path, slug, address or title.

    Raises NewsgenError for an unknown article, ProblemsFound where it or the settings hold errors.
    """
    if place.problems:
        raise ProblemsFound(place.problems)
    with locked(place.folders.cache, on_wait=on_wait):  # other runs may write what is read here
        content = read_site_content(place)
        look = read_look(place)
        gallery = read_gallery(place, look, content.pictured, options.jobs).gallery
        ranking = RankingMemory(place, options.output)
        recalled = ranking.recall()
        built = remembered_built(place, options.output).files
    one = _wanted(wanted, content, place)
    site, _ = assemble(
        content.articles,
        content.pages,
        place.config,
        options.visibility,
        terms_reader(place, content),
        lambda: recalled,
        profiles=content.profiles,
    )
    told = _head(one, site, place)
    held = {held.source: held for held in site.held}.get(one.source)
    if held:
        due = f" until {held.due}" if held.due else ""
        return told._replace(held=f"{held.reason}{due}")
    shelf = Shelf(site, gallery)
    linking = set(_linking(one, site))
    pages = {page.path: page for page in lay_out(shelf, look.assets)[0]}
    touched = lay_out(Shelf(_touched(site, one), gallery), look.assets)[0]
    own = pages[article_path(one.slug)]
    fingerprints = Fingerprints(frame_digest(place, look, chrome(shelf)), look.templates.digests)
    return told._replace(
        links=tuple(links_told(one, shelf, place)),
        rejected=tuple(rejected(one, shelf, place)),
        page=own.path,
        rendered=_rendered(own, fingerprints, built, place, options),
        pages=tuple(
            sorted(
                (page.kind, page.path)
                for page in touched
                if page.path != own.path
                and page.path in pages  # a social card has another address for another headline
                and (page.stamp != pages[page.path].stamp or page.path in linking)
            )
        ),
    )


def _linking(one: Article, site: Site) -> Iterator[str]:
    """The pages that show nothing of an article but its address, in a link within their text."""
    paths = {each.source: article_path(each.slug) for each in site.articles}
    paths |= {each.source: page_path(each.slug) for each in site.pages}
    for term in chain(*site.taxonomies[:3]):
        if profile := site.profiles.get((term.taxonomy, term.key)):
            paths[profile.source] = term_path(term.taxonomy, term.slug)
    itself = [each.source for each in site.articles].index(one.source)
    for source, path in paths.items():
        if itself in site.named_by(source).links:
            yield path


def _wanted(wanted: str, content: Content, place: Workplace) -> Article:
    try:
        return find_article(wanted, content.articles, place)
    except NewsgenError:
        name = wanted.removeprefix(f"{CONTENT_FOLDER}/")
        found = [one for one in content.problems if one.path.endswith(name)]
        if found:
            raise ProblemsFound(tuple(found)) from None
        raise


def _head(one: Article, site: Site, place: Workplace) -> Explanation:
    """What the source itself decides."""
    path = f"{CONTENT_FOLDER}/{one.source}"
    text = decode((place.folders.content / one.source).read_bytes(), path)
    parted = text if isinstance(text, Problem) else front_matter.split(text, path)
    head = "" if isinstance(parted, Problem) else parted.head
    line = partial(front_matter.line_of, head)
    url = site.addresses.url(article_path(one.slug))
    slug_at, date_at = line("slug"), line("date")
    return Explanation(
        source=one.source,
        title=one.title,
        url=Origin(url, "front matter" if slug_at else "file name", slug_at),
        date=Origin(
            one.published.local if one.published else "",
            "front matter" if one.published else "none",
            date_at,
        ),
        seed=one.seed,
        held="",
    )


def _touched(site: Site, one: Article) -> Site:
    """The site if all that others show of one article were something else. Pages that are not what
    they were show it: a page's stamp covers its view.
    """
    other = one._replace(
        title=f"{one.title} ",
        summary=f"{one.summary} ",
        updated=_TOUCHED,
        digest=bytes(len(one.digest)),
        card_digest=bytes(len(one.card_digest)),
    )

    def swapped(articles: Sequence[Article]) -> tuple[Article, ...]:
        return tuple([other if each.source == one.source else each for each in articles])

    taxonomies = site.taxonomies
    terms = {
        term: term._replace(articles=swapped(term.articles))
        for found in taxonomies[:3]
        for term in found
        if one in term.articles
    }
    return site._replace(
        articles=swapped(site.articles),
        taxonomies=taxonomies._replace(
            categories=tuple([terms.get(term, term) for term in taxonomies.categories]),
            tags=tuple([terms.get(term, term) for term in taxonomies.tags]),
            authors=tuple([terms.get(term, term) for term in taxonomies.authors]),
        ),
        archives=tuple([each._replace(articles=swapped(each.articles)) for each in site.archives]),
    )


def _rendered(
    own: Page,
    fingerprints: Fingerprints,
    built: BuiltFiles,
    place: Workplace,
    options: BuildOptions,
) -> Rendered:
    last, file = built.get(own.path), built.file(own.path)
    damaged = glance.damaged(options.output, [(own.path, file[1])] if file else [])
    plan = compare([own], fingerprints, built.recipe, damaged, ())
    step = next(iter(plan.steps))
    if last is None:
        return Rendered("", "", step.action, step.reason)
    at = datetime.fromtimestamp(last.signature[1] // 10**9, place.zone).isoformat()
    return Rendered(at, last.reason, step.action, step.reason)
