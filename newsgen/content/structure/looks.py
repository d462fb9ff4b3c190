"""What an editor sees of a line at a glance: how it ends, how it opens, how long it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsgen.content.structure import vocabulary
from newsgen.content.structure.lines import CLOSING
from newsgen.content.structure.teaser import starts_with_dateline
from newsgen.content.structure.wrapping import Unit
from newsgen.language.arabic import fold_words

SHORT_WORDS = 8
_SENTENCE_END = re.compile(r"(?<!\.)[.!؟?…](?=\s)")
_QUOTED = re.compile(r"[\"«“].*[\"»”][.؟!…]*")


class Prose(NamedTuple):
    """A unit with what the rules look at: its words, how it ends, its neighbours, the style."""

    unit: Unit
    words: tuple[str, ...]
    ending: str
    has_inner_end: bool
    opens_prose: bool
    is_quoted: bool
    commas: int

    @property
    def text(self) -> str:
        return self.unit.text

    @property
    def size(self) -> int:
        return len(self.words)


def look(unit: Unit) -> Prose:
    text = unit.text.strip()
    words = tuple(fold_words(text))
    return Prose(
        unit=unit,
        words=words,
        ending=_ending(text),
        has_inner_end=bool(_SENTENCE_END.search(text.rstrip(CLOSING + ".!؟?…"))),
        opens_prose=opens_prose(words) or starts_with_dateline(text),
        is_quoted=bool(_QUOTED.fullmatch(text)),
        commas=text.count("،") + text.count("؛"),
    )


def _ending(text: str) -> str:
    """How a line ends, closing quotes aside: stop, question, colon, comma or none."""
    bare = text.rstrip(CLOSING)
    if bare.endswith(("..", "…")) and len(bare.split()) <= SHORT_WORDS + 4:
        return "dots"
    if bare.endswith((".", "…", "۔")):
        return "stop"
    if bare.endswith(("؟", "?", "!")):
        return "question"
    if bare.endswith((":", "：")):
        return "colon"
    return "comma" if bare.endswith(("،", ",", "؛", ";")) else "none"


def opens_prose(words: Sequence[str]) -> bool:
    if not words:
        return False
    first = words[0]
    is_joined = first.startswith("و") and len(first) > 2 and not _is_radical(first)
    is_verbal = _is_verb(words)
    is_phrase = " ".join(words[:3]).startswith(vocabulary.PHRASES)
    return first in vocabulary.OPENERS or is_joined or is_verbal or is_phrase


def _is_verb(words: Sequence[str]) -> bool:
    """True if a line starts with a verb, as sentences do and headings hardly ever.

    Known verbs, words that begin with the ي of the present tense, and such as end in the ت of the
    past; a few nouns look like these.
    """
    first = words[0]
    if len(words) > 5 and first in vocabulary.STARTING_VERBS:
        return True
    is_past = first.endswith("ت") and not first.endswith(("ات", "يت", "وت")) and len(first) > 3
    is_present = first.startswith("ي") and len(first) > 3
    is_negated = first == "لا" and len(words) > 8 and words[1][:1] in ("ي", "ت", "ن")
    is_noun = first.startswith(("ال", *vocabulary.VERB_LIKE_NOUNS))
    return (is_past or is_present or is_negated) and not is_noun and len(words) > 3


def _is_radical(word: str) -> bool:
    """True if the و of a word is its own: وزير, and وزيرا, but not والوزير."""
    return any(
        word.startswith(known) and word[len(known) :] in vocabulary.ENDINGS
        for known in vocabulary.RADICAL_WAW
    )
