"""One event of a release with all that belongs to it: its parties, its evidence, and where its id went if it was given up.

How it is shown is in `pipeline/show.py`; the articles' texts, which a release does not hold, are none of its matter.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.release.errors import ReleaseError
from pipeline.release.manifest import DATABASE, read_manifest
from pipeline.schema.tables.redirects import Redirect
from pipeline.schema.vocabularies import Change

_NEAR = 4
"""How many characters an id may differ in to be offered in place of one that is not there."""

_EVENT = "SELECT * FROM events_wide WHERE event_id = $id"
_PARTIES = "SELECT role, name, country_code, sector, entity_id FROM participants WHERE event_id = $id ORDER BY position"
_EVIDENCE = """
SELECT
    evidence_id, section, start_char, end_char, sentence_start, sentence_end, snippet, status, coder, score,
    article_id, title, source, published_at, uri, url
FROM evidence JOIN articles USING (article_id)
WHERE event_id = $id
ORDER BY published_at, uri, section, start_char
"""
_ALIKE = """
SELECT event_id FROM events
WHERE starts_with(event_id, $id) OR levenshtein(event_id, $id) <= $near
ORDER BY levenshtein(event_id, $id), event_id LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class Found:
    """An event: its row of `events_wide`, its rows of `participants`, its evidence with the articles, the redirect that led to it."""

    release: Path
    event: pa.Table
    parties: pa.Table
    evidence: pa.Table
    redirect: Redirect | None

    @property
    def event_id(self) -> str:
        """The id under which the release has it."""
        return str(self.event["event_id"][0])


def find_event(release: Path, event_id: str) -> Found:
    """The event of that id, or the one that a given-up id leads to; ReleaseError where there is none, with ids that are near."""
    database = release / DATABASE
    if not database.is_file():
        raise ReleaseError(f"{database}: there is no database: is this a release folder?")
    has_redirects = read_manifest(release).has("redirects")
    try:
        with duckdb.connect(database, read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            redirect = _redirect(connection, event_id) if has_redirects else None
            wanted = redirect.target if redirect else event_id
            event = _rows(connection, _EVENT, wanted)
            if not event.num_rows:
                raise ReleaseError(_not_there(connection, release, event_id, redirect))
            parties, evidence = (_rows(connection, sql, wanted) for sql in (_PARTIES, _EVIDENCE))
    except duckdb.Error as error:
        raise ReleaseError(f"{database}: cannot be read: run `entente verify {release}`") from error
    return Found(release, event, parties, evidence, redirect)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, event_id: str | None) -> pa.Table:
    return connection.execute(sql, {"id": event_id}).to_arrow_table()


def _redirect(connection: duckdb.DuckDBPyConnection, event_id: str) -> Redirect | None:
    sql = "SELECT event_id, target, last_release, change, reason FROM redirects WHERE event_id = $id"
    row = connection.execute(sql, {"id": event_id}).fetchone()
    return Redirect(row[0], row[1], row[2], Change(row[3]), row[4]) if row else None


def _not_there(connection: duckdb.DuckDBPyConnection, release: Path, event_id: str, redirect: Redirect | None) -> str:
    if redirect:
        return (
            f"{event_id} was removed after release {redirect.last_release}, and none took its place: {redirect.reason}"
        )
    clause = connection.execute("SELECT event_id FROM evidence WHERE evidence_id = $id", {"id": event_id}).fetchone()
    if clause:
        of = (
            f"evidence of {clause[0]}: show that"
            if clause[0]
            else "evidence of no event: it is hypothetical or negated"
        )
        return f"{event_id} is {of}"
    alike = [row[0] for row in connection.execute(_ALIKE, {"id": event_id, "near": _NEAR}).fetchall()]
    hint = (
        f"near it are {', '.join(alike)}"
        if alike
        else "`entente query` finds ids: SELECT event_id, summary FROM events"
    )
    return f"release {release.name} has no event {event_id}: {hint}"
