"""From a cluster of reports to the rows that tell its event: the fullest report leads, the others refine it."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.events.cameo import cameo_code
from pipeline.events.clusters import Cluster, Dated
from pipeline.events.summaries import summary
from pipeline.schema.tables.events import Event
from pipeline.schema.tables.participants import Participant
from pipeline.schema.tables.reports import Report
from pipeline.schema.vocabularies import (
    DatePrecision,
    Mode,
    PartyRole,
    PlacePrecision,
    Sector,
    Status,
    score_of,
)

_FINE_DATES = tuple(DatePrecision)
_FINE_PLACES = tuple(PlacePrecision)
_COPY_WEIGHT = 0.5
"""A further story is weaker evidence than the first, since outlets copy each other and the same words mislead the same coder."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What an event tells of an article that reports it."""

    article_id: str
    story_id: str
    source: str
    published_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Assembled:
    """An event with its participants and the reports that tell it."""

    event: Event
    participants: tuple[Participant, ...]
    cluster: Cluster
    lead: Report


def assemble(event_id: str, cluster: Cluster, articles: Mapping[str, Teller], names: Mapping[str, str]) -> Assembled:
    """The rows of one event. `articles` and the `names` of entities are by id."""
    reports = [member.report for member in cluster.members]
    lead = _with_host(max(cluster.members, key=_fullness).report, reports)
    participants = _participants(event_id, lead, names)
    event = _event(event_id, lead, reports, cluster, articles)
    return Assembled(replace(event, summary=summary(event, participants)), participants, cluster, lead)


def _fullness(member: Dated) -> tuple[bool, int, bool, int, bool, float]:
    report = member.report
    return (
        report.mode is Mode.VISIT and bool(member.recipients),
        len(member.countries),
        report.agreement_name is not None,
        sum(bool(sector) and sector != Sector.UNK for sector in report.party_sector),
        not report.date_inferred,
        report.confidence,
    )


def _with_host(lead: Report, reports: Sequence[Report]) -> Report:
    """In talks held during a visit the visitors act and the others receive them, whichever report names them all."""
    visitors = {
        country
        for report in reports
        if report.mode is Mode.VISIT
        for role, country in zip(report.party_role, report.party_country, strict=True)
        if role is PartyRole.ACTOR and country
    }
    is_mutual = PartyRole.RECIPIENT not in lead.party_role
    if not is_mutual or not visitors or not set(lead.party_country) - visitors:
        return lead
    roles = tuple(PartyRole.ACTOR if country in visitors else PartyRole.RECIPIENT for country in lead.party_country)
    return replace(lead, party_role=roles, mode=Mode.VISIT) if PartyRole.ACTOR in roles else lead


def _participants(event_id: str, lead: Report, names: Mapping[str, str]) -> tuple[Participant, ...]:
    """The parties of the leading report; who acts is not also acted upon."""
    rows = list(
        zip(lead.party_role, lead.party_entity_id, lead.party_name, lead.party_country, lead.party_sector, strict=True)
    )
    acting = {entity_id for role, entity_id, *_ in rows if role is PartyRole.ACTOR and entity_id}
    kept = [row for row in rows if row[0] is PartyRole.ACTOR or row[1] not in acting]
    return tuple(
        Participant(
            event_id=event_id,
            position=position,
            role=role,
            entity_id=entity_id or None,
            name=names[entity_id] if entity_id else name,
            country_code=country or None,
            sector=Sector(sector) if sector else None,
        )
        for position, (role, entity_id, name, country, sector) in enumerate(kept)
    )


def _event(
    event_id: str, lead: Report, reports: Sequence[Report], cluster: Cluster, articles: Mapping[str, Teller]
) -> Event:
    dates = min(
        reports, key=lambda row: (row.date_start is None, row.date_inferred, _FINE_DATES.index(row.date_precision))
    )
    place = min(reports, key=lambda row: (row.place_name is None, _place_rank(row)))
    mode = lead.mode or next((row.mode for row in reports if row.mode is not None), None)
    told = [articles[row.article_id] for row in reports]
    return Event(
        event_id=event_id,
        event_type=lead.event_type,
        mode=mode,
        contexts=tuple(sorted({context for row in reports for context in row.contexts})),
        cameo_code=cameo_code(lead.event_type, mode),
        quad_class=lead.event_type.quad_class,
        score=score_of(lead.event_type, mode),
        status=_status(dates, lead),
        date_start=dates.date_start,
        date_end=dates.date_end,
        date_precision=dates.date_precision,
        date_inferred=dates.date_inferred,
        place_name=place.place_name,
        place_precision=place.place_precision,
        country_code=place.country_code,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        agreement_id=None,
        report_count=len(reports),
        article_count=len({article.article_id for article in told}),
        story_count=len({article.story_id for article in told}),
        source_count=len({article.source for article in told}),
        confidence=_confidence(reports, articles),
        summary="",
        first_reported=min(member.published for member in cluster.members),
        last_reported=max(member.published for member in cluster.members),
    )


def _place_rank(row: Report) -> int:
    return len(_FINE_PLACES) if row.place_precision is None else _FINE_PLACES.index(row.place_precision)


def _status(dates: Report, lead: Report) -> Status:
    return lead.status if lead.date_start is None else dates.status


def _confidence(reports: Sequence[Report], articles: Mapping[str, Teller]) -> float:
    """The best report's, raised by each further story that tells it: the chance that all are wrong shrinks, but not as if independent."""
    best: dict[str, float] = {}
    for row in reports:
        story = articles[row.article_id].story_id
        best[story] = max(best.get(story, 0.0), row.confidence)
    first, *further = sorted(best.values(), reverse=True)
    wrong = (1 - first) * math.prod(1 - _COPY_WEIGHT * value for value in further)
    return round(1 - wrong, 2)
