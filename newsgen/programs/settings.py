"""The site's folders, settings and time zone: what every program starts from."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsgen.machine import cache
from newsgen.machine.cache import program_digest
from newsgen.machine.folders import SETTINGS_FILE, SiteFolders, site_folders
from newsgen.words.config import Config, SiteSettings
from newsgen.words.errors import FolderUnwritable, ProblemsFound
from newsgen.words.problems import Problem, warning

DEFAULT_BASE_URL = "http://localhost:8000"


class Workplace(NamedTuple):
    """A site to work on. `key` is what its caches depend on besides the files themselves.

    Where newsgen.yaml holds an error, `config` has the default and `problems` tells of it.
    """

    folders: SiteFolders
    config: Config
    zone: ZoneInfo
    key: bytes
    problems: tuple[Problem, ...]
    has_base_url: bool

    @property
    def cache_folder(self) -> Path:
        return self.folders.cache / "cache"

    def cache_file(self, name: str) -> Path:
        return self.cache_folder / name

    def output_file(self, output: Path, name: str) -> Path:
        """The cache file of this name for what concerns one output folder."""
        folder = hashlib.blake2b(str(output).encode(errors="surrogateescape"), digest_size=6)
        return self.cache_file(f"{name}-{folder.hexdigest()}")

    @property
    def packs(self) -> Path:
        """Where bodies that were read once are kept."""
        return self.cache_folder / "bodies"


def open_site(root: Path, base_url: str = "") -> Workplace:
    """Read the settings of the site at `root`; `base_url` goes before the one written there.

    Raises NotASite.
    """
    folders = site_folders(root)
    config, problems = _read(folders)
    written = base_url or config.site.base_url
    site = config.site._replace(base_url=written or DEFAULT_BASE_URL)
    config = config._replace(site=site)
    key = program_digest() + site.timezone.encode()
    return Workplace(folders, config, ZoneInfo(site.timezone), key, tuple(problems), bool(written))


def _read(folders: SiteFolders) -> tuple[Config, Sequence[Problem]]:
    """The settings, from the cache if these very bytes were read without a problem before."""
    content = folders.settings.read_bytes()
    key = program_digest() + hashlib.blake2b(content, digest_size=16).digest()
    file = folders.cache / "cache" / "settings"
    packed = cache.load(file, key)
    if packed:
        config: Config = pickle.loads(packed)  # noqa: S301 (checked by the cache; we wrote it)
        return config, ()
    from newsgen.content.articles import decode
    from newsgen.language.settings import read_settings

    text = decode(content, SETTINGS_FILE)
    if isinstance(text, Problem):
        return Config(SiteSettings("")), (text,)
    config, problems = read_settings(text, SETTINGS_FILE)
    if not problems:
        # All that it saves is time, and `clean` must run where a disk is full or not ours to write.
        with suppress(FolderUnwritable):
            cache.store(file, key, pickle.dumps(config))
    return config, problems


def advice(place: Workplace) -> Iterator[Problem]:
    """What the settings had better say."""
    if not place.has_base_url:
        message = f"site.base_url is missing, so feeds and the sitemap name {DEFAULT_BASE_URL}"
        yield warning(SETTINGS_FILE, "no-base-url", message, hint="or build with --base-url")
    if place.config.theme.light or place.config.theme.dark:
        yield from _faint_colours(place)


def _faint_colours(place: Workplace) -> Iterator[Problem]:
    """The colours of the site's own that readers can hardly tell from what they stand on."""
    from newsgen.language.palettes import TEXT, faint_pairs

    for faint in faint_pairs(place.config.theme):
        line, column = place_in_settings(place, "theme", faint.scheme, faint.set_token)
        yield warning(
            SETTINGS_FILE,
            "low-contrast",
            f"theme.{faint.scheme}: {faint.token} {faint.written} stands out from {faint.ground}"
            f" {faint.ground_written} by {int(100 * faint.ratio) / 100:.2f} to 1",
            line=line,
            column=column,
            hint=f"{'text' if faint.least == TEXT else 'a rule'} needs {faint.least:g} to 1",
        )


def with_places(place: Workplace, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same problems, with the lines of those that are found long after their text was read: of
    a setting, which they begin with («front.pins: …»), or of an old address.
    """
    for one in problems:
        if one.path == SETTINGS_FILE and not one.line:
            keys = one.message.partition(":")[0].split(".")
            line, column = place_in_settings(place, *keys)
            yield one._replace(line=line, column=column)
        elif one.code == "alias-taken" and not one.line:
            yield one._replace(line=_line_of("aliases", place.folders.root / one.path))
        else:
            yield one


def _line_of(key: str, file: Path) -> int:
    """The first line that begins with a key; 0 where it is gone by now."""
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except FileNotFoundError:
        return 0
    return next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 0)


def place_in_settings(place: Workplace, *keys: str) -> tuple[int, int]:
    """Line and column in newsgen.yaml of the key that lies under these."""
    from newsgen.language.key_places import key_place

    text = place.folders.settings.read_text(encoding="utf-8-sig", errors="replace")
    return key_place(text, *keys)


def open_sound_site(root: Path, base_url: str = "") -> Workplace:
    """The same for programs that cannot go on with wrong settings: raises ProblemsFound."""
    place = open_site(root, base_url)
    if place.problems:
        raise ProblemsFound(place.problems)
    return place
