"""The table `agreements`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import AgreementKind, AgreementStatus, Context, DatePrecision


@dataclass(frozen=True, slots=True)
class Agreement:
    """An accord, treaty, memorandum, trade deal, ceasefire or communiqué, named or described."""

    agreement_id: Annotated[
        str, Col("Id, stable from release to release.", pattern=r"^agr_[0-9a-f]{16}$", example="agr_934d6e1107d6d52a")
    ]
    name: Annotated[str, Col("Name, or a description made of kind, parties and date.", example="Abraham Accords")]
    kind: Annotated[AgreementKind, Col("Sort of accord.")]
    entity_id: Annotated[
        str | None,
        Col(
            "The accord as an entity.",
            pattern=r"^ent_[0-9a-f]{16}$",
            null_means="it has no name of its own",
            example="ent_64ab929bc009c804",
        ),
    ]
    party_countries: Annotated[
        tuple[str, ...], Col("Country codes of its parties, in alphabetical order.", example=("ISR", "MAR"))
    ]
    party_names: Annotated[tuple[str, ...], Col("Names of its parties.", example=("Israel", "Morocco"))]
    date_start: Annotated[
        dt.date | None,
        Col(
            "First day on which it happened, or could have happened at this precision.",
            null_means="the text gives no date",
            example=dt.date(2020, 12, 1),
        ),
    ]
    date_end: Annotated[
        dt.date | None,
        Col("Last such day, inclusive.", null_means="the text gives no date", example=dt.date(2020, 12, 31)),
    ]
    date_precision: Annotated[DatePrecision, Col("The span that the text commits to.")]
    place_name: Annotated[
        str | None,
        Col(
            "Canonical name of the most specific place where it happened.",
            null_means="no place is told",
            example="Rabat",
        ),
    ]
    geonames_id: Annotated[
        int | None,
        Col(
            "GeoNames id of that place.",
            minimum=1,
            null_means="no place is told, or the gazetteer does not hold it",
            example=2538475,
        ),
    ]
    domains: Annotated[tuple[Context, ...], Col("What it is about.")]
    status: Annotated[AgreementStatus, Col("How far it has come, as last reported.")]
    bodies: Annotated[tuple[str, ...], Col("Bodies that it sets up.", example=("joint commission",))]


AGREEMENTS = Table(
    row=Agreement,
    name="agreements",
    group="events",
    audience=Audience.PUBLIC,
    key=("agreement_id",),
    references=(Reference("entity_id", "entities", "entity_id"),),
    order=("date_start", "name"),
)
