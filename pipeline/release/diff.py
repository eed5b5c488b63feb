"""The difference between two releases, whichever they are: a value, and how it is printed as a table or as JSON.

What a release says itself of its parent is its table `changes`; both are reckoned in `changes.py`.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table as RichTable

from pipeline.release.changes import compute_changes
from pipeline.release.published import EventTables, read_parent
from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.vocabularies import Cause, Change


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the event, what was done, which event it supersedes, for a revision the field with its values, and why. `summary`
    is of the event that it is told of: for a merger the one that is no more."""

    event_id: str
    told_of: str
    change: Change
    supersedes: str | None
    field: str | None
    before: str | None
    after: str | None
    cause: Cause
    reason: str
    summary: str


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What release `after` changes against release `before`, in order of change, event and field."""

    before: str
    after: str
    differences: tuple[Difference, ...]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many events were added, revised, merged and removed."""
        events = Counter(change for change, _ in {(item.change, item.told_of) for item in self.differences})
        return {change: events[change] for change in Change}


def diff(before: Path, after: Path) -> ReleaseDiff:
    """What the release folder `after` changes against the release folder `before`; ReleaseError where one cannot be read."""
    parent, now = read_parent(before), read_parent(after)
    changes = compute_changes(now, parent)
    summaries = _summaries(parent) | _summaries(now)
    differences = [
        Difference(
            event_id=entry.event_id,
            told_of=entry.told_of,
            change=entry.change,
            supersedes=entry.supersedes,
            field=entry.field,
            before=entry.before,
            after=entry.after,
            cause=entry.cause,
            reason=entry.reason,
            summary=summaries[entry.told_of],
        )
        for entry in arrow_to_rows(CHANGES, changes)
    ]
    order = list(Change)
    differences.sort(key=lambda item: (order.index(item.change), item.event_id, item.field or ""))
    return ReleaseDiff(parent.version, now.version, tuple(differences))


def as_json(found: ReleaseDiff) -> str:
    """The difference as JSON: `before`, `after`, `counts` and the list `changes`."""
    document = {
        "before": found.before,
        "after": found.after,
        "counts": dict(found.counts),
        "changes": [asdict(item) for item in found.differences],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_table(found: ReleaseDiff) -> RichTable:
    """The difference as a table for a terminal."""
    counts = ", ".join(f"{count} {change}" for change, count in found.counts.items())
    table = RichTable(
        "change", "event", "cause", "what", title=f"{found.before} → {found.after}: {counts}", title_justify="left"
    )
    for item in found.differences:
        if item.field is None:
            what = f"{item.summary} ({item.reason})"
        else:
            what = f"{item.summary}\n{item.field}: {item.before or '–'} → {item.after or '–'} ({item.reason})"
        table.add_row(item.change, item.told_of, item.cause, what)
    return table


def _summaries(release: EventTables) -> dict[str, str]:
    events = release.read("events", ["event_id", "summary"])
    return dict(zip(*(column.to_pylist() for column in events.columns), strict=True))
