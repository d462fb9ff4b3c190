"""What the last build to an output folder was made from and what it left there: whether anything is
to be done at all is told from this, by stat alone.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from newsgen.decide.plan import Plan
from newsgen.machine import cache, glance
from newsgen.machine.beside import beside
from newsgen.machine.glance import Around, Inputs, Span
from newsgen.machine.traces import is_settled
from newsgen.programs.built_files import Remembered
from newsgen.programs.reports import BuildOptions, Report
from newsgen.programs.settings import Workplace
from newsgen.words.model import Held
from newsgen.words.problems import Problem

_OURS = (".newsgen/manifest", ".newsgen/site")
_LAST, _AROUND = "last", "around"
FILES_FOR_TWO = 3000  # of the output: fewer are looked at sooner than a process is made


class Recalled(NamedTuple):
    """The digest of the content folder as the last build read it, and what gives that build, or
    None where its output was touched, or where more than content may have changed since.
    """

    content_digest: bytes
    last: "Callable[[], LastBuild | None]"


class LastBuild(NamedTuple):
    """`report` is what a build has to tell if nothing changed since. `content_digest` is that of
    the content folder as it was, `span` the time in which the same articles are shown, and `state`
    tells the files that it left.
    """

    report: Report
    content_digest: bytes
    span: Span
    state: bytes

    @property
    def name(self) -> bytes:
        """What tells this build from others with the same settings."""
        return self.content_digest + self.state + repr(tuple(self.span)).encode()


@contextmanager
def recalled(
    place: Workplace, options: BuildOptions, around: Around, built: Remembered, *, imports: bool
) -> Iterator[Recalled]:
    """The last build, if it left what is remembered as built. Whether its output is untouched is
    found out meanwhile, in a process beside this one.
    """
    last = _last(place, options, around, built, imports=imports)
    if not last:
        yield Recalled(b"", lambda: None)
        return
    found, ours = last
    output, files = options.output, built.files

    def is_untouched() -> bool:
        signatures = ours + files.signatures()
        return glance.signatures(output, (*_OURS, *files)) == signatures

    with beside(is_untouched, worth=len(files) >= FILES_FOR_TWO) as answer:
        yield Recalled(
            found.content_digest,
            lambda: found if answer() and is_settled(output) else None,
        )


def _last(
    place: Workplace, options: BuildOptions, around: Around, built: Remembered, *, imports: bool
) -> tuple[LastBuild, bytes] | None:
    """The last build, as far as can be told without a look at its output, and the signatures of our
    own files there.
    """
    if options.tells_reasons or options.is_dry_run or options.cluster or place.problems:
        return None
    key = _key(place, options, around.digest, imports=imports)
    last = cache.load(place.output_file(options.output, _LAST), key)
    if not last:
        return None
    content_digest, span, state, ours, articles, held, problems, unresolved = last
    is_due = not span[0] <= options.visibility.at_epoch_seconds < span[1]
    # The rows are remembered before the rest, so that they can be of a later build, and be lost.
    if is_due or state != built.state or (options.is_strict and problems):
        return None
    report = Report(
        articles=articles,
        parsed=0,
        plan=Plan((), (), built.files.paths),
        held=tuple(Held(*row) for row in held),
        problems=tuple(Problem(*row) for row in problems),
        unresolved=unresolved,
        until=span[1],
    )
    return LastBuild(report, content_digest, Span(*span), state), ours


def around(
    place: Workplace, options: BuildOptions, inputs: Inputs, last: LastBuild, *, imports: bool
) -> Any:
    """What that very build remembered for a retouch, as plain values; None if it is lost."""
    key = _key(place, options, inputs.others_digest, imports=imports)
    return cache.load(place.output_file(options.output, _AROUND), key + last.name)


def remember(
    place: Workplace,
    options: BuildOptions,
    inputs: Inputs,
    last: LastBuild,
    surroundings: tuple[Any, ...],
    *,
    imports: bool,
) -> None:
    """Remember a build."""
    key = _key(place, options, inputs.others_digest, imports=imports)
    value = (
        last.content_digest,
        tuple(last.span),
        last.state,
        glance.signatures(options.output, _OURS),
        last.report.articles,
        tuple(map(tuple, last.report.held)),
        tuple(map(tuple, last.report.problems)),
        last.report.unresolved,
    )
    cache.store(place.output_file(options.output, _AROUND), key + last.name, tuple(surroundings))
    cache.store(place.output_file(options.output, _LAST), key, value)


def _key(place: Workplace, options: BuildOptions, others: bytes, *, imports: bool) -> bytes:
    """What a build depends on besides content/, the moment and what stands in the output folder. A
    strict one is told of seeds again that are doubtful.
    """
    is_strict = imports and options.is_strict
    chosen = (place.config, place.has_base_url, options.visibility[1:], imports, is_strict)
    found = hashlib.blake2b(place.key, digest_size=16)
    found.update(repr(chosen).encode())
    found.update(others)
    return found.digest()
