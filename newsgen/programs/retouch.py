"""An edit that only the article's own page shows: the commonest of all, and quicker than a build.

After a build, what the page of each article shows of others is remembered. When nothing changed but
a few articles, and nothing in them that another page could show, their pages alone are rendered, by
the same functions and with the same result as in a build. In any doubt the answer is None, and a
build decides.
"""

import marshal
import pickle
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newsgen.content.terms import terms_of
from newsgen.decide.plan import Fingerprints, Plan, Step
from newsgen.graph.ranking import Ranking, no_terms
from newsgen.graph.site import Site
from newsgen.graph.taxonomies import Taxonomies
from newsgen.language.urls import addresses
from newsgen.machine import cache, publishing
from newsgen.machine.folders import SIGNATURE_BYTES
from newsgen.machine.glance import Inputs, numbers_of
from newsgen.machine.packs import BodyAt, read_packed
from newsgen.machine.parallel import Serial
from newsgen.machine.publishing import Manifest
from newsgen.machine.records import SHAPE_BYTES, value_of
from newsgen.machine.sources import Content, Row, article_beside, read_chunk
from newsgen.machine.writing import Jobs, write_pages
from newsgen.outputs import pages
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.gallery import Gallery
from newsgen.outputs.making import plain_stamp
from newsgen.outputs.shelf import Mentions, Shelf
from newsgen.programs.contents import reader_of
from newsgen.programs.look import Look, frame_digest, frame_of, read_look
from newsgen.programs.memory import remember_built, remembered_built
from newsgen.programs.pictures import read_gallery
from newsgen.programs.reports import BuildOptions
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Page, Term

EDITS_AT_MOST = 8
_ARTICLES = "articles/"


class Surroundings(NamedTuple):
    """What a build remembers for this: all sources by path, with the numbers of their signatures
    and their shapes one after the other, where their bodies lie, and the others on their pages,
    each a number of a source or a title; the terms by spelling; the frame of all pages; and by
    number of a source the size of its story with the numbers of the articles before and after it.
    `files` tells the files of content/ that are no sources, such as pictures, and `is_ranked` that
    some page shows stories which a ranking found.
    """

    paths: str
    signatures: bytes
    files: bytes
    shapes: bytes
    bodies: tuple[tuple[Any, ...], ...]
    others: tuple[Any, ...]
    terms: dict[tuple[str, str], tuple[str, str, str]]
    chrome: bytes
    stories: dict[int, tuple[int, int | None, int | None]]
    is_ranked: bool


class Retouched(NamedTuple):
    """What was done, how many articles were read, the rows of all built files, and what the next
    retouch needs to know.
    """

    plan: Plan
    parsed: int
    built: Mapping[str, tuple[Any, ...]]
    known: Surroundings


class Edit(NamedTuple):
    """An edited article with its number, what is to be remembered of it, and its page."""

    number: int
    article: Article
    row: Row
    page: Page

    @property
    def source(self) -> str:
        return self.article.source

    @property
    def body_at(self) -> BodyAt:
        pack, start, size = self.row[2]
        return BodyAt(pack, start, size, self.row[1])


def surroundings(content: Content, inputs: Inputs, shelf: Shelf, chrome: Chrome) -> Surroundings:
    """What the next retouch needs to know of this build."""
    sources = [one for one in inputs.content if one.path in content.bodies]
    numbers = {one.path: number for number, one in enumerate(sources)}
    among_articles = shelf.all_others()

    # The shelf counts by time, and what is remembered by path.
    renumbered = [numbers[source] for source in among_articles]

    def plain(mentions: Mentions) -> tuple[int | str, ...]:
        return tuple([one if isinstance(one, str) else renumbered[one] for one in mentions])

    def others_of(source: str) -> tuple[Any, ...] | None:
        others = among_articles.get(source)
        return others and tuple(map(plain, others))

    return Surroundings(
        paths="\0".join([one.path for one in sources]),
        signatures=numbers_of(sources),
        files=_files(inputs),
        shapes=content.shapes,
        bodies=tuple([tuple(content.bodies[one.path]) for one in sources]),
        others=tuple([others_of(one.path) for one in sources]),
        terms={
            where: (term.key, term.name, term.slug)
            for where, term in shelf.site.taxonomies.by_spelling.items()
        },
        chrome=pickle.dumps(chrome),
        stories={
            numbers[source]: (
                size,
                None if older is None else renumbered[older],
                None if newer is None else renumbered[newer],
            )
            for source, (_, _, size, older, newer) in shelf.story_places.items()
        },
        is_ranked=shelf.is_ranked,
    )


def retouch(
    place: Workplace, options: BuildOptions, inputs: Inputs, known: Surroundings
) -> Retouched | None:
    """Render and publish the pages of the edited articles alone. None where a build must look at
    more; nothing is done then.
    """
    if place.config.lite:  # another page shows the text as well
        return None
    paths = known.paths.split("\0") if known.paths else []
    changed = _changed(inputs, known, paths)
    if not changed:
        return None
    chrome: Chrome = pickle.loads(known.chrome)  # noqa: S301 (checked by the cache; ours)
    look = read_look(place)
    edits = _edits(place, look, inputs, changed, paths, known) if not look.problems else None
    if not edits:
        return None
    table = remembered_built(place, options.output)
    words = _words(place, edits, table.rows)
    if words is None:
        return None
    frame = frame_of(place, look, chrome)
    bodies = {edit.source: edit.body_at for edit in edits}
    stale = [*[edit.page for edit in edits], *words]
    outcome = write_pages(Jobs(stale, bodies), frame, options.output, Serial(), is_empty=False)
    if outcome.problems or any(page.path not in table.rows for page in stale):
        publishing.discard(options.output)
        return None
    fingerprints = Fingerprints(frame_digest(place, look, chrome), look.templates.digests)
    made = {page.path: fingerprints.of(page) for page in stale}
    steps = [
        Step(p.path, "render", f"{p.sources[0] if p.sources else 'what it shows'} changed", p)
        for p in stale
    ]
    reasons = {step.path: step.reason for step in steps}
    rows = {
        file.path: (*made[file.path], *file.signature, file.digest, reasons[file.path])
        for file in outcome.staged
    }
    digests = {path: rows.get(path, row)[6] for path, row in table.rows.items()}
    publishing.publish(
        options.output, outcome.staged, (), Manifest(digests), place.config.build.publish
    )
    remember_built(place, options.output, table, rows)
    reader = reader_of(place)
    cache.amend(reader.cache_file, reader.key, {edit.source: edit.row for edit in edits})
    kept = [path for path in table.rows if path not in rows]
    plan = Plan(tuple(steps), (), kept)
    return Retouched(plan, len(edits), table.rows, _renewed(known, inputs, edits))


def _words(
    place: Workplace, edits: Sequence[Edit], built: Mapping[str, tuple[Any, ...]]
) -> list[Page] | None:
    """What changes of the search; None if only a build can tell."""
    if not place.config.search:
        return []
    from newsgen.programs.searching import amend_words

    return amend_words(place, [(edit.article, edit.body_at) for edit in edits], built)


def _changed(inputs: Inputs, known: Surroundings, paths: Sequence[str]) -> list[int]:
    """The numbers of the sources that changed; none where it is not a few edited articles."""
    sources = [one for one in inputs.content if one.path.endswith(".md")]
    if [one.path for one in sources] != paths or _files(inputs) != known.files:
        return []
    changed = _differing(numbers_of(sources), known.signatures)
    is_small = len(changed) <= EDITS_AT_MOST
    return changed if is_small and all(paths[at].startswith(_ARTICLES) for at in changed) else []


def _shape(known: Surroundings, number: int) -> bytes:
    return known.shapes[number * SHAPE_BYTES : (number + 1) * SHAPE_BYTES]


def _differing(now: bytes, then: bytes) -> list[int]:
    """The numbers of the sources whose signatures differ; two halves that are equal are not looked
    into.
    """
    spans, found = [(0, len(now) // SIGNATURE_BYTES)], []
    while spans:
        start, end = spans.pop()
        part = slice(start * SIGNATURE_BYTES, end * SIGNATURE_BYTES)
        if now[part] == then[part]:
            continue
        middle = (start + end) // 2
        if middle == start:
            found.append(start)
        else:
            spans += [(middle, end), (start, middle)]
    return found


def _files(inputs: Inputs) -> bytes:
    others = [one for one in inputs.content if not one.path.endswith(".md")]
    paths = "\0".join([one.path for one in others])
    return plain_stamp((paths, numbers_of(others))) if others else b""


def _edits(
    place: Workplace,
    look: Look,
    inputs: Inputs,
    changed: Sequence[int],
    paths: Sequence[str],
    known: Surroundings,
) -> list[Edit] | None:
    """The edited articles; None if one of them has problems, or if others could show the change."""
    reader = reader_of(place)
    packed, problems = read_chunk(reader, [(paths[number], b"") for number in changed])
    if any(problems):
        return None
    edits: list[Edit] = []
    signatures = {one.path: one.signature for one in inputs.content} if inputs.is_settled else {}
    for number, found in zip(changed, marshal.loads(packed), strict=True):  # noqa: S302 (ours)
        content_digest, body_at, packed, shape = found
        if shape != _shape(known, number) or known.others[number] is None:
            return None
        article = article_beside(reader.packs, BodyAt(*body_at))
        if article is None:
            return None
        if known.is_ranked and not _ranks_alike(place, article, known.bodies[number], body_at):
            return None
        page = _page(place, look, article, number, paths, known)
        if page is None:
            return None
        signature = signatures.get(paths[number], b"")
        row = (signature, content_digest, body_at, value_of(packed), shape)
        edits.append(Edit(number, article, row, page))
    return edits


def _ranks_alike(
    place: Workplace, article: Article, then: Sequence[Any], now: Sequence[Any]
) -> bool:
    """Whether the bodies that lay there then and now tell a ranking the same: else the related
    stories of others may change.
    """
    weights = place.config.related.place_weights
    bodies = [read_packed(str(place.packs), BodyAt(*at)) for at in (then, now)]
    told = [terms_of(article.title, article.summary, body, weights) for body in bodies if body]
    return len(told) == len(bodies) and told[0] == told[1]


def _page(
    place: Workplace,
    look: Look,
    article: Article,
    number: int,
    paths: Sequence[str],
    known: Surroundings,
) -> Page | None:
    """The page of an article among those that it shows; None if one of them cannot be found."""
    shown = known.others[number]
    size, older, newer = known.stories.get(number, (0, None, None))
    others: dict[int, Article] = {}
    for at in {at for found in (*shown, (older, newer)) for at in found if isinstance(at, int)}:
        other = article_beside(place.packs, BodyAt(*known.bodies[at]))
        if other is None or other.source != paths[at]:
            return None
        others[at] = other
    on_shelf = {at: number for number, at in enumerate(others, start=1)}  # after the article
    see_also, related, links, backlinks = (
        tuple([on_shelf[at] if isinstance(at, int) else at for at in found]) for found in shown
    )
    around = [article, *others.values()]
    pictures = read_gallery(place, look, around)
    if pictures.problems:
        return None
    shelf = _shelf(place, around, pictures.gallery, known)
    if size:
        (story,) = shelf.named("stories", (article.story,))
        shelf.story_places[article.source] = (
            *story[:2],
            size,
            None if older is None else on_shelf[older],
            None if newer is None else on_shelf[newer],
        )
    return pages.article_page(shelf, 0, (see_also, related, links, backlinks))


def _shelf(
    place: Workplace, articles: Sequence[Article], gallery: Gallery, known: Surroundings
) -> Shelf:
    """A shelf that holds a few articles, and all terms."""
    terms = {
        (taxonomy, spelling): Term(taxonomy, *told, ())
        for (taxonomy, spelling), told in known.terms.items()
    }
    return Shelf(
        Site(
            config=place.config,
            addresses=addresses(place.config.site.base_url),
            articles=tuple(articles),
            pages=(),
            taxonomies=Taxonomies((), (), (), terms),
            sections=(),
            profiles={},
            at=0,
            archives=(),
            ranking=Ranking((), place.config.related, no_terms),
            references={},
            backlinks={},
            held=(),
        ),
        gallery,
    )


def _renewed(known: Surroundings, inputs: Inputs, edits: Sequence[Edit]) -> Surroundings:
    bodies = list(known.bodies)
    for edit in edits:
        bodies[edit.number] = tuple(edit.body_at)
    sources = [one for one in inputs.content if one.path.endswith(".md")]
    return known._replace(signatures=numbers_of(sources), bodies=tuple(bodies))
