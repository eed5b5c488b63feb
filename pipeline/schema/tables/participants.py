"""The table `participants`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import PartyRole, Sector


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an event. Reciprocal events have every side as actor and no recipient."""

    event_id: Annotated[str, Col("The event.", pattern=r"^evt_[0-9a-f]{16}$", example="evt_ad403e3c9a4b3aa7")]
    position: Annotated[
        int, Col("Number of the party in its event, from 0.", minimum=0, unit="ordinal number, from 0", example=0)
    ]
    role: Annotated[PartyRole, Col("Its part: actor, recipient, or other (a mediator's table, a broker).")]
    entity_id: Annotated[
        str | None,
        Col(
            "The entity.",
            pattern=r"^ent_[0-9a-f]{16}$",
            null_means="the text does not identify it",
            example="ent_2ba91bd605292c1d",
        ),
    ]
    name: Annotated[
        str, Col("Canonical name, or the words of the text where there is no entity.", example="Israel: military")
    ]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX (Kosovo), PSE (Palestine), and IGO, UNO, EUR, NGO, MNC for bodies that are of no state.",
            pattern=r"^[A-Z]{3}$",
            null_means="the text names no country of it",
            example="ISR",
        ),
    ]
    sector: Annotated[
        Sector | None,
        Col(
            "The PLOVER sector.",
            null_means="it is an intergovernmental or non-governmental body, or a person of whom no office is told",
        ),
    ]


PARTICIPANTS = Table(
    row=Participant,
    name="participants",
    group="events",
    audience=Audience.PUBLIC,
    key=("event_id", "position"),
    references=(
        Reference("event_id", "events", "event_id"),
        Reference("entity_id", "entities", "entity_id"),
    ),
    order=("event_id", "position"),
)
