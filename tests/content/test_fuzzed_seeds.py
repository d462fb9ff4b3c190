"""Seeds with damaged bytes: a text or a located problem, never a traceback, never a lost line."""

import random
from collections.abc import Iterator

import pytest
from seed_documents import HOUSE, documents

from newsgen.content.decoding import decode_seed
from newsgen.content.drafts import Draft, read_draft
from newsgen.content.seeds import Given, to_content, to_text
from newsgen.language.arabic import clean
from newsgen.words.problems import Problem

ROUNDS = 60
FRAGMENTS = (
    b"\x00", b"\xff", b"\xd8", b"\xef\xbb\xbf", b"\r\n", b"\n\n\n", b"\t", b"---\n", b"\\",
    b'"', b"<", b"{{", "ـ".encode(), "\u200f".encode(), "\u2028".encode(), "•".encode(), b"1. ",
    "شاهد أيضا:".encode(), "أخبار ذات صلة\n".encode(), "س: ".encode(),
    "نشر في: 1 مايو 2024\n".encode(),
)  # fmt: skip


def mutations(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """What bytes become in bad hands: cut, doubled, shuffled, and strewn with fragments."""
    for _ in range(ROUNDS):
        found = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            at, to = sorted(chance.randrange(len(found) + 1) for _ in range(2))
            kind = chance.randrange(5)
            if kind == 0:
                found[at:at] = chance.choice(FRAGMENTS)
            elif kind == 1:
                del found[at : min(to, at + 40)]
            elif kind == 2:
                found[at:at] = found[at : min(to, at + 200)]
            elif kind == 3 and at < len(found):
                found[at] = chance.randrange(256)
            else:
                lines = bytes(found).split(b"\n")
                chance.shuffle(lines)
                found = bytearray(b"\n".join(lines))
            if not found:
                found = bytearray(content)
        yield bytes(found)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_damaged_seeds_give_every_line_back_or_say_where_they_break(encoding: str) -> None:
    chance = random.Random(encoding)  # noqa: S311
    texts = 0
    for document in list(documents())[::6]:
        for content in mutations(document.text.encode(encoding, "ignore"), chance):
            text = decode_seed(content, "a.txt")
            if isinstance(text, Problem):
                assert text.line >= 1
                continue
            draft = read_draft(text, "a.txt", HOUSE)
            if isinstance(draft, Draft):
                texts += 1
                back = to_text(to_content(draft, Given(seed="a.txt", slug="a")))
                assert back == "\n".join(line.strip() for line in clean(text).split("\n"))
    assert texts > 100
