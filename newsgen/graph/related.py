"""Which articles are close to which: shared stems and tags, then category, author and time.

Two steps. From the stems and tags of an article and from how rare these are in the site comes its
*signature*: the few that tell it best, with weights (tf-idf). The closeness of two articles is a
function of their two signatures, and of nothing else.

Rarity is told in steps of a factor of two, so an edit changes the signatures of few articles, and
`rank` finds them: given the memory of the last ranking, it compares only what can have changed, and
the result is that of a ranking from nothing (docs/related.md says why, and
tests/graph/test_related.py that it is).
"""

from collections.abc import Mapping

from newsgen.graph.afresh import from_nothing
from newsgen.graph.closeness import NOTHING, WHOLE, Memory
from newsgen.graph.corrections import corrected, signed_again
from newsgen.graph.features import Feature
from newsgen.graph.rarity import Rules, span_bits
from newsgen.graph.spread import Spread, in_turn
from newsgen.words.config import RelatedSettings

KEPT = 16
COMMON = 255  # what more articles share tells in periods only; in one period, it tells nothing
# A ranking from nothing costs less than many corrections.
_AFRESH_SHARE, _AFRESH_LEAST = 0.05, 8


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
    rules = rules_of(features, settings, kept, common)
    return _amended(features, rules, memory) or from_nothing(features, rules, spread)


def amended(
    edited: Mapping[str, Feature], settings: RelatedSettings, memory: Memory, *, kept: int = KEPT
) -> Memory | None:
    """The ranking after some of its articles became others; None where one from nothing costs less
    than to correct it, and where it does not know them.
    """
    if not edited.keys() <= memory.numbers.keys():
        return None
    features = {
        source: one
        for source, number in memory.numbers.items()
        if (one := edited.get(source) or memory.features[number])
    }
    return _amended(features, rules_of(features, settings, kept), memory)


def _amended(features: Mapping[str, Feature], rules: Rules, memory: Memory) -> Memory | None:
    """The ranking on an earlier one, where that pays."""
    if memory.basis != tuple(rules):
        return None
    edited = _edited(features, memory)
    if not edited:
        return memory
    limit = max(_AFRESH_LEAST, len(features) * _AFRESH_SHARE)
    if len(edited) > limit:
        return None
    now, changed = signed_again(features, edited, memory, rules)
    return corrected(memory, now, changed, rules) if len(changed) <= limit else None


def rules_of(
    features: Mapping[str, Feature],
    settings: RelatedSettings,
    kept: int = KEPT,
    common: int = COMMON,
) -> Rules:
    """The rules for a site of such articles."""
    return Rules(
        len(features).bit_length(),
        span_bits(features.values()),
        kept,
        common,
        settings.word_weight,
        settings.tag_weight,
        round(settings.category_weight * WHOLE),
        round(settings.author_weight * WHOLE),
        round(settings.recency_weight * WHOLE),
        settings.half_life_days,
    )


def kept_for(settings: RelatedSettings) -> int:
    """How many close articles to keep of each, so that there are enough to choose from."""
    return max(KEPT, 2 * settings.limit + 4)


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
