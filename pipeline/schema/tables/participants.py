"""The table `participants`."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import PartyRole, Sector


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an event. Reciprocal events have every side as actor and no recipient."""

    event_id: Annotated[str, Col("The event.", pattern=r"^evt_[0-9a-f]{16}$")]
    position: Annotated[int, Col("Number of the party in its event, from 0.", minimum=0)]
    role: Annotated[PartyRole, Col("Its part: actor, recipient, or other (a mediator's table, a broker).")]
    entity_id: Annotated[
        str | None, Col("The entity; none where the text does not identify it.", pattern=r"^ent_[0-9a-f]{16}$")
    ]
    name: Annotated[str, Col("Canonical name, or the words of the text where there is no entity.")]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX, PSE, IGO, UNO, EUR, NGO, MNC; none where the text names no country.",
            pattern=r"^[A-Z]{3}$",
        ),
    ]
    sector: Annotated[Sector | None, Col("The PLOVER sector; none for intergovernmental and non-governmental bodies.")]


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
