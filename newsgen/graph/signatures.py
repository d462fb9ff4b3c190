"""What tells an article: of its stems and tags the few that tell it best, with weights (tf-idf)."""

from array import array
from collections.abc import Iterable
from math import sqrt

from newsgen.graph.features import Feature, Signature, names_of
from newsgen.graph.rarity import Rarities, Rules, in_period

STEMS_TOLD, TAGS_TOLD = 28, 16
ROOM = 512  # articles to meet: those that hold what is told, counted down to a power of two
UNIT = 255  # the length of the vector of an article's stems
_HEAVIEST = (1 << 13) - 1  # so that no score outgrows 32 bits


def sign(one: Feature, rarities: Rarities, rules: Rules) -> Signature:
    """The tags of an article and the stems that tell most, as many as there is room for: a vector
    of one length for all, and weights for tags that grow with how rare they are.
    """
    known, stems, tags = rarities.rarity.get, [], []
    for name, weight in zip(names_of(one), one.weights, strict=True):
        if rare := known(name):
            if weight:
                stems.append((-weight * rare, name))
            else:
                tags.append((-rare, name))
    day = one.day
    chosen, room = _within(ROOM, sorted(tags), TAGS_TOLD, day, rarities, rules)
    told, _ = _within(room, sorted(stems), STEMS_TOLD, day, rarities, rules)
    length = sqrt(sum([weight * weight for weight, _ in told])) or 1.0
    unit = -UNIT * sqrt(rules.word) / length
    # By name, for two names may by chance be called the same in their periods.
    weights = {name: min(_HEAVIEST, round(weight * unit)) for weight, name in told}
    for rare, name in chosen:
        weights[name] = min(_HEAVIEST, round(UNIT * sqrt(rules.tag * -rare / rules.bits)))
    pairs = [pair for pair in weights.items() if pair[1]]
    return Signature(
        array("I", [name for name, _ in pairs]).tobytes(),
        array("H", [weight for _, weight in pairs]).tobytes(),
    )


def _within(
    room: int,
    names: Iterable[tuple[int, int]],
    most: int,
    day: int,
    rarities: Rarities,
    rules: Rules,
) -> tuple[list[tuple[int, int]], int]:
    """Those of the first names that there is room for, each as it is called on a day, and the room
    that is left. A name is a pair, and its first part goes with it.
    """
    rarity, period_bits, steps = rarities
    told = []
    for value, name in names:
        if name in period_bits:
            period = day >> period_bits[name]
            called = in_period(name, period)
            meets = 1 << steps.get((name, period), 0) >> 1
        else:
            called, meets = name, 1 << (rules.bits - rarity[name])
        if not meets:
            continue
        if meets <= room:
            room -= meets
            told.append((value, called))
        most -= 1
        if not most:
            break
    return told, room
