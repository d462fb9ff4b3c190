"""Every output of a site: the visible tuple of makers, and the check that no two claim one path."""

from collections.abc import Callable, Iterable, Sequence
from unicodedata import is_normalized, normalize

from newsgen.outputs import (
    feeds,
    front,
    listings,
    lite,
    pages,
    pictures,
    search,
    sitemaps,
    stories,
    tokens,
)
from newsgen.outputs.shelf import Shelf
from newsgen.words.model import CONTENT_FOLDER, Page
from newsgen.words.problems import Problem, complaint, warning

_TOGETHER = 1000
MAKERS: tuple[Callable[[Shelf], Iterable[Page]], ...] = (
    front.front,
    pages.articles,
    pages.static_pages,
    pages.aliases,
    pages.not_found,
    pictures.pictures,
    pictures.social_cards,
    listings.all_articles,
    listings.terms,
    listings.archives,
    stories.stories,
    feeds.feeds,
    sitemaps.sitemaps,
    sitemaps.robots,
    lite.lite,
    search.search,
    tokens.tokens,
)


def lay_out(laid: Shelf, assets: Sequence[Page]) -> tuple[Sequence[Page], tuple[Problem, ...]]:
    """All pages of a site and its copied files, with the collisions among them."""
    made = [page for maker in MAKERS for page in maker(laid)]
    made.extend(assets)
    aliases = [page for page in made if page.kind == "alias"]
    if not aliases and _is_free_of_collisions([page.path for page in made]):
        return made, ()
    standing = [page for page in made if page.kind != "alias"]
    free, taken = _free_aliases(standing, aliases)
    all_pages = (*standing, *free)
    return all_pages, (*taken, *_collisions(all_pages))


def _is_free_of_collisions(paths: Sequence[str]) -> bool:
    """True if there are surely none; this takes a tenth of the time that finding them takes.

    Hashes stand for the paths, which all at once would take much memory: should two be equal by
    chance, there are only not surely none.
    """
    files: set[int] = set()
    folders = {hash("")}
    for at in range(0, len(paths), _TOGETHER):
        some = paths[at : at + _TOGETHER]
        joined = "\n".join(some)
        keys = joined.casefold().split("\n")
        if len(keys) > len(some) or not is_normalized("NFC", joined):
            return False
        files.update(map(hash, keys))
        for key in keys:
            folder = key.rpartition("/")[0]
            while (found := hash(folder)) not in folders:
                folders.add(found)
                folder = folder.rpartition("/")[0]
    return len(files) == len(paths) and folders.isdisjoint(files)


def _free_aliases(
    standing: Sequence[Page], aliases: Sequence[Page]
) -> tuple[list[Page], list[Problem]]:
    """Old addresses give way to the pages of today, and to the first that claims them."""
    files = {_key(page.path) for page in standing}
    owners = set(files)
    owners |= {folder for page in standing for folder in _folders(_key(page.path))}
    free: list[Page] = []
    problems: list[Problem] = []
    for page in aliases:
        key = _key(page.path)
        if key in owners or any(folder in files for folder in _folders(key)):
            message = f"the alias /{page.path.removesuffix('index.html')} is an address in use"
            problems.append(warning(_told(page), "alias-taken", message, hint="delete it"))
        else:
            owners.add(key)
            free.append(page)
    return free, problems


def _key(path: str) -> str:
    return normalize("NFC", path).casefold()


def _folders(key: str) -> Iterable[str]:
    while "/" in key:
        key = key.rpartition("/")[0]
        yield key


def _collisions(all_pages: Iterable[Page]) -> Iterable[Problem]:
    """What wants the same paths. Two stories that want one address want one in the plain edition as
    well, and are told once.
    """
    pairs: set[frozenset[str]] = set()
    for page, other in _clashes(all_pages):
        pair = frozenset((_told(page), _told(other)))
        if pair in pairs:
            continue
        if page.sources and other.sources:
            pairs.add(pair)
        yield _collision(page, other)


def _clashes(all_pages: Iterable[Page]) -> Iterable[tuple[Page, Page]]:
    """Pages whose paths cannot stand beside each other on every file system."""
    owners: dict[str, Page] = {}
    folders: dict[str, Page] = {}
    for page in all_pages:
        key = _key(page.path)
        if key in owners:
            yield page, owners[key]
            continue
        owners[key] = page
        folder = key.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = page
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders.keys() & owners.keys()):
        yield owners[folder], folders[folder]


def _collision(page: Page, other: Page) -> Problem:
    first, second = sorted((_told(page), _told(other)))
    is_content = bool(page.sources and other.sources)
    return complaint(
        second if is_content else first,
        "path-collision",
        f"{first} and {second} both want the output {page.path}",
        hint="change the slug of one" if is_content else "rename one of them",
        line=1 if is_content else 0,
    )


def _told(page: Page) -> str:
    if page.sources:
        return f"{CONTENT_FOLDER}/{page.sources[0]}"
    return f"static/{page.path}" if page.kind == "file" else f"the {page.kind} page"
