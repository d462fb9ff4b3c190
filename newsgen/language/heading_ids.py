"""The ids of headings: made of their words, so that a link to one can be read."""

from collections.abc import Sequence

from newsgen.language.slugs import BETWEEN_WORDS, WORDS, slugified

THEME_IDS = frozenset(
    "backlinks content latest related corrections contents share".split()
)  # of the page around a body


def heading_id(words: str, taken: set[str]) -> str:
    """An id for a heading that none in `taken` has; it is added there."""
    return _untaken(slugified(words) or "section", taken)


def heading_ids(headings: Sequence[str]) -> list[str]:
    """The ids that a body's headings have, in their order.

    Each is words on one line, with one space between them and none around.
    """
    slugs = _slugs(headings) if headings else []
    taken = set(THEME_IDS)
    if len(taken.union(slugs)) == len(taken) + len(slugs) and "" not in slugs:
        return slugs
    return [_untaken(slug or "section", taken) for slug in slugs]


def _untaken(base: str, taken: set[str]) -> str:
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    taken.add(name)
    return name


def _slugs(lines: Sequence[str]) -> list[str]:
    """The slug of each; all at once, for that is many times faster."""
    joined = "\n".join(lines)
    plain = BETWEEN_WORDS.sub(" ", joined)
    if not WORDS.fullmatch(plain):
        return [slugified(words) for words in lines]
    if plain == joined:
        return plain.lower().replace(" ", "-").split("\n")
    return ["-".join(words.split()) for words in plain.lower().split("\n")]
