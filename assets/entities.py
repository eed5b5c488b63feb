"""Assets of the entities stage: what is found in each article, then entities, their names, mentions, roles."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from assets.batches import INDEX, grouped, rows_of, to_read
from assets.described import asset_out, described, shown, unchanged
from assets.engines.compute import Compute
from assets.partitions import days_in, others, write_days
from assets.resources import Reporter, Result, Workspace
from assets.standing import Standing
from assets.uncollected import unlooped
from pipeline.entities.findings import MADE_BY, linker_version, unlinked
from pipeline.entities.link import find, link
from pipeline.reading.parser import READER_VERSION
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.entities import ENTITIES
from pipeline.schema.tables.entity_names import ENTITY_NAMES
from pipeline.schema.tables.findings import FINDINGS
from pipeline.schema.tables.mentions import MENTIONS
from pipeline.schema.tables.roles import ROLES
from pipeline.store.corrections import read_corrections
from pipeline.store.hashing import sha256_of_file
from pipeline.store.paths import ENTITY_CORRECTIONS

TABLES = (ENTITIES, ENTITY_NAMES, MENTIONS, ROLES)
_STAGE = "link"


@dg.asset(**described(FINDINGS), deps=["article_text", "annotations", "articles"])
def findings(workspace: Workspace, reporter: dg.ResourceParam[Reporter], compute: Compute) -> Result:
    """Find the names of each article by itself, those apart that were linked before."""
    lake = workspace.output.lake
    articles = to_read(workspace)
    fresh = unlinked(articles, lake.read(FINDINGS, columns=MADE_BY), READER_VERSION)
    step = reporter.stage(_STAGE, articles.num_rows, unit="articles")
    step(articles.num_rows - fresh.num_rows)
    found = to_arrow(FINDINGS).empty_table()
    for texts, made in compute.by_group(find, grouped(lake, fresh, ANNOTATIONS), step):
        held = others(lake.read(FINDINGS, days_in(texts)), fresh)
        found = pa.concat_tables([held, *made])
        write_days(lake, FINDINGS, found, texts)
    return dg.MaterializeResult(metadata=shown(FINDINGS, found, **{"articles linked": fresh.num_rows}))


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in TABLES}, deps=["findings", "articles"], name="link_entities"
)
def link_entities(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Iterator[Result]:
    """Link every name of the corpus to its entity."""
    lake = workspace.output.lake
    reporter.stage(_STAGE, unit="articles")
    by = f"{linker_version()} {sha256_of_file(ENTITY_CORRECTIONS)} {workspace.affairs_only}"
    stage = Standing(workspace.output, "entities", (ARTICLE_TEXT, FINDINGS), TABLES, by)
    if stage.holds:
        yield from (dg.MaterializeResult(asset_key=each.name, metadata=unchanged(each, lake)) for each in TABLES)
        return
    articles = to_read(workspace, columns=(*INDEX, "uri"))
    with unlooped():
        linked = link(articles, rows_of(lake, FINDINGS, articles), read_corrections(ENTITY_CORRECTIONS))
    for table in TABLES:
        data = getattr(linked, table.name)
        lake.write(table, data)
        yield dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data))
    stage.note()
