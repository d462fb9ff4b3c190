"""Which articles are close to which: shared stems and tags, then category and time.

Two steps. From the stems and tags of an article and from how rare these are in the site comes its
*signature*: the few that tell it best, with weights (tf-idf). The closeness of two articles is a
function of their two signatures, and of nothing else.

Rarity is told in steps of a factor of two, so an edit changes the signatures of few articles, and
`rank` finds them: given the memory of the last ranking, it compares only what can have changed, and
the result is that of a ranking from nothing (docs/architecture.md says why, and
tests/graph/test_related.py that it is).
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple
from zlib import crc32

from newsgen.language.arabic import fold
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

KEPT = 16
STEMS_TOLD = 12
COMMON = 255  # a stem or tag that more articles share tells nothing
FLOOR = 0.1  # below this, two articles share a common word or two, and nothing else
_UNIT = 255  # the length of the vector of an article's stems
_HEAVIEST, _TAGS_TOLD = (1 << 13) - 1, 16  # so that no score outgrows 32 bits
WHOLE = _UNIT * _UNIT  # the score of an article with its own twin, by stems alone
_LEAST = round(FLOOR * WHOLE)
_TAG = 1 << 31  # the names of stems lie below
_FAR, _NUMBER = (1 << 32) - 1, (1 << 32) - 1
# A ranking from nothing costs less than many corrections.
_AFRESH_SHARE, _AFRESH_LEAST = 0.05, 8
_CUT_FROM, _RANGES = 2000, 4


class Feature(NamedTuple):
    """What of an article counts. `names` are its stems and after them its tags, 4 bytes each, and
    `weights` a byte for each: those of the stems, 0 for a tag.
    """

    names: bytes
    weights: bytes
    category: str
    epoch_seconds: int
    slug: str


class Signature(NamedTuple):
    """What tells an article: names, 4 bytes each, and their weights, 2 bytes each."""

    names: bytes
    weights: bytes


class Memory(NamedTuple):
    """A ranking: what the next one may build on.

    `features` and `signatures` stand by number; None stands where an article was deleted. `close`
    holds, by number, the numbers of the closest articles and their scores in parts of `WHOLE`, in
    turn, the closest first.
    """

    basis: tuple[Any, ...]
    numbers: dict[str, int]
    features: list[Feature | None]
    signatures: list[Signature]
    close: list[bytes]


NOTHING = Memory((), {}, [], [], [])
_NO_SIGNATURE = Signature(b"", b"")
_NOBODY = Feature(b"", b"", "", 0, "")
_Pair = tuple[int, int]  # a score and the number of the other article


Spread = Callable[[Callable[[Any, Any], Any], Any, Sequence[Any]], list[Any]]


def in_turn(task: Callable[[Any, Any], Any], shared: Any, chunks: Sequence[Any]) -> list[Any]:
    return [task(shared, chunk) for chunk in chunks]


class _Rules(NamedTuple):
    """How much of a ranking is kept, and what counts how much. `bits` tells the site's size."""

    bits: int
    kept: int
    common: int
    word: float
    tag: float
    category: int

    def rarity(self, count: int) -> int:
        """How rare it is to stand in so many articles, in steps of a factor of two; 0 for what
        tells nothing: what stands in one article only, or in too many.
        """
        return self.bits - count.bit_length() if 1 < count <= self.common else 0


def feature(article: Article) -> Feature:
    tags = array("I", sorted({_tag_name(tag) for tag in article.tags})).tobytes()
    return Feature(
        article.term_ids + tags,
        article.term_weights + bytes(len(tags) // 4),
        _folded(article.category),
        article.published.epoch_seconds if article.published else 0,
        article.slug,
    )


def rank(
    features: Mapping[str, Feature],
    settings: RelatedSettings,
    memory: Memory = NOTHING,
    *,
    kept: int = KEPT,
    common: int = COMMON,
    spread: Spread = in_turn,
) -> Memory:
    """The closest articles of each, by source. `memory` and `spread`, which runs a task over
    chunks, save time and change nothing else.
    """
    rules = _Rules(
        len(features).bit_length(),
        kept,
        common,
        settings.word_weight,
        settings.tag_weight,
        round(settings.category_weight * WHOLE),
    )
    if memory.basis != tuple(rules):
        return _from_nothing(features, rules, spread)
    edited = _edited(features, memory)
    if not edited:
        return memory
    limit = max(_AFRESH_LEAST, len(features) * _AFRESH_SHARE)
    if len(edited) <= limit:
        now, changed = _signed_again(features, edited, memory, rules)
        if len(changed) <= limit:
            return _corrected(memory, now, changed, rules)
    return _from_nothing(features, rules, spread)


def closest(memory: Memory, source: str) -> Sequence[int]:
    """The numbers of the closest articles of one, the closest first."""
    return array("I", memory.close[memory.numbers[source]])[::2]


def sources_of(memory: Memory) -> list[str]:
    """The articles of a ranking by number; "" where one was deleted."""
    sources = [""] * len(memory.features)
    for source, number in memory.numbers.items():
        sources[number] = source
    return sources


def _from_nothing(features: Mapping[str, Feature], rules: _Rules, spread: Spread) -> Memory:
    """Each pair is met once: articles are compared with those before them. They are numbered by
    what decides between equals, so that a pair is one integer to sort by.
    """
    order = sorted(features.items(), key=lambda item: (-item[1].epoch_seconds, item[1].slug))
    every = [one for _, one in order]
    rarity = _rarity(_counts(every), rules)
    signatures = [_signature(one, rarity, rules) for one in every]
    categories = [one.category for one in every]
    found = spread(_near, (signatures, categories, rules), _ranges(len(every)))
    close = [_merged(lists, rules.kept) for lists in zip(*found, strict=True)]
    numbers = {source: at for at, (source, _) in enumerate(order)}
    return Memory(tuple(rules), numbers, list(every), signatures, close)


def _ranges(size: int) -> list[tuple[int, int]]:
    """Where to cut so that each range has as many pairs of an article and one before it."""
    if size < _CUT_FROM:
        return [(0, size)]
    cuts = [round(size * sqrt(part / _RANGES)) for part in range(_RANGES + 1)]
    return list(pairwise(cuts))


def _near(
    shared: tuple[Sequence[Signature], Sequence[str], _Rules], wanted: tuple[int, int]
) -> list[bytes]:
    """For each article the closest among the pairs of which the later one lies in a range: each
    pair as an integer, its distance above the other's number.
    """
    signatures, categories, rules = shared
    kept, bonus = rules.kept, rules.category
    near = [array("Q") for _ in signatures]
    # What two articles must share for the one to come into the other's list, the bonus aside.
    bars = [_LEAST] * len(signatures)
    for number, sums in _sums(signatures, *wanted):
        category = categories[number]
        bar = _LEAST
        if len(sums) > kept:
            bar = max(bar, sorted(sums.values())[-kept] - bonus)
        mine = list(near[number])
        near_enough = [(o, total) for o, total in sums.items() if total >= bar or total >= bars[o]]
        for other, total in near_enough:
            score = total + bonus if category and categories[other] == category else total
            mine.append((_FAR - score) << 32 | other)
            if total >= bars[other]:
                its = near[other]
                its.append((_FAR - score) << 32 | number)
                if len(its) > 2 * kept:
                    near[other] = its = array("Q", sorted(its)[:kept])
                    bars[other] = max(_LEAST, _FAR - (its[-1] >> 32) - bonus)
        if len(mine) > kept:
            mine.sort()
            del mine[kept:]
            bars[number] = max(_LEAST, _FAR - (mine[-1] >> 32) - bonus)
        near[number] = array("Q", mine)
    return [found.tobytes() for found in near]


def _merged(lists: Sequence[bytes], kept: int) -> bytes:
    """The closest of what several ranges found for one article."""
    pairs = sorted([pair for found in lists if found for pair in array("Q", found)])[:kept]
    return _packed([(_FAR - (pair >> 32), pair & _NUMBER) for pair in pairs])


def _sums(
    signatures: Sequence[Signature], start: int, end: int
) -> Iterator[tuple[int, Mapping[int, int]]]:
    """What each article of a range shares with those before it, by their numbers."""
    before: dict[int, tuple[list[int], list[int]]] = {}
    for number in range(end):
        one = signatures[number]
        sums: defaultdict[int, int] = defaultdict(int)
        for name, weight in zip(_names(one), _weights(one), strict=True):
            if name not in before:
                before[name] = ([number], [weight])
                continue
            others, weights = before[name]
            if number >= start:
                for other, its_weight in zip(others, weights, strict=True):
                    sums[other] += weight * its_weight
            others.append(number)
            weights.append(weight)
        if number >= start:
            yield number, sums


def _signed_again(
    features: Mapping[str, Feature], edited: Sequence[str], memory: Memory, rules: _Rules
) -> tuple[Memory, set[int]]:
    """The memory with the features and signatures of now, and the numbers of the articles that may
    stand otherwise to others: the edited ones, and those whose signatures changed.
    """
    numbers, known = dict(memory.numbers), list(memory.features)
    signatures, close = list(memory.signatures), list(memory.close)
    moves: defaultdict[int, int] = defaultdict(int)  # by name: articles now less articles then
    changed: set[int] = set()
    for source in edited:
        number = numbers.setdefault(source, len(known))
        if number == len(known):
            known.append(None)
            signatures.append(_NO_SIGNATURE)
            close.append(b"")
        changed.add(number)
        then, one = known[number], features.get(source)
        for name in _names(then or _NOBODY):
            moves[name] -= 1
        for name in _names(one or _NOBODY):
            moves[name] += 1
        known[number] = one
        if one is None:
            del numbers[source]
            signatures[number], close[number] = _NO_SIGNATURE, b""
    moved = {name for name, move in moves.items() if move}
    holders = _holders(known, moved)
    doubtful = set(changed)
    for name, found in holders.items():
        now, then_count = len(found), len(found) - moves[name]
        if rules.rarity(now) != rules.rarity(then_count):
            doubtful.update(found)
    names = {name for number in doubtful for name in _names(known[number] or _NOBODY)}
    counts = {name: len(found) for name, found in _holders(known, names).items()}
    rarity = _rarity(counts, rules)
    for number in doubtful:
        one = known[number]
        if one:
            signature = _signature(one, rarity, rules)
            if signature != signatures[number]:
                signatures[number] = signature
                changed.add(number)
    return Memory(memory.basis, numbers, known, signatures, close), changed


def _corrected(then: Memory, now: Memory, changed: set[int], rules: _Rules) -> Memory:
    """Rank the changed articles again, and move them in the lists of the others. Of a list that was
    full and lost one we do not know who stood behind its last: it is ranked again as well.
    """
    known, close = now.features, now.close
    met: defaultdict[int, list[_Pair]] = defaultdict(list)
    for number, pairs in _ranked(changed, now, rules).items():
        close[number] = _packed(_best(pairs, known, rules.kept))
        for score, other in pairs:
            met[other].append((score, number))
    names = {
        name
        for number in changed
        if number < len(then.signatures)
        for name in _names(then.signatures[number])
    }
    for found in _holders(now.signatures, names).values():
        for number in found:
            met[number] += ()  # it may have lost one
    cut: set[int] = set()
    for number, moved in met.items():
        if number in changed:
            continue
        before = _unpacked(close[number])
        best = _best([*(p for p in before if p[1] not in changed), *moved], known, rules.kept)
        was_full = len(before) == rules.kept
        if was_full and (
            len(best) < rules.kept or _key(best[-1], known) > _key(before[-1], then.features)
        ):
            cut.add(number)
        else:
            close[number] = _packed(best)
    for number, pairs in _ranked(cut, now, rules).items():
        close[number] = _packed(_best(pairs, known, rules.kept))
    return now


def _ranked(wanted: set[int], memory: Memory, rules: _Rules) -> dict[int, list[_Pair]]:
    """All that is close to some articles."""
    signatures, known = memory.signatures, memory.features
    names = {name for number in wanted for name in _names(signatures[number])}
    postings: dict[int, list[_Pair]] = {name: [] for name in names}
    for number, signature in enumerate(signatures):
        held = _names(signature)
        if names.isdisjoint(held):
            continue
        for name, weight in zip(held, _weights(signature), strict=True):
            if name in names:
                postings[name].append((number, weight))
    found: dict[int, list[_Pair]] = {}
    for number in wanted:
        one = known[number]
        if one is None:
            continue
        sums: defaultdict[int, int] = defaultdict(int)
        mine = signatures[number]
        for name, weight in zip(_names(mine), _weights(mine), strict=True):
            for other, its_weight in postings[name]:
                sums[other] += weight * its_weight
        sums.pop(number, None)
        found[number] = [
            (_score(total, one, known[other] or _NOBODY, rules), other)
            for other, total in sums.items()
            if total >= _LEAST
        ]
    return found


def _edited(features: Mapping[str, Feature], memory: Memory) -> list[str]:
    """The sources whose features are not as remembered, new and deleted ones as well."""
    numbers, known = memory.numbers, memory.features
    edited = [
        source
        for source, one in features.items()
        if (number := numbers.get(source)) is None or known[number] != one
    ]
    if len(features) - len(edited) < len(numbers):
        edited.extend(source for source in numbers if source not in features)
    return edited


def _counts(features: Iterable[Feature]) -> Mapping[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    for one in features:
        for name in _names(one):
            counts[name] += 1
    return counts


def _rarity(counts: Mapping[int, int], rules: _Rules) -> Mapping[int, int]:
    """The names that tell something, with how rare they are."""
    return {name: rarity for name, count in counts.items() if (rarity := rules.rarity(count)) > 0}


def _signature(one: Feature, rarity: Mapping[int, int], rules: _Rules) -> Signature:
    """The stems of an article that tell most, a vector of one length for all, and its tags."""
    stems, tags = [], []
    for name, weight in zip(_names(one), one.weights, strict=True):
        if name in rarity:
            if weight:
                stems.append((-weight * rarity[name], name))
            else:
                tags.append((name, rarity[name] / rules.bits))
    stems.sort()
    told = stems[:STEMS_TOLD]
    length = sqrt(sum([weight * weight for weight, _ in told])) or 1.0
    unit = -_UNIT * sqrt(rules.word) / length
    pairs = [(name, min(_HEAVIEST, round(weight * unit))) for weight, name in told]
    pairs += [
        (name, min(_HEAVIEST, round(_UNIT * sqrt(rules.tag * rarity))))
        for name, rarity in tags[:_TAGS_TOLD]
    ]
    pairs = [pair for pair in pairs if pair[1]]
    return Signature(
        array("I", [name for name, _ in pairs]).tobytes(),
        array("H", [weight for _, weight in pairs]).tobytes(),
    )


def _score(total: int, one: Feature, other: Feature, rules: _Rules) -> int:
    """The closeness of two articles in parts of `WHOLE`."""
    is_of_kind = one.category and one.category == other.category
    return total + rules.category if is_of_kind else total


def _best(near: Iterable[_Pair], known: Sequence[Feature | None], kept: int) -> list[_Pair]:
    return nsmallest(kept, near, key=lambda pair: _key(pair, known))


def _key(pair: _Pair, known: Sequence[Feature | None]) -> tuple[int, int, str]:
    """The closest first, of equals the newer, then the smaller slug."""
    other = known[pair[1]] or _NOBODY
    return -pair[0], -other.epoch_seconds, other.slug


def _holders(known: Iterable[Feature | Signature | None], names: set[int]) -> dict[int, list[int]]:
    """The numbers of the articles that hold each of these names."""
    holders: dict[int, list[int]] = {name: [] for name in names}
    for number, one in enumerate(known):
        if one:
            for name in names.intersection(memoryview(one.names).cast("I")):
                holders[name].append(number)
    return holders


def _names(one: Feature | Signature) -> memoryview:
    return memoryview(one.names).cast("I")


def _weights(one: Signature) -> memoryview:
    return memoryview(one.weights).cast("H")


def _packed(pairs: Iterable[_Pair]) -> bytes:
    return array("I", [value for score, number in pairs for value in (number, score)]).tobytes()


def _unpacked(packed: bytes) -> list[_Pair]:
    values = array("I", packed)
    return [(values[at + 1], values[at]) for at in range(0, len(values), 2)]


@lru_cache(maxsize=8192)
def _tag_name(tag: str) -> int:
    return crc32(f"tag {fold(tag)}".encode()) | _TAG


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return fold(name)
