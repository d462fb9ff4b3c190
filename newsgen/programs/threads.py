"""Proposing stories: what of the site's news may be one, and nobody said so. Nothing is written."""

from typing import NamedTuple

from newsgen.graph.site import assemble
from newsgen.graph.threads import Proposal, propose
from newsgen.machine.locking import locked
from newsgen.programs.contents import read_site_content, terms_reader
from newsgen.programs.reports import OnWait, in_silence
from newsgen.programs.settings import Workplace
from newsgen.words.model import Visibility
from newsgen.words.problems import Problem


class Proposed(NamedTuple):
    """The proposals, and what is wrong with content that could not be read for them."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]


def threads(
    place: Workplace,
    visibility: Visibility,
    days: int,
    least: int,
    on_wait: OnWait = in_silence,
) -> Proposed:
    """Proposals among the visible articles that belong to no story yet."""
    with locked(place.folders.cache, on_wait=on_wait):
        content = read_site_content(place)
        terms_of = terms_reader(place, content)
        site, _ = assemble(content.articles, (), place.config, visibility, terms_of)
        terms = terms_of(site.articles)
    return Proposed(propose(site.articles, terms, days, least), content.problems)
