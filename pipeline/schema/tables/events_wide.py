"""The view `events_wide`, and so `csv/events.csv`: events with their parties as lists. It is declared for its columns; the rows are
made in `release/views.py`.
"""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.tables.events import EVENTS, Event


@dataclass(frozen=True, slots=True)
class EventWide(Event):
    """An event with the names, countries and sectors of its parties as lists, in the order of `participants`."""

    agreement_name: Annotated[
        str | None,
        Col("Name of the agreement.", null_means="it is about no agreement", example="Abraham Accords"),
    ]
    actors: Annotated[tuple[str, ...], Col("Names of its actors.", example=("Israel: military",))]
    actor_countries: Annotated[
        tuple[str, ...],
        Col("Their country codes; an item is empty where the text names no country.", example=("ISR",)),
    ]
    actor_sectors: Annotated[
        tuple[str, ...], Col("Their sectors; an item is empty where there is none.", example=("MIL",))
    ]
    recipients: Annotated[tuple[str, ...], Col("Names of its recipients.", example=("Morocco",))]
    recipient_countries: Annotated[
        tuple[str, ...],
        Col("Their country codes; an item is empty where the text names no country.", example=("MAR",)),
    ]
    recipient_sectors: Annotated[
        tuple[str, ...], Col("Their sectors; an item is empty where there is none.", example=("GOV",))
    ]
    others: Annotated[tuple[str, ...], Col("Names of its other parties.", example=("United States",))]


EVENTS_WIDE = Table(
    row=EventWide,
    name="events_wide",
    group="events",
    audience=Audience.PUBLIC,
    key=EVENTS.key,
    references=EVENTS.references,
    order=EVENTS.order,
)
