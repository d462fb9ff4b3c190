"""New slugs leave the addresses of the site's own pages alone."""

from pathlib import Path

import pytest
from sites import newsgen, write_site

from newsgen.language import urls
from newsgen.programs.known_seeds import RESERVED_SLUGS


@pytest.mark.parametrize("path", [urls.search_path(), urls.lite_path(), urls.articles_path()])
def test_the_folders_of_the_site_are_reserved(path: str) -> None:
    assert path.partition("/")[0] in RESERVED_SLUGS


@pytest.mark.parametrize("slug", ["search", "stories"])
def test_no_imported_page_takes_the_address_of_the_site(tmp_path: Path, slug: str) -> None:
    page = f"---\ntitle: عنوان\nslug: {slug}\n---\nنص\n"
    root = write_site(tmp_path, {"seeds/a.md": page})
    newsgen("import", cwd=root)
    (made,) = (root / "content").rglob("*.md")
    assert made.stem.startswith(f"{slug}-")
