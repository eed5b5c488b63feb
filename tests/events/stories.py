"""Short articles taken through the real reading, linking, coding and counting, told as lines such as `SUPPORT - ISR > MAR`."""

import datetime as dt

import pyarrow as pa

from pipeline.entities.link import find, link
from pipeline.events.affairs import affairs_of
from pipeline.events.code import code
from pipeline.events.codings import digests
from pipeline.events.consolidate import Consolidated, consolidate
from pipeline.reading.parser import READER_VERSION
from pipeline.reading.read import annotate
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow, to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT, ArticleText
from pipeline.schema.tables.articles import ARTICLES, Article
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.schema.vocabularies import PartyRole
from pipeline.store.hashing import make_id
from tests.entities.reading import article

DAY = dt.date(2021, 6, 14)


def told(*bodies: str, day: dt.date = DAY) -> set[str]:
    """The events of articles of one day: type, mode, and the countries and sectors of either side."""
    counted = _counted(*bodies, day=day)
    return _lines(counted.events, counted.participants)


def placed(body: str, day: dt.date = DAY) -> set[tuple[str, str | None]]:
    """The events of an article: type and name of the place."""
    return {
        (event.event_type.value, event.place_name) for event in arrow_to_rows(EVENTS, _counted(body, day=day).events)
    }


def dated(body: str, day: dt.date = DAY) -> set[tuple[str, str]]:
    """The events of an article: type and first day, empty where none is known."""
    events = arrow_to_rows(EVENTS, _counted(body, day=day).events)
    return {(event.event_type.value, str(event.date_start or "")) for event in events}


def coded(*bodies: str, day: dt.date = DAY) -> tuple[pa.Table, pa.Table, list[pa.Table], pa.Table, pa.Table]:
    """Reports, articles, annotations, affairs and entities of articles of one day, as consolidation takes them."""
    texts = [article(body, day) for body in bodies]
    table = rows_to_arrow(ARTICLE_TEXT, texts)
    annotations = annotate(table)
    linked = link(table, [find(table, annotations)])
    made_from = digests(table, linked.mentions, linked.entities, READER_VERSION)
    reports, *_ = code(table, annotations, linked.mentions, linked.entities, made_from)
    articles = rows_to_arrow(ARTICLES, map(_row, texts))
    return reports, articles, [annotations], affairs_of(articles, [annotations]), linked.entities


def _counted(*bodies: str, day: dt.date) -> Consolidated:
    none = (to_arrow(LEDGER).empty_table(), to_arrow(REDIRECTS).empty_table())
    return consolidate(*coded(*bodies, day=day), *none)


def _row(text: ArticleText) -> Article:
    return Article(
        article_id=text.article_id,
        source=text.source,
        uri=text.uri,
        url=text.url,
        title=text.title,
        published_at=text.published_at,
        published_precision=text.published_precision,
        published_from=text.published_from,
        authors=text.authors,
        language=text.language,
        form=text.form,
        subject=None,
        is_read=True,
        words=len(text.body.split()),
        characters=len(text.body),
        sha256=text.sha256,
        story_id=make_id("sto", text.article_id),
        derived_from=None,
        derivation=None,
        ingest_batch=text.ingest_batch,
    )


def _lines(events: pa.Table, participants: pa.Table) -> set[str]:
    sides: dict[tuple[str, PartyRole], list[str]] = {}
    for party in arrow_to_rows(PARTICIPANTS, participants):
        who = f"{party.country_code or '-'} {party.sector}" if party.sector else party.country_code or "-"
        sides.setdefault((party.event_id, party.role), []).append(who)
    lines = set()
    for event in arrow_to_rows(EVENTS, events):
        actors = " & ".join(sorted(sides.get((event.event_id, PartyRole.ACTOR), [])))
        recipients = " & ".join(sorted(sides.get((event.event_id, PartyRole.RECIPIENT), [])))
        lines.add(f"{event.event_type} {event.mode or '-'} {actors}" + (f" > {recipients}" if recipients else ""))
    return lines
