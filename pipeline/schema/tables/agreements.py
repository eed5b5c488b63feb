"""The table `agreements`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import AgreementKind, AgreementStatus, Context, DatePrecision


@dataclass(frozen=True, slots=True)
class Agreement:
    """An accord, treaty, memorandum, trade deal, ceasefire or communiqué, named or described."""

    agreement_id: Annotated[str, Col("Id, stable from release to release.", pattern=r"^agr_[0-9a-f]{16}$")]
    name: Annotated[str, Col("Name, or a description made of kind, parties and date.")]
    kind: Annotated[AgreementKind, Col("Sort of accord.")]
    entity_id: Annotated[
        str | None, Col("The accord as an entity, where it is a named one.", pattern=r"^ent_[0-9a-f]{16}$")
    ]
    party_countries: Annotated[tuple[str, ...], Col("Country codes of its parties, in alphabetical order.")]
    party_names: Annotated[tuple[str, ...], Col("Names of its parties.")]
    date_start: Annotated[
        dt.date | None, Col("First day on which it happened, or could have happened at this precision.")
    ]
    date_end: Annotated[dt.date | None, Col("Last such day, inclusive.")]
    date_precision: Annotated[DatePrecision, Col("The span that the text commits to.")]
    place_name: Annotated[str | None, Col("Canonical name of the most specific place where it happened.")]
    geonames_id: Annotated[int | None, Col("GeoNames id.", minimum=1)]
    domains: Annotated[tuple[Context, ...], Col("What it is about.")]
    status: Annotated[AgreementStatus, Col("How far it has come, as last reported.")]
    bodies: Annotated[tuple[str, ...], Col("Bodies that it sets up.")]


AGREEMENTS = Table(
    row=Agreement,
    name="agreements",
    group="events",
    audience=Audience.PUBLIC,
    key=("agreement_id",),
    references=(Reference("entity_id", "entities", "entity_id"),),
    order=("date_start", "name"),
)
