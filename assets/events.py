"""Assets of the events stage: coded reports and quotes, then events with all that belongs to them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import dagster as dg
import pyarrow as pa

from assets.basis import note_basis
from assets.batches import batches, groups, rows_of, to_read
from assets.described import asset_out, shown
from assets.engines.compute import Compute
from assets.engines.model import Tables
from assets.kept import Kept
from assets.partitions import of_articles, others
from assets.resources import Reporter, Result, Workspace
from assets.uncollected import unlooped
from pipeline.events.affairs import affairs_of
from pipeline.events.code import code, of_coder
from pipeline.events.codings import digests, made_by, standing, untouched, with_entities
from pipeline.events.consolidate import PLACED, TOLD, consolidate
from pipeline.events.corrections import read_event_corrections
from pipeline.events.reach import WORDS
from pipeline.events.vectors import SEEN
from pipeline.reading.parser import READER_VERSION
from pipeline.release.published import parent_table
from pipeline.schema.model import Table
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.agreements import AGREEMENTS
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.codings import CODINGS
from pipeline.schema.tables.corrections import CORRECTIONS
from pipeline.schema.tables.dyads import DYADS
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.tables.quotes import QUOTES
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.schema.tables.reports import REPORTS
from pipeline.store.corrections import read_corrections
from pipeline.store.fingerprint import fingerprint
from pipeline.store.lake import Lake
from pipeline.store.paths import ENTITY_CORRECTIONS, EVENT_CORRECTIONS, Output

_PART = 1024
"""Articles whose digests are made at once."""

_OF_AFFAIRS = ("pipeline/events/affairs.py", "pipeline/events/open_affairs.py", "pipeline/events/vectors.py")
"""The code that tells affairs."""

CODED: tuple[Table[Any], ...] = (REPORTS, QUOTES, CODINGS)
CONSOLIDATED = (EVENTS, PARTICIPANTS, EVIDENCE, AGREEMENTS, DYADS, LEDGER, CORRECTIONS)


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in CODED},
    deps=["article_text", "annotations", "mentions", "entities", "articles"],
    name="code_clauses",
)
def code_clauses(workspace: Workspace, reporter: dg.ResourceParam[Reporter], compute: Compute) -> Iterator[Result]:
    """Code every clause of the corpus that reports an event."""
    lake, read = workspace.output.lake, workspace.output.lake.read
    articles, mentions, entities = to_read(workspace), read(MENTIONS), read(ENTITIES)
    made_from = _digests(workspace, articles, mentions, entities)
    coded = [_kept(lake, articles, standing(made_from, entities, read(CODINGS)))]
    fresh = others(articles, coded[0][-1])
    step = reporter.stage("code", fresh.num_rows, unit="articles")
    for _, made in compute.by_group(code, _to_code(lake, fresh, mentions, entities, made_from), step):
        coded += made
    compute.dismiss()
    for table, parts in zip(CODED, zip(*coded, strict=True), strict=True):
        data = pa.concat_tables(parts)
        lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))


def _to_code(
    lake: Lake, fresh: pa.Table, mentions: pa.Table, entities: pa.Table, made_from: pa.Table
) -> Iterator[tuple[list[dt.date], Iterator[Tables]]]:
    """The articles that are to be coded, days in groups, in batches, with what the tables of the corpus tell of them."""
    for group in groups(fresh):
        new = of_articles(lake.read(ARTICLE_TEXT, group), fresh)
        given = batches(new, *(of_articles(each, new) for each in (lake.read(ANNOTATIONS, group), mentions)))
        yield group, with_entities(given, entities, made_from)


def _digests(workspace: Workspace, articles: pa.Table, mentions: pa.Table, entities: pa.Table) -> pa.Table:
    """What the coding of each article would be made from, which no change of the lexicon touches; some articles at a time, since all
    that is told of them takes much room."""

    def made() -> pa.Table:
        parts = (articles.slice(start, _PART) for start in range(0, max(articles.num_rows, 1), _PART))
        return pa.concat_tables(digests(part, of_articles(mentions, part), entities, READER_VERSION) for part in parts)

    taken, by = (ARTICLE_TEXT, ARTICLES, MENTIONS, ENTITIES), f"{made_by(READER_VERSION)} {workspace.affairs_only}"
    return Kept(workspace.output, "digests", taken, by).table(made)


def _kept(lake: Lake, articles: pa.Table, codings: pa.Table) -> tuple[pa.Table, ...]:
    """What stays of the tables `CODED`: of some codings those that the lexicon in use would not make otherwise."""
    stand = untouched(codings, rows_of(lake, ANNOTATIONS, of_articles(articles, codings), WORDS))
    return of_coder(of_articles(lake.read(REPORTS), stand)), of_articles(lake.read(QUOTES), stand), stand


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in CONSOLIDATED},
    deps=["reports", "articles", "annotations", "entities"],
    name="consolidate_events",
)
def consolidate_events(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Iterator[Result]:
    """Join the reports of one event, under the ids of the last release, and correct events as people said."""
    step = reporter.stage("consolidate", unit="events")
    output = workspace.output
    note_basis(output)
    ledger, redirects = (parent_table(output, table.name) for table in (LEDGER, REDIRECTS))
    read, corrections = output.lake.read, read_event_corrections(EVENT_CORRECTIONS)
    articles, placed, affairs = reckoned(output)
    tables = (read(REPORTS), articles, [placed], affairs, read(ENTITIES), ledger, redirects)
    with unlooped():
        made = consolidate(*tables, corrections, [each.entry for each in read_corrections(ENTITY_CORRECTIONS)])
    step(made.events.num_rows)
    for table in CONSOLIDATED:
        data = getattr(made, table.name)
        output.lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))


def reckoned(output: Output) -> tuple[pa.Table, pa.Table, pa.Table]:
    """What consolidation takes that is there once articles are read: what is told of them, where their sentences stand, and their
    affairs. It is kept for the stage by whoever asks before."""
    articles = output.lake.read(ARTICLES, columns=(*TOLD, "is_read"))
    return articles, _placed(output, articles), _affairs(output, articles)


def _placed(output: Output, articles: pa.Table) -> pa.Table:
    """Where the sentences of all articles stand, which lies scattered over the days."""
    parts = rows_of(output.lake, ANNOTATIONS, articles.filter(articles["is_read"]), PLACED)
    nothing = to_arrow(ANNOTATIONS).empty_table().select(PLACED)
    kept = Kept(output, "sentences", (ANNOTATIONS, ARTICLES), " ".join(PLACED))
    return kept.table(lambda: pa.concat_tables([nothing, *parts]))


def _affairs(output: Output, articles: pa.Table) -> pa.Table:
    """The affair of every article, which no change of the coder or the lexicon touches."""
    kept = Kept(output, "affairs", (ANNOTATIONS, ARTICLES), fingerprint(*_OF_AFFAIRS))
    parts = rows_of(output.lake, ANNOTATIONS, articles.filter(articles["is_read"]), SEEN)
    return kept.table(lambda: affairs_of(articles, parts))
