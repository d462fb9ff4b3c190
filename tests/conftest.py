"""What all tests share: the repository's own site, built by the real command once a process of a
run, and no deadlines, for a machine may be busy.
"""

from pathlib import Path

import pytest
from hypothesis import settings
from sites import REPOSITORY, newsgen

settings.register_profile("newsgen", deadline=None)
settings.load_profile("newsgen")


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the site as it is served from the root of a host."""
    return built_own_site(tmp_path_factory.mktemp("own") / "public")


@pytest.fixture(scope="session")
def own_site_under_a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the site as it is served from https://example.org/a/b."""
    output = tmp_path_factory.mktemp("own-under-a-path") / "public"
    return built_own_site(output, "--base-url", "https://example.org/a/b")


def built_own_site(output: Path, *options: str) -> Path:
    done = newsgen("build", "--output", str(output), *options, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    return output
