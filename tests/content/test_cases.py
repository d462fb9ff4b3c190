"""The documents of tests/cases: each case is a title, an input and what is expected of it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsgen.content.structure import read_structure
from newsgen.language import front_matter
from newsgen.language.dates import MONTH_STYLES, clock_text, day_text, moment, rfc822
from newsgen.language.markup import Block, read_body
from newsgen.language.slugs import slug
from newsgen.words.config import DateSettings

CASES = Path(__file__).parent.parent / "cases"
# ## title, then the input and the expected text, each between two lines of four backticks.
CASE = re.compile(r"^## (.+)\n\n````\n((?:.*\n)*?)````\n\n````\n((?:.*\n)*?)````$", re.MULTILINE)
RIYADH = ZoneInfo("Asia/Riyadh")


def read_cases(document: Path) -> Iterator[tuple[str, str, str]]:
    text = document.read_text("utf-8")
    cases = CASE.findall(text)
    assert 4 * len(cases) == text.count("\n````"), f"a case of {document.name} cannot be read"
    for title, given, expected in cases:
        yield title, given.removesuffix("\n"), expected.removesuffix("\n")


def slugs(title: str) -> str:
    return "\n".join(
        f"{style}: {slug(title, style, fallback='5387420c')}" for style in ("arabic", "latin")
    )


def dates(written: str) -> str:
    try:
        when = moment(written, RIYADH)
    except ValueError as reason:
        return str(reason)
    days = [day_text(when, "ar", DateSettings(months)) for months in MONTH_STYLES]
    arabic = DateSettings(digits="arabic")
    clock = f"{day_text(when, 'ar', arabic)} {clock_text(when, arabic)}".strip()
    return "\n".join([when.local, rfc822(when), *days, clock])


def heads(head: str) -> str:
    values, problems = front_matter.read(head, front_matter.article_table(RIYADH), "a.md")
    told = [str(problem) for problem in problems]
    return "\n".join(told or [f"{key} = {value}" for key, value in values.items()])


def bodies(text: str) -> str:
    lines = []
    for section in read_body(text).sections:
        if section.id:
            lines.append(f"§ {section.id} § {section.heading_html}")
        lines.extend(block_line(block) for block in section.blocks)
    return "\n".join(lines)


def block_line(block: Block) -> str:
    return f"→ {block.pointer.label} → {block.pointer.title}" if block.pointer else block.html


def structures(text: str) -> str:
    return "\n".join(line.role for line in read_structure(text) if line.role != "blank")


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "slugs.md": slugs,
    "dates.md": dates,
    "front-matter.md": heads,
    "markdown.md": bodies,
    "structure.md": structures,
}


@pytest.mark.parametrize(
    ("read", "given", "expected"),
    [
        pytest.param(read, given, expected, id=f"{document}: {title}")
        for document, read in DOCUMENTS.items()
        for title, given, expected in read_cases(CASES / document)
    ],
)
def test_a_case_gives_what_its_document_expects(
    read: Callable[[str], str], given: str, expected: str
) -> None:
    assert read(given) == expected


def test_every_document_is_read() -> None:
    # The documents of titles are read by tests/graph/test_titles.py.
    here = {file.name for file in CASES.glob("*.md") if not file.name.startswith("titles")}
    assert here == set(DOCUMENTS)
