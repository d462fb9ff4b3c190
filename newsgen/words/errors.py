"""Exceptions for the operator: each says what happened, where, and what to do.

NewsgenError
├── NotASite          no newsgen.yaml here
├── ProblemsFound     content, settings or templates hold errors; carries all of them
├── OutputRefused     the output folder is not ours, or would swallow the site itself
├── FolderUnwritable  the operating system does not let us write there
├── SourceChanged     a file was edited between reading and rendering it
└── Busy              another newsgen works on the same output folder
"""

from newsgen.words.problems import Problem


class NewsgenError(Exception):
    """The root: a face prints its message and hint, and exits with 1."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class NotASite(NewsgenError):
    """There is no newsgen.yaml in the folder."""


class OutputRefused(NewsgenError):
    """The output folder holds files that newsgen did not write, or contains the site's sources."""


class FolderUnwritable(NewsgenError):
    """The operating system refused a write."""


RUN_AGAIN = "run the build again"


class SourceChanged(NewsgenError):
    """A source was edited while the build was running; nothing was published."""


class Busy(NewsgenError):
    """Another newsgen process holds the lock of this output folder."""


class ProblemsFound(NewsgenError):
    """Errors in content, settings or templates. Nothing was published."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = sum(problem.severity == "error" for problem in problems)
        super().__init__(f"{count} error{'s' if count != 1 else ''}")
        self.problems = problems
