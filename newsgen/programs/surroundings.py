"""What a build remembers of the articles around each, so that the page of an edited one can be laid
out among them again, without the rest of the site.
"""

import pickle
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newsgen.graph.ranking import Ranking, no_terms
from newsgen.graph.site import Site
from newsgen.graph.taxonomies import Taxonomies
from newsgen.language.urls import addresses
from newsgen.machine.folders import SIGNATURE_BYTES
from newsgen.machine.glance import Inputs, numbers_of
from newsgen.machine.packs import BodyAt
from newsgen.machine.records import SHAPE_BYTES
from newsgen.machine.sources import Content, article_beside
from newsgen.outputs import pages
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.gallery import Gallery
from newsgen.outputs.making import plain_stamp
from newsgen.outputs.shelf import Mentions, Shelf
from newsgen.programs.look import Look
from newsgen.programs.pictures import read_gallery
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Page, Source, Term


class Surroundings(NamedTuple):
    """What a build remembers: all sources by path, with the numbers of their signatures
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

    def sources(self) -> list[str]:
        """The paths of all sources, by number."""
        return self.paths.split("\0") if self.paths else []


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
        paths=_joined(sources),
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


def changed_sources(known: Surroundings, inputs: Inputs) -> list[int]:
    """The numbers of the sources that changed; none where more did than the content of some."""
    sources = [one for one in inputs.content if one.path.endswith(".md")]
    if _joined(sources) != known.paths or _files(inputs) != known.files:
        return []
    return _differing(numbers_of(sources), known.signatures)


def is_shown_alone(known: Surroundings, number: int, shape: bytes) -> bool:
    """Whether its own page alone shows what was edited in an article that now has such a shape."""
    then = known.shapes[number * SHAPE_BYTES : (number + 1) * SHAPE_BYTES]
    return shape == then and known.others[number] is not None


def chrome_of(known: Surroundings) -> Chrome:
    """What all pages of that build show around themselves."""
    chrome: Chrome = pickle.loads(known.chrome)  # noqa: S301 (checked by the cache; ours)
    return chrome


def page_among(
    known: Surroundings,
    sources: Sequence[str],
    number: int,
    article: Article,
    place: Workplace,
    look: Look,
) -> Page | None:
    """The page of an article as it is now, among those that it shows; None if one of them cannot be
    found. `sources` are the paths of all.
    """
    shown = known.others[number]
    size, older, newer = known.stories.get(number, (0, None, None))
    others: dict[int, Article] = {}
    for at in {at for found in (*shown, (older, newer)) for at in found if isinstance(at, int)}:
        other = article_beside(place.packs, BodyAt(*known.bodies[at]))
        if other is None or other.source != sources[at]:
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


def renewed(known: Surroundings, inputs: Inputs, edited: Mapping[int, BodyAt]) -> Surroundings:
    """What is known after an edit of some articles, whose bodies now lie elsewhere."""
    bodies = list(known.bodies)
    for number, body_at in edited.items():
        bodies[number] = tuple(body_at)
    sources = [one for one in inputs.content if one.path.endswith(".md")]
    return known._replace(signatures=numbers_of(sources), bodies=tuple(bodies))


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


def _files(inputs: Inputs) -> bytes:
    others = [one for one in inputs.content if not one.path.endswith(".md")]
    return plain_stamp((_joined(others), numbers_of(others))) if others else b""


def _joined(sources: Sequence[Source]) -> str:
    return "\0".join([one.path for one in sources])


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
