"""The table `entities`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Table
from pipeline.schema.vocabularies import EntityType, Sector


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity that articles name or events involve."""

    entity_id: Annotated[str, Col("Id, stable from release to release.", pattern=r"^ent_[0-9a-f]{16}$")]
    entity_type: Annotated[EntityType, Col("Kind of entity.")]
    name: Annotated[str, Col("Canonical English name.")]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX, PSE, IGO, UNO, EUR, NGO, MNC; none where the text names no country.",
            pattern=r"^[A-Z]{3}$",
        ),
    ]
    sector: Annotated[
        Sector | None,
        Col(
            "The PLOVER sector, of a person the one last reported; none for intergovernmental and non-governmental bodies."
        ),
    ]
    wikidata_id: Annotated[str | None, Col("Wikidata id.", pattern=r"^Q[1-9][0-9]*$")]
    geonames_id: Annotated[int | None, Col("GeoNames id.", minimum=1)]
    latitude: Annotated[float | None, Col("Degrees north (WGS 84).", minimum=-90, maximum=90)]
    longitude: Annotated[float | None, Col("Degrees east (WGS 84).", minimum=-180, maximum=180)]
    first_seen: Annotated[dt.date, Col("First publication day of an article that names it.")]
    last_seen: Annotated[dt.date, Col("Last such day.")]


ENTITIES = Table(
    row=Entity,
    name="entities",
    group="entities",
    audience=Audience.PUBLIC,
    key=("entity_id",),
    order=("entity_type", "name"),
)
