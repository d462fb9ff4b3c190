"""Powers and indices: what HTML raises or lowers, as letters that stand so by themselves."""

from collections.abc import Sequence

from newsgen.content.importers.inline import Run, words_of

_SUPERSCRIPTS = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_RAISED_BY_HABIT = frozenset("st nd rd th er re e o a tm r sm ™ ® © ℠ (r) (c) * † ‡".split())


def raised(runs: Sequence[Run], around: Run) -> Sequence[Run]:
    """10<sup>6</sup> as 10⁶, and a power that has no such letters as ^(…); ordinals and marks, also
    those that lead elsewhere than the run around them, stay text.
    """
    words = words_of(runs)
    is_mark = not words or any(run.href != around.href for run in runs)
    if is_mark or words.startswith("[") or words.lower() in _RAISED_BY_HABIT:
        return runs
    if set(words) <= _SUPERSCRIPTS.keys():
        return [Run("".join(map(_SUPERSCRIPTS.__getitem__, words)), *around.style)]
    return [Run("^(", *around.style), *runs, Run(")", *around.style)]


def lowered(run: Run) -> Run:
    """H<sub>2</sub>O as H₂O."""
    if not set(run.text.strip()) <= _SUBSCRIPTS.keys():
        return run
    return run._replace(text="".join(_SUBSCRIPTS.get(one, one) for one in run.text))
