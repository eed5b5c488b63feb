"""Assets of the events stage: coded reports and quotes, then events with all that belongs to them."""

from collections.abc import Iterator

import dagster as dg

from assets.described import asset_out, shown
from assets.resources import Reporter, Result, Workspace
from pipeline.events.code import code
from pipeline.events.consolidate import consolidate
from pipeline.release.published import load_parent
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.agreements import AGREEMENTS
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.dyads import DYADS
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.ledger import LEDGER
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.tables.quotes import QUOTES
from pipeline.schema.tables.reports import REPORTS

CODED = (REPORTS, QUOTES)
CONSOLIDATED = (EVENTS, PARTICIPANTS, EVIDENCE, AGREEMENTS, DYADS, LEDGER)


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in CODED},
    deps=["article_text", "annotations", "mentions", "entities", "articles"],
    name="code_clauses",
)
def code_clauses(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Iterator[Result]:
    """Code every clause of the corpus that reports an event."""
    step = reporter.stage("code", unit="reports")
    lake = workspace.output.lake
    coded = code(lake.read(ARTICLE_TEXT), lake.read(ANNOTATIONS), lake.read(MENTIONS), lake.read(ENTITIES))
    step(coded.reports.num_rows)
    for table in CODED:
        data = getattr(coded, table.name)
        lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in CONSOLIDATED},
    deps=["reports", "articles", "annotations", "entities"],
    name="consolidate_events",
)
def consolidate_events(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Iterator[Result]:
    """Join the reports of one event, under the ids of the last release."""
    step = reporter.stage("consolidate", unit="events")
    output = workspace.output
    parent = load_parent(output)
    ledger = parent.ledger if parent else to_arrow(LEDGER).empty_table()
    read = output.lake.read
    made = consolidate(read(REPORTS), read(ARTICLES), read(ANNOTATIONS), read(ENTITIES), ledger)
    step(made.events.num_rows)
    for table in CONSOLIDATED:
        data = getattr(made, table.name)
        output.lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))
