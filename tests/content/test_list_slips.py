"""What looks like a list in a list is told where Markdown takes it for something else."""

import re

import pytest

from newsgen.content.list_slips import list_slips
from newsgen.language.markup import read_body


def html_of(body: str) -> str:
    return "\n".join(block.html for part in read_body(body).sections for block in part.blocks)


@pytest.mark.parametrize(
    ("body", "slips"),
    [
        ("- بند\n  - فرعي\n  - آخر\n- ثان", [(11, 3, "item"), (12, 3, "item")]),
        ("1. أول\n   - فرعي\n2. ثان", [(11, 4, "item")]),
        ("1. أول\n\n   فقرة\n\n2. ثان", [(12, 4, "paragraph")]),
        ("نص\n\n* أ\n\n * ب\n\nنص\n\n  مائل قليلًا", [(14, 2, "item")]),
        ("- بند\n    - فرعي\n\n        فقرة\n- ثان", []),
        (" - بند\n - ثان\n\nنص", []),
        ("- بند طويل\n  يمتد سطرين\n- ثان", []),
        ("```\n- بند\n  - فرعي\n```\n\n  فقرة", []),
        ("- بند\n~~~~\n  - فرعي\n~~~\n  - آخر\n~~~~\n", []),
        ("نص - لا بند\n  - ولا هذا", []),
        ("", []),
    ],
)
def test_what_is_not_indented_enough_is_told(body: str, slips: list[tuple[int, int, str]]) -> None:
    assert list(map(tuple, list_slips(body, 10))) == slips


@pytest.mark.parametrize("body", ["- بند\n  - فرعي", "1. أول\n\n   فقرة\n\n2. ثان"])
def test_as_told_it_is_another_list_and_as_advised_it_is_the_list_that_was_meant(
    body: str,
) -> None:
    mended = re.sub("^ +", "    ", body, flags=re.MULTILINE)
    inner = "<ul>" if "فرعي" in body else "<p>فقرة</p>"
    within = re.compile(rf"<li>(?:(?!</li>).)*{inner}", re.DOTALL)
    assert not within.search(html_of(body))
    assert within.search(html_of(mended))
    assert not list(list_slips(mended, 1))
