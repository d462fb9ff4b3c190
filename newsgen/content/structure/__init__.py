"""What each line of a raw article is, decided by rules that an editor can follow.

The text has no markup. Its lines are read in four steps, each in a room of its own:

    notices   lines that announce themselves: «كتب: …», «نشر في: …», «المصدر: …»; and `furniture`,
              lines that say nothing of the article: captions, sharing buttons
    frame     title; notices where they stand by `edges`; `teaser`, and `pointers` to other stories
    wrapping  paragraphs that an old editor broke into lines
    prose     what is left: headings and paragraphs by `looks`, and `lists`

Each line keeps the rule that decided it, and whether an editor should look at it again.
"""

from collections.abc import Sequence

from newsgen.content.structure.dated_lines import may_date
from newsgen.content.structure.frame import read_frame, title_of
from newsgen.content.structure.lines import Line, Role, Ruling
from newsgen.content.structure.notices import may_announce
from newsgen.content.structure.prose import read_prose
from newsgen.content.structure.wrapping import units
from newsgen.language.arabic import clean

__all__ = ["Line", "Role", "read_structure", "read_title"]


def read_title(text: str) -> str:
    """The title alone, for little work; "" for a text without words."""
    return title_of(tuple(line.strip() for line in clean(text).split("\n")))


def read_structure(text: str, house_names: Sequence[str] = ()) -> tuple[Line, ...]:
    """Every line of a raw text with its role, blank lines included.

    `house_names` are those of the publisher, by which its own promotion is known.
    """
    raw = clean(text).split("\n")
    texts = tuple(line.strip() for line in raw)
    indented = frozenset(
        index for index, line in enumerate(raw) if line[:1] == " " and line.strip()
    )
    rulings = read_frame(texts, house_names)
    waiting = [index for index, line in enumerate(texts) if line and index not in rulings]
    prose = read_prose(units(texts, waiting, indented), texts)
    rulings.update((index, _in_doubt(ruling, texts[index])) for index, ruling in prose.items())
    first = next((index for index in waiting if index in prose), None)
    if first is not None and may_date(texts[first]):
        rulings[first] = prose[first]._replace(is_doubtful=True)
    blank = Ruling("blank", "empty")
    return tuple(
        Line(index + 1, line, *rulings.get(index, blank)) for index, line in enumerate(texts)
    )


def _in_doubt(ruling: Ruling, text: str) -> Ruling:
    """The ruling on a line of prose, doubtful where a notice might have been meant."""
    is_alone = ruling.role in ("heading", "paragraph") and may_announce(text)
    return ruling._replace(is_doubtful=True) if is_alone else ruling
