"""The table `reports`."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.schema.model import Audience, Col, Reference, Table
from pipeline.schema.vocabularies import (
    AgreementKind,
    Context,
    DatePrecision,
    EventType,
    Mode,
    PartyRole,
    PlacePrecision,
    Section,
    Status,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One coded clause: type, parties, date, place and status as that clause states them, before reports of one event are joined. The lists of parties are of one length."""

    report_id: Annotated[str, Col("Id: hash of article, section and trigger offset.", pattern=r"^rep_[0-9a-f]{16}$")]
    article_id: Annotated[str, Col("The article.", pattern=r"^art_[0-9a-f]{16}$")]
    section: Annotated[Section, Col("The text that the offsets count in.")]
    sentence: Annotated[int, Col("Number of the sentence in its section.", minimum=0)]
    start_char: Annotated[int, Col("First character of the span, counted in Unicode characters from 0.", minimum=0)]
    end_char: Annotated[int, Col("Character after the last one of the span.", minimum=0)]
    event_type: Annotated[EventType, Col("PLOVER event type.")]
    mode: Annotated[Mode | None, Col("PLOVER mode, one that the type admits.")]
    status: Annotated[Status, Col("How far the act has come.")]
    party_role: Annotated[tuple[PartyRole, ...], Col("Part of each party.")]
    party_entity_id: Annotated[tuple[str, ...], Col("Entity of each party; empty text where none is known.")]
    party_name: Annotated[tuple[str, ...], Col("Words that name each party.")]
    party_country: Annotated[tuple[str, ...], Col("Country code of each party; empty text where none is known.")]
    party_sector: Annotated[tuple[str, ...], Col("Sector of each party; empty text where it has none.")]
    contexts: Annotated[tuple[Context, ...], Col("What the event is about, in alphabetical order.")]
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
    agreement_name: Annotated[str | None, Col("The accord that the clause makes or names.")]
    agreement_entity_id: Annotated[
        str | None, Col("That accord as an entity, where it is a named one.", pattern=r"^ent_[0-9a-f]{16}$")
    ]
    agreement_kind: Annotated[AgreementKind | None, Col("The sort of that accord.")]
    agreement_bodies: Annotated[tuple[str, ...], Col("Bodies that the accord sets up.")]
    coder: Annotated[str, Col("The lexicon frame or rule that coded it.")]
    coder_version: Annotated[str, Col("Version of coder and lexicon.")]
    confidence: Annotated[float, Col("Estimated probability that type and parties are right.", minimum=0, maximum=1)]
    snippet: Annotated[str, Col("At most 25 words of the article that report it.")]


REPORTS = Table(
    row=Report,
    name="reports",
    group="events",
    audience=Audience.INTERNAL,
    key=("report_id",),
    references=(Reference("article_id", "articles", "article_id"),),
    order=("article_id", "section", "start_char"),
)
