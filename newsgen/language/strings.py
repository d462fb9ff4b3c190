"""The catalogue of a theme's visible words, one YAML file a language.

A value is a text, or the plural forms of a counted noun (zero, one, two, few, many, other). `{n}`
stands for the number, other names in braces for what the template passes.
"""

from collections.abc import Mapping
from typing import NamedTuple

from newsgen.language.arabic import plural_form
from newsgen.words.problems import Problem, complaint, did_you_mean

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


def read_catalogue(text: str, path: str) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The entries of a catalogue file, and what is wrong with it."""
    import yaml

    try:
        found = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = "this catalogue of strings is not YAML"
        return {}, (complaint(path, "yaml-syntax", message, line=line, column=column),)
    if not isinstance(found, dict):
        return {}, (complaint(path, "not-a-mapping", "a catalogue is lines of 'key: text'"),)
    problems = tuple(
        complaint(path, "wrong-type", f"'{key}' must be a text, or plural forms with 'other'")
        for key, value in found.items()
        if not isinstance(value, str)
        and not (isinstance(value, dict) and "other" in value and set(value) <= set(PLURAL_FORMS))
    )
    return found, problems


def catalogue(language: str, entries: Mapping[str, object]) -> Catalogue:
    """A catalogue of entries that `read_catalogue` found without problems."""
    return Catalogue(
        language,
        {key: value for key, value in entries.items() if isinstance(value, str)},
        {key: value for key, value in entries.items() if isinstance(value, dict)},
    )
