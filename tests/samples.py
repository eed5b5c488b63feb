"""A small world of typed rows, consistent from table to table: two articles, three events, their parties and evidence."""

import dataclasses
import datetime as dt
from typing import Any

import pyarrow as pa

from pipeline.release.publish import RECKONED
from pipeline.schema.registry import PUBLIC_TABLES, table_named
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.agreements import Agreement
from pipeline.schema.tables.article_text import ArticleText
from pipeline.schema.tables.articles import Article
from pipeline.schema.tables.corrections import CorrectionEntry
from pipeline.schema.tables.dyads import Dyad
from pipeline.schema.tables.entities import Entity
from pipeline.schema.tables.entity_names import EntityName
from pipeline.schema.tables.events import Event
from pipeline.schema.tables.evidence import Evidence
from pipeline.schema.tables.ledger import LedgerEntry
from pipeline.schema.tables.mentions import Mention
from pipeline.schema.tables.participants import Participant
from pipeline.schema.tables.quotes import Quote
from pipeline.schema.tables.roles import Role
from pipeline.schema.tables.stories import Story
from pipeline.schema.vocabularies import (
    AgreementKind,
    AgreementStatus,
    Context,
    CorrectionAction,
    DateOrigin,
    DatePrecision,
    EntityType,
    EventType,
    Form,
    MentionKind,
    Mode,
    PartyRole,
    PlacePrecision,
    PublicationPrecision,
    Section,
    Sector,
    Status,
    score_of,
)

DAY = dt.date(2022, 3, 26)
NOON = dt.datetime(2022, 3, 26, 12, tzinfo=dt.UTC)
FRANCE, GHANA, MINISTER = "ent_00000000000000f1", "ent_00000000000000a1", "ent_00000000000000b1"
VISIT, PACT, BLAME = "evt_0000000000000001", "evt_0000000000000002", "evt_0000000000000003"
FIRST, SECOND = "art_0000000000000001", "art_0000000000000002"
ACCORD = "agr_0000000000000001"

VISIT_EVENT = Event(
    event_id=VISIT,
    event_type=EventType.CONSULT,
    mode=Mode.VISIT,
    contexts=(Context.DIPLOMATIC, Context.ECONOMIC),
    cameo_code="042",
    quad_class=EventType.CONSULT.quad_class,
    score=score_of(EventType.CONSULT, Mode.VISIT),
    status=Status.OCCURRED,
    date_start=dt.date(2022, 3, 24),
    date_end=dt.date(2022, 3, 24),
    date_precision=DatePrecision.DAY,
    date_inferred=False,
    place_name="Accra",
    place_precision=PlacePrecision.CITY,
    country_code="GHA",
    geonames_id=2306104,
    latitude=5.55602,
    longitude=-0.1969,
    agreement_id=None,
    report_count=2,
    article_count=2,
    story_count=2,
    source_count=2,
    confidence=0.875,
    summary="France visited Ghana in Accra on 24 March 2022",
    first_reported=DAY,
    last_reported=DAY,
)
PACT_EVENT = dataclasses.replace(
    VISIT_EVENT,
    event_id=PACT,
    event_type=EventType.SUPPORT,
    mode=None,
    contexts=(Context.ECONOMIC,),
    cameo_code="057",
    quad_class=EventType.SUPPORT.quad_class,
    score=score_of(EventType.SUPPORT, None),
    agreement_id=ACCORD,
    report_count=1,
    article_count=1,
    story_count=1,
    source_count=1,
    summary="France and Ghana signed a trade accord in Accra on 24 March 2022",
)
BLAME_EVENT = dataclasses.replace(
    PACT_EVENT,
    event_id=BLAME,
    event_type=EventType.ACCUSE,
    contexts=(),
    cameo_code="110",
    quad_class=EventType.ACCUSE.quad_class,
    score=score_of(EventType.ACCUSE, None),
    status=Status.HISTORICAL,
    date_start=None,
    date_end=None,
    date_precision=DatePrecision.UNKNOWN,
    place_name=None,
    place_precision=None,
    country_code=None,
    geonames_id=None,
    latitude=None,
    longitude=None,
    agreement_id=None,
    confidence=0.5,
    summary="unknown gunmen accused Ghana",
)


def article_text(article_id: str, number: int, body: str, sha256: str) -> ArticleText:
    """The text of an article of the samples."""
    return ArticleText(
        article_id=article_id,
        source="Harbour Post",
        uri=f"articles/{number}.txt",
        url=None,
        title="Visit to Accra",
        body=body,
        title_in_body=False,
        text_start=0,
        published_at=NOON,
        published_precision=PublicationPrecision.SECOND,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        sha256=sha256,
        ingest_batch="batch",
    )


def _article(article_id: str, number: int) -> Article:
    return Article(
        article_id=article_id,
        source="Harbour Post",
        uri=f"articles/{number}.txt",
        url=None,
        title='=HYPERLINK("http://a.example";"Accra")' if number == 2 else "Visit to Accra",
        published_at=NOON,
        published_precision=PublicationPrecision.SECOND,
        published_from=DateOrigin.STATED,
        authors=(),
        language="en",
        form=Form.TEXT,
        subject=None,
        is_read=True,
        words=120,
        characters=700,
        sha256=f"{number:064x}",
        story_id=f"sto_{number:016x}",
        derived_from=None,
        derivation=None,
        ingest_batch="batch",
    )


def _story(number: int, article_id: str) -> Story:
    return Story(f"sto_{number:016x}", "Visit to Accra", (article_id,), (), (), 1, 1, NOON, NOON)


def _entity(entity_id: str, kind: EntityType, name: str, country: str, sector: Sector | None) -> Entity:
    return Entity(entity_id, kind, name, country, sector, None, None, None, None, DAY, DAY)


def _party(
    event: str, position: int, role: PartyRole, entity: str | None, name: str, country: str | None
) -> Participant:
    return Participant(event, position, role, entity, name, country, Sector.GOV if country else Sector.UAF)


def _evidence(number: int, event: str | None, article: str, kind: EventType, status: Status) -> Evidence:
    return Evidence(
        evidence_id=f"rep_{number:016x}",
        event_id=event,
        article_id=article,
        section=Section.BODY,
        start_char=10 * number,
        end_char=10 * number + 6,
        sentence_start=0,
        sentence_end=99,
        snippet="The French delegation landed in Accra",
        event_type=kind,
        mode=None,
        status=status,
        coder="visit",
        score=0.875,
    )


EVIDENCE = [
    _evidence(1, VISIT, FIRST, EventType.CONSULT, Status.OCCURRED),
    _evidence(2, VISIT, SECOND, EventType.CONSULT, Status.OCCURRED),
    _evidence(3, PACT, FIRST, EventType.SUPPORT, Status.OCCURRED),
    _evidence(4, BLAME, SECOND, EventType.ACCUSE, Status.HISTORICAL),
    _evidence(5, None, SECOND, EventType.THREATEN, Status.HYPOTHETICAL),
]
PARTICIPANTS = [
    _party(VISIT, 0, PartyRole.ACTOR, FRANCE, "France", "FRA"),
    _party(VISIT, 1, PartyRole.RECIPIENT, GHANA, "Ghana", "GHA"),
    _party(PACT, 0, PartyRole.ACTOR, FRANCE, "France", "FRA"),
    _party(PACT, 1, PartyRole.ACTOR, GHANA, "Ghana", "GHA"),
    _party(BLAME, 0, PartyRole.ACTOR, None, "unknown gunmen", None),
    _party(BLAME, 1, PartyRole.RECIPIENT, GHANA, "Ghana", "GHA"),
]

ROWS: dict[str, list[Any]] = {
    "stories": [_story(1, FIRST), _story(2, SECOND)],
    "articles": [_article(FIRST, 1), _article(SECOND, 2)],
    "entities": [
        _entity(FRANCE, EntityType.COUNTRY, "France", "FRA", Sector.GOV),
        _entity(GHANA, EntityType.COUNTRY, "Ghana", "GHA", Sector.GOV),
        _entity(MINISTER, EntityType.PERSON, "Ama Owusu", "GHA", Sector.GOV),
    ],
    "entity_names": [EntityName(FRANCE, "France", True, 2), EntityName(GHANA, "Ghana", True, 2)],
    "mentions": [
        Mention(
            "men_0000000000000001",
            FIRST,
            Section.BODY,
            0,
            0,
            6,
            "France",
            MentionKind.NAME,
            FRANCE,
            "FRA",
            Sector.GOV,
            None,
            1.0,
        )
    ],
    "roles": [
        Role(
            "rol_0000000000000001",
            MINISTER,
            "trade minister",
            False,
            None,
            "GHA",
            Sector.GOV,
            DAY,
            DAY,
            1,
            FIRST,
            Section.BODY,
            30,
            40,
        )
    ],
    "agreements": [
        Agreement(
            agreement_id=ACCORD,
            name="France–Ghana trade accord, March 2022",
            kind=AgreementKind.TRADE,
            entity_id=None,
            party_countries=("FRA", "GHA"),
            party_names=("France", "Ghana"),
            date_start=dt.date(2022, 3, 24),
            date_end=dt.date(2022, 3, 24),
            date_precision=DatePrecision.DAY,
            place_name="Accra",
            geonames_id=2306104,
            domains=(Context.ECONOMIC,),
            status=AgreementStatus.SIGNED,
            bodies=(),
        )
    ],
    "events": [VISIT_EVENT, PACT_EVENT, BLAME_EVENT],
    "participants": PARTICIPANTS,
    "evidence": EVIDENCE,
    "quotes": [
        Quote("quo_0000000000000001", FIRST, Section.BODY, 50, 70, MINISTER, "Ama Owusu", "a good day for trade")
    ],
    "dyads": [
        Dyad("FRA", "GHA", dt.date(2022, 3, 1), 2, 0, 0, 0, 2, 4.5),
        Dyad("GHA", "FRA", dt.date(2022, 3, 1), 1, 0, 0, 0, 1, 5.0),
    ],
    "ledger": [LedgerEntry(row.evidence_id, row.event_id, row.event_id) for row in EVIDENCE if row.event_id],
    "corrections": [
        CorrectionEntry(
            "cor_0000000000000001",
            CorrectionAction.MOVE,
            VISIT,
            VISIT,
            "Accra|GHA",
            (),
            "the delegation landed in Accra",
            "articles/1.txt",
        )
    ],
}


def arrow(rows: dict[str, list[Any]]) -> dict[str, pa.Table]:
    """The rows of each table as Arrow."""
    return {name: rows_to_arrow(table_named(name), held) for name, held in rows.items()}


def sample_tables() -> dict[str, pa.Table]:
    """Every public table but those that publishing makes."""
    assert {table.name for table in PUBLIC_TABLES} == {*ROWS, *RECKONED}
    return arrow(ROWS)
