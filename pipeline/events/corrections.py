"""Reading what people corrected of events: `seeds/corrections/events.csv`, whose head says what its columns mean.

What a value may say is in `remedies.py`; how corrections are applied is in `correcting.py`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.events.remedies import Remedy, new_coding, new_date, new_place
from pipeline.schema.vocabularies import CorrectionAction
from pipeline.store.reference import ReferenceError, rows

_ID = re.compile(r"evt_[0-9a-f]{16}")
_ACTIONS = (
    CorrectionAction.SUPPRESS,
    CorrectionAction.RECODE,
    CorrectionAction.MERGE,
    CorrectionAction.MOVE,
    CorrectionAction.RE_DATE,
)
_REMEDIES: Mapping[CorrectionAction, Callable[[str], Remedy]] = {
    CorrectionAction.RECODE: new_coding,
    CorrectionAction.MOVE: new_place,
    CorrectionAction.RE_DATE: new_date,
}


@dataclass(frozen=True, slots=True)
class EventCorrection:
    """A row of the file; `place` is the file and line, `remedy` changes the reports of the event, where the action does so."""

    place: str
    action: CorrectionAction
    event: str
    value: str
    reason: str
    reference: str
    remedy: Remedy | None = None


def read_event_corrections(path: Path) -> tuple[EventCorrection, ...]:
    """The corrections in a file. ReferenceError names the line of one that cannot be applied, and the mend."""
    found: dict[tuple[CorrectionAction, str], EventCorrection] = {}
    for line, row in rows(path):
        each = _correction(f"{path.name}:{line}", row)
        if held := found.get((each.action, each.event)):
            raise ReferenceError(f"{each.place}: {held.place} has a {each.action} of {each.event} already: drop one")
        found[each.action, each.event] = each
    return tuple(found.values())


def _correction(place: str, row: dict[str, str]) -> EventCorrection:
    if row["action"] not in _ACTIONS:
        raise ReferenceError(f"{place}: action {row['action']!r} is none of {', '.join(_ACTIONS)}")
    action, value = CorrectionAction(row["action"]), row["value"].strip()
    if not _ID.fullmatch(row["event"]) or (action is CorrectionAction.MERGE and not _ID.fullmatch(value)):
        raise ReferenceError(f"{place}: an event is named by its event_id, such as evt_0123456789abcdef")
    if not row["reason"].strip() or not row["reference"].strip():
        raise ReferenceError(f"{place}: a correction needs reason and reference: say why, and where that can be read")
    if bool(value) is (action is CorrectionAction.SUPPRESS):
        raise ReferenceError(f"{place}: a correction needs a value, but for suppress, which has none")
    if value == row["event"]:
        raise ReferenceError(f"{place}: an event cannot be merged into itself: name the other one as value")
    try:
        remedy = _REMEDIES[action](value) if action in _REMEDIES else None
    except ValueError as fault:
        raise ReferenceError(f"{place}: {fault}") from fault
    return EventCorrection(place, action, row["event"], value, row["reason"], row["reference"], remedy)
