"""The site's folders, settings and time zone: what every program starts from."""

from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsgen.content.articles import decode
from newsgen.language.settings import read_settings
from newsgen.machine.cache import program_digest
from newsgen.machine.folders import SETTINGS_FILE, SiteFolders, site_folders
from newsgen.words.config import Config
from newsgen.words.errors import ProblemsFound
from newsgen.words.problems import Problem

DEFAULT_BASE_URL = "http://localhost:8000"


class Workplace(NamedTuple):
    """A site to work on. `key` is what its caches depend on besides the files themselves."""

    folders: SiteFolders
    config: Config
    zone: ZoneInfo
    key: bytes

    @property
    def cache_folder(self) -> Path:
        return self.folders.cache / "cache"

    def cache_file(self, name: str) -> Path:
        return self.cache_folder / name


def open_site(root: Path, base_url: str = "") -> Workplace:
    """Read the settings of the site at `root`; `base_url` goes before the one written there.

    Raises NotASite, or ProblemsFound when newsgen.yaml holds errors.
    """
    folders = site_folders(root)
    text = decode(folders.settings.read_bytes(), SETTINGS_FILE)
    if isinstance(text, Problem):
        raise ProblemsFound((text,))
    config, problems = read_settings(text, SETTINGS_FILE)
    if problems:
        raise ProblemsFound(tuple(problems))
    site = config.site
    site = site._replace(base_url=base_url or site.base_url or DEFAULT_BASE_URL)
    key = program_digest() + site.timezone.encode()
    return Workplace(folders, config._replace(site=site), ZoneInfo(site.timezone), key)
