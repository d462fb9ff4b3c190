"""An article by whatever a person calls it: its path, slug, address, title or former title."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsgen.language.arabic import fold
from newsgen.language.urls import addresses
from newsgen.programs.settings import Workplace
from newsgen.words.errors import NewsgenError
from newsgen.words.model import CONTENT_FOLDER, Article

_LIKELY, _TOLD, _ALIKE = 50, 3, 0.4


def find_article(wanted: str, articles: Sequence[Article], place: Workplace) -> Article:
    """The one article of this path, slug, address, title or former title. Raises NewsgenError with
    the nearest names where there is none, and with all of them where there are several.
    """
    key = fold(wanted)
    for found in (
        _by_path(wanted, articles, place),
        _by_address(wanted, articles, place),
        [one for one in articles if one.title_key == key],
        [one for one in articles if key in map(fold, one.former_titles)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{CONTENT_FOLDER}/{one.source}" for one in found)
            raise NewsgenError(f"several articles are called '{wanted}'", f"name one: {names}")
    raise NewsgenError(f"there is no article '{wanted}'", _nearest(wanted, articles))


def _by_path(wanted: str, articles: Iterable[Article], place: Workplace) -> list[Article]:
    content = place.folders.content
    file = Path(wanted).resolve()
    sources = {wanted, wanted.removeprefix(f"{CONTENT_FOLDER}/"), f"articles/{wanted}"}
    if file.is_relative_to(content.resolve()):
        sources.add(file.relative_to(content.resolve()).as_posix())
    return [one for one in articles if one.source in sources]


def _by_address(wanted: str, articles: Iterable[Article], place: Workplace) -> list[Article]:
    """By slug, by the path or the whole of a url, or by an old address."""
    prefix = unquote(addresses(place.config.site.base_url).prefix)
    path = unquote(urlsplit(wanted).path if "://" in wanted else wanted)
    path = path.removeprefix(prefix).removesuffix("index.html").strip("/")
    slug = path.removeprefix("articles/")
    found = [one for one in articles if one.slug == slug]
    return found or [
        one for one in articles if path and path in [alias.strip("/") for alias in one.aliases]
    ]


def _nearest(wanted: str, articles: Iterable[Article]) -> str:
    """A hint that names the articles whose titles and slugs look most like it."""
    key = fold(wanted.removeprefix("articles/").removesuffix(".md"))
    words = set(key.split())
    keys = {one: (one.title_key, fold(one.slug)) for one in articles}
    # Comparing letter by letter is slow, so only titles that share a word are.
    overlap = {one: max(len(words & set(told.split())) for told in keys[one]) for one in keys}
    likely = sorted(keys, key=lambda one: (-overlap[one], one.source))[:_LIKELY]
    alike = {one: max(_ratio(key, told) for told in keys[one]) for one in likely}
    near = [one for one in likely if alike[one] >= _ALIKE or overlap[one] > 1]
    near.sort(key=lambda one: (-alike[one], one.source))
    told = ", ".join(f"«{one.title}» ({one.slug})" for one in near[:_TOLD])
    return f"did you mean {told}?" if told else "name a path, a slug, an address or a title"


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
