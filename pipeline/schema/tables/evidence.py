"""The table `evidence`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import EventType, Mode, Section, Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article reports an event. Hypothetical and negated mentions have no event, and are counted here only. Type, mode and status are those of a correction where there is one."""

    evidence_id: Annotated[
        str, Col("Id: that of the coded clause.", pattern=r"^rep_[0-9a-f]{16}$", example="rep_a9f2e4dd6d771fcf")
    ]
    event_id: Annotated[
        str | None,
        Col(
            "The event.",
            pattern=r"^evt_[0-9a-f]{16}$",
            null_means="the mention is hypothetical or negated, and so of no event, or a correction suppresses the event",
            example="evt_ad403e3c9a4b3aa7",
        ),
    ]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$", example="art_2bba92dd6bc42825")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    start_char: Annotated[
        int,
        Col(
            "First character of the span, counted in Unicode characters from 0.",
            minimum=0,
            unit="characters",
            example=115,
        ),
    ]
    end_char: Annotated[
        int, Col("Character after the last one of the span.", minimum=0, unit="characters", example=124)
    ]
    sentence_start: Annotated[int, Col("First character of the sentence.", minimum=0, unit="characters", example=91)]
    sentence_end: Annotated[int, Col("Character after its last.", minimum=0, unit="characters", example=296)]
    snippet: Annotated[
        str,
        Col(
            "At most 25 words of the article.",
            example="Senior Israeli officers travelled to Rabat this week for talks with the Moroccan high command",
        ),
    ]
    event_type: Annotated[EventType, Col("PLOVER event type.")]
    mode: Annotated[
        Mode | None,
        Col("PLOVER mode, one that the type admits.", null_means="the type has no modes or the clause tells none"),
    ]
    status: Annotated[Status, Col("How far the act has come.")]
    coder: Annotated[str, Col("The lexicon frame or rule that coded it.", example="travel_to.consult")]
    score: Annotated[
        float,
        Col("Confidence of this one clause, from 0 to 1.", minimum=0, maximum=1, unit="probability", example=0.87),
    ]


EVIDENCE = Table(
    row=Evidence,
    name="evidence",
    group="events",
    audience=Audience.PUBLIC,
    key=("evidence_id",),
    references=(
        Reference("event_id", "events", "event_id"),
        Reference("article_id", "articles", "article_id"),
    ),
    order=("event_id", "article_id", "section", "start_char"),
)
