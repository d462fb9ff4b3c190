"""HTML that lies ready in bytes is to templates what the same `Markup` is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from newsgen.machine.jinja import environment_of
from newsgen.machine.ready_html import ReadyHtml

HTML = Markup("<p>قمة &amp; «نتائج»</p>\n<p>خبر</p>")
TEMPLATES = {
    "shown.html": "a {{ html }} b {{ html }}",
    "plain.txt": "{{ html }}",
    "filtered.html": "{{ html|striptags }} {{ html|length }} {{ html|upper }} {{ html|trim }}"
    " {{ html|replace('p', 'div') }} {{ html|e }} {{ html|list|first }} {{ [html]|join('-') }}",
    "asked.html": "{% if html %}1{% endif %}{{ '<p>' in html }}{{ html == other }}{{ html[:3] }}",
    "joined.html": "{{ html ~ '<' }}{{ html + other }}{{ other + html }}{{ '[%s]'|format(html) }}",
    "looked_into.html": "{{ html|indent }} {{ html|urlencode }} {{ html|reverse }}"
    " {{ html is string }}",
    "json.html": "{{ html|tojson }} {{ {'a': [html]}|tojson }}",
    "set.html": "{% set x %}{{ html }}<b>{% endset %}{{ x|length }}{{ x }}",
    "macro.html": "{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(html) }}{{ m(html)|length }}",
    "within.html": "{% macro a(x) %}<i>{{ x }}</i>{% endmacro %}"
    "{% macro b(x, last='.') %}{{ a(x) }}{{ last }}{% endmacro %}"
    "{% set y %}{{ b(html) }}{% endset %}{{ b(y)|e }}{{ y ~ '&' }}"
    "{{ a(b(html))|replace('i', 'u') }}",
    "bare.txt": "{% macro a(x) %}<i>{{ x }}</i>{% endmacro %}{% set y %}{{ a(html) }}{% endset %}"
    "{{ a(y) }}{{ y ~ '&' }}{% filter lower %}{{ a(html) }}{% endfilter %}",
    "imported.html": "{% import 'module.html' as them with context %}{{ them }}",
    "module.html": "{% macro m() %}{% endmacro %}{{ html }}",
    "filter.html": "{% filter upper %}{{ html }}{% endfilter %}",
    "called.html": "{% macro m() %}{{ caller() }}{% endmacro %}"
    "{% call m() %}{{ html }}{% endcall %}",
    "block.html": "{% extends 'parent.html' %}{% block b %}{{ super()|length }}{% endblock %}",
    "parent.html": "{% block b %}{{ html }}{% endblock %}{{ self.b()|length }}",
    "included.html": "{% include 'shown.html' %}{% set x %}{% include 'shown.html' %}{% endset %}"
    "{{ x|length }}",
}


def rendered(name: str, html: object, folder: Path) -> bytes:
    environment = environment_of(DictLoader(TEMPLATES), None, {}, {}, {}, folder)
    return environment.rendered(name, {"html": html, "other": Markup("<i>")})


@pytest.mark.parametrize("name", [*TEMPLATES])
def test_a_template_cannot_tell_it_from_markup(name: str, tmp_path: Path) -> None:
    ready = rendered(name, ReadyHtml(HTML.encode()), tmp_path)
    assert ready == rendered(name, HTML, tmp_path)
    assert ready  # and it is not because nothing was shown


def test_what_json_does_not_know_is_an_error_as_ever(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="set is not JSON serializable"):
        rendered("json.html", {1}, tmp_path)


def test_it_is_false_where_it_is_empty(tmp_path: Path) -> None:
    assert rendered("asked.html", ReadyHtml(b""), tmp_path) == b"FalseFalse"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_its_text_is_that_of_its_bytes(text: str) -> None:
    ready, markup = ReadyHtml(text.encode()), Markup(text)  # noqa: S704 (it is shown to nobody)
    assert str(ready) == text
    assert ready.__html__() == markup
    assert ready == markup
    assert hash(ready) == hash(markup)
