"""Where a key stands in a YAML text."""

import pytest

from newsgen.language.key_places import key_place

TEXT = """\
site: {title: صحيفة}
theme:
  light: {ink: black, "accent": "#aaa"}
  dark:
    accent: red
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("theme",), (2, 1)),
        (("theme", "light", "accent"), (3, 23)),
        (("theme", "dark", "accent"), (5, 5)),
        (("theme", "dark", "ink"), (0, 0)),
        (("site", "title", "x"), (0, 0)),
    ],
)
def test_a_key_is_found_where_it_stands(keys: tuple[str, ...], place: tuple[int, int]) -> None:
    assert key_place(TEXT, *keys) == place


@pytest.mark.parametrize("text", ["", "- a\n", "a: [", "\x00"])
def test_in_a_text_without_keys_none_is_found(text: str) -> None:
    assert key_place(text, "a") == (0, 0)
