"""The table `dyads`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table


@dataclass(frozen=True, slots=True)
class Dyad:
    """A directed pair of countries in a month, with its events by quad class. A reciprocal event counts once in each direction; events without a date are left out."""

    actor_country: Annotated[str, Col("Code of the acting country or body.", pattern=r"^[A-Z]{3}$", example="ISR")]
    recipient_country: Annotated[
        str, Col("Code of the country or body acted upon.", pattern=r"^[A-Z]{3}$", example="MAR")
    ]
    month: Annotated[dt.date, Col("First day of the month in which the event began.", example=dt.date(2022, 3, 1))]
    verbal_cooperation: Annotated[int, Col("Events of verbal cooperation.", minimum=0, unit="events", example=3)]
    material_cooperation: Annotated[int, Col("Events of material cooperation.", minimum=0, unit="events", example=1)]
    verbal_conflict: Annotated[int, Col("Events of verbal conflict.", minimum=0, unit="events", example=0)]
    material_conflict: Annotated[int, Col("Events of material conflict.", minimum=0, unit="events", example=0)]
    event_count: Annotated[int, Col("Events in all.", minimum=1, unit="events", example=4)]
    mean_score: Annotated[
        float,
        Col(
            "Mean cooperation–conflict score of the events.",
            minimum=-10,
            maximum=10,
            unit="points of PLOVER's scale",
            example=4.625,
        ),
    ]


DYADS = Table(
    row=Dyad,
    name="dyads",
    group="events",
    audience=Audience.PUBLIC,
    key=("actor_country", "recipient_country", "month"),
    order=("actor_country", "recipient_country", "month"),
)
