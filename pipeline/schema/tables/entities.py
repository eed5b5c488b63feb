"""The table `entities`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import EntityType, Sector


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity that articles name or events involve."""

    entity_id: Annotated[
        str, Col("Id, stable from release to release.", pattern=r"^ent_[0-9a-f]{16}$", example="ent_7e2345b1443601ca")
    ]
    entity_type: Annotated[EntityType, Col("Kind of entity.")]
    name: Annotated[str, Col("Canonical English name.", example="Rabat")]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX (Kosovo), PSE (Palestine), and IGO, UNO, EUR, NGO, MNC for bodies that are of no state.",
            pattern=r"^[A-Z]{3}$",
            null_means="the texts name no country of it",
            example="MAR",
        ),
    ]
    sector: Annotated[
        Sector | None,
        Col(
            "The PLOVER sector; of a person the one last reported.",
            null_means="it is a place, an accord, an intergovernmental or non-governmental body, or a person of whom no office is told",
        ),
    ]
    wikidata_id: Annotated[
        str | None,
        Col("Wikidata id.", pattern=r"^Q[1-9][0-9]*$", null_means="none is known for certain", example="Q3551"),
    ]
    geonames_id: Annotated[
        int | None,
        Col(
            "GeoNames id.",
            minimum=1,
            null_means="it is no place or country, or one that the gazetteer does not hold",
            example=2538475,
        ),
    ]
    latitude: Annotated[
        float | None,
        Col(
            "Degrees north (WGS 84).",
            minimum=-90,
            maximum=90,
            unit="degrees",
            null_means="it is no place or country, or one whose point is not known",
            example=34.0132,
        ),
    ]
    longitude: Annotated[
        float | None,
        Col(
            "Degrees east (WGS 84).",
            minimum=-180,
            maximum=180,
            unit="degrees",
            null_means="it is no place or country, or one whose point is not known",
            example=-6.8326,
        ),
    ]
    first_seen: Annotated[
        dt.date, Col("First publication day of an article that names it.", example=dt.date(2022, 3, 25))
    ]
    last_seen: Annotated[dt.date, Col("Last such day.", example=dt.date(2022, 3, 26))]


ENTITIES = Table(
    row=Entity,
    name="entities",
    group="entities",
    audience=Audience.PUBLIC,
    key=("entity_id",),
    order=("entity_type", "name"),
)
