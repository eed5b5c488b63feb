"""The table `corrections`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import CorrectionAction


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """What people corrected of events and entities, as it holds in this release."""

    correction_id: Annotated[
        str,
        Col(
            "Id: hash of action, subject, value and articles.",
            pattern=r"^cor_[0-9a-f]{16}$",
            example="cor_52f0a8d1c3b9e674",
        ),
    ]
    action: Annotated[CorrectionAction, Col("What it does.")]
    subject: Annotated[
        str,
        Col(
            "The event or entity that was named to be corrected.",
            pattern=r"^(evt|ent)_[0-9a-f]{16}$",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    event_id: Annotated[
        str | None,
        Col(
            "The event that it holds for, under its id in this release; for a suppressed one, the id that is kept for it.",
            pattern=r"^evt_[0-9a-f]{16}$",
            null_means="an entity is corrected",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    value: Annotated[
        str | None,
        Col(
            "What is right, as people wrote it: an id, a type with mode and status, a place, a date or a name.",
            null_means="the event is suppressed",
            example="Casablanca|MAR",
        ),
    ]
    articles: Annotated[
        tuple[str, ...],
        Col(
            "The uris of articles, or their last parts, in which an entity is corrected; without any, in all.",
            example=("visit.txt",),
        ),
    ]
    reason: Annotated[str, Col("Why, in one line.", example="the delegation met in Casablanca")]
    reference: Annotated[
        str | None,
        Col(
            "Where the correction comes from: a URL, the uri of an article, or a name.",
            null_means="none was given, as for entities",
            example="dispatches-a.jsonl#12",
        ),
    ]


CORRECTIONS = Table(
    row=CorrectionEntry,
    name="corrections",
    group="events",
    audience=Audience.PUBLIC,
    key=("correction_id",),
    order=("subject", "action"),
)
