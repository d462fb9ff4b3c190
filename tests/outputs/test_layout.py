"""A stamp tells all that a page shows: views are made only for pages whose stamps changed."""

import marshal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from readings import read_article, read_page
from sites import AT, article

from newsgen.content.terms import terms_of
from newsgen.graph.site import assemble
from newsgen.language.body_parts import body_parts
from newsgen.outputs.gallery import EMPTY, Gallery, Original, Rendition
from newsgen.outputs.layout import lay_out
from newsgen.outputs.shelf import Shelf
from newsgen.words.config import Config, ListingSettings, RelatedSettings, SiteSettings
from newsgen.words.model import Article, Page, StaticPage, Visibility

TITLES = (
    *("سوق النفط", "سُوق النفط", "قمة في الرياض", "كأس العالم"),
    "كأس العالم لكرة القدم تعود إلى الدوحة",
)
BODIES = (
    "نص قصير.",
    "نص عن النفط والسوق والأسعار.\n\nشاهد أيضًا: سوق النفط\n\nنهاية.",
    "## عنوان\n\nنص عن النفط والسوق والأسعار.\n\nشاهد أيضًا: قمة في الرياض",
    "نص عن [[سوق النّفط]] و[[قمة الأمس|القمة]] و[[/old/]] و[[كأس العالم لكرة القدم تعود]].",
    "نص.\n\n![صورة](sky.jpg)",
)
ORIGINALS = st.builds(
    Original,
    st.just("a"),
    st.sampled_from((b"1", b"2")),
    st.just(64),
    st.sampled_from((48, 36)),
    st.lists(
        st.builds(Rendition, st.just(64), st.sampled_from(("avif", "jpg")), st.just(b"12345678")),
        min_size=1,
        max_size=2,
        unique_by=lambda one: one.suffix,
    ).map(tuple),
)
galleries = st.builds(
    Gallery,
    st.dictionaries(
        st.tuples(
            st.sampled_from([f"articles/{name}.md" for name in "abcd"]),
            st.sampled_from(("sea.jpg", "sky.jpg")),
        ),
        ORIGINALS,
    ),
    st.sampled_from((b"", b"recipe")),
)
fronts = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "body": st.sampled_from(BODIES),
        "category": st.sampled_from(("سياسة", "رياضة", "رياضه", "")),
        "tags": st.sampled_from(("[نفط]", "[نفط, قمة]", "[قِمّة]", "")),
        "author": st.sampled_from(("ليلى", "")),
        "story": st.sampled_from(("أزمة النفط", "ازمة النفط", "قمم", "")),
        "date": st.sampled_from(("2024-05-01", "2024-06-02T10:00:00+00:00", "")),
        "updated": st.sampled_from(("2024-07-01", "")),
        "summary": st.sampled_from(("ملخص", "")),
        "related": st.sampled_from(("[كأس العالم, لا وجود له]", "")),
        "aliases": st.sampled_from(("[/old/]", "[قمة الأمس]", "")),
        "image": st.sampled_from(("sea.jpg", "sky.jpg", "")),
        "image_alt": st.sampled_from(("البحر", "")),
    }
).map(lambda front: {**front, "image_alt": front["image"] and front["image_alt"]})
configs = st.builds(
    lambda title, url, size, limit, backlinks: Config(
        SiteSettings(title=title, base_url=url),
        listings=ListingSettings(size),
        related=RelatedSettings(limit=limit, backlinks=backlinks),
        search=True,
    ),
    st.sampled_from(("صحيفة", "جريدة")),
    st.sampled_from(("https://a.example", "https://a.example/sub")),
    st.integers(1, 3),
    st.integers(0, 3),
    st.integers(0, 2),
)
newsrooms = st.tuples(
    st.dictionaries(st.sampled_from("abcd"), fronts),
    configs,
    st.sampled_from(("من نحن", "اتصل")),
    galleries,
)


def pages_of(newsroom: tuple) -> dict[tuple[str, bytes], tuple[Page, dict[str, object]]]:
    pages, _ = lay_out(shelf_of(newsroom), ())
    return {(page.path, page.stamp): (page, dict(page.view(*page.of))) for page in pages}


def shelf_of(newsroom: tuple) -> Shelf:
    stories, config, about, gallery = newsroom
    found, terms = [], {}
    for name, front in stories.items():
        text = article(**front).encode()
        value, _, body = read_article(text, f"articles/{name}.md", name, ZoneInfo("Asia/Riyadh"))
        if isinstance(value, Article):
            found.append(value)
            terms[value.source] = terms_of(value.title, value.summary, body_parts(body))
    text = f"---\ntitle: {about}\n---\nنص [[سوق النفط]]\n"
    told = read_page(text.encode(), "pages/about.md", "about").value
    assert isinstance(told, StaticPage)
    site, _ = assemble(found, [told], config, Visibility(AT), lambda _: terms)
    return Shelf(site, gallery)


@settings(max_examples=200, deadline=None)
@given(newsrooms)
def test_pages_show_the_same_once_the_articles_are_let_go_of(newsroom: tuple) -> None:
    shelf = shelf_of(newsroom)
    pages, _ = lay_out(shelf, ())
    before = [dict(page.view(*page.of)) for page in pages]
    others = shelf.packed_others()
    shelf.settle()
    assert not shelf.site.articles
    plain = [marshal.loads(marshal.dumps(page.of, 2)) for page in pages]  # noqa: S302 (our own)
    assert [dict(page.view(*of)) for page, of in zip(pages, plain, strict=True)] == before
    assert shelf.packed_others() == others


@settings(max_examples=200, deadline=None)
@given(newsrooms, newsrooms)
def test_pages_of_one_stamp_show_the_same(first: tuple, second: tuple) -> None:
    before, after = pages_of(first), pages_of(second)
    for key in before.keys() & after.keys():
        (page, view), (other, other_view) = before[key], after[key]
        assert view == other_view
        assert (page.kind, page.template, page.sources) == (
            other.kind,
            other.template,
            other.sources,
        )


def test_the_property_above_compares_something() -> None:
    front = {"title": "سوق النفط", "body": BODIES[1], "category": "سياسة", "date": "2024-05-01"}
    config = Config(SiteSettings(title="صحيفة", base_url="https://a.example"))
    far = {"body": "لا علاقة.", "category": "رياضة", "date": "2020-01-01"}
    one = pages_of(({"a": front, "b": {**far, "title": "كأس"}}, config, "من نحن", EMPTY))
    other = pages_of(({"a": front, "b": {**far, "title": "كأس جديدة"}}, config, "من نحن", EMPTY))
    same = {path for path, _ in one.keys() & other.keys()}
    assert {"articles/a/index.html", "about/index.html", "robots.txt"} <= same
    assert not {"articles/b/index.html", "index.html", "feed.xml"} & same
