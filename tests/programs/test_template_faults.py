"""Mistakes in a site's own templates are told with their place, and with what was meant."""

from pathlib import Path

import pytest
from sites import SETTINGS, article, build, html, write, write_site

from newsgen.words.errors import ProblemsFound
from newsgen.words.problems import Problem

OWN = '{% extends "theme/article.html" %}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, {"content/articles/a.md": article("خبر")}, SETTINGS)


def faults(root: Path, template: str) -> tuple[Problem, ...]:
    write(root, {"templates/article.html": template})
    with pytest.raises(ProblemsFound) as found:
        build(root)
    return found.value.problems


@pytest.mark.parametrize(
    ("template", "line", "message", "hint"),
    [
        (
            '\n{% extends "article.html" %}',
            2,
            "it extends itself",
            "write {% extends 'theme/article.html' %} for that of the default theme",
        ),
        (
            OWN + "{% block article_body %}\n{% include 'card.html' %}{% include 'crads.html' %}",
            3,
            "it uses 'crads.html', which is not there",
            "did you mean 'cards.html'?",
        ),
        (
            OWN + "{% block head %}\n\n{{ asset('css/nwes.css') }}",
            4,
            "asset('css/nwes.css') is not a file of static/",
            "did you mean 'css/news.css'?",
        ),
        (
            "{% extends 'theme/artical.html' %}{% block main %}",
            1,
            "it uses 'theme/artical.html', which is not there",
            "did you mean 'theme/article.html'?",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_its_line(
    root: Path, template: str, line: int, message: str, hint: str
) -> None:
    write(root, {"static/css/news.css": "p {}"})
    is_open = "{% block" in template
    (problem,) = faults(root, template + "{% endblock %}" * is_open)
    assert problem[:2] == ("templates/article.html", line)
    assert (problem.message, problem.hint) == (message, hint)


def test_templates_that_extend_each_other_in_a_circle_are_told(root: Path) -> None:
    write(root, {"templates/b.html": "{% extends 'article.html' %}"})
    told = faults(root, "{% extends 'b.html' %}")
    assert [(one.path, one.line, one.message) for one in told] == [
        (f"templates/{name}", 1, "it extends itself") for name in ("article.html", "b.html")
    ]


def test_a_block_that_nothing_shows_is_told(root: Path) -> None:
    inner = "{% block artical_body %}{% block own %}{% endblock %}{% endblock %}"
    write(root, {"templates/article.html": f"{OWN}{inner}"})
    (problem,) = build(root).problems
    assert problem[:2] == ("templates/article.html", 2)
    assert problem.message.endswith("has a block 'artical_body': nothing shows this")
    assert (problem.severity, problem.hint) == ("warning", "did you mean 'article_body'?")
    write(root, {"templates/article.html": f"{OWN}{inner.replace('artical', 'article')}"})
    assert build(root).problems == ()


def test_a_block_of_the_theme_that_a_site_has_done_without_is_no_fault(root: Path) -> None:
    write(root, {"templates/listing.html": "{% extends 'base.html' %}{% set current = url %}"})
    assert build(root).problems == ()


def test_what_need_not_be_there_is_used_as_soon_as_it_is(root: Path) -> None:
    included = "{% include 'ours.html' ignore missing %}{% include ['a.html', 'cards.html'] %}"
    write(root, {"templates/article.html": OWN + "{% block head %}" + included + "{% endblock %}"})
    assert build(root).problems == ()
    write(root, {"templates/ours.html": "<meta name='ours'>", "templates/a.html": "<!-- a -->"})
    build(root)
    page = html(root, "articles/a/index.html")
    assert "<meta name='ours'>" in page
    assert "<!-- a -->" in page


def test_a_template_that_wants_more_memory_than_there_is_is_told(root: Path) -> None:
    (problem,) = faults(root, OWN + "{% block head %}\n{{ title[:1] * 10 ** 15 }}{% endblock %}")
    assert problem[:2] == ("templates/article.html", 3)
    assert (problem.code, problem.message) == ("template-error", "MemoryError")
