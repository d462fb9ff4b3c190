"""What content/ holds, read with the settings of its site."""

from collections.abc import Sequence
from functools import partial

from newsgen.graph.ranking import TermsOf
from newsgen.language.direction import quotation_marks
from newsgen.machine.folders import scan
from newsgen.machine.parallel import Serial, Spread, Workers, cores
from newsgen.machine.sources import Content, Reader, read_content
from newsgen.machine.terms import read_terms
from newsgen.programs.settings import Workplace
from newsgen.words.model import Source

POOL_FROM_ARTICLES = 200
_SERIAL = Serial()


def reader_of(place: Workplace) -> Reader:
    """How this site's sources are read."""
    language = place.config.site.language
    return Reader(
        folder=place.folders.content,
        zone=place.config.site.timezone,
        quotes=quotation_marks(language),
        packs=place.packs,
        cache_file=place.cache_file("content"),
        key=place.key + language.encode(),
        related_limit=place.config.related.limit,
        place_weights=place.config.related.place_weights,
    )


def terms_reader(place: Workplace, content: Content, spread: Spread = _SERIAL) -> TermsOf:
    """What gives the terms of articles of this content."""
    file = place.cache_file("terms")
    return partial(read_terms, reader_of(place), file, content.bodies, content.terms, spread)


def spread_for(articles: int, jobs: int = 0) -> Spread:
    """As many processes as that many articles are worth, or as asked for."""
    processes = jobs or (cores() if articles >= POOL_FROM_ARTICLES else 1)
    return Workers(processes) if processes > 1 else Serial()


def read_site_content(
    place: Workplace, sources: Sequence[Source] | None = None, spread: Spread = _SERIAL
) -> Content:
    """What content/ holds now; `sources` are its files if somebody just looked."""
    if sources is None:
        sources = scan(place.folders.content)
    return read_content(sources, reader_of(place), spread)
