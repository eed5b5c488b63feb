"""The table `events`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import Context, DatePrecision, EventType, Mode, PlacePrecision, QuadClass, Status


@dataclass(frozen=True, slots=True)
class Event:
    """One event, counted once however many articles report it."""

    event_id: Annotated[
        str, Col("Id, stable from release to release.", pattern=r"^evt_[0-9a-f]{16}$", example="evt_ad403e3c9a4b3aa7")
    ]
    event_type: Annotated[EventType, Col("PLOVER event type.")]
    mode: Annotated[
        Mode | None,
        Col("PLOVER mode, one that the type admits.", null_means="the type has no modes or the text tells none"),
    ]
    contexts: Annotated[tuple[Context, ...], Col("What it is about, in alphabetical order.")]
    cameo_code: Annotated[str, Col("Nearest CAMEO code.", pattern=r"^[0-9]{2,4}$", example="042")]
    quad_class: Annotated[QuadClass, Col("Verbal or material, cooperation or conflict.")]
    score: Annotated[
        float,
        Col(
            "Cooperation–conflict score of type and mode (PLOVER), from −10 to 10.",
            minimum=-10,
            maximum=10,
            unit="points of PLOVER's scale",
            example=4.0,
        ),
    ]
    status: Annotated[Status, Col("How far the act has come.")]
    date_start: Annotated[
        dt.date | None,
        Col(
            "First day on which it happened, or could have happened at this precision.",
            null_means="the text gives no date",
            example=dt.date(2022, 3, 25),
        ),
    ]
    date_end: Annotated[
        dt.date | None,
        Col("Last such day, inclusive.", null_means="the text gives no date", example=dt.date(2022, 3, 25)),
    ]
    date_precision: Annotated[DatePrecision, Col("The span that the text commits to.")]
    date_inferred: Annotated[bool, Col("True where the text dates nothing and the publication date stands in.")]
    place_name: Annotated[
        str | None,
        Col(
            "Canonical name of the most specific place where it happened.",
            null_means="no place is told",
            example="Rabat",
        ),
    ]
    place_precision: Annotated[PlacePrecision | None, Col("The size of that place.", null_means="no place is told")]
    country_code: Annotated[
        str | None,
        Col(
            "Country of that place: ISO 3166-1 alpha-3, XKX or PSE.",
            pattern=r"^[A-Z]{3}$",
            null_means="no place is told, or it lies in no one country",
            example="MAR",
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
    latitude: Annotated[
        float | None,
        Col(
            "Degrees north (WGS 84).",
            minimum=-90,
            maximum=90,
            unit="degrees",
            null_means="no place is told, or one whose point is not known",
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
            null_means="no place is told, or one whose point is not known",
            example=-6.8326,
        ),
    ]
    agreement_id: Annotated[
        str | None,
        Col(
            "The agreement that it makes, keeps or breaks.",
            pattern=r"^agr_[0-9a-f]{16}$",
            null_means="it is about no agreement",
            example="agr_934d6e1107d6d52a",
        ),
    ]
    report_count: Annotated[int, Col("Clauses that report it.", minimum=1, unit="clauses", example=3)]
    article_count: Annotated[int, Col("Articles that report it.", minimum=1, unit="articles", example=3)]
    story_count: Annotated[int, Col("Stories that report it: copies count once.", minimum=1, unit="stories", example=3)]
    source_count: Annotated[int, Col("Outlets that report it.", minimum=1, unit="outlets", example=3)]
    confidence: Annotated[
        float,
        Col(
            "Estimated probability that type and parties are right.",
            minimum=0,
            maximum=1,
            unit="probability",
            example=0.96,
        ),
    ]
    summary: Annotated[
        str,
        Col(
            "One line in the house's words: who did what to whom, where, when.",
            example="Israel: military (MIL) visit Morocco (GOV), Rabat, 25 March 2022",
        ),
    ]
    first_reported: Annotated[dt.date, Col("First publication day of a report.", example=dt.date(2022, 3, 25))]
    last_reported: Annotated[dt.date, Col("Last such day.", example=dt.date(2022, 3, 26))]


EVENTS = Table(
    row=Event,
    name="events",
    group="events",
    audience=Audience.PUBLIC,
    key=("event_id",),
    references=(Reference("agreement_id", "agreements", "agreement_id"),),
    order=("date_start", "event_type"),
)
