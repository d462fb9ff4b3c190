"""Which names can be near to a title at all, told soon: most that find nothing can not.

The *outline* of a title is what it has in common with all names that `near` would take for it: its
words without what may differ, and without those that may be left out. One word of a name may have a
slip; then the rest of the outline is common. An outline is told by the sum of its words' hashes:
what it is without a word costs a subtraction. What passes is only a suspicion, for the rules to
judge, so nothing depends on the hashes. Of titles nothing is kept, for there are many.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from newsgen.graph.titles.beginnings import LEAST_LETTERS
from newsgen.graph.titles.near import LOOSE
from newsgen.graph.titles.spelling import LEAST_SLIP_LETTERS, VARIANTS, one_edit

_RUNS = re.compile(r"([^\n])\1+")
_JOINS = re.compile(r"^(?:و|ال)+(?=.)", re.MULTILINE)


def suspects(names: Collection[str], titles: Sequence[str]) -> set[str]:
    """The folded names that may be the beginning of one of the folded titles, or near to one."""
    hashes = _hashes(set(" ".join([*names, *titles]).split()))
    return {
        *_beginnings(names, sorted(titles)),
        *_respaced(names, titles),
        *_alike(names, titles, hashes),
    }


def _beginnings(names: Iterable[str], titles: Sequence[str]) -> Iterable[str]:
    """`titles` are sorted."""
    for name in names:
        at = bisect_left(titles, name)
        if len(name) >= LEAST_LETTERS and at < len(titles) and titles[at].startswith(name):
            yield name


def _respaced(names: Iterable[str], titles: Iterable[str]) -> Iterable[str]:
    """The names whose letters are those of a title."""
    letters = {title.replace(" ", "") for title in titles}
    return [name for name in names if name.replace(" ", "") in letters]


def _alike(names: Iterable[str], titles: Iterable[str], hashes: Mapping[str, int]) -> Iterable[str]:
    """The names whose outline, or all of it but for a word one letter away, is that of a title."""
    wholes: defaultdict[int, set[str]] = defaultdict(set)
    lacking: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for name in names:
        words = name.split()
        whole = sum([hashes[word] for word in words])
        wholes[whole].add(name)
        for word in words:
            if len(word) >= LEAST_SLIP_LETTERS:
                lacking[whole - hashes[word]].add((word, name))
    known, lacks = frozenset(wholes), frozenset(lacking)
    for title in titles:
        words = title.split()
        numbers = [hashes[word] for word in words]
        whole = sum(numbers)
        if whole in known:
            yield from wholes[whole]
        if lacks.isdisjoint([whole - number for number in numbers]):
            continue
        for other in words:
            for word, name in lacking.get(whole - hashes[other], ()):
                if one_edit(word, other) is not None:
                    yield name


def _hashes(words: Collection[str]) -> dict[str, int]:
    """What tells each word in an outline: 0 for one that may be left out. Digits are parted in many
    ways, so each has its own.
    """
    left_out = frozenset(_reduced(LOOSE))
    return {
        word: sum(map(hash, word))
        if word[0].isdigit()
        else 0
        if reduced in left_out
        else hash(reduced)
        for word, reduced in zip(words, _reduced(words), strict=True)
    }


def _reduced(words: Collection[str]) -> list[str]:
    """What each word shares with its variants, and with what it is with «و» or «ال».

    All at once, for that is several times faster.
    """
    text = _RUNS.sub(r"\1", "\n".join(words)) + "\n"
    for variant, usual in VARIANTS:
        text = text.replace(variant, usual)
    text = text.replace("اورب", "اوروب").replace("يء\n", "ي\n")
    return _RUNS.sub(r"\1", _JOINS.sub("", text)).split("\n")[:-1]
