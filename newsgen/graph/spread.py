"""What runs a task over chunks: in this process, or in several."""

from collections.abc import Callable, Sequence
from typing import Any

Spread = Callable[[Callable[[Any, Any], Any], Any, Sequence[Any]], list[Any]]


def in_turn(task: Callable[[Any, Any], Any], shared: Any, chunks: Sequence[Any]) -> list[Any]:
    """One chunk after the other."""
    return [task(shared, chunk) for chunk in chunks]
