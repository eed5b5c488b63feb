"""The table `events`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Context, DatePrecision, EventType, Mode, PlacePrecision, QuadClass, Status


@dataclass(frozen=True, slots=True)
class Event:
    """One event, counted once however many articles report it."""

    event_id: Annotated[str, Col("Id, stable from release to release.", pattern=r"^evt_[0-9a-f]{16}$")]
    event_type: Annotated[EventType, Col("PLOVER event type.")]
    mode: Annotated[Mode | None, Col("PLOVER mode, one that the type admits.")]
    contexts: Annotated[tuple[Context, ...], Col("What it is about, in alphabetical order.")]
    cameo_code: Annotated[str, Col("Nearest CAMEO code.", pattern=r"^[0-9]{2,4}$")]
    quad_class: Annotated[QuadClass, Col("Verbal or material, cooperation or conflict.")]
    score: Annotated[
        float, Col("Cooperation–conflict score of type and mode (PLOVER), from −10 to 10.", minimum=-10, maximum=10)
    ]
    status: Annotated[Status, Col("How far the act has come.")]
    date_start: Annotated[
        dt.date | None, Col("First day on which it happened, or could have happened at this precision.")
    ]
    date_end: Annotated[dt.date | None, Col("Last such day, inclusive.")]
    date_precision: Annotated[DatePrecision, Col("The span that the text commits to.")]
    date_inferred: Annotated[bool, Col("True where the text dates nothing and the publication date stands in.")]
    place_name: Annotated[str | None, Col("Canonical name of the most specific place where it happened.")]
    place_precision: Annotated[PlacePrecision | None, Col("The size of that place.")]
    country_code: Annotated[
        str | None, Col("Country of that place: ISO 3166-1 alpha-3, XKX or PSE.", pattern=r"^[A-Z]{3}$")
    ]
    geonames_id: Annotated[int | None, Col("GeoNames id.", minimum=1)]
    latitude: Annotated[float | None, Col("Degrees north (WGS 84).", minimum=-90, maximum=90)]
    longitude: Annotated[float | None, Col("Degrees east (WGS 84).", minimum=-180, maximum=180)]
    agreement_id: Annotated[
        str | None, Col("The agreement that it makes, keeps or breaks.", pattern=r"^agr_[0-9a-f]{16}$")
    ]
    report_count: Annotated[int, Col("Clauses that report it.", minimum=1)]
    article_count: Annotated[int, Col("Articles that report it.", minimum=1)]
    story_count: Annotated[int, Col("Stories that report it: copies count once.", minimum=1)]
    source_count: Annotated[int, Col("Outlets that report it.", minimum=1)]
    confidence: Annotated[float, Col("Estimated probability that type and parties are right.", minimum=0, maximum=1)]
    summary: Annotated[str, Col("One line in the house's words: who did what to whom, where, when.")]
    first_reported: Annotated[dt.date, Col("First publication day of a report.")]
    last_reported: Annotated[dt.date, Col("Last such day.")]


EVENTS = Table(
    row=Event,
    name="events",
    group="events",
    audience=Audience.PUBLIC,
    key=("event_id",),
    references=(Reference("agreement_id", "agreements", "agreement_id"),),
    order=("date_start", "event_type"),
)
