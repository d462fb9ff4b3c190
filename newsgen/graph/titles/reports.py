"""What `newsgen check` says of names that lead nowhere."""

from newsgen.graph.titles.records import Candidate, Resolution
from newsgen.words.problems import Problem, warning

# Rule → code, message, hint.
_WORDINGS = {
    "ambiguous": (
        "ambiguous-title",
        "several articles answer to '{name}': {candidates}",
        "name the address of the one that is meant, such as {address}",
    ),
    "close": (
        "near-title",
        "no article is titled '{name}'; near it: {candidates}",
        "if the first is meant, copy its title or name its address, {address}",
    ),
    "unknown": (
        "unresolved-title",
        "no article is titled '{name}'",
        "it is plain text, and links by itself when its article arrives",
    ),
}


def problems(
    name: str, resolution: Resolution, path: str, line: int = 0, column: int = 0
) -> tuple[Problem, ...]:
    """What is wrong with a name that stands at a place in a file; () for one that is a link.

    The codes are "ambiguous-title", "near-title" and "unresolved-title". They are warnings: the
    name is shown as plain text.
    """
    if resolution.source is not None:
        return ()
    code, message, hint = _WORDINGS[resolution.rule]
    candidates = "; ".join(map(_written, resolution.candidates))
    address = next((one.path or one.source for one in resolution.candidates), "")
    return (
        warning(
            path,
            code,
            message.format(name=name, candidates=candidates),
            line=line,
            column=column,
            hint=hint.format(address=address),
        ),
    )


def names_itself(name: str, path: str, line: int = 0, column: int = 0) -> Problem:
    """What is wrong with a name in the very article that it means."""
    hint = "delete it; an article is no link to itself"
    message = f"'{name}' is this article itself"
    return warning(path, "names-itself", message, line=line, column=column, hint=hint)


def _written(candidate: Candidate) -> str:
    return f"'{candidate.title}' ({candidate.source}, {candidate.score})"
