"""The asset of the reading stage: annotations."""

import dagster as dg

from assets.described import described, shown
from assets.partitions import PUBLICATION_DAY, SINGLE_RUN, days_in, days_of, of_days, write_fresh
from assets.resources import Reporter, Result, Workspace
from pipeline.reading.read import annotate, unread
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT


@dg.asset(**described(ANNOTATIONS), deps=["article_text"], partitions_def=PUBLICATION_DAY, backfill_policy=SINGLE_RUN)
def annotations(
    context: dg.AssetExecutionContext, workspace: Workspace, reporter: dg.ResourceParam[Reporter]
) -> Result:
    """Read the articles of the days, those apart that were read before; a day without such is left as it is."""
    lake = workspace.output.lake
    texts = lake.read(ARTICLE_TEXT, days_of(context, lake))
    step = reporter.stage("read", texts.num_rows, unit="articles")
    known = lake.read(ANNOTATIONS, days_in(texts), columns=["article_id", "text_sha256", "reader_version"])
    touched = days_in(unread(texts, known))
    near = of_days(texts, touched)
    step(texts.num_rows - near.num_rows)
    found = annotate(near, lake.read(ANNOTATIONS, touched), step)
    write_fresh(lake, ANNOTATIONS, found, near, near)
    return dg.MaterializeResult(metadata=shown(ANNOTATIONS, found, **{"days read": len(touched)}))
