"""The plan: render what differs, keep the rest, delete what is ours and no longer wanted."""

from newsgen.decide.built import Recipe
from newsgen.decide.plan import Fingerprints, Recipes, compare
from newsgen.machine.glance import GONE, OTHER_HAND
from newsgen.outputs.making import page
from newsgen.words.model import Page

NOW = Fingerprints(b"frame", {"a.html": b"template"})


def a_page(path: str = "a/index.html", title: str = "عنوان") -> Page:
    made = page(path, "article", "a.html", {"title": title})
    return made._replace(sources=("articles/a.md",))


def built(made: Page, frame: bytes = b"frame", template: bytes = b"template") -> Recipe:
    return frame, template, made.stamp


def reason(made: Page, before: Recipe | None, damage: str = "") -> tuple[str, str]:
    damaged = {made.path: damage} if damage else {}
    [step] = compare([made], NOW, lambda _: before, damaged, owned=(made.path,)).steps
    return step.action, step.reason


def test_a_page_is_kept_while_nothing_it_is_made_from_changed() -> None:
    made = a_page()
    assert reason(made, built(made)) == ("keep", "unchanged")


def test_each_reason_to_render_is_told() -> None:
    made = a_page()
    assert reason(made, None) == ("render", "not built before")
    assert reason(made, built(made), GONE) == ("render", "its file is gone")
    assert reason(made, built(made), OTHER_HAND) == (
        "render",
        "its file was changed by another hand",
    )
    other = a_page(title="آخر")
    assert reason(made, built(other)) == ("render", "articles/a.md or what it links to changed")
    told = "template a.html or one it uses changed"
    assert reason(made, built(made, template=b"old")) == ("render", told)
    told = "settings, navigation or newsgen itself changed"
    assert reason(made, built(made, frame=b"old")) == ("render", told)


def test_only_owned_paths_are_deleted() -> None:
    plan = compare([], NOW, lambda _: None, {}, owned=("gone.html",))
    assert [(step.path, step.action) for step in plan.steps] == [("gone.html", "delete")]


def test_a_copied_file_does_not_depend_on_the_frame() -> None:
    asset = Page("x.css", "file", "", b"stamp", origin="/anywhere/x.css")
    [step] = compare([asset], NOW, lambda _: (b"", b"", b"stamp"), {}, ()).steps
    assert step.action == "keep"


def test_recipes_tell_of_each_page_what_the_steps_told() -> None:
    pages = [a_page(f"{number:04}/index.html", str(number)) for number in range(1201)]
    steps = compare(pages, NOW, lambda _: None, {}, ()).render
    recipes = Recipes(steps, NOW)
    bare = [step._replace(page=None) for step in steps]
    assert list(recipes) == bare
    assert [recipes[0], recipes[500], recipes[-1 + len(recipes)]] == [bare[0], bare[500], bare[-1]]
    assert list(recipes.made_from()) == [
        (made.path, "not built before", (b"frame", b"template", made.stamp)) for made in pages
    ]
    assert not Recipes((), NOW)
