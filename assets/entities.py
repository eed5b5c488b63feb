"""Assets of the entities stage: entities, their names, mentions, roles."""

from collections.abc import Iterator

import dagster as dg

from assets.described import asset_out, shown
from assets.partitions import days_in, others, write_fresh
from assets.resources import Reporter, Result, Workspace
from pipeline.entities.link import link, unlinked
from pipeline.reading.parser import READER_VERSION
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.findings import FINDINGS
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import read_corrections
from pipeline.store.paths import ENTITY_CORRECTIONS

TABLES = (ENTITIES, ENTITY_NAMES, MENTIONS, ROLES)


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in (FINDINGS, *TABLES)},
    deps=["article_text", "annotations", "articles"],
    name="link_entities",
)
def link_entities(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Iterator[Result]:
    """Link every name of the corpus to its entity."""
    lake = workspace.output.lake
    texts, held = lake.read(ARTICLE_TEXT), lake.read(FINDINGS)
    fresh = unlinked(texts, held, READER_VERSION)
    step = reporter.stage("link", texts.num_rows, unit="articles")
    read = lake.read(ANNOTATIONS, days_in(fresh))
    linked = link(texts, read, read_corrections(ENTITY_CORRECTIONS), others(held, fresh), step)
    write_fresh(lake, FINDINGS, linked.findings, texts, fresh)
    yield dg.MaterializeResult(asset_key="findings", metadata=shown(FINDINGS, linked.findings))
    for table in TABLES:
        data = getattr(linked, table.name)
        lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))
