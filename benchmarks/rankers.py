"""What finds related stories: newsgen, Hugo, and the textbook's TF-IDF with cosines."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from benchmarks.stories import Story
from benchmarks.tools import SITES, hugo_binary
from newsgen.graph.site import assemble
from newsgen.language import front_matter
from newsgen.language.arabic import stems
from newsgen.words.config import Config, RelatedSettings, SiteSettings
from newsgen.words.model import Article, Visibility

BEST = 3
_AT_A_TIME = 500  # rows of the matrix of cosines
Found = Mapping[str, Sequence[str]]
Ranker = Callable[[Sequence[Story]], Found]


def newsgen(stories: Sequence[Story]) -> Found:
    """What newsgen shows under each story, by name, with its default settings."""
    config = Config(SiteSettings("صحيفة"), related=RelatedSettings(limit=BEST))
    every = [one.article for one in stories]
    terms = {one.article.source: one.terms for one in stories}
    visibility = Visibility(0, with_drafts=True, with_future=True)
    site, _ = assemble(every, [], config, visibility, lambda _: terms)
    numbers = {one.source: number for number, one in enumerate(site.articles)}
    related = {one.name: site.related(numbers[one.article.source]) for one in stories}
    return {
        name: [at.slug for at in found if isinstance(at, Article)]
        for name, found in related.items()
    }


def hugo(stories: Sequence[Story]) -> Found:
    """What Hugo gives, with indices over tags, categories, authors and years."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(SITES / "hugo-related", site)
        content = site / "content/articles"
        content.mkdir(parents=True)
        for one in stories:
            (content / f"{one.name}.md").write_text(_for_hugo(one), encoding="utf-8")
        run([hugo_binary(), "--quiet", "--source", site], check=True)  # noqa: S603 (our own)
        found: Found = json.loads((site / "public/index.json").read_text(encoding="utf-8"))
    return found


def tf_idf(stories: Sequence[Story]) -> Found:
    """Cosines of scikit-learn's TF-IDF vectors of whole texts, words split at spaces."""
    return _by_cosine(stories, str.split)


def tf_idf_of_stems(stories: Sequence[Story]) -> Found:
    """The same over newsgen's stems."""
    return _by_cosine(stories, lambda text: list(stems(text)))


RANKERS: Mapping[str, Ranker] = {
    "newsgen": newsgen,
    "Hugo": hugo,
    "TF-IDF, words": tf_idf,
    "TF-IDF, our stems": tf_idf_of_stems,
}


def _for_hugo(story: Story) -> str:
    one = story.article
    head = front_matter.write(
        {
            "title": one.title,
            "summary": one.summary,
            "date": one.published.local if one.published else "",
            "categories": (one.category,) if one.category else (),
            "tags": one.tags,
            "authors": one.authors,
        }
    )
    return f"---\n{head}---\n\n{story.body.text}\n"


def _text(story: Story) -> str:
    """All that is said and all that is known of a story."""
    one = story.article
    parts = (one.title, one.summary, *story.body.headings, story.body.text)
    return " ".join((*parts, one.category, *one.tags, *one.authors))


def _by_cosine(stories: Sequence[Story], words_of: Callable[[str], list[str]]) -> Found:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer=words_of).fit_transform([_text(one) for one in stories])
    found: dict[str, Sequence[str]] = {}
    for start in range(0, len(stories), _AT_A_TIME):
        cosines = (vectors[start : start + _AT_A_TIME] @ vectors.T).toarray()
        for row, one in zip(cosines, stories[start : start + _AT_A_TIME], strict=True):
            order = np.argsort(-row, kind="stable")[: BEST + 1]
            found[one.name] = [stories[at].name for at in order if stories[at].name != one.name]
    return found
