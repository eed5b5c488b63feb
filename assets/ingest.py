"""Assets of the ingest stage: inputs, quarantine, article texts, stories, articles."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.batches import INDEX, groups
from assets.described import asset_out, described, shown, unchanged
from assets.partitions import add_days, days_in, others
from assets.resources import Reporter, Result, Step, Workspace
from assets.standing import Standing
from pipeline.ingest.articles import BODIES, HEADS, TOLD, to_articles, told_of
from pipeline.ingest.batch import Taken, Turned
from pipeline.ingest.crew import read_apart
from pipeline.ingest.files import File
from pipeline.ingest.ingest import Ingested, SourceNotFound, ingest, take_in
from pipeline.ingest.retry import refused_files
from pipeline.ingest.standing import digests, intake_version, settle, settled
from pipeline.ingest.stories import READ, stories_of
from pipeline.schema.model import Table
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.schema.tables.stories import STORIES
from pipeline.store.generation import check_generation
from pipeline.store.lake import Lake
from pipeline.store.paths import Output

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
    """Take in the configured sources, or what was refused of them; what is held already is a duplicate."""
    output, step = workspace.output, reporter.stage("ingest", unit="inputs")
    check_generation(output.lake)
    tried = _refused(output) if workspace.retry else {}
    taken = _take_again(workspace, tried, step) if workspace.retry else _take_in(workspace, reporter, step)
    inputs, refused, days = _store(output, taken, tried)
    add_days(context.instance, days)
    yield _made(INPUTS, inputs, **_counts(taken.inputs, "outcome"), **{"this run: known before": taken.settled})
    yield _made(QUARANTINE, refused, **_counts(taken.quarantine, "reason"))
    yield _made(
        ARTICLE_TEXT,
        taken.article_text,
        **{"this run: articles": taken.article_text.num_rows, "this run: days": len(days)},
    )


def _refused(output: Output) -> dict[str, File]:
    return refused_files(output.lake.read(INPUTS), output.lake.read(QUARANTINE), output.shelf)


def _take_again(workspace: Workspace, tried: Mapping[str, File], step: Step) -> Ingested:
    output = workspace.output
    return take_in(read_apart(tried.values(), frozenset(), workspace.now()), _known(output), step, output.shelf.put)


def _take_in(workspace: Workspace, reporter: Reporter, step: Step) -> Ingested:
    output = workspace.output
    read = output.lake.read
    done = settled(read(INPUTS), read(QUARANTINE), read(ARTICLE_TEXT, columns=["article_id"]))
    try:
        return ingest(
            workspace.articles(),
            _known(output),
            done,
            now=workspace.now(),
            progress=step,
            read=partial(_told, reporter),
            keep=output.shelf.put,
        )
    except SourceNotFound as fault:
        raise dg.Failure(str(fault), allow_retries=False) from fault


def _told(
    reporter: Reporter, files: Iterable[File], settled: frozenset[str], now: dt.datetime
) -> Iterator[Taken | Turned | int]:
    """What is read of files, while the reporter hears how many articles were in them."""
    articles = 0
    for found in read_apart(files, settled, now):
        if isinstance(found, Taken):
            articles += 1
            reporter.taken(articles)
        yield found


def _known(output: Output) -> dict[str, str]:
    """The ids of the articles that are held, by their digest."""
    held = output.lake.read(ARTICLE_TEXT, columns=["sha256", "article_id"])
    return dict(zip(held["sha256"].to_pylist(), held["article_id"].to_pylist(), strict=True))


def _store(output: Output, taken: Ingested, tried: Collection[str]) -> tuple[pa.Table, pa.Table, list[dt.date]]:
    """Add what was taken to the lake, all at once; the tables of all inputs and refusals, and the days touched."""
    with output.lake.transaction() as lake:
        inputs, refused = settle(lake.read(INPUTS), lake.read(QUARANTINE), taken, tried)
        lake.write(INPUTS, inputs)
        lake.write(QUARANTINE, refused)
        days = lake.add_by_day(ARTICLE_TEXT, taken.article_text, "published_at")
    output.shelf.keep_only(digests(inputs, refused))
    return inputs, refused, days


def _made(table: Table[Any], data: pa.Table, **more: int) -> Result:
    return dg.MaterializeResult(asset_key=table.name, metadata=shown(table, data, **more))


def _counts(rows: pa.Table, column: str) -> dict[str, int]:
    """How many rows this run gave each value of a column."""
    counts = pc.value_counts(rows[column]).to_pylist()
    return {f"this run: {count['values']}": count["counts"] for count in counts}


@dg.asset(**described(STORIES), deps=["article_text"])
def stories(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Result:
    """Group the copies of one story over the whole corpus."""
    step = reporter.stage("group", unit="stories")
    lake = workspace.output.lake
    stage = Standing(workspace.output, "stories", (ARTICLE_TEXT,), (STORIES,), intake_version())
    if stage.holds:
        step(lake.count(STORIES))
        return dg.MaterializeResult(metadata=unchanged(STORIES, lake))
    days = groups(lake.read(ARTICLE_TEXT, columns=INDEX))
    found = stories_of(lake.read(ARTICLE_TEXT, group, READ) for group in days)
    step(found.num_rows)
    lake.write(STORIES, found)
    stage.note()
    copies = found.filter(pc.greater(found["article_count"], 1)).num_rows
    return dg.MaterializeResult(metadata=shown(STORIES, found, **{"told more than once": copies}))


@dg.asset(**described(ARTICLES), deps=["article_text", "stories"])
def articles(workspace: Workspace) -> Result:
    """What releases say of each article."""
    lake: Lake = workspace.output.lake
    taken, by = (ARTICLE_TEXT, STORIES), f"{intake_version()} {workspace.affairs_only}"
    stage = Standing(workspace.output, "articles", taken, (ARTICLES,), by)
    if stage.holds:
        return dg.MaterializeResult(metadata=unchanged(ARTICLES, lake))
    texts = Standing(workspace.output, "texts", (), (ARTICLES,), intake_version())
    # What is told of a text hangs on that text alone.
    heads, held = lake.read(ARTICLE_TEXT, columns=HEADS), lake.read(ARTICLES, None if texts.holds else (), TOLD)
    new = lake.read(ARTICLE_TEXT, days_in(others(heads, held)), BODIES)
    told = pa.concat_tables([others(held, new), told_of(new)])
    found = to_articles(heads, told, lake.read(STORIES), workspace.affairs_only)
    lake.write_by_day(ARTICLES, found, "published_at", lake.days(ARTICLE_TEXT))
    stage.note()
    texts.note()
    return dg.MaterializeResult(metadata=shown(ARTICLES, found))
