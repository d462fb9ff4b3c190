"""A table of keys as settings and front matter have them, and what is read and told through it."""

from newsgen.language.fields import Field, Place, Table, read_fields
from newsgen.language.values import count_value, one_of, text_value, truth_value, weight_value

TABLE: Table = {
    "title": Field(text_value, required=True),
    "draft": Field(truth_value),
    "tags": Field(text_value, "list"),
    "author": Field(text_value, "many"),
    "group": {
        "size": Field(count_value),
        "weight": Field(weight_value),
        "style": Field(one_of("a", "b")),
    },
}


def told(text: str, first_line: int = 1) -> list[str]:
    """The problems of a text as `line:column code: message (hint)`."""
    _, problems = read_fields(text, TABLE, Place("f.md", first_line))
    return [
        f"{one.line}:{one.column} {one.code}: {one.message}"
        + (f" ({one.hint})" if one.hint else "")
        for one in problems
    ]


def values(text: str) -> dict[str, object]:
    """The values of a text that has no problems."""
    found, problems = read_fields(text, TABLE, Place("f.md"))
    assert not problems
    return found
