"""Files as the documents print them: fenced blocks whose first line is a comment with a path."""

import re

_BLOCK = re.compile(
    r"^```\w+\n(?:# |\{# |/\* )([\w./]+)(?: #\}| \*/)?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks_of(text: str) -> dict[str, str]:
    """The files by path."""
    return dict(_BLOCK.findall(text))
