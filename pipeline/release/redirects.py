"""Where event ids went that no event has any more: the table `redirects`, carried from release to release.

What happened in this release alone is in `changes.py`.
"""

import dataclasses
from collections.abc import Iterator, Mapping

import pyarrow as pa

from pipeline.release.published import ParentRelease
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.changes import CHANGES, ChangeEntry
from pipeline.schema.tables.redirects import REDIRECTS, Redirect
from pipeline.schema.vocabularies import Change
from pipeline.store.hashing import make_id


def compute_redirects(changes: pa.Table, evidence: pa.Table, parent: ParentRelease | None) -> pa.Table:
    """The table `redirects` of a release with the given `changes` and `evidence` against its parent; empty for a first release.

    What the parent redirected to an event that is gone now goes where that event went. A removed event whose founding
    report is coded again is redirected to the event that has the report. An id whose event is back, since the correction that took
    it away was taken back, is redirected no more.
    """
    if parent is None:
        return rows_to_arrow(REDIRECTS, [])
    gone = {
        entry.told_of: entry
        for entry in arrow_to_rows(CHANGES, changes)
        if entry.change in (Change.MERGED, Change.REMOVED)
    }
    back = set(evidence["event_id"].to_pylist())
    carried = [
        _carried(row, gone) for row in arrow_to_rows(REDIRECTS, parent.read("redirects")) if row.event_id not in back
    ]
    new = [_redirect(event_id, entry, parent.version) for event_id, entry in gone.items()]
    rows = [*carried, *new]
    founders = dict(_founders(evidence)) if any(row.target is None for row in rows) else {}
    return rows_to_arrow(REDIRECTS, [_found_again(row, founders) for row in rows])


def _redirect(event_id: str, entry: ChangeEntry, last_release: str) -> Redirect:
    target = entry.event_id if entry.change is Change.MERGED else None
    return Redirect(event_id, target, last_release, entry.change, entry.reason)


def _carried(row: Redirect, gone: Mapping[str, ChangeEntry]) -> Redirect:
    entry = gone.get(row.target) if row.target else None
    if entry is None:
        return row
    return dataclasses.replace(row, target=entry.event_id if entry.change is Change.MERGED else None)


def _found_again(row: Redirect, founders: Mapping[str, str]) -> Redirect:
    return row if row.target else dataclasses.replace(row, target=founders.get(row.event_id))


def _founders(evidence: pa.Table) -> Iterator[tuple[str, str]]:
    """The id that each report would give to an event that it founds, see `events.identity`, and the event that has the report."""
    ids, events = evidence["evidence_id"].to_pylist(), evidence["event_id"].to_pylist()
    return ((make_id("evt", report), event) for report, event in zip(ids, events, strict=True) if event)
