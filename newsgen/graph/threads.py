"""Stories that nobody named yet: articles close to one another, one after the other in time.

Two articles are linked where they are not too many days apart, close enough, and each among the
closest of the other; what hangs together by such links is a proposal.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from newsgen.content.terms import WEIGHT_UNIT, Terms, term_id
from newsgen.graph.features import Feature, counts_of, feature, names_of
from newsgen.graph.taxonomies import term_key
from newsgen.language.arabic import STOP_WORDS, fold_words, stem
from newsgen.words.model import Article

DAYS, LEAST = 14, 3
CLOSE_ENOUGH = 0.15  # the cosine of the angle between two articles: 1 for an article and its twin
WORDS_TOLD = 5
_CLOSEST = 8
_ACROSS = 0.75  # a story seldom goes on in another section
_TAG_WEIGHT = 0.3  # of a stem that stands alone
_OFTEN = 10  # what so many articles share may tell them, however small the site is
_HOLDERS = 256  # so that a month of ten thousand articles takes seconds
_DAY_SECONDS = 24 * 60 * 60
_SHARED_BY = 0.6  # of the members


class Proposal(NamedTuple):
    """Articles that may be one story, newest first, and why: the words of their titles and teasers
    and the tags that most of them share, and how close those that are linked are on average (1 is
    an article and its twin). `name` is a suggestion.
    """

    name: str
    articles: tuple[Article, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    closeness: float


def propose(
    articles: Sequence[Article],
    terms: Mapping[str, Terms],
    days: int = DAYS,
    least: int = LEAST,
    close_enough: float = CLOSE_ENOUGH,
) -> tuple[Proposal, ...]:
    """Proposals of at least so many articles, the one with the latest news first. `articles` stand
    newest first, and `terms` tell by source what they are about; those that belong to a story, and
    undated ones, are left out.
    """
    features = {one.source: feature(one, terms[one.source]) for one in articles}
    free = {one.source: one for one in articles if one.published and not one.story}
    links = dict(_links(features, free, days * _DAY_SECONDS, close_enough))
    joined = _joined(free, links)
    scores = defaultdict[str, list[float]](list)
    for (source, _), score in links.items():
        scores[joined[source]].append(score)
    groups = defaultdict[str, list[Article]](list)
    for one in free.values():
        groups[joined[one.source]].append(one)
    found = {key: group for key, group in groups.items() if len(group) >= least}
    if not found:
        return ()
    stems = counts_of(features.values())
    tags = Counter(key for one in articles for key in {term_key(tag) for tag in one.tags})
    taken = {term_key(one.story) for one in articles if one.story}
    proposals = []
    for key, group in found.items():
        words, shared = _words(group, stems), _tags(group, tags)
        if not words and not shared:  # a chain whose ends have nothing in common
            continue
        name = _name(group, words, shared, tags, taken)
        taken.add(term_key(name))
        mean = sum(scores[key]) / len(scores[key])
        proposals.append(Proposal(name, tuple(group), words, shared, mean))
    return tuple(proposals)


def _links(
    features: Mapping[str, Feature], free: Mapping[str, Article], seconds: int, bar: float
) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs of articles that are linked, each once, with their closeness."""
    near = defaultdict[str, list[tuple[float, str]]](list)
    for source, other, score in _pairs(_vectors(features), free, seconds):
        if score >= bar:
            near[source].append((-score, other))
            near[other].append((-score, source))
    closest = {source: dict(_turned(sorted(pairs)[:_CLOSEST])) for source, pairs in near.items()}
    for source, others in closest.items():
        for other, score in others.items():
            if source < other and source in closest[other]:
                yield (source, other), score


def _turned(pairs: Iterable[tuple[float, str]]) -> Iterator[tuple[str, float]]:
    for distance, source in pairs:
        yield source, -distance


def _vectors(features: Mapping[str, Feature]) -> Mapping[str, Sequence[tuple[int, float]]]:
    """What each article is about, as a vector of length 1: stems and tags by how rare they are.

    The signatures of the ranking hold the few that tell most among all news ever; among the news of
    some days the others tell as well.
    """
    counts = counts_of(features.values())
    often = max(_OFTEN, len(features) // 10)
    rarity = {name: log(len(features) / n) for name, n in counts.items() if 1 < n <= often}
    vectors: dict[str, Sequence[tuple[int, float]]] = {}
    for source, one in features.items():
        told = [
            (name, (weight / WEIGHT_UNIT or _TAG_WEIGHT) * rarity[name])
            for name, weight in zip(names_of(one), one.weights, strict=True)
            if name in rarity
        ]
        length = sqrt(sum([weight * weight for _, weight in told])) or 1.0
        vectors[source] = [(name, weight / length) for name, weight in told]
    return vectors


def _pairs(
    vectors: Mapping[str, Sequence[tuple[int, float]]], free: Mapping[str, Article], seconds: int
) -> Iterator[tuple[str, str, float]]:
    """Each article with those not long before it that share anything with it."""
    before = defaultdict[int, deque[tuple[int, str, float]]](lambda: deque(maxlen=_HOLDERS))
    dated = [(one.published.epoch_seconds, source) for source, one in free.items() if one.published]
    for at, source in sorted(dated):
        sums = defaultdict[str, float](float)
        for name, weight in vectors[source]:
            others = before[name]
            while others and others[0][0] < at - seconds:
                others.popleft()
            for _, other, its_weight in others:
                sums[other] += weight * its_weight
            others.append((at, source, weight))
        for other, total in sums.items():
            kinds = {term_key(free[source].category), term_key(free[other].category)}
            yield source, other, total * _ACROSS if len(kinds) > 1 else total


def _joined(free: Iterable[str], links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Each source with the one that stands for all that it hangs together with."""
    above = {source: source for source in free}

    def top(source: str) -> str:
        while above[source] != source:
            above[source] = source = above[above[source]]
        return source

    for one, other in links:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {source: top(source) for source in above}


def _words(group: Sequence[Article], stems: Mapping[int, int]) -> tuple[str, ...]:
    """What most members say in title or teaser, the rarest in the site first."""
    spelt = defaultdict[str, Counter[str]](Counter)
    holders = Counter[str]()
    for one in group:
        said = {}
        for text in (one.title, one.summary):
            for word, folded in _spelt(text):
                said[stem(folded)] = folded
                spelt[stem(folded)][word] += 1
        holders.update(said.keys())
    telling = [
        (stems.get(term_id(name), 0), -count, name)
        for name, count in holders.items()
        if count >= _SHARED_BY * len(group)
    ]
    told = [name for _, _, name in sorted(telling)[:WORDS_TOLD]]
    return tuple(min(spelt[name], key=lambda word: (len(word), word)) for name in told)


def _spelt(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that tell something, as they are spelt and folded."""
    for word in text.split():
        folded = fold_words(word)
        if len(folded) == 1 and len(folded[0]) > 2 and folded[0] not in STOP_WORDS:
            yield word.strip("«»\"'()[]{}.,:;!?،؛؟…-–—"), folded[0]


def _tags(group: Sequence[Article], uses: Mapping[str, int]) -> tuple[str, ...]:
    """The tags of most members, the rarest in the site first."""
    spelt = {term_key(tag): tag for one in reversed(group) for tag in one.tags}
    holders = Counter(key for one in group for key in {term_key(tag) for tag in one.tags})
    keys = [key for key, count in holders.items() if count >= _SHARED_BY * len(group)]
    return tuple(spelt[key] for key in sorted(keys, key=lambda key: (uses[key], key)))


def _name(
    group: Sequence[Article],
    words: Sequence[str],
    tags: Sequence[str],
    uses: Mapping[str, int],
    taken: set[str],
) -> str:
    """The rarest tag of most members, if it tells these from the rest of the site, else words in
    the order of the newest title, else that title. A name that is taken gets the first day.
    """
    name = group[0].title
    if tags and uses[term_key(tags[0])] <= 2 * len(group):
        name = tags[0]
    elif words:
        text = f"{group[0].title} {group[0].summary}"
        name = " ".join(sorted(words[:3], key=lambda word: (text.find(word) % 10_000, word)))
    elif tags:
        name = tags[0]
    if term_key(name) in taken:
        name = f"{name} {group[-1].published.local[:10] if group[-1].published else ''}"
    return name
