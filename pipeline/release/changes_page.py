"""The page `CHANGES.md` of a release: its table of changes counted by cause, with what was corrected, merged or removed named.

The table itself is made in `changes.py`, and is whole in `tables/changes`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pyarrow as pa

from pipeline.schema.render.arrow import arrow_to_rows
from pipeline.schema.render.codebook import markdown_table
from pipeline.schema.tables.changes import CHANGES, ChangeEntry
from pipeline.schema.vocabularies import Cause, Change

_NAMED = 100
Row = tuple[str, str, str]


def changes_page(changes: pa.Table, version: str, parent: str | None) -> str:
    """The text of `CHANGES.md` for release `version` against release `parent`."""
    entries = sorted(arrow_to_rows(CHANGES, changes), key=lambda entry: (entry.event_id, entry.field or ""))
    against = f"against release {parent}" if parent else "as the first release"
    lines = [f"# Changes in release {version}", "", f"Events {against}; every change is in the table `changes`.", ""]
    lines += markdown_table(("change", "cause", "events"), _counts(entries))
    lines += _section("Fields revised", ("field", "cause", "events"), _fields(entries))
    lines += _section("Corrected", ("event", "what", "reason"), _shortened(_corrected(entries)))
    for change in (Change.MERGED, Change.REMOVED):
        named = [(f"`{each.told_of}`", each.cause.value, each.reason) for each in entries if each.change is change]
        lines += _section(change.capitalize(), ("event", "cause", "reason"), _shortened(named))
    return "\n".join(lines) + "\n"


def _counts(entries: Iterable[ChangeEntry]) -> Iterator[Row]:
    """Events by change and cause; a revised one is counted for each cause that its fields have."""
    counts = Counter(
        (change, cause) for change, cause, _ in {(each.change, each.cause, each.told_of) for each in entries}
    )
    return (
        (change.value, cause.value, str(counts[change, cause]))
        for change in Change
        for cause in Cause
        if counts[change, cause]
    )


def _fields(entries: Iterable[ChangeEntry]) -> list[Row]:
    counts = Counter((each.field, each.cause.value) for each in entries if each.field is not None)
    return [
        (f"`{field}`", cause, str(count))
        for (field, cause), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _corrected(entries: Iterable[ChangeEntry]) -> list[Row]:
    """What people changed, a row for each event and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in entries:
        if each.cause is Cause.CORRECTION:
            found.setdefault((each.told_of, each.reason), []).append(
                f"`{each.field}`" if each.field else each.change.value
            )
    return [(f"`{event}`", ", ".join(what), reason) for (event, reason), what in found.items()]


def _shortened(rows: list[Row]) -> list[Row]:
    return rows if len(rows) <= _NAMED else [*rows[:_NAMED], ("…", "", f"and {len(rows) - _NAMED} more")]


def _section(title: str, header: Row, rows: list[Row]) -> list[str]:
    return ["", f"## {title}", "", *markdown_table(header, rows)] if rows else []
