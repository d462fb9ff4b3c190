"""Pictures and social cards on a site: what is shown, what is published, what is made again."""

import os
import re
import shutil
from pathlib import Path

import pytest
from lxml import html as lxml_html
from pictures import draw_into
from PIL import Image
from sites import SETTINGS, article, build, html, rendered, tree, write, write_site

from newsgen.words.errors import ProblemsFound

THEME = Path(__file__).parents[2] / "static"
# No related stories: a page shows no other card than those that it names.
ALONE = f"{SETTINGS}related:\n  limit: 0\n"
SOCIAL = f"{ALONE}images:\n  social_cards: true\n"
FRONT = {
    "image": "p/sea.jpg",
    "image_alt": "البحر",
    "image_caption": "'\"البحر\" عند الغروب'",
    "image_credit": "وكالة <الأنباء>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two stories with pictures and one without."""
    write_site(
        tmp_path,
        {
            "content/articles/a.md": article("خبر أول", **FRONT),
            "content/articles/b.md": article(
                "خبر ثان", "نص.\n\n![سماء](/sky.png)", related="[خبر أول]"
            ),
            "content/articles/c.md": article("خبر ثالث"),
            "content/pages/about.md": "---\ntitle: من نحن\n---\n![نحن](../articles/p/sea.jpg)\n",
        },
        ALONE,
    )
    draw_into(tmp_path / "content/articles/p/sea.jpg", "navy", (400, 300))
    draw_into(tmp_path / "static/sky.png", "skyblue", (300, 200))
    return tmp_path


def pictures(root: Path) -> set[str]:
    """The published pictures, without their digests; the theme's own files aside."""
    found = {file.name for file in (root / "public/images").iterdir()}
    own = {file.name for file in (THEME / "images").glob("*")}
    return {re.sub("-[0-9a-f]{8}-", "-", name) for name in found - own}


def test_a_picture_is_shown_in_all_its_formats(site: Path) -> None:
    build(site)
    page = lxml_html.fromstring(html(site, "articles/a/index.html"))
    (picture,) = page.xpath('//figure[contains(@class, "lead-picture")]//picture')
    (image,) = picture.xpath(".//img")
    assert [source.get("type") for source in picture.xpath(".//source")] == [
        "image/avif",
        "image/webp",
    ]
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("البحر", "400", "300")
    assert (image.get("loading"), image.get("fetchpriority")) == (None, "high")
    (preload,) = page.xpath('//link[@rel="preload"][@as="image"]')
    assert preload.get("imagesrcset") == picture.xpath(".//source")[0].get("srcset")
    caption = page.xpath("//figcaption")[0].text_content()
    assert caption == "«البحر» عند الغروب الصورة: وكالة <الأنباء>"
    (social,) = page.xpath('//meta[@property="og:image"]')
    assert social.get("content") == "https://news.example" + image.get("src")
    assert pictures(site) == {
        *(f"sea-{width}.{suffix}" for width in (320, 400) for suffix in ("avif", "webp")),
        *("sea-400.jpg", "sky-300.avif", "sky-300.webp", "sky-300.jpg"),
    }


def test_every_address_of_a_picture_is_a_file(site: Path) -> None:
    build(site)
    seen = set()
    for file in (site / "public").rglob("*.html"):
        for found in re.findall(r"/images/[^ \"]+", file.read_text(encoding="utf-8")):
            assert (site / "public" / found.lstrip("/")).is_file(), (file, found)
            seen.add(found)
    assert len(seen) == len(pictures(site))


def card_images(site: Path) -> list[tuple[str, str | None]]:
    page = lxml_html.fromstring(html(site, "articles/index.html"))
    images = page.xpath('//*[contains(concat(" ", @class, " "), " card ")]//img')
    return [(image.get("alt"), image.get("loading")) for image in images]


def test_a_card_shows_the_picture_of_its_story_lazily_but_for_the_first(site: Path) -> None:
    build(site)
    assert card_images(site) == [("", None)]
    write(site, {"content/articles/d.md": article("خبر رابع", date="2024-05-20")})
    build(site)
    assert card_images(site) == [("", "lazy")]


def test_a_picture_in_a_text_is_a_figure_where_it_stands_alone(site: Path) -> None:
    build(site)
    page = lxml_html.fromstring(html(site, "articles/b/index.html"))
    (image,) = page.xpath('//figure[contains(@class, "body-picture")]//img')
    assert (image.get("alt"), image.get("loading")) == ("سماء", "lazy")
    assert lxml_html.fromstring(html(site, "about/index.html")).xpath("//picture//img")


def test_a_text_that_links_to_a_story_keeps_its_pictures(site: Path) -> None:
    write(
        site,
        {
            "content/articles/b.md": article("خبر ثان", "[[خبر أول]]\n\n![سماء](/sky.png)"),
            "content/articles/c.md": article("خبر ثالث", "[[خبر أول]]\n\n![لا](nowhere.png)"),
        },
    )
    (problem,) = build(site).problems
    assert (problem.path, problem.code) == ("content/articles/c.md", "image-missing")
    page = lxml_html.fromstring(html(site, "articles/b/index.html"))
    assert page.xpath('//figure[contains(@class, "body-picture")]//picture//img')
    assert page.xpath('//a[@href="/articles/a/"]')


def test_the_original_of_a_picture_is_not_published(site: Path) -> None:
    build(site)
    assert not (site / "public/sky.png").exists()
    write(site, {"content/articles/b.md": article("خبر ثان")})
    build(site)
    assert (site / "public/sky.png").is_file()


def test_a_repeated_build_renders_nothing_and_decodes_nothing(site: Path) -> None:
    build(site)
    kept = {file: file.stat().st_mtime_ns for file in cached(site)}
    assert rendered(build(site, tells_reasons=True)) == set()
    write(site, {"content/articles/c.md": article("خبر رابع")})
    build(site)
    assert kept == {file: file.stat().st_mtime_ns for file in cached(site)}


def cached(root: Path) -> list[Path]:
    folder = root / ".newsgen/cache/pictures"
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]


def test_a_changed_picture_renders_what_shows_it(site: Path) -> None:
    build(site)
    draw_into(site / "static/sky.png", "gold", (300, 200))
    found = rendered(build(site))
    assert {path for path in found if not path.startswith("images/")} == {"articles/b/index.html"}
    draw_into(site / "content/articles/p/sea.jpg", "teal", (400, 300))
    found = rendered(build(site))
    assert {"articles/a/index.html", "index.html", "about/index.html"} <= found
    assert "articles/c/index.html" not in found
    assert len({path for path in found if path.startswith("images/")}) == 5
    assert pictures(site) == {
        *(f"sea-{width}.{suffix}" for width in (320, 400) for suffix in ("avif", "webp")),
        *("sea-400.jpg", "sky-300.avif", "sky-300.webp", "sky-300.jpg"),
    }


def test_a_picture_and_a_text_that_change_at_once_are_both_seen(site: Path) -> None:
    build(site)
    draw_into(site / "content/articles/p/sea.jpg", "teal", (400, 300))
    write(site, {"content/articles/a.md": article("خبر أول", "نص آخر تمامًا.", **FRONT)})
    assert {"articles/a/index.html", "articles/index.html"} <= rendered(build(site))
    assert build(site).number("render") == 0


def test_lost_and_damaged_files_of_a_cache_are_made_anew(site: Path) -> None:
    build(site)
    before = tree(site / "public")
    for number, file in enumerate(cached(site)):
        if number % 2:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:-1] + b"x")
    shutil.rmtree(site / "public")
    build(site)
    assert tree(site / "public") == before


def test_what_nobody_names_is_forgotten(site: Path) -> None:
    build(site)
    write(site, {"content/articles/b.md": article("خبر ثان")})
    build(site)
    assert len({file.parent for file in cached(site)}) == 1


def test_a_bad_picture_is_a_problem_where_it_is_named(site: Path) -> None:
    (site / "static/sky.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    (site / "content/articles/p/sea.jpg").unlink()
    with pytest.raises(ProblemsFound) as found:
        build(site)
    told = [(p.path, p.line, p.column, p.code, p.severity) for p in found.value.problems]
    assert told == [
        ("content/articles/a.md", 4, 8, "image-missing", "error"),
        ("content/articles/b.md", 9, 9, "image-unreadable", "error"),
        ("content/pages/about.md", 4, 8, "image-missing", "warning"),
    ]
    assert not (site / "public").exists()
    draw_into(site / "static/sky.png")
    draw_into(site / "content/articles/p/sea.jpg")
    assert build(site).problems == ()


def test_a_picture_that_a_text_lacks_is_left_as_it_is_written(site: Path) -> None:
    write(site, {"content/articles/c.md": article("خبر", "نص ![أ](no.png) نص.")})
    report = build(site)
    assert [(p.line, p.column, p.severity) for p in report.problems] == [(6, 9, "warning")]
    assert '<p>نص <img alt="أ" src="no.png"> نص.</p>' in html(site, "articles/c/index.html")


def test_a_name_that_is_no_file_is_a_picture_that_is_not_there(site: Path) -> None:
    os.mkfifo(site / "content/articles/p/pipe.jpg")
    for path in ("p", "p/pipe.jpg", "../../newsgen.yaml", "/", "p/.hidden.jpg", "p/sea.jpg/x"):
        write(site, {"content/articles/c.md": article("خبر", image=path)})
        with pytest.raises(ProblemsFound, match="1 error") as found:
            build(site)
        assert [p.code for p in found.value.problems] == ["image-missing"]


def test_two_stories_share_the_files_of_one_picture(site: Path) -> None:
    shutil.copy(site / "content/articles/p/sea.jpg", site / "static/sea.jpg")
    write(site, {"content/articles/c.md": article("خبر", image="sea.jpg")})
    build(site)
    assert pictures(site) >= {"sea-400.jpg"}
    assert len({file.parent for file in cached(site)}) == 2  # the sea and the sky


def test_processes_make_the_same_pictures(site: Path) -> None:
    build(site, jobs=1)
    before = tree(site / "public")
    shutil.rmtree(site / ".newsgen")
    shutil.rmtree(site / "public")
    for number in range(4):
        draw_into(site / f"static/{number}.png", "red", (20 + number, 20))
        write(
            site,
            {f"content/articles/d{number}.md": article(f"خبر {number}", image=f"{number}.png")},
        )
    build(site, jobs=3)
    after = tree(site / "public")
    shared = {path for path in before if path.startswith("images/")}
    assert {path: before[path] for path in shared} == {path: after[path] for path in shared}


def test_social_cards_are_drawn_once_for_each_headline(site: Path) -> None:
    write(site, {"newsgen.yaml": SOCIAL})
    build(site)
    cards = {file.name.rpartition("-")[0] for file in (site / "public/cards").iterdir()}
    assert cards == {"a", "b", "c"}
    page = lxml_html.fromstring(html(site, "articles/c/index.html"))
    said = {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.xpath("//meta")
    }
    path = said["og:image"].removeprefix("https://news.example/")
    assert (site / "public" / path).read_bytes().startswith(b"\xff\xd8")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert (said["og:image:alt"], said["twitter:card"]) == ("خبر ثالث", "summary_large_image")

    write(site, {"content/articles/c.md": article("خبر جديد")})
    found = {path for path in rendered(build(site)) if path.startswith("cards/")}
    assert len(found) == 1
    assert len(list((site / ".newsgen/cache/social").iterdir())) == 3


def test_social_cards_wear_the_colours_and_the_font_of_the_site(site: Path) -> None:
    seen = {}
    font = (THEME / "fonts/newsgen-naskh.woff2").read_bytes()
    (site / "static/fonts").mkdir(parents=True)
    (site / "static/fonts/own.woff2").write_bytes(font)
    for name, theme in {
        "plain": "",
        "green": "light: {accent: '#0b5c4a'}",
        "blue": "light: {accent: rgb(20 60 160)}",
        "own": "light: {accent: rgb(20 60 160)}, headline_font_file: fonts/own.woff2",
    }.items():
        write(site, {"newsgen.yaml": f"{SOCIAL}theme: {{{theme}}}\n" if theme else SOCIAL})
        build(site)
        (card,) = (site / "public/cards").glob("a-*.jpg")
        image = Image.open(card).convert("RGB")
        seen[name] = card.name, image.getpixel((600, 6)), image.tobytes()
        assert f"/cards/{card.name}" in html(site, "articles/a/index.html")
    colours = {"plain": (138, 28, 43), "green": (11, 92, 74), "blue": (20, 60, 160)}
    for name, wanted in colours.items():
        assert max(abs(a - b) for a, b in zip(seen[name][1], wanted, strict=True)) < 6
    assert len({name for name, *_ in seen.values()}) == 4
    assert seen["own"][1] == seen["blue"][1]
    assert seen["own"][2] != seen["blue"][2]


def test_a_font_that_no_card_can_be_set_in_is_told(site: Path) -> None:
    write(site, {"newsgen.yaml": SOCIAL + "theme: {headline_font_file: own.woff2}\n"})
    write(site, {"static/own.woff2": "font"})
    with pytest.raises(ProblemsFound) as found:
        build(site)
    assert [str(one) for one in found.value.problems] == [
        (
            "newsgen.yaml:8:9: error: theme.headline_font_file: static/own.woff2 is no font that"
            " social cards can be set in [font-unreadable]"
        )
    ]


def test_a_damaged_social_card_is_drawn_anew(site: Path) -> None:
    write(site, {"newsgen.yaml": SOCIAL})
    build(site)
    before = tree(site / "public")
    for file in (site / ".newsgen/cache/social").iterdir():
        file.write_bytes(b"\xff\xd8")
    shutil.rmtree(site / "public")
    build(site)
    assert tree(site / "public") == before


def test_an_edited_text_is_retouched_where_pictures_and_cards_are_shown(site: Path) -> None:
    write(site, {"newsgen.yaml": SOCIAL})
    build(site)
    write(
        site,
        {
            "content/articles/b.md": article(
                "خبر ثان", "آخر.\n\n![سماء](/sky.png)", related="[خبر أول]"
            )
        },
    )
    assert rendered(build(site)) == {"articles/b/index.html"}
    touched = tree(site / "public")
    shutil.rmtree(site / "public")
    build(site)
    assert tree(site / "public") == touched


def test_pages_and_profiles_point_to_stories_and_show_pictures_as_articles_do(site: Path) -> None:
    text = "شاهد أيضًا: خبر أول\n\n![سماء](/sky.png)\n\n![بحر](sea.png)\n"
    write(
        site,
        {
            "content/articles/c.md": article("خبر ثالث", author="[ليلى]"),
            "content/authors/layla.md": f"---\ntitle: ليلى\n---\n{text}",
            "content/pages/about.md": f"---\ntitle: من نحن\n---\n{text}",
        },
    )
    for folder in ("authors", "pages"):
        draw_into(site / f"content/{folder}/sea.png", "navy", (40, 30))
    build(site)
    (profile,) = (site / "public/authors").glob("*/index.html")
    for file in (profile, site / "public/about/index.html"):
        page = lxml_html.fromstring(file.read_text(encoding="utf-8"))
        (pointer,) = page.xpath('//*[contains(@class, "see-also")]//a')
        assert (pointer.get("href"), pointer.text_content()) == ("/articles/a/", "خبر أول")
        assert [one.get("alt") for one in page.xpath("//figure//picture//img")] == ["سماء", "بحر"]

    write(site, {"content/articles/a.md": article("خبر أول جدا", aliases="[خبر أول]")})
    assert {"about/index.html", profile.relative_to(site / "public").as_posix()} <= rendered(
        build(site)
    )
    draw_into(site / "content/authors/sea.png", "white", (40, 30))
    assert profile.relative_to(site / "public").as_posix() in rendered(build(site))
    (site / "content/authors/sea.png").unlink()
    (problem,) = build(site).problems
    assert (problem.path, problem.code) == ("content/authors/layla.md", "image-missing")


def test_a_picture_of_one_size_says_nothing_of_how_wide_it_is_shown(site: Path) -> None:
    draw_into(site / "content/articles/p/sea.jpg", "navy", (40, 30))
    build(site)
    page = lxml_html.fromstring(html(site, "articles/a/index.html"))
    files = page.xpath('//picture/source | //picture/img | //link[@rel="preload"][@as="image"]')
    assert files
    for file in files:
        srcset = file.get("srcset") or file.get("imagesrcset") or ""
        assert (file.get("sizes") or file.get("imagesizes")) is None or " " in srcset
