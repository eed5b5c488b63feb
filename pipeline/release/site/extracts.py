"""The release's events and evidence once more, in the order in which pages ask for them.

Every file is sorted by what it is looked up by, in small pages with an index of them, so that a reader fetches some ten
thousand bytes instead of a table. All else of a row is one text of JSON: the columns of a table lie far apart in a file, and
each would be a request of its own. What the pages make of it is in `static/js`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.atomic import replacing

_ROW_GROUP = 10 * 2048
"""Rows of a group: whole vectors of DuckDB, which hands over no others, so that groups do not hang on chance."""
_PAGE_ROWS = 128

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
SELECT event_id, entity_id, '', NULL
FROM (
    SELECT event_id, entity_id FROM participants WHERE entity_id IS NOT NULL
    UNION
    SELECT event_id, entity_id FROM events JOIN entities USING (geonames_id) WHERE entity_type = 'place'
    UNION
    SELECT event_id, entity_id FROM events JOIN entities ON entity_id = agreement_id
)
UNION ALL
SELECT event_id, 'geo_' || geonames_id, '', NULL FROM events WHERE geonames_id IS NOT NULL
"""
"""What an event is looked up by: the pair of countries in alphabetical order, each country, each entity that is a party, the place or
the agreement of it, and the place by its GeoNames id.

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

_PARTIES = """
CREATE TEMP TABLE parties AS
SELECT
    event_id,
    list({name: name, role: role, entity_id: entity_id, country_code: country_code, sector: sector} ORDER BY position) AS parties
FROM participants
GROUP BY event_id
"""

_COUNTED = """
CREATE TEMP TABLE counted AS
SELECT entity_id, entity_type, entities.name, country_code, coalesce(event_count, 0)::INTEGER AS event_count
FROM entities
LEFT JOIN (SELECT subject AS entity_id, count(*) AS event_count FROM subjects WHERE other = '' GROUP BY 1) USING (entity_id)
"""
"""Each entity with the number of its events."""

_TERMS = """
CREATE TEMP TABLE terms AS
WITH spelt AS (
    SELECT DISTINCT entity_id, string_split(strip_accents(lower(name)), ' ') AS words
    FROM (SELECT entity_id, name FROM entity_names UNION SELECT entity_id, name FROM entities)
)
SELECT DISTINCT entity_id, array_to_string(words[start:], ' ') AS term
FROM spelt, unnest(range(1, len(words) + 1)) AS starts(start)
"""
"""What an entity is found by: each of its names from each of its words on, in small letters without accents."""


@dataclass(frozen=True, slots=True)
class _Extract:
    """The columns that rows are looked up by, what else a row tells, whence it comes, and in which order rows stand."""

    keys: tuple[str, ...]
    told: str
    source: str
    order: str

    def query(self) -> str:
        """The query of its rows: the keys, and `told` as JSON."""
        columns = ", ".join(self.keys)
        return f"SELECT {columns}{columns and ', '}to_json({{{self.told}}})::VARCHAR AS told FROM {self.source} ORDER BY {self.order}"


_RELATIONS = _Extract(
    keys=("subject", "other"),
    told="""
        subject: subject, other: other, direction: direction, date_start: date_start, date_end: date_end,
        date_precision: date_precision, event_id: event_id, event_type: event_type, mode: mode, quad_class: quad_class,
        status: status, score: score, confidence: confidence, article_count: article_count, place_name: place_name,
        country_code: country_code, summary: summary, evidence_row: evidence_row, evidence_count: evidence_count
    """,
    source="subjects JOIN events USING (event_id) LEFT JOIN located USING (event_id)",
    order="subject, other, date_start NULLS LAST, event_id",
)

_EVENTS = _Extract(
    keys=("event_id",),
    told="""
        event_id: event_id, event_type: event_type, mode: mode, contexts: contexts, cameo_code: cameo_code,
        quad_class: quad_class, score: score, status: status, date_start: date_start, date_end: date_end,
        date_precision: date_precision, date_inferred: date_inferred, place_name: place_name, country_code: country_code,
        agreement_name: agreements.name, article_count: article_count, source_count: source_count, confidence: confidence,
        summary: summary, first_reported: first_reported::DATE, last_reported: last_reported::DATE,
        evidence_row: evidence_row, evidence_count: evidence_count, parties: coalesce(parties, [])
    """,
    source="""
        events
        LEFT JOIN located USING (event_id)
        LEFT JOIN parties USING (event_id)
        LEFT JOIN (SELECT agreement_id, name FROM agreements) AS agreements USING (agreement_id)
    """,
    order="event_id",
)

_EVIDENCE = _Extract(
    keys=(),
    told="""
        event_id: placed.event_id, snippet: snippet, title: title, source: source, published_on: published_at::DATE,
        url: url, uri: uri
    """,
    source="placed JOIN evidence USING (evidence_id) JOIN articles ON articles.article_id = evidence.article_id",
    order="evidence_row",
)

_ENTITIES = _Extract(
    keys=("entity_id",),
    told="""
        entity_id: entity_id, entity_type: entity_type, name: entities.name, country_code: entities.country_code,
        sector: entities.sector, wikidata_id: wikidata_id, geonames_id: geonames_id, first_seen: first_seen::DATE,
        last_seen: last_seen::DATE, names: coalesce(names, []), offices: coalesce(offices, [])
    """,
    source="""
        entities
        LEFT JOIN (
            SELECT entity_id, list(name ORDER BY name) AS names
            FROM (SELECT DISTINCT entity_id, name FROM entity_names)
            GROUP BY ALL
        ) USING (entity_id)
        LEFT JOIN (
            SELECT person_id AS entity_id, list(office ORDER BY office) AS offices
            FROM (SELECT DISTINCT person_id, CASE WHEN is_former THEN 'former ' ELSE '' END || title AS office FROM roles)
            GROUP BY ALL
        ) USING (entity_id)
    """,
    order="entity_id",
)

_LISTED = "entity_id: entity_id, entity_type: entity_type, name: counted.name, country_code: country_code, event_count: event_count"

_DIRECTORY = _Extract(
    keys=(),
    told=_LISTED,
    source="counted",
    order="entity_type, event_count DESC, counted.name, entity_id",
)

_NAMES = _Extract(
    keys=("term",),
    told=_LISTED,
    source="terms JOIN counted USING (entity_id)",
    order="term, event_count DESC, entity_id",
)

_PARTNERS = _Extract(
    keys=("country",),
    told="other: other, event_count: event_count",
    source="""(
        SELECT unnest([first, second]) AS country, unnest([second, first]) AS other, event_count
        FROM (
            SELECT subject AS first, other AS second, count(*)::INTEGER AS event_count
            FROM subjects WHERE other <> '' GROUP BY ALL
        )
    )""",
    order="country, event_count DESC, other",
)

_EXTRACTS: Mapping[str, _Extract] = {
    "relations": _RELATIONS,
    "events": _EVENTS,
    "evidence": _EVIDENCE,
    "entities": _ENTITIES,
    "directory": _DIRECTORY,
    "names": _NAMES,
    "partners": _PARTNERS,
}

EXTRACTS = tuple(_EXTRACTS)
"""The names of the extracts, in the order in which they are written."""


def extract_path(name: str) -> str:
    """The path of an extract inside the site."""
    return f"data/{name}.parquet"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that the extracts are drawn from, in a connection whose current schema is that of a release."""
    for statement in (_SUBJECTS, _PLACED, _LOCATED, _PARTIES, _COUNTED, _TERMS):
        connection.execute(statement)


def write_extract(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Write an extract from a connection that `prepare` has seen; rows pass through in groups and never stand in memory at once."""
    extract = _EXTRACTS[name]
    reader = connection.execute(extract.query()).to_arrow_reader(_ROW_GROUP)
    with (
        replacing(path) as temporary,
        # A dictionary would have to be read whole for one page of a column of ids or sentences.
        pq.ParquetWriter(
            temporary,
            reader.schema,
            compression="zstd",
            use_dictionary=False,
            # Nothing is looked up by what a row tells, and the least and greatest of such texts would swell the index.
            write_statistics=list(extract.keys),
            write_page_index=True,
            max_rows_per_page=_PAGE_ROWS,
        ) as writer,
    ):
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]), row_group_size=_ROW_GROUP)
