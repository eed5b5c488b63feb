"""What a release changes against its parent: events added, revised field by field, merged or removed.

Why they changed is in `causes.py`. How changes are shown to people is in `changes_page.py`; reading the parent is in `published.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap

import duckdb
import pyarrow as pa

from pipeline.release.causes import Causes, Revised, Why
from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.published import EventTables, ParentRelease
from pipeline.schema.model import Column
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.schema.tables.changes import CHANGES, ChangeEntry
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.vocabularies import Cause, Change
from pipeline.store.hashing import make_id
from pipeline.store.threads import spare_threads

_PARTIES, _SUMMARY = "participants", "summary"

_ADDED = """
SELECT event_id, first(old_id ORDER BY old_id)
FROM (
    SELECT new_events.event_id, old_ledger.event_id AS old_id
    FROM new_events
    ANTI JOIN old_events USING (event_id)
    LEFT JOIN new_evidence USING (event_id)
    LEFT JOIN old_ledger ON old_ledger.report_id = new_evidence.evidence_id
)
GROUP BY event_id
"""

_GONE = """
SELECT old_id, first(new_id ORDER BY reports DESC, new_id), first(reports ORDER BY reports DESC, new_id)
FROM (
    SELECT old_events.event_id AS old_id, new_evidence.event_id AS new_id, count(new_evidence.event_id) AS reports
    FROM old_events
    ANTI JOIN new_events USING (event_id)
    LEFT JOIN old_ledger USING (event_id)
    LEFT JOIN new_evidence ON new_evidence.evidence_id = old_ledger.report_id
    GROUP BY ALL
)
GROUP BY old_id
"""


_ADDED_FOR: Mapping[Cause, str] = {
    Cause.NEW_EVIDENCE: "not reported before",
    Cause.CODER_CHANGE: "its articles were there, but not coded so",
    Cause.REGROUPED: "its reports were there, but not as an event of their own",
}
_REMOVED_FOR: Mapping[Cause, str] = {
    Cause.NEW_EVIDENCE: "the articles that reported it are there no more",
    Cause.CODER_CHANGE: "none of its reports is coded as an event any more",
    Cause.REGROUPED: "none of its reports is coded as an event any more",
}
_REVISED_FOR: Mapping[Cause, str] = {
    Cause.NEW_EVIDENCE: "other articles report it",
    Cause.CODER_CHANGE: "its articles are coded otherwise",
    Cause.REGROUPED: "its reports or stories are grouped otherwise",
    Cause.LINKS: "its parties or accord are linked otherwise",
}


def compute_changes(now: EventTables, parent: ParentRelease | None) -> pa.Table:
    """The table `changes` of a release with the tables `now` against its parent, or against nothing for a first release.

    An event whose id is gone is merged where any of its reports belongs to another event now, else removed. Parties are
    one field, `participants`. Columns that only one of the releases has are not compared. ReleaseError where a table cannot be read.
    """
    if parent is None:
        first = Why(Cause.FIRST_RELEASE, "in the first release")
        return rows_to_arrow(
            CHANGES,
            [_entry(each, Change.ADDED, first) for each in now.read("events", ["event_id"])["event_id"].to_pylist()],
        )
    try:
        entries = sorted(_entries(now, parent), key=lambda entry: entry.change_id)
    except duckdb.Error as error:
        raise ReleaseError(
            f"release {parent.version} cannot be compared: run `entente verify`: {in_a_line(error)}"
        ) from error
    return rows_to_arrow(CHANGES, entries)


def _entries(now: EventTables, parent: ParentRelease) -> Iterator[ChangeEntry]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        spare_threads(connection, now.count("evidence") + parent.count("evidence"))
        parent.attach(connection, "old_")
        now.attach(connection, "new_")
        causes = Causes(connection, Revised(parent.read("corrections"), now.read("corrections")))
        yield from _added(connection, causes)
        yield from _gone(connection, causes)
        yield from _revised(connection, now, parent, causes)


def _added(connection: duckdb.DuckDBPyConnection, causes: Causes) -> Iterator[ChangeEntry]:
    for event_id, origin in connection.execute(_ADDED).fetchall():
        why = causes.of_event(event_id)
        told = (
            _ADDED_FOR.get(why.cause, "") if origin is None else f"split from {origin}, which had some of its reports"
        )
        yield _entry(event_id, Change.ADDED, why.told(told), supersedes=origin)


def _gone(connection: duckdb.DuckDBPyConnection, causes: Causes) -> Iterator[ChangeEntry]:
    for event_id, heir, reports in connection.execute(_GONE).fetchall():
        why = causes.of_event(event_id)
        if heir is None:
            yield _entry(event_id, Change.REMOVED, why.told(_REMOVED_FOR.get(why.cause, "")))
        else:
            told = f"{event_id} was merged into it: reports that are of this event now: {reports}"
            yield _entry(heir, Change.MERGED, why.told(told), supersedes=event_id)


def _revised(
    connection: duckdb.DuckDBPyConnection, now: EventTables, parent: ParentRelease, causes: Causes
) -> Iterator[ChangeEntry]:
    shared = now.columns("events") & parent.columns("events")
    fields = [column for column in EVENTS.columns if column.name in shared and column.name not in EVENTS.key]
    parties = _parties_query(now.columns("participants") & parent.columns("participants"))
    first: dict[str, Why] = {}
    revisions = (parties, _fields_query(fields))
    for event_id, field, before, after in (row for query in revisions for row in connection.execute(query).fetchall()):
        why = causes.of_field(event_id, field, (before, after) if field == _PARTIES else None)
        # The summary says again what other fields say.
        if field == _SUMMARY and why.cause is not Cause.CORRECTION:
            why = first.get(event_id, why)
        first.setdefault(event_id, why)
        yield _entry(event_id, Change.REVISED, why.told(_REVISED_FOR.get(why.cause, "")), field, before, after)


def _fields_query(fields: Sequence[Column]) -> str:
    """Event, field, and its text before and after, for every field that differs, found in one pass; in the order of the columns."""
    return f"""
        SELECT event_id, revision.field, revision."before", revision."after"
        FROM (
            SELECT event_id, unnest([{", ".join(starmap(_revision, enumerate(fields)))}]) AS revision
            FROM old_events JOIN new_events USING (event_id)
        )
        WHERE revision.differs
        ORDER BY revision.position, event_id
    """


def _revision(position: int, column: Column) -> str:
    before, after = (f"{side}.{identifier(column.name)}" for side in ("old_events", "new_events"))
    return f"""{{
        position: {position}, field: {literal(column.name)}, differs: {before} IS DISTINCT FROM {after},
        "before": {_text(column, before)}, "after": {_text(column, after)}
    }}"""


def _text(column: Column, value: str) -> str:
    return f"array_to_string({value}, '; ')" if column.repeated else f"{value}::VARCHAR"


def _parties_query(shared: set[str]) -> str:
    named = [column.name for column in PARTICIPANTS.columns if column.name not in PARTICIPANTS.key]
    party = f"concat_ws(' ', {', '.join(identifier(name) for name in named if name in shared)})"
    listed = "SELECT event_id, string_agg({}, '; ' ORDER BY position) AS listed FROM {} GROUP BY event_id"
    return f"""
        SELECT event_id, {literal(_PARTIES)}, old_lists.listed, new_lists.listed
        FROM ({listed.format(party, "old_participants")}) AS old_lists
        JOIN ({listed.format(party, "new_participants")}) AS new_lists USING (event_id)
        WHERE old_lists.listed IS DISTINCT FROM new_lists.listed
    """


def _entry(
    event_id: str,
    change: Change,
    why: Why,
    field: str | None = None,
    before: str | None = None,
    after: str | None = None,
    *,
    supersedes: str | None = None,
) -> ChangeEntry:
    return ChangeEntry(
        change_id=make_id("chg", event_id, change, field or "", supersedes or ""),
        event_id=event_id,
        change=change,
        supersedes=supersedes,
        field=field,
        before=before,
        after=after,
        cause=why.cause,
        reason=why.reason,
    )
