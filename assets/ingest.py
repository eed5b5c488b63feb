"""Assets of the ingest stage: inputs, quarantine, article texts, stories, articles."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.described import asset_out, described, shown
from assets.partitions import PUBLICATION_DAY, SINGLE_RUN, add_days, days_of
from assets.resources import Reporter, Result, Workspace
from pipeline.ingest.articles import to_articles
from pipeline.ingest.ingest import ingest
from pipeline.ingest.stories import group_stories
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.schema.tables.stories import STORIES
from pipeline.store.lake import Lake

RETRY = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL)
"""For what can pass: a file system that is away for a moment, a file that is still being written."""


@dg.multi_asset(
    outs={table.name: asset_out(table) for table in (INPUTS, QUARANTINE, ARTICLE_TEXT)},
    retry_policy=RETRY,
    name="ingest_articles",
)
def ingest_articles(
    context: dg.AssetExecutionContext, workspace: Workspace, reporter: dg.ResourceParam[Reporter]
) -> Iterator[Result]:
    """Take in the configured sources; what is held already is a duplicate."""
    lake = workspace.output.lake
    held = lake.read(ARTICLE_TEXT)
    known = dict(zip(held["sha256"].to_pylist(), held["article_id"].to_pylist(), strict=True))
    taken = ingest(workspace.articles(), known, now=workspace.now(), progress=reporter.stage("ingest"))
    add_days(context.instance, lake.add_by_day(ARTICLE_TEXT, taken.article_text, "published_at"))
    texts = shown(
        ARTICLE_TEXT, taken.article_text.drop_columns(["body"]).append_column("body", _hidden(taken.article_text))
    )
    yield dg.MaterializeResult(asset_key="article_text", metadata=texts)
    inputs = lake.add(INPUTS, taken.inputs)
    yield dg.MaterializeResult(asset_key="inputs", metadata=shown(INPUTS, inputs, **_outcomes(taken.inputs)))
    refused = lake.add(QUARANTINE, taken.quarantine)
    yield dg.MaterializeResult(asset_key="quarantine", metadata=shown(QUARANTINE, refused))


def _hidden(texts: pa.Table) -> pa.Array:
    """Bodies are other people's articles, and do not go into Dagster's log."""
    return pa.array([f"({len(body)} characters)" for body in texts["body"].to_pylist()], pa.string())


def _outcomes(inputs: pa.Table) -> dict[str, int]:
    counts = pc.value_counts(inputs["outcome"]).to_pylist()
    return {f"this run: {count['values']}": count["counts"] for count in counts}


@dg.asset(**described(STORIES), deps=["article_text"])
def stories(workspace: Workspace) -> Result:
    """Group the copies of one story over the whole corpus."""
    lake = workspace.output.lake
    found = group_stories(lake.read(ARTICLE_TEXT))
    lake.write(STORIES, found)
    return dg.MaterializeResult(metadata=shown(STORIES, found))


@dg.asset(
    **described(ARTICLES), deps=["article_text", "stories"], partitions_def=PUBLICATION_DAY, backfill_policy=SINGLE_RUN
)
def articles(context: dg.AssetExecutionContext, workspace: Workspace) -> Result:
    """What releases say of each article of the days."""
    lake: Lake = workspace.output.lake
    days = days_of(context)
    found = to_articles(lake.read(ARTICLE_TEXT, days), lake.read(STORIES))
    lake.write_by_day(ARTICLES, found, "published_at", days)
    return dg.MaterializeResult(metadata=shown(ARTICLES, found))
