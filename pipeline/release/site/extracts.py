"""The release's events and evidence once more, in the order in which pages ask for them.

Every file is sorted by what it is looked up by, in small row groups with an index of pages, so that a reader fetches
some ten thousand bytes instead of a table. What the pages make of it is in `static/js`.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.atomic import replacing

_ROW_GROUP = 10 * 2048
"""Rows of a group: whole vectors of DuckDB, which hands over no others, so that groups do not hang on chance."""
_PAGE_ROWS = 1024

_SUBJECTS = """
CREATE TEMP TABLE subjects AS
WITH countries AS (
    SELECT event_id, country_code AS code, bool_or(role = 'actor') AS acts, bool_or(role = 'recipient') AS receives
    FROM participants
    WHERE country_code IS NOT NULL
    GROUP BY ALL
)
SELECT
    event_id, one.code AS subject, other.code AS other,
    CASE WHEN one.acts AND other.acts THEN 'mutual' WHEN one.acts AND other.receives THEN 'to' ELSE 'from' END AS direction
FROM countries AS one
JOIN countries AS other USING (event_id)
WHERE one.code < other.code
    AND ((one.acts AND (other.receives OR other.acts)) OR (other.acts AND one.receives))
UNION ALL
SELECT event_id, code, '', NULL FROM countries
UNION ALL
SELECT DISTINCT event_id, entity_id, '', NULL FROM participants WHERE entity_id IS NOT NULL
UNION ALL
SELECT event_id, 'geo_' || geonames_id, '', NULL FROM events WHERE geonames_id IS NOT NULL
"""
"""What an event is looked up by: the pair of countries in alphabetical order, each country, each entity, the place.

`other` is empty but for pairs; `direction` is that between `subject` and `other`, and a pair is one by the rule of the macro `dyad`.
"""

_PLACED = """
CREATE TEMP TABLE placed AS
WITH homes AS (
    SELECT event_id, coalesce(min(subject || other) FILTER (other <> ''), min(subject)) AS home
    FROM subjects
    GROUP BY event_id
)
SELECT
    evidence.evidence_id, evidence.event_id,
    (row_number() OVER (
        ORDER BY home NULLS LAST, date_start NULLS LAST, evidence.event_id, published_at, evidence_id
    ) - 1)::INTEGER AS evidence_row
FROM evidence
JOIN events USING (event_id)
JOIN articles USING (article_id)
LEFT JOIN homes ON homes.event_id = evidence.event_id
"""
"""The row of each piece of evidence in `evidence.parquet`: events of one pair of countries stand side by side, those of one event too."""

_LOCATED = """
CREATE TEMP TABLE located AS
SELECT event_id, min(evidence_row) AS evidence_row, count(*)::INTEGER AS evidence_count FROM placed GROUP BY event_id
"""

_RELATIONS = """
SELECT
    subject, other, direction, date_start, date_end, date_precision, event_id, event_type, mode, quad_class, status,
    score, confidence, article_count::INTEGER AS article_count, place_name, country_code, summary,
    evidence_row, evidence_count
FROM subjects
JOIN events USING (event_id)
LEFT JOIN located USING (event_id)
ORDER BY subject, other, date_start NULLS LAST, event_id
"""

_EVENTS = """
SELECT
    event_id, event_type, mode, contexts, cameo_code, quad_class, score, status, date_start, date_end, date_precision,
    date_inferred, place_name, place_precision, country_code, geonames_id::INTEGER AS geonames_id, latitude, longitude,
    agreements.name AS agreement_name, article_count::INTEGER AS article_count, story_count::INTEGER AS story_count,
    source_count::INTEGER AS source_count, confidence, summary, first_reported, last_reported,
    evidence_row, evidence_count
FROM events
LEFT JOIN located USING (event_id)
LEFT JOIN (SELECT agreement_id, name FROM agreements) AS agreements USING (agreement_id)
ORDER BY event_id
"""

_EVIDENCE = """
SELECT
    placed.event_id, snippet, section, start_char::INTEGER AS start_char, end_char::INTEGER AS end_char, coder,
    evidence.score, evidence.article_id, title, source, published_at::DATE AS published_on, url, uri
FROM placed
JOIN evidence USING (evidence_id)
JOIN articles ON articles.article_id = evidence.article_id
ORDER BY evidence_row
"""

_ENTITIES = """
SELECT
    entity_id, entity_type, entities.name, entities.country_code, entities.sector, wikidata_id,
    geonames_id::INTEGER AS geonames_id, first_seen, last_seen, coalesce(names, []) AS names, coalesce(offices, []) AS offices
FROM entities
LEFT JOIN (
    SELECT entity_id, list(name ORDER BY name) AS names FROM (SELECT DISTINCT entity_id, name FROM entity_names) GROUP BY ALL
) USING (entity_id)
LEFT JOIN (
    SELECT person_id AS entity_id, list(office ORDER BY office) AS offices
    FROM (SELECT DISTINCT person_id, CASE WHEN is_former THEN 'former ' ELSE '' END || title AS office FROM roles)
    GROUP BY ALL
) USING (entity_id)
ORDER BY entity_id
"""

_QUERIES: Mapping[str, str] = {
    "relations": _RELATIONS,
    "events": _EVENTS,
    "evidence": _EVIDENCE,
    "entities": _ENTITIES,
}

EXTRACTS = tuple(_QUERIES)
"""The names of the extracts, in the order in which they are written."""


def extract_path(name: str) -> str:
    """The path of an extract inside the site."""
    return f"data/{name}.parquet"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that the extracts are drawn from, in a connection whose current schema is that of a release."""
    for statement in (_SUBJECTS, _PLACED, _LOCATED):
        connection.execute(statement)


def write_extract(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Write an extract from a connection that `prepare` has seen; rows pass through in groups and never stand in memory at once."""
    reader = connection.execute(_QUERIES[name]).to_arrow_reader(_ROW_GROUP)
    with (
        replacing(path) as temporary,
        # A dictionary would have to be read whole for one page of a column of ids or sentences.
        pq.ParquetWriter(
            temporary,
            reader.schema,
            compression="zstd",
            use_dictionary=False,
            write_page_index=True,
            max_rows_per_page=_PAGE_ROWS,
        ) as writer,
    ):
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]), row_group_size=_ROW_GROUP)
