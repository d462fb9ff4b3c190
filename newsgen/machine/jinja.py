"""Jinja2 with less ado, for a build that renders ten thousand pages.

The same templates give the same text; what is left out is only work that comes to nothing here:

- an escaped text need not become `Markup` to be known for safe;
- our own functions want neither a context nor an environment, a block and a macro want what they
  always want, so nobody need ask them;
- templates do not change while a build runs, so one that was found need not be looked up again.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import markupsafe
from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template
from jinja2 import select_autoescape as by_suffix
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, Macro
from markupsafe import Markup, escape

from newsgen.machine.fragments import Fragments
from newsgen.machine.ready_html import ReadyHtml, as_markup, bytes_of, for_json, joined
from newsgen.machine.templates import EXTENSIONS


def environment_of(
    loader: BaseLoader,
    bytecode: BytecodeCache | None,
    functions: Mapping[str, Callable[..., Any]],
    values: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]],
    overflow: Path,
) -> "QuickEnvironment":
    """An environment in which templates see `functions`, `fragment`, `values`, `filters` and no
    more than that. Into the folder `overflow` goes what fragments do not fit in memory.
    """
    environment = QuickEnvironment(
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
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "sort_keys": True,
        "default": for_json,
    }
    known: Any = environment
    for name in ("indent", "reverse", "urlencode"):
        known.filters[name] = as_markup(known.filters[name])
    known.tests["string"] = as_markup(known.tests["string"])
    del environment.filters["random"]  # a page is a function of its view
    environment.filters.update(filters)
    functions = {**functions, "fragment": Fragments(environment.rendered, overflow)}
    environment.plain = {id(function) for function in functions.values()}
    environment.globals.clear()
    environment.globals.update(values)
    environment.globals.update(functions)
    return environment


class _Context(Context):
    environment: "QuickEnvironment"

    def call(
        self,
        called: Any,
        /,
        *args: Any,
        _loop_vars: Any = None,
        _block_vars: Any = None,
        **kwargs: Any,
    ) -> Any:
        if id(called) in self.environment.plain or type(called) is BlockReference:
            return called(*args, **kwargs)
        if type(called) is _Macro:
            return called(self.eval_ctx, *args, **kwargs)
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


class _Macro(Macro):
    """A macro; what it was given in bytes it gives in bytes, the body of an article above all."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> Any:  # noqa: FBT001 (Jinja's)
        shown = self._func(*arguments)
        return _markup(shown) if autoescape else shown


class _Template(Template):
    environment: "QuickEnvironment"

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__.update(escape=_escape, Markup=_markup, Macro=_Macro)
        return template

    def rendered(self, values: Mapping[str, Any]) -> bytes:
        """The page in UTF-8."""
        environment = self.environment
        seen = {**environment.globals, **values}
        try:
            context = _Context(environment, seen, self.name, self.blocks)
            return bytes_of(self.root_render_func(context))
        except Exception:  # noqa: BLE001 (Jinja's way: it raises the same with better line numbers)
            environment.handle_exception()

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (Jinja's name)
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """What `import` gives. Its text, which hardly anybody shows, is one of strings."""
        context = self.new_context(vars, shared, locals)
        pieces = [str(piece) for piece in self.root_render_func(context)]
        return TemplateModule(self, context, pieces)


class QuickEnvironment(Environment):
    template_class = _Template
    context_class = _Context
    plain: set[int]
    concat = staticmethod(joined)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found: dict[str, _Template] = {}

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> _Template:
        found = self._found.get(name) if isinstance(name, str) else None
        if found is None:
            found = cast("_Template", super().get_template(name, *args, **kwargs))
            self._found[name] = found
        return found

    def rendered(self, name: str, values: Mapping[str, Any]) -> bytes:
        """A template with these values, in UTF-8."""
        return self.get_template(name).rendered(values)


def _markup(html: Any) -> Any:
    """Safe HTML, as it is where it is known for safe already."""
    return html if type(html) is ReadyHtml or type(html) is Markup else Markup(html)  # noqa: S704


# The function in C behind `escape`: a single look at each letter, and the text itself where there
# is nothing to escape. Where MarkupSafe no longer has it, `escape` does the same.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def _escape(value: object) -> object:
    """What a template shows of a value. In a page, text that was escaped is only joined."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Markup or type(value) is ReadyHtml:
        return value
    return escape(value)
