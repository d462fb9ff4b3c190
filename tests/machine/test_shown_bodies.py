"""Bodies as templates see them: the beginning that fits in so many bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.content.articles import body_of
from newsgen.language.body_parts import body_parts
from newsgen.machine.ready_html import bytes_of
from newsgen.machine.shown_bodies import Beginning, ShownPart, beginning, shown_body

BLOCKS = (
    "فقرة من النص الطويل. " * 6,
    "## عنوان",
    "- بند\n- بند آخر\n\n  وفيه فقرة",
    "> مقتبس\n>\n> — فلان",
    "| أ | ب |\n|---|---|\n| 1 | 2 |",
    "سطر  \nوسطر <br> آخر ![صورة](a.png)",
    "شاهد أيضًا: قمة في الرياض",
)
texts = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=12).map("\n\n".join)


def shown(text: str) -> tuple[ShownPart, ...]:
    return shown_body(body_parts(body_of(f"---\ntitle: خبر\n---\n{text}\n".encode(), "a.md")), {})


def html_of(found: Beginning) -> bytes:
    return bytes_of([part.html for part in found.parts])


def test_a_body_that_fits_is_shown_whole() -> None:
    body = shown("\n\n".join(BLOCKS))
    assert beginning(body, 100_000) == Beginning(list(body), is_whole=True)


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(0, 4000))
def test_what_is_shown_fits_and_ends_where_a_block_does(text: str, most: int) -> None:
    body = shown(text)
    found = beginning(body, most)
    html, whole = html_of(found), bytes_of([part.html for part in body])
    assert len(html) <= most
    assert whole.startswith(html)
    assert found.is_whole == (found.parts == list(body))
    for name in (b"p", b"ul", b"li", b"blockquote", b"table", b"div", b"figure"):
        assert html.count(b"<%b>" % name) + html.count(b"<%b " % name) == html.count(
            b"</%b>" % name
        )


def test_a_long_text_is_shown_as_far_as_it_fits() -> None:
    body = shown("\n\n".join(["فقرة من النص."] * 100))
    found = beginning(body, 1000)
    assert not found.is_whole
    assert len(html_of(found)) > 1000 - len("<p>فقرة من النص.</p>\n".encode())
