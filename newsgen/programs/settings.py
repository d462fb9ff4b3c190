"""The site's folders, settings and time zone: what every program starts from."""

from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.articles import decode
from newsgen.language.settings import read_settings
from newsgen.machine.cache import program_digest
from newsgen.machine.folders import SETTINGS_FILE, SiteFolders, site_folders
from newsgen.machine.sources import Content, read_content
from newsgen.words.config import Config, SiteSettings
from newsgen.words.errors import ProblemsFound
from newsgen.words.problems import Problem

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


def open_site(root: Path, base_url: str = "") -> Workplace:
    """Read the settings of the site at `root`; `base_url` goes before the one written there.

    Raises NotASite.
    """
    folders = site_folders(root)
    text = decode(folders.settings.read_bytes(), SETTINGS_FILE)
    if isinstance(text, Problem):
        config, problems = Config(SiteSettings("")), [text]
    else:
        config, problems = read_settings(text, SETTINGS_FILE)
    written = base_url or config.site.base_url
    site = config.site._replace(base_url=written or DEFAULT_BASE_URL)
    config = config._replace(site=site)
    key = program_digest() + site.timezone.encode()
    return Workplace(folders, config, ZoneInfo(site.timezone), key, tuple(problems), bool(written))


def read_site_content(place: Workplace) -> Content:
    """What content/ holds now."""
    return read_content(place.folders, place.zone, place.key, place.cache_file("content"))


def open_sound_site(root: Path, base_url: str = "") -> Workplace:
    """The same for programs that cannot go on with wrong settings: raises ProblemsFound."""
    place = open_site(root, base_url)
    if place.problems:
        raise ProblemsFound(place.problems)
    return place
