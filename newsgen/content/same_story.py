"""Whether two content files tell one story, or two that only go by one name.

A headline is no evidence: «حالة الطقس» is another story every day, and a correction changes it. So
the texts are compared, sentence by sentence, for a sentence with other figures may be news of
another day. A background paragraph that an agency puts under many stories is not most of a text.
"""

import re
from collections import Counter

from newsgen.language import front_matter
from newsgen.language.arabic import fold
from newsgen.words.problems import Problem

_SENTENCE_END = re.compile(r"(?<=[.؟?!؛…])\s+|\n")


def is_same_story(before: str, after: str) -> bool:
    """True where most words of the shorter text stand in sentences that both have; in doubt False.

    A text without any words is lost to nobody, so there an equal headline is enough.
    """
    sentences, others = _sentences(before), _sentences(after)
    if not sentences:
        return bool(_title(before)) and _title(before) == _title(after)
    shorter = min(sentences.total(), others.total())
    return 2 * (sentences & others).total() > shorter


def _sentences(content: str) -> Counter[str]:
    """The folded sentences of summary and body, each counted once for each of its words."""
    parted = front_matter.split(content, "")
    body = "" if isinstance(parted, Problem) else parted.body
    text = f"{front_matter.raw_values(content).get('summary', '')}\n{body}"
    words: Counter[str] = Counter()
    for sentence in map(fold, _SENTENCE_END.split(text)):
        words[sentence] += len(sentence.split())
    return +words


def _title(content: str) -> str:
    return fold(front_matter.raw_values(content).get("title", ""))
