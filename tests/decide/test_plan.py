"""The plan: render what differs, keep the rest, delete what is ours and no longer wanted."""

from newsgen.decide.plan import Built, Fingerprint, compare
from newsgen.outputs.making import page
from newsgen.words.model import Page

FRAME = b"frame"
TEMPLATES = {"a.html": b"template"}
SIGNATURE = (10, 20, 30)


def a_page(path: str = "a/index.html", title: str = "عنوان") -> Page:
    return page(path, "article", "a.html", {"title": title}, sources=("articles/a.md",))


def built(made: Page, **parts: bytes) -> Built:
    fingerprint = Fingerprint(FRAME, TEMPLATES["a.html"], made.stamp)._replace(**parts)
    return Built(fingerprint, SIGNATURE, b"digest")


def reason(made: Page, before: Built | None, present: tuple[int, ...] | None) -> tuple[str, str]:
    plan = compare(
        [made],
        FRAME,
        TEMPLATES,
        {made.path: before} if before else {},
        {made.path: present} if present else {},
        owned=(made.path,),
    )
    [step] = plan.steps
    return step.action, step.reason


def test_a_page_is_kept_while_nothing_it_is_made_from_changed() -> None:
    made = a_page()
    assert reason(made, built(made), SIGNATURE) == ("keep", "unchanged")


def test_each_reason_to_render_is_told() -> None:
    made = a_page()
    assert reason(made, None, None) == ("render", "not built before")
    assert reason(made, built(made), None) == ("render", "its file is gone")
    touched = (10, 21, 30)
    assert reason(made, built(made), touched) == ("render", "its file was changed by another hand")
    other = a_page(title="آخر")
    told = "articles/a.md or what it links to changed"
    assert reason(made, built(other), SIGNATURE) == ("render", told)
    told = "template a.html or one it uses changed"
    assert reason(made, built(made, template=b"old"), SIGNATURE) == ("render", told)
    told = "settings, navigation or newsgen itself changed"
    assert reason(made, built(made, frame=b"old"), SIGNATURE) == ("render", told)


def test_only_owned_paths_are_deleted() -> None:
    plan = compare([], FRAME, TEMPLATES, {}, {"foreign.txt": SIGNATURE}, owned=("gone.html",))
    assert [(step.path, step.action) for step in plan.steps] == [("gone.html", "delete")]


def test_a_copied_file_does_not_depend_on_the_frame() -> None:
    asset = Page("x.css", "file", "", (), b"stamp", origin="/anywhere/x.css")
    before = Built(Fingerprint(b"", b"", b"stamp"), SIGNATURE, b"digest")
    plan = compare([asset], b"new", {}, {"x.css": before}, {"x.css": SIGNATURE}, ())
    assert plan.steps[0].action == "keep"
