"""What is known of sources: in columns and packed values, as it is in a plain mapping."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from newsgen.machine.known_sources import (
    KnownSources,
    Row,
    recall_sources,
    remember_sources,
)
from newsgen.machine.records import Once, pack_value, shown_pictures, value_of
from newsgen.machine.sources import Articles
from newsgen.words.model import Article, Named, Picture, Pictured, StaticPage

TITLES = st.sampled_from(["سوق النفط", "النفط اليوم", "خبر"])
PATHS = st.sampled_from(
    [f"{folder}/{name}.md" for folder in ("articles", "articles/2024", "authors", "pages")
     for name in ("a", "ب", "zz")]
)  # fmt: skip


def article(source: str, title: str, picture: str, inner: tuple[str, ...]) -> Article:
    names = (Named("خبر آخر", "خبر اخر"), Named(title, title))
    plain = ("", None, None, "", ("نفط",), (), "", "", names, (), (), "", (), (), (), 0, 0, 0, ())
    image = Picture(picture) if picture else None
    own = (image, inner, False, b"c", 3, bytes(16))
    return Article._make((source, title, title, title, *plain, *own))


def page(source: str, title: str, inner: tuple[str, ...]) -> StaticPage:
    return StaticPage._make((source, title, title, "", False, "", (), (), (), inner, bytes(16)))


@st.composite
def row(draw: st.DrawFn, path: str) -> Row:
    title, inner = draw(TITLES), draw(st.sampled_from([(), ("/في النص.png",)]))
    one: Article | StaticPage
    if path.startswith("articles/"):
        one = article(path, title, draw(st.sampled_from(["", "/بحر.png"])), inner)
    else:
        one = page(path, title, inner)
    packed, shape = pack_value(one)
    digest = draw(st.binary(min_size=16, max_size=16))
    place = draw(st.tuples(st.sampled_from("xyz"), st.integers(0, 2**40), st.integers(1, 2**30)))
    signature = draw(st.binary(min_size=32, max_size=32).filter(any) | st.just(b""))
    return Row(signature, digest, place, Once().row(value_of(packed), path, digest), shape)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Row]:
    return {path: draw(row(path)) for path in draw(st.sets(PATHS))}


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Row | None]:
    return {path: draw(st.none() | row(path)) for path in draw(st.sets(PATHS))}


@given(stored=rows(), first=changes(), second=changes(), is_same=st.booleans())
def test_columns_and_values_tell_what_a_mapping_tells(
    stored: dict[str, Row],
    first: dict[str, Row | None],
    second: dict[str, Row | None],
    *,
    is_same: bool,
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "content"
        known, told = recall_sources(file, b"", []), dict[str, Row]()
        for some in (stored, first, second):
            known.change(some)
            told = {path: one for path, one in {**told, **some}.items() if one}
            check(known, told)
            remember_sources(file, b"", known)
            known = recall_sources(file, b"", sorted(told) if is_same else [])
            check(known, told)
        assert recall_sources(file, b"other", []).paths == ()


def check(known: KnownSources, told: dict[str, Row]) -> None:
    assert list(known.paths) == sorted(told)
    for path, one in told.items():
        assert (known.signature(path) or b"").strip(b"\0") == one.signature.strip(b"\0")
        assert known.digest(path) == one.digest
        assert known.row(path)[1:] == one[1:]
        at = known.bodies[path]
        assert (at[:3], at.source_digest) == (one.body_at, one.digest)
    assert known.signature("articles/none.md") is None
    assert known.digest("articles/none.md") == b""
    in_order = [told[path] for path in sorted(told)]
    assert known.columns.shapes == b"".join([one.shape for one in in_order])
    for start in range(len(told) + 1):
        assert list(known.values(start)) == [one.value for one in in_order[start:]]
    shown = [(one.value[0], shown_pictures(one.value)) for one in in_order]
    assert list(known.pictured) == [Pictured(source, *one) for source, one in shown if one]


@given(stored=rows(), later=changes(), is_read_first=st.booleans())
def test_articles_are_made_when_they_are_wanted(
    stored: dict[str, Row], later: dict[str, Row | None], *, is_read_first: bool
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "content"
        known = KnownSources()
        known.change(stored)
        remember_sources(file, b"", known)
        known = recall_sources(file, b"", [])
    known.change(later)
    told = {path: one for path, one in {**stored, **later}.items() if one}
    wanted = sorted(path for path in told if path.startswith("articles/"))
    articles = Articles(known, len(wanted))
    if is_read_first:
        assert [one.source for one in articles] == wanted
        assert articles[:1] == tuple(articles)[:1]
    passing = list(articles.passing())
    assert len(articles) == len(passing)
    assert [pack_value(one)[0] for one in passing] == [
        pack_value(article_again(told[path]))[0] for path in wanted
    ]


def article_again(row: Row) -> Article:
    title, image, inner = row.value[2], row.value[23], row.value[24]
    made = article(row.value[0], title, image[0] if image else "", inner)
    return made._replace(digest=row.digest)
