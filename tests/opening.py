"""What this process opens, in whichever way."""

import sys

opened: list[str] = []  # paths, in the order in which they were opened


def _note(event: str, told: tuple[object, ...]) -> None:
    if event == "open":
        opened.append(str(told[0]))


sys.addaudithook(_note)
