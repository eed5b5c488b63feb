"""Events as PLOVER records, a JSON object on each line, for the tools of the field.

Field names are those of the PLOVER manual, chapter "JSON Data Fields" (Open Event Data Alliance).
"""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.schema.render.duckdb import literal
from pipeline.schema.vocabularies import QuadClass
from pipeline.store.atomic import replacing
from pipeline.store.frames import give

_BATCH = 10_000

_PARTIES = """
SELECT
    event_id,
    list(party ORDER BY position) FILTER (role = 'actor') AS source,
    list(party ORDER BY position) FILTER (role = 'recipient') AS recipient
FROM (
    SELECT event_id, position, role, {
        code: coalesce(participants.country_code, ''),
        sector: coalesce(participants.sector, ''),
        actor_text: participants.name,
        identifier_id: entities.wikidata_id,
        identifier_text: entities.name
    } AS party
    FROM participants
    LEFT JOIN entities USING (entity_id)
)
GROUP BY event_id
"""

_REPORTS = """
SELECT
    event_id,
    list(snippet ORDER BY evidence_id) AS event_text,
    list({start: start_char, "end": end_char} ORDER BY evidence_id) AS text_info,
    list({
        citation: uri, url: url, title: title, language: language, publication: source,
        coder: coder, codebook: 'plover-0.8', version: getvariable('version')
    } ORDER BY evidence_id) AS cite_info
FROM evidence
JOIN articles USING (article_id)
WHERE event_id IS NOT NULL
GROUP BY event_id
"""

_RECORDS = f"""
SELECT to_json({{
    id: event_id,
    has_event: true,
    date: date_start,
    enddate: date_end,
    event: [event_type],
    mode: CASE WHEN mode IS NULL THEN [] ELSE [mode] END,
    context: contexts,
    quad_code: list_position([{", ".join(literal(quad) for quad in QuadClass)}], quad_class),
    event_scale: score,
    event_loc: CASE WHEN place_name IS NOT NULL THEN {{
        geonameid: geonames_id, name: place_name, latitude: latitude, longitude: longitude, cc3: country_code
    }} END,
    source: coalesce(source, []),
    recipient: coalesce(recipient, []),
    event_text: event_text,
    text_info: text_info,
    cite_info: cite_info,
    link: agreement_id,
    comment: status || '; ' || summary
}})
FROM events
LEFT JOIN ({_PARTIES}) USING (event_id)
LEFT JOIN ({_REPORTS}) USING (event_id)
ORDER BY date_start NULLS LAST, event_type, event_id
"""


def write_plover(connection: duckdb.DuckDBPyConnection, version: str, path: Path) -> None:
    """Write the events of a release as gzipped JSON lines, from a connection that finds its tables; the same tables give the same bytes.

    An event without a date has `date` null, though PLOVER asks for one: none is made up. `comment` is status and summary.
    """
    # Neither a name nor a time in the gzip header: both would change the bytes.
    with (
        replacing(path) as temporary,
        temporary.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
    ):
        for record in _records(connection, version):
            text.write(f"{record}\n")


def _records(connection: duckdb.DuckDBPyConnection, version: str) -> Iterator[str]:
    give(connection, version=version)
    found = connection.execute(_RECORDS)
    while batch := found.fetchmany(_BATCH):
        yield from (record for (record,) in batch)
