"""Partitions by day of publication.

The days are dynamic partitions: an archive spans decades but holds few days, and Dagster records an event for every
partition of a run (measured: 85 s for two assets over the 11,400 days from 1995 to 2026, most of them empty).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.model import Table
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.lake import Lake

PUBLICATION_DAY = dg.DynamicPartitionsDefinition(name="publication_day")
SINGLE_RUN = dg.BackfillPolicy.single_run()


def add_days(instance: dg.DagsterInstance, days: Iterable[dt.date]) -> None:
    """Make known the days for which there are articles; those known already stay."""
    instance.add_dynamic_partitions("publication_day", sorted({day.isoformat() for day in days}))


def all_days(instance: dg.DagsterInstance) -> dict[str, str]:
    """The tags of one run over every day that is known; no tags where none is."""
    keys = instance.get_dynamic_partitions("publication_day")
    if not keys:
        return {}
    return {"dagster/asset_partition_range_start": keys[0], "dagster/asset_partition_range_end": keys[-1]}


def days_in(article_text: pa.Table) -> list[dt.date]:
    """The days of publication of some articles, in order."""
    return sorted(set(pc.cast(article_text["published_at"], pa.date32()).to_pylist()))


def of_articles(rows: pa.Table, articles: pa.Table) -> pa.Table:
    """The rows of a per-article table that are of these articles."""
    return rows.filter(pc.is_in(rows["article_id"], articles["article_id"].combine_chunks()))


def others(held: pa.Table, articles: pa.Table) -> pa.Table:
    """The rows of a per-article table that are of none of these articles."""
    return held.filter(pc.invert(pc.is_in(held["article_id"], articles["article_id"].combine_chunks())))


def write_days(lake: Lake, table: Table[Any], rows: pa.Table, articles: pa.Table) -> None:
    """Replace the days on which `articles` lie, which are all articles of them, in a per-article table by `rows`."""
    found = pc.index_in(rows["article_id"], articles["article_id"].combine_chunks())
    dated = rows.append_column("published_at", articles["published_at"].take(found))
    lake.write_by_day(table, dated, "published_at", days_in(articles))


def days_of(context: dg.AssetExecutionContext, lake: Lake) -> list[dt.date]:
    """The days of a run in order; a run that names none is over every day that holds articles."""
    if not (context.has_partition_key or context.has_partition_key_range):
        return lake.days(ARTICLE_TEXT)
    return sorted(dt.date.fromisoformat(key) for key in context.partition_keys)
