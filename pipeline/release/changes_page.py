"""The page `CHANGES.md` of a release: its table of changes counted, with what was merged or removed named.

The table itself is made in `changes.py`, and is whole in `tables/changes`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pyarrow as pa

from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.render.codebook import markdown_table
from pipeline.schema.tables.changes import CHANGES, ChangeEntry
from pipeline.schema.vocabularies import Change

_NAMED = 100


def changes_page(changes: pa.Table, version: str, parent: str | None) -> str:
    """The text of `CHANGES.md` for release `version` against release `parent`."""
    entries = sorted(arrow_to_rows(CHANGES, changes), key=lambda entry: (entry.event_id, entry.field or ""))
    against = f"against release {parent}" if parent else "as the first release"
    lines = [f"# Changes in release {version}", "", f"Events {against}; every change is in the table `changes`.", ""]
    lines += markdown_table(("change", "events"), _counts(entries))
    lines += _section("Fields revised", ("field", "events"), _fields(entries))
    for change in (Change.MERGED, Change.REMOVED):
        lines += _section(change.capitalize(), ("event", "reason"), _named(entries, change))
    return "\n".join(lines) + "\n"


def _counts(entries: Iterable[ChangeEntry]) -> Iterator[tuple[str, str]]:
    events = {(entry.change, entry.told_of) for entry in entries}
    counts = Counter(change for change, _ in events)
    return ((change.value, str(counts[change])) for change in Change)


def _fields(entries: Iterable[ChangeEntry]) -> list[tuple[str, str]]:
    counts = Counter(entry.field for entry in entries if entry.field is not None)
    return [(f"`{field}`", str(count)) for field, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _named(entries: Iterable[ChangeEntry], change: Change) -> list[tuple[str, str]]:
    rows = [(f"`{entry.told_of}`", entry.reason) for entry in entries if entry.change is change]
    return rows if len(rows) <= _NAMED else [*rows[:_NAMED], ("…", f"and {len(rows) - _NAMED} more")]


def _section(title: str, header: tuple[str, ...], rows: list[tuple[str, str]]) -> list[str]:
    return ["", f"## {title}", "", *markdown_table(header, rows)] if rows else []
