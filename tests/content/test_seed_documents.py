"""Raw texts of many newsrooms, read as an editor reads them, and given back as they were."""

import pytest
from seed_documents import HOUSE, Document, documents

from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, is_unedited, to_content, to_text
from newsgen.content.structure import read_structure
from newsgen.language.arabic import clean

DOCUMENTS = list(documents())
SHARE_READ_RIGHT = 0.95


def draft_of(document: Document) -> Draft:
    draft = read_draft(document.text, "seeds/a.txt", HOUSE)
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_each_line_is_taken_for_what_it_is(document: Document) -> None:
    """A line marked as missed must still be missed, or the mark is out of date."""
    lines = read_structure(document.text, HOUSE)
    for role, line in zip(document.roles, lines, strict=True):
        wanted = role.removesuffix("?")
        assert (line.role == wanted) != role.endswith("?"), (
            f"line {line.number} is {role}, taken for {line.role} ({line.rule}): {line.text}"
        )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_the_facts_that_a_text_tells_are_found(document: Document) -> None:
    draft = draft_of(document)
    found = {
        "date": draft.date,
        "updated": draft.updated,
        "date_text": draft.date_text,
        "author": "; ".join(draft.authors),
        "source": draft.source,
        "category": draft.category,
        "tags": "; ".join(draft.tags),
        "summary": draft.summary,
    }
    for key, wanted in document.facts:
        assert (found[key.removesuffix("?")] == wanted) != key.endswith("?"), f"{key} {wanted}"


def test_of_all_lines_few_are_marked_as_missed() -> None:
    roles = [role for document in DOCUMENTS for role in document.roles if role != "blank"]
    missed = sum(role.endswith("?") for role in roles)
    assert len(DOCUMENTS) >= 100
    assert 1 - missed / len(roles) >= SHARE_READ_RIGHT


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_an_unedited_import_gives_its_seed_back(document: Document) -> None:
    cleaned = "\n".join(line.strip() for line in clean(document.text).split("\n"))
    content = to_content(draft_of(document), Given(seed="a.txt", slug="a"))
    assert is_unedited(content)
    assert to_text(content) == cleaned
