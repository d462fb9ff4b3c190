"""Whether any title can be near to a name at all, told soon: most names that find nothing can not.

The *outline* of a title is what it has in common with all names that `near` would take for it: its
words without what may differ, and without those that may be left out. One word of a name may have a
slip; then the rest of the outline is common. An outline is told by the sum of its words' hashes:
what it is without a word costs a subtraction. What passes is only a suspicion, for the rules to
judge, so nothing depends on the hashes.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsgen.graph.titles.beginnings import LEAST_LETTERS
from newsgen.graph.titles.near import LOOSE
from newsgen.graph.titles.spelling import LEAST_SLIP_LETTERS, one_edit, usual_spelling

_JOINS = re.compile(r"^(?:و|ال)+(?=.)")
_RUNS = re.compile(r"(.)\1+")


class Outlines(NamedTuple):
    """The folded titles in order, their letters without spaces, their outlines, and by an outline
    that lacks a word, such words.
    """

    keys: Sequence[str]
    spaceless: frozenset[str]
    wholes: frozenset[int]
    lacking: Mapping[int, str | tuple[str, ...]]


def outlines(keys: Sequence[str]) -> Outlines:
    """The outlines of folded titles."""
    sums: list[int] = []
    lacking: dict[int, str | tuple[str, ...]] = {}
    told = _TOLD
    for key in keys:
        words = key.split()
        numbers = [told[word] for word in words]
        whole = sum(numbers)
        sums.append(whole)
        for word, number in zip(words, numbers, strict=True):
            if len(word) < LEAST_SLIP_LETTERS:
                continue
            rest = whole - number
            others = lacking.get(rest)
            if others is None:
                lacking[rest] = word
            elif isinstance(others, str):
                if others != word:
                    lacking[rest] = (others, word)
            elif word not in others:
                lacking[rest] = (*others, word)
    spaceless = frozenset([key.replace(" ", "") for key in keys])
    return Outlines(sorted(keys), spaceless, frozenset(sums), lacking)


def may_be_near(key: str, among: Outlines) -> bool:
    """False for a folded name that is surely neither the beginning of a title nor near to one."""
    if key.replace(" ", "") in among.spaceless or _may_have_slip(key.split(), among):
        return True
    if len(key) < LEAST_LETTERS:
        return False
    at = bisect_left(among.keys, key)
    return at < len(among.keys) and among.keys[at].startswith(key)


def _may_have_slip(words: Sequence[str], among: Outlines) -> bool:
    """True if the outline, or all of it but for a word that differs by a letter, is a title's."""
    numbers = [_TOLD[word] for word in words]
    whole = sum(numbers)
    if whole in among.wholes:
        return True
    for word, number in zip(words, numbers, strict=True):
        others = among.lacking.get(whole - number, ())
        for other in (others,) if isinstance(others, str) else others:
            if one_edit(word, other) is not None:
                return True
    return False


class _Told(dict[str, int]):
    """What tells a word in an outline: a hash, 0 for one that may be left out. Digits are parted in
    many ways, so each has its own.
    """

    def __missing__(self, word: str) -> int:
        if word[0].isdigit():
            number = sum(map(hash, word))
        else:
            made = _reduced(word)
            number = 0 if made in _LEFT_OUT else hash(made)
        self[word] = number
        return number


def _reduced(word: str) -> str:
    """What a word shares with its variants, and with what it is with «و» or «ال»."""
    usual = usual_spelling(_RUNS.sub(r"\1", word))
    made = _RUNS.sub(r"\1", _JOINS.sub("", usual))
    return made[:-1] if made.endswith("يء") else made


_LEFT_OUT = frozenset(map(_reduced, LOOSE))
_TOLD = _Told()
