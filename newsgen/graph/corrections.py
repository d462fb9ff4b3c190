"""A ranking on the memory of an earlier one: what an edit can have changed is ranked again, and the
result is that of a ranking from nothing.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence

from newsgen.graph.closeness import (
    LEAST,
    Memory,
    Pair,
    Sketches,
    best_of,
    order_of,
    ranked_now,
    score_of,
    unpacked_pairs,
)
from newsgen.graph.features import (
    NO_SIGNATURE,
    NOBODY,
    UNDATED,
    Feature,
    holders_of,
    names_of,
    weights_of,
)
from newsgen.graph.rarity import Rules, rarities
from newsgen.graph.signatures import sign

_PAIR_BYTES = 8
Edit = tuple[Feature, Feature]  # what an article was, and what it is; NOBODY where it is not there


def signed_again(
    features: Mapping[str, Feature], edited: Sequence[str], memory: Memory, rules: Rules
) -> tuple[Memory, set[int]]:
    """The memory with the features and signatures of now, and the numbers of the articles that may
    stand otherwise to others: the edited ones, and those whose signatures changed.
    """
    numbers, known = dict(memory.numbers), list(memory.features)
    signatures, close, twins = list(memory.signatures), list(memory.close), list(memory.twins)
    edits: list[Edit] = []
    changed: set[int] = set()
    for source in edited:
        number = numbers.setdefault(source, len(known))
        if number == len(known):
            known.append(None)
            signatures.append(NO_SIGNATURE)
            close.append(b"")
            twins.append(b"")
        changed.add(number)
        one = features.get(source)
        edits.append((known[number] or NOBODY, one or NOBODY))
        known[number] = one
        if one is None:
            del numbers[source]
            signatures[number], close[number], twins[number] = NO_SIGNATURE, b"", b""
    days = [one.day if one else UNDATED for one in known]
    holders = holders_of(known, {name for edit in edits for one in edit for name in names_of(one)})
    doubtful = changed | _told_otherwise(edits, holders, days, rules)
    names = {name for number in doubtful for name in names_of(known[number] or NOBODY)}
    if unmet := names.difference(holders):
        holders |= holders_of(known, unmet)
    counts = {name: len(found) for name, found in holders.items()}
    told = rarities(counts, lambda _: holders, days, rules)
    for number in doubtful:
        if one := known[number]:
            signature = sign(one, told, rules)
            if signature != signatures[number]:
                signatures[number] = signature
                changed.add(number)
    return Memory(memory.basis, numbers, known, signatures, close, twins), changed


def corrected(then: Memory, now: Memory, changed: set[int], rules: Rules) -> Memory:
    """Rank the changed articles again, and move them in the lists of the others. Of a list that was
    full and lost one we do not know who stood behind its last: it is ranked again as well.
    """
    known, close = now.features, now.close
    sketches = Sketches(known)
    met: dict[int, list[Pair]] = {}
    for number, pairs in _ranked(changed, now, rules).items():
        ranked_now(number, best_of(pairs, known, rules.kept), now, sketches)
        for score, other in pairs:
            met.setdefault(other, []).append((score, number))
    cut: set[int] = set()
    for number, packed in enumerate(close):
        moved = met.get(number, ())
        if number in changed or not _can_change(packed, moved, changed, rules):
            continue
        before = unpacked_pairs(packed)
        best = best_of([*(p for p in before if p[1] not in changed), *moved], known, rules.kept)
        was_full = len(before) == rules.kept
        if was_full and (
            len(best) < rules.kept
            or order_of(best[-1], known) > order_of(before[-1], then.features)
        ):
            cut.add(number)
        else:
            ranked_now(number, best, now, sketches)
    for number, pairs in _ranked(cut, now, rules).items():
        ranked_now(number, best_of(pairs, known, rules.kept), now, sketches)
    return now


def _told_otherwise(
    edits: Sequence[Edit], holders: Mapping[int, Sequence[int]], days: Sequence[int], rules: Rules
) -> set[int]:
    """The articles that hold a name which tells more or less than it did."""
    moves: defaultdict[int, int] = defaultdict(int)  # by name: articles now less articles then
    for then, now in edits:
        before, after = set(names_of(then)), set(names_of(now))
        # An article of another day holds the same names in other periods.
        same = before & after if then.day == now.day else ()
        for name in before.difference(same):
            moves[name] -= 1
        for name in after.difference(same):
            moves[name] += 1
    doubtful: set[int] = set()
    for name, move_of_all in moves.items():
        found = holders[name]
        count = len(found)
        if rules.rarity(count) != rules.rarity(count - move_of_all):
            doubtful.update(found)
        elif rules.rarity(count) and (bits := rules.period_bits(count)) is not None:
            for period, move in _moves_in_periods(name, bits, edits).items():
                holding = [number for number in found if days[number] >> bits == period]
                if rules.step(len(holding)) != rules.step(len(holding) - move):
                    doubtful.update(holding)
    return doubtful


def _moves_in_periods(name: int, bits: int, edits: Sequence[Edit]) -> dict[int, int]:
    """By period: the articles that hold a name now less those that did."""
    moves: defaultdict[int, int] = defaultdict(int)
    for then, now in edits:
        if name in names_of(then):
            moves[then.day >> bits] -= 1
        if name in names_of(now):
            moves[now.day >> bits] += 1
    return {period: move for period, move in moves.items() if move}


def _can_change(packed: bytes, moved: Sequence[Pair], changed: set[int], rules: Rules) -> bool:
    """True for the list of an article that holds a changed one, or has a place for one."""
    values = array("I", packed)
    if moved and (len(packed) < rules.kept * _PAIR_BYTES or max(moved)[0] >= values[-1]):
        return True
    return not changed.isdisjoint(values[::2])


def _ranked(wanted: set[int], memory: Memory, rules: Rules) -> dict[int, list[Pair]]:
    """All that is close to some articles."""
    signatures, known = memory.signatures, memory.features
    names = {name for number in wanted for name in names_of(signatures[number])}
    postings: dict[int, list[Pair]] = {name: [] for name in names}
    for number, signature in enumerate(signatures):
        held = names_of(signature)
        if names.isdisjoint(held):
            continue
        for name, weight in zip(held, weights_of(signature), strict=True):
            if name in names:
                postings[name].append((number, weight))
    found: dict[int, list[Pair]] = {}
    for number in wanted:
        one = known[number]
        if one is None:
            continue
        sums: defaultdict[int, int] = defaultdict(int)
        mine = signatures[number]
        for name, weight in zip(names_of(mine), weights_of(mine), strict=True):
            for other, its_weight in postings[name]:
                sums[other] += weight * its_weight
        sums.pop(number, None)
        found[number] = [
            (score_of(total, one, known[other] or NOBODY, rules), other)
            for other, total in sums.items()
            if total >= LEAST
        ]
    return found
