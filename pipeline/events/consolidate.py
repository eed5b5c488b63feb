"""The consolidation stage: coded reports to events counted once, with participants, evidence, agreements, dyads, ledger."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import pyarrow as pa

from pipeline.events.agreements import settle_agreements
from pipeline.events.assemble import Teller, assemble
from pipeline.events.clusters import dated, join
from pipeline.events.correcting import correct, kept_apart
from pipeline.events.corrections import EventCorrection
from pipeline.events.dyads import count_dyads
from pipeline.events.identity import identify
from pipeline.events.past import past_of
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.agreements import AGREEMENTS
from pipeline.schema.tables.corrections import CORRECTIONS, CorrectionEntry
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE, Evidence
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.tables.reports import REPORTS, Report

PLACED = ("article_id", "section", "sentence", "start_char", "end_char")
"""The columns of `annotations` that consolidation looks at."""

TOLD = tuple(field.name for field in fields(Teller))
"""The columns of `articles` that consolidation looks at."""

Spans = dict[tuple[str, str, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What consolidation yields, each a declared table."""

    events: pa.Table
    participants: pa.Table
    evidence: pa.Table
    agreements: pa.Table
    dyads: pa.Table
    ledger: pa.Table
    corrections: pa.Table


def consolidate(
    reports: pa.Table,
    articles: pa.Table,
    annotations: Iterable[pa.Table],
    affairs: pa.Table,
    entities: pa.Table,
    ledger: pa.Table,
    redirects: pa.Table,
    corrections: Sequence[EventCorrection] = (),
    other_corrections: Sequence[CorrectionEntry] = (),
) -> Consolidated:
    """Join the reports of one event, and correct events by `corrections`; the table of that name holds these and the `other_corrections`,
    those of entities.

    Of `articles` the columns `TOLD` are needed, of `annotations` those of `PLACED`, in parts; `affairs` are those of the articles, see `affairs_of`. `ledger` and `redirects` are those of the last release, without rows for a
    first release. Raises pipeline.store.reference.ReferenceError where a correction names an event that is gone or does not fit it.
    """
    tellers = map(Teller, *(articles[name].to_pylist() for name in TOLD))
    told = {teller.article_id: teller for teller in tellers}
    names = dict(zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True))
    past = past_of(ledger, redirects)
    rows = sorted(arrow_to_rows(REPORTS, reports), key=lambda row: _order(row, told))
    spans = _spans(annotations, reports)
    affair_of = dict(zip(affairs["article_id"].to_pylist(), affairs["affair"].to_pylist(), strict=True))
    joined = join(dated(row, _day(row, told), affair_of[row.article_id]) for row in rows if row.status.is_published)
    clusters = kept_apart(joined, corrections, past)
    coded = dict(zip(identify(clusters, past.coded, past.redirects), clusters, strict=True))
    corrected = correct(coded, corrections, past)
    made = [assemble(event_id, cluster, told, names) for event_id, cluster in corrected.clusters.items()]
    settled, agreements = settle_agreements(made)
    events = rows_to_arrow(EVENTS, [each.event for each in settled])
    participants = rows_to_arrow(PARTICIPANTS, [party for each in settled for party in each.participants])
    homes = {member.report.report_id: each.event.event_id for each in settled for member in each.cluster.members}
    as_corrected = {member.report.report_id: member.report for each in settled for member in each.cluster.members}
    shown = [as_corrected.get(row.report_id, row) for row in rows]
    return Consolidated(
        events=events,
        participants=participants,
        evidence=rows_to_arrow(EVIDENCE, _evidence(shown, homes, spans)),
        agreements=rows_to_arrow(AGREEMENTS, agreements),
        dyads=count_dyads(events, participants),
        ledger=rows_to_arrow(LEDGER, sorted(corrected.ledger, key=lambda entry: entry.report_id)),
        corrections=rows_to_arrow(CORRECTIONS, [*corrected.entries, *other_corrections]),
    )


def _order(row: Report, told: Mapping[str, Teller]) -> tuple[dt.datetime, str, bool, int]:
    return told[row.article_id].published_at, row.article_id, row.section == "body", row.start_char


def _day(row: Report, told: Mapping[str, Teller]) -> dt.date:
    return told[row.article_id].published_at.date()


def _spans(annotations: Iterable[pa.Table], reports: pa.Table) -> Spans:
    """Between which characters each sentence with a report stands."""
    spans: Spans = {}
    for part in annotations:
        reported = part.select(PLACED).join(reports.select(PLACED[:3]), PLACED[:3], join_type="left semi")
        for article, section, number, start, end in zip(*reported.to_pydict().values(), strict=True):
            spans[article, section, number] = start, end
    return spans


def _evidence(rows: Iterable[Report], homes: Mapping[str, str], spans: Spans) -> list[Evidence]:
    found = []
    for row in rows:
        start, end = spans[row.article_id, row.section, row.sentence]
        found.append(
            Evidence(
                evidence_id=row.report_id,
                event_id=homes.get(row.report_id),
                article_id=row.article_id,
                section=row.section,
                start_char=row.start_char,
                end_char=row.end_char,
                sentence_start=start,
                sentence_end=end,
                snippet=row.snippet,
                event_type=row.event_type,
                mode=row.mode,
                status=row.status,
                coder=row.coder,
                score=row.confidence,
            )
        )
    return found
