"""The table `roles`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Section, Sector


@dataclass(frozen=True, slots=True)
class Role:
    """A person holding an office, as reported."""

    role_id: Annotated[str, Col("Id: hash of person, title and country.", pattern=r"^rol_[0-9a-f]{16}$")]
    person_id: Annotated[str, Col("The person.", pattern=r"^ent_[0-9a-f]{16}$")]
    title: Annotated[str, Col("The office as reported, in lower case.")]
    is_former: Annotated[bool, Col("Whether the office is reported as held formerly.")]
    organisation_id: Annotated[
        str | None, Col("The body in which the office is held, where one is named.", pattern=r"^ent_[0-9a-f]{16}$")
    ]
    country_code: Annotated[
        str | None,
        Col(
            "ISO 3166-1 alpha-3, or XKX, PSE, IGO, UNO, EUR, NGO, MNC; none where the text names no country.",
            pattern=r"^[A-Z]{3}$",
        ),
    ]
    sector: Annotated[Sector | None, Col("The PLOVER sector; none for intergovernmental and non-governmental bodies.")]
    first_reported: Annotated[dt.date, Col("First publication day of a report.")]
    last_reported: Annotated[dt.date, Col("Last such day.")]
    report_count: Annotated[int, Col("How many mentions report it.", minimum=1)]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    start_char: Annotated[int, Col("First character of the span, counted in Unicode characters from 0.", minimum=0)]
    end_char: Annotated[int, Col("Character after the last one of the span.", minimum=0)]


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
