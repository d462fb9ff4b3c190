"""A link to another site that is a paragraph of its own is a card; any other link is a link."""

import pytest

from newsgen.language.markup import read_body

CARD = (
    '<p class="embed"><a href="{address}"><span class="embed-words">{words}</span> '
    '<span class="embed-host" dir="ltr">{host}</span></a></p>'
)


def shown(text: str) -> str:
    return "".join(block.html for section in read_body(text).sections for block in section.blocks)


@pytest.mark.parametrize(
    ("text", "address", "words", "host"),
    [
        (
            "[شاهد **التسجيل**](https://www.example.org/v?a=1&b=2)",
            "https://www.example.org/v?a=1&amp;b=2",
            "شاهد <strong>التسجيل</strong>",
            "example.org",
        ),
        (
            "<https://example.org/v/1>",
            "https://example.org/v/1",
            '<span dir="ltr">https://example.org/v/1</span>',
            "example.org",
        ),
        ("[نص][1]\n\n[1]: http://example.org:80/", "http://example.org:80/", "نص", "example.org"),
    ],
)
def test_a_link_alone_is_a_card(text: str, address: str, words: str, host: str) -> None:
    assert shown(text) == CARD.format(address=address, words=words, host=host)


@pytest.mark.parametrize(
    "text",
    [
        "نص [رابط](https://example.org/) نص",
        "[رابط](https://example.org/).",
        "[أ](https://example.org/) [ب](https://example.org/)",
        "[خبر](/articles/خبر/)",
        "- [رابط](https://example.org/)",
        "https://example.org/",
        "`[رابط](https://example.org/)`",
        "[رابط](http://[x/)",
    ],
)
def test_any_other_link_is_none(text: str) -> None:
    assert "embed" not in shown(text)
