"""Which articles are close to which: shared words, tags and category.

Words are compared as vectors of stems: a stem counts the more often it stands in an article and the
less often in others (tf-idf, cosine). The ranking depends on the articles alone, not on their
order; ties go to the newer article, then to the smaller slug.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt

from newsgen.language.arabic import fold
from newsgen.words.config import RelatedSettings
from newsgen.words.model import Article

CANDIDATES_KEPT = 24
COMMON_ARTICLES, COMMON_SHARE = 40, 0.01
FLOOR = 0.05  # below this, two articles share a common word or two, and nothing else


def rank(
    articles: Sequence[Article], settings: RelatedSettings
) -> Mapping[str, tuple[Article, ...]]:
    """The closest articles of each, closest first, by the article's source."""
    vectors = _vectors(articles)
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for feature, weight in vector.items():
            postings[feature].append((index, weight))
    telling = {word: found for word, found in postings.items() if len(found) <= _common(articles)}
    tags = [frozenset(map(fold, article.tags)) for article in articles]
    categories = [fold(article.category) for article in articles]
    tag_scores = _rarity(tags)
    ranked: dict[str, tuple[Article, ...]] = {}
    for index, article in enumerate(articles):
        scores: defaultdict[int, float] = defaultdict(float)
        for feature, weight in vectors[index].items():
            for other, other_weight in telling.get(feature, ()):
                scores[other] += weight * other_weight * settings.word_weight
        scores.pop(index, None)
        for other in scores:
            shared = tags[index] & tags[other]
            scores[other] += settings.tag_weight * sum(tag_scores[tag] for tag in sorted(shared))
            if categories[index] and categories[index] == categories[other]:
                scores[other] += settings.category_weight
        near = [other for other, score in scores.items() if score >= FLOOR]
        order = sorted(near, key=lambda other: (-round(scores[other], 9), other))
        ranked[article.source] = tuple(articles[other] for other in order[:CANDIDATES_KEPT])
    return ranked


def _common(articles: Sequence[Article]) -> int:
    """In how many articles a stem may stand and still tell which of them are close.

    Commoner ones add little to a score and most of the work.
    """
    return max(COMMON_ARTICLES, int(len(articles) * COMMON_SHARE))


def _vectors(articles: Sequence[Article]) -> list[dict[str, float]]:
    """A unit vector of stems for each article."""
    document_counts: defaultdict[str, int] = defaultdict(int)
    for article in articles:
        for word, _ in article.terms:
            document_counts[word] += 1
    total = len(articles)
    vectors = []
    for article in articles:
        raw = {
            word: (1 + log(count)) * log(total / document_counts[word])
            for word, count in article.terms
            if document_counts[word] < total
        }
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        vectors.append({word: weight / length for word, weight in raw.items()})
    return vectors


def _rarity(tags: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """How telling a tag is: near 1 when few share it, near 0 when all do."""
    counts: defaultdict[str, int] = defaultdict(int)
    for names in tags:
        for name in names:
            counts[name] += 1
    return {name: 1 - count / (len(tags) + 1) for name, count in counts.items()}
