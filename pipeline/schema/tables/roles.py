"""The table `roles`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Section, Sector


@dataclass(frozen=True, slots=True)
class Role:
    """A person holding an office, as reported."""

    role_id: Annotated[
        str,
        Col("Id: hash of person, title and country.", pattern=r"^rol_[0-9a-f]{16}$", example="rol_6f42e4750bf465b2"),
    ]
    person_id: Annotated[str, Col("The person.", pattern=r"^ent_[0-9a-f]{16}$", example="ent_050418ca4a3ebf63")]
    title: Annotated[str, Col("The office as reported, in lower case.", example="defence minister")]
    is_former: Annotated[bool, Col("Whether the office is reported as held formerly.")]
    organisation_id: Annotated[
        str | None,
        Col(
            "The body in which the office is held.",
            pattern=r"^ent_[0-9a-f]{16}$",
            null_means="no body is named",
            example="ent_f6879e3e8e8072b1",
        ),
    ]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX (Kosovo), PSE (Palestine), and IGO, UNO, EUR, NGO, MNC for bodies that are of no state.",
            pattern=r"^[A-Z]{3}$",
            null_means="the text names no country",
            example="ISR",
        ),
    ]
    sector: Annotated[
        Sector | None,
        Col(
            "The PLOVER sector of the office.",
            null_means="it is an office of an intergovernmental or non-governmental body",
        ),
    ]
    first_reported: Annotated[dt.date, Col("First publication day of a report.", example=dt.date(2022, 3, 25))]
    last_reported: Annotated[dt.date, Col("Last such day.", example=dt.date(2022, 3, 26))]
    report_count: Annotated[int, Col("How many mentions report it.", minimum=1, unit="mentions", example=3)]
    article_id: Annotated[
        str, Col("The article of the first report.", pattern=r"^art_[0-9a-f]{16}$", example="art_b37059b256176c9a")
    ]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    start_char: Annotated[
        int,
        Col(
            "First character of the span, counted in Unicode characters from 0.",
            minimum=0,
            unit="characters",
            example=148,
        ),
    ]
    end_char: Annotated[
        int, Col("Character after the last one of the span.", minimum=0, unit="characters", example=212)
    ]


ROLES = Table(
    row=Role,
    name="roles",
    group="entities",
    audience=Audience.PUBLIC,
    key=("role_id",),
    references=(
        Reference("person_id", "entities", "entity_id"),
        Reference("organisation_id", "entities", "entity_id"),
        Reference("article_id", "articles", "article_id"),
    ),
    order=("person_id", "first_reported"),
)
