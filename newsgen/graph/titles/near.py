"""Titles that come near a name: found by their rarest words, then aligned word by word.

The index is made once, when the first name has no equal. Nothing that is found depends on the order
of the titles.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

from newsgen.graph.titles.lookalikes import is_lookalike
from newsgen.graph.titles.numerals import PERCENT, PERCENT_WORDS, numbers, tokens
from newsgen.graph.titles.spelling import difference, one_edit

LEAST_SCORE = 75
BEST = 100
_MOST_CHANGES = 2
_MOST_SLIPS = 1
_LEAST_WORDS = 4
_SEARCHED_WORDS = 4  # of which two changes leave two
_MANY, _MANY_OF_SERIES = 2000, 50
_NOWHERE: Sequence[int] = ()
_SEARCHED_FOR = 64  # words: for so many, titles are searched sooner than all their words are noted
_MOST_BEGINNINGS = 10
_LEAST_SCORE_WITHOUT_SLIPS = 40
_LOOSE_WORDS = frozenset(("في", "و", "ان"))
_TYPED_TWICE = frozenset(("في", "من", "علي", "الي", "عن", "ان", "مع"))
_LOOSE_BEFORE_NUMBERS = frozenset(("ب", "ل", "ال", "بال", "عام", "سنه"))
# All that may stand in one of two titles of a story alone.
LOOSE = _LOOSE_WORDS | _TYPED_TWICE | _LOOSE_BEFORE_NUMBERS | PERCENT_WORDS
_ANNOUNCING = frozenset(
    f"{person}{verb}{number}"
    for verb in ("علن", "كشف")
    for person in ("ا", "ي", "ت", "ن", "")
    for number in ("", "ت", "ان", "ون", "وا")
)


class Entry(NamedTuple):
    """A title, or a former one, without house name and `labels`. `key` is its folded form."""

    key: str
    source: str
    title: str
    labels: frozenset[str] = frozenset()


class Index(NamedTuple):
    """Titles, and where each word stands among them."""

    entries: Sequence[Entry]
    places: "Places"

    def knows(self, word: str, besides: Entry) -> bool:
        """True for a word that another title holds, or that is known to be one."""
        titles = chain(self.places.of(word), self.places.of(f"ال{word}"))
        return is_lookalike(word) or any(self.entries[at] != besides for at in titles)


class Places:
    """Where words stand among folded titles: the place of a title as often as it holds the word.

    One name asks for a few words, and these are searched for; where many are asked for, all words
    of all titles are noted.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._searched: dict[str, Sequence[int]] = {}
        self._noted: Mapping[str, Sequence[int]] | None = None
        self._text = "".join([f" {key} \n" for key in keys])
        self._starts = [0, *accumulate([len(key) + 3 for key in keys])]

    def of(self, word: str) -> Sequence[int]:
        """The places of a word, ascending."""
        if self._noted is not None:
            return self._noted.get(word, _NOWHERE)
        found = self._searched.get(word)
        if found is None:
            if len(self._searched) == _SEARCHED_FOR:
                self._noted = _noted(self._keys)
                return self.of(word)
            found = self._searched[word] = list(self._found(f" {word} "))
        return found

    def _found(self, word: str) -> Iterator[int]:
        at = self._text.find(word)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(word, at + len(word) - 1)  # two words share a space


def _noted(keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for word in key.split():
            places[word].append(place)
    return places


def index(entries: Sequence[Entry]) -> Index:
    return Index(entries, Places([entry.key for entry in entries]))


def beginning_with(key: str, among: Index) -> list[Entry]:
    """The entries whose folded titles are longer than `key` and begin with it.

    None when they are many, for then the name of none of them begins so.
    """
    whole = key.split()[:-1]  # the last word may be cut
    rarest = min((among.places.of(word) for word in whole), key=len, default=_NOWHERE)
    if len(rarest) > _MANY:
        return []
    found = [
        entry
        for place in rarest
        if (entry := among.entries[place]).key.startswith(key) and entry.key != key
    ]
    return found if len(found) <= _MOST_BEGINNINGS else []


def near(name: str, key: str, among: Index) -> list[tuple[int, bool, Entry]]:
    """Entries with a score of 75 and more, best first, and whether each is the title named."""
    words = key.split()
    letters = "".join(words)
    found: list[tuple[int, bool, Entry]] = []
    for place in _places(words, among):
        entry = among.entries[place]
        is_spaced = entry.key.replace(" ", "") == letters  # «لايزال»
        score = BEST - 1 if is_spaced else _score(words, entry.key.split())
        if score >= LEAST_SCORE:
            has_numbers = numbers(name) == numbers(entry.title)
            is_named = has_numbers and (is_spaced or _is_named(name, entry, among))
            found.append((score, is_named, entry))
    return sorted(found, key=lambda one: (-one[0], one[2][:3]))


def _places(words: Sequence[str], among: Index) -> list[int]:
    """Where two of the rarest words stand together.

    When even these are common, the titles are those of a series, such as the daily price of gold.
    Then only titles with the same numbers count, if they lack two words at most.
    """
    different = dict.fromkeys(words)  # in order, or chance would choose among equally rare ones
    by_rarity = sorted((among.places.of(word) for word in different), key=len)
    rarest = by_rarity[:_SEARCHED_WORDS]
    if sum(map(len, rarest)) > _MANY:
        numerals = sorted((among.places.of(word) for word in different if word.isdigit()), key=len)
        found = [
            place
            for place in set(numerals[0] if numerals else ()).intersection(*numerals)
            if len(different.keys() - among.entries[place].key.split()) <= _MOST_CHANGES
        ]
        return found if len(found) <= _MANY_OF_SERIES else []
    least = min(_SEARCHED_WORDS - _MOST_CHANGES, max(1, len(different) - _MOST_CHANGES))
    counts: dict[int, int] = {}
    for places in rarest:
        for place in places:
            counts[place] = counts.get(place, 0) + 1
    return [place for place, count in counts.items() if count >= least]


def _score(words: Sequence[str], others: Sequence[str]) -> int:
    """How many of their letters two titles share, out of 100, in words equal or all but equal."""
    left, right = list(words), list(others)
    total = len("".join(words)) + len("".join(others))
    shared = 0
    for word in words:
        if word in right:
            right.remove(word)
            left.remove(word)
            shared += len(word)
    if BEST * 2 * shared < _LEAST_SCORE_WITHOUT_SLIPS * total:
        return 0
    for word in left:
        for other in right:
            if _is_kin(word, other):
                shared += min(len(word), len(other)) - 1
                right.remove(other)
                break
    return min(BEST - 1, BEST * 2 * shared // total)


def _is_kin(word: str, other: str) -> bool:
    """True for two words that are near enough to count, if only for the score."""
    is_article = f"ال{word}" == other or f"ال{other}" == word
    return is_article or (min(len(word), len(other)) > 2 and one_edit(word, other) is not None)


def _is_named(name: str, entry: Entry, among: Index) -> bool:
    """True if every word of one is the other's, in order, but for a few harmless changes.

    Their numbers must be equal.
    """
    words, others = tokens(name), tokens(entry.title)
    if min(len(words), len(others)) < _LEAST_WORDS:
        return False
    at = other_at = changes = slips = 0
    while at < len(words) or other_at < len(others):
        if words[at : at + 1] == others[other_at : other_at + 1]:
            at, other_at = at + 1, other_at + 1
            continue
        changes += 1
        if _is_loose(words, at, others[other_at : other_at + 1]):
            at += 1
        elif _is_loose(others, other_at, words[at : at + 1]):
            other_at += 1
        elif at < len(words) and other_at < len(others):
            how = difference(
                words[at],
                others[other_at],
                is_first=at == 0,
                is_known=partial(among.knows, besides=entry),
            )
            if how is None:
                return False
            changes -= how == "variant"
            slips += how == "slip"
            at, other_at = at + 1, other_at + 1
        else:
            return False
        if changes > _MOST_CHANGES or slips > _MOST_SLIPS:
            return False
    return True


def _is_loose(words: Sequence[str], at: int, meets: Sequence[str]) -> bool:
    """True for a word that may be left out, so that the next one `meets` the other title.

    That is «في», «أن», «بـ» before a number, or a word typed twice; not «من», «إلى», «على»: «رسالة
    إلى ترامب» and «رسالة ترامب» are two.
    """
    if at >= len(words) or words[at + 1 : at + 2] != meets:
        return False
    word, before, after = words[at], words[max(0, at - 1)], "".join(words[at + 1 : at + 2])
    return at > 0 and (
        word == PERCENT
        or word in _LOOSE_WORDS
        or (word == "عن" and before in _ANNOUNCING)
        or (word in _LOOSE_BEFORE_NUMBERS and after[:1].isdigit())
        or (word == before and word in _TYPED_TWICE)
    )
