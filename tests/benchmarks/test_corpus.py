"""The corpus of the benchmarks is the same everywhere, has the shape that docs/performance.md
tells, and is what newsgen itself would have written.
"""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from readings import read_article
from sites import REPOSITORY

from benchmarks import corpus, headlines, vocabulary, writers
from newsgen.content.seeds import is_unedited

COUNT = 60
WRITERS = (writers.for_newsgen, writers.for_hugo, writers.for_eleventy, writers.for_pelican)


def fingerprint() -> str:
    """A digest of all articles in all forms."""
    records = (*corpus.articles(COUNT), corpus.newest(COUNT))
    texts = "\0".join(write(record) for record in records for write in WRITERS)
    return hashlib.blake2b(texts.encode()).hexdigest()


def words_of(record: corpus.Record) -> int:
    lines = [section.heading for section in record.sections]
    lines += [line for one in record.sections for block in one.blocks for line in block.lines]
    return sum(len(line.split()) for line in lines)


@pytest.fixture(scope="module")
def records() -> tuple[corpus.Record, ...]:
    return tuple(corpus.articles(COUNT))


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_another_process_with_another_hash_seed_makes_the_same_corpus(seed: str) -> None:
    script = (
        "import runpy; print(runpy.run_path('tests/benchmarks/test_corpus.py')['fingerprint']())"
    )
    path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
    )
    assert done.stdout.strip() == fingerprint()


def test_another_seed_makes_another_corpus(records: tuple[corpus.Record, ...]) -> None:
    assert not {record.summary for record in records} & {
        record.summary for record in corpus.articles(COUNT, seed=2)
    }


def test_a_small_corpus_is_the_beginning_of_a_large_one(records: tuple[corpus.Record, ...]) -> None:
    assert tuple(islice(corpus.articles(10 * COUNT), COUNT)) == records


def test_articles_have_the_shape_that_is_told(records: tuple[corpus.Record, ...]) -> None:
    for record in records:
        headed = [section for section in record.sections if section.heading]
        assert corpus.SECTIONS_LEAST <= len(headed) <= corpus.SECTIONS_MOST
        assert corpus.WORDS_LEAST <= words_of(record) <= corpus.WORDS_MOST
        assert record.category in vocabulary.CATEGORIES
        assert set(record.tags) <= set(vocabulary.TAGS)
        assert record.author in vocabulary.AUTHORS
    marks = Counter(
        mark
        for record in records
        for mark in ("**", "](", "\n- ", " & ", writers.SEE_ALSO)
        if mark in writers.for_newsgen(record)
    )
    assert len(marks) == 5
    assert max(marks.values()) < COUNT * 0.95, "each is only now and then"


def test_named_stories_exist_and_are_others(records: tuple[corpus.Record, ...]) -> None:
    titles = {record.title for record in records}
    for record in records:
        assert len(set(record.related)) == corpus.RELATED
        assert set(record.related) <= titles - {record.title}


def test_no_two_headlines_are_equal_below_a_hundred_thousand() -> None:
    made = {headlines.headline(index, corpus.SEED) for index in range(100_000)}
    assert len(made) == 100_000


def test_the_newest_article_is_newer_than_all(records: tuple[corpus.Record, ...]) -> None:
    assert corpus.newest(COUNT).date > max(record.date for record in records)


def test_edits_change_what_they_say_and_nothing_else(records: tuple[corpus.Record, ...]) -> None:
    one = records[COUNT // 2]
    body, title = corpus.with_edited_body(one), corpus.with_edited_title(one)
    assert body._replace(sections=one.sections) == one != body
    assert title._replace(title=one.title) == one != title


def test_newsgen_reads_every_article_and_would_have_written_it_so(
    records: tuple[corpus.Record, ...],
) -> None:
    for record in (*records, corpus.newest(COUNT), corpus.with_edited_title(records[5])):
        text = writers.for_newsgen(record)
        assert is_unedited(text)
        reading = read_article(text.encode(), "articles/a.md", "a.md", ZoneInfo("Asia/Riyadh"))
        assert not reading.problems
        assert reading.value is not None
        assert (reading.value.title, reading.value.slug) == (record.title, record.slug)
