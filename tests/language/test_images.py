"""Pictures as texts name them: no text loses a character, and no path leads out of the site."""

from hypothesis import given
from hypothesis import strategies as st

from newsgen.language.images import ImageTag, addresses_in, candidates, file_name, parted
from newsgen.language.markup import read_body

PIECES = st.sampled_from(
    (
        '<img alt="أ" src="a.png">',
        '<img alt="" src="a%20b.png" title="ب &amp; ج">',
        '<img alt="أ" src="https://x.example/a.png">',
        '<img src="raw.png" alt="أ">',
        "<img alt=\"a\" src='b'>",
        "<p>",
        "</p>",
        "نص\n",
        '"',
        ">",
    )
)
PATHS = st.text(st.sampled_from("./ab\\ ?#%0:")) | st.text()


@given(st.lists(PIECES).map("".join))
def test_html_that_is_parted_at_its_pictures_is_the_same_again(text: str) -> None:
    whole = "".join(
        piece
        if isinstance(piece, str)
        else f"<p>{piece.html}</p>"
        if piece.is_alone and not piece.html.startswith("<p>")
        else piece.html
        for piece in parted(text)
    )
    assert whole == text


def test_a_picture_alone_in_its_paragraph_stands_alone() -> None:
    found = read_body('![أ](a.png "ب")\n\nنص ![](b.png).').sections[0].blocks[0].html
    tags = [piece for piece in parted(found) if isinstance(piece, ImageTag)]
    assert [(tag.address, tag.alt, tag.caption, tag.is_alone) for tag in tags] == [
        ("a.png", "أ", "ب", True),
        ("b.png", "", "", False),
    ]


def test_pictures_of_other_sites_are_not_ours() -> None:
    body = read_body("![](https://x.example/a.png) ![](//x.example/a.png) ![](/a.png) ![](/a.png)")
    assert body.images == ("/a.png",)
    assert read_body("`![](a.png)` و«نص»").images == ()
    assert addresses_in(["<pre>&lt;img alt=&quot;&quot; src=&quot;a&quot;&gt;</pre>"]) == ()


def test_a_name_means_a_file_beside_its_text_or_below_static() -> None:
    assert candidates("articles/2024/a.md", "p/x.png") == ("articles/2024/p/x.png", "p/x.png")
    assert candidates("articles/2024/a.md", "../x.png") == ("articles/x.png", "")
    assert candidates("articles/a.md", "/p/x.png") == ("", "p/x.png")
    assert candidates("articles/a.md", "../../../etc/passwd") == ("", "")
    assert candidates("articles/a.md", ".git/x.png") == ("", "")
    assert file_name("a%20b&amp;c.png") == "a b&c.png"


@given(PATHS)
def test_no_path_leads_out_of_the_site(path: str) -> None:
    for found in candidates("articles/a.md", path):
        assert not found.startswith("/")
        assert not any(part.startswith(".") for part in found.split("/"))
