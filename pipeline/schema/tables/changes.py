"""The table `changes`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import Cause, Change


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What this release adds, revises, merges or removes against its parent, a row for each field that changed."""

    change_id: Annotated[
        str,
        Col(
            "Id: hash of event, change, field and what is superseded.",
            pattern=r"^chg_[0-9a-f]{16}$",
            example="chg_6136a499901d02e6",
        ),
    ]
    event_id: Annotated[
        str,
        Col(
            "The event, under its id in the later release; for a removed one, its id in the parent.",
            pattern=r"^evt_[0-9a-f]{16}$",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    change: Annotated[Change, Col("What was done.")]
    supersedes: Annotated[
        str | None,
        Col(
            "The event of the parent that this one takes the place of: wholly where it was merged, in part where it was split.",
            pattern=r"^evt_[0-9a-f]{16}$",
            null_means="it takes the place of none",
            example="evt_0c9a51f6bb0d27e4",
        ),
    ]
    field: Annotated[
        str | None,
        Col(
            "The field that was revised.",
            null_means="the event was not revised but added, merged or removed",
            example="place_name",
        ),
    ]
    before: Annotated[
        str | None,
        Col(
            "Its value in the parent.",
            null_means="it had no value, or no single field was revised",
            example="Casablanca",
        ),
    ]
    after: Annotated[
        str | None,
        Col(
            "Its value now.",
            null_means="it has no value, or no single field was revised",
            example="Rabat",
        ),
    ]
    cause: Annotated[Cause, Col("What brought it about; where several did, the first of the list.")]
    reason: Annotated[
        str,
        Col(
            "Why, in one line; for a correction `corrected:`, its reason and reference.", example="not reported before"
        ),
    ]

    @property
    def told_of(self) -> str:
        """The event that the change is told of: for a merger the one that is no more."""
        return self.supersedes if self.change is Change.MERGED and self.supersedes else self.event_id


CHANGES = Table(
    row=ChangeEntry,
    name="changes",
    group="release",
    audience=Audience.PUBLIC,
    key=("change_id",),
    order=("change", "event_id"),
)
