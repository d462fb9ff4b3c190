"""What `newsgen explain` tells of the links of an article: where each comes from, and which
articles were near and are left out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsgen.graph.titles.known_names import resolver
from newsgen.graph.titles.records import Candidate, Resolution
from newsgen.graph.titles.resolving import resolve
from newsgen.outputs.shelf import NO_OTHERS, Shelf
from newsgen.programs.closeness_told import Closeness, closeness
from newsgen.programs.settings import Workplace
from newsgen.words.model import Article, Named


class LinkTold(NamedTuple):
    """A link of an article, or a candidate for one. `origin` is "named", "see-also", "link" (one in
    its text) or "ranked".

    `verdict` is "shown"; "no-article", "several" or "itself" for a name that is no link; or why a
    close article is left out: "already-shown", "same-title" and "near-duplicate" `because` of
    another one, "below-limit". For a link by name, `name` is what was written, `rule` what decided
    (see `Resolution`), and `candidates` are those that came near, the best first.
    """

    title: str
    source: str
    origin: str
    verdict: str
    because: str
    closeness: Closeness | None
    name: str = ""
    rule: str = ""
    candidates: tuple[Candidate, ...] = ()


def links_told(one: Article, shelf: Shelf, place: Workplace) -> Iterator[LinkTold]:
    """What its page shows, in order; of the links in its text, each once."""
    site = shelf.site
    titles = resolver(site.articles, site.config.house_names, site.config.site.base_url)
    see_also, related, links = _others(one, shelf)
    targets = site.named_by(one.source)
    for origin, mentions, names, numbers in (
        ("see-also", see_also, one.see_also, targets.see_also),
        ("link", links, one.links, targets.links),
        ("named", related, one.named, targets.named),
    ):
        found = site.targets(numbers)
        called = dict(reversed(_calls(names, found)))
        # A name of the article itself in `related` is left out of its page.
        itself = [named.title for named, at in zip(names, found, strict=False) if at == one]
        for at in dict.fromkeys((*mentions, *(itself if origin == "named" else ()))):
            named = called.get(at if isinstance(at, str) else at.source)
            told = _link(one, at, origin if named else "ranked", shelf, place)
            yield _by_name(told, one, resolve(*named, titles), named.title) if named else told


def _calls(names: Sequence[Named], targets: Sequence[Article | None]) -> list[tuple[str, Named]]:
    """What was written, by the title that is shown as plain text and by the source it names."""
    found = [(named.title, named) for named in names]
    return found + [(at.source, named) for named, at in zip(names, targets, strict=False) if at]


def _by_name(told: LinkTold, one: Article, found: Resolution, name: str) -> LinkTold:
    """A link, or what is none, with what its name led to."""
    verdict = told.verdict
    if verdict != "shown":
        is_several = found.rule == "ambiguous"
        verdict = "itself" if found.source == one.source else "several" if is_several else verdict
    others = [each for each in found.candidates if each.source != found.source]
    return told._replace(verdict=verdict, name=name, rule=found.rule, candidates=tuple(others))


def _others(one: Article, shelf: Shelf) -> list[list[Article | str]]:
    """What its page shows of others: the pointers in its text, what closes it, the links."""
    see_also, named, ranked, links, _ = shelf.others[shelf.numbers[one.source]] or NO_OTHERS
    shown = see_also, (*named, *ranked), links
    return [[at if isinstance(at, str) else shelf.article(at) for at in some] for some in shown]


def _link(one: Article, at: Article | str, origin: str, shelf: Shelf, place: Workplace) -> LinkTold:
    if isinstance(at, str):
        return LinkTold(at, "", origin, "no-article", "", None)
    told = closeness(one, at, shelf.site.ranking, place)
    return LinkTold(at.title, at.source, origin, "shown", "", told)


def rejected(one: Article, shelf: Shelf, place: Workplace) -> Iterator[LinkTold]:
    """The closest articles that its page does not show; none if it names enough itself."""
    site = shelf.site
    related = _others(one, shelf)[1]
    shown = {at.source for at in related if isinstance(at, Article)}
    of_title = {at for at in related if isinstance(at, str)}
    targets = site.targets(site.named_by(one.source).named)
    named = [at for at in targets if at and at.source != one.source]
    if len({at.source for at in named}) + len(of_title) >= site.config.related.limit:
        return
    for judged in site.judged(one, named):
        other = judged.article
        if other.source in shown:
            continue
        verdict: str = {"ranked": "below-limit", "shown": "already-shown"}.get(
            judged.verdict, judged.verdict
        )
        told = closeness(one, other, site.ranking, place)
        yield LinkTold(other.title, other.source, "ranked", verdict, judged.because, told)
