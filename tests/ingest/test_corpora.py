"""Ingest on real articles of the research corpora, where they lie beside the checkout."""

import collections
from pathlib import Path

import pytest

from pipeline.benchmark.copies import half_of, score_copies
from pipeline.benchmark.newswire import read_originals
from pipeline.benchmark.planting import plant
from pipeline.ingest.ingest import ingest
from pipeline.ingest.stories import group_stories
from pipeline.store.paths import PROJECT
from tests.ingest.conftest import NOW

CORPORA = PROJECT.parent / "shared" / "corpora"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the corpora are not at {CORPORA}")


def test_every_newswire_lead_is_an_article_whose_body_is_its_file() -> None:
    leads = ingest([CORPORA / "events" / "newswire_leads" / "articles"], now=NOW).article_text.to_pylist()
    assert len(leads) == 60
    for row in leads:
        assert row["body"] == Path(row["uri"]).read_text(encoding="utf-8")
        assert row["title_in_body"]
        assert row["title"] in row["body"][: row["text_start"]]


def test_every_damaged_or_foreign_archive_is_reported() -> None:
    taken = ingest([CORPORA / "warc"], now=NOW)
    assert set(taken.inputs["outcome"].to_pylist()) == {"quarantined"}
    assert taken.quarantine.num_rows == sum(path.is_file() for path in (CORPORA / "warc").rglob("*"))


def test_english_pages_of_many_publishers_are_taken_with_headline_and_date() -> None:
    pages = sorted((CORPORA / "html" / "fundus").glob("u[ks]/*.html.gz"))
    taken = ingest(pages, now=NOW)
    outcomes = collections.Counter(taken.inputs["outcome"].to_pylist())
    assert outcomes["article"] >= 0.9 * len(pages)
    assert all(row["title"] and row["url"] for row in taken.article_text.to_pylist())
    assert group_stories(taken.article_text).num_rows == outcomes["article"]


def test_nearly_all_copies_planted_among_real_articles_join_their_original_and_hardly_anything_else() -> None:
    originals = half_of(read_originals(CORPORA), 1)[::4]
    found = score_copies(originals, plant(originals))
    assert found.pairs.gold > 1000
    assert found.pairs.precision >= 0.98
    assert found.pairs.recall >= 0.95
