"""Assets of the entities stage: entities, their names, mentions, roles."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from assets.batches import INDEX, batches, groups
from assets.described import asset_out, shown
from assets.engines.compute import Compute
from assets.partitions import of_articles, others, write_days
from assets.resources import Reporter, Result, Workspace
from pipeline.entities.findings import MADE_BY, unlinked
from pipeline.entities.link import find, link
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
def link_entities(workspace: Workspace, reporter: dg.ResourceParam[Reporter], compute: Compute) -> Iterator[Result]:
    """Link every name of the corpus to its entity."""
    lake = workspace.output.lake
    articles = lake.read(ARTICLE_TEXT, columns=(*INDEX, "uri"))
    fresh = unlinked(articles, lake.read(FINDINGS, columns=MADE_BY), READER_VERSION)
    step = reporter.stage("link", articles.num_rows, unit="articles")
    step(articles.num_rows - fresh.num_rows)
    for group in groups(fresh):
        texts = lake.read(ARTICLE_TEXT, group)
        new = of_articles(texts, fresh)
        found = compute.run(find, batches(new, lake.read(ANNOTATIONS, group)), step)
        kept = others(lake.read(FINDINGS, group), new)
        write_days(lake, FINDINGS, pa.concat_tables([kept, *found]), texts)
    count = {"dagster/row_count": lake.read(FINDINGS, columns=MADE_BY[:1]).num_rows}
    first = lake.read(FINDINGS, lake.days(FINDINGS)[:1])
    yield dg.MaterializeResult(asset_key="findings", metadata=shown(FINDINGS, first, **count))
    findings = (lake.read(FINDINGS, group) for group in groups(articles))
    linked = link(articles, findings, read_corrections(ENTITY_CORRECTIONS))
    for table in TABLES:
        data = getattr(linked, table.name)
        lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))
