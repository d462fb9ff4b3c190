"""Which articles are close to which: shared stems and tags, then category, author and time.

The closeness of two articles is a function of these two, and of how rare what they share is in the
site. Rarity is told in steps of a factor of two, and a stem or tag that more than `COMMON` articles
share tells nothing. So an edit changes the closeness of few pairs, and `rank` finds them: given the
memory of the last ranking, it compares only what an edit can have changed, and the result is that
of a ranking from nothing (docs/architecture.md says why, tests/graph/test_related.py that it is).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import Any, NamedTuple
from zlib import crc32

from newsgen.language.arabic import fold
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

KEPT = 16
COMMON = 255
FLOOR = 0.02  # below this, two articles share a common word or two, and nothing else
_UNIT = 255 * 255  # the product of two weights of stems that stand alone
_MILLI, _MILLION = 1000, 1_000_000
_TAG = 1 << 31  # the names of stems lie below
_FAR, _NUMBER = (1 << 31) - 1, (1 << 32) - 1
# A ranking from nothing costs less than many small corrections.
_AFRESH_SHARE = 0.05


class Feature(NamedTuple):
    """What of an article counts. `names` are its stems and after them its tags, 4 bytes each, and
    `weights` a byte for each: those of the stems, 0 for a tag.
    """

    names: bytes
    weights: bytes
    category: str
    authors: tuple[str, ...]
    epoch_seconds: int
    slug: str


_NOBODY = Feature(b"", b"", "", (), 0, "")


class Memory(NamedTuple):
    """A ranking: what the next one may build on.

    `features` stand by number; None stands where an article was deleted. `close` holds, by number,
    the numbers of the closest articles and their scores in millionths, in turn, the closest first.
    """

    basis: tuple[Any, ...]
    numbers: dict[str, int]
    features: list[Feature | None]
    close: list[bytes]


NOTHING = Memory((), {}, [], [])


class _Scale(NamedTuple):
    """How shared things count: for stems by rarity, for tags by rarity, and the lowest sum told."""

    bits: int
    stem: tuple[int, ...]
    tag: tuple[int, ...]
    whole: int
    floor: int
    category: int


def feature(article: Article) -> Feature:
    tags = array("I", sorted({_tag_name(tag) for tag in article.tags})).tobytes()
    return Feature(
        article.term_ids + tags,
        article.term_weights + bytes(len(tags) // 4),
        _folded(article.category),
        tuple(map(_folded, article.authors)),
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
) -> Memory:
    """The closest articles of each, by source. `memory` saves work and changes nothing else."""
    basis = (len(features).bit_length(), kept, common, tuple(settings))
    if memory.basis != basis:
        return _from_nothing(features, settings, basis)
    changed = _changed(features, memory)
    if not changed:
        return memory
    if len(changed) > max(8, len(features) * _AFRESH_SHARE):
        return _from_nothing(features, settings, basis)
    return _corrected(features, changed, settings, memory, basis)


def closest(memory: Memory, source: str) -> Sequence[int]:
    """The numbers of the closest articles of one, the closest first."""
    return array("I", memory.close[memory.numbers[source]])[::2]


def sources_of(memory: Memory) -> list[str]:
    """The articles of a ranking by number; "" where one was deleted."""
    sources = [""] * len(memory.features)
    for source, number in memory.numbers.items():
        sources[number] = source
    return sources


def _from_nothing(
    features: Mapping[str, Feature], settings: RelatedSettings, basis: tuple[Any, ...]
) -> Memory:
    """Each pair is met once: articles are compared with those before them. They are numbered by
    what decides between equals, so that a pair is one integer to sort by.
    """
    order = sorted(features.items(), key=lambda item: (-item[1].epoch_seconds, item[1].slug))
    every = [one for _, one in order]
    kept, scale = basis[1], _scale(basis[0], settings)
    rarity = _rarity(_counts(every), basis[2])
    near = [array("Q") for _ in every]
    before: dict[int, tuple[list[int], bytearray]] = {name: ([], bytearray()) for name in rarity}
    for number, one in enumerate(every):
        sums: defaultdict[int, int] = defaultdict(int)
        for name, weight in zip(_names(one), one.weights, strict=True):
            if name not in before:
                continue
            others, weights = before[name]
            if weight:
                share = scale.stem[rarity[name]] * weight
                for other, its_weight in zip(others, weights, strict=True):
                    sums[other] += share * its_weight
            else:
                share = scale.tag[rarity[name]]
                for other in others:
                    sums[other] += share
            others.append(number)
            weights.append(weight)
        floor = scale.floor
        mine = near[number]
        for other, total in sums.items():
            if total >= floor:
                distance = (_FAR - _score(total, one, every[other], scale)) << 32
                mine.append(distance | other)
                near[other].append(distance | number)
                if len(near[other]) > 4 * kept:
                    near[other] = array("Q", sorted(near[other])[:kept])
        if len(mine) > 4 * kept:
            near[number] = array("Q", sorted(mine)[:kept])
    close = []
    for found in near:
        pairs = [(_FAR - (pair >> 32), pair & _NUMBER) for pair in sorted(found)[:kept]]
        close.append(_packed(pairs))
    numbers = {source: at for at, (source, _) in enumerate(order)}
    return Memory(basis, numbers, list(every), close)


def _corrected(
    features: Mapping[str, Feature],
    changed: Sequence[str],
    settings: RelatedSettings,
    memory: Memory,
    basis: tuple[Any, ...],
) -> Memory:
    """Rank again what an edit can have changed: the edited, what shares a name whose rarity
    changed, and what lost one of a full list; in the lists of others, move the edited alone.
    """
    kept, common = basis[1], basis[2]
    old, known = memory.features, list(memory.features)
    numbers, close = dict(memory.numbers), list(memory.close)
    for source in changed:
        number = numbers.setdefault(source, len(known))
        if number == len(known):
            known.append(None)
            close.append(b"")
        known[number] = features.get(source)
        if source not in features:
            del numbers[source]
            close[number] = b""
    touched = {memory.numbers.get(source, numbers.get(source, 0)) for source in changed}
    scale = _scale(basis[0], settings)
    then = [one for number in touched if number < len(old) and (one := old[number])]
    now = {number: one for number in touched if (one := known[number])}

    names = {name for one in (*then, *now.values()) for name in _names(one)}
    holders = _holders(known, names)
    counts = {name: len(found) for name, found in holders.items()}
    counts_then = dict(counts)
    for one in now.values():
        for name in _names(one):
            counts_then[name] -= 1
    for one in then:
        for name in _names(one):
            counts_then[name] += 1
    rarity, rarity_then = _rarity(counts, common), _rarity(counts_then, common)
    afresh = set(now)
    for name in names:
        if rarity.get(name) != rarity_then.get(name):
            afresh.update(holders[name])
    sharing = {number for name in rarity for number in holders[name]} | {
        number for name in rarity_then for number in holders[name]
    }
    for number in sharing - afresh:
        one = known[number]
        if one is None:
            continue
        before = _unpacked(close[number])
        rest = [pair for pair in before if pair[1] not in touched]
        moved = [
            (_score(total, one, other, scale), at)
            for at, other in now.items()
            if (total := _sum(one, other, rarity, scale)) >= scale.floor
        ]
        best = _best([*rest, *moved], known, kept)
        is_cut = len(before) == kept
        # Of a full list we do not know who stands behind the last.
        if is_cut and (len(best) < kept or _key(best[-1], known) > _key(before[-1], old)):
            afresh.add(number)
        else:
            close[number] = _packed(best)
    _rank_some(afresh, known, close, settings, basis)
    return Memory(basis, numbers, known, close)


def _rank_some(
    wanted: Iterable[int],
    known: Sequence[Feature | None],
    close: list[bytes],
    settings: RelatedSettings,
    basis: tuple[Any, ...],
) -> None:
    """Rank some articles among all, into `close`."""
    scale = _scale(basis[0], settings)
    ones = {number: one for number in wanted if (one := known[number])}
    holders = _holders(known, {name for one in ones.values() for name in _names(one)})
    rarity = _rarity({name: len(found) for name, found in holders.items()}, basis[2])
    for number, one in ones.items():
        sharing = {at for name in _names(one) if name in rarity for at in holders[name]}
        near = [
            (_score(total, one, other, scale), at)
            for at in sharing
            if at != number
            and (other := known[at])
            and (total := _sum(one, other, rarity, scale)) >= scale.floor
        ]
        close[number] = _packed(_best(near, known, basis[1]))


def _changed(features: Mapping[str, Feature], memory: Memory) -> list[str]:
    """The sources whose features are not as remembered, new and deleted ones as well."""
    numbers, known = memory.numbers, memory.features
    changed = [
        source
        for source, one in features.items()
        if (number := numbers.get(source)) is None or known[number] != one
    ]
    if len(features) - len(changed) < len(numbers):
        changed.extend(source for source in numbers if source not in features)
    return changed


def _counts(features: Iterable[Feature]) -> dict[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    for one in features:
        for name in _names(one):
            counts[name] += 1
    return counts


def _rarity(counts: Mapping[int, int], common: int) -> dict[int, int]:
    """In how many articles a name stands, in bits; those that tell of no other article left out."""
    return {name: count.bit_length() for name, count in counts.items() if 1 < count <= common}


def _scale(bits: int, settings: RelatedSettings) -> _Scale:
    """A name in one article of 2ⁿ counts as n, a stem twice over, for it stands in both."""
    steps = [max(0, bits - rare) for rare in range(COMMON.bit_length() + 8)]
    word_unit = round(settings.word_weight * _MILLI)
    tag_unit = round(settings.tag_weight * _MILLI) * _UNIT * bits
    whole = _MILLI * _UNIT * max(1, bits * bits)
    return _Scale(
        bits,
        tuple(word_unit * step * step for step in steps),
        tuple(tag_unit * step for step in steps),
        whole,
        max(1, int(whole * FLOOR)),
        round(settings.category_weight * _MILLION),
    )


def _sum(one: Feature, other: Feature, rarity: Mapping[int, int], scale: _Scale) -> int:
    """What two articles share, summed up as `_from_nothing` does it."""
    its_weights = dict(zip(_names(other), other.weights, strict=True))
    total = 0
    for name, weight in zip(_names(one), one.weights, strict=True):
        if name in its_weights and name in rarity:
            rare = rarity[name]
            total += scale.stem[rare] * weight * its_weights[name] if weight else scale.tag[rare]
    return total


def _score(total: int, one: Feature, other: Feature, scale: _Scale) -> int:
    """The closeness of two articles in millionths."""
    score = total * _MILLION // scale.whole
    if one.category and one.category == other.category:
        score += scale.category
    return min(_FAR, score)


def _best(
    near: list[tuple[int, int]], known: Sequence[Feature | None], kept: int
) -> list[tuple[int, int]]:
    return nsmallest(kept, near, key=lambda pair: _key(pair, known))


def _key(pair: tuple[int, int], known: Sequence[Feature | None]) -> tuple[int, int, str]:
    """The closest first, of equals the newer, then the smaller slug."""
    other = known[pair[1]] or _NOBODY
    return -pair[0], -other.epoch_seconds, other.slug


def _holders(known: Iterable[Feature | None], names: set[int]) -> dict[int, list[int]]:
    """The numbers of the articles that hold each of these names."""
    holders: dict[int, list[int]] = {name: [] for name in names}
    for number, one in enumerate(known):
        if one:
            for name in names.intersection(_names(one)):
                holders[name].append(number)
    return holders


def _names(one: Feature) -> memoryview:
    return memoryview(one.names).cast("I")


def _packed(pairs: Iterable[tuple[int, int]]) -> bytes:
    return array("I", [value for score, number in pairs for value in (number, score)]).tobytes()


def _unpacked(packed: bytes) -> list[tuple[int, int]]:
    values = array("I", packed)
    return [(values[at + 1], values[at]) for at in range(0, len(values), 2)]


@lru_cache(maxsize=8192)
def _tag_name(tag: str) -> int:
    return crc32(f"tag {fold(tag)}".encode()) | _TAG


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return fold(name)
