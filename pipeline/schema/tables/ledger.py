"""The table `ledger`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Which coded clause belongs to which event id. A release carries it, so that anyone can rebuild or continue the chain with the same ids."""

    report_id: Annotated[str, Col("The coded clause.", pattern=r"^rep_[0-9a-f]{16}$", example="rep_a9f2e4dd6d771fcf")]
    event_id: Annotated[
        str | None,
        Col(
            "Its event.",
            pattern=r"^evt_[0-9a-f]{16}$",
            null_means="a correction suppresses the event",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    coded_as: Annotated[
        str,
        Col(
            "The event that coding made of it before people corrected: another one than its event where a correction merged or suppressed it.",
            pattern=r"^evt_[0-9a-f]{16}$",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]


LEDGER = Table(
    row=LedgerEntry,
    name="ledger",
    group="events",
    audience=Audience.PUBLIC,
    key=("report_id",),
    order=("event_id", "report_id"),
)
