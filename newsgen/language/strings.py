"""The catalogue of a theme's visible words, one YAML file a language.

A value is a text, or the plural forms of a counted noun (zero, one, two, few, many, other). `{n}`
stands for the number, other names in braces for what the template passes.
"""

from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

from newsgen.language import yaml_slips
from newsgen.language.arabic import plural_form
from newsgen.language.fields import Place, nesting_problem, problem_at
from newsgen.words.problems import Problem, did_you_mean

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")


class Catalogue(NamedTuple):
    """Texts and plural forms by key, in one language."""

    language: str
    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    def text(self, key: str, **values: object) -> str:
        """The text of a key; raises KeyError with a guess for one that is unknown."""
        if key not in self.texts:
            raise KeyError(f"no string '{key}' ({did_you_mean(key, self.texts)})")
        return self.texts[key].format(**values)

    def counted(self, key: str, count: int, shown: str) -> str:
        """The form of a counted noun for a number, with the number as `shown`."""
        forms = self.forms(key)
        form = plural_form(count) if self.language == "ar" else ("one" if count == 1 else "other")
        return forms.get(form, forms["other"]).format(n=shown)

    def forms(self, key: str) -> Mapping[str, str]:
        """The plural forms of a counted noun, as they are written; raises KeyError likewise."""
        if key not in self.plurals:
            raise KeyError(f"no counted string '{key}' ({did_you_mean(key, self.plurals)})")
        return self.plurals[key]


def read_catalogue(
    text: str, path: str, theme: Mapping[str, object] = MappingProxyType({})
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The entries of a catalogue file, and what is wrong with it.

    `theme` are the entries that these are to replace: what replaces one is of its kind, and holds
    no other names in braces. Any other key is for templates of the site's own.
    """
    import yaml

    place = Place(path)
    if deep := nesting_problem(text, place):
        return {}, (deep,)
    try:
        node = yaml_slips.compose(text)
    except yaml.YAMLError as error:
        return {}, (yaml_slips.syntax_problem(error, text, path),)
    if node is None:  # there are comments only
        return {}, ()
    if node.id != "mapping":
        message = "a catalogue is lines of 'key: text'"
        return {}, (problem_at(node, place, "not-a-mapping", message),)
    found: dict[str, object] = {}
    problems: list[Problem] = []
    for key_node, value_node in node.value:
        key = key_node.value if key_node.id == "scalar" else "(a complex key)"
        if key in found:
            message = f"the key '{key}' stands twice"
            hint = "keep one of them"
            problems.append(problem_at(key_node, place, "duplicate-key", message, hint))
            continue
        found[key] = value = _value(value_node)
        slips = _slips(key, value, theme)
        problems += [problem_at(value_node, place, *slip) for slip in slips]
        if guess := _guess(key, theme):
            message = f"the theme has no string '{key}'"
            told = problem_at(key_node, place, "unknown-key", message, guess)
            problems.append(told._replace(severity="warning"))
    return found, tuple(problems)


def _value(node: Any) -> str | dict[str, str] | None:
    """A text or plural forms; None for what is neither."""
    if node.id == "scalar":
        return str(node.value)
    if node.id != "mapping" or any(part.id != "scalar" for pair in node.value for part in pair):
        return None
    forms = {form.value: text.value for form, text in node.value}
    is_whole = "other" in forms and len(forms) == len(node.value) and {*forms} <= {*PLURAL_FORMS}
    return forms if is_whole else None


def _guess(key: str, theme: Mapping[str, object]) -> str:
    """The theme's key that an unknown one is a slip of; "" for a key of the site's own."""
    from difflib import get_close_matches  # seldom needed

    close = get_close_matches(key, theme, n=1, cutoff=0.8) if key not in theme else ()
    return f"did you mean '{close[0]}'?" if close else ""


def _slips(
    key: str, value: str | dict[str, str] | None, theme: Mapping[str, object]
) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint of each mistake in an entry."""
    replaced = theme.get(key, value)
    if value is None:
        yield "wrong-type", f"'{key}' must be a text, or plural forms with 'other'", ""
    elif isinstance(value, str) != isinstance(replaced, str):
        kind = "a text" if isinstance(replaced, str) else "plural forms with 'other'"
        yield "wrong-type", f"'{key}' must be {kind}, as in the theme", ""
    else:
        names = _names_known(value, theme.get(key))
        hint = f"known: {', '.join(f'{{{name}}}' for name in sorted(names))}" if names else ""
        for text in (value,) if isinstance(value, str) else value.values():
            for written in _unfilled(text, names):
                message = f"'{key}': nothing fills in {written}"
                yield "wrong-value", message, hint or "double a brace that is to be shown"


def _names_known(value: str | dict[str, str], replaced: object) -> frozenset[str] | None:
    """What may stand in braces in an entry; None where only templates of the site's own know."""
    if isinstance(value, dict):
        return frozenset("n")
    if not isinstance(replaced, str):
        return None
    return frozenset(name for _, name, *_ in Formatter().parse(replaced) if name)


def _unfilled(text: str, names: frozenset[str] | None) -> Iterator[str]:
    """What stands in braces and is no name that is filled in; a brace that has no other."""
    try:
        fields = [field[1:] for field in Formatter().parse(text)]
    except ValueError:
        yield "a brace alone"
        return
    for name, form, conversion in fields:
        if name is None:
            continue
        is_known = name in names if names is not None else name.isidentifier()
        if not is_known or form or conversion:
            tail = (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            yield "{" + name + tail + "}"


def catalogue(language: str, entries: Mapping[str, object]) -> Catalogue:
    """A catalogue of entries that `read_catalogue` found without problems."""
    return Catalogue(
        language,
        {key: value for key, value in entries.items() if isinstance(value, str)},
        {key: value for key, value in entries.items() if isinstance(value, dict)},
    )
