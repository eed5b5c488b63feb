"""The asset of the reading stage: annotations."""

import dagster as dg
import pyarrow.compute as pc

from assets.described import described, shown
from assets.partitions import PUBLICATION_DAY, SINGLE_RUN, days_of
from assets.resources import Reporter, Result, Workspace
from pipeline.reading.read import annotate
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT


@dg.asset(**described(ANNOTATIONS), deps=["article_text"], partitions_def=PUBLICATION_DAY, backfill_policy=SINGLE_RUN)
def annotations(
    context: dg.AssetExecutionContext, workspace: Workspace, reporter: dg.ResourceParam[Reporter]
) -> Result:
    """Read the articles of the days, those apart that were read before."""
    lake = workspace.output.lake
    days = days_of(context, lake)
    texts = lake.read(ARTICLE_TEXT, days)
    found = annotate(texts, lake.read(ANNOTATIONS, days), reporter.stage("read", texts.num_rows, unit="articles"))
    published = texts["published_at"].take(pc.index_in(found["article_id"], texts["article_id"].combine_chunks()))
    dated = found.append_column("published_at", published)
    lake.write_by_day(ANNOTATIONS, dated, "published_at", days)
    return dg.MaterializeResult(metadata=shown(ANNOTATIONS, found))
