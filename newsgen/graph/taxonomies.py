"""Categories, tags, authors, stories: names that fold alike are one, shown as they mostly are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from newsgen.language.arabic import fold
from newsgen.language.slugs import identity, slug, with_suffix
from newsgen.words.model import Article, Term
from newsgen.words.problems import Problem, warning


class Taxonomies(NamedTuple):
    """The terms of each taxonomy, the most used first, and a look-up from spelling to term."""

    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    authors: tuple[Term, ...]
    by_spelling: Mapping[tuple[str, str], Term]
    stories: tuple[Term, ...] = ()

    def term(self, taxonomy: str, spelling: str) -> Term:
        return self.by_spelling[taxonomy, spelling]


# The field of an article that holds the names of each taxonomy, and the one that holds one name.
_TAXONOMIES = (
    ("categories", "category"),
    ("tags", "tags"),
    ("authors", "authors"),
    ("stories", "story"),
)
_OF_ONE = ("category", "story")

# The key of each taxonomy that lists its names. YAML parts them at the comma of ASCII alone.
_LISTED = {"tags": "tags", "authors": "author"}
_COMMA = "،"


def gather(
    articles: Sequence[Article], slug_style: str, content_folder: str
) -> tuple[Taxonomies, tuple[Problem, ...]]:
    """All terms of the articles, with a warning for each that is spelt in two ways, and for each
    that seems to be several.
    """
    found: dict[str, tuple[Term, ...]] = {}
    by_spelling: dict[tuple[str, str], Term] = {}
    problems: list[Problem] = []
    for taxonomy, field in _TAXONOMIES:
        uses = _uses(articles, _holders(articles, field))
        terms = _terms(taxonomy, uses, slug_style)
        found[taxonomy] = terms
        for term in terms:
            spellings = uses[term.key].spellings
            for spelling in spellings:
                by_spelling[taxonomy, spelling] = term
            if len(spellings) > 1:
                problems.append(_spelling_warning(term, uses[term.key], content_folder))
            if taxonomy in _LISTED and _COMMA in term.name:
                problems.append(_comma_warning(term, content_folder))
    return Taxonomies(**found, by_spelling=by_spelling), tuple(problems)


def term_key(name: str) -> str:
    """What two spellings of a term share. C++ and C# differ from C, though punctuation folds."""
    marks = "".join(char for char in name if char in "+#")
    return (fold(name) + marks) or name


class _Uses(NamedTuple):
    spellings: Counter[str]
    articles: list[Article]


def _holders(articles: Sequence[Article], field: str) -> Mapping[str, list[Article]]:
    """By spelling, the articles that use it, in their order."""
    holders: defaultdict[str, list[Article]] = defaultdict(list)
    told = map(attrgetter(field), articles)
    if field in _OF_ONE:
        for article, name in zip(articles, told, strict=True):
            if name:
                holders[name].append(article)
    else:
        for article, names in zip(articles, told, strict=True):
            for name in names:
                holders[name].append(article)
    return holders


def _uses(articles: Iterable[Article], holders: Mapping[str, list[Article]]) -> Mapping[str, _Uses]:
    """By key, how often each spelling stands, and the articles that use one, in their order."""
    spelt: defaultdict[str, list[str]] = defaultdict(list)
    for name in holders:
        spelt[term_key(name)].append(name)
    places = _places(articles) if len(spelt) < len(holders) else {}
    uses: dict[str, _Uses] = {}
    for key, names in spelt.items():
        found = [article for name in names for article in holders[name]]
        if len(names) > 1:
            found.sort(key=lambda article: places[id(article)])
        once = found[:1] + [one for before, one in pairwise(found) if one is not before]
        uses[key] = _Uses(Counter({name: len(holders[name]) for name in names}), once)
    return uses


def _places(articles: Iterable[Article]) -> Mapping[int, int]:
    """Where each article stands, by its identity."""
    return {id(article): place for place, article in enumerate(articles)}


def _terms(taxonomy: str, uses: Mapping[str, _Uses], slug_style: str) -> tuple[Term, ...]:
    names = {key: min(use.spellings, key=_commonest(use.spellings)) for key, use in uses.items()}
    slugs = {key: _slug(taxonomy, key, names[key], slug_style) for key in uses}
    holders = Counter(slugs.values())
    return tuple(
        Term(
            taxonomy,
            key,
            names[key],
            # Two terms with one slug both get a suffix: their order must not matter.
            with_suffix(slugs[key], identity(f"{taxonomy}/{key}"))
            if holders[slugs[key]] > 1
            else slugs[key],
            tuple(uses[key].articles),
        )
        for key in sorted(uses, key=lambda key: (-len(uses[key].articles), key))
    )


def _slug(taxonomy: str, key: str, name: str, style: str) -> str:
    """A term's slug is made of its name, but a story's of its key alone, which no article that
    joins can change. Where the key is not all in the slug, its identity is, so that no other story
    can ask for the same.
    """
    own = identity(f"{taxonomy}/{key}")
    if taxonomy != "stories":
        return slug(name, style, fallback=own)
    made = slug(key, style, fallback=own)
    is_whole = style == "latin" or made == own or made.replace("-", " ") == key
    return made if is_whole else with_suffix(made, own)


def _commonest(spellings: Counter[str]) -> Callable[[str], tuple[int, str]]:
    return lambda spelling: (-spellings[spelling], spelling)


def _spelling_warning(term: Term, uses: _Uses, content_folder: str) -> Problem:
    others = sorted(name for name in uses.spellings if name != term.name)
    where = next(
        article
        for article in uses.articles
        if {article.category, article.story, *article.tags, *article.authors} & set(others)
    )
    spelt = " and ".join(f"'{name}'" for name in others)
    return warning(
        f"{content_folder}/{where.source}",
        "two-spellings",
        f"{spelt} is taken for '{term.name}' in {term.taxonomy}",
        hint="spell it the same everywhere",
    )


def _comma_warning(term: Term, content_folder: str) -> Problem:
    key, parts = _LISTED[term.taxonomy], [part.strip() for part in term.name.split(_COMMA)]
    where = next(one for one in term.articles if term.name in (*one.tags, *one.authors))
    return warning(
        f"{content_folder}/{where.source}",
        "comma-in-name",
        f"'{term.name}' is one name in {key}, for the Arabic comma parts nothing there",
        hint=f"write {key}: [{', '.join(filter(None, parts))}]",
    )
