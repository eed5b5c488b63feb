"""Partitions by day of publication.

The days are dynamic partitions: an archive spans decades but holds few days, and Dagster records an event for every
partition of a run (measured: 85 s for two assets over the 11,400 days from 1995 to 2026, most of them empty).
"""

import datetime as dt
from collections.abc import Iterable

import dagster as dg

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


def days_of(context: dg.AssetExecutionContext, lake: Lake) -> list[dt.date]:
    """The days of a run in order; a run that names none is over every day that holds articles."""
    if not (context.has_partition_key or context.has_partition_key_range):
        return lake.days(ARTICLE_TEXT)
    return sorted(dt.date.fromisoformat(key) for key in context.partition_keys)
