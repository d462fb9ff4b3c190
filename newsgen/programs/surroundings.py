"""What a build remembers of the articles around each, so that the page of an edited one can be laid
out among them again, without the rest of the site.
"""

import marshal
import pickle
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsgen.graph.site import bare_site
from newsgen.machine.folders import SIGNATURE_BYTES
from newsgen.machine.glance import Inputs, numbers_of
from newsgen.machine.packs import BodyAt, Places
from newsgen.machine.records import SHAPE_BYTES
from newsgen.machine.sources import Content, article_beside
from newsgen.outputs import pages
from newsgen.outputs.chrome import Chrome
from newsgen.outputs.gallery import Gallery
from newsgen.outputs.making import plain_stamp
from newsgen.outputs.shelf import Others, Shelf
from newsgen.programs.look import Look
from newsgen.programs.pictures import read_gallery
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Page, Pictured, Source, Term


class Surroundings(NamedTuple):
    """What a build remembers: all sources by path, with the numbers of their signatures
    and their shapes one after the other, and where their bodies lie; the articles in the order of
    the site, 4 bytes for the number of a source; in that order, marshalled, the others on their
    pages, each a place in that order or a title; the terms by spelling; the frame of all pages; and
    by number of a source the size of its story with the articles before and after it.
    `files` tells the files of content/ that are no sources, such as pictures, `is_ranked` that some
    page shows stories which a ranking found, and `ranked_from` the content that it was made of.
    """

    paths: str
    signatures: bytes
    files: bytes
    shapes: bytes
    bodies: tuple[Any, ...]
    articles: bytes
    others: bytes
    terms: dict[tuple[str, str], tuple[str, str, str]]
    chrome: bytes
    stories: dict[int, tuple[int, int | None, int | None]]
    is_ranked: bool
    ranked_from: bytes

    def sources(self) -> list[str]:
        """The paths of all sources, by number."""
        return self.paths.split("\0") if self.paths else []


class Opened(NamedTuple):
    """Surroundings, unpacked: the paths of all sources, by path the places of the articles in the
    order of the site, the numbers of their sources in that order, and what their pages show of
    others.
    """

    known: Surroundings
    sources: list[str]
    places: dict[str, int]
    articles: "array[int]"
    others: list[Others]

    def source(self, at: int) -> str:
        """The path of the article at a place."""
        return self.sources[self.articles[at]]

    def article(self, at: int, packs: Path) -> Article | None:
        """The article at a place, as it was built; None if it is lost."""
        article = article_beside(packs, place_of(self.known, self.articles[at]))
        return article if article and article.source == self.source(at) else None


def surroundings(
    content: Content, inputs: Inputs, shelf: Shelf, chrome: Chrome, ranked_from: bytes
) -> Surroundings:
    """What the next retouch needs to know of this build."""
    numbers = {path: number for number, path in enumerate(content.bodies)}
    sources = [one for one in inputs.content if one.path in numbers]
    by_time, others = shelf.packed_others()
    articles = array("I", [numbers[source] for source in by_time.split("\0") if source])
    return Surroundings(
        paths=_joined(sources),
        signatures=numbers_of(sources),
        files=_files(inputs),
        shapes=content.shapes,
        bodies=tuple(content.bodies.places),
        articles=articles.tobytes(),
        others=others,
        terms={
            where: (term.key, term.name, term.slug)
            for where, term in shelf.site.taxonomies.by_spelling.items()
        },
        chrome=pickle.dumps(chrome),
        stories={numbers[source]: place[2:] for source, place in shelf.story_places.items()},
        is_ranked=shelf.is_ranked,
        ranked_from=ranked_from,
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
    return shape == then and number in memoryview(known.articles).cast("I")


def place_of(known: Surroundings, number: int) -> BodyAt:
    """Where the body of a source lies."""
    return Places(*known.bodies).at(number)


def chrome_of(known: Surroundings) -> Chrome:
    """What all pages of that build show around themselves."""
    chrome: Chrome = pickle.loads(known.chrome)  # noqa: S301 (checked by the cache; ours)
    return chrome


def opened(known: Surroundings) -> Opened:
    """All that is remembered of the articles around each."""
    sources, articles = known.sources(), array("I", known.articles)
    places = {sources[number]: at for at, number in enumerate(articles)}
    return Opened(known, sources, places, articles, marshal.loads(known.others))  # noqa: S302 (checked by the cache)


def page_among(
    around: Opened, at: int, article: Article, shown: Others, place: Workplace, look: Look
) -> Page | None:
    """The page of an article as it is now, by its place, among those that it shows; None if one of
    them cannot be found.
    """
    known = around.known
    size, older, newer = known.stories.get(around.articles[at], (0, None, None))
    others: dict[int, Article] = {}
    for one in {one for found in (*shown, (older, newer)) for one in found if isinstance(one, int)}:
        other = around.article(one, place.packs)
        if other is None:
            return None
        others[one] = other
    on_shelf = {at: number for number, at in enumerate(others, start=1)}  # after the article
    see_also, named, links = (
        tuple([on_shelf[at] if isinstance(at, int) else at for at in found])
        for found in (shown[0], shown[1], shown[3])
    )
    ranked, backlinks = (tuple([on_shelf[at] for at in found]) for found in (shown[2], shown[4]))
    met = [article, *others.values()]
    pictures = read_gallery(place, look, map(_pictured, met))
    if pictures.problems:
        return None
    shelf = _shelf(place, met, pictures.gallery, known)
    if size:
        (story,) = shelf.named("stories", (article.story,))
        shelf.story_places[article.source] = (
            *story[:2],
            size,
            None if older is None else on_shelf[older],
            None if newer is None else on_shelf[newer],
        )
    return pages.article_page(shelf, 0, (see_also, named, ranked, links, backlinks))


def renewed(
    around: Opened, inputs: Inputs, edited: Mapping[int, BodyAt], moved: Mapping[int, Others]
) -> Surroundings:
    """What is known after an edit of some articles, by the numbers of their sources: where their
    bodies lie now, and by place, which pages show others than before.
    """
    known = around.known
    bodies = Places(*known.bodies).moved(edited)
    sources = [one for one in inputs.content if one.path.endswith(".md")]
    others = [moved.get(at, shown) for at, shown in enumerate(around.others)] if moved else ()
    return known._replace(
        signatures=numbers_of(sources),
        bodies=tuple(bodies),
        others=marshal.dumps(others, 2) if moved else known.others,
    )


def _pictured(one: Article) -> Pictured:
    return Pictured(one.source, one.image.path if one.image else "", one.body_images)


def _shelf(
    place: Workplace, articles: Sequence[Article], gallery: Gallery, known: Surroundings
) -> Shelf:
    """A shelf that holds a few articles, and all terms."""
    terms = {
        (taxonomy, spelling): Term(taxonomy, *told, ())
        for (taxonomy, spelling), told in known.terms.items()
    }
    return Shelf(bare_site(place.config, terms, articles), gallery)


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
