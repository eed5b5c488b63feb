"""The asset of the reading stage: annotations."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.batches import GROUP, INDEX, grouped, groups, to_read
from assets.described import described, shown
from assets.engines.compute import Compute
from assets.partitions import PUBLICATION_DAY, SINGLE_RUN, days_in, days_of, of_articles, write_days
from assets.resources import Reporter, Result, Workspace
from pipeline.ingest.articles import BODIES, told_of
from pipeline.reading.read import annotate, current, unread
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.lake import Lake

_KNOWN_BY = ("text_sha256", "reader_version")
"""What tells of an annotation which text it is of, and whose."""


@dg.asset(
    **described(ANNOTATIONS),
    deps=["article_text", "articles"],
    partitions_def=PUBLICATION_DAY,
    backfill_policy=SINGLE_RUN,
)
def annotations(
    context: dg.AssetExecutionContext, workspace: Workspace, reporter: dg.ResourceParam[Reporter], compute: Compute
) -> Result:
    """Read the articles of the days, those apart that were read before; a day without such is left as it is."""
    lake = workspace.output.lake
    articles, fresh = _articles(workspace, days_of(context, lake))
    step = reporter.stage("read", articles.num_rows, unit="articles")
    step(articles.num_rows - fresh.num_rows)
    found = to_arrow(ANNOTATIONS).empty_table()
    for texts, read in compute.by_group(annotate, grouped(lake, fresh), step):
        held = current(texts, lake.read(ANNOTATIONS, days_in(texts)))
        found = pa.concat_tables([held, *read])
        write_days(lake, ANNOTATIONS, found, texts)
    return dg.MaterializeResult(metadata=shown(ANNOTATIONS, found, **{"days read": len(days_in(fresh))}))


def begin_reading(workspace: Workspace, compute: Compute) -> None:
    """Have processes read the articles of the first group while others group stories, before it is written which ones are read."""
    lake = workspace.output.lake
    fresh = unread(lake.read(ARTICLE_TEXT, columns=INDEX), lake.read(ANNOTATIONS, columns=_KNOWN_BY))
    if workspace.affairs_only:
        fresh = _of_affairs(lake, fresh)
    for _, batches in islice(grouped(lake, fresh), 1):
        compute.begin(annotate, batches)


def _of_affairs(lake: Lake, articles: pa.Table) -> pa.Table:
    """Of some articles those of the first days that may tell of world affairs, as many as fill a group."""
    found = articles.slice(0, 0)
    for days in groups(articles):
        texts = of_articles(lake.read(ARTICLE_TEXT, days, BODIES), articles)
        found = pa.concat_tables([found, of_articles(articles, texts.filter(pc.is_null(told_of(texts)["subject"])))])
        if found.num_rows >= GROUP:
            break
    return found


def _articles(workspace: Workspace, days: Sequence[dt.date]) -> tuple[pa.Table, pa.Table]:
    """The articles of some days that a build reads, and those of them that were not read before."""
    articles = to_read(workspace, days)
    return articles, unread(articles, workspace.output.lake.read(ANNOTATIONS, days, _KNOWN_BY))
