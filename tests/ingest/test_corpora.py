"""Ingest on real articles of the research corpora, where they lie beside the checkout."""

import collections
import contextlib
import json
from pathlib import Path

import feedparser
import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.benchmark.copies import half_of, score_copies
from pipeline.benchmark.newswire import read_originals
from pipeline.benchmark.pages import by_entente, by_trafilatura, read_pages, score_pages
from pipeline.benchmark.planting import plant
from pipeline.ingest.ingest import ingest
from pipeline.ingest.stories import group_stories
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store import parquet
from pipeline.store.paths import PROJECT
from tests.ingest.conftest import LEAD, NOW
from tests.ingest.test_ingest import check_conserved

CORPORA = PROJECT.parent / "shared" / "corpora"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the corpora are not at {CORPORA}")


def test_every_newswire_lead_is_an_article_whose_body_is_its_file() -> None:
    leads = ingest([CORPORA / "events" / "newswire_leads" / "articles"], now=NOW).article_text.to_pylist()
    assert len(leads) == 60
    for row in leads:
        assert row["body"] == Path(row["uri"]).read_text(encoding="utf-8")
        assert row["title_in_body"]
        assert row["title"] in row["body"][: row["text_start"]]


def test_every_record_of_damaged_archives_is_read_or_reported() -> None:
    for path in sorted(path for path in (CORPORA / "warc").rglob("*") if path.is_file()):
        taken = ingest([path], now=NOW)
        check_conserved(taken)
        assert taken.inputs.num_rows >= _readable_records(path)


def _readable_records(path: Path) -> int:
    """How many records warcio reads until it gives up."""
    read = []
    with path.open("rb") as stream, contextlib.suppress(Exception):
        read.extend(record.rec_type for record in ArchiveIterator(stream))
    return len(read)


def test_every_feed_is_conserved_and_loses_no_entry_that_feedparser_finds() -> None:
    files = [path for path in (CORPORA / "feeds").rglob("*.*") if path.is_file()]
    taken = ingest(files, now=NOW)
    check_conserved(taken)
    uris = [uri.rpartition("#") for uri in taken.inputs["uri"].to_pylist()]
    counts = collections.Counter(file for file, _, number in uris if file)
    assert taken.inputs.num_rows >= len(files) > 1_700
    for path in files:
        if path.suffix == ".xml" and "feedparser" in path.parts:
            with path.open("rb") as stream:
                entries = len(feedparser.parse(stream).entries)
            assert counts[str(path)] == entries


def test_english_pages_of_many_publishers_are_taken_with_headline_and_date() -> None:
    pages = sorted((CORPORA / "html" / "fundus").glob("u[ks]/*.html.gz"))
    taken = ingest(pages, now=NOW)
    outcomes = collections.Counter(taken.inputs["outcome"].to_pylist())
    assert outcomes["article"] >= 0.9 * len(pages)
    assert all(row["title"] and row["url"] for row in taken.article_text.to_pylist())
    assert group_stories(taken.article_text).num_rows == outcomes["article"]


def test_no_hostile_string_breaks_a_record_or_a_table(tmp_path: Path) -> None:
    strings = json.loads((CORPORA / "adversarial" / "blns.json").read_text(encoding="utf-8"))
    records = (
        {"title": each, "text": f"{LEAD} {each}", "published_at": "2022-03-26", "source": each} for each in strings
    )
    path = tmp_path / "hostile.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    taken = ingest([path], now=NOW)
    check_conserved(taken)
    assert taken.inputs.num_rows == len(strings)
    assert taken.article_text.num_rows > 0.95 * len(strings)
    for table, data in ((INPUTS, taken.inputs), (QUARANTINE, taken.quarantine), (ARTICLE_TEXT, taken.article_text)):
        parquet.write(table, data, tmp_path / f"{table.name}.parquet")
        assert parquet.read(table, [tmp_path / f"{table.name}.parquet"]).num_rows == data.num_rows
    assert ingest([CORPORA / "adversarial"], now=NOW).article_text.num_rows == 0


def test_nearly_all_copies_planted_among_real_articles_join_their_original_and_hardly_anything_else() -> None:
    originals = half_of(read_originals(CORPORA), 1)[::4]
    found = score_copies(originals, plant(originals))
    assert found.pairs.gold > 1000
    assert found.pairs.precision >= 0.98
    assert found.pairs.recall >= 0.95


def test_pages_of_many_publishers_keep_headline_day_and_text_as_well_as_trafilatura_alone() -> None:
    pages = read_pages(CORPORA / "html")
    ours, theirs = score_pages(pages, by_entente), score_pages(pages, by_trafilatura)
    assert ours.pages > 140
    assert ours.title >= 0.92
    assert ours.day >= 0.90
    assert ours.body >= theirs.body
