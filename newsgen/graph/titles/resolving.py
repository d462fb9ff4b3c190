"""From a name to the one article that bears it: the ordered rules.

A resolution is a function of the name and the set of titles alone. An equal folded title costs a
look-up; what the further rules need is made when the first name gets that far. Most names without
an equal lead nowhere, which `find_each` knows soon; `resolve` also tells what comes near.
"""

from collections.abc import Iterable, Sequence

from newsgen.graph.titles.addresses import address_key, is_address
from newsgen.graph.titles.bare import Bare, bare, ends_in_dots
from newsgen.graph.titles.beginnings import LEAST_LETTERS, may_be_cut_to
from newsgen.graph.titles.equals import One, find_equal
from newsgen.graph.titles.known_names import Resolver
from newsgen.graph.titles.near import BEST, Entry, beginning_with, near
from newsgen.graph.titles.numerals import numbers
from newsgen.graph.titles.outlines import suspects
from newsgen.graph.titles.records import UNKNOWN, Candidate, Resolution, path_of
from newsgen.language.arabic import clean
from newsgen.words.model import CONTENT_FOLDER

_MOST_CANDIDATES = 5
_FEW = 8  # names: to look at these closely costs less than to tell which need it


def find_each(names: Iterable[tuple[str, str]], among: Resolver[One]) -> dict[tuple[str, str], One]:
    """The articles that `resolve` tells for names with their keys, and nothing else; many times
    faster, for most names that lead nowhere are not looked at closely.
    """
    found: dict[tuple[str, str], str | None] = {}
    unlike: dict[tuple[str, str], Bare] = {}
    for name, key in names:
        resolution = _by_name(name, key, among)
        if resolution is None:
            stripped = bare(clean(name).strip(), key, among.house_keys)
            resolution = _by_dress(stripped, among)
            if resolution is None and key:
                unlike[name, key] = stripped
        if resolution is not None:
            found[name, key] = resolution.source
    if unlike:
        suspected = {stripped.key for stripped in unlike.values()}
        if len(suspected) > _FEW:
            suspected = suspects(suspected, among.keys())
        for named, stripped in unlike.items():
            if stripped.key in suspected:
                found[named] = _by_likeness(stripped, among).source
    return {named: among.by_source[source] for named, source in found.items() if source}


def resolve(name: str, key: str, among: Resolver[One]) -> Resolution:
    """The article that a name leads to; `key` is the folded name.

    The rules, in order: an equal title, an address or a slug, a former title, the title without
    house name and label, a unique beginning, a near title. The first that finds something decides,
    the last two together; two articles that it finds are no link.
    """
    found = _by_name(name, key, among)
    if found is None:
        stripped = bare(clean(name).strip(), key, among.house_keys)
        found = _by_dress(stripped, among)
        if found is None:
            found = _by_likeness(stripped, among) if key else UNKNOWN
    return found


def _by_name(name: str, key: str, among: Resolver[One]) -> Resolution | None:
    """By the whole name: a title, an address, a former title. None if it is none of them."""
    equal = find_equal(name, key, among.equals)
    if equal is not None:
        return Resolution(equal.source, "title")
    name = clean(name).strip()
    if is_address(name):
        sources = among.by_address.get(address_key(name, among.home) or "", frozenset())
        return _decided("address", sorted(sources), among)
    titles = _bearers(name, key, among)
    is_slug = name in among.equals.slugs and name != ""
    literal = among.by_slug[name] if is_slug else _by_bare_address(name, among)
    if titles or literal:
        longer = _longer(name, key, titles, among)
        rule = "title" if titles else "address"
        return _decided(rule, sorted({*literal, *titles, *longer}), among)
    former = [one for one in among.by_former_title.get(key, ()) if _agree(name, one.title)]
    return _decided("former", sorted({one.source for one in former}), among) if former else None


def _bearers(name: str, key: str, among: Resolver[One]) -> list[str]:
    """The articles with this title; of twins the one, if it is one, that is written alike."""
    found = among.equals.by_title.get(key)
    twins = among.equals.twins.get(key, ()) if found is None else (found,)
    alike = [one.source for one in twins if one.title == name]
    if len(alike) == 1:
        return alike
    return [one.source for one in twins if _agree(name, one.title)]


def _longer(name: str, key: str, titles: Sequence[str], among: Resolver[One]) -> set[str]:
    """The articles that a cut name, «قمة الرياض…», may mean besides those of that very title."""
    if not ends_in_dots(name) or any(among.by_source[one].title == name for one in titles):
        return set()
    return _begun(bare(name, key, among.house_keys), among)


def _by_dress(stripped: Bare, among: Resolver[One]) -> Resolution | None:
    dressed = _dressed(stripped, among)
    return _decided("bare", dressed, among) if dressed else None


def _by_likeness(stripped: Bare, among: Resolver[One]) -> Resolution:
    begun = _begun(stripped, among)
    is_settled = stripped.is_cut and len(begun) == 1
    close = [] if is_settled else near(stripped.title, stripped.key, among.index)
    named = _named(one for one in close if _may_be(stripped, one[2]))
    candidates = _best(close, among)
    if len(begun | named) == 1:
        return Resolution(next(iter(begun | named)), "beginning" if begun else "near", candidates)
    if begun | named:
        return _decided("ambiguous", sorted(begun | named), among, candidates)
    return Resolution(None, "close", candidates) if candidates else UNKNOWN


def _named(close: Iterable[tuple[int, bool, Entry]]) -> set[str]:
    """The articles that a name comes near enough to. What comes as near by a change that no rule
    allows may be meant as well.
    """
    found = list(close)
    least = min((score for score, is_named, _ in found if is_named), default=BEST + 1)
    return {entry.source for score, _, entry in found if score >= least}


def _dressed(stripped: Bare, among: Resolver[One]) -> list[str]:
    """The articles that bear the same title under the same labels, else under some or none."""
    plain = [
        Entry(stripped.key, source, among.by_source[source].title)
        for source in _bearers(stripped.title, stripped.key, among)
    ] or among.by_former_title.get(stripped.key, ())
    entries = [
        entry
        for entry in (*among.dressed.get(stripped.key, ()), *plain)
        if _agree(stripped.title, entry.title)
    ]
    same = {entry.source for entry in entries if entry.labels == stripped.labels}
    return sorted(same or {entry.source for entry in entries if _may_be(stripped, entry)})


def _begun(stripped: Bare, among: Resolver[One]) -> set[str]:
    """The articles of whose titles the name is a beginning."""
    if len(stripped.key) < LEAST_LETTERS:
        return set()
    return {
        entry.source
        for entry in beginning_with(stripped.key, among.index)
        if may_be_cut_to(
            stripped.title, stripped.key, entry.title, entry.key, is_cut=stripped.is_cut
        )
        and _may_be(stripped, entry)
    }


def _may_be(stripped: Bare, entry: Entry) -> bool:
    """True unless both have labels and these differ: «فيديو: …» is not «صور: …»."""
    return not entry.labels or not stripped.labels or entry.labels == stripped.labels


def _decided(
    rule: str, sources: Sequence[str], among: Resolver[One], close: tuple[Candidate, ...] = ()
) -> Resolution:
    """A link to the one source; with several, none, and the sources as candidates."""
    if not sources:
        return UNKNOWN
    if len(sources) == 1:
        return Resolution(sources[0], rule)
    scores = {candidate.source: candidate.score for candidate in close}
    made = [_candidate(source, scores.get(source, BEST), among) for source in sources]
    made.sort(key=lambda candidate: (-candidate.score, candidate.source))
    return Resolution(None, "ambiguous", tuple(made[:_MOST_CANDIDATES]))


def _best(close: Sequence[tuple[int, bool, Entry]], among: Resolver[One]) -> tuple[Candidate, ...]:
    scores: dict[str, int] = {}
    for score, _, entry in close:
        scores.setdefault(entry.source, score)
    best = sorted(scores, key=lambda source: (-scores[source], source))[:_MOST_CANDIDATES]
    return tuple(_candidate(source, scores[source], among) for source in best)


def _candidate(source: str, score: int, among: Resolver[One]) -> Candidate:
    one = among.by_source[source]
    return Candidate(source, one.title, score, path_of(one))


def _by_bare_address(name: str, among: Resolver[One]) -> frozenset[str]:
    """Articles by «articles/قمة», an address without its first slash, or by their file, as messages
    name it: «content/articles/summit.md».
    """
    if name.endswith(".md"):
        return frozenset((name.removeprefix(f"{CONTENT_FOLDER}/"),)) & among.by_source.keys()
    if "/" not in name or " " in name:
        return frozenset()
    return among.by_address.get(address_key(f"/{name}", among.home) or "", frozenset())


def _agree(name: str, title: str) -> bool:
    """True if two titles of the same letters hold the same numbers: 3.5 is not 3-5."""
    return name == title or numbers(name) == numbers(title)
