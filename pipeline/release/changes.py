"""What a release changes against its parent: events added, revised field by field, merged or removed.

How changes are shown to people is in `changes_page.py`; reading the parent is in `published.py`.
"""

from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from pipeline.release.published import ParentRelease
from pipeline.schema.model import Column
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.schema.tables.changes import CHANGES, ChangeEntry
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.vocabularies import Change
from pipeline.store.corrections import Correction
from pipeline.store.hashing import make_id

_PARTIES = "participants"

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


def compute_changes(
    events: pa.Table,
    participants: pa.Table,
    evidence: pa.Table,
    parent: ParentRelease | None,
    corrections: Sequence[Correction] = (),
) -> pa.Table:
    """The table `changes` of a release with the given tables against its parent, or against nothing for a first release.

    An event whose parties changed by one of the `corrections` that people made of links gives its reason.

    An event whose id is gone is merged where any of its reports belongs to another event now, else removed. Parties are
    one field, `participants`. Columns that only one of the releases has are not compared.
    """
    if parent is None:
        ids = events.column("event_id").to_pylist()
        return rows_to_arrow(CHANGES, [_entry(event_id, Change.ADDED, "in the first release") for event_id in ids])
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("old_events", parent.events)
        connection.register("new_events", events)
        connection.register("old_parties", parent.participants)
        connection.register("new_parties", participants)
        connection.register("old_ledger", parent.ledger)
        connection.register("new_evidence", evidence)
        corrected = {each: held.reason for held in corrections for each in (held.entity, held.target)}
        entries = [
            *_added(connection),
            *_gone(connection),
            *_revised(connection, events, participants, parent, corrected),
        ]
    return rows_to_arrow(CHANGES, sorted(entries, key=lambda entry: entry.change_id))


def _added(connection: duckdb.DuckDBPyConnection) -> Iterator[ChangeEntry]:
    for event_id, origin in connection.execute(_ADDED).fetchall():
        reason = "not reported before" if origin is None else f"split from {origin}, which had some of its reports"
        yield _entry(event_id, Change.ADDED, reason, supersedes=origin)


def _gone(connection: duckdb.DuckDBPyConnection) -> Iterator[ChangeEntry]:
    for event_id, heir, reports in connection.execute(_GONE).fetchall():
        if heir is None:
            yield _entry(event_id, Change.REMOVED, "none of its reports is coded as an event any more")
        else:
            reason = f"{event_id} was merged into it: reports that are of this event now: {reports}"
            yield _entry(heir, Change.MERGED, reason, supersedes=event_id)


def _revised(
    connection: duckdb.DuckDBPyConnection,
    events: pa.Table,
    participants: pa.Table,
    parent: ParentRelease,
    corrected: Mapping[str, str],
) -> Iterator[ChangeEntry]:
    shared = set(events.column_names) & set(parent.events.column_names)
    fields = [column for column in EVENTS.columns if column.name in shared and column.name not in EVENTS.key]
    parties = _parties_query(set(participants.column_names) & set(parent.participants.column_names))
    reasons: dict[str, str] = {}
    for query in (parties, *(_field_query(column) for column in fields)):
        for event_id, field, before, after in connection.execute(query).fetchall():
            if field == _PARTIES and (reason := _correction(before, after, corrected)):
                reasons[event_id] = f"corrected: {reason}"
            reason = reasons.get(event_id, "its reports say otherwise now")
            yield _entry(event_id, Change.REVISED, reason, field, before, after)


def _correction(before: str, after: str, corrected: Mapping[str, str]) -> str | None:
    """The reason of the first correction of an entity that is a party before or now, but not with the same words in both."""
    lists = [set(parties.split("; ")) for parties in (before, after)]
    changed = " ".join(sorted(lists[0] ^ lists[1]))
    return next((corrected[entity] for entity in sorted(corrected) if entity in changed), None)


def _field_query(column: Column) -> str:
    name = identifier(column.name)
    return f"""
        SELECT event_id, {literal(column.name)}, {_text(column, f"old_events.{name}")}, {_text(column, f"new_events.{name}")}
        FROM old_events JOIN new_events USING (event_id)
        WHERE old_events.{name} IS DISTINCT FROM new_events.{name}
    """


def _text(column: Column, value: str) -> str:
    return f"array_to_string({value}, '; ')" if column.repeated else f"{value}::VARCHAR"


def _parties_query(shared: set[str]) -> str:
    named = [column.name for column in PARTICIPANTS.columns if column.name not in PARTICIPANTS.key]
    party = f"concat_ws(' ', {', '.join(identifier(name) for name in named if name in shared)})"
    listed = "SELECT event_id, string_agg({}, '; ' ORDER BY position) AS listed FROM {} GROUP BY event_id"
    return f"""
        SELECT event_id, {literal(_PARTIES)}, old_lists.listed, new_lists.listed
        FROM ({listed.format(party, "old_parties")}) AS old_lists
        JOIN ({listed.format(party, "new_parties")}) AS new_lists USING (event_id)
        WHERE old_lists.listed IS DISTINCT FROM new_lists.listed
    """


def _entry(
    event_id: str,
    change: Change,
    reason: str,
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
        reason=reason,
    )
