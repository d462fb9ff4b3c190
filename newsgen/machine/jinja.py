"""Jinja2 with less ado, for a build that renders ten thousand pages.

The same templates give the same text; what is left out is only work that comes to nothing here:

- a text that holds nothing to escape need not become `Markup` to be known for safe;
- our own functions want neither a context nor an environment, so nobody need ask them;
- templates do not change while a build runs, so one that was found need not be looked up again.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template
from jinja2 import select_autoescape as by_suffix
from jinja2.runtime import Context
from markupsafe import Markup, escape

from newsgen.machine.templates import EXTENSIONS

FRAGMENTS_KEPT = 1024


def environment_of(
    loader: BaseLoader,
    bytecode: BytecodeCache | None,
    functions: Mapping[str, Callable[..., Any]],
    values: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]],
) -> Environment:
    """An environment in which templates see `functions`, `fragment`, `values`, `filters` and no
    more than that.
    """
    environment = _Environment(
        loader=loader,
        autoescape=lru_cache(by_suffix(("html", "xml"))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=bytecode,
        extensions=EXTENSIONS,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    del environment.filters["random"]  # a page is a function of its view
    environment.filters.update(filters)
    functions = {**functions, "fragment": _fragments(environment)}
    environment.plain = {id(function) for function in functions.values()}
    environment.globals.clear()
    environment.globals.update(values)
    environment.globals.update(functions)
    return environment


def _fragments(environment: Environment) -> Callable[..., Markup]:
    """The function that shows a small template, such as a card, of the values it is given. It sees
    nothing else, so that the same values give the same HTML, and it is made once for many pages.
    """

    @lru_cache(maxsize=FRAGMENTS_KEPT)
    def fragment(template: str, /, **values: Any) -> Markup:
        return Markup(environment.get_template(template).render(values))  # noqa: S704 (escaped there)

    return fragment


class _Context(Context):
    environment: "_Environment"

    def call(
        self,
        called: Any,
        /,
        *args: Any,
        _loop_vars: Any = None,
        _block_vars: Any = None,
        **kwargs: Any,
    ) -> Any:
        if id(called) in self.environment.plain:
            return called(*args, **kwargs)
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


class _Template(Template):
    environment: "_Environment"

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__["escape"] = _escape
        return template

    def render(self, values: Mapping[str, Any]) -> str:
        environment = self.environment
        seen = {**environment.globals, **values}
        try:
            context = _Context(environment, seen, self.name, self.blocks)
            return "".join(self.root_render_func(context))
        except Exception:  # noqa: BLE001 (Jinja's way: it raises the same with better line numbers)
            environment.handle_exception()


class _Environment(Environment):
    template_class = _Template
    context_class = _Context
    plain: set[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found: dict[str, Template] = {}

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        found = self._found.get(name) if isinstance(name, str) else None
        if found is None:
            found = self._found[name] = super().get_template(name, *args, **kwargs)
        return found


def _escape(value: object) -> object:
    """Looking for each of the five signs is several times faster than a regular expression."""
    if type(value) is Markup:
        return value
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)
