"""Importing: seeds → content files that a person may edit, and that no import overwrites then."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newsgen.content.articles import digest
from newsgen.content.drafts import Draft, doubts
from newsgen.content.importers import LeftOut, RawArticle
from newsgen.content.same_story import is_same_story
from newsgen.content.seeds import Given, is_unedited, raw_to_content, to_content
from newsgen.content.structure import Line
from newsgen.language import front_matter
from newsgen.language.dates import is_date
from newsgen.language.front_matter import FLAG_KEYS
from newsgen.machine.folders import write_whole
from newsgen.machine.sources import Content
from newsgen.programs import known_seeds, seed_files
from newsgen.programs.seed_files import Found, SeedFile
from newsgen.programs.settings import Workplace
from newsgen.words.model import CONTENT_FOLDER
from newsgen.words.problems import Problem, complaint, errors_among, in_order

Action = Literal["new", "updated", "unchanged", "edited", "overwritten"]
WRITING: tuple[Action, ...] = ("new", "updated", "overwritten")


class ImportOptions(NamedTuple):
    """What a run may choose. `inputs` are files or folders; none means seeds/.

    `reads_all` reads the seeds that did not change as well, to tell of their lines.
    """

    inputs: tuple[Path, ...] = ()
    date: str = ""
    category: str = ""
    is_forced: bool = False
    is_dry_run: bool = False
    reads_all: bool = False
    is_strict: bool = False


class Imported(NamedTuple):
    """What became of one article: its content file (under content/), what was done, and its lines.

    `lines` are those of a plain text; `left_out` tells what of another format is not in there.
    """

    seed: str
    path: str
    action: Action
    digest: bytes
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]


class ImportReport(NamedTuple):
    """What an import did, or would do: articles by action, and the problems found.

    `skipped` seed files are as the last import left them.
    """

    actions: Counter[Action] = Counter()  # noqa: RUF012 (never changed once it is in a report)
    skipped: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def has_written(self) -> bool:
        return any(self.actions[action] for action in WRITING)


class Listener(NamedTuple):
    """Who hears of an import as it goes on: of each article, and of files done and in all."""

    on_article: Callable[[Imported], None] = lambda _: None
    on_file: Callable[[int, int], None] = lambda _done, _total: None


SILENT = Listener()


def import_seeds(
    place: Workplace, options: ImportOptions, content: Content, listener: Listener = SILENT
) -> ImportReport:
    """Write a content file for each article of the seeds, and renew those that nobody edited.

    `content` is what the site holds before. A seed that cannot be read, or whose sidecar cannot, is
    a problem of the report, and so is one from outside of seeds/ that bears the name of another
    story's; the others are imported all the same. One seed file is in memory at a time.
    """
    files, problems = seed_files.find(place, options.inputs)
    homes = known_seeds.homes_of(place, content)
    remembered = known_seeds.recall(place)
    waiting: Sequence[SeedFile] = files
    if options == ImportOptions(is_dry_run=options.is_dry_run, is_strict=options.is_strict):
        is_strict = options.is_strict
        waiting = known_seeds.changed(files, remembered, homes, content, is_strict=is_strict)
    slugs = known_seeds.new_slugs(waiting, homes, content, place)
    actions: Counter[Action] = Counter()
    seen: dict[str, bytes] = {}
    doubtful: set[str] = set()
    for done, seed in enumerate(waiting, 1):
        given, sidecar_problems = seed_files.sidecar(seed, place)
        problems.extend(sidecar_problems)
        # It may have said `draft: true`, so without it nothing of the seed may be shown.
        readable = () if errors_among(sidecar_problems) else seed_files.read(seed, place)
        for found in readable:
            if isinstance(found, Problem):
                problems.append(found)
                continue
            home = homes.get(found.name) or known_seeds.new_home(found, slugs[found.name])
            imported = _import(found, home, seed, place, options, given)
            if isinstance(imported, Problem):
                problems.append(imported)
                continue
            actions[imported.action] += 1
            seen[found.name] = imported.digest
            if isinstance(found.article, Draft):
                told = list(doubts(found.article, seed_files.told_path(seed.file, place)))
                problems.extend(told)
                doubtful.update(seed.name for _ in told)
            listener.on_article(imported)
        listener.on_file(done, len(waiting))
    if not options.is_dry_run:
        known_seeds.remember(place, waiting, seen, doubtful, remembered)
    return ImportReport(actions, len(files) - len(waiting), in_order(problems))


def _import(
    found: Found,
    path: str,
    seed: SeedFile,
    place: Workplace,
    options: ImportOptions,
    beside: Mapping[str, Any],
) -> Imported | Problem:
    target = place.folders.content / path
    existing = target.read_bytes().decode(errors="replace") if target.exists() else ""
    given = _given(found, path, existing, options, beside)
    article = found.article
    lines: tuple[Line, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    if isinstance(article, RawArticle):
        content, left_out = raw_to_content(article, given), article.left_out
    else:
        content, lines = to_content(article, given), article.lines
    action = _decide(existing, content, options)
    is_told_anew = action in ("updated", "edited", "overwritten")
    if seed.is_outside and is_told_anew and not is_same_story(existing, content):
        return _other_story(found, path, existing, seed_files.told_path(seed.file, place))
    if action in WRITING and not options.is_dry_run:
        write_whole(target, content.encode())
    holds = existing if action == "edited" else content
    return Imported(found.name, path, action, digest(holds.encode()), lines, left_out)


def _decide(existing: str, content: str, options: ImportOptions) -> Action:
    if not existing:
        return "new"
    if existing == content:
        return "unchanged"
    if is_unedited(existing):
        return "updated"
    return "overwritten" if options.is_forced else "edited"


def _other_story(found: Found, path: str, existing: str, told: str) -> Problem:
    title = front_matter.raw_values(existing).get("title", "")
    return complaint(
        told,
        "other-story",
        f"{found.name} is already the seed of another text, '{title}' in {CONTENT_FOLDER}/{path}",
        hint="rename the file; if it is that story told all anew, delete the article first",
    )


def _given(
    found: Found,
    path: str,
    existing: str,
    options: ImportOptions,
    beside: Mapping[str, Any],
) -> Given:
    """Front matter that goes before what the seed says: flags of this run or another, the sidecar.

    The slug is frozen: once an article has one, no import moves it. Nothing else of the article
    counts, so what its seed or sidecar has dropped is gone.
    """
    before = front_matter.raw_values(existing)
    flags = _flags(before, options)

    def one(key: str) -> str:
        return flags.get(key) or str(beside.get(key, ""))

    def many(key: str) -> tuple[str, ...]:
        value = beside.get(key) or ()
        return (value,) if isinstance(value, str) else tuple(value)

    stem = path.rpartition("/")[2].removesuffix(".md")
    date = one("date")
    if not date and not found.article.date:
        date = seed_files.date_in(found.name)
    return Given(
        seed=found.name,
        slug=before.get("slug", "") or str(beside.get("slug", "")) or stem,
        date=date,
        updated=one("updated"),
        category=one("category"),
        tags=many("tags"),
        authors=many("author"),
        source=one("source"),
        story=one("story"),
        draft=beside.get("draft") == "true",
        flags=tuple(flags),
    )


def _flags(before: Mapping[str, Any], options: ImportOptions) -> Mapping[str, str]:
    """What flags say, by key of front matter: those of this run, and of an earlier one the others.

    A date that is none, such as a hand may have left, could be followed by nothing.
    """
    now = {"date": options.date, "category": options.category}
    earlier = {key: before.get(key, "") for key in before.get("seed_flags", ())}
    values = {key: now[key] or earlier.get(key, "") for key in FLAG_KEYS}
    return {key: text for key, text in values.items() if text and (key != "date" or is_date(text))}
